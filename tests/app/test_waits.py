"""The two numbers the quick tests change are still the ones Textual waits by."""

import inspect

import textual._wait
from textual import pilot


def test_textual_waits_by_these_names() -> None:
    source = inspect.getsource(textual._wait.wait_for_idle)

    assert "sleep(SLEEP_GRANULARITY)" in source
    assert "cpu_elapsed < SLEEP_IDLE" in source
    assert (textual._wait.SLEEP_GRANULARITY, textual._wait.SLEEP_IDLE) == (0.002, 0.0005)
    assert vars(pilot)["wait_for_idle"] is textual._wait.wait_for_idle
