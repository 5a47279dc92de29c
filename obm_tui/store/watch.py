"""Whether another program wrote to the file: one pragma, microseconds. Speaks SQLite."""

from obm_tui.domain.change import Change
from obm_tui.store.connection import Connection
from obm_tui.store.steps import as_change, changes_of, last_step


class Watch:
    """Compares SQLite's data version, which moves for foreign commits only, never for this connection's own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._version = self._data_version()
        self._step = last_step(connection)

    def _data_version(self) -> int:
        return int(self._connection.execute("pragma data_version").fetchone()[0])

    def own_step(self, step_id: int | None) -> None:
        """Our own step: not to be reported as foreign later."""
        if step_id is not None:
            self._step = max(self._step, step_id)

    def poll(self) -> Change | None:
        """What other programs changed since the last call; `None` where nothing did."""
        version = self._data_version()
        if version == self._version:
            return None
        newest = last_step(self._connection)
        rows: dict[str, frozenset[str]] = {}
        clients: frozenset[str] = frozenset()
        for step_id in range(self._step + 1, newest + 1):
            change = as_change(step_id, "", changes_of(self._connection, step_id), frozenset())
            for table, keys in change.rows.items():
                rows[table] = rows.get(table, frozenset()) | keys
        found = self._connection.execute(
            "select distinct client_id from change where step_id > ? and client_id is not null", (self._step,)
        ).fetchall()
        clients = frozenset(row[0] for row in found)
        self._version, self._step = version, newest
        return Change(newest, "", rows, clients)
