"""The commands and their words. Built when a command was given, in the language in use."""

import argparse
from collections.abc import Sequence

from obm_tui.cli import (
    backups,
    boards,
    capture,
    cards,
    clients,
    demo,
    dumps,
    files,
    hours,
    inbox_file,
    launcher,
    metric_files,
    metrics,
    search,
    steps,
    today,
    views,
    waits,
)
from obm_tui.cli.arguments import Commands, Parser, command, group, number, sub_commands
from obm_tui.domain.text import clean_line
from obm_tui.i18n import _

_LOG_LINES = 20


def parse(words: Sequence[str]) -> argparse.Namespace | None:
    """What a command line asks for; nothing where it asked for help, which is printed.

    Raises:
        UsageError: it cannot be understood.
    """
    try:
        return _build().parse_args(words)
    except SystemExit:  # only help ends so: errors are raised
        return None


def _build() -> Parser:
    parser = Parser(
        prog="obm-tui",
        description=_("The cockpit of an online business manager. Without a command, the screens open."),
    )
    commands = sub_commands(parser, "command")
    _add_card_commands(commands)
    _add_view_commands(commands)
    _add_wait_commands(commands)
    _add_day_commands(commands)
    _add_client_commands(commands)
    _add_metric_commands(commands)
    _add_time_commands(commands)
    _add_step_commands(commands)
    _add_file_commands(commands)
    _add_backup_commands(commands)
    _add_dump_commands(commands)
    _add_demo_command(commands)
    _add_launcher_command(commands)
    return parser


def _add_card_commands(commands: Commands) -> None:
    add = command(
        commands,
        "add",
        capture.add,
        _("add a card"),
        _(
            "The text may name a client (+CAP), an owner (@julie), a priority (!1) and, at its end, a date "
            "(friday, +3d, 12/12) or how it comes again (every monday 9am). Options win over the text. With “-”, or "
            "with lines piped in, every line is a card."
        ),
    )
    add.words.add_argument("text", nargs="*", metavar=_("TEXT"), help=_("what is to be done"))
    add.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=_("the client's code or name"))
    add.options.add_argument("--owner", type=clean_line, metavar=_("NAME"), help=_("whose card it is; “me” is you"))
    add.options.add_argument("--due", metavar=_("DATE"), help=_("when it is due: friday, +3d, 12/12, 2026-12-12"))
    add.options.add_argument("--lane", metavar=_("LANE"), help=_("the lane; the inbox by default"))
    add.options.add_argument("--priority", choices=("1", "2", "3"), help=_("1 is the highest"))
    add.options.add_argument("--body", default="", metavar=_("TEXT"), help=_("a description"))
    add.options.add_argument("--dry-run", action="store_true", help=_("show what is understood and change nothing"))

    listing = command(
        commands,
        "list",
        cards.show_list,
        _("list the open cards"),
        _(
            "A filter may follow: words, client:cap, owner:julie, lane:doing, due:<=7d, project:launch, label:video, "
            "p:1, overdue, waiting, blocked, mine; ! for not, or, brackets. French words do too."
        ),
    )
    listing.words.add_argument("filter", nargs="*", metavar=_("FILTER"), help=_("which cards"))
    listing.options.add_argument("--all", action="store_true", help=_("done, dropped and archived cards too"))
    listing.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=_("of this client only"))
    listing.options.add_argument("--lane", metavar=_("LANE"), help=_("in this lane only"))
    listing.options.add_argument("--late", action="store_true", help=_("only what is late, the oldest first"))
    listing.options.add_argument("--view", type=clean_line, metavar=_("NAME"), help=_("as in this saved view"))

    text = _("as a table for a spreadsheet: intl, or excel-fr")
    listing.options.add_argument("--csv", choices=("intl", "excel-fr"), metavar=_("DIALECT"), help=text)

    show = command(commands, "show", cards.show_card, _("show a card with all that hangs on it"))
    _add_reference(show)
    done = command(commands, "done", cards.tick, _("mark cards as done"))
    _add_reference(done, several=True)
    move = command(commands, "move", cards.move, _("put cards into another lane"))
    _add_reference(move, several=True)
    move.words.add_argument("lane", metavar=_("LANE"), help=_("its name in English or French, or the beginning of it"))
    drop = command(commands, "drop", cards.drop, _("give cards up"))
    _add_reference(drop, several=True)
    drop.options.add_argument("--reason", default="", metavar=_("TEXT"), help=_("why"))


def _add_wait_commands(commands: Commands) -> None:
    wait = command(commands, "wait", waits.wait, _("let cards wait for somebody"))
    _add_reference(wait, several=True)
    wait.options.add_argument("--for", dest="person", type=clean_line, metavar=_("NAME"), help=_("who is waited for"))
    wait.options.add_argument("--what", default="", metavar=_("TEXT"), help=_("what for; the card itself by default"))
    wait.options.add_argument("--until", metavar=_("DATE"), help=_("when it is expected; the card's date by default"))
    text = _("how it was asked: mail, phone, WhatsApp…; the person's usual channel by default")
    wait.options.add_argument("--channel", default="", metavar=_("CHANNEL"), help=text)
    snooze = command(commands, "snooze", waits.snooze, _("put cards out of sight until a day"))
    _add_reference(snooze, several=True)
    snooze.words.add_argument("until", metavar=_("DATE"), help=_("when they are back: friday, +3d, 12/12, 2026-12-12"))


def _add_day_commands(commands: Commands) -> None:
    day = command(commands, "today", today.show_today, _("list what the day asks for"))
    inbox = command(commands, "inbox", today.show_inbox, _("list what waits for a verdict"))
    for listing in (day, inbox):
        listing.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=_("of this client only"))
    empty = command(
        commands,
        "drain",
        inbox_file.drain_file,
        _("capture the lines of the inbox file, and take them out of it"),
        _("A text file in a synchronised folder, to which a phone appends lines. The screens do it by themselves."),
    )
    empty.words.add_argument("file", nargs="?", metavar=_("FILE"), help=_("another file than that of the settings"))
    empty.options.add_argument("--dry-run", action="store_true", help=_("show what would come in and change nothing"))
    find = command(
        commands,
        "search",
        search.show_found,
        _("find whatever holds some words"),
        _("Words may be half; accents and capitals do not matter. Closed and archived cards are found too."),
    )
    find.words.add_argument("words", nargs="+", metavar=_("WORDS"), help=_("what to look for"))
    find.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=_("of this client only"))
    text = _("what is new, by default, to follow up, stale, or back from snooze; the beginning of its name will do")
    inbox.options.add_argument("--queue", metavar=_("QUEUE"), help=text)


def _add_reference(parser: Parser, *, several: bool = False) -> None:
    if several:
        text = _("references of cards, like CAP-12; all of them change, or none does")
        parser.words.add_argument("references", type=clean_line, nargs="+", metavar=_("REF"), help=text)
    else:
        text = _("the reference of a card, like CAP-12")
        parser.words.add_argument("reference", type=clean_line, metavar=_("REF"), help=text)


def _add_view_commands(commands: Commands) -> None:
    actions = group(commands, "view", _("saved views: list, save, rename, delete"))
    command(actions, "list", views.show_list, _("list the saved views"))
    named = {
        "save": command(actions, "save", views.save, _("keep a filter under a name")),
        "rename": command(actions, "rename", views.rename, _("rename a saved view")),
        "delete": command(actions, "delete", views.delete, _("delete a saved view")),
    }
    for parser in named.values():
        parser.words.add_argument("name", type=clean_line, metavar=_("NAME"), help=_("the view's name"))
    named["save"].words.add_argument("filter", nargs="+", metavar=_("FILTER"), help=_("which cards"))
    named["rename"].words.add_argument("new_name", type=clean_line, metavar=_("NEW_NAME"), help=_("its new name"))


def _add_client_commands(commands: Commands) -> None:
    actions = group(commands, "client", _("add, list or show clients"))
    add = command(actions, "add", clients.add, _("add a client"))
    add.words.add_argument("name", type=clean_line, metavar=_("NAME"), help=_("the client's name"))
    text = _("2 to 4 letters or digits that begin its cards' references; made from the name by default")
    add.options.add_argument("--code", type=clean_line, default="", metavar=_("CODE"), help=text)
    command(actions, "list", clients.show_list, _("list the clients"))
    show = command(actions, "show", clients.show_client, _("show a client"))
    show.words.add_argument("code", type=clean_line, metavar=_("CODE"), help=_("the client's code or name"))


def _add_metric_commands(commands: Commands) -> None:
    actions = group(commands, "kpi", _("the numbers clients are steered by: list, add, set, import, export"))
    listing = command(actions, "list", metrics.show_list, _("list the numbers, their values and targets"))
    listing.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=_("of this client only"))
    listing.options.add_argument("--due", action="store_true", help=_("only what is to be entered"))
    add = command(
        actions,
        "add",
        metrics.add,
        _("add a number to a client's scorecard"),
        _("A name of the catalogue brings its unit, its kind and its usual target; options win over them."),
    )
    add.words.add_argument("name", nargs="?", type=clean_line, metavar=_("NAME"), help=_("what it is called"))
    text = _("the client's code or name")
    add.options.add_argument("--client", type=clean_line, required=True, metavar=_("CODE"), help=text)
    add.options.add_argument(
        "--pack", type=clean_line, metavar=_("PACK"), help=_("a whole pack for a kind of business")
    )
    add.options.add_argument("--unit", type=clean_line, metavar=_("UNIT"), help=_("€, %%, h… nothing for a count"))
    add.options.add_argument("--kind", choices=("flow", "stock", "ratio"), help=_("how several periods become one"))
    add.options.add_argument("--better", choices=("higher", "lower", "band"), help=_("which way is better"))
    add.options.add_argument(
        "--every", choices=("daily", "weekly", "monthly", "quarterly", "launch"), help=_("how often it is read")
    )
    add.options.add_argument("--target", metavar=_("TARGET"), help=_("what it should be: 20, ≤3.50, 65-75"))
    text = _("the first day of a launch: its numbers are due inside its days only")
    add.options.add_argument("--from", dest="start", default="", metavar=_("DATE"), help=text)
    add.options.add_argument("--until", default="", metavar=_("DATE"), help=_("its last day"))
    add.options.add_argument("--source", type=clean_line, default="", metavar=_("TEXT"), help=_("where to read it"))
    _add_metric_files(actions)
    enter = command(
        actions,
        "set",
        metrics.enter,
        _("enter a value"),
        _("A ratio may be two numbers: 11/50. = repeats the last value, 12 ? is an estimate; a note may follow."),
    )
    enter.words.add_argument("name", type=clean_line, metavar=_("NAME"), help=_("the number's name"))
    enter.words.add_argument("value", nargs="+", metavar=_("VALUE"), help=_("the value, and perhaps a note"))
    enter.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=_("whose number it is"))
    text = _("a day of the period; the newest one that is over by default")
    enter.options.add_argument("--on", metavar=_("DATE"), help=text)


def _add_metric_files(actions: Commands) -> None:
    take = command(
        actions,
        "import",
        metric_files.take,
        _("bring in a file of numbers"),
        _(
            "A table of text (CSV) with dates: a column a number, a line a value, or a column a period; exports of "
            "YouTube, Google Analytics, Search Console and Stripe too. The same value again is no second one."
        ),
    )
    take.words.add_argument("file", metavar=_("FILE"), help=_("the exported file"))
    take.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=_("whose numbers they are"))
    text = _("what a column is called here; COLUMN= leaves it out. Remembered for the next time")
    take.options.add_argument("--map", action="append", default=[], metavar=_("COLUMN=NAME"), help=text)
    take.options.add_argument("--dates", choices=("dmy", "mdy"), help=_("how days with slashes are meant"))
    take.options.add_argument("--on", metavar=_("DATE"), help=_("the day of a table without dates"))
    take.options.add_argument("--start", metavar=_("DATE"), help=_("the first day of a table that counts days"))
    take.options.add_argument("--block", type=number, metavar=_("NUMBER"), help=_("which table of a file of several"))
    take.options.add_argument("--dry-run", action="store_true", help=_("show what would come in and change nothing"))
    out = command(actions, "export", metric_files.export, _("print every value as a table (CSV)"))
    out.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=_("of this client only"))
    text = _("for which spreadsheets: intl by default")
    out.options.add_argument("--dialect", choices=("intl", "excel-fr"), default="intl", help=text)


def _add_time_commands(commands: Commands) -> None:
    actions = group(commands, "time", _("time worked: add, list"))
    add = command(actions, "add", hours.add, _("note time worked for a client"))
    add.words.add_argument("client", type=clean_line, metavar=_("CODE"), help=_("the client's code or name"))
    add.words.add_argument("duration", metavar=_("TIME"), help=_("how long: 1h30, 1.5 or 45min"))
    add.words.add_argument("note", nargs="*", metavar=_("NOTE"), help=_("on what"))
    add.options.add_argument("--on", metavar=_("DATE"), help=_("the day; today by default"))
    listing = command(actions, "list", hours.show_list, _("list the time worked, this month by default"))
    listing.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=_("of this client only"))
    listing.options.add_argument("--since", metavar=_("DATE"), help=_("from this day on"))


def _add_step_commands(commands: Commands) -> None:
    undo = command(commands, "undo", steps.undo, _("take back the last step, or the one given"))
    undo.words.add_argument("step", type=number, nargs="?", metavar=_("STEP"), help=_("its number in the log"))
    command(commands, "redo", steps.redo, _("do again what was taken back last"))
    log = command(commands, "log", steps.show_log, _("list the last steps, newest first"))
    text = _("how many; {count} by default").format(count=_LOG_LINES)
    log.options.add_argument("--limit", type=number, default=_LOG_LINES, metavar=_("NUMBER"), help=text)


def _add_file_commands(commands: Commands) -> None:
    command(commands, "info", files.show_info, _("tell where the database is and what it holds"))
    _add_board_command(commands)


def _add_board_command(commands: Commands) -> None:
    take = command(
        commands,
        "import",
        boards.take_board,
        _("bring in a board of another tool"),
        _(
            "Trello (JSON), Asana, ClickUp, Todoist and Jira (CSV), Notion (its archive), Taskwarrior (JSON), or any "
            "table with a card a line. The same board again brings what is new and what changed there, and keeps "
            "what you changed. What is said about a file is remembered for the next one; --json prints it, --map "
            "takes it."
        ),
    )
    take.words.add_argument("file", metavar=_("FILE"), help=_("the exported file"))
    text = _("whose board it is; found by the board's name, or the only client, by default")
    take.options.add_argument("--client", type=clean_line, metavar=_("CODE"), help=text)
    text = _("whose cards of a space are, or SPACE= to leave it out; may be said again")
    take.options.add_argument("--whose", action="append", default=[], metavar=_("SPACE=CODE"), help=text)
    text = _("where a column's cards go, or COLUMN= to leave it out; may be said again")
    take.options.add_argument("--lane", action="append", default=[], metavar=_("COLUMN=LANE"), help=text)
    text = _("who of the file you are, or - for nobody; what others do is then waited for")
    take.options.add_argument("--me", type=clean_line, metavar=_("NAME"), help=text)
    text = _("which new cards come in: all, mine, overdue, soon (within 30 days) or milestones")
    choices = ("all", "mine", "overdue", "soon", "milestones")
    take.options.add_argument("--take", choices=choices, metavar=_("WHICH"), help=text)
    text = _("how days with slashes are meant: dmy or mdy")
    take.options.add_argument("--dates", choices=("dmy", "mdy"), metavar=_("ORDER"), help=text)
    take.options.add_argument("--map", metavar=_("FILE"), help=_("a JSON file with these answers"))
    take.options.add_argument("--dry-run", action="store_true", help=_("show what would come in and change nothing"))


def _add_backup_commands(commands: Commands) -> None:
    make = command(
        commands,
        "backup",
        backups.make,
        _("make a checked copy of the database"),
        _("One is made by itself every day something changed, and before every import."),
    )
    make.options.add_argument("--list", action="store_true", help=_("list the copies there are"))
    back = command(
        commands,
        "restore",
        backups.restore,
        _("show what a backup holds, and put it in the database's place"),
        _("The database as it was is kept among the backups. Close the screens first."),
    )
    back.words.add_argument("backup", type=clean_line, metavar=_("BACKUP"), help=_("its name or path; newest is one"))
    back.options.add_argument("--yes", action="store_true", help=_("do it, after the comparison"))


def _add_dump_commands(commands: Commands) -> None:
    command(
        commands,
        "export",
        dumps.export,
        _("print the whole database as JSON"),
        _("Everything is in it, the steps too. “obm-tui --db new.db load FILE” makes the same database of it."),
    )
    take = command(
        commands,
        "load",
        dumps.load,
        _("make a database of what export printed"),
        _("Only where there is none yet: say where with --db."),
    )
    take.words.add_argument("file", metavar=_("FILE"), help=_("the exported file"))


def _add_demo_command(commands: Commands) -> None:
    show = command(
        commands,
        "demo",
        demo.show_demo,
        _("open the screens on the demo: the practice of Camille, an invented business manager"),
        _("It has a file of its own beside yours, and always stands on Monday 23 November 2026. Its texts are French."),
    )
    either = show.options.add_mutually_exclusive_group()
    either.add_argument("--fresh", action="store_true", help=_("make it anew: what was changed in it is gone"))
    text = _("only make a demo database of this name, where there is no file yet")
    either.add_argument("--create", type=clean_line, metavar=_("FILE"), help=text)


def _add_launcher_command(commands: Commands) -> None:
    text = _("put obm-tui among your programs: a window of 120×36 to double-click")
    launch = command(commands, "launcher", launcher.put_launcher, text)
    either = launch.options.add_mutually_exclusive_group()
    either.add_argument("--remove", action="store_true", help=_("take it away again"))
    either.add_argument("--dry-run", action="store_true", help=_("show the file and change nothing"))
