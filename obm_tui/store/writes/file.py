"""Writes about the file: settings, saved views."""

import json
from datetime import datetime

from sqlmodel import Session, col, select

from obm_tui.domain.errors import N_, Refused
from obm_tui.domain.text import fold
from obm_tui.domain.views import PREFIX, View, called, clean_view, read_views
from obm_tui.store.engine import step
from obm_tui.store.models import Setting


@step("setting.changed")
def set_setting(session: Session, now: datetime, name: str, value: object, scope: str = "") -> None:
    """Give a setting a value; `scope` is empty, or the key of the client it is meant for."""
    _put(session, name, value, scope)


def _put(session: Session, name: str, value: object, scope: str = "") -> None:
    setting = session.get(Setting, (scope, name))
    text = json.dumps(value)
    if setting is None:
        session.add(Setting(scope=scope, name=name, value=text))
    elif setting.value != text:
        setting.value = text


@step("setting.view_saved")
def save_view(session: Session, now: datetime, name: str, text: str) -> str:
    """Keep a filter under a name; one of that name, whatever its case, is replaced. Answers with the name.

    Raises:
        Refused: no name or filter, or too much of either.
    """
    view = clean_view(name, text)
    known = next((known for known in _views(session) if fold(known.name) == fold(view.name)), view)
    _put(session, known.setting, view.text)
    return known.name


@step("setting.view_renamed")
def rename_view(session: Session, now: datetime, name: str, new_name: str) -> None:
    """Call a view otherwise.

    Raises:
        NotFound: there is none of that name.
        Refused: the new name is another view's, or none.
    """
    views = _views(session)
    before = called(views, name)
    after = clean_view(new_name, before.text)
    if any(fold(view.name) == fold(after.name) for view in views if view != before):
        raise Refused(N_("There is a view called {name} already."), name=after.name)
    if after != before:
        session.delete(session.get_one(Setting, ("", before.setting)))
        session.flush()
        _put(session, after.setting, after.text)


@step("setting.view_deleted")
def delete_view(session: Session, now: datetime, name: str) -> None:
    """Forget a view.

    Raises:
        NotFound: there is none of that name.
    """
    session.delete(session.get_one(Setting, ("", called(_views(session), name).setting)))


def _views(session: Session) -> tuple[View, ...]:
    chosen = session.exec(select(Setting).where(Setting.scope == "", col(Setting.name).startswith(PREFIX))).all()
    return read_views({setting.name: json.loads(setting.value) for setting in chosen})
