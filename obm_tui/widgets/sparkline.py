"""A row of numbers in a row of blocks."""

from collections.abc import Sequence

_BLOCKS = "▁▂▃▄▅▆▇█"
_LEVEL = "▄"


def sparkline(values: Sequence[int | None], width: int) -> str:
    """The last `width` values, the smallest the lowest block, the largest the highest; a blank where one is missing."""
    shown = values[max(0, len(values) - width) :] if width > 0 else ()
    known = [value for value in shown if value is not None]
    if not known:
        return " " * len(shown)
    low, span = min(known), max(known) - min(known)
    if not span:
        return "".join(" " if value is None else _LEVEL for value in shown)
    top = len(_BLOCKS) - 1
    return "".join(" " if value is None else _BLOCKS[((value - low) * top * 2 + span) // (2 * span)] for value in shown)
