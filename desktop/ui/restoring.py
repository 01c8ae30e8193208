"""Brings a vault back in front of the gate: shows what there is, does it off the Qt thread, and opens what
came of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.background import Background
from desktop.ui.open_backup import OpenBackupDialog
from desktop.ui.pages.restore import RestorePage
from desktop.vault import marks
from desktop.vault.backup import Backup, backups, found_at, of_older_keys
from desktop.vault.errors import BackupMissingError, WorkStoppedError
from desktop.vault.header import PASSPHRASE, TOGETHER
from desktop.vault.keychain import Keychain
from desktop.vault.openers import ByBoth, ByPassphrase, ByRecoveryKey, Opener
from desktop.vault.place import VaultPlace, VaultState, look
from desktop.vault.restore import Restored, restore
from desktop.vault.salvage import Salvaged, salvage
from desktop.vault.upkeep import backup_folders
from desktop.vault.vault import Vault

_PAGES_AT_ONCE = 64                 # progress is told so often


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """A vault that is open again, and what was done for it."""

    vault: Vault
    by: Restored | Salvaged


@dataclass(frozen=True, slots=True)
class Around:
    """What it needs: the vault's place, how the gate opens it afterwards, and the words for errors."""

    place: VaultPlace
    keychain: Keychain
    unlock: Callable[[Opener], Vault]
    words: Callable[[Exception], str]


class Restoring(QObject):
    """Ends with `opened`; until then somebody may go back and begin again."""

    opened = Signal(object)                     # Vault; belongs to the vault's lane
    begun = Signal()
    left = Signal()
    _progressed = Signal(int, int)

    def __init__(self, around: Around, background: Background, page: Callable[[], RestorePage]) -> None:
        """`page` is made when it is first needed."""
        super().__init__()
        self._around = around
        self._background = background
        self._make_page = page
        self._brought: BroughtBack | None = None
        self._is_over = False
        self.is_damaged = False
        """Whether somebody was told that the vault is damaged: then its repair is what most will want."""

    @cached_property
    def _page(self) -> RestorePage:
        page = self._make_page()
        page.restore_wanted.connect(self._on_wanted)
        page.folder_wanted.connect(self._ask_for_folder)
        page.back_requested.connect(self.left)
        page.finished.connect(self._on_finished)
        self._progressed.connect(page.show_progress)
        return page

    @Slot()
    def begin(self) -> None:
        """Show what can be brought back here."""
        place = self._around.place
        self.is_damaged = self.is_damaged or marks.is_set(place.folder, marks.DAMAGED)
        folders = backup_folders(place)
        self._offer([each for folder in folders for each in backups(folder)])
        self.begun.emit()

    def _offer(self, found: Sequence[Backup]) -> None:
        state = self._around.place.look().state
        self._page.show_offers(
            found,
            has_vault=state in (VaultState.PRESENT, VaultState.DAMAGED),
            old=of_older_keys(found, self._around.place.folder),
        )
        if self.is_damaged or state is VaultState.DAMAGED:
            self._page.choose_repair()

    # -- another folder

    @Slot()
    def _ask_for_folder(self) -> None:
        dialog = OpenBackupDialog(self._page.appearance, self._page)
        dialog.fileSelected.connect(self.look_into)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def look_into(self, folder: str) -> None:
        """Offer the backups of this folder, too."""
        try:
            found = found_at(Path(folder))
        except BackupMissingError as error:
            self._page.show_error(self._around.words(error))
            return
        self.is_damaged = False             # who looks for a backup wants no repair
        self._offer(found)

    # -- doing it

    @Slot(object, bool, str)
    def _on_wanted(self, backup: Backup | None, by_recovery: bool, typed: str) -> None:
        self._page.show_busy(busy=True)
        place = self._around.place
        opener = self._opener(place.folder if backup is None else backup.folder, by_recovery, typed)

        def bring_back() -> BroughtBack:
            by = (
                salvage(place, opener, self._tell)
                if backup is None
                else restore(place, backup, opener, lambda: not self._is_over)
            )
            return BroughtBack(self._around.unlock(opener), by)

        self._background.on_vault(
            bring_back, self._on_brought, lambda error: self._page.show_error(self._around.words(error))
        )

    def _opener(self, folder: Path, by_recovery: bool, typed: str) -> Opener:
        if by_recovery:
            return ByRecoveryKey(typed)
        slots = look(folder).slots
        if TOGETHER in slots and PASSPHRASE not in slots:
            return ByBoth(typed, self._around.keychain)
        return ByPassphrase(typed)

    def _tell(self, done: int, count: int) -> None:
        """In the vault's lane."""
        if self._is_over:
            raise WorkStoppedError
        if done % _PAGES_AT_ONCE == 0 or done == count:
            self._progressed.emit(done, count)

    def _on_brought(self, brought: BroughtBack) -> None:
        self._brought = brought
        self._page.show_done(self._summary(brought.by))

    def _summary(self, by: Restored | Salvaged) -> str:
        parts = [self._numbers(by) if isinstance(by, Salvaged) else self.tr("The backup was restored.")]
        if by.kept is not None:
            parts.append(self.tr("The vault of before is kept in {folder}.").format(folder=by.kept))
        return " ".join(parts)

    def _numbers(self, by: Salvaged) -> str:
        """What was saved, and each kind of loss that there is."""
        pages = self.tr("Damaged pages: {bad} of {pages}.").format(
            bad=f"{by.bad_pages:,}", pages=f"{by.pages:,}"
        )
        mended = by.mended
        losses = [
            (mended.without_text, self.tr("%n message(s) without their text.", "", mended.without_text)),
            (by.cut, self.tr("%n text(s) without their end.", "", by.cut)),
            (mended.messages, self.tr("%n message(s) with their text alone.", "", mended.messages)),
            (
                mended.conversations,
                self.tr(
                    "%n conversation(s) without their dates, labelled most secret now.", "",
                    mended.conversations,
                ),
            ),
        ]  # fmt: skip
        saved = self.tr("%n message(s) saved.", "", by.rows.get("messages", 0))
        told = [words for count, words in losses if count]
        return " ".join([pages, saved, *(told or [self.tr("No text was lost.")])])

    @Slot()
    def _on_finished(self) -> None:
        brought, self._brought = self._brought, None
        if brought is not None:
            self.opened.emit(brought.vault)

    def close(self) -> None:
        """Leave: what is being done ends, what was brought back is closed."""
        self._is_over = True
        if self._brought is not None:
            self._background.on_vault(self._brought.vault.close)
            self._brought = None
