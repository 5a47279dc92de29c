"""Clients and people, from the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from obm_tui.domain.change import Change, Written
from obm_tui.domain.clients import ClientEdit, ClientRow, LaneCounts, NewClient
from obm_tui.domain.errors import N_, NotFound, Refused
from obm_tui.domain.health import Health, Numbers, count_by_client, judge, read_limits, worst_first
from obm_tui.domain.people import MY_HANDLES, NewPerson, PersonEdit, PersonKind, PersonRow, TeamMember
from obm_tui.domain.projects import ProjectRow, UpcomingProject
from obm_tui.domain.query import Scope
from obm_tui.domain.text import clean_line, fold
from obm_tui.store.connection import guard
from obm_tui.store.reads import clients as reads
from obm_tui.store.reads import file as file_reads
from obm_tui.store.reads import health as health_reads
from obm_tui.store.reads import projects as project_reads

if TYPE_CHECKING:
    from datetime import date

    from obm_tui.desk.desk import Desk


class ClientsFacet:
    """Everything about clients and people. Writes are one step each."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def all(self, *, archived: bool = False) -> tuple[ClientRow, ...]:
        """Every client in her order."""
        with guard(self._desk.path):
            return reads.clients(self._desk.connection, archived=archived)

    def get(self, client_id: str) -> ClientRow:
        """One client.

        Raises:
            NotFound: it is gone.
        """
        with guard(self._desk.path):
            found = reads.client_by_id(self._desk.connection, client_id)
        if found is None:
            raise NotFound(N_("This client is not there any more."))
        return found

    def by_code(self, text: str) -> ClientRow:
        """The client with this code, or with this whole name.

        Raises:
            NotFound: there is none; the codes there are are named.
        """
        text = clean_line(text)
        with guard(self._desk.path):
            found = reads.client_by_code(self._desk.connection, text)
            known = reads.clients(self._desk.connection, archived=True) if found is None else ()
        for client in known:
            if fold(client.name) == fold(text):
                return client
        if found is None:
            codes = ", ".join(client.code for client in known) or "—"
            raise NotFound(N_("There is no client {code}. Known: {codes}."), code=text, codes=codes)
        return found

    def radar(self) -> tuple[LaneCounts, ...]:
        """Every client and what stands in its lanes."""
        with guard(self._desk.path):
            return reads.lane_counts(self._desk.connection, self._desk.clock.today())

    def health(self) -> tuple[Health, ...]:
        """Every client judged by what is known today, the worst first."""
        clock = self._desk.clock
        today = clock.today()
        with guard(self._desk.path):
            found = health_reads.facts(self._desk.connection, today, clock.zone)
            settings = file_reads.settings_by_scope(self._desk.connection)
        numbers, everybody = count_by_client(self._desk.metrics.scores()), settings.get("", {})
        judged = [
            judge(
                facts._replace(numbers=numbers.get(facts.client.id, Numbers())),
                today,
                read_limits(everybody, settings.get(facts.client.id, {})),
            )
            for facts in found
        ]
        return tuple(worst_first(judged))

    def projects(self, scope: Scope = Scope()) -> tuple[ProjectRow, ...]:  # noqa: B008  # frozen
        """Projects that are not over, the next D0 first."""
        with guard(self._desk.path):
            return project_reads.projects(self._desk.connection, scope, self._desk.clock.today())

    def upcoming(self, until: date) -> tuple[UpcomingProject, ...]:
        """Projects whose D0 comes by that day, the next one first."""
        with guard(self._desk.path):
            return project_reads.upcoming(self._desk.connection, self._desk.clock.today(), until)

    def people(self, client_id: str | None = None) -> tuple[PersonRow, ...]:
        """Everybody; with a client, that client's team first."""
        with guard(self._desk.path):
            return reads.people(self._desk.connection, client_id)

    def person(self, text: str) -> str | NewPerson:
        """The person meant by a handle or a name, `me` and `moi` included.

        Raises:
            NotFound: nobody is called so.
            Refused: several are.
        """
        name = clean_line(text).removeprefix("@")
        wanted = fold(name)
        if wanted in MY_HANDLES:
            return NewPerson(name, kind=PersonKind.ME)
        everybody = self.people()
        exact = [person for person in everybody if wanted in (person.handle, fold(person.name))]
        found = exact or [person for person in everybody if wanted in fold(person.name).split()]
        if not found:
            known = ", ".join("@" + person.handle for person in everybody) or "—"
            raise NotFound(N_("Nobody is called {name}. Known: {known}."), name=name, known=known)
        if len(found) > 1:
            names = ", ".join("@" + person.handle for person in found)
            raise Refused(N_("Several people are called {name}: {names}."), name=name, names=names)
        return found[0].id

    def add(self, new: NewClient) -> Written[str]:
        """Add a client; the value is its key."""
        from obm_tui.store.writes import clients

        return self._desk.write(clients.add, new)

    def edit(self, client_id: str, changes: ClientEdit) -> Change:
        """New values for some fields of a client."""
        from obm_tui.store.writes import clients

        return self._desk.write(clients.edit, client_id, changes).change

    def edit_person(self, person_id: str, changes: PersonEdit) -> Change:
        """New values for some fields of a person."""
        from obm_tui.store.writes import clients

        return self._desk.write(clients.edit_person, person_id, changes).change

    def add_person(self, new: NewPerson) -> Written[str]:
        """Add a person; the value is the key."""
        from obm_tui.store.writes import clients

        return self._desk.write(clients.add_person, new.name, new.client_id, new.kind)

    def add_team(self, client_id: str, members: Sequence[TeamMember]) -> Written[list[str]]:
        """Add several people of a client's team; the value is their keys. Who is there already stays as they are."""
        from obm_tui.store.writes import clients

        return self._desk.write(clients.add_team, client_id, members)
