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
    "Person",
    "Project",
    "Setting",
    "SourceItem",
    "Step",
    "StepChange",
    "Waiting",
]
