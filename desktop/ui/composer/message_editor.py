"""The editor of a message: grows with its text, takes plain text only, and knows an Enter that sends from one
that belongs to an input method.
"""

import math
from enum import StrEnum

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QPalette,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.composition import ENTER_KEYS, Composition, keep_private
from desktop.ui.theme import SIZES

MAX_LINES = 10


class SendKey(StrEnum):
    """Which key sends, as it is written in the settings. Ctrl+Enter always does; Shift+Enter never."""

    ENTER = "enter"
    CTRL_ENTER = "ctrl_enter"


class MessageEditor(QPlainTextEdit):
    """One to ten lines high, or as many at least as `least_lines` says."""

    send_pressed = Signal()
    escape_pressed = Signal()
    height_changed = Signal()

    def __init__(self, parent: QWidget | None = None, *, least_lines: int = 1) -> None:
        super().__init__(parent)
        self._least_lines = least_lines
        self.send_key = SendKey.ENTER
        self.takes_escape = False
        self._max_height = 0
        self.composition = Composition(self)
        keep_private(self)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self.viewport().setAutoFillBackground(False)
        self.document().documentLayout().documentSizeChanged.connect(self._fit_height)
        self.set_appearance(Appearance())
        self.retranslate()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        font = appearance.font(SIZES.body)
        self.setFont(font)
        self.viewport().setFont(font)           # under an application's style sheet children inherit no font
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Text, appearance.colour("text"))
        colours.setColor(QPalette.ColorRole.PlaceholderText, appearance.colour("text_muted"))
        colours.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(colours)
        self._fit_height()

    def set_max_height(self, pixels: int) -> None:
        """Grow no higher than this, however few lines that is: the window may be low."""
        self._max_height = pixels
        self._fit_height()

    def set_send_key(self, send_key: SendKey) -> None:
        """Which key sends."""
        self.send_key = send_key
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Take the words of the language in use; the placeholder says as much as there is room for."""
        self.setAccessibleName(self.tr("Message"))
        if self.send_key is SendKey.CTRL_ENTER:
            whole = self.tr("Write a message (Ctrl+Enter sends, Enter starts a new line)")
            short = self.tr("Write a message (Ctrl+Enter sends)")
        else:
            whole = self.tr("Write a message (Enter sends, Shift+Enter starts a new line)")
            short = self.tr("Write a message (Enter sends)")
        room = self.width() - 16
        measure = self.fontMetrics().horizontalAdvance
        fitting = (words for words in (whole, short) if measure(words) <= room)
        self.setPlaceholderText(next(fitting, self.tr("Message")))

    @Slot()
    def _fit_height(self) -> None:
        shown = min(max(self._lines(), self._least_lines), max(MAX_LINES, self._least_lines))
        height = self._height_of(shown)
        if self._max_height:
            height = max(min(height, self._max_height), self._height_of(1))
        overflows = self._height_of(self._lines()) > height
        wanted = Qt.ScrollBarPolicy.ScrollBarAsNeeded if overflows else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() is not wanted:
            self.setVerticalScrollBarPolicy(wanted)
        if height != self.height() or height != self.maximumHeight():
            self.setFixedHeight(height)
            self.height_changed.emit()

    def _lines(self) -> int:
        # The layout of a plain text editor counts its height in lines, wrapped ones included.
        return math.ceil(self.document().documentLayout().documentSize().height())

    def _height_of(self, lines: int) -> int:
        margin = self.document().documentMargin()
        return math.ceil(lines * self.fontMetrics().lineSpacing() + 2 * margin) + 2

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self._height_of(1))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()
        self.retranslate()

    # -- keys

    def event(self, event: QEvent) -> bool:
        if (
            self.takes_escape
            and event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
        ):
            event.accept()
            return True
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composition.follow(event)
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composition.forget()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.composition.owns(event):
            event.accept()
        elif event.key() in ENTER_KEYS:
            self._enter(event)
        elif self.takes_escape and event.key() == Qt.Key.Key_Escape:
            self.escape_pressed.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        sends = held == Qt.KeyboardModifier.ControlModifier or (
            held == Qt.KeyboardModifier.NoModifier and self.send_key is SendKey.ENTER
        )
        if not sends:
            self.textCursor().insertBlock()     # Qt's own Shift+Enter makes a line separator, U+2028
            self.ensureCursorVisible()
        elif not event.isAutoRepeat():          # a key held down is one wish
            self.send_pressed.emit()
        event.accept()

    # -- pasting and dropping

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.textCursor().insertText(source.text().replace("\0", ""))
            self.ensureCursorVisible()
