"""The story's numbers: thirteen weeks of each client, up to the one that ended the day before."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from obm_tui.desk import Desk
from obm_tui.domain.measures import SCALE
from obm_tui.domain.metrics import NewTarget, NewValue
from obm_tui.templates.metrics import catalogue

LAST = date(2026, 11, 16)
ALWAYS = date(2000, 1, 1)
Text = tuple[str, str]

NUMBERS: tuple[tuple[str, str, float | None, tuple[float | None, ...]], ...] = (
    ("CAP", "leads", 20, (21, 21, 20, 20, 20, 19, 19, 19, 18, 18, 17, 16, 15)),
    ("CAP", "calls_booked", 8, (9, 8, 8, 8, 8, 8, 7.5, 7.5, 7.5, 7.2, 6, 5, 5)),
    ("CAP", "call_show_rate", 70, (75, 74, 74, 73, 72, 72, 71, 70, 69, 68, 66, 65, 62)),
    ("CAP", "cash_collected", 6000, (6400, 6100, 5800, 6300, 6000, 5600, 6100, 5900, 6200, 6200, None, None, None)),
    ("OBJ", "cost_per_lead", 3.5, (3.3, 3.3, 3.3, 3.4, 3.4, 3.5, 3.6, 3.7, 3.8, 3.95, 4.1, 4.4, 4.6)),
    (
        "OBJ",
        "list_size",
        None,
        (20300, 20500, 20600, 20800, 20900, 21100, 21200, 21400, 21500, 21700, 21800, 22000, 22150),
    ),
    ("OBJ", "landing_opt_in", 30, (34, 34, 35, 34, 34, 35, 34, 34, 34, 35, 34, 34, 34)),
    ("OBJ", "open_rate", 35, (40, 40, 40, 39, 39, 39, 39, 39, 38, 38, 38, 38, 38)),
    ("OBJ", "revenue", 2000, (2100, 2000, 2100, 1900, 2100, 2100, 2000, 2100, 2200, 2100, 2100, 2000, 2100)),
    ("ENC", "members", 450, (436, 438, 440, 442, 444, 446, 448, 450, 452, 454, 456, 458, 460)),
    ("ENC", "active_members_30d", 50, (49, 49, 50, 50, 50, 50, 51, 51, 51, 52, 52, 52, None)),
    ("SAU", "store_conversion", 2, (1.8, 1.8, 1.8, 1.8, 1.8, 1.8, 1.8, 1.8, 1.8, 1.8, 1.9, 1.9, 1.9)),
    ("SAU", "revenue", 8000, (7200, 7300, 7300, 6900, 7100, 7700, 7800, 7900, 8000, 8100, 8200, 8300, 8400)),
    ("SAU", "support_first_reply", 24, (15, 15, 14, 14, 14, 13, 13, 13, 13, 13, 12, 12, None)),
)
"""Client, key in the catalogue, target, values of the weeks; none where nobody entered one."""
NOTES: Mapping[tuple[str, str, int], Text] = {
    ("OBJ", "cost_per_lead", 0): ("L'annonce B s'essouffle", "Ad B is wearing out"),
    ("OBJ", "cost_per_lead", 1): ("Test image 3 en cours", "Testing image 3"),
    ("SAU", "revenue", 9): ("Grève des transporteurs", "Carriers on strike"),
}
"""What was said about a value, by how many weeks ago it is of."""


def tell_numbers(desk: Desk, clients: Mapping[str, str], language: int) -> None:
    """Give every client its numbers, in French (0) or English (1)."""
    for code, key, target, values in NUMBERS:
        entry = catalogue()[key]
        new = entry.new_metric(("fr", "en")[language], ALWAYS)
        limit = round(target * SCALE) if target is not None else None
        is_upper = entry.direction.value == "lower"
        aim = NewTarget(ALWAYS, high=limit) if is_upper else NewTarget(ALWAYS, low=limit)
        metric = desk.metrics.add(clients[code], replace(new, target=aim)).value
        first = LAST - timedelta(weeks=len(values) - 1)
        entered = [
            NewValue(metric, first + timedelta(weeks=week), round(value * SCALE), note=_note(code, key, week, language))
            for week, value in enumerate(values)
            if value is not None
        ]
        desk.metrics.enter(entered)


def _note(code: str, key: str, week: int, language: int) -> str:
    return NOTES.get((code, key, 12 - week), ("", ""))[language]
