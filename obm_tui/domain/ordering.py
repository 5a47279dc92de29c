"""Order keys: a text between any two texts, so that moving one card rewrites one row.

A key is an integer head (`a0`…`az`, `b00`… upwards, `Zz`…`ZA`, `Yzz`… downwards) and a fraction. Appending and
prepending move the head and stay short; only inserting between neighbours lengthens the fraction. Keys compare as
plain bytes (SQLite's BINARY collation).
"""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_BASE = len(_DIGITS)


def _head_length(first: str) -> int:
    return ord(first) - ord("a") + 2 if first >= "a" else ord("Z") - ord(first) + 2


def _split(key: str) -> tuple[str, str]:
    length = _head_length(key[0])
    return key[:length], key[length:]


def _increment(head: str) -> str:
    first, digits = head[0], list(head[1:])
    for index in reversed(range(len(digits))):
        value = _DIGITS.index(digits[index]) + 1
        if value < _BASE:
            digits[index] = _DIGITS[value]
            return first + "".join(digits)
        digits[index] = "0"
    if first == "Z":
        return "a0"
    following = chr(ord(first) + 1)
    return following + "".join([*digits, "0"] if following >= "a" else digits[:-1])


def _decrement(head: str) -> str:
    first, digits = head[0], list(head[1:])
    for index in reversed(range(len(digits))):
        value = _DIGITS.index(digits[index]) - 1
        if value >= 0:
            digits[index] = _DIGITS[value]
            return first + "".join(digits)
        digits[index] = "z"
    if first == "a":
        return "Zz"
    previous = chr(ord(first) - 1)
    return previous + "".join([*digits, "z"] if previous < "a" else digits[:-1])


def _middle(low: str, high: str | None) -> str:
    """A fraction strictly between two fractions; `None` is one past the end."""
    if high is not None:
        common = 0
        while common < len(high) and (low[common] if common < len(low) else "0") == high[common]:
            common += 1
        if common:
            return high[:common] + _middle(low[common:], high[common:])
    floor = _DIGITS.index(low[0]) if low else 0
    ceiling = _DIGITS.index(high[0]) if high is not None else _BASE
    if ceiling - floor > 1:
        return _DIGITS[(floor + ceiling + 1) // 2]
    if high is not None and len(high) > 1:
        return high[0]
    return _DIGITS[floor] + _middle(low[1:], None)


def between(before: str | None, after: str | None) -> str:
    """A key that sorts after `before` and before `after`; `None` stands for the end of the lane on that side."""
    if before is None and after is None:
        return "a0"
    if before is None:
        assert after is not None  # noqa: S101  # for the type checker: both None is handled above
        head, _ = _split(after)
        return head if head < after else _decrement(head)
    head, fraction = _split(before)
    if after is None:
        return _increment(head)
    after_head, after_fraction = _split(after)
    if head == after_head:
        return head + _middle(fraction, after_fraction)
    following = _increment(head)
    return following if following < after else head + _middle(fraction, None)


def spread(before: str | None, after: str | None, count: int) -> list[str]:
    """`count` keys in order between two keys, as short as they come.

    At an end of the lane they follow one another; between two neighbours the gap is halved again and again.
    """
    if count <= 0:
        return []
    if before is None or after is None:
        return _in_a_row(before, after, count)
    middle = between(before, after)
    left = (count - 1) // 2
    return [*spread(before, middle, left), middle, *spread(middle, after, count - 1 - left)]


def _in_a_row(before: str | None, after: str | None, count: int) -> list[str]:
    keys: list[str] = []
    for _ in range(count):
        if after is None:
            keys.append(between(keys[-1] if keys else before, None))
        else:
            keys.append(between(None, keys[-1] if keys else after))
    return keys if after is None else keys[::-1]
