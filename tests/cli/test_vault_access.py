"""How a terminal opens the vault: by what it has, asking no more than it must; a lost key of the keyring is
replaced.
"""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.cli.errors import PassphraseNeededError, PassphrasesDifferError, PassphraseTooShortError
from desktop.cli.terminal import Terminal
from desktop.cli.vault_access import VaultAccess
from desktop.confinement.report import ProtectionReport
from desktop.key_rules import key_rules
from desktop.paths import Paths, of
from desktop.policy import NO_POLICY, Policy
from desktop.vault import keys
from desktop.vault.errors import (
    KeychainEntryMissingError,
    SlotForbiddenError,
    SlotNeededError,
    WrongPassphraseError,
)
from desktop.vault.events import Event, EventKind
from desktop.vault.header import KEYRING, RECOVERY, TOGETHER
from desktop.vault.header import PASSPHRASE as TYPED
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
        self.policy = NO_POLICY

    def vault(self, passphrase: str | None = PASSPHRASE) -> Vault:
        place = VaultPlace(self.places.vault, ManualClock().now, keys.RFC_9106_LOW_MEMORY)
        created = Vault.create(place, self.keychain, passphrase)
        created.vault.confirm_recovery()
        return created.vault

    def under(self, policy: Policy) -> "Shell":
        self.policy = policy
        return self

    def _read(self, question: str) -> str:
        self.asked.append(question)
        return self.secrets.pop(0)

    @property
    def access(self) -> VaultAccess:
        terminal = Terminal(
            lambda _context, source: source, io.StringIO(), self.notes, Typed(), read_secret=self._read
        )
        made = VaultAccess(self.places, self.keychain, terminal, ProtectionReport({}), None)
        made._policy = self.policy
        made.place = replace(made.place, rules=key_rules(self.policy))
        return made

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


# -- what the administrator demands


@pytest.mark.parametrize("keyring", ["forbidden", "with_passphrase"])
def test_a_keyring_that_may_not_open_the_vault_alone_is_not_asked(tmp_path: Path, keyring: str) -> None:
    policy = Policy(managed=True, digest="ab", keyring=keyring)  # type: ignore[arg-type]
    shell = Shell(tmp_path, PASSPHRASE).under(policy)
    shell.vault().close()
    with shell.opened() as vault:
        assert len(shell.asked) == 1
        assert (KEYRING in vault.slots) is (keyring == "with_passphrase")
        with pytest.raises(SlotForbiddenError):
            vault.add_keyring(shell.keychain)


def test_a_passphrase_that_is_demanded_is_asked_for_and_stays(tmp_path: Path) -> None:
    policy = Policy(managed=True, digest="ab", keyring="forbidden", passphrase_min=4)
    shell = Shell(tmp_path, "abc", "long enough", "long enough").under(policy)
    shell.vault(None).close()
    with pytest.raises(PassphraseTooShortError), shell.opened():
        pass
    with shell.opened() as vault:
        assert vault.slots == {TYPED, RECOVERY}
        with pytest.raises(SlotNeededError):
            vault.drop_slot(TYPED)
    assert "has to have a passphrase" in shell.notes.getvalue()
    assert shell.keychain.entries == {}


def test_a_demanded_passphrase_does_not_go_while_the_keyring_stays(tmp_path: Path) -> None:
    shell = Shell(tmp_path).under(Policy(require_passphrase=True))
    shell.vault().close()
    with shell.opened() as vault:               # the keyring may open it, beside a passphrase
        assert shell.asked == []
        with pytest.raises(SlotNeededError):
            vault.drop_slot(TYPED)


def test_an_old_copy_that_was_put_back_is_told_whatever_is_asked(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.vault().close()
    old = (shell.places.vault / "vault.db").read_bytes()
    for _ in range(2):
        with shell.opened():
            assert shell.notes.getvalue() == ""
    (shell.places.vault / "vault.db").write_bytes(old)
    for count in (1, 2):                # until it is acknowledged
        with shell.opened():
            assert shell.notes.getvalue().count("an old copy was put in its place") == count


def test_another_policy_is_noted_at_a_terminal_too(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.vault().close()
    events: list[Event] = []
    for digest in ("ab", "ab", "cd"):
        with shell.under(Policy(managed=True, digest=digest)).opened() as vault:
            events = [each for each in vault.events.all() if each.kind == EventKind.POLICY_CHANGED]
    assert [each.facts["policy"] for each in events] == ["ab", "cd"]


def test_a_new_passphrase_is_typed_twice(tmp_path: Path) -> None:
    assert Shell(tmp_path, "a", "a").access.new_passphrase() == "a"
    with pytest.raises(PassphrasesDifferError):
        Shell(tmp_path, "a", "b").access.new_passphrase()
    with pytest.raises(PassphraseNeededError):
        Shell(tmp_path, "").access.new_passphrase()
