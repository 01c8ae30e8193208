"""The names of labels, and sentences about what they do."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QLocale, QObject

from desktop.chat.label_rules import LabelRule, Permission
from desktop.chat.labels import Label
from desktop.transfer.label_names import label_name


class LabelWords(QObject):
    """Names as the administrator gives them, otherwise those that are stamped on paper."""

    def __init__(self, given: Mapping[Label, tuple[str, str]] | None = None) -> None:
        """`given`: for some labels a name in Japanese and one in English."""
        super().__init__()
        self._given = given or {}

    def name(self, label: Label) -> str:
        """The name in the language in use."""
        is_japanese = QLocale().language() is QLocale.Language.Japanese
        return label_name(label, self._given, "ja" if is_japanese else "en", QCoreApplication.translate)

    def consequences(self, rule: LabelRule, *, capture_can_be_prevented: bool) -> list[str]:
        """What a label does, a short line for each."""
        return [
            self._of_lock(rule), self._of_clipboard(rule), self._of_export(rule),
            self._of_capture(rule, capture_can_be_prevented), self._of_title(rule),
        ]  # fmt: skip

    def _of_title(self, rule: LabelRule) -> str:
        if rule.may_be_named:
            return self.tr("Window title: names the conversation")
        return self.tr("Window title: does not name the conversation")

    def _of_lock(self, rule: LabelRule) -> str:
        if rule.lock_minutes is None:
            return self.tr("Lock: as in the settings")
        return self.tr("Lock: after %n idle minute(s) at the latest", "", rule.lock_minutes)

    def _of_clipboard(self, rule: LabelRule) -> str:
        if not rule.may_be_copied:
            return self.tr("Copying: not allowed by the administrator")
        if rule.clipboard_seconds is None:
            return self.tr("Clipboard: cleared when Hisho is locked or ends")
        return self.tr("Clipboard: cleared after %n second(s)", "", rule.clipboard_seconds)

    def _of_export(self, rule: LabelRule) -> str:
        return {
            Permission.ALLOWED: self.tr("Export: allowed, with the label stamped on it"),
            Permission.ASK: self.tr("Export: asks for a reason, which is logged"),
            Permission.FORBIDDEN: self.tr("Export: not allowed"),
        }[rule.export]

    def _of_capture(self, rule: LabelRule, can_be_prevented: bool) -> str:
        if rule.may_be_captured:
            return self.tr("Screenshots: allowed")
        if can_be_prevented:
            return self.tr("Screenshots: the window is left out")
        return self.tr("Screenshots: this system cannot prevent them")
