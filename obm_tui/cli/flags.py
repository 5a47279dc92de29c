"""The flags every command takes, before or after its name; read first, by hand.

A bare start must not pay for a parser, and the language must be known before the parser's help is written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from obm_tui import i18n
from obm_tui.i18n import _


class UsageError(Exception):
    """The command line does not make sense; the text says why."""

    def __init__(self, problem: str, usage: str = "") -> None:
        super().__init__(problem)
        self.problem = problem
        self.usage = usage


@dataclass(frozen=True, slots=True)
class Flags:
    """What was asked of every command, and the words that are left."""

    database: Path | None = None
    language: str | None = None
    as_json: bool = False
    verbose: bool = False
    version: bool = False
    rest: tuple[str, ...] = ()


def read_flags(words: Sequence[str]) -> Flags:
    """Take the flags out of the command line; what follows `--` is left alone.

    Raises:
        UsageError: a value is missing, or the language is not spoken here.
    """
    flags, rest, queue = Flags(), [], iter(words)
    for word in queue:
        name, given, value = word.partition("=")
        match name:
            case "--" if not given:
                rest += [word, *queue]
            case "--db":
                flags = replace(flags, database=Path(value if given else _next(queue, name)))
            case "--lang":
                flags = replace(flags, language=_language(value if given else _next(queue, name)))
            case "--json" if not given:
                flags = replace(flags, as_json=True)
            case "--verbose" if not given:
                flags = replace(flags, verbose=True)
            case "--version" if not given:
                flags = replace(flags, version=True)
            case _:
                rest.append(word)
    return replace(flags, rest=tuple(rest))


def _next(queue: Iterator[str], name: str) -> str:
    value = next(queue, None)
    if value is None:
        raise UsageError(_("{name} needs a value").format(name=name))
    return value


def _language(value: str) -> str:
    if value not in i18n.LANGUAGES:
        known = ", ".join(i18n.LANGUAGES)
        raise UsageError(_("{name}: {word} is not one of {choices}").format(name="--lang", word=value, choices=known))
    return value
