"""The folder for backups that was chosen is opened to the programs that keep the vault; nothing around it,
and nothing that a link could make of it.
"""

from pathlib import Path

import pytest

from desktop.backup_places import FOLDER, chosen, writable
from desktop.paths import Paths, of
from desktop.settings import Settings


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return of({"HISHO_HOME": str(tmp_path / "home")})


def test_without_a_choice_only_our_own_folders_are_open(places: Paths) -> None:
    assert chosen(Settings()) is None
    assert writable(places, Settings()) == places.writable()


def test_a_folder_of_ours_in_the_chosen_one_is_made_and_open(places: Paths, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    settings = Settings(backup_folder=str(stick))
    assert writable(places, settings) == places.writable()      # the stick is in somebody's pocket
    assert not stick.exists()
    stick.mkdir()
    assert writable(places, settings) == (*places.writable(), stick / FOLDER)
    assert (stick / FOLDER).stat().st_mode & 0o777 == 0o700
    assert chosen(settings) == stick / FOLDER


def test_settings_that_lie_open_no_other_folder(places: Paths, tmp_path: Path) -> None:
    """Whoever wrote the settings also wrote the link: it leads to what is not ours to open."""
    treasure, trap = tmp_path / "keys", tmp_path / "trap"
    treasure.mkdir()
    trap.mkdir()
    (trap / FOLDER).symlink_to(treasure)
    assert writable(places, Settings(backup_folder=str(trap))) == places.writable()


def test_where_something_else_has_the_place_nothing_is_opened(places: Paths, tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("x")
    assert writable(places, Settings(backup_folder=str(tmp_path))) == places.writable()
