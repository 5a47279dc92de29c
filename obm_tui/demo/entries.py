"""The demo's files, by name."""

from typing import Any

from obm_tui.templates import entries


def read(file: str) -> dict[str, Any]:
    """One of the demo's files.

    Raises:
        ValueError: it is no TOML; the message names it.
    """
    return entries.read(__package__, file)
