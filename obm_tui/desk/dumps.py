"""The whole database as JSON, from the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from obm_tui.desk.desk import Desk


def dump(desk: Desk) -> Iterator[str]:
    """Everything in the open file, as parts of one JSON document."""
    from obm_tui.store import dump as store  # late: making a database brings SQLAlchemy

    return store.dump(desk.connection, desk.path)


def load(document: Mapping[str, Any], path: Path, name: str) -> dict[str, int]:
    """Make a database out of such a document, at a path where there is none; how many rows each table got.

    Raises:
        Refused: it is no such document; no file was made.
        StoreError: the file cannot be made.
    """
    from obm_tui.store import dump as store

    return store.load(document, path, name)
