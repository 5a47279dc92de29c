"""Languages: English in the source, French complete. `use` chooses, `_` translates when a text is drawn."""

import gettext
import locale
import os
from functools import cache
from pathlib import Path

from obm_tui.domain.errors import N_

__all__ = ["LANGUAGES", "N_", "_", "catalogue", "current", "detect", "ngettext", "pgettext", "use"]

LANGUAGES = ("en", "fr")
_FOLDER = Path(__file__).parent / "locale"
_language = "en"
_translations: gettext.NullTranslations = gettext.NullTranslations()


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The messages of one language; English needs none, and stands in where a catalogue was not built.

    Several can be in use at once: the screen's, a client's, a person's.
    """
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("obm_tui", _FOLDER, languages=[language], fallback=True)


def detect() -> str:
    """The language of the system: French where its locale says so, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable, ""):
            return "fr" if value.lower().startswith("fr") else "en"
    try:
        name = locale.getlocale()[0] or ""
    except ValueError:
        return "en"
    return "fr" if name.lower().startswith("fr") else "en"


def use(language: str) -> None:
    """Speak this language from now on; texts already drawn change when they are drawn again."""
    global _language, _translations  # one screen, one language
    _language = language if language in LANGUAGES else "en"
    _translations = catalogue(_language)


def current() -> str:
    """The language in use: `en` or `fr`."""
    return _language


def _(message: str) -> str:
    """The message in the language in use."""
    return _translations.gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form for this count."""
    return _translations.ngettext(one, many, count)


def pgettext(context: str, message: str) -> str:
    """The message where the same English word has several translations."""
    return _translations.pgettext(context, message)
