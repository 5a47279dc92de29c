"""Nudges: a short message that asks again, in the language and tone of the person it goes to."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from obm_tui import fmt, i18n
from obm_tui.domain.errors import NC_
from obm_tui.domain.waits import WaitRow, WaitState


class Tone(NamedTuple):
    """How somebody is written to."""

    language: str
    """`fr` or `en`."""
    address: str = ""
    """`tu` or `vous`; empty in English."""

    @property
    def context(self) -> str:
        """Under which the catalogue keeps the sentences of this tone."""
        return f"nudge {self.address or 'vous'}"


# Every sentence stands under two contexts: French says it twice, English once.
_SENTENCES = (
    NC_("nudge tu", "Hello {name},"),
    NC_("nudge vous", "Hello {name},"),
    NC_("nudge tu", "Where do you stand with “{what}”?"),
    NC_("nudge vous", "Where do you stand with “{what}”?"),
    NC_("nudge tu", "I asked for it on {asked}."),
    NC_("nudge vous", "I asked for it on {asked}."),
    NC_("nudge tu", "It was expected on {expected}."),
    NC_("nudge vous", "It was expected on {expected}."),
    NC_("nudge tu", "When can I count on it?"),
    NC_("nudge vous", "When can I count on it?"),
    NC_("nudge tu", "If something stands in your way, tell me and we find another one: can we talk today?"),
    NC_("nudge vous", "If something stands in your way, tell me and we find another one: can we talk today?"),
    NC_("nudge tu", "Thank you!"),
    NC_("nudge vous", "Thank you!"),
)


def nudge_text(wait: WaitRow, tone: Tone, sender: str, today: date) -> str:
    """A message ready to paste: who, what, since when, and one question; after two nudges it offers to talk."""
    say = _speaker(tone)
    name = (wait.person or "").split()[0] if wait.person else ""
    lines = [say("Hello {name},", name=name).replace(" ,", ",").replace("  ", " "), ""]
    first = [say("Where do you stand with “{what}”?", what=wait.what or wait.card.title)]
    if wait.expected_on is not None and wait.expected_on <= today:
        first.append(say("It was expected on {expected}.", expected=fmt.spoken_day(wait.expected_on, tone.language)))
    elif wait.asked_on is not None and wait.asked_on < today:
        first.append(say("I asked for it on {asked}.", asked=fmt.spoken_day(wait.asked_on, tone.language)))
    lines.append(" ".join(first))
    closing = "When can I count on it?"
    if wait.state is WaitState.ESCALATED:
        closing = "If something stands in your way, tell me and we find another one: can we talk today?"
    lines += [say(closing), "", say("Thank you!")]
    return "\n".join([*lines, *([sender] if sender else [])])


def _speaker(tone: Tone) -> Callable[..., str]:
    catalogue = i18n.catalogue(tone.language)

    def say(message: str, **values: object) -> str:
        return catalogue.pgettext(tone.context, message).format(**values)

    return say
