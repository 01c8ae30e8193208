"""A line for a passphrase: hidden unless asked otherwise, unknown to input methods, never on a clipboard."""

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.buttons import IconButton
from desktop.ui.composition import ENTER_KEYS, keep_private
from desktop.ui.line_editor import LineEditor

LONGEST = 1024


def order_fields(*fields: "PassphraseField") -> None:
    """The tab key goes from field to field, as one types, and then to their eyes."""
    for one, next_one in pairwise((*fields, *(field.eye for field in fields))):
        QWidget.setTabOrder(one, next_one)


class _Eye(IconButton):
    """Keeps what is typed on it: a key that a button does not know would go on to the field it lies in, so
    that a passphrase typed here would end there, without its spaces.
    """

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() in ENTER_KEYS and not event.isAutoRepeat():
            self.click()
        event.setAccepted(event.key() != Qt.Key.Key_Escape)


class PassphraseField(LineEditor):
    """Enter is `confirmed`. The eye beside the text shows and hides it."""

    def __init__(self) -> None:
        super().__init__()
        self._show(shown=False)
        self.setMaxLength(LONGEST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setDragEnabled(False)
        self.eye = _Eye("eye", "text_muted")
        self.eye.setParent(self)
        self.eye.setCheckable(True)
        self.eye.setCursor(Qt.CursorShape.ArrowCursor)
        self.eye.toggled.connect(self._on_eye_toggled)
        self._retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What is selected with the mouse would go to the selection clipboard of X11 here."""
        self.deselect()
        super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setTextMargins(0, 0, self.eye.width(), 0)
        self.eye.move(self.width() - self.eye.width() - 4, (self.height() - self.eye.height()) // 2)

    @Slot(bool)
    def _on_eye_toggled(self, shown: bool) -> None:
        self._show(shown=shown)
        self._retranslate()

    def _show(self, *, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        keep_private(self)              # the normal mode takes every hint away
        self.setInputMethodHints(self.inputMethodHints() | Qt.InputMethodHint.ImhHiddenText)

    def _retranslate(self) -> None:
        is_shown = self.eye.isChecked()
        self.eye.describe(self.tr("Hide the passphrase") if is_shown else self.tr("Show the passphrase"))
