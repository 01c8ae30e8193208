"""The repository says nothing of the machines it was made on, and its files agree with each other."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

from desktop.version import VERSION
from tests.sources import ROOT

LOCKS = sorted((ROOT / "installers" / "locks").glob("*.txt"))
# Put together here, so that this file does not hold what it looks for.
FORBIDDEN = [
    "/wor" + "k/", "/roo" + "t/", "/tm" + "p/h/", "pypi" + ".org", "files.python" + "hosted",
    "--index" + "-url", "deb.debian" + ".org", "registry.npm" + "js",
]  # fmt: skip


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    return [ROOT / name for name in listed.decode().split("\0") if name]


def text_of(path: Path) -> str:
    data = path.read_bytes() if path.is_file() else b""
    return "" if b"\0" in data else data.decode("utf-8", "replace")


@pytest.mark.parametrize("word", FORBIDDEN)
def test_no_file_names_a_machine_or_a_registry(word: str) -> None:
    assert [str(path.relative_to(ROOT)) for path in tracked() if word in text_of(path)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_its_hashes(lock: Path) -> None:
    entries = re.split(r"\n(?=[a-zA-Z])", lock.read_text(encoding="utf-8"))
    packages = [entry for entry in entries if "==" in entry.partition("\n")[0]]
    assert packages
    assert [entry for entry in packages if "--hash=sha256:" not in entry] == []


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    locked = "".join(path.read_text(encoding="utf-8") for path in LOCKS).lower().replace("_", "-")
    for dependency in project["dependencies"]:
        name = re.match(r"[A-Za-z0-9-]+", dependency)
        assert name is not None
        assert f"{name[0].lower()}==" in locked, dependency


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_readme_teaches_the_two_commands(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    for words in ("make run", "make test", "HISHO_TESTS_WITHOUT", "hisho ask"):
        assert words in text


@pytest.mark.parametrize(
    "name", ["LICENSE", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "BENCHMARKS.md"]
)
def test_the_papers_are_there(name: str) -> None:
    assert (ROOT / name).stat().st_size > 500


def test_what_readme_shows_is_there() -> None:
    for name in ("README.md", "README.ja.md"):
        for shown in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (ROOT / shown).is_file(), shown
