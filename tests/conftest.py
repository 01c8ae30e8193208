"""No test is skipped: what needs namespaces or root is left out on demand only, and the last line says how
many.
"""

import os

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")       # before anything of Qt is imported
_LEFT_OUT = pytest.StashKey[int]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """HISHO_TESTS_WITHOUT=namespaces leaves out the tests with that mark."""
    without = os.environ.get("HISHO_TESTS_WITHOUT", "")
    left_out = [item for item in items if without and item.get_closest_marker(without)]
    if left_out:
        items[:] = [item for item in items if item not in set(left_out)]
        config.hook.pytest_deselected(items=left_out)
    config.stash[_LEFT_OUT] = len(left_out)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say how many tests were left out, and why."""
    count = config.stash.get(_LEFT_OUT, 0)
    if count:
        without = os.environ["HISHO_TESTS_WITHOUT"]
        terminalreporter.write_line(f"{count} tests left out by HISHO_TESTS_WITHOUT={without}")
