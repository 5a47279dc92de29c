"""The values a field of a filter can have: what Tab puts in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from obm_tui import labels
from obm_tui.domain.cards import Lane
from obm_tui.domain.errors import Busy
from obm_tui.domain.filters import FIELDS, FLAGS, Opening
from obm_tui.domain.query import Scope
from obm_tui.domain.text import fold
from obm_tui.i18n import _

if TYPE_CHECKING:
    from obm_tui.app import ObmApp

_MOST = 8
_FEWEST = 2
"""Letters of a word before it may be a field's: one letter is most often looked for."""
NAMED = frozenset({"client", "owner", "project", "label"})
"""Fields whose values are names she gave."""


def _words_of(typed: str) -> list[str]:
    """The fields and flags that go on from a word."""
    if len(typed) < _FEWEST:
        return []
    fields = [labels.filter_word(name) + ":" for name in FIELDS if name != "priority"]
    return [word for word in (*fields, *map(labels.filter_word, FLAGS)) if fold(word).startswith(typed)]


def fitting(app: ObmApp, opening: Opening) -> list[str]:
    """The values that go on from what is typed: those that begin so first, then those with a word that does.

    Of a plain word, the fields and flags that begin so.
    """
    if not opening.field:
        return _words_of(fold(opening.value))
    typed = fold(opening.value).removeprefix("@")
    found: list[tuple[int, int, str]] = []
    try:
        values = _values(app, opening.field)
    except Busy:
        return []
    for value, names in values:
        folded = [fold(name) for name in names]
        if any(name.startswith(typed) for name in folded):
            found.append((0, len(found), value))
        elif any(word.startswith(typed) for name in folded for word in name.replace("'", " ").split()):
            found.append((1, len(found), value))
    return list(dict.fromkeys(value for _rank, _place, value in sorted(found)))[:_MOST]


def _values(app: ObmApp, field: str) -> Sequence[tuple[str, tuple[str, ...]]]:
    """Each value, and the names it is found by."""
    desk, scope = app.desk, app.place_screen.scope
    match field:
        case "client":
            return [(client.code.lower(), (client.code, client.name)) for client in app.clients()]
        case "owner":
            people = desk.clients.people(scope.client_id)
            return [(person.name, (person.name, person.handle)) for person in people]
        case "lane":
            return [(labels.lane(lane), (labels.lane(lane), lane.value)) for lane in Lane]
        case "project":
            return [(project.title, (project.title,)) for project in desk.clients.projects(Scope(scope.client_id))]
        case "label":
            return [(name, (name,)) for name in desk.filters.labels()]
        case "due":
            return [(day, (day,)) for day in (_("7d"), _("today"), _("tomorrow"), _("none"))]
        case _:
            return [(str(number), (str(number),)) for number in (1, 2, 3)]
