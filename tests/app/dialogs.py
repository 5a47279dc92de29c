"""Every dialog there is, and how to open it; one that is not in the table fails its test."""

import importlib
import pkgutil
from collections.abc import Iterator

from textual.events import Paste

from obm_tui.screens import dialogs
from obm_tui.screens.dialogs.base import Dialog

NUMBERS = ("g", "k", "f", Paste("cap"), "enter", "n", "enter")
"""A client's scorecard with the first pack."""
OPENED_BY: dict[str, tuple[str | Paste, ...]] = {
    "AwaitDialog": ("a", Paste("Hugo"), "enter"),
    "CaptureDialog": ("n",),
    "CardForm": ("e",),
    "CardView": ("enter",),
    "ClientForm": ("g", "r", "e"),
    "FilterLine": ("slash",),
    "HelpDialog": ("question_mark",),
    "ImportDialog": ("ctrl+o",),
    "KeyboardCheck": ("ctrl+p", Paste("Keyboard check"), "enter"),
    "PasteDialog": ("n", Paste("- un\n- deux\n- [x] trois")),
    "JournalDialog": ("j",),
    "PersonForm": ("f", Paste("Objectif"), "enter", "g", "c", "right", "end", "up", "enter"),
    "PickDialog": ("d",),
    "KpiRound": (*NUMBERS, "w"),
    "LineDialog": (*NUMBERS, "5", "enter", "j"),
    "MetricForm": (*NUMBERS, "e"),
    "MetricView": (*NUMBERS, "enter"),
    "TextEditor": ("e", "ctrl+e"),
    "WhenDialog": ("p",),
}
"""The keys and pastes that open each dialog from the board, the cursor on a card."""
BEHIND = {"PasteDialog": "CaptureDialog", "TextEditor": "CardForm"}
"""The dialog a dialog stands before, if any: Escape goes back to it."""
ABSTRACT = {"ImportReview", "Drafted", "ReadForm"}
BY_A_JOB = {"BoardImport", "NumbersImport"}
"""What a file opens once a thread has read it: tested in every size where it is tested."""


def found() -> set[str]:
    """The dialogs of the program, by class name."""
    for module in pkgutil.iter_modules(dialogs.__path__):
        importlib.import_module(f"{dialogs.__name__}.{module.name}")
    return {kind.__name__ for kind in _subclasses(Dialog) if kind.__module__.startswith("obm_tui.")} - ABSTRACT


def _subclasses(kind: type) -> Iterator[type]:
    found: list[type] = kind.__subclasses__()
    for sub in found:
        yield sub
        yield from _subclasses(sub)
