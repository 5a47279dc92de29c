"""A typed line against what the file knows: its client and owner found, or left in the title."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from obm_tui.domain.capture.kept import Stretch
from obm_tui.domain.capture.parse import Capture, Span, SpanKind, parse_capture
from obm_tui.domain.cards import NewCard
from obm_tui.domain.clients import ClientRow
from obm_tui.domain.errors import Refused
from obm_tui.domain.people import NewPerson

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class LeftAsText:
    """A mark that leads nowhere, so that it stays in the title."""

    mark: str
    """As typed: `+XYZ`."""
    span: Span
    reason: Refused


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line says and whom it means."""

    capture: Capture
    """Without the marks that stay in the title."""
    client: ClientRow | None
    owner: str | NewPerson | None
    """A person's key, or herself where she is not in the file yet."""
    left: tuple[LeftAsText, ...]

    def new_card(self) -> NewCard:
        """The card the line asks for; where it goes is for the caller to say."""
        said = self.capture
        return NewCard(
            title=said.title,
            client_id=self.client.id if self.client else None,
            owner=self.owner,
            due_on=said.due.on if said.due else None,
            due_time=said.due.time if said.due else None,
            rrule=said.rrule,
            priority=said.priority,
        )


def understand(
    text: str,
    today: date,
    find_client: Callable[[str], ClientRow],
    find_person: Callable[[str], str | NewPerson],
    kept: Sequence[Stretch] = (),
) -> Understood:
    """Read a line, `kept` stretches of it as plain text.

    `find_client` and `find_person` refuse what they do not know.
    """
    said = parse_capture(text, today, kept=kept)
    spans = {span.kind: span for span in said.spans}
    left: dict[SpanKind, LeftAsText] = {}

    def find(kind: SpanKind, name: str | None, look: Callable[[str], Found]) -> Found | None:
        if name is None:
            return None
        try:
            return look(name)
        except Refused as problem:
            left[kind] = LeftAsText(_cut(text, spans[kind]), spans[kind], problem)
            return None

    client = find(SpanKind.CLIENT, said.client_code, find_client)
    owner = find(SpanKind.OWNER, said.owner, find_person)
    if left:
        spent = (*kept, *((one.span.start, one.span.end) for one in left.values()))
        if any(span.kind in left for span in parse_capture(text, today, kept=spent).spans):
            # Another one of the kind comes later in the line: it may lead somewhere.
            further = understand(text, today, find_client, find_person, spent)
            return replace(further, left=(*left.values(), *further.left))
        stays = tuple(span for span in said.spans if span.kind not in left)
        said = replace(
            said,
            title=_without(text, stays),
            client_code=client.code if client else None,
            owner=said.owner if owner else None,
            spans=stays,
        )
    return Understood(said, client, owner, tuple(left.values()))


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _without(text: str, spans: tuple[Span, ...]) -> str:
    for span in reversed(spans):
        text = text[: span.start] + text[span.end :]
    return " ".join(text.split())
