"""A small rotating log in the state folder: what happened and to which ids, never what was typed."""

import logging
import os
from logging.handlers import RotatingFileHandler

from obm_tui import clock, paths
from obm_tui.ids import new_id

logger = logging.getLogger("obm_tui")


def start(verbose: bool = False) -> None:
    """Begin logging to the state folder, and to standard error where asked; no rights there is no error."""
    logger.setLevel(logging.INFO)
    logger.propagate = False
    if verbose:
        logger.addHandler(logging.StreamHandler())
    try:
        path = paths.state_folder() / "obm-tui.log"
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
        handler = RotatingFileHandler(path, maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True)
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger.addHandler(handler)


def write_report(text: str) -> str:
    """Keep the report of an unexpected error, readable by its owner alone; returns where, or an empty text."""
    try:
        path = paths.state_folder() / f"report-{int(clock.file_seconds())}-{new_id()[-6:]}.txt"
        paths.write_private(path, text)
    except OSError:
        return ""
    return str(path)
