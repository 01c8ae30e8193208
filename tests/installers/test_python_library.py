"""Freezing needs Python's shared library: a package brings it, or a sentence says that none does."""

import subprocess
import sys
from pathlib import Path

import pytest

from installers.source import python_library, system_packages
from installers.source.commands import SetupError
from installers.source.python_library import Interpreter
from tests.installers.runners import FakeRunner


def wanted(purpose: str, python: Interpreter | None = None) -> tuple[str, ...]:
    bare = {"PATH": "/nonexistent"}
    return system_packages.wanted(purpose, FakeRunner({}), bare, compiles=False, python=python).needed


@pytest.mark.parametrize("version", ["3.11", "3.13"])
def test_the_library_of_the_systems_python_comes_by_its_package(version: str) -> None:
    """Even where it is there: another package may bring it today, and be removed tomorrow."""
    python = Interpreter(version, "/usr", (Path("/nonexistent/libpython.so.1.0"),))
    assert f"libpython{version}" in wanted("package", python)
    assert not [name for name in wanted("run", python) if name.startswith("libpython")]


def test_a_python_that_has_its_library_needs_no_package(tmp_path: Path) -> None:
    library = tmp_path / "libpython3.12.so.1.0"
    library.touch()
    python = Interpreter("3.12", str(tmp_path), (tmp_path / "lib/libpython3.12.so.1.0", library))
    assert python_library.packages(python) == ()


def test_a_python_without_a_library_is_told_in_one_sentence_what_to_do(tmp_path: Path) -> None:
    python = Interpreter("3.12", str(tmp_path), (tmp_path / "libpython3.12.so.1.0",))
    with pytest.raises(SetupError, match=r"PYTHON=/usr/bin/python3.*--enable-shared") as caught:
        wanted("package", python)
    assert str(tmp_path) in str(caught.value)


def test_where_the_library_lies_is_asked_of_python_itself() -> None:
    """Whether this one has a library or not: what it was linked with is what is looked for."""
    here = Interpreter.here()
    assert (here.version, here.prefix) == ("{}.{}".format(*sys.version_info), sys.base_prefix)
    assert all(f"libpython{here.version}" in library.name for library in here.libraries)
    linked = subprocess.run(["ldd", sys.executable], capture_output=True, text=True, check=True).stdout
    assert "libpython" not in linked or any(library.is_file() for library in here.libraries)
