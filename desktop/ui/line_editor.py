"""A line to type in that is safe with input methods: search, new names."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.composition import ENTER_KEYS, Composition, keep_private


class LineEditor(QLineEdit):
    """Enter is `confirmed` only when no conversion is going on; Esc is `cancelled`."""

    confirmed = Signal()
    cancelled = Signal()
    left = Signal()                             # it lost the keyboard

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composition = Composition(self)
        keep_private(self)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self.takes_escape()
        ):
            event.accept()                      # or the window's own Esc would be faster
            return True
        return super().event(event)

    def takes_escape(self) -> bool:
        """Whether Esc means something here."""
        return True

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composition.follow(event)
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composition.owns(event):
            return
        if event.key() in ENTER_KEYS:
            self.confirmed.emit()
        elif event.key() == Qt.Key.Key_Escape and self.takes_escape():
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composition.forget()
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class SearchField(LineEditor):
    """Esc empties it; an empty one leaves Esc to the window."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cancelled.connect(self.clear)

    def takes_escape(self) -> bool:
        return bool(self.text())
