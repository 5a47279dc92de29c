"""Numbers on the command line: listing, adding, entering values."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from obm_tui import figures, i18n, labels
from obm_tui.cli import output
from obm_tui.cli.call import Call, say_step
from obm_tui.cli.dates import read_past_day
from obm_tui.desk import Desk
from obm_tui.domain.errors import N_, NotFound, Refused
from obm_tui.domain.level import Level
from obm_tui.domain.measures import SCALE
from obm_tui.domain.metrics import Direction, MetricKind, NewMetric, NewTarget, in_window
from obm_tui.domain.periods import Cadence, last_closed
from obm_tui.domain.query import Scope
from obm_tui.domain.results import Score, Standing
from obm_tui.domain.text import fold
from obm_tui.domain.typed_values import read_target, read_value, window
from obm_tui.i18n import _

ALWAYS = date(2000, 1, 1)
"""The first target of a number judges all it ever was."""
_LETTERS = {Level.RED: N_("R"), Level.AMBER: N_("A"), Level.GREEN: N_("G")}


def show_list(call: Call, options: Namespace) -> None:
    """Every number, its newest value and what that says."""
    with call.existing() as desk:
        if desk is None:
            call.put_nothing()
            return
        scores = desk.metrics.scores(_scope(desk, options.client))
        if options.due:
            scores = tuple(score for score in scores if score.due_on is not None)
        if call.as_json:
            output.put_json([as_json(score) for score in scores])
        else:
            _put_table(scores)


def _scope(desk: Desk, code: str | None) -> Scope:
    return Scope(desk.clients.by_code(code).id) if code is not None else Scope()


def _put_table(scores: Sequence[Score]) -> None:
    header = [_("Client"), _("Number"), _("Value"), _("Period"), "", _("Target"), _("State")]
    rows = []
    for score in scores:
        metric, last = score.metric, score.last
        value = figures.measure(last.value.value, metric.unit) if last and last.value else ""
        period = figures.long_period(last.start, metric.cadence) if last else ""
        letter = _(_LETTERS[score.level]) if score.level in _LETTERS else ""
        target = figures.target(score.target, metric) if score.target else ""
        state = _state(score)
        rows.append([metric.client_code, metric.name, value, period, letter, target, state])
    output.put_table(header, rows)


def _state(score: Score) -> str:
    """How it stands; of a muted red, until when."""
    standing = "" if score.standing is Standing.MUTED else labels.standing(score.standing).lower()
    return ", ".join(filter(None, (standing, labels.muted(score))))


def as_json(score: Score) -> dict[str, object]:
    """A number and what its newest value says; measures as decimal numbers."""
    metric, last, target = score.metric, score.last, score.target
    return {
        "id": metric.id,
        "client": metric.client_code,
        "name": metric.name,
        "key": metric.key,
        "unit": metric.unit,
        "kind": metric.kind.value,
        "cadence": metric.cadence.value,
        "value": _decimal(last.value.value) if last and last.value else None,
        "period": last.start.isoformat() if last else None,
        "note": last.value.note if last and last.value else "",
        "target": [_decimal(target.low), _decimal(target.high)] if target else None,
        "level": score.level.name.lower(),
        "standing": score.standing.name.lower(),
        "due": score.due_on.isoformat() if score.due_on else None,
        "muted_until": score.muted_until.isoformat() if score.muted_until else None,
    }


def _decimal(value: int | None) -> float | int | None:
    """A measure as a number of JSON: at most four decimals, so that it says exactly what is stored."""
    if value is None:
        return None
    return value // SCALE if value % SCALE == 0 else value / SCALE


def add(call: Call, options: Namespace) -> None:
    """Add a number, of the catalogue or of her own, or a whole pack."""
    new = _new_metrics(options)
    with call.required() as desk:
        new = _in_window(new, *window(options.start, options.until, desk.clock.today()))
        client = desk.clients.by_code(options.client)
        if options.pack is None:
            written = desk.metrics.add(client.id, new[0])
            ids, change = [written.value], written.change
        else:
            several = desk.metrics.add_pack(client.id, new)
            ids, change = several.value, several.change
        scores = [score for score in desk.metrics.scores(Scope(client.id)) if score.metric.id in ids]
        if call.as_json:
            output.put_json([as_json(score) for score in scores])
        else:
            _put_table(scores)
        if ids and (crowded := labels.crowded(client.code, desk.metrics.on_scorecard(client.id))):
            output.say(crowded)
        say_step(desk, change)


def _new_metrics(options: Namespace) -> list[NewMetric]:
    from obm_tui.templates.metrics import catalogue, packs

    language, entries = i18n.current(), catalogue()
    if options.pack is not None:
        pack = next((one for one in packs() if fold(options.pack) in (one.key, *map(fold, one.names))), None)
        if pack is None:
            known_packs = ", ".join(one.key for one in packs())
            raise NotFound(N_("There is no pack {name}. Known: {known}."), name=options.pack, known=known_packs)
        return [entries[key].new_metric(language, ALWAYS) for key in pack.metrics]
    if not options.name:
        raise Refused(N_("A number needs a name: “Cost per lead”."))
    wanted = fold(options.name)
    known = next((one for one in entries.values() if wanted in (one.key, *(fold(name) for name in one.names))), None)
    base = known.new_metric(language, ALWAYS) if known else NewMetric(options.name)
    found = replace(
        base,
        unit=base.unit if options.unit is None else options.unit,
        kind=MetricKind(options.kind or base.kind),
        direction=Direction(options.better or base.direction),
        cadence=Cadence(options.every or base.cadence),
        source=options.source or base.source,
    )
    if options.target is not None:
        comma = figures.decimal_comma()
        low, high = read_target(options.target, found.direction, decimal_comma=comma, unit=found.unit)
        found = replace(found, target=NewTarget(ALWAYS, low, high))
    return [found]


def _in_window(numbers: list[NewMetric], starts_on: date | None, ends_on: date | None) -> list[NewMetric]:
    """A number alone has the window she gives it; of a pack, the numbers of a launch have."""
    if len(numbers) == 1:
        return [replace(numbers[0], starts_on=starts_on, ends_on=ends_on)]
    return in_window(numbers, starts_on, ends_on)


def enter(call: Call, options: Namespace) -> None:
    """Enter a value: of the newest closed period, or of the one a date lies in."""
    with call.required() as desk:
        metric = desk.metrics.called(options.name, _scope(desk, options.client))
        today = desk.clock.today()
        if options.on is None:
            day = last_closed(today, metric.cadence, desk.metrics.first_weekday())
        else:
            day = read_past_day(options.on, today)
        values, _targets = desk.metrics.history(metric.id, 1)
        text = " ".join(options.value)
        read = read_value(text, metric, values[-1] if values else None, decimal_comma=figures.decimal_comma())
        written = desk.metrics.enter([read.new_value(metric.id, day)])
        score = next((one for one in desk.metrics.scores(Scope(metric.client_id)) if one.metric.id == metric.id), None)
        if score is None:
            raise NotFound(N_("This number is not there any more."))
        if call.as_json:
            output.put_json(as_json(score))
        else:
            _put_table([score])
        if written.value.asking:
            words = _("{name}: {reds}. It is worth an issue: r on it in the scorecard makes one.")
            output.say(words.format(name=metric.name, reds=labels.reds(score.reds)))
        say_step(desk, written.change)
