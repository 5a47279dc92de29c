"""obm-tui, the cockpit of a solo Online Business Manager."""

__version__ = "0.1.0"
