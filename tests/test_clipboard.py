"""The ways to a clipboard, in their order; the programs are scripts of the test's own."""

import base64
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from obm_tui import clipboard, paths
from obm_tui.clipboard import Copied, Way

TEXT = "Relance « Étiquettes » 🙂\nœuvre"
ALL = ("pbcopy", "wl-copy", "xclip", "xsel", "clip.exe")
Install = Callable[..., Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a program on an otherwise empty PATH; returns the file it copies into. Both displays are there."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("TMUX", raising=False)

    def installed(name: str, then: str = "exit 0") -> Path:
        taken = tmp_path / f"{name}.taken"
        script = folder / name
        script.write_text(f'#!/bin/sh\n/bin/cat > "{taken}"\necho "$@" > "{taken}.args"\necho noise\n{then}\n')
        script.chmod(0o755)
        return taken

    return installed


def arguments(taken: Path) -> str:
    return taken.with_name(taken.name + ".args").read_text().strip()


def clipboard_file() -> Path:
    return paths.state_folder() / "clipboard.txt"


@pytest.mark.parametrize("first", range(len(ALL)))
def test_the_first_program_of_the_order_takes_it_alone(first: int, install: Install) -> None:
    taken = {name: install(name) for name in ALL[first:]}
    assert clipboard.copy(TEXT) == Copied(Way.PROGRAM)
    assert [name for name, file in taken.items() if file.exists()] == [ALL[first]]
    encoding = "utf-16-le" if ALL[first] == "clip.exe" else "utf-8"
    assert taken[ALL[first]].read_bytes() == TEXT.encode(encoding)
    # In the clipboard of the computer it needs no copy on disk.
    assert not clipboard_file().exists()


def test_programs_are_told_which_clipboard(install: Install) -> None:
    xclip = install("xclip", "exit 1")
    xsel = install("xsel")
    clipboard.copy(TEXT)
    assert (arguments(xclip), arguments(xsel)) == ("-selection clipboard", "-ib")


@pytest.mark.parametrize(
    ("variable", "left_out"), [("WAYLAND_DISPLAY", {"wl-copy"}), ("DISPLAY", {"xclip", "xsel"})], ids=["wayland", "x"]
)
def test_a_program_without_its_display_is_not_run(
    variable: str, left_out: set[str], install: Install, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "")
    taken = {name: install(name, "exit 1") for name in ALL}
    clipboard.copy(TEXT)
    assert {name for name, file in taken.items() if not file.exists()} == left_out


def test_a_program_that_fails_hands_over_to_the_next(install: Install) -> None:
    for name in ALL[:-1]:
        install(name, "exit 3")
    taken = install("clip.exe")
    assert clipboard.copy(TEXT).way is Way.PROGRAM
    assert taken.exists()


def test_a_program_that_hangs_hands_over_to_the_next(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "SECONDS", 0.3)
    install("pbcopy", "exec /bin/sleep 30")
    taken = install("wl-copy")
    began = monotonic()
    assert clipboard.copy(TEXT).way is Way.PROGRAM
    assert (taken.read_text(), monotonic() - began < 5) == (TEXT, True)


def test_a_program_that_reads_nothing_is_no_reason_to_fail(install: Install, tmp_path: Path) -> None:
    (tmp_path / "bin" / "pbcopy").write_text("#!/bin/sh\nexec <&-\nexit 1\n")
    (tmp_path / "bin" / "pbcopy").chmod(0o755)
    (tmp_path / "bin" / "wl-copy").write_text("neither a script nor a program")
    (tmp_path / "bin" / "wl-copy").chmod(0o755)
    taken = install("xclip")
    long = TEXT * 20_000
    assert clipboard.copy(long).way is Way.PROGRAM
    assert taken.read_text() == long


def test_a_program_that_stays_to_hand_the_text_out_is_not_waited_for(install: Install) -> None:
    install("wl-copy", "/bin/sleep 4 &")
    began = monotonic()
    assert clipboard.copy(TEXT).way is Way.PROGRAM
    assert monotonic() - began < 1.5


def test_without_a_program_the_terminal_is_asked_and_a_file_written(install: Install) -> None:
    written: list[str] = []
    assert clipboard.copy(TEXT, written.append) == Copied(Way.TERMINAL, clipboard_file())
    assert written == [f"\x1b]52;c;{base64.b64encode(TEXT.encode()).decode()}\x07"]
    assert clipboard_file().read_text() == TEXT
    assert clipboard_file().stat().st_mode & 0o777 == 0o600


def test_tmux_hands_it_through(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux-1000/default,1,0")
    written: list[str] = []
    clipboard.copy("abc", written.append)
    assert written == ["\x1bPtmux;\x1b\x1b]52;c;YWJj\x07\x1b\\"]


@pytest.mark.parametrize(("letters", "way"), [(55_500, Way.TERMINAL), (55_501, Way.FILE)])
def test_a_text_too_long_for_the_terminal_goes_to_the_file_alone(letters: int, way: Way, install: Install) -> None:
    written: list[str] = []
    assert clipboard.copy("x" * letters, written.append) == Copied(way, clipboard_file())
    assert bool(written) is (way is Way.TERMINAL)
    assert len(clipboard_file().read_text()) == letters


def test_without_a_terminal_there_is_the_file(install: Install) -> None:
    assert clipboard.copy(TEXT) == Copied(Way.FILE, clipboard_file())


def test_without_any_way_it_says_so(install: Install, home: Path) -> None:
    home.mkdir()
    (home / "state").write_text("a file where the folder should be")
    assert clipboard.copy(TEXT) == Copied(Way.NOWHERE)
    assert clipboard.copy(TEXT, lambda _order: None) == Copied(Way.TERMINAL)


def test_half_a_surrogate_pair_is_copied_as_a_question_mark(install: Install) -> None:
    taken = install("wl-copy")
    clipboard.copy("rapport\udce9.pdf")
    assert taken.read_text() == "rapport?.pdf"
