"""Lanes by the names people type."""

from collections.abc import Iterator

from obm_tui import i18n, labels
from obm_tui.domain.cards import Lane
from obm_tui.domain.errors import N_, NotFound, Refused
from obm_tui.domain.text import fold


def find_lane(text: str) -> Lane:
    """The lane meant by its name in any language or the beginning of one; case and accents do not matter.

    Raises:
        NotFound: no lane begins so.
        Refused: several do.
    """
    wanted = _key(text)
    names = [(lane, name) for lane in Lane for name in _names(lane)]
    exact = {lane for lane, name in names if name == wanted}
    found = exact or {lane for lane, name in names if wanted and name.startswith(wanted)}
    if len(found) == 1:
        return found.pop()
    known = ", ".join(labels.lane(lane) for lane in Lane if lane in found or not found)
    if not found:
        raise NotFound(N_("There is no lane “{name}”. Known: {known}."), name=text, known=known)
    raise Refused(N_("“{name}” can be several lanes: {known}."), name=text, known=known)


def _names(lane: Lane) -> Iterator[str]:
    yield lane.value
    for language in i18n.LANGUAGES:
        yield _key(i18n.catalogue(language).pgettext("lane", labels.LANES[lane]))


def _key(text: str) -> str:
    return " ".join(fold(text).replace("-", " ").replace("_", " ").split())
