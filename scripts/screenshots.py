"""`make screenshots`: pictures of the screens with the story's data, English and French, for README and docs.

Nothing of this machine is in them, and two runs give the same bytes: the clock stands still, paths are the story's,
and what the exporter numbers afresh is named by hand. No picture fetches anything: the reader's own font draws it.
"""

import asyncio
import contextlib
import html
import os
import re
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len
from textual.pilot import Pilot

from obm_tui import i18n
from obm_tui.app import ObmApp
from obm_tui.clock import FrozenClock
from obm_tui.config import Config
from obm_tui.desk import Desk
from obm_tui.navigation import Place
from scripts.story import NOW, ZONE, make_story

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
_SMALL = ((80, 24),)
HOME = Path("camille")
"""The story's folder, relative to where the pictures are taken."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A screen, the keys pressed there, and in which colours it is taken."""

    name: str
    screen: str
    client: str = ""
    keys: tuple[str, ...] = ()
    typed: tuple[tuple[str, str], ...] = ()
    """What is typed after the keys, by language."""
    themes: tuple[str, ...] = ("dark",)
    sizes: tuple[tuple[int, int], ...] = ((80, 24), (120, 36))


SCENES = (
    Scene("radar", "radar"),
    Scene("board", "board", keys=("right", "right"), themes=("dark", "light")),
    Scene("board-client", "board", client="OBJ", keys=("right", "right")),
    Scene("board-swimlanes", "board", keys=("v", "c"), sizes=((120, 36),)),
    Scene("today", "today"),
    Scene("inbox", "inbox"),
    Scene("waiting", "waiting"),
    Scene("client", "client", client="OBJ"),
    Scene("scorecard", "scorecard"),
    Scene("scorecard-clients", "scorecard", keys=("v", "c"), sizes=((120, 36),)),
    Scene("number", "scorecard", client="OBJ", keys=("enter",)),
    Scene("round", "scorecard", keys=("w",), typed=(("en", "51"), ("fr", "51")), sizes=_SMALL),
    Scene("search", "board", keys=("ctrl+f",), typed=(("en", "page"), ("fr", "page"))),
    Scene("history", "history"),
    Scene("settings", "settings"),
    Scene("card", "board", client="OBJ", keys=("right", "right", "enter"), sizes=_SMALL),
    Scene("help", "board", keys=("question_mark",), sizes=_SMALL),
    Scene("delegate", "board", client="OBJ", keys=("right", "right", "d"), sizes=_SMALL),
    Scene(
        "new-card",
        "board",
        keys=("n",),
        typed=(
            ("en", "Proofread the FAQ +OBJ @leo !1 friday 2pm"),
            ("fr", "Relire la FAQ +OBJ @leo !1 vendredi 14h"),
        ),
        sizes=_SMALL,
    ),
)
WELCOME = Scene("welcome", "radar", sizes=_SMALL)
"""The very first start, on an empty file."""


@contextlib.contextmanager
def stage() -> Iterator[None]:
    """A folder of its own to take pictures in, and a home there: nothing of the person's is read or written."""
    before, home = Path.cwd(), os.environ.get("OBM_TUI_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.environ["OBM_TUI_HOME"] = str(HOME)
        try:
            yield
        finally:
            os.chdir(before)
            os.environ.pop("OBM_TUI_HOME")
            if home is not None:
                os.environ["OBM_TUI_HOME"] = home


def make_home(language: str, *, empty: bool = False) -> Path:
    """A new home with the story in it, or with an empty database; returns the database."""
    shutil.rmtree(HOME, ignore_errors=True)
    path = HOME / "obm-tui.db"
    if empty:
        Desk.open(path).close()
    else:
        make_story(path, language)
    return path


@asynccontextmanager
async def shown(
    scene: Scene, database: Path, language: str, size: tuple[int, int], theme: str = "dark"
) -> AsyncIterator[Pilot[int]]:
    """The program, showing this scene."""
    i18n.use(language)
    with Desk.open(database, clock=FrozenClock(NOW, ZONE)) as desk:
        client_id = desk.clients.by_code(scene.client).id if scene.client else None
        app = ObmApp(desk, Config(language=language, theme=theme), Place(scene.screen, client_id))
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await pilot.press(*scene.keys)
            await pilot.press(*(_key_name(letter) for letter in dict(scene.typed).get(language, "")))
            await pilot.pause()
            yield pilot


def _key_name(letter: str) -> str:
    return {" ": "space", "+": "plus", "@": "at", "!": "exclamation_mark"}.get(letter, letter)


async def take(scene: Scene, database: Path, language: str, size: tuple[int, int], theme: str) -> str:
    """The picture of a scene."""
    async with shown(scene, database, language, size, theme) as pilot:
        return normalise(pilot.app.export_screenshot(title="obm-tui"))


def normalise(svg: str) -> str:
    """The same picture without downloaded fonts, and without a number that differs from run to run."""
    without_fonts = re.sub(r"@font-face \{.*?\}\s*|<!--.*?-->", "", svg, flags=re.DOTALL)
    named = re.sub(r"terminal-\d+", "t", without_fonts)
    fonts = named.replace("Fira Code, monospace", "Menlo, Consolas, 'DejaVu Sans Mono', monospace")
    trimmed = _TEXT.sub(_trimmed, fonts)
    return "\n".join(line.rstrip() for line in trimmed.splitlines() if line.strip()) + "\n"


_TEXT = re.compile(r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)" textLength="([^"]*)"([^>]*)>([^<]*)</text>')
_BLANK = "&#160;"


def _trimmed(match: re.Match[str]) -> str:
    """A text without the blanks around it, moved by as much: not every viewer keeps blanks at the ends."""
    name, x, y, length, rest, text = match.groups()
    shown = html.unescape(text)
    bare = shown.strip()
    if not bare:
        return ""
    width = float(length) / cell_len(shown)
    left = float(x) + width * (len(shown) - len(shown.lstrip()))
    text = html.escape(bare, quote=False).replace("\xa0", _BLANK)
    return f'<text class="{name}" x="{left:g}" y="{y}" textLength="{width * cell_len(bare):g}"{rest}>{text}</text>'


def main() -> None:
    """Take every picture anew."""
    taken: dict[str, str] = {}
    with stage():
        for language in i18n.LANGUAGES:
            database = make_home(language)
            for scene in SCENES:
                for theme in scene.themes:
                    for width, height in scene.sizes:
                        name = f"{scene.name}{'-light' if theme == 'light' else ''}-{width}x{height}.{language}.svg"
                        taken[name] = asyncio.run(take(scene, database, language, (width, height), theme))
            empty = make_home(language, empty=True)
            taken[f"welcome-80x24.{language}.svg"] = asyncio.run(take(WELCOME, empty, language, (80, 24), "dark"))
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.svg"):
        old.unlink()
    for name, svg in taken.items():
        (PICTURES / name).write_text(svg, encoding="utf-8")
    print(f"{PICTURES.relative_to(ROOT)}: {len(taken)} pictures")


if __name__ == "__main__":
    main()
