"""What an edit's fields hold where nothing is to change."""

from enum import Enum


class Unset(Enum):
    """The default of an edit's field: leave as it is."""

    UNSET = "unset"


UNSET = Unset.UNSET
