"""What a user has on the disk when the program goes: it stays, or goes with it where the user says so."""

import os
import shutil
from pathlib import Path

import pytest

from tests.packaged.windows.conftest import Made
from tests.packaged.windows.wine import Wine

HEADER = b'{"slots": "the only way to the key"}' * 100
VAULTS = (
    "data/vault", "data/vault-kept-1", "data/vault-backups/hisho-0a1b2c3d-000001-20260101-000000",
    "data/profiles/models/vault",
)  # fmt: skip
HISTORY = (
    *(f"{vault}/{name}" for vault in VAULTS for name in ("vault.json", "vault.json.next", "vault.db")),
    "data/experience.json", "data/logs/hisho.log", "data/run/instance", "settings/settings.json",
    "cache/a folder/file",
)  # fmt: skip
MODELS = ("data/models/maker/model.gguf", "data/models/vault.json", "data/registered/models.json")
MARK = "data/hisho-folder"
NOT_ERASED = 9


@pytest.fixture
def home(wine: Wine, new: Made) -> Path:
    """The user's folder, filled, beside an installed Hisho."""
    assert wine.run(new.exe, "/S") == 0
    return fill(wine)


def fill(wine: Wine) -> Path:
    """What Hisho would have kept for a user."""
    folder = wine.local / "Hisho"
    for name in (*HISTORY, *MODELS, MARK):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(HEADER if file.name.startswith("vault.json") else b"text")
    return folder


def uninstall(wine: Wine, *switches: str) -> None:
    assert wine.run(wine.local / "Programs/Hisho/uninstall.exe", "/S", *switches) == 0
    wine.rest()
    assert not (wine.local / "Programs").exists()


def left(home: Path) -> set[str]:
    return {path.relative_to(home).as_posix() for path in home.rglob("*") if path.is_file()}


def test_a_silent_removal_takes_the_program_alone(wine: Wine, home: Path) -> None:
    uninstall(wine)
    assert left(home) == {*HISTORY, *MODELS, MARK}
    assert (home / "data/vault/vault.json").read_bytes() == HEADER


def test_models_go_and_conversations_stay(wine: Wine, home: Path) -> None:
    uninstall(wine, "/MODELS")
    assert left(home) == {*HISTORY, MARK}
    assert not (home / "data/models").exists()
    assert (home / "data/vault/vault.json").read_bytes() == HEADER


def test_conversations_go_and_models_stay(wine: Wine, home: Path) -> None:
    uninstall(wine, "/HISTORY")
    assert left(home) == {*MODELS, MARK}
    assert {path.name for path in home.iterdir()} == {"data"}


def test_both_go_and_nothing_is_left(wine: Wine, home: Path) -> None:
    uninstall(wine, "/MODELS", "/HISTORY")
    assert not home.exists()


def test_what_is_not_ours_stays(wine: Wine, home: Path) -> None:
    (home / "my own folder").mkdir()
    (home / "my own folder" / "notes.txt").write_text("mine", encoding="utf-8")
    uninstall(wine, "/MODELS", "/HISTORY")
    assert left(home) == {"my own folder/notes.txt"}


def test_the_way_to_the_key_is_overwritten_before_it_is_deleted(
    wine: Wine, home: Path, tmp_path: Path
) -> None:
    """A second name of the same file shows what was done to it."""
    kept = []
    for number, vault in enumerate(VAULTS):
        for name in ("vault.json", "vault.json.next"):
            kept.append(tmp_path / f"{number}-{name}")
            os.link(home / vault / name, kept[-1])
    (home / VAULTS[0] / "vault.json").chmod(0o444)
    of_model = tmp_path / "of a model"
    os.link(home / "data/models/vault.json", of_model)
    uninstall(wine, "/HISTORY")
    for file in kept:
        assert file.read_bytes() == bytes(len(HEADER)), file.name
    assert of_model.read_bytes() == HEADER


@pytest.mark.parametrize("switches", [("/HISTORY",), ("/HISTORY", "/MODELS")], ids=len)
def test_a_header_that_cannot_be_overwritten_is_told_and_the_uninstaller_is_still_there(
    wine: Wine, home: Path, tmp_path: Path, switches: tuple[str, ...]
) -> None:
    """A program that runs cannot be written to; here it is the header under another name."""
    folder = wine.local / "Programs/Hisho"
    holder = wine.drive / "holder.exe"
    shutil.copyfile(folder / "hisho-window.exe", holder)
    header = home / "data/vault/vault.json"
    header.unlink()
    os.link(holder, header)
    content = holder.read_bytes()
    itself = f"_?=C:\\users\\{wine.user.name}\\AppData\\Local\\Programs\\Hisho"
    with wine.running(holder):
        assert wine.run(folder / "uninstall.exe", "/S", *switches, itself) == NOT_ERASED
    assert header.read_bytes() == content
    assert (folder / "hisho.exe").exists()
    assert {*HISTORY, *MODELS} - left(home) <= {each for each in HISTORY if "vault.json" in each}
    uninstall(wine, *switches)
    assert holder.read_bytes() == bytes(len(content))
    assert not header.exists()


def test_a_file_that_cannot_be_deleted_is_told(wine: Wine, home: Path) -> None:
    folder = wine.local / "Programs/Hisho"
    model = home / "data/models/maker/running.exe"
    shutil.copyfile(folder / "hisho-window.exe", model)
    itself = f"_?=C:\\users\\{wine.user.name}\\AppData\\Local\\Programs\\Hisho"
    with wine.running(model):
        assert wine.run(folder / "uninstall.exe", "/S", "/MODELS", itself) == NOT_ERASED
    assert (folder / "hisho.exe").exists()
    uninstall(wine, "/MODELS")
    assert left(home) == {*HISTORY, MARK}


def test_an_upgrade_touches_nothing_of_it(wine: Wine, home: Path, new: Made) -> None:
    assert wine.run(new.exe, "/S") == 0
    assert left(home) == {*HISTORY, *MODELS, MARK}
