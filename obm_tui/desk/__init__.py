"""The desk: the one door to the file, for the command line and the screens alike."""

from obm_tui.desk.desk import Desk

__all__ = ["Desk"]
