"""A package says that it is a commit's only where nothing else went into it; real clones show it."""

from pathlib import Path

import pytest

from installers.package import commit
from installers.source.commands import SetupError, Workshop, run
from tests.installers.runners import LOCKS

IDENTITY = ("-c", "user.name=t", "-c", "user.email=t@example.invalid", "-c", "commit.gpgsign=false")


@pytest.fixture
def shop(tmp_path: Path) -> Workshop:
    """Runs real programs; the folder of the test is a clone with one commit."""
    made = Workshop(LOCKS, {}, run)
    for name in ("resources/tasks/a.toml", "README.md", ".gitignore"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("*.pyc\n", encoding="utf-8")
    for words in (["init", "-q"], ["add", "."], [*IDENTITY, "commit", "-q", "-m", "first"]):
        made.must(["git", "-C", str(tmp_path), *words], "git")
    return made


def test_a_clone_as_it_was_committed_is_that_commit(tmp_path: Path, shop: Workshop) -> None:
    found = commit.of(tmp_path, shop)
    assert len(found.digest) == 40
    assert not found.changed


@pytest.mark.parametrize("name", ["resources/tasks/new.toml", "resources/new/x.svg", "desktop/new.py"])
def test_a_new_file_where_packages_are_made_from_is_a_change(
    tmp_path: Path, shop: Workshop, name: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).touch()
    assert commit.changes(tmp_path, shop) == (f"?? {name}",)
    assert commit.of(tmp_path, shop).changed


def test_an_edited_file_is_a_change_wherever_it_is_and_told_once(tmp_path: Path, shop: Workshop) -> None:
    for name in ("README.md", "resources/tasks/a.toml"):
        (tmp_path / name).write_text("other", encoding="utf-8")
    assert sorted(commit.changes(tmp_path, shop)) == [" M README.md", " M resources/tasks/a.toml"]


@pytest.mark.parametrize("name", ["notes.txt", "resources/tasks/cache.pyc"])
def test_notes_beside_it_and_what_git_is_to_overlook_are_none(
    tmp_path: Path, shop: Workshop, name: str
) -> None:
    (tmp_path / name).touch()
    assert not commit.of(tmp_path, shop).changed


def test_where_there_is_no_clone_there_is_no_commit(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="no clone"):
        commit.of(tmp_path / "nowhere", Workshop(LOCKS, {}, run))
