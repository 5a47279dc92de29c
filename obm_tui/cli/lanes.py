"""Lanes and queues by the names people type."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypeVar

from obm_tui import i18n, labels
from obm_tui.domain.cards import Lane
from obm_tui.domain.errors import N_, NotFound, Refused
from obm_tui.domain.text import fold
from obm_tui.domain.triage import Queue

Value = TypeVar("Value", bound=StrEnum)


def find_lane(text: str) -> Lane:
    """The lane meant by its name in any language or the beginning of one; case and accents do not matter.

    Raises:
        NotFound: no lane begins so.
        Refused: several do.
    """
    found = _matching(text, "lane", labels.LANES)
    if len(found) == 1:
        return found.pop()
    known = ", ".join(labels.lane(lane) for lane in Lane if lane in found or not found)
    if not found:
        raise NotFound(N_("There is no lane “{name}”. Known: {known}."), name=text, known=known)
    raise Refused(N_("“{name}” can be several lanes: {known}."), name=text, known=known)


def find_queue(text: str) -> Queue:
    """The queue meant, in the same way.

    Raises:
        NotFound: no queue begins so, or several do.
    """
    found = _matching(text, "queue", labels.QUEUES)
    if len(found) == 1:
        return found.pop()
    known = ", ".join(labels.queue(queue) for queue in Queue)
    raise NotFound(N_("There is no queue “{name}”. Known: {known}."), name=text, known=known)


def _matching(text: str, context: str, messages: Mapping[Value, str]) -> set[Value]:
    """The values with this whole name, else those whose name begins so."""
    wanted = _key(text)
    names = [(value, name) for value, message in messages.items() for name in _names(value, context, message)]
    exact = {value for value, name in names if name == wanted}
    return exact or {value for value, name in names if wanted and name.startswith(wanted)}


def _names(value: StrEnum, context: str, message: str) -> Iterator[str]:
    yield _key(value.value)
    for language in i18n.LANGUAGES:
        yield _key(i18n.catalogue(language).pgettext(context, message))


def _key(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace("_", " ").split())
