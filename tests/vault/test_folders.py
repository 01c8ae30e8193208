"""What can be said of a folder that is not a vault of ours, and what belongs to whom in one that is."""

import dataclasses
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.vault.errors import VaultDamagedError, VaultFolderForeignError, VaultUnreadableError
from desktop.vault.ownership import Fault, NotOurs, not_ours
from desktop.vault.vault import Vault, VaultState, look
from tests.vault.places import PASSPHRASE, new_vault, place

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data" / "vault"


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that every user can reach, other than pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


# -- folders that are none


@pytest.mark.parametrize("which", ["data", "data/vault"])
def test_a_file_in_the_place_of_a_folder_is_named_and_left_alone(
    tmp_path: Path, folder: Path, which: str
) -> None:
    file = tmp_path / which
    file.parent.mkdir(exist_ok=True)
    file.write_text("a thesis")
    seen = look(folder)
    assert seen.state is VaultState.UNREADABLE
    assert isinstance(seen.error, VaultUnreadableError)
    assert seen.error.path == str(file)
    for attempt in (lambda: Vault.unlock_with_passphrase(place(folder), "x"), lambda: new_vault(folder)):
        with pytest.raises(VaultUnreadableError) as caught:
            attempt()
        assert caught.value.path == str(file)
    assert file.read_text() == "a thesis"


AS_NOBODY = """
import os, sys
from pathlib import Path
from desktop.vault.vault import look
os.setgroups([]); os.setgid(65534); os.setuid(65534)
seen = look(Path(sys.argv[1]))
print(seen.state.value, getattr(seen.error, "path", ""), getattr(seen.error, "error_number", ""))
"""


@pytest.mark.namespaces
@pytest.mark.parametrize("closed", ["data", "data/vault", "data/vault/vault.json"])
def test_what_may_not_be_read_is_named_and_is_not_called_damaged(open_place: Path, closed: str) -> None:
    """As an ordinary user who is let as far as the place that is closed."""
    folder = open_place / "data" / "vault"
    new_vault(folder).vault.close()
    for each in (open_place, *open_place.rglob("*")):
        each.chmod(0o755)
    (open_place / closed).chmod(0o700)
    done = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(folder)],
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.split() == ["unreadable", str(open_place / closed), "13"]


# -- what belongs to whom


def test_the_files_of_a_vault_are_their_owner_s_alone(folder: Path) -> None:
    before = os.umask(0)
    try:
        vault = new_vault(folder).vault
    finally:
        os.umask(before)
    modes = {each.name: each.stat().st_mode & 0o777 for each in folder.iterdir()}
    vault.close()
    assert set(modes) >= {"vault.db", "vault.db-wal", "vault.db-shm", "vault.json", "lock"}
    assert set(modes.values()) == {0o600}
    assert not_ours(folder) == ()


def test_files_that_were_made_too_open_are_narrowed(folder: Path) -> None:
    new_vault(folder).vault.close()
    for name in ("vault.db", "lock"):
        (folder / name).chmod(0o644)
    vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
    modes = {each.name: each.stat().st_mode & 0o777 for each in folder.iterdir()}
    vault.close()
    assert set(modes.values()) == {0o600}


def link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


FAULTS: list[tuple[Callable[[Path], object], Fault]] = [
    (lambda path: path.chmod(0o620), Fault.WRITABLE),
    (lambda path: path.chmod(0o602), Fault.WRITABLE),
    (link, Fault.LINK),
]


@pytest.mark.parametrize(("spoil", "fault"), FAULTS, ids=["group", "everybody", "link"])
@pytest.mark.parametrize("name", ["vault.db", "vault.json"])
def test_a_file_that_is_not_ours_is_named(
    folder: Path, name: str, spoil: Callable[[Path], object], fault: Fault
) -> None:
    new_vault(folder).vault.close()
    spoil(folder / name)
    assert not_ours(folder) == (NotOurs(name, fault),)


def test_a_folder_that_others_may_write_is_named(folder: Path) -> None:
    new_vault(folder).vault.close()
    folder.chmod(0o770)
    assert not_ours(folder) == (NotOurs("vault", Fault.WRITABLE),)


@pytest.mark.namespaces
def test_a_file_of_another_account_is_named(folder: Path) -> None:
    new_vault(folder).vault.close()
    os.chown(folder / "vault.json", NOBODY, NOBODY)
    assert not_ours(folder) == (NotOurs("vault.json", Fault.OWNER),)


def test_where_there_is_no_vault_nothing_is_wrong(folder: Path) -> None:
    assert not_ours(folder) == ()


def test_a_vault_that_was_opened_is_never_taken_for_an_attempt_to_make_one(folder: Path) -> None:
    """The program was killed after it wrote the header of a new vault; much later the header was lost."""
    new_vault(folder).vault.close()
    (folder / "creating").touch()
    Vault.unlock_with_passphrase(place(folder), PASSPHRASE).close()
    database = (folder / "vault.db").read_bytes()
    (folder / "vault.json").unlink()
    assert look(folder).state is VaultState.DAMAGED
    with pytest.raises(VaultDamagedError):
        new_vault(folder)
    assert (folder / "vault.db").read_bytes() == database


def test_in_a_folder_that_is_not_ours_no_vault_is_made(folder: Path) -> None:
    folder.parent.mkdir()
    inside = dataclasses.replace(place(folder), foreign=folder.parent)
    seen = inside.look()
    assert seen.state is VaultState.FOREIGN
    assert isinstance(seen.error, VaultFolderForeignError)
    assert seen.error.folder == str(folder.parent)
    with pytest.raises(VaultFolderForeignError):
        Vault.create(inside, None, PASSPHRASE)
    assert not folder.exists()


def test_a_vault_of_ours_opens_whatever_lies_around_it(folder: Path) -> None:
    new_vault(folder).vault.close()
    inside = dataclasses.replace(place(folder), foreign=folder.parent)
    assert inside.look().state is VaultState.PRESENT
    Vault.unlock_with_passphrase(inside, PASSPHRASE).close()
