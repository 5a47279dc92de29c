"""Her own editor, where she named one: a text goes into a private file, and comes back."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from obm_tui import paths
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.text import clean_line


def command() -> list[str]:
    """The editor of `VISUAL` or `EDITOR` with its own arguments; empty where there is none."""
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    try:
        return shlex.split(named, posix=os.name == "posix")
    except ValueError:  # a quote that is never closed
        return named.split()


def name() -> str:
    """What it is called; empty where there is none."""
    words = command()
    return clean_line(Path(words[0]).name, 20) if words else ""


def edit(text: str) -> str:
    """Let her change a text in her editor, which has the terminal meanwhile.

    Raises:
        Refused: the editor could not be started, failed without having written, or its file is gone.
    """
    try:
        folder = Path(tempfile.mkdtemp(prefix="edit-", dir=paths.state_folder()))
        try:
            return _edit_in(folder / "text.md", text)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as problem:
        raise Refused(
            N_("{editor} could not change the text, which is as it was: {reason}"),
            editor=name(),
            reason=problem.strerror or str(problem),
        ) from problem


def _edit_in(path: Path, text: str) -> str:
    paths.write_private(path, text)
    # Without a shell: the words of the variable and the path are what is run.
    ended = subprocess.run([*command(), str(path)], check=False)  # noqa: S603
    changed = _read(path)
    if changed != text and changed.removesuffix("\n") == text:
        changed = text  # an editor ends the last line, whether or not it was changed
    # What was written counts, however the editor ended: it would be gone otherwise.
    if ended.returncode and changed == text:
        raise Refused(N_("{editor} ended with an error; the text is as it was."), editor=name())
    return changed if text.endswith("\n") else changed.removesuffix("\n")


def _read(path: Path) -> str:
    content = path.read_bytes()
    try:
        text = content.decode()
    except UnicodeDecodeError:  # an editor of another age: every byte is a letter there
        text = content.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n")
