"""A number's sheet: what it is called, what it should be, where it is read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from obm_tui import figures, labels
from obm_tui.domain.errors import ObmError
from obm_tui.domain.metrics import (
    Direction,
    MetricEdit,
    MetricKind,
    MetricRow,
    MetricStatus,
    NewMetric,
    NewTarget,
    Target,
)
from obm_tui.domain.people import NewPerson
from obm_tui.domain.periods import Cadence, last_closed
from obm_tui.domain.typed_values import read_amber, read_target, window
from obm_tui.i18n import _
from obm_tui.screens.dialogs.base import Drafted, Title, words
from obm_tui.screens.metric_verbs import ALWAYS, warn_of_many
from obm_tui.widgets.choice_line import ChoiceLine
from obm_tui.widgets.line_input import LineInput

LINES = ("name", "unit", "target", "amber", "owner", "source", "goal", "numerator", "denominator", "starts", "ends")


class MetricForm(Drafted[str]):
    """Only the name is mandatory. Enter saves from any line; the answer is the key of a number that was added."""

    FORM = "metric"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", "", show=False),
        Binding("up", "app.focus_previous", "", show=False),
        Binding("enter,ctrl+s", "save", "", show=False),
    ]

    def __init__(
        self, metric: MetricRow | None, target: Target | None, client_id: str | None = None, name: str = ""
    ) -> None:
        """A number and its target in force, or a new one of this client with a name to begin with."""
        super().__init__()
        self._metric = metric
        self._target = target
        self._client_id = client_id
        self._called = name
        self.target = metric.id if metric else f"new:{client_id}"

    def compose(self) -> ComposeResult:
        """The lines and the choices."""
        metric = self._metric
        texts = {"name": self._called, **self.texts_before(), **self.left_texts()}
        with Vertical(classes="sheet"):
            yield Title(words(f"{metric.client_code} {metric.name}" if metric else _("New number")))
            yield from self._lines(texts, LINES[:4])
            yield from self._choices()
            yield from self._lines(texts, LINES[4:])
            yield Static(words(_("enter saves · tab goes on · ← → choose · escape keeps a draft")), classes="quiet")
            yield Static("", id="problem", classes="problem")

    def _lines(self, texts: Mapping[str, str], names: Sequence[str]) -> Iterator[Widget]:
        titles = {
            "name": _("Name"),
            "unit": _("Unit"),
            "target": _("Target"),
            "amber": _("Red beyond"),
            "owner": _("Owner"),
            "source": _("Read in"),
            "goal": _("Serves"),
            "numerator": _("Ratio: what"),
            "denominator": _("over what"),
            "starts": _("Launch from"),
            "ends": _("until"),
        }
        hints = {
            "unit": "€  %  ×  h",
            "target": _("≥ 20, ≤ 3.50, = 5, 65-75"),
            "amber": _("from where on it is red; empty for a tenth of the target"),
            "owner": "@julie",
            "source": _("the ad manager, Stripe, the booking tool…"),
            "goal": _("the goal or priority it serves"),
            "numerator": _("ad spend"),
            "denominator": _("leads"),
            "starts": "12/12",
        }
        for name in names:
            with Horizontal(classes="field"):
                yield Static(words(titles[name]))
                yield LineInput(texts.get(name, ""), placeholder=hints.get(name, ""), id=name, select_on_focus=False)

    def _choices(self) -> Iterator[Widget]:
        metric = self._metric
        kinds = [(kind.value, labels.metric_kind(kind)) for kind in MetricKind]
        ways = [(way.value, labels.direction(way)) for way in Direction]
        cadences = [(cadence.value, labels.cadence(cadence)) for cadence in Cadence]
        shown = [("yes", _("on the scorecard")), ("no", _("aside")), ("paused", _("paused"))]
        paused = metric is not None and metric.status is MetricStatus.PAUSED
        present = "paused" if paused else "no" if metric and not metric.on_scorecard else "yes"
        for name, title, choices, value in (
            ("kind", _("It is a"), kinds, (metric.kind if metric else MetricKind.FLOW).value),
            ("direction", _("Better"), ways, (metric.direction if metric else Direction.HIGHER).value),
            ("cadence", _("One per"), cadences, (metric.cadence if metric else Cadence.WEEKLY).value),
            ("shown", _("It stands"), shown, present),
        ):
            with Horizontal(classes="field"):
                yield Static(words(title))
                yield ChoiceLine(choices, value, id=name)

    def on_mount(self) -> None:
        """Ready to type: a number that is there is mostly opened for its target."""
        self.query_one("#target" if self._metric else "#name", Input).focus()

    def texts(self) -> Mapping[str, str]:
        """All lines."""
        return {name: self.query_one(f"#{name}", Input).value for name in LINES}

    def texts_before(self) -> Mapping[str, str]:
        """All lines as they are stored."""
        metric, target = self._metric, self._target
        if metric is None:
            return {}
        owner = next((one.handle for one in self.app.desk.clients.people() if one.id == metric.owner_id), "")
        return {
            "name": metric.name,
            "unit": metric.unit,
            "target": figures.typed_target(target),
            "amber": figures.typed_amber(target),
            "owner": f"@{owner}" if owner else "",
            "source": metric.source,
            "goal": metric.goal,
            "numerator": metric.numerator,
            "denominator": metric.denominator,
            "starts": f"{metric.starts_on:%d/%m/%Y}" if metric.starts_on else "",
            "ends": f"{metric.ends_on:%d/%m/%Y}" if metric.ends_on else "",
        }

    @on(Input.Changed)
    def keep(self) -> None:
        """Something was typed."""
        self.touch()

    @on(Input.Submitted)
    def action_save(self) -> None:
        """Save, once; a refusal is said here and loses nothing."""
        if not self.may_save():
            return
        try:
            fields, target = self._fields(), self._new_target()
        except ObmError as problem:
            self.may_save_again()
            self.query_one("#problem", Static).update(words(labels.say(problem)))
            return
        desk = self.app.desk.metrics
        if self._metric is None:
            fields.pop("status")
            fields.pop("on_scorecard")
            new = NewMetric(target=target, **fields)  # type: ignore[arg-type]  # fields by name
            self.app.write(desk.add, self._client_id, new, then=self._close, failed=self.may_save_again)
        else:
            edit = MetricEdit(**fields)  # type: ignore[arg-type]  # fields by name
            arguments = (self._metric.id, edit, target)
            self.app.write(desk.edit, *arguments, then=lambda _done: self._close(None), failed=self.may_save_again)

    def _close(self, added: str | None) -> None:
        """Close; where one more stands on the scorecard now, say so if that is one too many."""
        self.close_saved(added)
        if self._metric is None:
            warn_of_many(self.app, self._client_id)
        elif not self._metric.is_shown:
            warn_of_many(self.app, self._metric.client_id)

    def _fields(self) -> dict[str, object]:
        texts = self.texts()
        choices = {choice.id: choice.value for choice in self.query(ChoiceLine)}
        who = texts["owner"].strip()
        person = self.app.desk.clients.person(who) if who else None
        starts_on, ends_on = window(texts["starts"], texts["ends"], self.app.today())
        return {
            **{name: texts[name] for name in ("name", "unit", "source", "goal", "numerator", "denominator")},
            "kind": MetricKind(choices["kind"]),
            "direction": Direction(choices["direction"]),
            "cadence": Cadence(choices["cadence"]),
            "status": MetricStatus.PAUSED if choices["shown"] == "paused" else MetricStatus.ACTIVE,
            "on_scorecard": choices["shown"] != "no",
            "owner_id": None if isinstance(person, NewPerson) else person,
            "starts_on": starts_on,
            "ends_on": ends_on,
        }

    def _new_target(self) -> NewTarget | None:
        """The target where it differs; from the last closed period on, which it is there to judge."""
        texts, before = self.texts(), self.texts_before()
        if all(texts[name] == before.get(name, "") for name in ("target", "amber")):
            return None
        choices = {choice.id: choice.value for choice in self.query(ChoiceLine)}
        comma, unit = figures.decimal_comma(), texts["unit"].strip()
        low, high = read_target(texts["target"], Direction(choices["direction"]), decimal_comma=comma, unit=unit)
        amber = read_amber(texts["amber"], low, high, decimal_comma=comma, unit=unit)
        since = ALWAYS
        if self._target is not None:
            weekday = self.app.desk.metrics.first_weekday()
            since = last_closed(self.app.today(), Cadence(choices["cadence"]), weekday)
        return NewTarget(since, low, high, amber)
