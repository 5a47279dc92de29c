"""Writes about the file: settings."""

import json
from datetime import datetime

from sqlmodel import Session

from obm_tui.store.engine import step
from obm_tui.store.models import Setting


@step("setting.changed")
def set_setting(session: Session, now: datetime, name: str, value: object, scope: str = "") -> None:
    """Give a setting a value; `scope` is empty, or the key of the client it is meant for."""
    setting = session.get(Setting, (scope, name))
    text = json.dumps(value)
    if setting is None:
        session.add(Setting(scope=scope, name=name, value=text))
    elif setting.value != text:
        setting.value = text
