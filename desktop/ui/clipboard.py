"""The one way from the window to the clipboard: marked as a secret, and taken back when its time is over.

Widgets of Qt copy by themselves (Ctrl+C in a field, a selected label). The guard sees that at once and puts
the same text there once more, marked. It knows its own by the mark alone and keeps no text.

The marks keep it out of histories and clouds: KDE's clipboard asks for `x-kde-passwordManagerHint`, Windows
for three formats of its own. The marks ask; a program that does not care reads the clipboard all the same, as
every program can.

What is selected with the mouse goes nowhere: X11 would offer each selection to every program, unasked, and
without a way to call it secret. So a middle click pastes nothing of ours.
"""

import secrets
from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QClipboard, QGuiApplication

from desktop.chat.label_rules import LabelRule, rule_of
from desktop.chat.labels import Label

_MARK = "application/x-hisho-copy"
_OURS = secrets.token_bytes(16)     # of this process: another Hisho's copies are not ours
_HINT = "x-kde-passwordManagerHint"
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'       # how Qt names a format of Windows'
_FOR_WINDOWS = {
    "ExcludeClipboardContentFromMonitorProcessing": b"\1\0\0\0",
    "CanIncludeInClipboardHistory": b"\0\0\0\0",
    "CanUploadToCloudClipboard": b"\0\0\0\0",
}
_WITHOUT_OTHERS = frozenset({"offscreen", "minimal"})
CLIPBOARD, SELECTION = QClipboard.Mode.Clipboard, QClipboard.Mode.Selection


def copy_text(text: str, *, most_seconds: int | None = None) -> bool:
    """Put this into the clipboard, marked; for so long at most, whatever the rule allows. False where the
    guard took it away at once.
    """
    clipboard = QGuiApplication.clipboard()
    clipboard.setMimeData(marked(text, most_seconds=most_seconds))
    return is_ours(clipboard.mimeData())


def marked(text: str, *, most_seconds: int | None = None) -> QMimeData:
    """A text that asks to be kept in no history and no cloud. Only the text: rich text says where it is
    from.
    """
    carried = QMimeData()
    carried.setText(text)
    carried.setData(_MARK, _OURS + str(most_seconds or "").encode())
    carried.setData(_HINT, b"secret")
    for name, value in _FOR_WINDOWS.items():
        carried.setData(_WINDOWS.format(name), value)
    return carried


def is_ours(data: QMimeData | None) -> bool:
    """Whether `marked` of this process made it."""
    return data is not None and bytes(data.data(_MARK).data()).startswith(_OURS)


def seconds_for(data: QMimeData, rule: LabelRule) -> int | None:
    """How long what is ours may stay: the least of what the rule and its own mark say."""
    own = bytes(data.data(_MARK).data()).removeprefix(_OURS)
    said = [rule.clipboard_seconds, int(own) if own else None]
    return min((each for each in said if each is not None), default=None)


def strictest() -> LabelRule:
    """What holds while nobody says otherwise."""
    return rule_of(Label.TOP_SECRET)


class ClipboardGuard(QObject):
    """Clears the clipboard by the rule in force."""

    refused = Signal()              # the administrator forbids copying

    def __init__(
        self,
        clipboard: QClipboard,
        timer: QTimer,
        owns: Callable[[QClipboard.Mode], bool] | None = None,
        first: Callable[[], LabelRule] = strictest,
    ) -> None:
        """`owns`: whether what is there was put there by this process; by default the platform says so.
        `first`: the rule before one is applied, asked for when something is copied.
        """
        super().__init__()
        self._clipboard = clipboard
        self._timer = timer
        self._owns = owns or self._platform_owns
        self._first = first
        self._rule: LabelRule | None = None
        timer.setSingleShot(True)
        timer.setTimerType(Qt.TimerType.PreciseTimer)   # a coarse one stays up to a twentieth longer
        timer.timeout.connect(self.clear)
        clipboard.changed.connect(self._on_changed)

    @property
    def rule(self) -> LabelRule:
        """What holds now."""
        if self._rule is None:
            self._rule = self._first()
        return self._rule

    def apply(self, rule: LabelRule) -> None:
        """By this rule from now on. What is there already may only have to go sooner."""
        self._rule = rule
        data = self._clipboard.mimeData() if self._owns(CLIPBOARD) else None
        if data is not None and is_ours(data):
            seconds = seconds_for(data, rule)
            left = self._timer.remainingTime() if self._timer.isActive() else None
            if seconds is not None:
                self._timer.start(min(seconds * 1000, seconds * 1000 if left is None else left))

    @Slot()
    def clear(self) -> None:
        """Take away what is still ours."""
        self._timer.stop()
        if self._owns(CLIPBOARD) and is_ours(self._clipboard.mimeData()):
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._owns(SELECTION):
            self._clipboard.clear(SELECTION)

    def _platform_owns(self, mode: QClipboard.Mode) -> bool:
        if QGuiApplication.platformName() in _WITHOUT_OTHERS:
            return mode is CLIPBOARD
        return self._clipboard.ownsClipboard() if mode is CLIPBOARD else self._clipboard.ownsSelection()

    @Slot(QClipboard.Mode)
    def _on_changed(self, mode: QClipboard.Mode) -> None:
        if not self._owns(mode):
            if mode is CLIPBOARD:
                self._timer.stop()              # somebody else's is there now
        elif mode is SELECTION:
            self._clipboard.clear(SELECTION)
        elif mode is CLIPBOARD:
            self._on_own()

    def _on_own(self) -> None:
        data = self._clipboard.mimeData()
        if data is None or not data.formats():
            self._timer.stop()                  # it was cleared
        elif not self.rule.may_be_copied:
            self._clipboard.clear()
            self.refused.emit()
        elif not is_ours(data):
            self._clipboard.setMimeData(marked(data.text()))
        else:
            seconds = seconds_for(data, self.rule)
            self._timer.stop()
            if seconds is not None:
                self._timer.start(seconds * 1000)
