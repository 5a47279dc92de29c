"""What is in the packages: all that the program reads, and nothing else. Built offline, by the build backend itself."""

import gettext
import tarfile
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from hatch_build import compile_catalogues
from obm_tui import __version__
from obm_tui.store.schema import REVISIONS
from scripts.catalogue import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    (path,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(path) as archive:
        return set(archive.namelist())


def test_the_wheel_has_what_the_program_reads(wheel: set[str]) -> None:
    assert {
        "obm_tui/locale/fr/LC_MESSAGES/obm_tui.mo",
        "obm_tui/styles/app.tcss",
        "obm_tui/store/migrations/env.py",
        *(f"obm_tui/store/migrations/versions/m{revision}.py" for revision in REVISIONS),
        *(path.relative_to(ROOT).as_posix() for path in (ROOT / "obm_tui").rglob("*.toml")),
        f"obm_tui-{__version__}.dist-info/entry_points.txt",
    } <= wheel


def test_the_wheel_has_every_module_and_nothing_else(wheel: set[str]) -> None:
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "obm_tui").rglob("*.py")}
    assert modules <= wheel
    foreign = {name for name in wheel if not name.startswith(("obm_tui/", f"obm_tui-{__version__}.dist-info/"))}
    assert foreign == set()
    assert {name for name in wheel if name.endswith((".pyc", ".db", ".svg"))} == set()


def test_the_source_package_can_build_and_test_itself(tmp_path: Path) -> None:
    (path,) = SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"Makefile", "README.md", "README.fr.md", "CHANGELOG.md", "pyproject.toml", "hatch_build.py"}
    wanted |= {"tests/conftest.py", "scripts/catalogue.py", "docs/TRUST.md", "obm_tui/locale/fr/LC_MESSAGES/obm_tui.po"}
    assert wanted <= names


def test_a_catalogue_compiles_to_the_same_bytes(tmp_path: Path) -> None:
    """Two builds of one source are the same: nothing in it tells when it was made."""
    folder = tmp_path / "obm_tui" / "locale" / "fr" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "obm_tui.po").write_text('msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Card"\nmsgstr "Carte"\n')
    (compiled,) = compile_catalogues(tmp_path)
    with compiled.open("rb") as file:
        catalogue = gettext.GNUTranslations(file)
    assert catalogue.gettext("Card") == "Carte"
    assert catalogue.info()["pot-creation-date"].startswith("1970-01-01")
    assert [path.name for path in folder.iterdir() if path.suffix == ".new"] == []
