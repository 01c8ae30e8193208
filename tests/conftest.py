"""No test is skipped: what needs namespaces or root is left out on demand only, and the last line says how
many. Where they are missing and nobody asked, those tests fail with the reason.

`make test` runs two at a time (pytest-xdist). Those that start the whole program follow one another. The last
lines say whether the zero-packet proof was given.
"""

import os
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.proof.network import reasons, ways

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")       # before anything of Qt is imported
_MARK = "namespaces"
_SENT = "left_out"
_PROOF = "zero-packet proof"
_ONE_AT_A_TIME = ("tests/end_to_end/", "tests/proof/")
# Longest first, so that at the end no worker waits for one that has only begun with these.
_LONGEST = (
    "tests/end_to_end/", "tests/guide/", "tests/proof/", "tests/inference/test_software_vulkan.py",
    "tests/model_manager/test_program.py", "tests/vault/test_rekeying.py", "tests/confinement/",
)  # fmt: skip
_PACKAGED = Path(__file__).resolve().parent / "packaged"
_LEFT_OUT = pytest.StashKey[int]()


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """The packages are tried by `make test-packages`, which names their tests, and by nothing else."""
    if collection_path != _PACKAGED:
        return None
    named = (Path(config.invocation_params.dir, argument.split("::")[0]) for argument in config.args)
    return None if any(each.resolve().is_relative_to(_PACKAGED) for each in named) else True


def pytest_configure(config: pytest.Config) -> None:
    """A mistyped HISHO_TESTS_WITHOUT must not look like a full run."""
    without = os.environ.get("HISHO_TESTS_WITHOUT", "")
    if without not in ("", _MARK):
        raise pytest.UsageError(f"HISHO_TESTS_WITHOUT may be '{_MARK}' only, not '{without}'")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """HISHO_TESTS_WITHOUT=namespaces leaves out the tests with that mark."""
    without = os.environ.get("HISHO_TESTS_WITHOUT", "")
    left_out = [item for item in items if without and item.get_closest_marker(without)]
    if left_out:
        items[:] = [item for item in items if item not in set(left_out)]
        config.hook.pytest_deselected(items=left_out)
    config.stash[_LEFT_OUT] = len(left_out)
    if hasattr(config, "workerinput"):                      # whoever runs alone keeps the order of the files
        items.sort(key=lambda item: begins_as(item.nodeid))


def begins_as(nodeid: str) -> int:
    """The place of this test's file among those that two workers take up; equal ones keep their order."""
    found = (place for place, each in enumerate(_LONGEST) if nodeid.startswith(each))
    return next(found, len(_LONGEST))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker tells the one who prints how many it left out."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput[_SENT] = session.config.stash.get(_LEFT_OUT, 0)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """A file's tests stay together; those that start whole programs follow one another in one worker.

    `--dist loadgroup` does not do it: pytest 9.2 no longer takes the node id that xdist 3.8 sets.
    """
    from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]  # the plugin may be absent

    class Chained(LoadScopeScheduling):  # type: ignore[misc]  # it has no types
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::")[0]
            return next((each for each in _ONE_AT_A_TIME if file.startswith(each)), file)

    config.option.loadscopereorder = False                  # not by how many tests a file has: see _LONGEST
    return Chained(config, log)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker said at its end; each collects all tests, so each says the same."""
    output = getattr(node, "workeroutput", {})              # none where a worker died
    node.config.stash[_LEFT_OUT] = output.get(_SENT, 0)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of a marked test, so that the reason is the first thing one reads."""
    if item.get_closest_marker(_MARK) and (lacking := _lacking()):
        pytest.fail(f"{lacking}; leave these tests out with HISHO_TESTS_WITHOUT={_MARK}", pytrace=False)


@cache
def _lacking() -> str | None:
    """Why the marked tests cannot run here."""
    if os.geteuid() != 0:
        return "becoming another user and mounting need root"
    tried = subprocess.run(
        ["unshare", "--mount", "--net", "true"], capture_output=True, text=True, check=False
    )
    return f"no namespaces here: {tried.stderr.strip()}" if tried.returncode else None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """In which ways the zero-packet proof was given, or why it cannot be given here."""
    given = {
        str(said)
        for report in terminalreporter.getreports("passed")
        for name, said in report.user_properties
        if name == _PROOF
    }
    if given:
        terminalreporter.write_line(f"{_PROOF}: ran {' and '.join(sorted(given))}")
    elif not ways():
        terminalreporter.write_line(f"{_PROOF}: NOT RUN here: {reasons()}")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The very last line, below pytest's own, says how many tests were left out, and why."""
    count = config.stash.get(_LEFT_OUT, 0)
    reporter: pytest.TerminalReporter | None = config.pluginmanager.get_plugin("terminalreporter")
    if count and reporter is not None:
        without = os.environ["HISHO_TESTS_WITHOUT"]
        reporter.write_line(f"{count} tests left out by HISHO_TESTS_WITHOUT={without}")
