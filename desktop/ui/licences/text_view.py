"""A text to read, not to write: it can be selected, searched and copied."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QTextEdit

from desktop.ui.appearance import Appearance
from desktop.ui.composition import keep_private
from desktop.ui.theme import SIZES, fonts

_MOST_MARKS = 500                       # more are not seen as places any more


class TextView(QPlainTextEdit):
    """Shows plain text in letters of one width, with marks where the words that are sought stand."""

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()
        self._sought = ""
        keep_private(self)
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        tokens = appearance.tokens
        font = fonts(SIZES.small - 1, text_scale=appearance.text_scale, code=True)
        self.setFont(font)
        self.viewport().setFont(font)   # under an application's style sheet children inherit no font
        colours = self.palette()
        colours.setColor(QPalette.ColorRole.Text, appearance.colour("text"))
        self.setPalette(colours)
        self.setStyleSheet(
            f"QPlainTextEdit {{ border: 1px solid {tokens.border_strong}; padding: 8px;"
            f" border-radius: {SIZES.radius}px; background: {tokens.field}; color: {tokens.text}; }}"
        )
        self._mark()

    def show_text(self, text: str) -> None:
        """Show this from its beginning, or from the first place that is sought."""
        self.setPlainText(text)
        self._go_to_first(self._mark())

    def seek(self, words: str) -> None:
        """Mark every place where these words stand, in letters of any size, and go to the first."""
        self._sought = words
        self._go_to_first(self._mark())

    @property
    def marks(self) -> int:
        """How many places are marked."""
        return len(self.extraSelections())

    def _mark(self) -> int | None:
        """Mark the places; returns where the first begins."""
        look = QTextCharFormat()
        look.setBackground(self._appearance.colour("found"))
        look.setForeground(self._appearance.colour("found_text"))
        found: list[QTextEdit.ExtraSelection] = []
        first: int | None = None
        place = self.document().find(self._sought) if self._sought else QTextCursor()
        while not place.isNull() and len(found) < _MOST_MARKS:
            first = place.selectionStart() if first is None else first
            mark = QTextEdit.ExtraSelection()
            mark.cursor, mark.format = place, look
            found.append(mark)
            place = self.document().find(self._sought, place)
        self.setExtraSelections(found)
        return first

    def _go_to_first(self, place: int | None) -> None:
        beginning = QTextCursor(self.document())
        beginning.setPosition(place or 0)
        self.setTextCursor(beginning)
        self.ensureCursorVisible()
