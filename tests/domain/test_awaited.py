"""A line about a wait: what, until when, by which channel; and nothing of it is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from obm_tui.domain.capture.awaited import Awaited, parse_awaited, spell_channel
from obm_tui.domain.capture.kept import Stretch

TODAY = date(2026, 11, 23)
TOMORROW, FRIDAY = date(2026, 11, 24), date(2026, 11, 27)


def read(text: str, *kept: Stretch) -> tuple[str, date | None, str]:
    found = parse_awaited(text, TODAY, kept=kept)
    return found.what, found.expected_on, found.channel


@pytest.mark.parametrize(
    ("text", "what", "expected_on", "channel"),
    [
        ("les rushs du module 4 vendredi par mail", "les rushs du module 4", FRIDAY, "mail"),
        ("the invoice tomorrow via whatsapp", "the invoice", TOMORROW, "WhatsApp"),
        ("the invoice by phone by friday", "the invoice", FRIDAY, "phone"),
        ("la facture par Téléphone pour le 12/12.", "la facture", date(2026, 12, 12), "Téléphone"),
        ("la facture par e-mail", "la facture", None, "e-mail"),
        ("la facture via Whats App", "la facture", None, "WhatsApp"),
        ("vendredi par sms", "", FRIDAY, "SMS"),
        ("par slack", "", None, "Slack"),
        ("pour vendredi", "", FRIDAY, ""),
        ("jeu", "", date(2026, 11, 26), ""),
        ("12", "12", None, ""),
        ("le 3/4", "", date(2027, 4, 3), ""),
        ("", "", None, ""),
        ("par mail", "", None, "mail"),
        ("  vendredi  ", "", FRIDAY, ""),
    ],
)
def test_what_until_when_and_by_which_channel(text: str, what: str, expected_on: date | None, channel: str) -> None:
    assert read(text) == (what, expected_on, channel)


@pytest.mark.parametrize(
    "text",
    [
        "le mail de bienvenue",
        "la page Slack",
        "les ventes par produit",
        "un avis sur WhatsApp",
        "le rapport de chaque lundi",
        "le point hebdo tous les lundis",
        "ses 3/4",
        "l'avis de @julie !1 +CAP",
        "«la relance par mail»",
        "mail",
        "par",
    ],
)
def test_what_only_looks_like_it_is_what_is_waited_for(text: str) -> None:
    assert read(text) == (text, None, "")


def test_words_given_back_stay_text() -> None:
    text = "la facture vendredi par mail"
    assert read(text, (20, 28)) == (text, None, "")
    assert read(text, (11, 19)) == ("la facture vendredi", None, "mail")
    assert read("la facture \\vendredi") == ("la facture vendredi", None, "")


def test_it_is_known_where_things_stand() -> None:
    text = "la facture via slack vendredi"
    assert [text[span.start : span.end] for span in parse_awaited(text, TODAY).spans] == ["via slack", "vendredi"]
    text = "la facture vendredi via slack"
    assert [text[span.start : span.end] for span in parse_awaited(text, TODAY).spans] == ["vendredi", "via slack"]


def test_a_channel_is_written_one_way() -> None:
    assert [spell_channel(typed) for typed in ("WHATSAPP", "E-Mail", "email", "pigeon", " mail ")] == [
        *("WhatsApp", "e-mail", "e-mail", "pigeon", "mail"),
    ]


_PIECES = st.sampled_from(
    [
        "la facture",
        "vendredi",
        "par",
        "mail",
        "via",
        "slack",
        "12/12",
        "\\",
        "«",
        "»",
        "@julie",
        "demain",
        " ",
        "e-mail.",
    ]
)


@given(st.lists(_PIECES | st.text(max_size=5), max_size=8).map(" ".join))
def test_every_word_is_in_what_or_was_read(text: str) -> None:
    found: Awaited = parse_awaited(text, TODAY)
    starts = [0, *(span.end for span in found.spans)]
    ends = [*(span.start for span in found.spans), len(text)]
    assert all(start <= end for start, end in zip(starts, ends, strict=True))
    left = "".join(text[start:end] for start, end in zip(starts, ends, strict=True))
    letters = [letter for letter in found.what if not letter.isspace() and letter != "\\"]
    assert letters == [letter for letter in left if letter in found.what and not letter.isspace() and letter != "\\"]
    assert bool(found.expected_on) == any(span.kind.value == "date" for span in found.spans)
    assert bool(found.channel) == any(span.kind.value == "channel" for span in found.spans)
