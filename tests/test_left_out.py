"""What is left out is counted in the last line; what cannot run fails with the reason. Nothing is skipped."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.sources import ROOT

TESTS = """
import pytest

@pytest.mark.namespaces
def test_that_needs_namespaces(): ...

def test_that_needs_nothing(): ...
"""


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A suite of two tests under our conftest, on a machine without namespaces."""
    (tmp_path / "conftest.py").write_bytes((ROOT / "tests" / "conftest.py").read_bytes())
    (tmp_path / "test_two.py").write_text(TESTS)
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = namespaces: x\naddopts = --strict-markers\n")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "unshare").write_text("#!/bin/sh\necho no namespaces for you >&2\nexit 1\n")
    (tmp_path / "bin" / "unshare").chmod(0o755)
    return tmp_path


def run(suite: Path, without: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": f"{suite / 'bin'}:{os.environ['PATH']}", "HISHO_TESTS_WITHOUT": without}
    without_ours = ["-p", "no:cacheprovider", "-p", "no:pytest-qt"]
    command = [sys.executable, "-m", "pytest", "-q", *without_ours, *arguments, str(suite)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_last_line_says_how_many_are_left_out(suite: Path) -> None:
    done = run(suite, "namespaces")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "1 tests left out by HISHO_TESTS_WITHOUT=namespaces"
    assert "1 passed, 1 deselected" in done.stdout


def test_it_says_so_too_where_two_run_at_a_time(suite: Path) -> None:
    done = run(suite, "namespaces", "-n", "2")
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1] == "1 tests left out by HISHO_TESTS_WITHOUT=namespaces"
    assert "1 passed" in done.stdout


def test_what_cannot_run_fails_with_the_reason(suite: Path) -> None:
    done = run(suite, "")
    assert done.returncode == 1
    assert "1 passed, 1 error" in done.stdout
    assert "need root" in done.stdout or "no namespaces for you" in done.stdout
    assert "HISHO_TESTS_WITHOUT=namespaces" in done.stdout


def test_a_mistyped_name_is_an_error(suite: Path) -> None:
    done = run(suite, "namespace")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "not 'namespace'" in done.stderr
