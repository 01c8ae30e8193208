"""`hisho vault backup | restore | check`: the same code as the window's, in a terminal."""

import json
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from desktop.cli.terminal import Terminal, read_passphrase
from desktop.cli.vault_access import VaultAccess
from desktop.vault.backup import Backup, backups, found_at, of_older_keys
from desktop.vault.checking import Checked
from desktop.vault.errors import BackupMissingError, VaultDamagedError
from desktop.vault.header import PASSPHRASE, TOGETHER
from desktop.vault.keychain import Keychain
from desktop.vault.openers import ByBoth, ByPassphrase, ByRecoveryKey, Opener
from desktop.vault.place import look
from desktop.vault.restore import restore
from desktop.vault.salvage import Salvaged, salvage
from desktop.vault.upkeep import CHECKED, backup_folders
from model_manager.reporting import size_text

VERBS = ("backup", "restore", "check")
_PAGES_AT_ONCE = 64
Words = Callable[[str], str]


def add_upkeep(verbs: "_SubParsersAction[Any]", words: Words) -> None:
    """What can be typed after `hisho vault` about backups and damage."""
    backup = _verb(verbs, "backup", words("make an encrypted backup now"), words)
    backup.add_argument("--list", action="store_true", help=words("only list those that there are"))
    restored = _verb(verbs, "restore", words("put a backup in the vault's place, which is kept aside"), words)
    restored.add_argument(
        "folder", metavar="FOLDER", nargs="?", default="", help=words("a backup, or a folder of backups")
    )
    restored.add_argument("--number", metavar="N", type=int, help=words("this one of them; else the newest"))
    _add_recovery(restored, words)
    check = _verb(verbs, "check", words("look whether the vault is whole"), words)
    check.add_argument("--deep", action="store_true", help=words("compare indices and tables as well"))
    check.add_argument(
        "--repair", action="store_true",
        help=words("save what can be read into a new vault; the damaged one is kept aside"),
    )  # fmt: skip
    _add_recovery(check, words)


def _verb(verbs: "_SubParsersAction[Any]", name: str, text: str, words: Words) -> ArgumentParser:
    verb: ArgumentParser = verbs.add_parser(name, help=text)
    verb.add_argument("--json", action="store_true", help=words("print one JSON object"))
    verb.add_argument(
        "--passphrase-fd", metavar="N", type=int,
        help=words("read the vault's passphrase from this descriptor"),
    )  # fmt: skip
    return verb


def _add_recovery(verb: ArgumentParser, words: Words) -> None:
    verb.add_argument("--recovery-key", action="store_true", help=words("ask for the recovery key instead"))
    verb.add_argument(
        "--recovery-key-fd", metavar="N", type=int, help=words("read the recovery key from this descriptor")
    )


class UpkeepCommand:
    """One of them."""

    def __init__(
        self, wanted: Namespace, terminal: Terminal, access: VaultAccess, keychain: Keychain
    ) -> None:
        self._wanted = wanted
        self._terminal = terminal
        self.words = terminal.words
        self._access = access
        self._keychain = keychain

    def carry_out(self) -> int:
        """Do what was typed; returns the exit code. Raises VaultError, CommandError."""
        verbs = {"backup": self._back_up, "restore": self._restore, "check": self._check}
        return verbs[self._wanted.verb]()

    # -- backups

    def _back_up(self) -> int:
        if self._wanted.list:
            return self._list()
        with self._access.unlocked() as vault:
            made = vault.back_up()
        said = self.words("Backup {number}: {folder} ({size})").format(
            number=made.number, folder=made.folder, size=size_text(made.size)
        )
        self._tell(_json(made), [said])
        return 0

    def _list(self) -> int:
        found = self._usual()
        old = of_older_keys(found, self._access.place.folder)
        lines = [self._line(each) + (self._old_words() if each.folder in old else "") for each in found]
        lines = lines or [self.words("There is no backup yet.")]
        self._tell(
            {"backups": [_json(each) | {"old_key": each.folder in old} for each in found]}, lines
        )
        return 0

    def _usual(self) -> list[Backup]:
        return [each for folder in backup_folders(self._access.place) for each in backups(folder)]

    def _old_words(self) -> str:
        return " · " + self.words("opens with the old passphrase or recovery key")

    def _line(self, backup: Backup) -> str:
        return self.words("{number} · {made} · {size} · schema {schema} · {folder}").format(
            number=backup.number, made=f"{backup.made.astimezone():%Y-%m-%d %H:%M}",
            size=size_text(backup.size), schema=backup.schema, folder=backup.folder,
        )  # fmt: skip

    # -- bringing back

    def _restore(self) -> int:
        backup = self._chosen()
        self._terminal.note(self._line(backup))
        restored = restore(self._access.place, backup, self._opener(backup.folder))
        lines = [self.words("The backup was restored."), *self._kept_lines(restored.kept)]
        self._tell({"restored": _json(backup)} | _kept(restored.kept), lines)
        return 0

    def _chosen(self) -> Backup:
        """The newest, or the one with the number. Raises BackupMissingError."""
        named = self._wanted.folder
        found = found_at(Path(named).absolute()) if named else self._usual()
        if self._wanted.number is not None:
            found = [each for each in found if each.number == self._wanted.number]
        if not found:
            raise BackupMissingError(named or str(backup_folders(self._access.place)[0]))
        return max(found, key=lambda each: (each.made, each.number))

    def _opener(self, folder: Path) -> Opener:
        """What opens the backup, or the damaged vault."""
        if self._wanted.recovery_key_fd is not None:
            return ByRecoveryKey(read_passphrase(self._wanted.recovery_key_fd))
        if self._wanted.recovery_key:
            return ByRecoveryKey(self._access.typed(self.words("Recovery key: ")))
        slots = look(folder).slots
        typed = self._access.passphrase()
        if TOGETHER in slots and PASSPHRASE not in slots:
            return ByBoth(typed, self._keychain)
        return ByPassphrase(typed)

    # -- damage

    def _check(self) -> int:
        if self._wanted.repair:
            return self._repair()
        try:
            with self._access.unlocked() as vault:
                found = vault.upkeep.check(deep=self._wanted.deep)
                if self._wanted.deep and found.is_whole:
                    vault.facts.put(CHECKED, vault.upkeep.checked_now())
        except VaultDamagedError as error:
            self._tell({"whole": False, "part": error.part}, self._damaged())
            return 1
        body = {
            "whole": found.is_whole, "deep": self._wanted.deep, "pages": found.pages,
            "bad_pages": list(found.bad_pages), "faults": found.faults,
        }  # fmt: skip
        self._tell(body, self._checked_lines(found))
        return 0 if found.is_whole else 1

    def _checked_lines(self, found: Checked) -> list[str]:
        if found.is_whole:
            return [self.words("The vault is whole: {pages} pages.").format(pages=f"{found.pages:,}")]
        said = self.words("Bad pages: {bad} of {pages}; other faults: {faults}").format(
            bad=len(found.bad_pages), pages=f"{found.pages:,}", faults=found.faults
        )
        return [said, *self._damaged()]

    def _damaged(self) -> list[str]:
        return [
            self.words(
                "The vault is damaged. “hisho vault restore” brings back a backup, and “hisho vault check "
                "--repair” saves what can be read."
            )
        ]

    def _repair(self) -> int:
        def tell(done: int, count: int) -> None:
            if done % _PAGES_AT_ONCE == 0:
                words = self.words("Reading page {done} of {count} …")
                self._terminal.progress(words.format(done=f"{done:,}", count=f"{count:,}"))

        place = self._access.place
        salvaged = salvage(place, self._opener(place.folder), tell)
        self._terminal.end_progress()
        self._tell(_salvaged(salvaged) | _kept(salvaged.kept), self._salvaged_lines(salvaged))
        return 0

    def _salvaged_lines(self, found: Salvaged) -> list[str]:
        words, mended = self.words, found.mended
        numbers = (
            (words("Damaged pages: {count}"), found.bad_pages),
            (words("Messages saved: {count}"), found.rows.get("messages", 0)),
            (words("Messages without their text: {count}"), mended.without_text),
            (words("Texts without their end: {count}"), found.cut),
            (words("Messages with their text alone: {count}"), mended.messages),
            (words("Conversations without their dates: {count}"), mended.conversations),
        )
        return [text.format(count=f"{count:,}") for text, count in numbers] + self._kept_lines(found.kept)

    # -- telling

    def _kept_lines(self, kept: Path | None) -> list[str]:
        if kept is None:
            return []
        return [self.words("The vault of before is kept in {folder}.").format(folder=kept)]

    def _tell(self, found: dict[str, Any], lines: Iterable[str]) -> None:
        if self._wanted.json:
            self._terminal.answer(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        else:
            self._terminal.answer("".join(line + "\n" for line in lines))


def _json(backup: Backup) -> dict[str, Any]:
    return {
        "folder": str(backup.folder), "number": backup.number, "made": backup.made.isoformat(),
        "bytes": backup.size, "schema": backup.schema, "cause": backup.cause.value,
    }  # fmt: skip


def _kept(kept: Path | None) -> dict[str, Any]:
    return {"kept": None if kept is None else str(kept)}


def _salvaged(found: Salvaged) -> dict[str, Any]:
    mended = found.mended
    return {
        "pages": found.pages, "bad_pages": found.bad_pages, "rows": found.rows, "cut": found.cut,
        "without_text": mended.without_text, "text_alone": mended.messages,
        "without_dates": mended.conversations,
    }  # fmt: skip
