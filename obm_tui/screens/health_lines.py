"""The words of health: a level's letter, and what a signal says. Shared by the radar and a client's page."""

from __future__ import annotations

from obm_tui.domain.health import SIGNALS, Health, Signal, SignalKind
from obm_tui.domain.level import Level
from obm_tui.i18n import _, ngettext
from obm_tui.widgets.row_list import Words


def letter(level: Level) -> Words:
    """A level's sign and how loud it is: red shouts, amber speaks, green is dim."""
    if level is Level.RED:
        return (_("R"), "shout")
    if level is Level.AMBER:
        return (_("A"), "amber")
    return (_("G"), "green") if level is Level.GREEN else ("·", "faint")


def standing(level: Level) -> str:
    """What a client's colour means; nothing where there is none."""
    words = {Level.RED: _("at risk"), Level.AMBER: _("to watch"), Level.GREEN: _("well")}
    return words.get(level, "")


def figure(health: Health) -> str:
    """The health figure: none while under half of its signals are known."""
    return str(health.figure) if health.figure is not None else f"— {health.known}/{SIGNALS}"


def reason(signal: Signal) -> str:
    """What is not as it should be, in a sentence."""
    if signal.kind is SignalKind.CONTACT:
        return ngettext("No exchange for {n} day", "No exchange for {n} days", signal.value).format(n=signal.value)
    if signal.kind is SignalKind.DELIVERY:
        cards = ngettext("{n} card late", "{n} cards late", signal.cards).format(n=signal.cards)
        return _("{cards}, the longest by {n} d").format(cards=cards, n=signal.value)
    if signal.kind is SignalKind.NUMBERS:
        return _("{numbers}, first of all {name}").format(numbers=_numbers(signal), name=signal.name)
    owed = ngettext("{n} answer to nudge", "{n} answers to nudge", signal.cards).format(n=signal.cards)
    side = _("from the client") if signal.kind is SignalKind.CLIENT_WAITS else _("from the team")
    return _("{answers} {side}, for {n} d").format(answers=owed, side=side, n=signal.value)


def _numbers(signal: Signal) -> str:
    if signal.level is Level.RED:
        words = ngettext("{n} red number", "{n} red numbers", signal.cards)
    elif signal.value:
        words = ngettext("{n} number to watch", "{n} numbers to watch", signal.cards)
    else:
        words = ngettext("{n} number out of date", "{n} numbers out of date", signal.cards)
    return words.format(n=signal.cards)


def rule(signal: Signal) -> str:
    """From where on it speaks."""
    if signal.kind is SignalKind.CONTACT:
        return _("rhythm {n} d").format(n=signal.limit)
    if signal.kind is SignalKind.NUMBERS:
        return ""
    return _("limit {n} d").format(n=signal.limit)


def remedy(signal: Signal) -> Words:
    """The key that acts on it."""
    keys = {
        SignalKind.CONTACT: _("j notes one"),
        SignalKind.DELIVERY: _("enter shows them"),
        SignalKind.CLIENT_WAITS: _("g a nudges"),
        SignalKind.TEAM_WAITS: _("g a nudges"),
        SignalKind.NUMBERS: _("g k shows them"),
    }
    return (keys.get(signal.kind, ""), "quiet")
