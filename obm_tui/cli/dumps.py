"""The whole database as JSON on the command line, and back."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

from obm_tui import fmt, paths
from obm_tui.cli import output
from obm_tui.cli.call import Call
from obm_tui.desk import dumps
from obm_tui.domain.errors import N_, Refused
from obm_tui.i18n import _


def export(call: Call, _options: Namespace) -> None:
    """Print everything as one JSON document."""
    with call.required() as desk:
        for part in dumps.dump(desk):
            output.put_part(part)


def load(call: Call, options: Namespace) -> None:
    """Make a database out of such a document, where there is none yet."""
    from obm_tui.interop.encoding import decode
    from obm_tui.interop.files import read_bytes

    path = Path(options.file)
    try:
        document = json.loads(decode(read_bytes(path)))
    except (ValueError, RecursionError) as error:
        raise Refused(N_("{file} is no JSON, or was cut off."), file=path.name) from error
    if not isinstance(document, dict):
        raise Refused(N_("{file} is not what obm-tui export writes."), file=path.name)
    counts = dumps.load(document, call.path, path.name)
    rows = sum(counts.values())
    if call.as_json:
        output.put_json(counts)
    output.say(_("{path} was made, with {n} rows.").format(path=paths.shown(call.path), n=fmt.number(rows)))
