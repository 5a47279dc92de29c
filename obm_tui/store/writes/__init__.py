"""One function per intent, on a SQLModel session; each is one named, undoable step."""
