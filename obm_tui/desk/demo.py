"""The demo's file: an invented practice that lives on its own day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from obm_tui.clock import FrozenClock
from obm_tui.desk.desk import Desk
from obm_tui.domain.cards import After, Lane
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.steps import Origin

if TYPE_CHECKING:
    from obm_tui.demo.story import Story


def is_there(path: Path) -> bool:
    """Whether something stands at the path, be it a link to nowhere."""
    return path.exists() or path.is_symlink()


def make_demo(path: Path, *, anew: bool = False) -> None:
    """Make the demo's file, whole or not at all; `anew` puts it in the place of an earlier demo.

    Raises:
        Refused: there is a file already, and it is no demo or was not to be replaced.
        StoreError: the file cannot be written.
    """
    from obm_tui.demo.load import load_story
    from obm_tui.store import upgrade

    if is_there(path):
        _require_demo(path, anew)
    story = load_story()
    with upgrade.drafted(path) as draft:
        _tell(draft, story)
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


def _tell(draft: Path, story: Story) -> None:
    from obm_tui.store.writes import demo

    with Desk.open(draft, origin=Origin.SYSTEM, clock=FrozenClock(story.now - timedelta(hours=1), story.zone)) as desk:
        keys = desk.write(demo.fill, story).value
        desk.origin = Origin.USER
        _begin_the_day(desk, story, keys)


def _begin_the_day(desk: Desk, story: Story, keys: Mapping[str, str]) -> None:
    """What she did before anybody looks: steps of her own, so that History and undo have something to show."""

    def at(minutes: int) -> None:
        desk.clock = FrozenClock(story.now - timedelta(minutes=minutes), story.zone)

    at(9)
    desk.triage.register([keys["carnet"]], Lane.IDEA)
    at(6)
    desk.cards.tick([keys["lina"]])
    at(2)
    desk.cards.move([keys["ordre"]], Lane.WEEK, After(keys["kit"]))
