"""What may stand in a title and in a note: the one place where text from outside is cleaned."""

import re
import unicodedata

TITLE_LIMIT = 500
"""Characters of a title, name or label; what is longer is refused at the keyboard and kept in the note by importers."""
NOTE_LIMIT = 100_000
"""Characters of a description or comment."""

# C0 (but tab and newline in notes), DEL, C1, line and paragraph separators, bidirectional overrides and isolates,
# interlinear marks, lone surrogates: what could steer a terminal, or cannot be stored as UTF-8.
_STEERING = "\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ud800-\udfff"
_NOT_IN_A_LINE = re.compile(f"[\x00-\x1f{_STEERING}]")
_NOT_IN_A_NOTE = re.compile(f"[\x00-\x08\x0b-\x1f{_STEERING}]")


def clean_line(text: str, limit: int = TITLE_LIMIT) -> str:
    """One line: control characters and runs of blanks become one space, ends trimmed, at most `limit` characters."""
    # Most lines are plain words already: a text that prints as it stands holds nothing to be taken out.
    if text.isprintable() and "  " not in text:
        return text.strip()[:limit].rstrip()
    # Only plain blanks are folded: French wants its narrow ones before ; and inside « ».
    words = (word for word in _NOT_IN_A_LINE.sub(" ", text).split(" ") if word)
    return " ".join(words).strip()[:limit].rstrip()


def clean_note(text: str, limit: int = NOTE_LIMIT) -> str:
    """Several lines: newlines and tabs stay, other control characters become U+FFFD, trailing blanks go."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _NOT_IN_A_NOTE.sub("\ufffd", unified)[:limit].rstrip()


def strip_controls(text: str) -> str:
    """Drop whatever could steer a terminal, for text on its way to one; newlines and tabs stay."""
    return _NOT_IN_A_NOTE.sub("", text)


class _Folding(dict[int, str]):
    """What each character is found as; each is looked up in the tables of Unicode once."""

    def __missing__(self, code: int) -> str:
        # Compatibility forms may decompose into capitals (™), so case goes last.
        letters = unicodedata.normalize("NFKD", _LIGATURES.get(chr(code), chr(code)))
        found = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
        self[code] = found
        return found


_LIGATURES = {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae"}
_FOLDING = _Folding()


def fold(text: str) -> str:
    """A key for finding and comparing: no accents, no case (`Écran` → `ecran`)."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)
