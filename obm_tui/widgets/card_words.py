"""What a card's pane says of its wait, of what holds it up, and of what it lacks."""

from datetime import date

from obm_tui import fmt, labels
from obm_tui.domain.cards import CardDetail, CardRow, Lane, OpenWait
from obm_tui.i18n import _
from obm_tui.widgets.card_cell import Palette, joined
from obm_tui.widgets.paint import Piece

Fact = tuple[str, list[Piece]]
"""A name and what stands behind it."""


def wait_facts(row: CardRow, wait: OpenWait, today: date, palette: Palette) -> list[Fact]:
    """Who owes what since when, a line each."""
    plain, quiet = palette.plain, palette.quiet
    facts: list[Fact] = []
    if wait.person:
        facts.append((_("Waiting for"), [(person_words(wait), plain)]))
    if wait.what:
        facts.append((_("What"), [(wait.what, plain)]))
    if wait.asked_on:
        channel = f", {wait.channel}" if wait.channel else ""
        facts.append((_("Asked"), [(fmt.short_day(wait.asked_on, today) + channel, plain)]))
    if wait.expected_on:
        facts.append((_("Expected"), due_words(wait.expected_on, None, row.days_late(today), today, palette)))
    nudges: list[Piece] = [(str(wait.nudges), plain)]
    if row.nudge_is_due(today):
        nudges += [("  ", plain), (_("A"), palette.amber), (" " + _("to nudge"), palette.amber)]
    elif wait.nudge_on:
        nudges.append(("  " + _("next {day}").format(day=fmt.short_day(wait.nudge_on, today)), quiet))
    facts.append((_("Nudges"), nudges))
    answered = fmt.long_day(wait.last_reply_on, today) if wait.last_reply_on else _("none yet")
    facts.append((_("Last answer"), [(answered, plain if wait.last_reply_on else quiet)]))
    return facts


def due_words(day: date, time: str | None, late: int, today: date, palette: Palette) -> list[Piece]:
    """A day and how many days ago that was; a late one without its weekday, to leave room for that."""
    plain = palette.plain
    said = (fmt.short_day(day, today) if late else fmt.long_day(day, today)) + (
        f" {fmt.clock_time(time)}" if time else ""
    )
    return (
        [(said, plain), (" ", plain), (_("R"), palette.shout), (f" {fmt.late(late)}", plain)]
        if late
        else [(said, plain)]
    )


def person_words(wait: OpenWait) -> str:
    """`Nadir Haddad, video`; empty where nobody in particular is waited for."""
    return ", ".join(filter(None, (wait.person, wait.role)))


def wait_line(row: CardRow, wait: OpenWait, today: date, palette: Palette, width: int) -> list[Piece]:
    """The same in one line: `R Asked Mon 9, expected Mon 16 · nudged 2× · answered Fri 13`."""
    plain, quiet = palette.plain, palette.quiet
    first: list[Piece] = []
    if row.days_late(today):
        first = [(_("R"), palette.shout), (" ", plain)]
    elif row.nudge_is_due(today):
        first = [(_("A"), palette.amber), (" ", plain)]
    asked, expected = wait.asked_on, wait.expected_on
    if asked and expected:
        said = _("Asked {asked}, expected {expected}").format(
            asked=fmt.short_day(asked, today), expected=fmt.short_day(expected, today)
        )
    elif asked:
        said = _("Asked {asked}").format(asked=fmt.short_day(asked, today))
    else:
        said = _("Nobody was asked yet")
    groups: list[list[Piece]] = [[*first, (said, plain)]]
    if late := row.days_late(today):
        groups.append([(fmt.late(late), plain)])
    if wait.nudges:
        groups.append([(_("nudged {n}×").format(n=wait.nudges), plain)])
    if wait.last_reply_on:
        groups.append([(_("answered {day}").format(day=fmt.short_day(wait.last_reply_on, today)), quiet)])
    elif wait.nudges:
        groups.append([(_("no answer yet"), quiet)])
    return joined(groups, palette, width)


def blocked_words(row: CardRow, palette: Palette) -> list[Piece]:
    """What holds the card up."""
    return [(_("R"), palette.shout), (" " + _("Blocked: {reason}").format(reason=row.blocked_reason), palette.plain)]


def missing_words(row: CardRow) -> str:
    """What a card of this week lacks (R24), named; empty where it lacks nothing."""
    if row.lane is not Lane.WEEK:
        return ""
    return ", ".join(labels.lacking(name) for name in row.lacks)


def origin_words(detail: CardDetail) -> str:
    """Who asked for it, and where that was written."""
    return ", ".join(filter(None, (detail.requester, detail.source)))
