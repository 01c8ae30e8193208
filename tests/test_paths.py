"""Where things are kept, and that a folder with something else in it stays as it is."""

from pathlib import Path

import pytest

from desktop.paths import Paths, of


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return of({"HISHO_HOME": str(tmp_path)})


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(each.relative_to(folder)): each.read_bytes() if each.is_file() else b""
        for each in sorted(folder.rglob("*"))
    }


def test_folders_are_made_for_their_owner_alone(places: Paths) -> None:
    places.make()
    for folder in (places.data, places.settings, places.cache, places.runtime):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert not places.is_foreign


def test_making_them_again_changes_nothing(places: Paths, tmp_path: Path) -> None:
    places.make()
    before = everything(tmp_path)
    places.make()
    assert everything(tmp_path) == before


def test_a_folder_with_something_else_in_it_is_left_alone(places: Paths, tmp_path: Path) -> None:
    places.data.mkdir()
    (places.data / "thesis.txt").write_text("x")
    (places.data / "logs").mkdir()
    before = everything(tmp_path)
    with pytest.raises(FileExistsError):
        places.make()
    assert everything(tmp_path) == before
    assert not places.may_make(places.logs)
    assert places.may_make(places.settings)


def test_a_file_in_the_place_of_the_folder_is_left_alone(places: Paths) -> None:
    places.data.write_text("x")
    with pytest.raises(FileExistsError):
        places.make()
    assert places.data.read_text() == "x"
    assert places.is_foreign


def test_what_somebody_adds_later_does_not_make_our_folder_foreign(places: Paths) -> None:
    places.make()
    (places.data / "thesis.txt").write_text("x")
    assert not places.is_foreign
    places.make()


@pytest.mark.parametrize("name", ["vault", "models", "logs"])
def test_a_folder_of_ours_from_before_there_was_a_mark_gets_one(places: Paths, name: str) -> None:
    (places.data / name).mkdir(parents=True)
    places.make()
    (places.data / "thesis.txt").write_text("x")
    assert not places.is_foreign


def test_the_folders_of_the_desktop_are_used(tmp_path: Path) -> None:
    given = {"HOME": str(tmp_path), "XDG_DATA_HOME": "/d", "XDG_CONFIG_HOME": "not/absolute"}
    places = of({**given, "XDG_RUNTIME_DIR": "/run/user/7"})
    assert places.data == Path("/d/hisho")
    assert places.settings == tmp_path / ".config" / "hisho"
    assert places.runtime == Path("/run/user/7/hisho")
    assert of(given).runtime == Path("/d/hisho/run")


def test_what_restoring_a_vault_leaves_is_ours(tmp_path: Path) -> None:
    places = of({"HISHO_HOME": str(tmp_path)})
    for name in ("vault", "vault-backups", "vault-next", "vault-kept-12"):
        (places.data / name).mkdir(parents=True)
    assert not places.is_foreign
    (places.data / "vault-of-somebody").mkdir()
    assert places.is_foreign
