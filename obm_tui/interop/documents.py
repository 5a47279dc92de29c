"""JSON text → a document, with the limits and strictness that a file from outside calls for."""

import json
from collections import Counter
from collections.abc import Callable

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.text import clean_line

MAX_BYTES = 20 * 1024 * 1024
"""Bytes of a file; what is longer is refused unread."""
MAX_PARTS = 500_000
"""Objects and lists in a document, counted by their brackets. Real boards have one in 80 to 110 bytes; 20 MB of nothing
but brackets would take half a gigabyte of memory."""

_TOO_MANY_PARTS = N_("{file} holds too much to be read at once: more than {limit} objects and lists.")
_NOT_JSON = N_(
    "{file} is not JSON. A Trello board is read from its JSON export: Print, export, and share → Export as JSON."
)
_CUT = N_("{file} stops in the middle, at line {line}, character {character}: it was cut off. Export it again.")
_BROKEN = N_("{file} is not valid JSON at line {line}, character {character}.")
_TOO_DEEP = N_("{file} is nested too deep to be read.")
_NUMBER = N_("{file} is not valid JSON: it holds a number that cannot be read ({number}).")
_LONG_NUMBER = N_("{file} is not valid JSON: it holds a number with thousands of digits.")
_TWICE = N_("{file} says “{key}” twice in the same object, so one of the two would be lost. Export it again.")


def parse_json(text: str, name: str) -> object:
    """The document in a text; `name` is what messages call the file.

    Stricter than `json.loads`, which takes `NaN` and keeps the last of two equal keys without a word.

    Raises:
        Refused: not JSON, cut off or broken (with line and character), too large or nested too deep.
    """
    if not text.lstrip().startswith(("{", "[")):
        raise Refused(_NOT_JSON, file=name)
    if text.count("{") + text.count("[") > MAX_PARTS:
        raise Refused(_TOO_MANY_PARTS, file=name, limit=MAX_PARTS)
    try:
        return json.loads(text, object_pairs_hook=_object_maker(name), parse_constant=_constant_refuser(name))
    except json.JSONDecodeError as error:
        message = _CUT if _is_cut(error, text) else _BROKEN
        raise Refused(message, file=name, line=error.lineno, character=error.colno) from error
    except RecursionError as error:
        raise Refused(_TOO_DEEP, file=name) from error
    except ValueError as error:
        # The only one left: Python turns down integers that would take quadratic time to convert.
        raise Refused(_LONG_NUMBER, file=name) from error


def _object_maker(name: str) -> Callable[[list[tuple[str, object]]], dict[str, object]]:
    def make(pairs: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(pairs)
        if len(made) < len(pairs):
            counts = Counter(key for key, _ in pairs)
            raise Refused(_TWICE, file=name, key=clean_line(counts.most_common(1)[0][0], 40))
        return made

    return make


def _constant_refuser(name: str) -> Callable[[str], object]:
    def refuse(constant: str) -> object:
        raise Refused(_NUMBER, file=name, number=constant)

    return refuse


def _is_cut(error: json.JSONDecodeError, text: str) -> bool:
    """Whether the text ends before the document does; a string left open runs to the end, wherever it began."""
    body = text.rstrip()
    return error.pos >= len(body) or not body.endswith(("}", "]")) or error.msg.startswith("Unterminated string")
