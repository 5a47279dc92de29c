"""Metrics through the desk: packs, targets with a history, values, and issues made of reds."""

from datetime import date, timedelta

import pytest

from obm_tui.desk import Desk
from obm_tui.domain.cards import Lane, NewCard
from obm_tui.domain.errors import NotFound, Refused
from obm_tui.domain.level import Level
from obm_tui.domain.metrics import Direction, MetricEdit, MetricKind, MetricStatus, NewMetric, NewTarget, NewValue
from obm_tui.domain.query import Scope
from obm_tui.domain.results import Standing
from obm_tui.domain.scorecard import weeks_until
from tests.domain.metrics import scaled

START = date(2026, 1, 5)


def add(desk: Desk, client: str, name: str = "Leads", low: float | None = 20, **values: object) -> str:
    target = NewTarget(START, low=scaled(low)) if low is not None else None
    return desk.metrics.add(client, NewMetric(name, target=target, **values)).value  # type: ignore[arg-type]  # by name


def enter(desk: Desk, metric: str, *numbers: float | None) -> None:
    """Weeks in a row, the last one the last that is over."""
    last = weeks_until(desk.clock.today(), 1)[0]
    first = last - timedelta(weeks=len(numbers) - 1)
    new = [
        NewValue(metric, first + timedelta(weeks=spot), scaled(number))
        for spot, number in enumerate(numbers)
        if number is not None
    ]
    desk.metrics.enter(new)


def test_a_pack_adds_what_is_not_there_yet(desk: Desk, cap: str, nova: str) -> None:
    pack = [NewMetric("Leads", key="leads"), NewMetric("Calls", key="calls"), NewMetric("Cash", key="cash")]
    add(desk, cap, "LEADS", key="leads")
    add(desk, cap, "Café")
    assert len(desk.metrics.add_pack(cap, pack).value) == 2
    assert [metric.name for metric in desk.metrics.all(Scope(cap))] == ["LEADS", "Café", "Calls", "Cash"]
    assert desk.metrics.all(Scope(nova)) == ()
    desk.steps.undo()
    assert len(desk.metrics.all()) == 2, "one step"
    with pytest.raises(Refused, match="has a number"):
        add(desk, cap, "cafe")


def test_a_value_lies_in_the_period_of_its_day_and_is_there_once(desk: Desk, cap: str) -> None:
    metric = add(desk, cap)
    week = weeks_until(desk.clock.today(), 1)[0]
    assert desk.metrics.enter([NewValue(metric, week + timedelta(days=3), scaled(15))]).value.changed == 1
    assert desk.metrics.enter([NewValue(metric, week, scaled(15))]).value.changed == 0, "the same is no change"
    assert desk.metrics.enter([NewValue(metric, week, scaled(16), note="strike")]).value.changed == 1
    values, _targets = desk.metrics.history(metric, 10)
    assert [(value.period_on, value.value, value.note) for value in values] == [(week, scaled(16), "strike")]
    desk.metrics.enter([NewValue(metric, week, scaled(17))])
    assert desk.metrics.history(metric, 1)[0][0].note == "strike", "a note stays until another is given"


def test_values_of_many_metrics_are_one_step(desk: Desk, cap: str) -> None:
    first, second = add(desk, cap), add(desk, cap, "Calls")
    week = weeks_until(desk.clock.today(), 1)[0]
    desk.metrics.enter([NewValue(first, week, 1), NewValue(second, week, 2)])
    desk.steps.undo()
    assert desk.metrics.history(first, 9)[0] == []
    assert desk.metrics.history(second, 9)[0] == []


def test_what_has_not_begun_is_refused_whole(desk: Desk, cap: str) -> None:
    first, second = add(desk, cap), add(desk, cap, "Calls")
    today = desk.clock.today()
    with pytest.raises(Refused, match="Calls: this period has not begun"):
        desk.metrics.enter([NewValue(first, today, 1), NewValue(second, today + timedelta(days=14), 2)])
    assert desk.metrics.history(first, 9)[0] == []
    desk.metrics.enter([NewValue(second, today, 2)])
    with pytest.raises(Refused, match="too large"):
        desk.metrics.enter([NewValue(first, today, 10**30)])
    with pytest.raises(NotFound):
        desk.metrics.enter([NewValue("f" * 32, today, 1)])


def test_a_ratio_keeps_its_parts(desk: Desk, cap: str) -> None:
    metric = add(desk, cap, "Closing", None, kind=MetricKind.RATIO, unit="%")
    week = weeks_until(desk.clock.today(), 1)[0]
    desk.metrics.enter([NewValue(metric, week, None, scaled(11), scaled(50))])
    (value,) = desk.metrics.history(metric, 9)[0]
    assert (value.value, value.numerator, value.denominator) == (scaled(22), scaled(11), scaled(50))
    with pytest.raises(Refused, match="divided by 0"):
        desk.metrics.enter([NewValue(metric, week, None, scaled(1), 0)])


def test_a_new_target_leaves_old_colours_alone(desk: Desk, cap: str) -> None:
    metric = add(desk, cap, low=20)
    enter(desk, metric, 25, 25)
    (before,) = desk.metrics.scores()
    week = weeks_until(desk.clock.today(), 1)[0]
    desk.metrics.retarget(metric, NewTarget(week, low=scaled(40)))
    (after,) = desk.metrics.scores()
    assert [cell.level for cell in before.cells] == [Level.GREEN, Level.GREEN]
    assert [cell.level for cell in after.cells] == [Level.GREEN, Level.RED]
    desk.metrics.retarget(metric, NewTarget(week, low=scaled(30)))
    _values, targets = desk.metrics.history(metric, 9)
    assert [target.low for target in targets] == [scaled(20), scaled(30)], "one target a day"
    with pytest.raises(Refused, match="smaller and a larger"):
        desk.metrics.retarget(metric, NewTarget(week, low=2, high=1))


def test_a_muted_red_speaks_again_when_asked(desk: Desk, cap: str) -> None:
    metric = add(desk, cap)
    enter(desk, metric, 5)
    desk.metrics.mute(metric)
    (found,) = desk.metrics.scores()
    assert found.metric.muted_until == desk.clock.today() + timedelta(days=7)
    assert found.standing is Standing.MUTED
    desk.metrics.mute(metric)
    assert desk.metrics.scores()[0].standing is Standing.OFF_TRACK


def test_a_red_becomes_a_card_and_is_not_proposed_again(desk: Desk, cap: str) -> None:
    metric = add(desk, cap)
    enter(desk, metric, 5, 6)
    (found,) = desk.metrics.scores()
    assert found.metric.proposed_on is not None
    assert found.last is not None
    new = NewCard("Leads 6", cap, Lane.RISK, metric_id=metric)
    key = desk.metrics.raise_issue(metric, new, found.last.start).value
    assert desk.metrics.cards(metric) == [(key, Lane.RISK)]
    assert not desk.metrics.scores()[0].asks_for_issue
    grid = desk.metrics.grid(Scope(), weeks_until(desk.clock.today(), 13))
    assert [row.has_issue for row in grid.rows] == [True]
    desk.cards.move([key], Lane.DONE)
    assert desk.metrics.cards(metric) == []


def test_two_reds_propose_an_issue_once_in_the_step_of_the_value(desk: Desk, cap: str) -> None:
    metric = add(desk, cap)
    enter(desk, metric, 5, None, None)
    _first, before, last = weeks_until(desk.clock.today(), 3)

    def typed(week: date, number: float) -> tuple[str, ...]:
        return desk.metrics.enter([NewValue(metric, week, scaled(number))]).value.asking

    assert typed(before, 6) == (metric,), "the second red"
    assert (typed(before, 7), typed(last, 8)) == ((), ()), "once for these reds"
    for _step in range(3):
        desk.steps.undo()
    assert desk.metrics.get(metric).proposed_on is None, "one step with the value"
    assert typed(before, 6) == (metric,), "who took it back is asked again"
    assert (typed(before, 30), typed(last, 8)) == ((), ())
    assert typed(before, 9) == (), "the reds of before are these again"


def test_what_has_an_issue_or_rests_is_not_proposed(desk: Desk, cap: str) -> None:
    issue, muted = add(desk, cap), add(desk, cap, "Calls")
    enter(desk, issue, 5, None)
    enter(desk, muted, 5, None)
    desk.metrics.raise_issue(issue, NewCard("Leads", cap, Lane.RISK, metric_id=issue), START)
    desk.metrics.mute(muted)
    last = weeks_until(desk.clock.today(), 1)[0]
    values = [NewValue(key, last, scaled(4)) for key in (issue, muted)]
    assert desk.metrics.enter(values).value.asking == ()


def test_edits_and_removals_can_be_undone(desk: Desk, cap: str) -> None:
    metric = add(desk, cap)
    changes = MetricEdit(name="Prospects", status=MetricStatus.PAUSED, direction=Direction.LOWER, unit="€")
    desk.metrics.edit(metric, changes, NewTarget(START, high=scaled(3)))
    found = desk.metrics.get(metric)
    assert (found.name, found.status, found.unit) == ("Prospects", MetricStatus.PAUSED, "€")
    desk.steps.undo()
    assert desk.metrics.get(metric).name == "Leads"
    enter(desk, metric, 5)
    desk.metrics.remove([metric])
    assert desk.metrics.all() == ()
    desk.steps.undo()
    assert len(desk.metrics.history(metric, 9)[0]) == 1
    with pytest.raises(Refused, match="needs a name"):
        desk.metrics.edit(metric, MetricEdit(name="  "))
    with pytest.raises(Refused, match="ends before"):
        desk.metrics.edit(metric, MetricEdit(starts_on=date(2026, 2, 1), ends_on=date(2026, 1, 1)))


def test_a_change_says_whose_numbers_it_touched(desk: Desk, cap: str) -> None:
    metric = add(desk, cap)
    week = weeks_until(desk.clock.today(), 1)[0]
    change = desk.metrics.enter([NewValue(metric, week, 1)]).change
    assert change.client_ids == {cap}
    assert change.touches("metric_value")
    assert desk.metrics.note(metric, week, "why").client_ids == {cap}
    assert desk.metrics.clear(metric, week).client_ids == {cap}
    with pytest.raises(NotFound):
        desk.metrics.clear(metric, week)


def test_numbers_are_found_by_name_or_key(desk: Desk, cap: str, nova: str) -> None:
    add(desk, cap, "Coût par lead", key="cost_per_lead")
    add(desk, nova, "Leads", key="leads")
    assert desk.metrics.called("cout PAR lead").client_id == cap
    assert desk.metrics.called("cost_per_lead").client_id == cap
    assert desk.metrics.called("leads").client_id == nova
    with pytest.raises(Refused, match="Several"):
        desk.metrics.called("lead")
    with pytest.raises(NotFound, match="Known: Coût par lead"):
        desk.metrics.called("cash", Scope(cap))


def test_a_week_may_begin_on_sunday(desk: Desk, cap: str) -> None:
    desk.files.set("week_start", "sunday")
    metric = add(desk, cap)
    desk.metrics.enter([NewValue(metric, date(2026, 11, 18), scaled(1))])
    assert desk.metrics.history(metric, 1)[0][0].period_on == date(2026, 11, 15)
