"""Swimlanes: the board cut into bands, one a client or one a person."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from obm_tui.domain.cards import Lane
from obm_tui.domain.clients import ClientColour
from obm_tui.domain.idlist import IdList


class Swimlanes(StrEnum):
    """What the bands of the board are."""

    NONE = "none"
    CLIENT = "client"
    PERSON = "person"
    """Whose move it is: who is waited for, else the owner; what has no owner is hers."""


class Band(NamedTuple):
    """The cards of one client or one person, by lane."""

    key: str | None
    """The client or person; none for cards of no client, and for her own."""
    code: str | None
    """The client's code; of a person, the client's whose team it is."""
    colour: ClientColour | None
    name: str
    """Empty where there is nobody to name."""
    lanes: Mapping[Lane, IdList]
