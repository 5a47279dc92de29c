"""Reports of unexpected errors, in the state folder: where the program failed, never what was typed."""

import platform
import sys
import traceback
from collections.abc import Iterator

from obm_tui import __version__, clock, paths
from obm_tui.ids import new_id


def write_report(error: BaseException) -> str:
    """Keep the report of an unexpected error, readable by its owner alone; returns where, or an empty text."""
    try:
        path = paths.state_folder() / f"report-{int(clock.file_seconds())}-{new_id()[-6:]}.txt"
        paths.write_private(path, describe(error))
    except OSError:
        return ""
    return str(path)


def describe(error: BaseException) -> str:
    """Where the program failed. Neither local variables nor the texts of errors: both can hold what she typed."""
    lines = [f"obm-tui {__version__}, Python {platform.python_version()}, {sys.platform}\n"]
    for part in _chain(error):
        lines += [
            "\n",
            *traceback.format_tb(part.__traceback__),
            f"{type(part).__module__}.{type(part).__qualname__}\n",
        ]
    return "".join(lines)


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error and what led to it, the latter first."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _chain(earlier)
    yield error
