"""The command line in this process: arguments in, exit code and what was printed out."""

import gettext
import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from obm_tui import i18n
from obm_tui.cli.main import main


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command line gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, read by a program."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        """Standard output, line by line."""
        return self.out.splitlines()


class French(gettext.NullTranslations):
    """A catalogue of its own, so that these tests stand whatever the real one says: every message in guillemets."""

    LANES = {"This week": "Cette semaine", "Doing": "En cours", "Waiting": "En attente", "Done": "Terminé"}  # noqa: RUF012

    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"«{msgid1 if n == 1 else msgid2}»"

    def pgettext(self, context: str, message: str) -> str:
        return self.LANES[message] if context == "lane" and message in self.LANES else f"«{message}»"


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    """French as these tests speak it."""
    monkeypatch.setattr(i18n, "catalogue", {"en": gettext.NullTranslations(), "fr": French()}.__getitem__)


Cli = Callable[..., Answer]


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Run a command line; `stdin` is what is piped in."""

    def run(*argv: str, stdin: bytes | None = None) -> Answer:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        code = main(argv)
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    return run
