"""Keys of rows: UUID version 7, so that two files can be merged one day and keys still sort by age."""

import os
import time
from datetime import datetime


def new_id() -> str:
    """A new key: 32 hexadecimal digits of a version 7 UUID (RFC 9562); the standard library has them from 3.14."""
    return _version_7(time.time_ns() // 1_000_000, int.from_bytes(os.urandom(10), "big"))


def told_id(at: datetime, number: int) -> str:
    """The key of a row that a story made at this instant, the same every time; `number` tells it from the others."""
    return _version_7(int(at.timestamp() * 1_000), number)


def _version_7(milliseconds: int, rest: int) -> str:
    value = (milliseconds & (1 << 48) - 1) << 80 | rest
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return f"{value:032x}"
