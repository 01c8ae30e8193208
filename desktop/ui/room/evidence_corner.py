"""The way to the evidence: the audit log and the protection report, each made when it is first wanted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.appearance import Appearance
from desktop.ui.main_window import MainWindow
from desktop.ui.room.room import Outside
from desktop.ui.saving import Saving
from desktop.vault.vault import Vault
from desktop.words import Language

if TYPE_CHECKING:
    from desktop.ui.audit.choosing import SaveQuestion
    from desktop.ui.audit.record_corner import EvidenceDesk, RecordCorner
    from desktop.ui.audit.report_desk import ReportDesk


@dataclass(frozen=True, slots=True)
class Archive:
    """What the evidence is about, the way to a file, and the language it is written in."""

    vault: Vault
    saving: Saving
    language: Callable[[], Language]


class EvidenceCorner(QObject):
    """Most days nobody asks for evidence."""

    left = Signal()                             # the audit log was closed
    told = Signal(str)                          # a sentence about what is done
    failed = Signal(object)

    def __init__(self, window: MainWindow, outside: Outside, archive: Archive) -> None:
        super().__init__()
        self._window = window
        self._outside = outside
        self._archive = archive
        self._appearance = Appearance()
        self._record: RecordCorner | None = None
        self._report: ReportDesk | None = None

    def wear(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        if self._record is not None:
            self._record.wear(appearance)

    @Slot()
    def show_record(self) -> None:
        """Show the audit log."""
        self.record.show()

    @Slot()
    def begin_report(self) -> None:
        """Ask where the protection report shall be saved, and make it."""
        self.report.begin()

    @property
    def record(self) -> "RecordCorner":
        """The audit log."""
        if self._record is None:
            from desktop.ui.audit.record_corner import RecordCorner

            self._record = RecordCorner(self._window, self._archive.vault, self._desk())
            self._record.wear(self._appearance)
            self._record.left.connect(self.left)
            self._record.told.connect(self.told)
        return self._record

    @property
    def report(self) -> "ReportDesk":
        """Who makes reports."""
        if self._report is None:
            from desktop.ui.audit.report_desk import ReportDesk, ReportPlaces

            outside, archive = self._outside, self._archive
            around = ReportPlaces(
                outside.places, outside.policy_file, archive.language, outside.edition
            )
            self._report = ReportDesk(archive.vault, outside.notifier, self._desk(), around)
            self._report.told.connect(self.told)
            self._report.failed.connect(self.failed)
        return self._report

    def _desk(self) -> "EvidenceDesk":
        from desktop.ui.audit.record_corner import EvidenceDesk

        outside = self._outside
        return EvidenceDesk(
            outside.background, self._archive.saving, self._choose, outside.words, outside.now
        )

    def _choose(self, question: "SaveQuestion", done: Callable[[str], None]) -> None:
        from desktop.ui.audit.save_dialog import SaveEvidenceDialog

        dialog = SaveEvidenceDialog(question, self._appearance, self._window)
        dialog.fileSelected.connect(done)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
