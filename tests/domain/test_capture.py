"""The capture grammar: what is understood, what stays title, and that nothing is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.capture import kept
from obm_tui.domain.capture.dates import DateOrder, ParsedDate
from obm_tui.domain.capture.parse import Capture, Span, SpanKind, parse_capture
from obm_tui.domain.cards import Priority

TODAY = date(2026, 11, 23)
TOMORROW = date(2026, 11, 24)
FRIDAY = date(2026, 11, 27)


def capture(text: str) -> Capture:
    return parse_capture(text, TODAY)


def test_a_line_with_everything() -> None:
    text = "Relancer Nadir +obj @Julie !1 pour le mercredi 2 décembre 2026 à 14 h 30"
    found = capture(text)
    assert found.title == "Relancer Nadir"
    assert found.client_code == "OBJ"
    assert found.owner == "julie"
    assert found.priority is Priority.P1
    assert found.due == ParsedDate(date(2026, 12, 2), "14:30")
    assert [(span.kind, text[span.start : span.end]) for span in found.spans] == [
        (SpanKind.CLIENT, "+obj"),
        (SpanKind.OWNER, "@Julie"),
        (SpanKind.PRIORITY, "!1"),
        (SpanKind.DATE, "pour le mercredi 2 décembre 2026 à 14 h 30"),
    ]


def test_plain_words_are_the_title() -> None:
    assert capture("Appeler Nadir") == Capture("Appeler Nadir")
    assert capture("  Appeler \t Nadir\n") == Capture("Appeler Nadir")
    assert capture("") == Capture("")


def test_marks_count_anywhere_and_once_each() -> None:
    found = capture("+CAP Appeler @x Nadir !3 +SAU @y !1")
    assert found.title == "Appeler Nadir +SAU @y !1"
    assert (found.client_code, found.owner, found.priority) == ("CAP", "x", Priority.P3)


@pytest.mark.parametrize(
    "text",
    ["C++ +1 +toolong x", "a@b.fr @ @julie, !4 !!1 !", "x+CAP y!1 z@julie", "+C +é +3x !"],
)
def test_what_only_looks_like_a_mark_is_title(text: str) -> None:
    assert capture(text) == Capture(text)


def test_marks_may_follow_the_date_but_not_split_it() -> None:
    found = capture("Appeler Nadir demain +CAP !2")
    assert (found.title, found.due) == ("Appeler Nadir", ParsedDate(TOMORROW))
    assert capture("Appeler Nadir le 12 +CAP décembre").due is None


@pytest.mark.parametrize(
    ("text", "title", "day"),
    [
        ("Appeler Nadir 12/12", "Appeler Nadir", date(2026, 12, 12)),
        ("Call Nadir tomorrow", "Call Nadir", TOMORROW),
        ("Appeler Nadir demain.", "Appeler Nadir", TOMORROW),
        ("Appeler Nadir, demain !", "Appeler Nadir,", TOMORROW),
        ("Brief by friday", "Brief", FRIDAY),
        ("Invoice due on friday", "Invoice", FRIDAY),
        ("Brief avant le 27/11", "Brief", FRIDAY),
        ("Brief pour vendredi", "Brief", FRIDAY),
        ("Bilan d’ici la fin du mois", "Bilan", date(2026, 11, 30)),
        ("Appeler Sam demain", "Appeler Sam", TOMORROW),
        ("Appeler Sam demain à 14h", "Appeler Sam", TOMORROW),
        ("Appeler Nadir 24/11 9h", "Appeler Nadir", TOMORROW),
        ("Congés le 4/12 à 14h", "Congés", date(2026, 12, 4)),
        ("Relire jeu 26", "Relire", date(2026, 11, 26)),
        ("Ratio 3/4 demain", "Ratio 3/4", TOMORROW),
        ("Rappeler le 3/4", "Rappeler", date(2027, 4, 3)),
        ("Pay by 3/4", "Pay", date(2027, 4, 3)),
        ("Pay by the 5th", "Pay", date(2026, 12, 5)),
        ("Payer 5/12/26", "Payer", date(2026, 12, 5)),
        ("Payer 5-12-2026", "Payer", date(2026, 12, 5)),
        ("Payer ven. 27", "Payer", FRIDAY),
        ("Envois Black Friday 27/11", "Envois Black Friday", FRIDAY),
    ],
)
def test_a_date_at_the_end_is_taken_with_what_introduces_it(text: str, title: str, day: date) -> None:
    found = capture(text)
    assert found.due is not None
    assert (found.title, found.due.on) == (title, day)


@pytest.mark.parametrize(
    ("text", "title", "day", "time"),
    [
        ("Demain appeler Nadir", "appeler Nadir", TOMORROW, None),
        ("demain 9h appeler Nadir", "appeler Nadir", TOMORROW, "09:00"),
        ("demain à 9 h, appeler Nadir", "appeler Nadir", TOMORROW, "09:00"),
        ("Tomorrow 9am call Nadir", "call Nadir", TOMORROW, "09:00"),
        ("tomorrow call Nadir", "call Nadir", TOMORROW, None),
        ("Après-demain relire la page", "relire la page", date(2026, 11, 25), None),
        ("aujourd’hui relire la page", "relire la page", TODAY, None),
        ("dans 3 jours relancer Maya", "relancer Maya", date(2026, 11, 26), None),
        ("in two weeks check the ads", "check the ads", date(2026, 12, 7), None),
        ("+3j relancer Maya", "relancer Maya", date(2026, 11, 26), None),
        ("+3d nudge Maya", "nudge Maya", date(2026, 11, 26), None),
        ("lundi à 11h point équipe", "point équipe", date(2026, 11, 30), "11:00"),
        ("friday 2pm call Nadir", "call Nadir", FRIDAY, "14:00"),
        ("vendredi 27 novembre envoyer la facture", "envoyer la facture", FRIDAY, None),
        ("ven. 27 envoyer la facture", "envoyer la facture", FRIDAY, None),
        ("+CAP demain appeler Thomas @julie", "appeler Thomas", TOMORROW, None),
        ("@julie !1 demain appeler Thomas", "appeler Thomas", TOMORROW, None),
    ],
)
def test_a_date_at_the_beginning_is_taken_where_it_can_be_nothing_else(
    text: str, title: str, day: date, time: str | None
) -> None:
    found = capture(text)
    assert (found.title, found.due) == (title, ParsedDate(day, time))


@pytest.mark.parametrize(
    ("text", "title", "rrule"),
    [
        ("Tous les lundis envoyer le brief", "envoyer le brief", "FREQ=WEEKLY;BYDAY=MO"),
        ("tous les mois facturer", "facturer", "FREQ=MONTHLY"),
        ("toutes les 2 semaines relancer", "relancer", "FREQ=WEEKLY;INTERVAL=2"),
        ("every 2 weeks send the invoice", "send the invoice", "FREQ=WEEKLY;INTERVAL=2"),
        ("Every monday at 9am send the brief", "send the brief", "FREQ=WEEKLY;BYDAY=MO"),
        ("+CAP tous les lundis envoyer le brief", "envoyer le brief", "FREQ=WEEKLY;BYDAY=MO"),
    ],
)
def test_a_recurrence_at_the_beginning_is_taken_where_it_can_be_nothing_else(text: str, title: str, rrule: str) -> None:
    found = capture(text)
    assert (found.title, found.rrule) == (title, rrule)


def test_what_the_end_says_counts_and_the_beginning_stays() -> None:
    found = capture("Demain je relance Nadir vendredi")
    assert (found.title, found.due) == ("Demain je relance Nadir", ParsedDate(FRIDAY))


def test_words_at_the_beginning_are_given_back_too() -> None:
    assert parse_capture("demain appeler Nadir", TODAY, kept=[(0, 6)]) == Capture("demain appeler Nadir")
    assert capture(r"\demain appeler Nadir").title == "demain appeler Nadir"
    assert capture('"demain" appeler Nadir').due is None


@pytest.mark.parametrize(
    "text",
    [
        "Demain : le film",
        "Demain est un autre jour",
        "Demain de tous les possibles",
        "Tomorrow: the film",
        "Tomorrow’s brief",
        "Today’s numbers",
        "Hier encore",
        "Lundi de Pâques",
        "Lundi bleu : relire",
        "Vendredi fou, page de vente",
        "Friday offer page",
        "Sunday newsletter template",
        "12 décembre : ouverture",
        "14 juillet publier le post",
        "5 à 7 networking",
        "3/4 of the launch budget",
        "24/7 support",
        "10h de montage à prévoir",
        "9am club post",
        "The 5th Wave",
        "Fin de mois difficile",
        "Next week plan",
        "Every client welcome mail",
        "Everyday notes",
        "Every Friday feeling",
        "Daily Mail pitch",
        "Chaque jour compte",
        "Tous les jours fériés à vérifier",
        "Dans 3 jours de tournage",
        "Du lundi au vendredi relire",
        "Demain ou vendredi appeler Nadir",
        "Demain et lundi appeler Nadir",
    ],
)
def test_these_beginnings_carry_no_date(text: str) -> None:
    assert capture(text) == Capture(text)


@pytest.mark.parametrize(
    "text",
    [
        # a date word inside a title
        "Daily Mail pitch",
        "Weekly recap template",
        "Monthly report for Acme",
        "Friday offer page",
        "Demain : le film",
        "The 5th Wave",
        "monitor setup",
        "paprika",
        # digits that are something else
        "v1.2.3 release",
        "Release v1.2.3",
        "Ratio 3/4",
        "Buy 24/7 support",
        "Support 24/7",
        "Budget 10h max",
        "Budget 10h",
        "Ubuntu 24.04",
        "Pages 10-12",
        "Version 10.12.24",
        "Rewatch The 5th",
        "Accueil promo 12",
        "Plan 2027",
        "Bilan de décembre",
        # words and first names
        "Call Tom",
        "Review by Sam",
        "Call Tom at 2pm",
        "Appeler Sam à 14h",
        "Préparer le jeu",
        "Photos de la mer",
        "Shooting in the sun",
        # names of days
        "Envois Black Friday",
        "Préparer le Cyber Monday",
        # a date tied to what stands before it
        "Préparer la réunion de lundi",
        "Préparer le point de lundi à 14h",
        "Compte rendu du 12/12",
        "Nadir silencieux depuis vendredi",
        "Report of last friday",
        "Move the call to friday",
        # two dates, or one that cannot be
        "Congés du 5 au 12/12",
        "Congés 07/12 - 12/12",
        "Horaires de lundi à vendredi",
        "Décaler lundi à mardi",
    ],
)
def test_these_carry_no_date(text: str) -> None:
    assert capture(text) == Capture(text)


def test_quoted_text_is_never_parsed() -> None:
    assert capture('Relire "Demain +CAP"').title == 'Relire "Demain +CAP"'
    for text in ('Lire "Tomorrow"', "Lire « demain »", "Lire «\u202fvendredi +CAP @x !1\u202f»", "Lire “next week”"):
        found = capture(f"{text} +SAU")
        assert (found.client_code, found.owner, found.due) == ("SAU", None, None)


def test_a_quote_that_is_never_closed_is_none() -> None:
    for text in ('Écran 27" +CAP demain', "Lire « Nadir +CAP demain", "Lire “Nadir +CAP demain"):
        found = capture(text)
        assert (found.client_code, found.due) == ("CAP", ParsedDate(TOMORROW))


def test_a_backslash_keeps_a_word() -> None:
    found = capture(r"Tester \+CAP et \@julie \!1 +SAU")
    assert (found.title, found.client_code, found.owner) == ("Tester +CAP et @julie !1", "SAU", None)
    assert found.priority is Priority.NONE
    assert capture(r"Revoir Star Wars \demain") == Capture(
        "Revoir Star Wars demain", spans=(Span(SpanKind.ESCAPE, 17, 18),)
    )


def test_a_backslash_that_keeps_nothing_stays() -> None:
    for text in (r"Copier \\serveur\dossier", r"Remplacer \n par rien", "\\"):
        assert capture(text) == Capture(text)


@pytest.mark.parametrize("text", ["demain", "+CAP", "+CAP @julie !1 demain", "le 12/12 à 14h", "pour demain"])
def test_a_line_with_nothing_else_is_all_title(text: str) -> None:
    assert capture(text) == Capture(text)


def test_the_order_of_day_and_month_reaches_the_date() -> None:
    assert parse_capture("Pay by 3/4", TODAY, DateOrder.MDY).due == ParsedDate(date(2027, 3, 4))


@pytest.mark.parametrize(
    ("text", "title", "rrule", "day", "time"),
    [
        ("Standup every monday 9am", "Standup", "FREQ=WEEKLY;BYDAY=MO", TODAY, "09:00"),
        ("Point équipe tous les mardis à 14 h", "Point équipe", "FREQ=WEEKLY;BYDAY=TU", TOMORROW, "14:00"),
        ("Point à 9h tous les lundis !", "Point", "FREQ=WEEKLY;BYDAY=MO", TODAY, "09:00"),
        ("Facturer le dernier vendredi du mois", "Facturer", "FREQ=MONTHLY;BYDAY=-1FR", FRIDAY, None),
        ("TVA avant le 15 de chaque mois", "TVA", "FREQ=MONTHLY;BYMONTHDAY=15", date(2026, 12, 15), None),
        ("Save 10 every month", "Save 10", "FREQ=MONTHLY", TODAY, None),
        ("Post on LinkedIn daily", "Post on LinkedIn", "FREQ=DAILY", TODAY, None),
        ("Bilan, tous les ans le 12/12", "Bilan,", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=12", date(2026, 12, 12), None),
    ],
)
def test_a_recurrence_at_the_end_is_taken(text: str, title: str, rrule: str, day: date, time: str | None) -> None:
    found = capture(f"{text} +CAP")
    assert (found.title, found.rrule, found.due) == (title, rrule, ParsedDate(day, time))
    assert [span.kind for span in found.spans] == [SpanKind.RECURRENCE, SpanKind.CLIENT]


@pytest.mark.parametrize(
    "text",
    [
        # said of a thing, not of how often
        "Everyday notes",
        "Every Friday feeling",
        "Chaque jour compte : le film",
        "Le quotidien du dirigeant",
        "Rapport mensuel",
        "Point hebdo",
        "Bilan hebdomadaire",
        "Newsletter mensuelle pour Maya",
        "Review the weekly",
        "Préparer le daily",
        "Lire Le Monde quotidien",
        "Tester chaque jeu",
        "Appeler chaque client",
        "Ask everyone",
        # tied to what stands before it
        "Budget for every month",
        "Prix pour chaque mois",
        "Photo de chaque jour",
        "Post twice every week",
        "Backup all but not every day",
        "Presque tous les jours",
        "Le film du mois",
        "Facture 15 du mois",
        "Le 15 du mois prochain",
        # what no calendar has
        "Payer chaque 32 du mois",
        "Run every 0 days",
        "Stand up every monday at 25h",
        "Call every monday until yesterday",
    ],
)
def test_these_carry_no_recurrence(text: str) -> None:
    assert capture(text) == Capture(text)


@pytest.mark.parametrize(
    ("text", "leftover"),
    [
        ("Standup every", "every"),
        ("Standup every other", "every other"),
        ("Réunion tous les", "tous les"),
        ("Réunion toutes les 2", "toutes les 2"),
        ("Réunion chaque", "chaque"),
        ("Appeler @", "@"),
        ("Appeler +", "+"),
        ("Appeler +C", "+C"),
        ("Rappeler +3", "+3"),
    ],
)
def test_what_begins_to_say_something_at_the_end_is_left_over(text: str, leftover: str) -> None:
    found = capture(text)
    assert found.leftover is not None
    assert (text[slice(*found.leftover)], found.title) == (leftover, text)


@pytest.mark.parametrize(
    ("text", "leftover"),
    [
        ("Appeler Nadir 31/02", "31/02"),
        ("Appeler Nadir le 31/02/2027", "31/02/2027"),
        ("Payer le 31 février", "31 février"),
        ("Pay february 30", "february 30"),
        ("Appeler Nadir mercredi 3 décembre", "mercredi 3 décembre"),
        ("Payer 31/06 +CAP", "31/06"),
        ("Pay every 30 february", "30 february"),
    ],
)
def test_a_day_that_no_calendar_has_is_left_over(text: str, leftover: str) -> None:
    found = capture(text)
    assert (found.due, found.leftover is not None) == (None, True)
    assert found.leftover is not None
    assert text[slice(*found.leftover)] == leftover


@pytest.mark.parametrize(
    "text",
    [
        "Merci à tous",
        "25 € each",
        "Call them all",
        "every",
        "C++",
        r"Tester \+",
        '"every"',
        "every other one",
        "Note 45/60",
        "Format 24/36",
        "Promo 31",
    ],
)
def test_an_ordinary_end_is_not_left_over(text: str) -> None:
    assert capture(text).leftover is None


def test_words_given_back_are_text() -> None:
    text = "Appeler Nadir +CAP vendredi"
    assert parse_capture(text, TODAY, kept=[(19, 27)]) == Capture(
        "Appeler Nadir vendredi", "CAP", spans=(Span(SpanKind.CLIENT, 14, 18),)
    )
    assert parse_capture(text, TODAY, kept=[(14, 18), (19, 27)]) == Capture(text)


@given(st.text(alphabet="ab ", max_size=12), st.data())
def test_a_stretch_keeps_its_words_through_an_edit(line: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))
    after = line[:start] + data.draw(st.text(alphabet="ab ", max_size=4)) + line[end:]
    first = data.draw(st.integers(0, len(line)))
    stretch = (first, data.draw(st.integers(first, len(line))))

    for moved in kept.moved([stretch], line, after):
        assert after[slice(*moved)] == line[slice(*stretch)]
    assert kept.from_text(kept.as_text([(2, 3), stretch]), line + "xyz") == tuple(
        (one, other) for one, other in [(2, 3), stretch] if one < other
    )


def test_a_stretch_is_given_up_when_its_own_letters_change() -> None:
    assert kept.moved([(5, 8)], "call fri", "call frid") == ((5, 8),)
    assert kept.moved([(5, 8)], "call fri", "recall fri") == ((7, 10),)
    assert kept.moved([(5, 8)], "call fri", "call fr") == ()
    assert kept.from_text("x 1 2- -3 4-4 9-4 0-99", "call") == ()


pieces = st.sampled_from(
    [
        *("+CAP", "+sau", "@julie", "!1", "!9", "\\+CAP", "\\demain", "\\", '"', "«", "»", "“", "”", "-", ".", ","),
        *("Appeler", "Nadir", "le", "pour", "by", "every", "de", "à", "Black", "Friday", "demain", "tomorrow", "sam"),
        *("monday", "lundis", "tous", "les", "chaque", "mois", "15", "other", "until", "on"),
        *("12/12", "3/4", "31/02", "14h", "2pm", "next", "week", "2", "décembre", "[red]", "\x00", "\x1b[2J", "👩‍💻"),
    ]
)
lines = st.lists(st.one_of(pieces, st.sampled_from([" ", "  ", "\u00a0", "\n"]), st.text(max_size=6)), max_size=14).map(
    "".join
)
spaced_lines = st.lists(pieces, max_size=14).map(" ".join)


@given(st.one_of(lines, spaced_lines))
def test_every_character_is_in_a_span_or_in_the_title(text: str) -> None:
    found = capture(text)
    kept, end = "", 0
    for span in found.spans:
        assert end <= span.start < span.end <= len(text)
        kept, end = kept + text[end : span.start], span.end
    kept += text[end:]
    assert found.title == " ".join(kept.split())
    assert found.title or not text.strip()


@given(spaced_lines)
def test_what_is_understood_has_its_span(text: str) -> None:
    found = capture(text)
    kinds = [span.kind for span in found.spans if span.kind is not SpanKind.ESCAPE]
    understood = {
        SpanKind.CLIENT: found.client_code is not None,
        SpanKind.OWNER: found.owner is not None,
        SpanKind.PRIORITY: found.priority is not Priority.NONE,
        SpanKind.DATE: found.due is not None and not found.rrule,
        SpanKind.RECURRENCE: found.rrule != "",
    }
    assert sorted(kinds, key=str) == sorted((kind for kind, said in understood.items() if said), key=str)


@given(st.text(alphabet=st.characters(exclude_characters='"'), max_size=60))
def test_a_quoted_line_is_all_title(text: str) -> None:
    quoted = f'"{text}"'
    assert capture(quoted) == Capture(" ".join(quoted.split()))
