"""Window tests run without a display unless the caller chose a platform."""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen platform has no window frames and says so at every window; that is no fault of ours."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")
