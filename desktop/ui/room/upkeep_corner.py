"""Looks after an open vault while nobody waits for it: a check at the start, a backup a day, a deep check a
week. Something is said only where something is wrong.
"""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.ui.background import Background
from desktop.ui.notices import NoticeKind
from desktop.vault.backup import Backup, Cause
from desktop.vault.checking import Checked
from desktop.vault.errors import VaultError, WorkStoppedError
from desktop.vault.upkeep import CHECKED, Upkeep, note_backup
from desktop.vault.vault import Vault

FIRST_AFTER_MS = 5_000              # the room is painted and the engine is on its way
AGAIN_AFTER_MS = 60 * 60 * 1000     # who never closes Hisho has a backup a day all the same


@dataclass(frozen=True, slots=True)
class Round:
    """What came of looking after the vault once. `trouble` is why there is no backup."""

    checked: Checked | None = None
    was_deep: bool = False
    backup: Backup | None = None
    trouble: VaultError | None = None


class UpkeepCorner(QObject):
    """One round after the other, each in a thread of its own; they end with the vault."""

    said = Signal(str, NoticeKind)
    trouble_found = Signal(object)              # VaultError: why there is no backup

    def __init__(self, vault: Vault, background: Background, timer: QTimer) -> None:
        """`timer` says when the next round begins; it belongs to this corner from now on."""
        super().__init__()
        self._vault = vault
        self._background = background
        self._timer = timer
        timer.setParent(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self._begin_round)
        self._is_over = False
        self._was_checked = False
        self._was_told = False

    def begin(self) -> None:
        """Begin soon."""
        self._timer.start(FIRST_AFTER_MS)

    def leave(self) -> None:
        """No further rounds; what comes of one that goes on is dropped."""
        self._is_over = True
        self._timer.stop()

    @Slot()
    def _begin_round(self) -> None:
        """The lane says when the last deep check was; everything else is done beside it."""
        self._background.on_vault(partial(self._vault.facts.get, CHECKED), self._go_round, self._on_failed)

    def _go_round(self, fact: bytes | None) -> None:
        if self._is_over:
            return
        work = partial(look_after, self._vault.upkeep, fact, checks=not self._was_checked)
        self._background.beside(work, self._on_round, self._on_failed)

    def _on_round(self, found: Round) -> None:
        if self._is_over:
            return
        self._was_checked = True
        self._timer.start(AGAIN_AFTER_MS)
        if found.backup is not None:
            self._background.on_vault(partial(note_backup, self._vault.events, found.backup))
        if found.was_deep and found.checked is not None and found.checked.is_whole:
            done = self._vault.upkeep.checked_now()
            self._background.on_vault(partial(self._vault.facts.put, CHECKED, done), None, self._on_failed)
        self._tell(found)

    def _tell(self, found: Round) -> None:
        """Damage is told once for as long as the vault is open; backups that fail, each time."""
        if found.checked is not None and not found.checked.is_whole:
            if self._was_told:
                return
            self._was_told = True
            self.said.emit(
                self.tr(
                    "The vault is damaged (bad pages: {pages}). Lock Hisho or start it anew, and choose "
                    "“Backups and repair…”; nothing more is backed up until then."
                ).format(pages=len(found.checked.bad_pages)),
                NoticeKind.ERROR,
            )
        elif found.trouble is not None:
            self.trouble_found.emit(found.trouble)
        elif found.backup is not None and found.backup.folder.parent != self._vault.upkeep.folders[0]:
            self.said.emit(
                self.tr("The chosen folder for backups cannot be used; today’s lies beside the vault."),
                NoticeKind.WARNING,
            )

    def _on_failed(self, error: Exception) -> None:
        if not self._is_over and not isinstance(error, WorkStoppedError):
            self.trouble_found.emit(error)
            self._timer.start(AGAIN_AFTER_MS)


def look_after(upkeep: Upkeep, fact: bytes | None, *, checks: bool) -> Round:
    """One round. A damaged vault is not backed up: its copy would push a good one out. Raises
    WorkStoppedError, VaultError.
    """
    upkeep.refresh_ways()
    is_deep = upkeep.is_deep_check_due(fact)
    checked = upkeep.check(deep=is_deep) if checks or is_deep else None
    if checked is not None and not checked.is_whole:
        return Round(checked, is_deep)
    if not upkeep.is_backup_due():
        return Round(checked, is_deep)
    try:
        return Round(checked, is_deep, upkeep.back_up(Cause.DAILY))
    except WorkStoppedError:
        raise
    except VaultError as error:
        return Round(checked, is_deep, trouble=error)
