"""Projects with how far they are. Speaks SQLite."""

from datetime import date

from obm_tui.domain.projects import ProjectRow, ProjectStatus
from obm_tui.domain.query import Scope
from obm_tui.store.connection import Connection
from obm_tui.store.reads.values import day


def projects(connection: Connection, scope: Scope, today: date, until: date | None = None) -> tuple[ProjectRow, ...]:
    """Projects that are not over, the next D0 first; with `until` those alone whose D0 comes before or on that day.

    Dropped cards count for nothing.
    """
    own, values = "", list[str]()
    if scope.client_id is not None:
        own, values = " and p.client_id = ?", [scope.client_id]
    if until is not None:
        own, values = own + " and p.anchor_on between ? and ?", [*values, today.isoformat(), until.isoformat()]
    rows = connection.execute(
        f"""select p.id, p.client_id, p.title, p.status, p.anchor_on,
              count(c.id), coalesce(sum(c.lane = 'done'), 0),
              coalesce(sum(c.closed_at is null and c.due_on < ?), 0)
            from project p left join card c on c.project_id = p.id and c.lane <> 'dropped' and c.archived_at is null
            where p.archived_at is null and p.status not in ('closed', 'cancelled', 'idea'){own}
            group by p.id
            order by p.status = 'paused', p.anchor_on is null, p.anchor_on < ?, p.anchor_on, p.title""",  # noqa: S608  # constants
        (today.isoformat(), *values, today.isoformat()),
    ).fetchall()
    return tuple(ProjectRow(row[0], row[1], row[2], ProjectStatus(row[3]), day(row[4]), *row[5:]) for row in rows)
