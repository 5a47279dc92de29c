"""Projects with how far they are. Speaks SQLite."""

from datetime import date

from obm_tui.domain.projects import ProjectRow, ProjectStatus, UpcomingProject
from obm_tui.domain.query import Scope
from obm_tui.store.connection import Connection
from obm_tui.store.reads.values import day

_GOES_ON = "p.archived_at is null and p.status not in ('closed', 'cancelled', 'idea')"


def projects(connection: Connection, scope: Scope, today: date) -> tuple[ProjectRow, ...]:
    """Projects that are not over, the next D0 first; dropped cards count for nothing."""
    own, values = ("", []) if scope.client_id is None else (" and p.client_id = ?", [scope.client_id])
    rows = connection.execute(
        f"""select p.id, p.client_id, p.title, p.status, p.anchor_on,
              count(c.id), coalesce(sum(c.lane = 'done'), 0),
              coalesce(sum(c.closed_at is null and c.due_on < ?), 0)
            from project p left join card c on c.project_id = p.id and c.lane <> 'dropped' and c.archived_at is null
            where {_GOES_ON}{own}
            group by p.id
            order by p.status = 'paused', p.anchor_on is null, p.anchor_on < ?, p.anchor_on, p.title""",  # noqa: S608  # constants
        (today.isoformat(), *values, today.isoformat()),
    ).fetchall()
    return tuple(ProjectRow(row[0], row[1], row[2], ProjectStatus(row[3]), day(row[4]), *row[5:]) for row in rows)


def upcoming(connection: Connection, today: date, until: date) -> tuple[UpcomingProject, ...]:
    """Projects that are not over and whose D0 comes by that day, the next one first."""
    rows = connection.execute(
        f"""select p.client_id, p.title, p.anchor_on,
              (select count(*) from card c where c.project_id = p.id and c.closed_at is null
                and c.archived_at is null and c.due_on < ?)
            from project p where {_GOES_ON} and p.anchor_on between ? and ?
            order by p.anchor_on, p.title, p.id""",  # noqa: S608  # constants
        (today.isoformat(), today.isoformat(), until.isoformat()),
    ).fetchall()
    return tuple(UpcomingProject(row[0], row[1], date.fromisoformat(row[2]), row[3]) for row in rows)
