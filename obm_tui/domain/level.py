"""How loud something speaks: a signal, a limit, a number."""

from enum import IntEnum


class Level(IntEnum):
    """How much it wants to be seen; in order, so that the louder of two is the larger."""

    NONE = 0
    GREEN = 1
    AMBER = 2
    RED = 3
