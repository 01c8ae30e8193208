"""`hisho vault`: make it, look at it, lock it, and change its ways in; no secret is ever an argument."""

import json
import sys
import time
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from desktop.cli.audit_command import add_audit
from desktop.cli.errors import NoPageError
from desktop.cli.recovery_page import recovery_page
from desktop.cli.terminal import Terminal, read_passphrase
from desktop.cli.vault_access import VaultAccess
from desktop.cli.vault_upkeep import VERBS as UPKEEP
from desktop.cli.vault_upkeep import UpkeepCommand, add_upkeep
from desktop.confinement.report import ProtectionReport
from desktop.control import ControlLink, Lock
from desktop.paths import Paths
from desktop.vault import header as headers
from desktop.vault import marks
from desktop.vault.attempts import Attempts
from desktop.vault.claim import claim
from desktop.vault.errors import SlotMissingError, VaultInUseError
from desktop.vault.escrow import ByEscrow
from desktop.vault.header import KEYRING, PASSPHRASE, RECOVERY, TOGETHER
from desktop.vault.keychain import Keychain, SystemKeychain
from desktop.vault.openers import ByRecoveryKey
from desktop.vault.place import VaultState
from desktop.vault.rekeying import Renewal
from desktop.vault.slots import SlotFacts, described
from desktop.vault.vault import Vault

_KINDS = (KEYRING, PASSPHRASE, TOGETHER, RECOVERY)
_DROPPED = (*_KINDS, headers.ESCROW)
_LARGEST_KEY = 64 * 1024
_PATIENCE_S, _GLANCE_S = 5.0, 0.05              # a window closes the vault and ends before it is locked
Words = Callable[[str], str]


def add_vault(commands: "_SubParsersAction[Any]", words: Words) -> None:
    """What can be typed after `hisho vault`."""
    vault = commands.add_parser("vault", help=words("the encrypted vault and its keys"))
    verbs = vault.add_subparsers(dest="verb", required=True, metavar="VERB")
    create = _verb(verbs, "create", words("make a vault"), words)
    create.add_argument("--no-keyring", action="store_true", help=words("with a passphrase alone"))
    _add_new(create, words)
    _add_page(create, words)
    _verb(verbs, "status", words("say how the vault stands, without opening it"), words)
    _verb(verbs, "profiles", words("list the profiles; hisho --profile NAME opens one"), words)
    _verb(verbs, "lock", words("let the keyring open it no more until the passphrase was typed"), words)
    slots = _verb(verbs, "slots", words("list the ways in, or add, replace or drop one"), words)
    changes = slots.add_subparsers(dest="change", metavar="add | replace | drop")
    _add_change(changes, "add", words("add a way in"), words)
    _add_change(changes, "replace", words("replace one by another of its kind"), words)
    _add_change(changes, "drop", words("let one go"), words)
    rekey = _verb(verbs, "rekey", words("give the vault another key, after somebody may have it"), words)
    _add_present(rekey, words)
    _add_new(rekey, words)
    _add_page(rekey, words)
    recover = _verb(verbs, "recover", words("open it by an emergency key and set a new passphrase"), words)
    by = recover.add_mutually_exclusive_group()
    by.add_argument("--escrow-key", metavar="FILE|-", help=words("the private key of the escrow, as PEM"))
    by.add_argument(
        "--recovery-key-fd", metavar="N", type=int, help=words("read the recovery key from this descriptor")
    )
    _add_new(recover, words)
    add_upkeep(verbs, words)
    add_audit(verbs, words)


def _verb(verbs: "_SubParsersAction[Any]", name: str, text: str, words: Words) -> ArgumentParser:
    verb: ArgumentParser = verbs.add_parser(name, help=text)
    verb.add_argument("--json", action="store_true", help=words("print one JSON object"))
    return verb


def _add_change(changes: "_SubParsersAction[Any]", name: str, text: str, words: Words) -> None:
    change = _verb(changes, name, text, words)
    kinds = _DROPPED if name == "drop" else _KINDS
    change.add_argument("slot", metavar=" | ".join(kinds), choices=kinds)
    _add_present(change, words)
    if name != "drop":
        _add_new(change, words)
        _add_page(change, words)


def _add_present(verb: ArgumentParser, words: Words) -> None:
    text = words("read the vault's passphrase from this descriptor")
    verb.add_argument("--passphrase-fd", metavar="N", type=int, help=text)


def _add_new(verb: ArgumentParser, words: Words) -> None:
    text = words("read the new passphrase from this descriptor")
    verb.add_argument("--new-passphrase-fd", metavar="N", type=int, help=text)


def _add_page(verb: ArgumentParser, words: Words) -> None:
    text = words("show the recovery key as a page; on a terminal only, and nowhere kept")
    verb.add_argument("--print-recovery", action="store_true", help=text)


def carry_out(
    wanted: Namespace, control: ControlLink, places: Paths, terminal: Terminal, protection: ProtectionReport
) -> int:
    """Do what was typed; returns the exit code. Raises VaultError, CommandError."""
    command = VaultCommand(wanted, places, terminal, SystemKeychain(), protection)
    command.ask_to_lock = lambda: control.ask(Lock())
    return command.carry_out()


class VaultCommand:
    """One `hisho vault …`."""

    def __init__(
        self,
        wanted: Namespace,
        places: Paths,
        terminal: Terminal,
        keychain: Keychain,
        protection: ProtectionReport,
    ) -> None:
        self._wanted = wanted
        self.ask_to_lock: Callable[[], None] = lambda: None     # the window that is open
        self._places = places
        self._terminal = terminal
        self.words = terminal.words
        self._keychain = keychain
        fds = (getattr(wanted, name, None) for name in ("passphrase_fd", "new_passphrase_fd"))
        self._access = VaultAccess(places, keychain, terminal, protection, *fds)

    def carry_out(self) -> int:
        """Raises VaultError, CommandError."""
        if getattr(self._wanted, "print_recovery", False) and not self._terminal.answers.isatty():
            raise NoPageError               # before anything changes
        if self._wanted.verb in UPKEEP:
            return UpkeepCommand(self._wanted, self._terminal, self._access, self._keychain).carry_out()
        verbs: dict[str, Callable[[], int]] = {
            "create": self._create, "status": self._status, "lock": self._lock, "slots": self._slots,
            "rekey": self._rekey, "recover": self._recover, "profiles": self._profiles,
        }  # fmt: skip
        return verbs[self._wanted.verb]()

    # -- looking

    def _status(self) -> int:
        look = self._access.place.look()
        if look.error is not None:
            raise look.error
        if look.state is VaultState.ABSENT:
            self._tell({"state": "absent"}, [self.words("There is no vault here yet.")])
            return 0
        folder = self._places.vault
        header = headers.read(folder)
        attempts = Attempts(folder, self._access.place.now)
        in_use = self._is_in_use()
        slots = described(header)
        found = {
            "state": "present", "profile": self._places.profile, "folder": str(folder), "in_use": in_use,
            "locked": not look.keyring_opens, "key": header.epoch,
            "wrong_attempts": attempts.failures().count, "wait_s": attempts.wait_s(),
            "recovery_key_confirmed": marks.is_set(folder, marks.CONFIRMED),
            "keyring": self._keychain.state().value, "slots": [asdict(each) for each in slots],
        }  # fmt: skip
        words = self.words
        lines = [
            str(folder),
            words("A Hisho has it open.") if in_use else words("It is closed."),
            words("The keyring opens it without a question.")
            if look.keyring_opens
            else words("It is locked: a passphrase or the recovery key is needed."),
            words("Number of its key: {number}").format(number=header.epoch),
            words("Wrong attempts since it was opened last: {count}").format(count=found["wrong_attempts"]),
        ]
        self._tell(found, lines + self._slot_lines(slots))
        return 0

    def _profiles(self) -> int:
        names = self._places.profiles
        lines = [*names] or [self.words("There is no profile but the first.")]
        self._tell({"profiles": list(names), "profile": self._places.profile}, lines)
        return 0

    def _is_in_use(self) -> bool:
        try:
            claim(self._places.vault).close()
        except VaultInUseError:
            return True
        return False

    def _slot_lines(self, slots: Sequence[SlotFacts]) -> list[str]:
        words = self.words
        names = {
            KEYRING: words("keyring"), PASSPHRASE: words("passphrase"), RECOVERY: words("recovery key"),
            TOGETHER: words("keyring and passphrase together"), headers.ESCROW: words("escrow key"),
        }  # fmt: skip
        return [
            "  " + " · ".join(part for part in (names[each.name], each.added, each.detail) if part)
            for each in slots
        ]

    # -- making and locking

    def _create(self) -> int:
        created = self._access.create(use_keyring=not self._wanted.no_keyring)
        try:
            slots = described(created.vault.ways.header)
            self._show_recovery_key(created.vault, created.recovery_key)
        finally:
            created.vault.close()
        made = self.words("An encrypted vault was made for your conversations.")
        self._tell({"slots": [asdict(each) for each in slots]}, [made, *self._slot_lines(slots)])
        return 0

    def _lock(self) -> int:
        found = self._access.found()
        if not {PASSPHRASE, TOGETHER} & found.slots:
            raise SlotMissingError(PASSPHRASE)
        marks.remove(self._places.vault, marks.MAY_OPEN)
        in_use = self._is_in_use()
        if in_use:
            self.ask_to_lock()
            end = time.monotonic() + _PATIENCE_S
            while (in_use := self._is_in_use()) and time.monotonic() < end:
                time.sleep(_GLANCE_S)
        words = self.words
        lines = [words("It is locked: a passphrase or the recovery key is needed.")]
        if in_use:
            lines = [words("A Hisho has it open; lock it there. From its next start on it is locked.")]
        self._tell({"locked": not in_use, "in_use": in_use}, lines)
        return 1 if in_use else 0

    # -- the ways in

    def _slots(self) -> int:
        change, slot = self._wanted.change, getattr(self._wanted, "slot", "")
        if change is None:
            self._access.found()
            slots = described(headers.read(self._places.vault))
        else:
            with self._access.unlocked(trust_keyring=False) as vault:
                if change != "add":
                    vault.ways.header.slot(slot)        # what is not there cannot be replaced or dropped
                self._change(vault, change, slot)
                vault.upkeep.refresh_ways()             # what was replaced opens no copy either
                slots = described(vault.ways.header)
        self._tell({"slots": [asdict(each) for each in slots]}, self._slot_lines(slots))
        return 0

    def _change(self, vault: Vault, change: str, slot: str) -> None:
        if change == "drop":
            vault.drop_slot(slot, self._keychain)
        elif slot == KEYRING:
            vault.add_keyring(self._keychain)
            vault.let_keyring_open()
        elif slot == PASSPHRASE:
            vault.set_passphrase(self._access.new_passphrase())
        elif slot == TOGETHER:
            vault.ways.set_together(self._keychain, self._access.new_passphrase())
        elif slot == RECOVERY:
            self._show_recovery_key(vault, vault.renew_recovery_key())

    def _rekey(self) -> int:
        with self._access.unlocked(trust_keyring=False) as vault:
            joint = {PASSPHRASE, TOGETHER} & vault.slots
            renewal = Renewal(self._access.new_passphrase() if joint else "", self._keychain)
            if RECOVERY in vault.slots:
                self._show_recovery_key(vault, renewal.recovery_key)
            vault.rekey(renewal, self._progress)
            epoch = vault.ways.header.epoch
        self._terminal.end_progress()
        self._tell(
            {"key": epoch},
            [
                self.words("The vault has a new key; every old way in is void."),
                self.words("Backups made before still open with the old secrets."),
            ],
        )
        return 0

    def _progress(self, share: float) -> None:
        self._terminal.progress(self.words("Encrypting anew … {percent} %").format(percent=int(share * 100)))

    def _recover(self) -> int:
        if self._wanted.escrow_key is not None:
            opener: ByEscrow | ByRecoveryKey = ByEscrow(_read_key(self._wanted.escrow_key))
        else:
            opener = ByRecoveryKey(self._recovery_key())
        self._access.found()
        passphrase = self._access.new_passphrase()
        self._access.require_protection()
        vault = Vault.unlock(self._access.place, opener)
        try:
            if TOGETHER in vault.slots:
                vault.ways.set_together(self._keychain, passphrase)
            else:
                vault.set_passphrase(passphrase)
                vault.ways.heal(self._keychain)
            vault.upkeep.refresh_ways()
            slots = described(vault.ways.header)
        finally:
            vault.close()
        self._tell(
            {"slots": [asdict(each) for each in slots]}, [self.words("The vault has a new passphrase.")]
        )
        return 0

    def _recovery_key(self) -> str:
        if self._wanted.recovery_key_fd is not None:
            return read_passphrase(self._wanted.recovery_key_fd)
        return self._access.typed(self.words("Recovery key: "))

    # -- telling

    def _show_recovery_key(self, vault: Vault, recovery_key: str) -> None:
        """On a terminal, where it is not kept. Where nobody sees it the window shows another one the next
        time it opens the vault.
        """
        if not recovery_key:
            return
        terminal = self._terminal
        if terminal.answers.isatty():
            terminal.answer(recovery_page(recovery_key, self._places.vault, terminal.words))
            vault.confirm_recovery()
        else:
            marks.remove(self._places.vault, marks.CONFIRMED)
            terminal.note(
                self.words("The recovery key is shown on a terminal only; the window will show another one.")
            )

    def _tell(self, found: dict[str, Any], lines: list[str]) -> None:
        if self._wanted.json:
            self._terminal.answer(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        else:
            self._terminal.answer("".join(line + "\n" for line in lines))


def _read_key(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read(_LARGEST_KEY)
    with Path(name).open("rb") as file:
        return file.read(_LARGEST_KEY)
