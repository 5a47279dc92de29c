"""Any other table with a card a line: columns are known by what people call them, in English and French."""

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from obm_tui.domain.text import fold
from obm_tui.interop.card_reader import CardReader, stem_of
from obm_tui.interop.card_table import CardLine, CardTable, RawTable

TITLES = frozenset({
    "title", "name", "task", "task name", "card", "card title", "card name", "to do", "todo", "action", "subject",
    "summary",
    "item", "titre", "nom", "tache", "nom de la tache", "intitule", "sujet", "carte", "libelle", "a faire",
})  # fmt: skip
FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": tuple(sorted(TITLES)),
    "id": ("id", "task id", "card id", "key", "uid", "uuid"),
    "body": ("description", "description content", "notes", "note", "details", "content", "body", "commentaire",
             "remarques",
             "contenu", "texte"),
    "column": ("status", "stage", "state", "list", "column", "section", "bucket", "step", "phase", "list (clickup)",
               "statut", "etat", "etape", "colonne", "liste", "avancement"),
    "owner": ("owner", "assignee", "assigned to", "assign", "assigned", "person", "who", "task assignee(s)",
              "responsible",
              "responsable", "assigne a", "attribue a", "qui", "porteur", "personne"),
    "email": ("assignee email", "owner email", "e-mail", "email"),
    "start": ("start date", "start", "starts", "start on", "date de debut", "debut"),
    "due": ("due date", "due", "deadline", "due on", "date", "end date", "echeance", "date d'echeance", "date limite",
            "date de fin prevue", "pour le", "date butoir"),
    "created": ("created", "created at", "created on", "date created", "creation date", "cree le", "date de creation"),
    "completed": ("completed at", "completed on", "finish date", "finished at", "closed at", "done at", "termine le",
                  "date de fin", "fini le"),
    "done": ("done", "completed", "complete", "finished", "checked", "fait", "termine", "fini", "ok"),
    "labels": ("labels", "label", "tags", "tag", "category", "categories", "etiquettes", "etiquette", "categorie"),
    "priority": ("priority", "prio", "importance", "urgency", "priorite", "urgence"),
    "client": ("client", "customer", "account", "space", "clients", "compte"),
    "project": ("project", "projects", "board", "projet", "projets", "tableau"),
    "parent": ("parent", "parent task", "tache parente"),
    "url": ("url", "link", "task link", "permalink", "lien", "adresse"),
    "kind": ("task type", "kind", "genre", "type"),
    "items": ("subtasks", "sub-tasks", "checklist", "sous-taches", "sous taches", "liste de controle"),
    "ignored": ("updated at", "updated", "last modified", "modified", "modifie le"),
}  # fmt: skip
_COLOURS = re.compile(
    r"-(?:green|yellow|orange|red|purple|blue|sky|lime|pink|black|silver|peachpuff|crimson|plum|gold|navy|gray)$"
)
_TIMESHEETS = frozenset({"duration", "start time", "hours", "duration (h)", "time spent", "duree", "heures"})
_TELLING = ("column", "owner", "due", "priority", "labels", "done", "body")


class CsvReader(CardReader):
    """A table without ids is told from others by the name of its file."""

    source = "csv"
    fields: ClassVar = FIELDS

    def labels_of(self, line: CardLine) -> Sequence[str]:
        """Some tools write a label's colour behind its name."""
        return [_COLOURS.sub("", name) for name in super().labels_of(line)]

    @property
    def container(self) -> str:
        """The file's name."""
        return fold(stem_of(self.table.name))


def header_of(raw: RawTable) -> int | None:
    """Where a header of cards stands: a title and two more columns of those that cards have."""
    spot = raw.header_with(TITLES)
    if spot is None:
        return None
    table: CardTable = raw.below(spot)
    if _TIMESHEETS & set(table.columns):
        return None
    telling = sum(bool(set(FIELDS[field]) & set(table.columns)) for field in _TELLING)
    return spot if telling >= 2 else None
