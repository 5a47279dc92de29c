"""`launcher`: something to double-click."""

from argparse import Namespace

from obm_tui import launcher
from obm_tui.cli import output
from obm_tui.cli.call import Call
from obm_tui.i18n import _


def put_launcher(_call: Call, options: Namespace) -> None:
    """Write the launcher of this system, show it, or take it away."""
    planned = launcher.plan()
    if options.dry_run:
        output.say(str(planned.path))
        output.put(planned.text.rstrip())
    elif options.remove:
        planned.path.unlink(missing_ok=True)
        output.say(_("Removed: {path}").format(path=planned.path))
    else:
        launcher.write(planned)
        output.say(_("A launcher is there now: {path}").format(path=planned.path))
