"""What is being typed, kept on disk: a crash or a closed terminal loses a quarter of a second of typing at most."""

import json
from collections.abc import Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import NamedTuple

from obm_tui import clock, paths
from obm_tui.domain.text import fold

KEPT_SECONDS = 30 * 24 * 3600
"""A draft nobody came back to in a month is forgotten."""


class Draft(NamedTuple):
    """The texts of one open form."""

    form: str
    """Which form: `capture`, `card`, `client`."""
    target: str
    """What it is about: a row's key, or empty for something new."""
    texts: Mapping[str, str]
    put_aside: bool = False
    """Closed on purpose: it waits for her, and does not open by itself."""


def _folder() -> Path:
    return paths.state_folder() / "drafts"


def _path(form: str, target: str) -> Path:
    name = "".join(letter for letter in fold(f"{form}-{target or 'new'}") if letter.isalnum() or letter == "-")
    return _folder() / f"{name}.json"


def save(draft: Draft) -> bool:
    """Write the draft; False where the disk would not take it (the form keeps its text, and says so)."""
    try:
        text = json.dumps(draft._replace(texts=dict(draft.texts))._asdict())
        paths.write_private(_path(draft.form, draft.target), text)
    except OSError:
        return False
    return True


def load(form: str, target: str = "") -> Draft | None:
    """The draft of this form, if one was left."""
    return _read(_path(form, target))


def forget(form: str, target: str = "") -> None:
    """The form was saved: its draft is not needed any more."""
    try:
        _path(form, target).unlink(missing_ok=True)
    except OSError:
        return


def pending() -> Draft | None:
    """The draft of a form that was never closed, the last one if several; those of a month ago go."""
    try:
        files = sorted(_folder().glob("*.json"), key=lambda path: path.stat().st_mtime)
        for path in files:
            if path.stat().st_mtime < clock.file_seconds() - KEPT_SECONDS:
                path.unlink(missing_ok=True)
    except OSError:
        return None
    left_open = [draft for path in files if (draft := _read(path)) is not None and not draft.put_aside]
    return left_open[-1] if left_open else None


def _read(path: Path) -> Draft | None:
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        texts = {str(name): str(text) for name, text in stored["texts"].items()}
        return Draft(str(stored["form"]), str(stored["target"]), texts, bool(stored.get("put_aside")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep_paste(text: str, day: date) -> Path | None:
    """Keep what no field can hold in a file of its own beside the database; none where the disk refused.

    Not among the drafts: it stays until she deletes it.
    """
    try:
        folder = paths.data_folder() / "pasted"
        names = (folder / f"{day:%Y-%m-%d}-{number}.txt" for number in count(1))
        path = next(path for path in names if not path.exists())
        paths.write_private(path, text)
    except (OSError, UnicodeError):
        return None
    return path
