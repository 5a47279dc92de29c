"""Saved views: filters with a name, each a setting of its own, so that two of them are two undoable things."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from obm_tui.domain.errors import N_, NotFound, Refused
from obm_tui.domain.text import clean_line, fold

PREFIX = "view:"
"""How the setting of a view begins; its name follows."""
_NAME_LIMIT = 60
_FILTER_LIMIT = 500


class View(NamedTuple):
    """A filter with a name."""

    name: str
    text: str

    @property
    def setting(self) -> str:
        """The name of its setting."""
        return PREFIX + self.name


def clean_view(name: str, text: str) -> View:
    """A view fit to be stored.

    Raises:
        Refused: no name, no filter, or too much of either.
    """
    view = View(clean_line(name), clean_line(text, _FILTER_LIMIT + 1))
    if not view.name:
        raise Refused(N_("A view needs a name."))
    if len(view.name) > _NAME_LIMIT:
        raise Refused(N_("A view's name holds {limit} characters at most."), limit=_NAME_LIMIT)
    if not view.text:
        raise Refused(N_("There is no filter to save."))
    if len(view.text) > _FILTER_LIMIT:
        raise Refused(N_("A filter holds {limit} characters at most."), limit=_FILTER_LIMIT)
    return view


def read_views(settings: Mapping[str, object]) -> tuple[View, ...]:
    """The views among the settings, by name."""
    found = [
        View(name.removeprefix(PREFIX), text)
        for name, text in settings.items()
        if name.startswith(PREFIX) and isinstance(text, str)
    ]
    return tuple(sorted(found, key=lambda view: (fold(view.name), view.name)))


def called(views: Iterable[View], name: str) -> View:
    """The view of this name, whatever its case and accents.

    Raises:
        NotFound: there is none.
    """
    views = tuple(views)
    wanted = fold(clean_line(name))
    found = next((view for view in views if fold(view.name) == wanted), None)
    if found is None:
        known = ", ".join(view.name for view in views) or "—"
        raise NotFound(N_("There is no view called {name}. Known: {known}."), name=clean_line(name, 60), known=known)
    return found
