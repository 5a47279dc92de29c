"""Search on the command line."""

from __future__ import annotations

from argparse import Namespace

from obm_tui import labels
from obm_tui.cli import cards, output
from obm_tui.cli.call import Call
from obm_tui.desk.search import cards_of
from obm_tui.domain.search import Hit
from obm_tui.i18n import _


def show_found(call: Call, options: Namespace) -> None:
    """Whatever holds these words, the best first."""
    with call.existing() as desk:
        if desk is None:
            call.put_nothing()
            return
        client_id = desk.clients.by_code(options.client).id if options.client is not None else None
        hits = desk.search.find(" ".join(options.words), client_id)
        keys = cards_of(hits)
        rows, created = desk.cards.rows(keys), desk.cards.created(keys)
        codes = {client.id: client.code for client in desk.clients.all()}

        def reference(hit: Hit) -> str:
            return rows[hit.key].reference if hit.key in rows else codes.get(hit.client_id or "", "")

        if call.as_json:
            output.put_json(
                [
                    {"kind": hit.kind.value, "id": hit.key, "client": codes.get(hit.client_id or "")}
                    | {"title": hit.title, "snippet": "".join(text for text, _is_match in hit.snippet)}
                    | (cards.card_json(rows[hit.key], created[hit.key]) if hit.key in rows else {})
                    for hit in hits
                ]
            )
        else:
            header = [_("Kind"), _("Ref"), _("Title"), _("Text")]
            output.put_table(
                header,
                [
                    [labels.kind(hit.kind), reference(hit), hit.title, "".join(text for text, _is_match in hit.snippet)]
                    for hit in hits
                ],
            )
        if not hits:
            output.say(_("Nothing was found."))
