"""Capture: what one typed line says, in plain French or English. Pure functions, quick enough for every keystroke."""
