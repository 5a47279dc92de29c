"""People: owners of cards, whom she waits for, whom she can ask."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain.edits import UNSET, Unset
from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.text import clean_line, fold


class PersonKind(StrEnum):
    """What a person is to her; `me` is the one at the keyboard."""

    ME = "me"
    OWNER = "owner"
    VA = "va"
    FREELANCER = "freelancer"
    EMPLOYEE = "employee"
    SUPPLIER = "supplier"
    PEER = "peer"


class PersonRow(NamedTuple):
    """A person as every list shows it."""

    id: str
    name: str
    handle: str
    """Short, folded, unique: what `@` is followed by."""
    kind: PersonKind
    client_id: str | None
    """The client whose team this is; none for the network and for herself."""
    client_code: str | None
    email: str
    open_cards: int
    """Open cards owned, the load shown when a card is given away."""
    role: str
    """What they do, in a word or two: “video”."""
    language: str
    """`fr` or `en`; empty until it was asked."""
    address: str
    """`tu` or `vous`; empty until it was asked, or where the language has no such choice."""
    channel: str
    """Where they answer: “WhatsApp”, “e-mail”."""

    @property
    def is_me(self) -> bool:
        """Whether this is the person at the keyboard."""
        return self.kind is PersonKind.ME


MY_HANDLES = frozenset({"me", "moi"})
"""What she may type for herself, in either language."""


def suggest_handle(name: str, taken: frozenset[str]) -> str:
    """A free handle for a name: the first name, then more of it (`Julie Marchand` → `julie`, `juliem`, …)."""
    words = re.sub(r"[^a-z0-9 ]", "", fold(clean_line(name)).replace("-", " ")).split() or ["x"]
    first, rest = words[0], "".join(words[1:])
    candidates = [first] + [first + rest[:count] for count in range(1, len(rest) + 1)]
    candidates += [f"{first}{number}" for number in range(2, 1000)]
    return next(candidate for candidate in candidates if candidate not in taken | MY_HANDLES)


class NewPerson(NamedTuple):
    """Somebody who is not in the file yet; of kind `me`, the person at the keyboard, whether there yet or not."""

    name: str
    client_id: str | None = None
    kind: PersonKind = PersonKind.FREELANCER


class TeamMember(NamedTuple):
    """Somebody of a team, as a line of names says."""

    name: str
    role: str = ""


_MEMBER = re.compile(r"(?P<name>[^()]*?)\s*(?:\((?P<role>[^()]*)\)|[:–]\s*(?P<after>.*))?")


def parse_team(text: str) -> list[TeamMember]:
    """The people in a line like `Julie Marchand (video), Nadir: web`; each name once."""
    found: dict[str, TeamMember] = {}
    for part in re.split(r"[,;\n]+", text):
        match = _MEMBER.fullmatch(part.strip().removeprefix("@"))
        name = clean_line(match["name"] if match else part, 100)
        if name:
            role = clean_line((match["role"] or match["after"] or "") if match else "", 100)
            found.setdefault(fold(name), TeamMember(name, role))
    return list(found.values())


@dataclass(frozen=True, slots=True)
class PersonEdit:
    """New values for some fields of a person; the rest stays."""

    name: str | Unset = UNSET
    kind: PersonKind | Unset = UNSET
    role: str | Unset = UNSET
    email: str | Unset = UNSET
    language: str | Unset = UNSET
    address: str | Unset = UNSET
    channel: str | Unset = UNSET
    client_id: str | Unset | None = UNSET
    """Whose team this is; none for the network."""
    left: bool | Unset = UNSET
    """Whether they are gone for good: in no list of people any more, their cards kept."""

    def cleaned(self) -> "PersonEdit":
        """The same, fit to be stored.

        Raises:
            Refused: an empty name, a language or address there is not, or a second person at the keyboard.
        """
        name = self.name if isinstance(self.name, Unset) else clean_line(self.name, 100)
        if not name:
            raise Refused(N_("A person needs a name."))
        if self.language not in {UNSET, "", "fr", "en"} or self.address not in {UNSET, "", "tu", "vous"}:
            raise Refused(N_("A person is written to in French or English, with tu or vous."))
        if self.kind is PersonKind.ME:
            raise Refused(N_("There is one person at the keyboard already."))
        return replace(
            self,
            name=name,
            role=self.role if isinstance(self.role, Unset) else clean_line(self.role, 100),
            email=self.email if isinstance(self.email, Unset) else clean_line(self.email, 200),
            channel=self.channel if isinstance(self.channel, Unset) else clean_line(self.channel, 40),
        )
