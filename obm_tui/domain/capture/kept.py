"""Words given back to the text: stretches of the line that stay text while she goes on typing around them."""

from collections.abc import Iterable

Stretch = tuple[int, int]
"""Where it begins and ends in the line, in characters, the end excluded."""


def moved(kept: Iterable[Stretch], before: str, after: str) -> tuple[Stretch, ...]:
    """The stretches where they stand after an edit; one whose own characters were changed is given up."""
    kept = tuple(kept)
    if not kept or before == after:
        return kept
    longest = min(len(before), len(after))
    start = next((n for n in range(longest) if before[n] != after[n]), longest)
    same = next((n for n in range(longest - start) if before[-1 - n] != after[-1 - n]), longest - start)
    end, shift = len(before) - same, len(after) - len(before)
    return tuple(
        (first, last) if last <= start else (first + shift, last + shift)
        for first, last in kept
        if last <= start or first >= end
    )


def as_text(kept: Iterable[Stretch]) -> str:
    """The stretches as a draft keeps them."""
    return " ".join(f"{first}-{last}" for first, last in kept)


def from_text(text: str, line: str) -> tuple[Stretch, ...]:
    """The stretches of a draft, as far as they fit its line."""
    pairs = (piece.partition("-") for piece in text.split())
    stretches = [(int(first), int(last)) for first, _, last in pairs if first.isdecimal() and last.isdecimal()]
    return tuple((first, last) for first, last in stretches if first < last <= len(line))
