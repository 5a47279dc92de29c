"""The catalogue of numbers an online business is steered by, and the packs a client's kind suggests."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from obm_tui.domain.metrics import Direction, MetricKind, NewMetric, NewTarget
from obm_tui.domain.periods import Cadence
from obm_tui.domain.text import fold

if TYPE_CHECKING:
    from obm_tui.templates.entries import Entry

_FILE = "metrics.toml"


class Group(StrEnum):
    """Whose number it is."""

    CLIENT = "client"
    """What a client's business is steered by."""
    TEAM = "team"
    """How a client's team works, whatever it sells."""
    PRACTICE = "practice"
    """Her own business."""


class Words(NamedTuple):
    """The same in both languages."""

    en: str = ""
    fr: str = ""

    def said(self, language: str) -> str:
        """In a language; in English where there is no French asked for."""
        return self.fr if language == "fr" else self.en


class CatalogueEntry(NamedTuple):
    """A number as the catalogue knows it."""

    number: int
    """Its place among the numbers of a client's business; 0 for the others."""
    key: str
    names: Words
    unit: str
    kind: MetricKind
    direction: Direction
    cadence: Cadence
    group: Group
    sources: Words
    """Where to read it."""
    numerators: Words
    denominators: Words
    low: int | None
    """The usual target, in ten-thousandths; none where only her plan can tell."""
    high: int | None
    amber: int | None

    def name(self, language: str) -> str:
        """Its name in a language."""
        return self.names.said(language)

    def target(self, since: date) -> NewTarget | None:
        """The usual target, from a day on."""
        if self.low is None and self.high is None:
            return None
        return NewTarget(since, self.low, self.high, self.amber)

    def new_metric(self, language: str, since: date) -> NewMetric:
        """What to add to a client's scorecard, in a language, with its usual target from a day on."""
        return NewMetric(
            name=self.name(language),
            key=self.key,
            unit=self.unit,
            kind=self.kind,
            direction=self.direction,
            cadence=self.cadence,
            target=self.target(since),
            source=self.sources.said(language),
            numerator=self.numerators.said(language),
            denominator=self.denominators.said(language),
        )


class Pack(NamedTuple):
    """The numbers to begin with for a kind of business."""

    key: str
    names: Words
    metrics: tuple[str, ...]
    """Keys of the catalogue, the first ones first."""

    def name(self, language: str) -> str:
        """Its name in a language."""
        return self.names.said(language)


def catalogue() -> Mapping[str, CatalogueEntry]:
    """All numbers by key, in the order of the catalogue.

    Raises:
        ValueError: something is wrong in its file; the message names the entry.
    """
    return _read()[0]


def packs() -> tuple[Pack, ...]:
    """All packs, in the order they are offered.

    Raises:
        ValueError: something is wrong in their file; the message names the entry.
    """
    return _read()[1]


def by_name() -> Mapping[str, NewMetric]:
    """Numbers to add by their folded names in either language, called as they were asked for; without a target."""
    found: dict[str, NewMetric] = {}
    for entry in catalogue().values():
        for language in ("en", "fr"):
            new = entry.new_metric(language, date.min)
            found.setdefault(fold(new.name), replace(new, target=None))
    return found


@cache
def _read() -> tuple[Mapping[str, CatalogueEntry], tuple[Pack, ...]]:
    from obm_tui.templates import entries

    return understand(entries.read(__package__, _FILE))


def understand(content: Mapping[str, Any]) -> tuple[Mapping[str, CatalogueEntry], tuple[Pack, ...]]:
    """The contents of the file made into the catalogue and its packs.

    Raises:
        ValueError: something in it does not hold together; the message names the entry.
    """
    from obm_tui.templates.entries import tables

    known: dict[str, CatalogueEntry] = {}
    for entry in tables(content, _FILE, "metric", "key"):
        found = _metric(entry)
        if found.key in known:
            raise entry.wrong(f"{found.key!r} is there twice")
        known[found.key] = found
    offered = tuple(_pack(entry, known) for entry in tables(content, _FILE, "pack", "key"))
    return MappingProxyType(known), offered


def _metric(entry: "Entry") -> CatalogueEntry:
    found = CatalogueEntry(
        number=entry.number("number"),
        key=entry.line("key"),
        names=_words(entry, "name"),
        unit=entry.line("unit", ""),
        kind=entry.choice("kind", MetricKind),
        direction=entry.choice("direction", Direction),
        cadence=entry.choice("cadence", Cadence),
        group=entry.choice("group", Group, Group.CLIENT),
        sources=_words(entry, "source"),
        numerators=Words(*entry.both("numerator") or ()),
        denominators=Words(*entry.both("denominator") or ()),
        low=entry.measure("low"),
        high=entry.measure("high"),
        amber=entry.measure("amber"),
    )
    entry.done()
    if {bool(part) for part in (*found.numerators, *found.denominators)} != {found.kind is MetricKind.RATIO}:
        raise entry.wrong("numerator and denominator belong to ratios, and to all of them")
    return found


def _words(entry: "Entry", name: str) -> Words:
    said = entry.both(name)
    if said is None:
        raise entry.wrong(f"{name} is missing")
    return Words(*said)


def _pack(entry: "Entry", known: Mapping[str, CatalogueEntry]) -> Pack:
    pack = Pack(entry.line("key"), _words(entry, "name"), entry.lines("metrics"))
    entry.done()
    for key in pack.metrics:
        if key not in known:
            raise entry.wrong(f"{key!r} is in no catalogue")
    return pack
