"""The demo's numbers: what the catalogue knows of them, what the story says otherwise, and half a year of values."""

from collections.abc import Collection

from obm_tui.demo import entries
from obm_tui.demo.story import StoryMetric, StoryValue
from obm_tui.domain.measures import quotient
from obm_tui.domain.metrics import Direction, MetricKind, NewMetric
from obm_tui.domain.periods import Cadence
from obm_tui.templates.entries import Entry, tables
from obm_tui.templates.metrics import CatalogueEntry, catalogue

_FILE = "metrics.toml"
_LANGUAGE = "fr"
"""The story is French, and so are its numbers."""


def read(clients: Collection[str], people: Collection[str]) -> tuple[StoryMetric, ...]:
    """The numbers of all clients, in the order of their scorecards.

    Args:
        clients: the codes they may belong to.
        people: the keys of who may bring them.

    Raises:
        ValueError: something in the file does not hold together; the message names it and the entry.
    """
    content = entries.read(_FILE)
    return tuple(_metric(entry, clients, people) for entry in tables(content, _FILE, "metric", "key"))


def _metric(entry: Entry, clients: Collection[str], people: Collection[str]) -> StoryMetric:
    client, key = entry.one_of("client", clients), entry.one_of("key", catalogue())
    if client is None:
        raise entry.wrong("client is missing")
    new = _new_metric(entry, catalogue()[key] if key else None)
    metric = StoryMetric(
        client=client,
        owner=entry.one_of("owner", people),
        on_scorecard=not entry.flag("private"),
        new=new,
        low=entry.measure("low"),
        high=entry.measure("high"),
        amber=entry.measure("amber"),
        values=_values(entry, new),
        missing=entry.number("missing"),
    )
    entry.done()
    return metric


def _new_metric(entry: Entry, known: CatalogueEntry | None) -> NewMetric:
    """Its target is left out: it begins with the oldest value, on a day the story counts."""
    name = known.name(_LANGUAGE) if known else None
    return NewMetric(
        name=entry.line("name", name),
        key=known.key if known else "",
        unit=entry.line("unit", known.unit if known else ""),
        kind=known.kind if known else entry.choice("kind", MetricKind, MetricKind.FLOW),
        direction=known.direction if known else entry.choice("direction", Direction, Direction.HIGHER),
        cadence=known.cadence if known else entry.choice("cadence", Cadence, Cadence.WEEKLY),
        source=entry.line("source", known.sources.said(_LANGUAGE) if known else None),
        goal=entry.line("goal", ""),
        numerator=entry.line("numerator", known.numerators.said(_LANGUAGE) if known else ""),
        denominator=entry.line("denominator", known.denominators.said(_LANGUAGE) if known else ""),
    )


def _values(entry: Entry, new: NewMetric) -> tuple[StoryValue, ...]:
    rows = entry.measures("values")
    notes = {note.number("at"): note.line("text") for note in entry.entries("notes")}
    if not notes.keys() <= set(range(1, len(rows) + 1)):
        raise entry.wrong("a note stands at a value that is nowhere")
    return tuple(_value(entry, new, parts, notes.get(at, "")) for at, parts in enumerate(rows, 1))


def _value(entry: Entry, new: NewMetric, parts: tuple[int, ...], note: str) -> StoryValue:
    if new.kind is not MetricKind.RATIO and len(parts) == 1:
        return StoryValue(parts[0], None, None, note)
    found = None
    if new.kind is MetricKind.RATIO and len(parts) == 2:
        found = quotient(*parts, factor=100 if new.unit == "%" else 1)
    if found is None:
        raise entry.wrong("values are numbers, of a ratio its two parts, and none is divided by 0")
    return StoryValue(found, parts[0], parts[1], note)
