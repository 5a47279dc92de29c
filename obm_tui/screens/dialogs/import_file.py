"""Bringing in a board: choose the file, see what would happen, do it."""
