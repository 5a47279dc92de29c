"""The demo's file: an invented practice that lives on its own day."""

from __future__ import annotations

from pathlib import Path

from obm_tui.clock import FrozenClock
from obm_tui.desk.desk import Desk
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.steps import Origin


def is_there(path: Path) -> bool:
    """Whether something stands at the path."""
    return path.exists() or path.is_symlink()


def make_demo(path: Path, *, anew: bool = False) -> None:
    """Make the demo's file, whole or not at all; `anew` puts it in the place of an earlier demo.

    Raises:
        Refused: there is a file already, and it is no demo or was not to be replaced.
        StoreError: the file cannot be written.
    """
    from obm_tui.demo.load import load_story
    from obm_tui.store import upgrade
    from obm_tui.store.writes import demo

    if is_there(path):
        _require_demo(path, anew)
    story = load_story()
    with upgrade.drafted(path) as draft:
        with Desk.open(draft, origin=Origin.SYSTEM, clock=FrozenClock(story.now, story.zone)) as desk:
            desk.write(demo.fill, story)
        if anew:
            upgrade.put_in_its_stead(draft, path)
        elif not upgrade.put_in_place(draft, path):
            _require_demo(path, anew=False)


def _require_demo(path: Path, anew: bool) -> None:
    if not anew:
        raise Refused(N_("There is a file {path} already: choose another name for the demo."), path=path)
    with Desk.open(path) as desk:
        if "story_now" not in desk.files.meta():
            raise Refused(N_("The file {path} is no demo, so it was left as it is."), path=path)
