"""Clients: rows, inputs and the rules of their codes."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain.edits import UNSET, Unset
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.text import clean_line, clean_note, fold

CODE_LIMIT = 4


class ClientStatus(StrEnum):
    """Where a client stands on the way from prospect to former."""

    PROSPECT = "prospect"
    ONBOARDING = "onboarding"
    ACTIVE = "active"
    PAUSED = "paused"
    OFFBOARDING = "offboarding"
    FORMER = "former"


class ClientColour(StrEnum):
    """The colours a client code can wear; each is readable on dark and on light, at 256 colours."""

    BLUE = "blue"
    GREEN = "green"
    MAGENTA = "magenta"
    CYAN = "cyan"
    ORANGE = "orange"
    VIOLET = "violet"
    YELLOW = "yellow"
    PINK = "pink"


class ClientRow(NamedTuple):
    """A client as every list shows it."""

    id: str
    code: str
    name: str
    colour: ClientColour
    status: ClientStatus
    is_self: bool
    notes: str
    created_at: datetime
    archived_at: datetime | None
    compass: str
    """What this business is for, in a sentence."""
    priorities: str
    """The quarter's priorities, one a line, the first one first."""
    cadence_days: int | None
    """Days between two exchanges; none for the usual rhythm."""


class LaneCounts(NamedTuple):
    """A client and what stands in its lanes: one line of the radar."""

    client: ClientRow
    by_lane: dict[str, int]
    """Open cards by lane value."""
    late: int
    """Open cards whose due date has passed."""


def clean_code(text: str) -> str:
    """A client code: 2 to 4 letters or digits, upper case, beginning with a letter.

    Raises:
        Refused: the text cannot be such a code.
    """
    code = fold(clean_line(text)).upper()
    if not re.fullmatch(r"[A-Z][A-Z0-9]{1,3}", code):
        raise Refused(
            N_("“{code}” cannot be a client code: 2 to 4 letters or digits are expected, like CAP."),
            code=clean_line(text, 40),
        )
    return code


def suggest_code(name: str, taken: frozenset[str]) -> str:
    """A free code for a client's name: initials' first letters, then any free variation (`Cap Dirigeant` → `CAP`)."""
    letters = re.sub(r"[^A-Z0-9 ]", "", re.sub(r"['’\-.]", " ", fold(name).upper()))
    words = [word for word in letters.split() if word not in {"LE", "LA", "LES", "L", "D", "THE", "DE", "DU", "DES"}]
    # A code begins with a letter: "3 Suisses" is known by its second word.
    words = [word for word in words if word[0].isalpha()] or words
    joined = "".join(words) or "CLI"
    first = words[0] if words else joined
    initials = "".join(word[0] for word in words)
    candidates = [first[:3], first[:4], initials[:4], joined[:3], joined[:4]]
    candidates += [joined[:2] + letter for letter in joined[2:]]
    candidates += [f"{first[:3]}{number}" for number in range(2, 10)] + [
        f"{first[:2]}{number}" for number in range(10, 100)
    ]
    for candidate in candidates:
        if re.fullmatch(r"[A-Z][A-Z0-9]{1,3}", candidate) and candidate not in taken:
            return candidate
    return next(code for number in range(1000) if (code := f"C{number:03d}") not in taken)


@dataclass(frozen=True, slots=True)
class NewClient:
    """What it takes to add a client: a name; the code is suggested where it is left out."""

    name: str
    code: str = ""
    colour: ClientColour | None = None
    is_self: bool = False
    notes: str = ""

    def cleaned(self) -> "NewClient":
        """The same, fit to be stored.

        Raises:
            Refused: the name is empty or the code is not one.
        """
        name = clean_line(self.name, 100)
        if not name:
            raise Refused(N_("A client needs a name."))
        code = clean_code(self.code) if self.code.strip() else ""
        return NewClient(name, code, self.colour, self.is_self, clean_note(self.notes))


@dataclass(frozen=True, slots=True)
class ClientEdit:
    """New values for some fields of a client; the rest stays."""

    name: str | Unset = UNSET
    code: str | Unset = UNSET
    notes: str | Unset = UNSET
    compass: str | Unset = UNSET
    priorities: str | Unset = UNSET
    cadence_days: int | Unset | None = UNSET
    status: ClientStatus | Unset = UNSET

    def cleaned(self) -> "ClientEdit":
        """The same, fit to be stored.

        Raises:
            Refused: an empty name, a code that is none, a rhythm that is not 1 to 365 days.
        """
        name = self.name if isinstance(self.name, Unset) else clean_line(self.name, 100)
        if not name:
            raise Refused(N_("A client needs a name."))
        if isinstance(self.cadence_days, int) and not 1 <= self.cadence_days <= 365:
            raise Refused(N_("A rhythm is 1 to 365 days."))
        return replace(
            self,
            name=name,
            code=self.code if isinstance(self.code, Unset) else clean_code(self.code),
            notes=self.notes if isinstance(self.notes, Unset) else clean_note(self.notes),
            compass=self.compass if isinstance(self.compass, Unset) else clean_line(self.compass, 300),
            priorities=self.priorities if isinstance(self.priorities, Unset) else clean_note(self.priorities),
        )
