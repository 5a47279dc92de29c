"""Cards on the command line: listing, showing, ticking, moving, dropping."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date, datetime, tzinfo

from obm_tui import fmt, labels
from obm_tui.cli import output
from obm_tui.cli.call import Call, say_step
from obm_tui.cli.lanes import find_lane
from obm_tui.desk import Desk
from obm_tui.domain.cards import CLOSED_LANES, REGISTERS, CardDetail, CardRow, Lane
from obm_tui.domain.filters import CardFilter, FilterError, parse_filter
from obm_tui.domain.query import Filter, Query, Scope, Sort
from obm_tui.i18n import _

_LANES = list(Lane)


def show_list(call: Call, options: Namespace) -> None:
    """The cards that were asked for, by lane; what is late, by date."""
    lane = find_lane(options.lane) if options.lane is not None else None
    with call.existing() as desk:
        if desk is None:
            call.put_nothing()
            return
        client = desk.clients.by_code(options.client) if options.client is not None else None
        wanted = Filter(
            lanes=(lane,) if lane else (),
            closed=options.all or lane in CLOSED_LANES,
            archived=options.all,
        )
        sort = Sort.DUE if options.late else Sort.BOARD
        found = desk.cards.find(Query(Scope(client.id if client else None), wanted, sort))
        asked = _asked(desk, options)
        kept = desk.filters.among(asked, found)
        found = tuple(row for row in found if row.id in kept)
        if options.late:
            today = desk.clock.today()
            rows = [row for row in found if row.days_late(today) and row.lane not in REGISTERS]
        else:
            rows = sorted(found, key=lambda row: _LANES.index(row.lane))
        if asked and not rows:
            output.say(_("No card fits the filter."))
        if options.csv is not None:
            _put_table(desk, rows, options.csv)
        else:
            put_rows(call, desk, rows)


def _put_table(desk: Desk, rows: Sequence[CardRow], dialect: str) -> None:
    from obm_tui.interop.card_csv import Line, write_card_csv
    from obm_tui.interop.csv_text import Dialect

    ids = [row.id for row in rows]
    created, bodies, zone = desk.cards.created(ids), desk.cards.bodies(ids), desk.clock.zone

    def day_of(moment: datetime) -> date:
        return moment.astimezone(zone).date()

    lines = (
        Line(
            row,
            labels.lane(row.lane),
            day_of(created[row.id]),
            day_of(row.closed_at) if row.closed_at else None,
            bodies[row.id],
        )
        for row in rows
    )
    output.put_file(write_card_csv(lines, Dialect(dialect)))


def read_filter(desk: Desk, text: str) -> CardFilter:
    """A filter in either language.

    Raises:
        FilterError: it cannot be read.
    """
    clients = {client.code: client.name for client in desk.clients.all()}
    return parse_filter(text, desk.clock.today(), labels.lane_names(), clients)


def _asked(desk: Desk, options: Namespace) -> CardFilter:
    """The filter that was typed, and the saved view's with it."""
    text = " ".join(options.filter)
    try:
        asked = read_filter(desk, text)
    except FilterError as problem:
        from rich.cells import cell_len  # few filters cannot be read

        output.say_block(f"{text}\n{' ' * cell_len(text[: problem.position])}↑")
        raise
    if options.view is None:
        return asked
    view = desk.filters.view(options.view).text
    return read_filter(desk, f"({view}) ({text})" if asked else view)


def show_card(call: Call, options: Namespace) -> None:
    """One card with all that hangs on it."""
    with call.required() as desk:
        detail = desk.cards.detail(desk.cards.key(options.reference))
        if call.as_json:
            output.put_json(_detail_json(detail))
        else:
            _put_detail(detail, desk.clock.today(), desk.clock.zone)


def tick(call: Call, options: Namespace) -> None:
    """Mark cards as done."""
    with call.required() as desk:
        keys = named_cards(desk, options)
        change = desk.cards.tick(keys)
        put_cards(call, desk, keys)
        say_step(desk, change)


def move(call: Call, options: Namespace) -> None:
    """Put cards at the top of a lane."""
    with call.required() as desk:
        keys = named_cards(desk, options)
        change = desk.cards.move(keys, find_lane(options.lane))
        put_cards(call, desk, keys)
        say_step(desk, change)


def drop(call: Call, options: Namespace) -> None:
    """Give cards up."""
    with call.required() as desk:
        keys = named_cards(desk, options)
        change = desk.cards.drop(keys, options.reason)
        put_cards(call, desk, keys)
        say_step(desk, change)


def named_cards(desk: Desk, options: Namespace) -> list[str]:
    """The keys of the cards that were named, each once.

    Raises:
        NotFound: one of them is not there.
    """
    return list(dict.fromkeys(desk.cards.key(reference) for reference in options.references))


def put_cards(call: Call, desk: Desk, keys: Sequence[str]) -> None:
    """Show cards as they are now, in the order of their keys."""
    rows = desk.cards.rows(keys)
    put_rows(call, desk, [rows[key] for key in keys if key in rows])


def put_card(call: Call, desk: Desk, key: str) -> None:
    """Show one card as it is now; as JSON it is an object, not a list."""
    if call.as_json:
        output.put_json(card_json(desk.cards.rows([key])[key], desk.cards.created([key])[key]))
    else:
        put_cards(call, desk, [key])


def put_rows(call: Call, desk: Desk, rows: Sequence[CardRow]) -> None:
    """Show these cards."""
    if call.as_json:
        created = desk.cards.created([row.id for row in rows])
        output.put_json([card_json(row, created[row.id]) for row in rows])
    else:
        today = desk.clock.today()
        header = [_("Ref"), _("Lane"), _("Priority"), _("Due"), _("Owner"), _("Project"), _("Title")]
        output.put_table(header, [_cells(row, today) for row in rows])


def _cells(row: CardRow, today: date) -> list[str]:
    return [
        row.reference,
        _lane_text(row),
        f"P{row.priority:d}" if row.priority else "",
        lateness_text(row, due_text(row.due_on, row.due_time, today), today),
        owner_text(row),
        row.project or "",
        row.title,
    ]


def lateness_text(row: CardRow, day: str, today: date) -> str:
    """A day, and how late the card is by it."""
    late = row.days_late(today)
    return " ".join(filter(None, [day, fmt.late(late) if late else ""]))


def due_text(on: date | None, time: str | None, today: date) -> str:
    """A due date and its time, as lists show them."""
    if on is None:
        return ""
    return fmt.short_day(on, today) + (f" {fmt.clock_time(time)}" if time else "")


def _lane_text(row: CardRow) -> str:
    lane = labels.lane(row.lane)
    return _("{state} · archived").format(state=lane) if row.archived_at else lane


def owner_text(row: CardRow) -> str:
    """Whose card it is."""
    return _("me") if row.owner_is_me else row.owner or ""


def _put_detail(detail: CardDetail, today: date, zone: tzinfo) -> None:
    row = detail.row
    output.put_fields([(row.reference, row.title)])
    output.put_fields(
        [
            (_("Lane"), f"{_lane_text(row)} ({fmt.moment(row.lane_since, zone, today)})"),
            (_("Priority"), f"P{row.priority:d}" if row.priority else ""),
            (_("Due"), due_text(row.due_on, row.due_time, today)),
            (_("Start"), fmt.short_day(detail.start_on, today) if detail.start_on else ""),
            (_("Repeats"), fmt.repeat(detail.rrule) if detail.rrule else ""),
            (_("Owner"), owner_text(row)),
            (_("Project"), row.project or ""),
            (_("Labels"), ", ".join(detail.labels)),
            (_("Created"), fmt.moment(detail.created_at, zone, today)),
            (_("Closed"), fmt.moment(row.closed_at, zone, today) if row.closed_at else ""),
            (_("Reason"), detail.drop_reason),
            (_("Address"), detail.external_url),
            *((labels.extra_field(name), value) for name, value in detail.extra.items()),
        ]
    )
    if detail.body:
        output.put(f"\n{detail.body}")
    group = None
    for item in detail.checklist:
        if item.group != group:
            group = item.group
            output.put(f"\n{group}".rstrip() if group else "")
        output.put(f"[{'x' if item.done else ' '}] {item.text}")
    for comment in detail.comments:
        output.put(f"\n{fmt.moment(comment.at, zone, today)}  {comment.author}\n{comment.text}")
    if detail.links:
        output.put("")
    for link in detail.links:
        output.put(f"{link.title}  {link.url}".strip())


def _instant(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def card_json(row: CardRow, created: datetime) -> dict[str, object]:
    """A card for a program."""
    return {
        "ref": row.reference,
        "id": row.id,
        "client": row.client_code,
        "project": row.project,
        "title": row.title,
        "lane": row.lane.value,
        "priority": int(row.priority) or None,
        "due": row.due_on.isoformat() if row.due_on else None,
        "time": row.due_time,
        "owner": row.owner,
        "created": _instant(created),
        "closed": _instant(row.closed_at),
        "snoozed": row.snoozed_until.isoformat() if row.snoozed_until else None,
        "archived": _instant(row.archived_at),
    }


def _detail_json(detail: CardDetail) -> dict[str, object]:
    return card_json(detail.row, detail.created_at) | {
        "body": detail.body,
        "labels": list(detail.labels),
        "checklist": [{"group": item.group, "text": item.text, "done": item.done} for item in detail.checklist],
        "comments": [
            {"author": comment.author, "at": _instant(comment.at), "text": comment.text} for comment in detail.comments
        ],
        "links": [{"url": link.url, "title": link.title} for link in detail.links],
        "start": detail.start_on.isoformat() if detail.start_on else None,
        "url": detail.external_url or None,
        "reason": detail.drop_reason or None,
        "extra": detail.extra,
    }
