"""No key is offered in a place that does nothing with it."""

import importlib
import pkgutil
from collections.abc import Iterator

from obm_tui import keys, screens
from obm_tui.app import ObmApp
from obm_tui.screens.base import ObmScreen


def _screens(base: type[ObmScreen] = ObmScreen) -> Iterator[type[ObmScreen]]:
    for found in base.__subclasses__():
        yield found
        yield from _screens(found)


def test_every_key_of_a_place_has_its_action_there() -> None:
    for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(module.name)
    by_place = {screen.PLACE: screen for screen in _screens() if getattr(screen, "PLACE", "")}
    assert set(by_place) >= keys.PLACES
    dead = [
        (place, key.id)
        for key in keys.KEYS
        for place in sorted(key.places & by_place.keys())
        if not any(hasattr(owner, f"action_{key.action}") for owner in (by_place[place], ObmApp))
    ]
    assert not dead
