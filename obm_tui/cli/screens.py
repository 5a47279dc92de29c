"""Opening the screens from the command line, and again where they crash or ask for the demo."""

import gc
import os
import sys
from pathlib import Path

from obm_tui import clock, paths
from obm_tui.cli import output
from obm_tui.config import Config
from obm_tui.domain.errors import N_, Refused

_REOPENINGS = 2
_REOPENING_SECONDS = 60.0
"""The screens open again after a crash, but not more than `_REOPENINGS` times within this."""


def require_terminal() -> None:
    """Make sure that there is something to draw on.

    Raises:
        Refused: there is no terminal.
    """
    if not (output.is_terminal(sys.stdin) and output.is_terminal(sys.stdout)) or os.environ.get("TERM") == "dumb":
        raise Refused(N_("The screens need a terminal. Every command works without one: obm-tui --help lists them."))


def show(path: Path, settings: Config) -> int:
    """Open the screens on a database until she leaves, and return the exit code.

    Raises:
        Refused: there is no terminal, or they crash again and again.
        ObmError: the database cannot be opened.
    """
    require_terminal()
    # Nothing of a start is garbage, and looking for some takes a tenth of it; the screens look again once they stand.
    gc.disable()
    from obm_tui.app import OPEN_DEMO, REOPEN, run_screens  # here: it brings Textual

    crashes: list[float] = []
    while True:
        code = run_screens(path, settings)
        if code == OPEN_DEMO:
            from obm_tui.cli.demo import ready_file  # here: a usual start needs none of it

            path = ready_file()
            continue
        if code != REOPEN:
            return code
        now = clock.monotonic()
        crashes = [*(at for at in crashes if now - at < _REOPENING_SECONDS), now]
        if len(crashes) > _REOPENINGS:
            raise Refused(
                N_("obm-tui crashed several times within a minute and stays closed. The reports are in {folder}."),
                folder=str(paths.state_folder()),
            )
