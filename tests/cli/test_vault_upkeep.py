"""`hisho vault backup | restore | check`: what is said, what is printed as JSON, and the exit code."""

import io
import json
import os
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from desktop.chat.conversation import Message, Role
from desktop.cli.arguments import parser
from desktop.cli.terminal import Terminal
from desktop.cli.vault_command import VaultCommand
from desktop.confinement.report import ProtectionReport
from desktop.paths import Paths
from desktop.vault.errors import (
    BackupMissingError,
    VaultMissingError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from desktop.vault.keys import KdfParameters
from desktop.vault.openers import ByPassphrase
from desktop.vault.rekeying import Renewal
from desktop.vault.vault import Vault
from tests.fakes import FakeKeychain
from tests.vault.places import PASSPHRASE, place

TEXT = "請求項1" * 20_000
LEAST = KdfParameters(iterations=1, lanes=1, memory_kib=19 * 1024)
OTHER_KEY = "2RTCY-Q2K47-6BYFD-5725Y-B6FWV-TGDMF-2T5HK-40DJM"


@dataclass(frozen=True, slots=True)
class Shell:
    """A terminal without anybody at it, and a home."""

    places: Paths

    def run(self, *arguments: str, passphrase: str = PASSPHRASE) -> tuple[int, str]:
        """The exit code and what was printed; the passphrase is read from a descriptor."""
        hears, tells = os.pipe()
        os.write(tells, passphrase.encode() + b"\n")
        os.close(tells)
        printed = io.StringIO()
        terminal = Terminal(lambda _context, source: source, printed, io.StringIO(), io.StringIO())
        try:
            wanted = parser(terminal.translate, "1").parse_args(
                ["vault", *arguments, "--passphrase-fd", str(hears)]
            )
            command = VaultCommand(wanted, self.places, terminal, FakeKeychain(), ProtectionReport({}))
            return command.carry_out(), printed.getvalue()
        finally:
            os.close(hears)

    def json(self, *arguments: str) -> tuple[int, Any]:
        code, printed = self.run(*arguments, "--json")
        return code, json.loads(printed)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    home = tmp_path / "home"
    return Shell(Paths(home / "data", home / "settings", home / "cache", home / "run"))


def filled(shell: Shell) -> str:
    """A vault with one message, and with a passphrase of the least cost that is accepted; returns its
    recovery key.
    """
    created = Vault.create(replace(place(shell.places.vault), kdf=LEAST), None, PASSPHRASE)
    created.vault.confirm_recovery()
    talk = created.vault.conversations.create_conversation("出願A")
    created.vault.conversations.add_message(talk.id, None, Message(Role.USER, TEXT))
    created.vault.close()
    return created.recovery_key


def texts(shell: Shell) -> list[str]:
    vault = Vault.unlock(place(shell.places.vault), ByPassphrase(PASSPHRASE))
    store = vault.conversations
    found = [each.message.text for talk in store.conversations() for each in store.messages(talk.id)]
    vault.close()
    return found


def damage(shell: Shell, at: int) -> None:
    path = shell.places.vault / "vault.db"
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def test_a_backup_is_made_and_listed_without_a_key(shell: Shell) -> None:
    filled(shell)
    code, made = shell.json("backup")
    assert (code, made["number"], made["cause"]) == (0, 1, "asked")
    code, found = shell.json("backup", "--list")
    assert (code, found) == (0, {"backups": [made | {"old_key": False}]})
    code, printed = shell.run("backup", "--list", passphrase="")
    assert code == 0
    assert made["folder"] in printed


def test_a_backup_of_before_another_key_is_named_as_such(shell: Shell) -> None:
    filled(shell)
    shell.run("backup")
    vault = Vault.unlock_with_passphrase(place(shell.places.vault), PASSPHRASE)
    vault.rekey(Renewal("another"), lambda _share: None)
    vault.close()
    _, found = shell.json("backup", "--list")
    assert [each["old_key"] for each in found["backups"]] == [True]
    _, printed = shell.run("backup", "--list")
    assert "opens with the old passphrase" in printed


def test_without_backups_the_list_is_empty(shell: Shell) -> None:
    assert shell.json("backup", "--list") == (0, {"backups": []})
    assert shell.run("backup", "--list") == (0, "There is no backup yet.\n")
    with pytest.raises(VaultMissingError):
        shell.run("backup")


def test_the_newest_backup_is_restored_and_the_vault_of_before_is_kept(shell: Shell) -> None:
    filled(shell)
    shell.run("backup")
    vault = Vault.unlock(place(shell.places.vault), ByPassphrase(PASSPHRASE))
    vault.conversations.create_conversation("後の会話")
    vault.close()
    code, found = shell.json("restore")
    kept = shell.places.vault.with_name("vault-kept-1")
    assert (code, found["kept"], found["restored"]["number"]) == (0, str(kept), 1)
    assert texts(shell) == [TEXT]
    code, printed = shell.run("restore", "--number", "1")
    assert code == 0
    assert "The vault of before is kept in" in printed
    with pytest.raises(BackupMissingError):
        shell.run("restore", "--number", "7")


def test_a_backup_is_restored_where_there_is_no_vault(shell: Shell, tmp_path: Path) -> None:
    key = filled(shell)
    shell.run("backup")
    stick = tmp_path / "stick"
    shutil.move(shell.places.vault.with_name("vault-backups"), stick)
    shutil.rmtree(shell.places.data)
    with pytest.raises(BackupMissingError):
        shell.run("restore")
    with pytest.raises(WrongPassphraseError):
        shell.run("restore", str(stick), passphrase="falsch")
    assert [each.name for each in shell.places.vault.iterdir()] == ["failed-unlocks"]    # it was counted
    assert shell.json("restore", str(stick))[1]["kept"] is None
    assert texts(shell) == [TEXT]
    shutil.rmtree(shell.places.data)
    hears, tells = os.pipe()
    os.write(tells, key.encode() + b"\n")
    os.close(tells)
    assert shell.run("restore", str(stick), "--recovery-key-fd", str(hears), passphrase="")[0] == 0
    os.close(hears)
    assert texts(shell) == [TEXT]


def test_a_wrong_recovery_key_restores_nothing(shell: Shell) -> None:
    filled(shell)
    shell.run("backup")
    hears, tells = os.pipe()
    os.write(tells, OTHER_KEY.encode() + b"\n")
    os.close(tells)
    with pytest.raises(WrongRecoveryKeyError):
        shell.run("restore", "--recovery-key-fd", str(hears))
    os.close(hears)
    assert not shell.places.vault.with_name("vault-kept-1").exists()


def test_a_whole_vault_is_checked(shell: Shell) -> None:
    filled(shell)
    code, found = shell.json("check")
    assert (code, found["whole"], found["deep"], found["bad_pages"]) == (0, True, False, [])
    code, found = shell.json("check", "--deep")
    assert (code, found["whole"], found["deep"]) == (0, True, True)
    assert shell.run("check")[1].startswith("The vault is whole: ")


def test_damage_is_told_by_the_exit_code_and_by_what_helps(shell: Shell) -> None:
    filled(shell)
    damage(shell, -5 * 4096 - 1000)         # one of the many pages of its long text
    code, found = shell.json("check")
    assert (code, found["whole"], len(found["bad_pages"])) == (1, False, 1)
    damage(shell, 2000)
    code, found = shell.json("check")
    assert (code, found) == (1, {"whole": False, "part": "database"})
    code, printed = shell.run("check")
    assert code == 1
    assert "hisho vault restore" in printed


def test_a_damaged_vault_is_repaired_and_the_losses_are_counted(shell: Shell) -> None:
    filled(shell)
    damage(shell, 2000)
    code, found = shell.json("check", "--repair")
    assert code == 0
    assert found["kept"] == str(shell.places.vault.with_name("vault-kept-1"))
    assert (found["bad_pages"], found["rows"]["messages"], found["cut"]) == (1, 1, 0)
    assert texts(shell) == [TEXT]
    code, printed = shell.run("check", "--repair")
    assert "Damaged pages: 0\nMessages saved: 1\n" in printed
