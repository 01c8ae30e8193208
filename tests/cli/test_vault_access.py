"""How a terminal opens the vault: by what it has, asking no more than it must; a lost key of the keyring is
replaced.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.cli.errors import PassphraseNeededError, PassphrasesDifferError
from desktop.cli.terminal import Terminal
from desktop.cli.vault_access import VaultAccess
from desktop.confinement.report import ProtectionReport
from desktop.paths import Paths, of
from desktop.vault import keys
from desktop.vault.errors import KeychainEntryMissingError, WrongPassphraseError
from desktop.vault.header import TOGETHER
from desktop.vault.vault import Vault, VaultPlace
from tests.fakes import FakeKeychain, ManualClock
from tests.vault.places import PASSPHRASE


class Typed(io.StringIO):
    """A terminal's input."""

    def isatty(self) -> bool:
        return True


class Shell:
    """A terminal where secrets are typed from a list, and the access that it has."""

    def __init__(self, home: Path, *secrets: str) -> None:
        self.places: Paths = of({"HISHO_HOME": str(home)})
        self.places.make()
        self.keychain = FakeKeychain()
        self.secrets = list(secrets)
        self.asked: list[str] = []
        self.notes = io.StringIO()

    def vault(self, passphrase: str | None = PASSPHRASE) -> Vault:
        place = VaultPlace(self.places.vault, ManualClock().now, keys.RFC_9106_LOW_MEMORY)
        created = Vault.create(place, self.keychain, passphrase)
        created.vault.confirm_recovery()
        return created.vault

    def _read(self, question: str) -> str:
        self.asked.append(question)
        return self.secrets.pop(0)

    @property
    def access(self) -> VaultAccess:
        terminal = Terminal(
            lambda _context, source: source, io.StringIO(), self.notes, Typed(), read_secret=self._read
        )
        return VaultAccess(self.places, self.keychain, terminal, ProtectionReport({}), None)

    @contextmanager
    def opened(self, *, trust_keyring: bool = True) -> Iterator[Vault]:
        with self.access.unlocked(trust_keyring=trust_keyring) as vault:
            yield vault


def test_the_keyring_opens_without_a_question(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.vault().close()
    with shell.opened() as vault:
        assert "keyring" in vault.slots
    assert shell.asked == []


def test_who_changes_the_ways_in_is_asked_for_the_passphrase(tmp_path: Path) -> None:
    shell = Shell(tmp_path, PASSPHRASE)
    shell.vault().close()
    with shell.opened(trust_keyring=False):
        assert len(shell.asked) == 1


def test_without_a_passphrase_the_keyring_is_enough(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.vault(None).close()
    with shell.opened(trust_keyring=False):
        assert shell.asked == []


@pytest.mark.parametrize(
    "lose",
    [lambda entries: entries.clear(), lambda entries: entries.update(dict.fromkeys(entries, bytes(32)))],
    ids=["gone", "another"],
)
def test_a_keyring_that_lost_the_key_is_healed_and_that_is_told(
    tmp_path: Path, lose: Callable[[dict[str, bytes]], None]
) -> None:
    shell = Shell(tmp_path, PASSPHRASE)
    shell.vault().close()
    lose(shell.keychain.entries)
    with shell.opened():
        assert "has one now" in shell.notes.getvalue()
    with shell.opened():                        # by the keyring again
        assert len(shell.asked) == 1


def test_a_lost_key_without_a_passphrase_is_said(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.vault(None).close()
    shell.keychain.entries.clear()
    with pytest.raises(KeychainEntryMissingError), shell.opened():
        pass


def test_where_both_are_wanted_both_are_used(tmp_path: Path) -> None:
    shell = Shell(tmp_path, PASSPHRASE, "wrong")
    vault = shell.vault()
    vault.ways.set_together(shell.keychain, PASSPHRASE)
    vault.close()
    with shell.opened() as vault:
        assert TOGETHER in vault.slots
    with pytest.raises(WrongPassphraseError), shell.opened():
        pass


def test_a_new_passphrase_is_typed_twice(tmp_path: Path) -> None:
    assert Shell(tmp_path, "a", "a").access.new_passphrase() == "a"
    with pytest.raises(PassphrasesDifferError):
        Shell(tmp_path, "a", "b").access.new_passphrase()
    with pytest.raises(PassphraseNeededError):
        Shell(tmp_path, "").access.new_passphrase()
