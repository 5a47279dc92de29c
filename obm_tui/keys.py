"""Every key, declared once: bindings, key bar, help, palette, keymap and the tables in README and docs come from here.

One letter, one meaning, on every screen. Letters, arrows, Enter, Escape, Tab, Space and Backspace reach everything;
nothing needs a digit, a bracket, an F-key or a shifted arrow alone.
"""

from collections.abc import Mapping
from typing import NamedTuple

from obm_tui.domain.errors import N_
from obm_tui.i18n import _

LISTS = frozenset({"board", "inbox", "client", "search", "waiting", "today"})
"""Places with a card under the cursor."""
FILTERED = LISTS - {"search"}
"""Lists that a filter narrows; searching narrows by itself."""
LINES = LISTS - {"inbox"} | {"radar", "history", "scorecard"}
"""Places with a cursor that goes up and down."""
CARDS = LISTS | {"card"}
"""Those, and the card in full."""
LANES = frozenset({"board"})
"""Places whose look `v` changes as the board's."""
FOCUSED = LISTS | {"scorecard"}
"""Places that show one client, or all."""
RADAR = frozenset({"radar"})
SCORECARD = frozenset({"scorecard"})
NUMBERS = SCORECARD | {"metric"}
"""The scorecard, and a number in full."""
PLACES = frozenset(
    {"board", "client", "history", "inbox", "radar", "scorecard", "search", "settings", "today", "waiting"}
)
"""Places one can go to and stay."""


class Key(NamedTuple):
    """One key: what it does, where, and its words."""

    id: str
    """`noun.verb`: what her keymap names, and the action's name with `_` for the dot."""
    key: str
    """Textual's name; several separated by commas, the first one shown."""
    label: str
    """One or two words for the key bar."""
    help: str
    """What it does, for help and palette."""
    places: frozenset[str]
    palette: bool = True
    """Whether the palette offers it: moving the cursor from there makes no sense."""

    @property
    def action(self) -> str:
        """The action's name."""
        return self.id.replace(".", "_")

    @property
    def shown(self) -> str:
        """The key as people read it."""
        return display(self.key.split(",")[0])


class Sequence(NamedTuple):
    """Two keys, one after the other."""

    first: str
    second: str
    label: str
    action: str
    """Textual's action text."""
    ready: bool = True
    """Whether the place is there yet."""
    places: frozenset[str] = frozenset()
    """Where it means something; empty for everywhere."""


_SHOWN = {
    "backspace": "⌫",
    "down": "↓",
    "enter": "enter",
    "escape": "esc",
    "exclamation_mark": "!",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "end": N_("end"),
    "home": N_("home"),
    "left": "←",
    "minus": "-",
    "pagedown": "page ↓",
    "pageup": "page ↑",
    "question_mark": "?",
    "right": "→",
    "slash": "/",
    "space": N_("space"),
    "asterisk": "*",
    "colon": ":",
    "up": "↑",
}


def display(key: str) -> str:
    """A key's name as people read it."""
    shown = _SHOWN.get(key)
    return _(shown) if shown else key


KEYS: tuple[Key, ...] = (
    Key("card.new", "n", N_("New"), N_("New card, or new client on the radar"), LISTS | {"radar"}),
    Key("card.done", "x", N_("Done"), N_("Done: tick the card"), CARDS),
    Key(
        "card.edit",
        "e",
        N_("Edit"),
        N_("Edit the card, the client or person here, or the limit of a reason"),
        CARDS | {"radar"},
    ),
    Key("card.delegate", "d", N_("Delegate"), N_("Give the card to somebody"), CARDS),
    Key("card.plan", "p", N_("Plan"), N_("Give the card a date, in plain words"), CARDS),
    Key("card.move", "m", N_("Move"), N_("Move the card: arrows move it live, letters choose a lane or client"), LISTS),
    Key("card.priority", "exclamation_mark", N_("Priority"), N_("Next priority: none, P1, P2, P3"), CARDS),
    Key("card.take", "o", N_("OK"), N_("OK: take it into this week"), CARDS),
    Key("card.drop", "backspace,delete", N_("Drop"), N_("Drop the card"), CARDS),
    Key("card.await", "a", N_("Await"), N_("Let the card wait: for whom, for what, until when"), CARDS),
    Key("card.snooze", "s", N_("Snooze"), N_("Snooze: out of sight until a day"), CARDS),
    Key("card.question", "q", N_("Question"), N_("A question to settle, by the owner, the team or you"), CARDS),
    Key("card.idea", "i", N_("Idea"), N_("An idea: into the lot"), CARDS),
    Key("card.risk", "r", N_("Risk"), N_("A risk, or a hiccup"), CARDS),
    Key("contact.note", "j", N_("Log"), N_("Note an exchange, a mood, thanks in the journal"), CARDS | {"radar"}),
    Key("card.copy", "c", N_("Copy"), N_("Copy a nudge where the card waits, else what it is"), CARDS),
    Key(
        "card.keep",
        "k",
        N_("Keep"),
        N_("Keep it as it is: looked at, not asked again for a while"),
        frozenset({"inbox"}),
    ),
    Key("list.sweep", "z", N_("Sweep"), N_("Sweep what is late here: new dates for all of it"), LISTS | {"radar"}),
    Key("list.walk", "w", N_("Walk"), N_("Decide this lane or selection one by one"), LISTS - {"inbox"}),
    Key("item.next", "right,down", N_("Pass over"), N_("Pass over: it stays in the queue"), frozenset({"inbox"})),
    Key("item.previous", "left,up", N_("Back"), N_("Back to the item before"), frozenset({"inbox"})),
    Key("queue.next", "tab", N_("Queue"), N_("The next queue"), frozenset({"inbox"})),
    Key("card.link", "l", N_("Link"), N_("Open the card's own address in the browser"), CARDS),
    Key(
        "selection.toggle",
        "space",
        N_("Select"),
        N_("Select or deselect the card; the usual keys then act on all"),
        LISTS,
    ),
    Key("selection.set", "asterisk", N_("Sets"), N_("Select a whole set: the lane, everything late, nothing"), LISTS),
    Key("cursor.up", "up", N_("Up"), N_("Up"), LINES | {"card", "settings"}, palette=False),
    Key("cursor.down", "down", N_("Down"), N_("Down"), LINES | {"card", "settings"}, palette=False),
    Key("cursor.left", "left", N_("Left"), N_("Left"), LISTS - {"inbox"} | {"settings", "scorecard"}, palette=False),
    Key(
        "cursor.right", "right", N_("Right"), N_("Right"), LISTS - {"inbox"} | {"settings", "scorecard"}, palette=False
    ),
    Key("cursor.page_up", "pageup", N_("Page up"), N_("A page up"), LINES | {"card"}, palette=False),
    Key("cursor.page_down", "pagedown", N_("Page down"), N_("A page down"), LINES | {"card"}, palette=False),
    Key("cursor.first", "home", N_("First"), N_("To the first"), LINES, palette=False),
    Key("cursor.last", "end", N_("Last"), N_("To the last"), LINES, palette=False),
    Key("place.enter", "enter", N_("Open"), N_("Open what is under the cursor"), PLACES, palette=False),
    Key(
        "place.leave",
        "escape",
        N_("Back"),
        N_("One layer out: selection, client, then the radar"),
        PLACES | {"card", "metric"},
        palette=False,
    ),
    Key("client.pick", "f", N_("Client"), N_("Show one client, all, or a saved view"), FOCUSED | {"radar"}),
    Key("client.previous", "less_than_sign", N_("Previous"), N_("The client before"), FOCUSED),
    Key("client.next", "greater_than_sign", N_("Next"), N_("The client after"), FOCUSED),
    Key(
        "view.change",
        "v",
        N_("View"),
        N_("View: density, swimlanes by client or by person"),
        LANES | {"scorecard"},
    ),
    Key("reason.next", "tab", N_("Reasons"), N_("To the reasons of this client, and back"), RADAR),
    Key("reason.mute", "s", N_("Mute"), N_("Mute this reason for 7 days, or let it speak again"), RADAR),
    Key("metric.add", "n", N_("New"), N_("New number: a whole pack, one of the catalogue, one of your own"), SCORECARD),
    Key("metric.edit", "e", N_("Edit"), N_("Edit the number: its target, its limit, where it is read"), NUMBERS),
    Key("metric.round", "w", N_("Round"), N_("The KPI round: every number that is due, one by one"), SCORECARD),
    Key("metric.risk", "r", N_("Issue"), N_("Make an issue of this number, with its history"), NUMBERS),
    Key("metric.question", "q", N_("Question"), N_("Make a question to settle of this number"), NUMBERS),
    Key("metric.mute", "s", N_("Mute"), N_("Mute this red for 7 days, or let it speak again"), NUMBERS),
    Key("metric.copy", "c", N_("Copy"), N_("Copy the number with its target, as a sentence"), NUMBERS),
    Key("metric.note", "j", N_("Note"), N_("Note why this value is what it is"), NUMBERS),
    Key("metric.clear", "backspace,delete", N_("Take out"), N_("Take the value out: missing is not zero"), SCORECARD),
    Key("search.words", "slash", N_("Words"), N_("Other words to look for"), frozenset({"search"}), palette=False),
    Key(
        "app.search",
        "ctrl+f",
        N_("Search"),
        N_("Search everything"),
        PLACES,
    ),
    Key("search.begin", "slash", N_("Search"), N_("Search everything"), PLACES - FILTERED - {"search"}, palette=False),
    Key("list.filter", "slash", N_("Filter"), N_("Filter: words, client:cap, due:<=7d, overdue, p:1, or, !"), FILTERED),
    Key("step.undo", "u,ctrl+z", N_("Undo"), N_("Take back the last step"), PLACES),
    Key("step.redo", "U,upper_u,ctrl+y", N_("Redo"), N_("Do it again"), PLACES),
    Key("file.import", "ctrl+o", N_("Import"), N_("Bring in a board of another tool"), PLACES),
    Key("place.last", "minus", N_("Last place"), N_("Back to the last place"), PLACES),
    Key("app.go", "g", N_("Go"), N_("Go to a screen: the list shows at once"), PLACES, palette=False),
    Key(
        "app.palette",
        "ctrl+p,colon",
        N_("Palette"),
        N_("All commands, clients and places, by name"),
        PLACES,
        palette=False,
    ),
    Key("app.redraw", "ctrl+l", N_("Redraw"), N_("Draw the window again"), PLACES),
    Key("app.help", "question_mark", N_("More"), N_("All keys of this screen"), PLACES, palette=False),
    Key("app.quit", "ctrl+q", N_("Quit"), N_("Leave obm-tui"), PLACES),
)
BY_ID: Mapping[str, Key] = {key.id: key for key in KEYS}

BARS: Mapping[str, tuple[str, ...]] = {
    "radar": ("place.enter", "card.new", "card.edit", "client.pick", "app.go"),
    "board": ("card.done", "card.delegate", "card.plan", "card.move", "card.new", "card.edit"),
    "inbox": ("item.next", "item.previous", "queue.next", "card.edit", "client.pick", "card.new"),
    "waiting": ("card.copy", "card.take", "card.await", "card.delegate", "card.snooze", "list.walk"),
    "search": ("place.enter", "search.words", "card.done", "card.plan", "card.move", "app.go"),
    "today": ("card.done", "card.copy", "card.await", "card.delegate", "card.plan", "card.new"),
    "client": ("place.enter", "card.done", "card.delegate", "card.plan", "card.move", "card.new"),
    "scorecard": ("place.enter", "metric.round", "metric.edit", "metric.risk", "view.change", "metric.add"),
    "metric": ("metric.edit", "metric.risk", "metric.question", "metric.mute", "metric.note", "place.leave"),
    "card": ("card.done", "card.delegate", "card.plan", "card.edit", "card.link", "place.leave"),
    "history": ("place.enter", "step.undo", "step.redo", "app.go"),
    "settings": ("place.enter", "app.go"),
}
"""The keys that matter most in each place, at most six; `?` follows them all."""

_BAR_WORDS: Mapping[tuple[str, str], str] = {
    ("history", "place.enter"): N_("Take back"),
    ("settings", "place.enter"): N_("Change"),
}
"""What a key's word is in the bar of a place where its usual one would say something else."""

SEQUENCES: tuple[Sequence, ...] = (
    Sequence("g", "t", N_("Today"), "go('today')"),
    Sequence("g", "r", N_("Radar"), "go('radar')"),
    Sequence("g", "b", N_("Board"), "go('board')"),
    Sequence("g", "i", N_("Inbox"), "go('inbox')"),
    Sequence("g", "a", N_("Waiting"), "go('waiting')"),
    Sequence("g", "c", N_("Client page"), "go('client')"),
    Sequence("g", "u", N_("History"), "go('history')"),
    Sequence("g", "o", N_("Settings"), "go('settings')"),
    Sequence("g", "k", N_("Scorecard"), "go('scorecard')"),
    Sequence("g", "f", N_("Search"), "app_search"),
    Sequence("g", "p", N_("Projects"), "not_yet", ready=False),
    Sequence("g", "s", N_("Procedures"), "not_yet", ready=False),
    Sequence("g", "e", N_("Team"), "not_yet", ready=False),
    Sequence("g", "d", N_("Duo"), "not_yet", ready=False),
    Sequence("g", "h", N_("Hours & practice"), "not_yet", ready=False),
    Sequence("g", "v", N_("Reviews & reports"), "not_yet", ready=False),
    Sequence("asterisk", "a", N_("the whole lane"), "select('lane')"),
    Sequence("asterisk", "l", N_("late ones"), "select('late')"),
    Sequence("asterisk", "t", N_("the whole board"), "select('board')", places=LANES),
    Sequence("asterisk", "t", N_("all of them"), "select('board')", places=LISTS - LANES - {"inbox"}),
    Sequence("asterisk", "n", N_("none"), "select('none')"),
    Sequence("v", "d", N_("density"), "view('density')", places=LANES),
    Sequence("v", "c", N_("swimlanes by client"), "view('client')", places=LANES),
    Sequence("v", "e", N_("by person"), "view('person')", places=LANES),
    Sequence("v", "n", N_("no swimlanes"), "view('none')", places=LANES),
    Sequence("v", "c", N_("by client"), "view('client')", places=SCORECARD),
    Sequence("v", "n", N_("the worst first"), "view('worst')", places=SCORECARD),
    Sequence("v", "w", N_("13, 26 or 52 weeks"), "view('weeks')", places=SCORECARD),
)


def keymapped(keymap: Mapping[str, str]) -> tuple[Key, ...]:
    """The keys with her own choices in place of the defaults; what names no key of ours is left out."""
    return tuple(key._replace(key=keymap[key.id]) if keymap.get(key.id) else key for key in KEYS)


def of_place(place: str, keys: tuple[Key, ...] = KEYS) -> tuple[Key, ...]:
    """The keys that do something there."""
    return tuple(key for key in keys if place in key.places)


def following(first: str, place: str = "") -> tuple[Sequence, ...]:
    """What can come after a first key in a place, those that are there."""
    return tuple(
        sequence for sequence in SEQUENCES if sequence.first == first and sequence.ready and _is_in(sequence, place)
    )


def find_sequence(first: str, second: str, place: str = "") -> Sequence | None:
    """The sequence these two keys make in a place."""
    return next((seq for seq in SEQUENCES if (seq.first, seq.second) == (first, second) and _is_in(seq, place)), None)


def _is_in(sequence: Sequence, place: str) -> bool:
    return not sequence.places or place in sequence.places


def unknown_ids(keymap: Mapping[str, str]) -> tuple[str, ...]:
    """Names in her keymap that are no key of ours."""
    return tuple(sorted(name for name in keymap if name not in BY_ID))


def label(key: Key) -> str:
    """The word for the key bar, in the language in use."""
    return _(key.label)


def bar_word(place: str, key: Key) -> str:
    """The word for the key bar of a place."""
    words = _BAR_WORDS.get((place, key.id))
    return _(words) if words else label(key)


def help_text(key: Key) -> str:
    """The sentence for help and palette, in the language in use."""
    return _(key.help)
