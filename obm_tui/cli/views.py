"""Saved views on the command line: listing, saving, renaming, deleting."""

from argparse import Namespace

from obm_tui import fmt
from obm_tui.cli import output
from obm_tui.cli.call import Call, say_step
from obm_tui.cli.cards import read_filter
from obm_tui.desk import Desk
from obm_tui.domain.filters import FilterError
from obm_tui.domain.views import View
from obm_tui.i18n import _


def show_list(call: Call, _options: Namespace) -> None:
    """Every view, its filter, and how many cards the board shows with it."""
    with call.existing() as desk:
        rows = _counted(desk) if desk is not None else []
        if call.as_json:
            output.put_json([{"name": view.name, "filter": view.text, "cards": count} for view, count in rows])
        elif desk is not None:
            header = [_("Name"), _("Cards"), _("Filter")]
            output.put_table(
                header, [[view.name, "?" if count is None else fmt.number(count), view.text] for view, count in rows]
            )
        if desk is None:
            call.say_no_database()


def _counted(desk: Desk) -> list[tuple[View, int | None]]:
    """Every view and its number of cards; none where its filter cannot be read any more."""
    found: list[tuple[View, int | None]] = []
    for view in desk.filters.views():
        try:
            found.append((view, desk.filters.count(read_filter(desk, view.text))))
        except FilterError:
            found.append((view, None))
    return found


def save(call: Call, options: Namespace) -> None:
    """Keep a filter under a name."""
    text = " ".join(options.filter)
    with call.open() as desk:
        read_filter(desk, text)
        say_step(desk, desk.filters.save_view(options.name, text).change)


def rename(call: Call, options: Namespace) -> None:
    """Call a view otherwise."""
    with call.required() as desk:
        say_step(desk, desk.filters.rename_view(options.name, options.new_name))


def delete(call: Call, options: Namespace) -> None:
    """Forget a view."""
    with call.required() as desk:
        say_step(desk, desk.filters.delete_view(options.name))
