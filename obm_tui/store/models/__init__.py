"""The SQLModel tables, a file per pillar. Importing this package defines them all."""

from obm_tui.store.models.cards import (
    Card,
    CardLabel,
    CardNumber,
    ChecklistItem,
    Comment,
    Label,
    Link,
    Project,
    Waiting,
)
from obm_tui.store.models.clients import Client, Contact, Person
from obm_tui.store.models.file import Meta, Setting, SourceItem, Step, StepChange
from obm_tui.store.models.hours import TimeEntry
from obm_tui.store.models.metrics import Metric, MetricTarget, MetricValue

__all__ = [
    "Card",
    "CardLabel",
    "CardNumber",
    "ChecklistItem",
    "Client",
    "Comment",
    "Contact",
    "Label",
    "Link",
    "Meta",
    "Metric",
    "MetricTarget",
    "MetricValue",
    "Person",
    "Project",
    "Setting",
    "SourceItem",
    "Step",
    "StepChange",
    "TimeEntry",
    "Waiting",
]
