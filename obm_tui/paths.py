"""Where things live on this machine; `OBM_TUI_HOME` puts them all under one folder."""

import contextlib
import os
from pathlib import Path


def _home() -> Path | None:
    home = os.environ.get("OBM_TUI_HOME", "")
    return Path(home).expanduser() if home else None


def _private(folder: Path) -> Path:
    """Make the folder, readable by its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def data_folder() -> Path:
    """Where the database lives. Not made here: the store does that when it makes the database."""
    if home := _home():
        return home
    import platformdirs  # here: a start with OBM_TUI_HOME or --db does not need it

    return Path(platformdirs.user_data_dir("obm-tui", appauthor=False))


def database() -> Path:
    """The database of this user."""
    return data_folder() / "obm-tui.db"


def demo_database() -> Path:
    """The demo's database, beside hers."""
    return data_folder() / "demo.db"


def config_file() -> Path:
    """The taste of this machine: language, keys, theme."""
    if home := _home():
        return home / "config.toml"
    import platformdirs

    return Path(platformdirs.user_config_dir("obm-tui", appauthor=False)) / "config.toml"


def state_folder() -> Path:
    """What may be lost without harm: place and cursor, drafts, reports, logs. Made when missing."""
    if home := _home():
        return _private(home / "state")
    import platformdirs

    return _private(Path(platformdirs.user_state_dir("obm-tui", appauthor=False)))


def shown(path: Path) -> str:
    """A path as it is said in one line, with `~` for her home."""
    with contextlib.suppress(ValueError, RuntimeError):
        return str(Path("~") / path.relative_to(Path.home()))
    return str(path)


def write_private(path: Path, text: str) -> None:
    """Replace a file's content in one go, readable by its owner alone.

    Raises:
        OSError: the folder cannot be written, or the disk is full; the old content stays.
    """
    _private(path.parent)
    draft = path.with_name(path.name + ".new")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0), 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
