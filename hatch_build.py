"""Build hook: compiles every `.po` catalogue beside itself, for wheels and editable installs alike."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[Path]:
    """Compile the catalogues under `root`/obm_tui/locale and return the files written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for source in sorted((root / "obm_tui" / "locale").glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parts[-3])
        # Babel would write down the present moment, and two builds would differ.
        catalogue.creation_date = datetime(1970, 1, 1, tzinfo=UTC)
        target, draft = source.with_suffix(".mo"), source.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(target)  # in one go: a program may be reading it
        written.append(target)
    return written


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]  # generic only in newer hatchling
    """Hatchling's way in."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before files are collected."""
        compile_catalogues(Path(self.root))
