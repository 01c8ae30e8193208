"""What is known of the protection of window and engine, as the card and its dialog show it."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.confinement.report import ProtectionLevel as Level
from desktop.confinement.report import ProtectionReport, accept_program_report
from desktop.edition_words import edition_words
from desktop.report.layer_words import missing_words
from desktop.report.probe_words import probe_words
from desktop.ui.appearance import Appearance
from desktop.ui.status.protection_dialog import ProtectionDialog
from desktop.ui.status.state import LayerStatus, ProgramProtection, ProtectionLevel, ProtectionStatus
from desktop.ui.status.status_card import StatusCard
from model_manager.edition import Edition

_LEVELS = {
    Level.STRONG: ProtectionLevel.STRONG,
    Level.MIDDLE: ProtectionLevel.MEDIUM,
    Level.WEAK: ProtectionLevel.WEAK,
}


class ProtectionCorner(QObject):
    """Shows the level, and on wish the layers behind it."""

    page_requested = Signal()

    def __init__(
        self, card: StatusCard, window: QWidget, window_report: dict[str, Any], edition: Edition
    ) -> None:
        super().__init__()
        self._card = card
        self._window = window
        self._reports = {"window": window_report}
        self._edition = edition
        self.appearance = Appearance()
        card.protection_requested.connect(self.page_requested)
        self.show()

    @Slot(str)
    def take_engine_report(self, untrusted_json: str) -> None:
        """The engine says how it is shut in."""
        self._reports["engine"] = accept_program_report(untrusted_json)
        self.show()

    def level_word(self) -> str:
        """The level as it is stored with an answer."""
        return ProtectionReport(self._reports).level.value

    @property
    def report(self) -> ProtectionReport:
        """What the programs have said so far."""
        return ProtectionReport(self._reports)

    def show(self) -> None:
        """Show what is known now, in the language in use."""
        self._card.show_protection(self.status())

    def status(self) -> ProtectionStatus:
        """What is known now, in the language in use."""
        report = ProtectionReport(self._reports)
        reasons = tuple(dict.fromkeys(self._words(reason) for reason in report.reasons))
        programs = tuple(self._program(name, each) for name, each in report.programs.items())
        known = "" if self._edition.has_network else edition_words(self._edition, QCoreApplication.translate)
        return ProtectionStatus(_LEVELS[report.level], reasons, programs, known)

    def _program(self, name: str, report: dict[str, Any]) -> ProgramProtection:
        names = {"window": self.tr("Window"), "engine": self.tr("Engine")}
        layers = tuple(
            LayerStatus(
                self._layer_words(layer), found["on"], "" if found["on"] else self._reason(found["reason"])
            )
            for layer, found in report.get("layers", {}).items()
        )
        return ProgramProtection(names.get(name, name), layers)

    def _layer_words(self, layer: str) -> str:
        return {
            "seccomp": self.tr("No network, no other programs (seccomp)"),
            "landlock": self.tr("Own files only (Landlock)"),
            "namespaces": self.tr("Shut off from other services (bubblewrap)"),
        }.get(layer, layer)

    def _reason(self, reason: str) -> str:
        return missing_words(reason, QCoreApplication.translate)

    def _words(self, reason: str) -> str:
        """`program:layer:reason`, `program:probe:name` or `program:open:name` as a sentence."""
        _, kind, detail = reason.split(":", 2)
        if kind == "probe":
            text = self.tr("A probe found something allowed that should be refused: {name}")
            return text.format(name=detail)
        if kind == "open":
            text = self.tr("Without bubblewrap this stays possible by way of others: {what}")
            return text.format(what=probe_words(detail, QCoreApplication.translate))
        return self.tr("{layer}: {reason}").format(layer=self._layer_words(kind), reason=self._reason(detail))

    @Slot()
    def open_details(self) -> None:
        """Show each program and its layers."""
        ProtectionDialog(self.status(), self.appearance, self._window).open()
