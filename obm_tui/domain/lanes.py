"""Which lane another tool's column is, by its name, in French or English."""

import re

from obm_tui.domain.cards import Lane
from obm_tui.domain.text import fold

_NAMES: dict[Lane, tuple[str, ...]] = {
    Lane.INBOX: ("inbox", "a trier", "boite de reception", "new", "nouveau", "incoming", "captures"),
    Lane.BACKLOG: (
        "backlog", "reserve", "to do", "todo", "a faire", "ideas", "idees", "brainstorm", "later", "plus tard",
        "someday", "un jour", "icebox", "open", "ouvert", "planned", "prevu", "on hold", "en pause",
    ),
    Lane.WEEK: (
        "this week", "cette semaine", "ready", "pret", "next", "next up", "suivant", "semaine", "sprint",
        "today", "aujourd'hui", "aujourdhui",
    ),
    Lane.DOING: ("doing", "in progress", "en cours", "wip", "started", "commence", "current", "working on"),
    Lane.WAITING: ("waiting", "en attente", "attente", "waiting for", "blocked", "bloque", "stuck", "attend"),
    Lane.APPROVE: (
        "review", "to approve", "a valider", "validation", "in review", "approval", "testing", "a tester", "relecture",
        "qa", "a relire", "to review",
    ),
    Lane.DONE: (
        "done", "termine", "fait", "complete", "completed", "finished",
        "fini", "closed", "livre", "shipped", "ok",
    ),
    Lane.QUESTION: ("to settle", "a trancher"),
    Lane.IDEA: ("idea lot", "parking a idees", "parking lot"),
    Lane.RISK: ("risks hiccups", "risques et couacs"),
}  # fmt: skip
_BY_NAME = {name: lane for lane, names in _NAMES.items() for name in names}


def lane_of_column(name: str) -> Lane | None:
    """The lane a column's name stands for, or `None` where it says nothing (`TODO 📚` is the backlog).

    The whole name counts first, then its beginning, so that "Done this week" is Done and "Doing nothing" is Doing.
    """
    plain = " ".join(re.sub(r"[^\w' ]", " ", fold(name).replace("’", "'").replace("-", " ")).split())
    if plain in _BY_NAME:
        return _BY_NAME[plain]
    words = plain.split()
    for count in range(min(3, len(words)), 0, -1):
        start = " ".join(words[:count])
        if start in _BY_NAME and (count > 1 or len(start) > 2):
            return _BY_NAME[start]
    return None
