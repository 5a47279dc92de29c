"""The commands and their words. Built when a command was given, in the language in use."""

import argparse
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from obm_tui import i18n
from obm_tui.cli import capture, cards, clients, demo, files, steps
from obm_tui.cli.flags import UsageError
from obm_tui.domain.errors import N_
from obm_tui.domain.text import clean_line
from obm_tui.i18n import _, pgettext

_LARGEST_NUMBER = 999_999_999
_LOG_LINES = 20

# argparse speaks English only; what it says is recognised here and said in our words. Anything else stays as it is.
_PROBLEMS = tuple(
    (re.compile(pattern, re.DOTALL), message)
    for pattern, message in (
        (r"the following arguments are required: (?P<names>.*)", N_("missing: {names}")),
        (r"unrecognized arguments: (?P<words>.*)", N_("not understood: {words}")),
        (r"argument (?P<name>.*?): expected (?:one|at least one) argument", N_("{name} needs a value")),
        (
            r"argument (?P<name>.*?): invalid choice: (?P<word>.*) \(choose from (?P<choices>.*)\)",
            N_("{name}: {word} is not one of {choices}"),
        ),
        (r"argument (?P<name>.*?): ignored explicit argument .*", N_("{name} takes no value")),
        (r"argument (?P<name>.*?): not allowed with argument (?P<other>.*)", N_("{name} does not go with {other}")),
        (r"argument (?P<name>.*?): (?P<problem>.*)", N_("{name}: {problem}")),
    )
)


class _Help(argparse.HelpFormatter):
    """Help in the language in use; the flags of every command are listed below, but not in the usage line."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        own = [action for action in actions if not (action.option_strings and action.default is argparse.SUPPRESS)]
        super().add_usage(usage, own, groups, _("usage: ") if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser that raises instead of leaving, with its headings in the language in use."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, formatter_class=_Help, **settings)
        self.words = self.add_argument_group(pgettext("heading", "Arguments"))
        self.options = self.add_argument_group(pgettext("heading", "Options"))
        everywhere = self.add_argument_group(pgettext("heading", "Options of every command"))
        everywhere.add_argument("-h", "--help", action="help", help=_("show this help"))
        # Read by `flags.read_flags` before a parser is made; here for the help alone.
        for name, metavar, text in (
            ("--db", _("FILE"), _("the database to use")),
            ("--json", None, _("print data as JSON")),
            ("--lang", "{" + ",".join(i18n.LANGUAGES) + "}", _("the language to speak")),
            ("--verbose", None, _("show the details of an unexpected error")),
            ("--version", None, _("print the version")),
        ):
            shape: dict[str, Any] = {"metavar": metavar} if metavar else {"action": "store_true"}
            everywhere.add_argument(name, default=argparse.SUPPRESS, help=text, **shape)

    def error(self, message: str) -> NoReturn:
        """Say what was not understood.

        Raises:
            UsageError: always.
        """
        for pattern, ours in _PROBLEMS:
            if match := pattern.fullmatch(message):
                values = match.groupdict()
                # Python's versions differ in quoting them.
                values["choices"] = values.get("choices", "").replace("'", "")
                message = _(ours).format(**values)
                break
        raise UsageError(message, self.format_usage())


def parse(words: Sequence[str]) -> argparse.Namespace | None:
    """What a command line asks for; nothing where it asked for help, which is printed.

    Raises:
        UsageError: it cannot be understood.
    """
    try:
        return _build().parse_args(words)
    except SystemExit:  # only help ends so: errors are raised
        return None


def _build() -> Parser:
    parser = Parser(
        prog="obm-tui",
        description=_("The cockpit of an online business manager. Without a command, the screens open."),
    )
    commands = parser.add_subparsers(
        title=pgettext("heading", "Commands"), metavar=_("COMMAND"), dest="command", required=True, parser_class=Parser
    )
    _add_card_commands(commands)
    _add_client_commands(commands)
    _add_step_commands(commands)
    _add_file_commands(commands)
    _add_demo_command(commands)
    return parser


_Commands = Any  # argparse keeps the type of sub-parsers private


def _command(commands: _Commands, name: str, run: Callable[..., int | None], summary: str, more: str = "") -> Parser:
    parser: Parser = commands.add_parser(
        name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}. {more}".strip()
    )
    parser.set_defaults(run=run)
    return parser


def _add_card_commands(commands: _Commands) -> None:
    add = _command(
        commands,
        "add",
        capture.add,
        _("add a card"),
        _(
            "The text may name a client (+CAP), an owner (@julie), a priority (!1) and, at its end, a date "
            "(friday, +3d, 12/12) or how it comes again (every monday 9am). Options win over the text. With “-”, or "
            "with lines piped in, every line is a card."
        ),
    )
    add.words.add_argument("text", nargs="*", metavar=_("TEXT"), help=_("what is to be done"))
    add.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=_("the client's code or name"))
    add.options.add_argument("--owner", type=clean_line, metavar=_("NAME"), help=_("whose card it is; “me” is you"))
    add.options.add_argument("--due", metavar=_("DATE"), help=_("when it is due: friday, +3d, 12/12, 2026-12-12"))
    add.options.add_argument("--lane", metavar=_("LANE"), help=_("the lane; the inbox by default"))
    add.options.add_argument("--priority", choices=("1", "2", "3"), help=_("1 is the highest"))
    add.options.add_argument("--body", default="", metavar=_("TEXT"), help=_("a description"))
    add.options.add_argument("--dry-run", action="store_true", help=_("show what is understood and change nothing"))

    listing = _command(commands, "list", cards.show_list, _("list the open cards"))
    listing.options.add_argument("--all", action="store_true", help=_("done, dropped and archived cards too"))
    listing.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=_("of this client only"))
    listing.options.add_argument("--lane", metavar=_("LANE"), help=_("in this lane only"))
    listing.options.add_argument("--late", action="store_true", help=_("only what is late, the oldest first"))

    show = _command(commands, "show", cards.show_card, _("show a card with all that hangs on it"))
    _add_reference(show)
    done = _command(commands, "done", cards.tick, _("mark cards as done"))
    _add_reference(done, several=True)
    move = _command(commands, "move", cards.move, _("put cards into another lane"))
    _add_reference(move, several=True)
    move.words.add_argument("lane", metavar=_("LANE"), help=_("its name in English or French, or the beginning of it"))
    drop = _command(commands, "drop", cards.drop, _("give cards up"))
    _add_reference(drop, several=True)
    drop.options.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why"))


def _add_reference(parser: Parser, *, several: bool = False) -> None:
    if several:
        text = _("references of cards, like CAP-12; all of them change, or none does")
        parser.words.add_argument("references", type=clean_line, nargs="+", metavar=_("REF"), help=text)
    else:
        text = _("the reference of a card, like CAP-12")
        parser.words.add_argument("reference", type=clean_line, metavar=_("REF"), help=text)


def _add_client_commands(commands: _Commands) -> None:
    client: Parser = commands.add_parser("client", help=_("add, list or show clients"))
    actions = client.add_subparsers(
        title=pgettext("heading", "Commands"), metavar=_("COMMAND"), dest="action", required=True, parser_class=Parser
    )
    add = _command(actions, "add", clients.add, _("add a client"))
    add.words.add_argument("name", type=clean_line, metavar=_("NAME"), help=_("the client's name"))
    text = _("2 to 4 letters or digits that begin its cards' references; made from the name by default")
    add.options.add_argument("--code", type=clean_line, default="", metavar=_("CODE"), help=text)
    _command(actions, "list", clients.show_list, _("list the clients"))
    show = _command(actions, "show", clients.show_client, _("show a client"))
    show.words.add_argument("code", type=clean_line, metavar=_("CODE"), help=_("the client's code or name"))


def _add_step_commands(commands: _Commands) -> None:
    undo = _command(commands, "undo", steps.undo, _("take back the last step, or the one given"))
    undo.words.add_argument("step", type=_number, nargs="?", metavar=_("STEP"), help=_("its number in the log"))
    _command(commands, "redo", steps.redo, _("do again what was taken back last"))
    log = _command(commands, "log", steps.show_log, _("list the last steps, newest first"))
    text = _("how many; {count} by default").format(count=_LOG_LINES)
    log.options.add_argument("--limit", type=_number, default=_LOG_LINES, metavar=_("NUMBER"), help=text)


def _add_file_commands(commands: _Commands) -> None:
    _command(commands, "info", files.show_info, _("tell where the database is and what it holds"))
    take = _command(
        commands,
        "import",
        files.take_board,
        _("bring in a board of another tool"),
        _("Trello boards so far, by their JSON export. The same board again adds what is new and leaves the rest."),
    )
    take.words.add_argument("file", metavar=_("FILE"), help=_("the exported file"))
    text = _("whose board it is; found by the board's name, or the only client, by default")
    take.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=text)
    take.options.add_argument("--dry-run", action="store_true", help=_("show what would come in and change nothing"))


def _add_demo_command(commands: _Commands) -> None:
    show = _command(
        commands,
        "demo",
        demo.show_demo,
        _("open the screens on the demo: the practice of Camille, an invented business manager"),
        _("It has a file of its own beside yours, and always stands on Monday 23 November 2026. Its texts are French."),
    )
    either = show.options.add_mutually_exclusive_group()
    either.add_argument("--fresh", action="store_true", help=_("make it anew: what was changed in it is gone"))
    text = _("only make a demo database of this name, where there is no file yet")
    either.add_argument("--create", type=clean_line, metavar=_("FILE"), help=text)


def _number(text: str) -> int:
    """A whole number from 1."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:20]) <= _LARGEST_NUMBER):
        raise argparse.ArgumentTypeError(_("{word} is not a number from 1").format(word=text))
    return int(text)
