"""The repository says nothing of the machines it was made on, and its files agree with each other."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

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


def locked(text: str) -> dict[str, list[str]]:
    """Each entry of a lock file, `name==version`, with its hashes."""
    entries = re.findall(r"^([A-Za-z0-9._-]+==[^\s;\\]+)((?:.*\\\n)*.*)", text, re.MULTILINE)
    return {name: re.findall(r"--hash=sha256:[0-9a-f]{64}\b", rest) for name, rest in entries}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_its_hashes(lock: Path) -> None:
    found = locked(lock.read_text(encoding="utf-8"))
    assert found
    assert [name for name, hashes in found.items() if not hashes] == []


def test_a_missing_hash_is_seen() -> None:
    text = "a==1.0 ; python_version < '3.12' \\\n    --hash=sha256:" + "0" * 64 + "\n    # via b\nb==2.0\n"
    assert [name for name, hashes in locked(text).items() if not hashes] == ["b==2.0"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_no_lock_file_says_where_packages_come_from(lock: Path) -> None:
    lines = lock.read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "://" in line or re.match(r"\s*-(?!-hash=)", line)] == []


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION
    assert f"## {VERSION}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    entries = [each.split("==") for each in (*lock_of("run"), *lock_of("engine"))]
    versions = {normal(name): version for name, version in entries}
    for requirement in map(Requirement, project["dependencies"]):
        assert versions[normal(requirement.name)] in requirement.specifier, requirement


def test_what_the_tests_run_with_is_what_the_product_runs_with() -> None:
    assert lock_of("run").keys() - lock_of("test").keys() == set()


def lock_of(purpose: str) -> dict[str, list[str]]:
    """What is locked for a purpose."""
    return locked((ROOT / "installers" / "locks" / f"{purpose}.txt").read_text(encoding="utf-8"))


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


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


def test_what_readme_shows_and_leads_to_is_there() -> None:
    for name in ("README.md", "README.ja.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        for place, part in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", text):
            assert (ROOT / place).exists(), place
            headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
            assert place or part in {each.lower().replace(" ", "-") for each in headings}, part
