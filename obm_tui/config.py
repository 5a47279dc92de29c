"""The taste of this machine, in TOML: language, theme, keys. Business facts live in the database.

Flags win over the environment, the environment over the file, the file over defaults.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from obm_tui import i18n, paths

THEMES = ("dark", "light")


@dataclass(frozen=True, slots=True)
class Config:
    """What she chose on this machine."""

    language: str = "auto"
    """`en`, `fr`, or `auto`: as the system says."""
    theme: str = "dark"
    keys: Mapping[str, str] = field(default_factory=dict)
    """Binding id → key, where she changed one."""
    inbox_file: str = ""
    """A text file in a synchronised folder whose lines become cards; empty where there is none."""
    problem: str = ""
    """What was wrong with the file, where it could not be read: the defaults are in use."""

    def spoken(self, flag: str | None = None) -> str:
        """The language to speak, given the command line's `--lang`."""
        chosen = flag or os.environ.get("OBM_TUI_LANG", "") or self.language
        return chosen if chosen in i18n.LANGUAGES else i18n.detect()


def _from_table(table: Mapping[str, Any]) -> Config:
    language = table.get("language", "auto")
    theme = table.get("theme", "dark")
    keys = table.get("keys", {})
    inbox_file = table.get("inbox_file", "")
    return Config(
        language=language if language in {"auto", *i18n.LANGUAGES} else "auto",
        theme=theme if theme in THEMES else "dark",
        inbox_file=inbox_file if isinstance(inbox_file, str) else "",
        keys={str(name): str(key) for name, key in keys.items()} if isinstance(keys, dict) else {},
    )


def load(path: Path | None = None) -> Config:
    """The configuration; a file that cannot be read gives the defaults and says so in `problem`."""
    path = path or paths.config_file()
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        return Config(problem=f"{path}: {error}")
    import tomllib  # here: most starts have no file to read

    try:
        return _from_table(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        return Config(problem=f"{path}: {error}")


def save(changes: Mapping[str, str], path: Path | None = None) -> Config:
    """Write some values, keeping her comments, and return the configuration as it is now.

    A file that could not be read is first put aside as `.broken`, never overwritten.

    Raises:
        OSError: the file cannot be written.
    """
    import tomlkit  # here: only a change of settings pays for it

    path = path or paths.config_file()
    before = load(path)
    if before.problem and path.exists():
        path.replace(path.with_suffix(".broken"))
        before = Config()
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    document = tomlkit.parse(text)
    for name, value in changes.items():
        document[name] = value
    paths.write_private(path, tomlkit.dumps(document))
    return replace(_from_table(document.unwrap()), problem="")
