"""Clients on the command line: adding, listing, showing."""

from argparse import Namespace
from collections.abc import Sequence

from obm_tui import fmt, labels
from obm_tui.cli import output
from obm_tui.cli.call import Call, say_step
from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane
from obm_tui.domain.clients import ClientRow, LaneCounts, NewClient
from obm_tui.i18n import _


def add(call: Call, options: Namespace) -> None:
    """Add a client."""
    new = NewClient(options.name, options.code).cleaned()
    with call.open() as desk:
        written = desk.clients.add(new)
        client = desk.clients.get(written.value)
        if call.as_json:
            output.put_json(_as_json(LaneCounts(client, {}, 0)))
        else:
            output.put_table([_("Code"), _("Name")], [[client.code, client.name]])
        say_step(desk, written.change)


def show_list(call: Call, _options: Namespace) -> None:
    """Every client and how much stands open."""
    with call.existing() as desk:
        counts = desk.clients.radar() if desk else ()
        if call.as_json:
            output.put_json([_as_json(count) for count in counts])
        elif desk is not None:
            _put_table(counts)
        if desk is None:
            call.say_no_database()


def show_client(call: Call, options: Namespace) -> None:
    """One client and what stands in its lanes."""
    with call.required() as desk:
        counts = _counts(desk, desk.clients.by_code(options.code))
        if call.as_json:
            output.put_json(_as_json(counts))
            return
        client = counts.client
        output.put_fields(
            [
                (client.code, client.name),
                (_("Status"), _status_text(client)),
                *(
                    (labels.lane(lane), fmt.number(counts.by_lane.get(lane, 0)))
                    for lane in Lane
                    if lane in counts.by_lane
                ),
                (_("Late"), fmt.number(counts.late) if counts.late else ""),
            ]
        )
        if client.notes:
            output.put(f"\n{client.notes}")


def _counts(desk: Desk, client: ClientRow) -> LaneCounts:
    """What stands in the client's lanes; the radar leaves archived clients out."""
    found = (counts for counts in desk.clients.radar() if counts.client.id == client.id)
    return next(found, LaneCounts(client, {}, 0))


def _put_table(counts: Sequence[LaneCounts]) -> None:
    header = [_("Code"), _("Status"), _("Open cards"), _("Late"), _("Name")]
    rows = [
        [
            line.client.code,
            _status_text(line.client),
            fmt.number(sum(line.by_lane.values())),
            fmt.number(line.late),
            line.client.name,
        ]
        for line in counts
    ]
    output.put_table(header, rows)


def _status_text(client: ClientRow) -> str:
    status = labels.client_status(client.status)
    return _("{state} · archived").format(state=status) if client.archived_at else status


def _as_json(counts: LaneCounts) -> dict[str, object]:
    client = counts.client
    return {
        "code": client.code,
        "id": client.id,
        "name": client.name,
        "status": client.status.value,
        "own_business": client.is_self,
        "notes": client.notes,
        "created": client.created_at.isoformat(),
        "archived": client.archived_at.isoformat() if client.archived_at else None,
        "open": counts.by_lane,
        "late": counts.late,
    }
