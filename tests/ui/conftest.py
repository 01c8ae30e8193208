"""Window tests run without a display unless the caller chose a platform."""

import os
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

PATIENCE_MS = 60_000                # a bound for a machine under load, not a measure: pytest-qt has 5 s

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen platform has no window frames and says so at every window; that is no fault of ours."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")


@pytest.fixture
def qtbot(qtbot: QtBot) -> QtBot:
    """A computer that was busy elsewhere for some seconds is no fault of ours either."""
    for wait in ("waitSignal", "waitSignals", "waitUntil", "waitExposed", "waitActive"):
        setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=PATIENCE_MS))
    return qtbot
