"""What every command's words are read with: argparse, in the language in use."""

import argparse
import re
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from obm_tui import i18n
from obm_tui.cli.flags import UsageError
from obm_tui.domain.errors import N_
from obm_tui.i18n import _, pgettext

_LARGEST_NUMBER = 999_999_999

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


Commands = Any  # argparse keeps the type of sub-parsers private


def command(commands: Commands, name: str, run: Callable[..., int | None], summary: str, more: str = "") -> Parser:
    """A command: what it does in a line and, in its own help, in a few; `run` carries it out."""
    parser: Parser = commands.add_parser(
        name, help=summary, description=f"{summary[:1].upper()}{summary[1:]}. {more}".strip()
    )
    parser.set_defaults(run=run)
    return parser


def sub_commands(parser: Parser, dest: str) -> Commands:
    """Room for the commands of a parser; which one was given is kept as `dest`."""
    return parser.add_subparsers(
        title=pgettext("heading", "Commands"), metavar=_("COMMAND"), dest=dest, required=True, parser_class=Parser
    )


def group(commands: Commands, name: str, summary: str) -> Commands:
    """A command that is nothing by itself: room for those under it, like `client add`."""
    parser: Parser = commands.add_parser(name, help=summary)
    return sub_commands(parser, "action")


def number(text: str) -> int:
    """A whole number from 1."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:20]) <= _LARGEST_NUMBER):
        raise argparse.ArgumentTypeError(_("{word} is not a number from 1").format(word=text))
    return int(text)
