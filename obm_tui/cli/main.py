"""The command line's way in: language first, then a command or the screens, and every failure as a sentence."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

from obm_tui import __version__, config, i18n, labels, paths
from obm_tui.cli import output
from obm_tui.cli.flags import Flags, UsageError, read_flags
from obm_tui.domain.errors import ObmError
from obm_tui.i18n import _

REFUSED = 1
USAGE = 2
INTERRUPTED = 130


def run() -> NoReturn:
    """The console script."""
    code = main(sys.argv[1:])
    threading = sys.modules.get("threading")
    if threading is not None and any(thread.daemon and thread.is_alive() for thread in threading.enumerate()):
        # She left in the first second: an interpreter that ends beside a thread which still imports may abort.
        output.flush()
        os._exit(code)
    sys.exit(code)


def main(argv: Sequence[str]) -> int:
    """Carry out a command line and return its exit code: 0 done, 1 refused with a reason, 2 not understood."""
    output.prepare()
    try:
        try:
            return _carry_out(argv)
        finally:
            output.flush()
    except UsageError as error:
        if error.usage:
            output.say_block(error.usage.rstrip())
        output.say(f"obm-tui: {error.problem}")
        return USAGE
    except ObmError as error:
        output.say(labels.say(error))
        return REFUSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        output.abandon()
        return 0
    except OSError as error:
        output.abandon()
        output.say(_("The system refused: {reason}.").format(reason=error.strerror or error))
        return REFUSED
    except Exception as error:
        from obm_tui.cli import crash  # here: only a failure pays for it

        crash.tell(error, verbose="--verbose" in argv)
        return REFUSED


def _carry_out(argv: Sequence[str]) -> int:
    settings = config.load()
    i18n.use(settings.spoken())
    flags = read_flags(argv)
    if flags.language:
        i18n.use(flags.language)
    if flags.version:
        output.put(f"obm-tui {__version__}")
        return 0
    path = flags.database or paths.database()
    if not flags.rest and not flags.as_json:
        from obm_tui.cli import screens  # here: no command but the demo needs it

        return screens.show(path, replace(settings, language=i18n.current()))
    if settings.problem:
        sentence = _("Your settings file could not be read; the usual settings are in use. {problem}")
        output.say(sentence.format(problem=settings.problem))
    return _command(flags, path)


def _command(flags: Flags, path: Path) -> int:
    from obm_tui.cli import parser  # here, with all commands: the screens need none of it
    from obm_tui.cli.call import Call

    arguments = parser.parse(flags.rest)
    if arguments is None:
        return 0
    # Only what opens the screens has an exit code of its own; everything else ends well or raises.
    code: int | None = arguments.run(Call(path, flags.as_json), arguments)
    return code or 0
