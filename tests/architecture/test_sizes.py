"""A file can be read in one go."""

from tests.architecture.sources import files, name

LINES = 450


def test_no_file_is_too_long() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in files()}
    assert len(lengths) > 50
    assert {path: length for path, length in lengths.items() if length > LINES} == {}
