"""The catalogue of numbers: all there, in both languages, with targets that can be met; a mistake is named."""

import copy
from collections import Counter
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from obm_tui.domain.level import Level
from obm_tui.domain.measures import SCALE
from obm_tui.domain.metrics import UNITS, Direction, MetricKind, NewTarget, Target
from obm_tui.domain.periods import Cadence
from obm_tui.domain.results import colour
from obm_tui.templates import entries
from obm_tui.templates.metrics import CatalogueEntry, Group, catalogue, packs, understand

SINCE = date(2026, 5, 25)
LANGUAGES = ("en", "fr")
NAME_WIDTH = 26
"""Names stand in a narrow column."""

every_entry = pytest.mark.parametrize("entry", catalogue().values(), ids=lambda entry: entry.key)


def test_all_numbers_are_there() -> None:
    known = list(catalogue().values())
    assert [entry.number for entry in known if entry.number] == list(range(1, 45))
    assert Counter(entry.group for entry in known) == {Group.CLIENT: 45, Group.TEAM: 5, Group.PRACTICE: 7}
    assert [key for key, entry in catalogue().items() if entry.group is Group.CLIENT and not entry.number] == [
        "bookings"
    ]
    for language in LANGUAGES:
        assert len({entry.name(language) for entry in known}) == len(known), "each has a name of its own"


@every_entry
def test_names_fit_their_column_in_both_languages(entry: CatalogueEntry) -> None:
    assert entry.key.isascii()
    assert entry.key.replace("_", "a").isalnum()
    for language in LANGUAGES:
        assert 2 < len(entry.name(language)) <= NAME_WIDTH
        assert entry.name(language)[0] == entry.name(language)[0].upper()
        assert entry.new_metric(language, SINCE).cleaned() == entry.new_metric(language, SINCE), "no limit cuts it"
        assert entry.new_metric(language, SINCE).source
    assert entry.unit in {*UNITS, "mo"}


@every_entry
def test_a_ratio_names_its_two_parts(entry: CatalogueEntry) -> None:
    for language in LANGUAGES:
        new = entry.new_metric(language, SINCE)
        assert bool(new.numerator) == bool(new.denominator) == (entry.kind is MetricKind.RATIO)
    assert entry.unit != "%" or entry.kind is MetricKind.RATIO, "a percentage is of something"


@every_entry
def test_a_target_asks_for_the_better_side(entry: CatalogueEntry) -> None:
    sides = (entry.low is not None, entry.high is not None)
    asked = {Direction.HIGHER: (True, False), Direction.LOWER: (False, True), Direction.BAND: (True, True)}
    assert sides in {asked[entry.direction], (False, False)}
    if entry.target(SINCE) is None:
        assert entry.amber is None
        assert entry.direction is not Direction.BAND, "a band without limits is none"


def test_targets_are_the_usual_ones_in_ten_thousandths() -> None:
    known = catalogue()
    assert known["call_show_rate"].target(SINCE) == NewTarget(SINCE, low=70 * SCALE)
    assert known["list_conversion"].low == SCALE // 2
    assert known["cost_per_lead"].target(SINCE) is None, "what a lead may cost is her client's own figure"
    assert known["revenue"].new_metric("fr", SINCE).target is None, "and so is a budget"
    sends = Target(SINCE, high=known["unsubscribe_rate"].high, amber=known["unsubscribe_rate"].amber)
    assert [colour(value, sends) for value in (3_000, 5_000, 5_001)] == [Level.GREEN, Level.AMBER, Level.RED]
    share = Target(SINCE, high=known["implementation_share"].high, amber=known["implementation_share"].amber)
    assert [colour(value * SCALE, share) for value in (30, 50, 51)] == [Level.GREEN, Level.AMBER, Level.RED]


def test_a_number_begins_in_her_language() -> None:
    entry = catalogue()["cost_per_lead"]
    french, english = entry.new_metric("fr", SINCE), entry.new_metric("en", SINCE)
    assert (french.name, french.numerator, french.denominator) == ("Coût par lead", "dépenses pub", "prospects")
    assert (english.name, english.numerator, english.denominator) == ("Cost per lead", "ad spend", "leads")
    assert (english.key, english.unit, english.source) == ("cost_per_lead", "€", "ad manager")
    assert (english.kind, english.direction, english.cadence) == (MetricKind.RATIO, Direction.LOWER, Cadence.WEEKLY)


def test_packs_hold_five_to_nine_numbers_of_the_catalogue() -> None:
    assert [pack.key for pack in packs()] == [
        "course",
        "launch",
        "coaching",
        "membership",
        "ecommerce",
        "content",
        "local",
        "team",
        "practice",
    ]
    for pack in packs():
        assert 5 <= len(pack.metrics) <= 9, pack.key
        assert len(set(pack.metrics)) == len(pack.metrics), pack.key
        assert set(pack.metrics) <= set(catalogue()), pack.key
        assert pack.name("en")
        assert pack.name("fr")
    for group in (Group.TEAM, Group.PRACTICE):
        (pack,) = (pack for pack in packs() if pack.key == group)
        assert set(pack.metrics) == {key for key, entry in catalogue().items() if entry.group is group}


Tables = dict[str, Any]

WRONG: dict[str, tuple[Callable[[Tables], object], str]] = {
    "no name": (lambda t: t["metric"][0].pop("name"), "revenue: name is missing"),
    "no french": (lambda t: t["metric"][0]["name"].pop("fr"), "revenue: name: fr is missing"),
    "third language": (lambda t: t["metric"][0]["name"].update(de="Umsatz"), "revenue: name: not understood: de"),
    "kind": (lambda t: t["metric"][0].update(kind="flows"), "revenue: kind is 'flows'"),
    "part of no ratio": (lambda t: t["metric"][2].pop("denominator"), "collection_rate: numerator and denominator"),
    "parts of a flow": (lambda t: t["metric"][0].update(numerator={"en": "a", "fr": "b"}), "revenue: numerator and"),
    "target": (lambda t: t["metric"][2].update(low="94"), "collection_rate: low is '94'"),
    "truth for a target": (lambda t: t["metric"][2].update(low=True), "collection_rate: low is True"),
    "unknown field": (lambda t: t["metric"][0].update(colour="red"), "revenue: not understood: colour"),
    "two of a key": (lambda t: t["metric"][1].update(key="revenue"), "'revenue' is there twice"),
    "pack of nothing": (lambda t: t["pack"][0]["metrics"].append("leeds"), "course: 'leeds' is in no catalogue"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_mistake_is_told_by_its_entry(case: str) -> None:
    spoil, told = WRONG[case]
    content = copy.deepcopy(entries.read("obm_tui.templates", "metrics.toml"))
    spoil(content)
    with pytest.raises(ValueError, match=r"^metrics\.toml: ") as raised:
        understand(content)
    assert told in str(raised.value)


def test_it_is_read_once_and_cannot_be_changed() -> None:
    assert catalogue() is catalogue()
    with pytest.raises(TypeError):
        catalogue()["revenue"] = catalogue()["leads"]  # type: ignore[index]
