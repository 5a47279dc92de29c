"""Keys of rows: UUID version 7, so that two files can be merged one day and keys still sort by age."""

import os
import time


def new_id() -> str:
    """A new key: 32 hexadecimal digits of a version 7 UUID (RFC 9562); the standard library has them from 3.14."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return f"{value:032x}"
