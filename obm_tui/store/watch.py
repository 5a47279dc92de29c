"""Whether another program wrote to the file: one pragma, microseconds. Speaks SQLite."""

from obm_tui.domain.change import Change
from obm_tui.store.connection import Connection
from obm_tui.store.steps import change_since, last_step


class Watch:
    """Compares SQLite's data version, which moves for foreign commits only, never for this connection's own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._version = self._data_version()
        self._step = last_step(connection)
        """Every step up to this one is known here."""
        self._own: set[int] = set()
        """Our own later ones. Between them may lie foreign ones."""

    def _data_version(self) -> int:
        return int(self._connection.execute("pragma data_version").fetchone()[0])

    def own_step(self, step_id: int | None) -> None:
        """Our own step: not to be reported as foreign later."""
        if step_id is not None:
            self._own.add(step_id)

    def poll(self) -> Change | None:
        """What other programs changed since the last call; `None` where nothing did."""
        version = self._data_version()
        if version == self._version:
            # Nobody else wrote, so all there is are our own.
            self._seen(max(self._own, default=self._step))
            return None
        change = change_since(self._connection, self._step, self._own)
        self._version = version
        self._seen(change.step_id or self._step)
        return change

    def _seen(self, step_id: int) -> None:
        self._step = step_id
        self._own.clear()
