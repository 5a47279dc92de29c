"""A long list of row keys in little memory: 16 bytes a key, where a list of texts takes 90."""

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

_WIDTH = 16


class IdList(Sequence[str]):
    """An immutable sequence of 32-digit hexadecimal keys; equal by content."""

    __slots__ = ("_packed",)

    def __init__(self, packed: bytes = b"") -> None:
        self._packed = packed

    @classmethod
    def from_digits(cls, digits: str | None) -> "IdList":
        """From the keys written one behind the other, as `group_concat(id, '')` gives them; `None` is empty."""
        return cls(bytes.fromhex(digits or ""))

    @classmethod
    def of(cls, ids: Iterable[str]) -> "IdList":
        """From single keys."""
        return cls(bytes.fromhex("".join(ids)))

    @classmethod
    def packed(cls, pieces: Iterable[bytes]) -> "IdList":
        """From pieces as `pieces` gives them."""
        return cls(b"".join(pieces))

    def pieces(self) -> list[bytes]:
        """Each key in sixteen bytes."""
        return [self._packed[start : start + _WIDTH] for start in range(0, len(self._packed), _WIDTH)]

    def __len__(self) -> int:
        return len(self._packed) // _WIDTH

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> "IdList": ...
    def __getitem__(self, index: int | slice) -> "str | IdList":
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            if step == 1:
                return IdList(self._packed[start * _WIDTH : stop * _WIDTH])
            return IdList.of(self[position] for position in range(start, stop, step))
        position = index + len(self) if index < 0 else index
        if not 0 <= position < len(self):
            raise IndexError(index)
        return self._packed[position * _WIDTH : (position + 1) * _WIDTH].hex()

    def __iter__(self) -> Iterator[str]:
        digits = self._packed.hex()
        return (digits[start : start + 2 * _WIDTH] for start in range(0, len(digits), 2 * _WIDTH))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IdList) and self._packed == other._packed

    def __hash__(self) -> int:
        return hash(self._packed)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and len(key) == 2 * _WIDTH and self.find(key) >= 0

    def find(self, key: str) -> int:
        """Where the key stands, or -1."""
        try:
            needle = bytes.fromhex(key)
        except ValueError:
            return -1
        start = 0
        while (found := self._packed.find(needle, start)) >= 0:
            if found % _WIDTH == 0:
                return found // _WIDTH
            start = found + 1
        return -1

    def without(self, keys: Iterable[str]) -> "IdList":
        """The same without these keys."""
        packed = self._packed
        for key in keys:
            if (position := IdList(packed).find(key)) >= 0:
                packed = packed[: position * _WIDTH] + packed[(position + 1) * _WIDTH :]
        return IdList(packed)

    def inserted(self, position: int, key: str) -> "IdList":
        """The same with one more key, which stands at this position."""
        start = position * _WIDTH
        return IdList(self._packed[:start] + bytes.fromhex(key) + self._packed[start:])

    def __repr__(self) -> str:
        return f"IdList({len(self)} keys)"
