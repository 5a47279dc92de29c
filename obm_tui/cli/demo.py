"""The demo on the command line: the screens on an invented practice, in a file of its own."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from pathlib import Path

from obm_tui import config, i18n, paths
from obm_tui.cli import output, screens
from obm_tui.cli.call import Call
from obm_tui.domain.errors import N_, Refused
from obm_tui.i18n import _


def show_demo(call: Call, options: Namespace) -> int:
    """Open the screens on the demo, or only make its file.

    Raises:
        Refused: there is a file where one is to be made, or another database was asked for.
    """
    if options.create is not None:
        _create(call, Path(options.create).expanduser())
        return 0
    if call.path != paths.database():
        raise Refused(
            N_("The demo has a file of its own: leave out --db, or make one with: obm-tui demo --create FILE")
        )
    screens.require_terminal()
    path = ready_file(fresh=options.fresh)
    return screens.show(path, replace(config.load(), language=i18n.current()))


def ready_file(*, fresh: bool = False) -> Path:
    """The demo's file, made where it is missing; made anew where asked for."""
    from obm_tui.desk.demo import is_there, make_demo  # here: a demo that is there needs none of it

    path = paths.demo_database()
    if fresh or not is_there(path):
        output.say(_("One moment: the demo is being made."))
        make_demo(path, anew=fresh)
    return path


def _create(call: Call, path: Path) -> None:
    from obm_tui.desk.demo import make_demo

    make_demo(path)
    if call.as_json:
        output.put_json({"database": str(path)})
    else:
        output.say(_("The demo is in {path}. Look at it with: obm-tui --db {path}").format(path=path))
