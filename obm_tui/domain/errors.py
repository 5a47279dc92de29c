"""What can go wrong, as types. Each carries a message in English, marked for the catalogue, and its values apart.

Nothing here is a sentence yet: `labels.say` translates the message, then fills in the values.
"""

from collections.abc import Mapping


def N_(message: str) -> str:  # gettext's own name, known to every translation tool
    """Mark a message for the catalogue where it is written, and leave it as it is."""
    return message


def NC_(context: str, message: str) -> str:  # the same, where one English word has several translations
    """Mark a message and the context its translation needs, and leave it as it is."""
    return message


class ObmError(Exception):
    """Any failure with a sentence for the person at the keyboard."""

    message = N_("Something went wrong.")

    def __init__(self, message: str = "", **values: object) -> None:
        self.message = message or self.message
        self.values: Mapping[str, object] = values
        super().__init__(self.message)

    def __str__(self) -> str:
        """The English sentence, for logs and failing tests."""
        return self.message.format(**self.values) if self.values else self.message


class Refused(ObmError):
    """A request that cannot be carried out as asked; nothing was changed."""


class NotFound(Refused):
    """A name, code or reference that leads nowhere."""


class UndoRefused(Refused):
    """An undo or redo that would overwrite something newer; `conflicts` says what."""

    def __init__(self, message: str = "", conflicts: tuple[tuple[str, str, str], ...] = (), **values: object) -> None:
        super().__init__(message, **values)
        self.conflicts = conflicts


class StoreError(ObmError):
    """The database file cannot be used as asked; not a byte of it was changed."""

    message = N_("The database could not be used.")


class Busy(StoreError):
    """Another program holds the file."""

    message = N_("The database is busy: another program is writing to it. Try again in a moment.")


class DiskFull(StoreError):
    """There is no room left."""

    message = N_("The disk is full: nothing was saved. Free some space, then try again.")


class ReadOnly(StoreError):
    """The file or its folder cannot be written."""

    message = N_("The database can be read but not changed: {path} is read-only.")


class Damaged(StoreError):
    """The file is a database, but its content does not hold together."""

    message = N_("The database {path} is damaged. It was left untouched; restore a backup or choose another file.")


class EmptyFile(StoreError):
    """A zero-length file where a database is expected."""

    message = N_("The file {path} is empty (0 bytes), so it is not a database. It was left untouched.")


class NotADatabase(StoreError):
    """The file is something else altogether."""

    message = N_("The file {path} is not an obm-tui database. It was left untouched.")


class TooNew(StoreError):
    """A newer obm-tui wrote the file."""

    message = N_("The database {path} was made by a newer obm-tui. Update the program; the file was left untouched.")


class Moved(StoreError):
    """The file was replaced or removed while it was open."""

    message = N_("The file {path} was replaced by another program while it was open. Nothing was saved; open it again.")


class Unreachable(StoreError):
    """The path cannot be opened at all: a folder, no rights, a missing disk."""

    message = N_("The database {path} cannot be opened: {reason}.")
