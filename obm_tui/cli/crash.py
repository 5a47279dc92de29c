"""When the program itself fails: a report for whoever mends it, and one sentence for whoever it happened to."""

import traceback

from obm_tui import log
from obm_tui.cli import output
from obm_tui.i18n import _


def tell(error: Exception, verbose: bool) -> None:
    """Say that something failed and where the report is; with `verbose`, show the traceback too."""
    if verbose:
        output.say_block("".join(traceback.format_exception(error)))
    where = log.write_report(error)
    output.say(_("Something unexpected went wrong. What was saved before is safe.") + (f" {where}" if where else ""))
