"""What an input method sends to an editor."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
from PySide6.QtWidgets import QWidget


def compose(editor: QWidget, preedit: str) -> None:
    """Show `preedit` as what is being composed; "" takes it back."""
    kind = QInputMethodEvent.AttributeType
    attributes = [
        QInputMethodEvent.Attribute(kind.Cursor, len(preedit), 1, None),
        QInputMethodEvent.Attribute(kind.TextFormat, 0, len(preedit), QTextCharFormat()),
    ]
    QCoreApplication.sendEvent(editor, QInputMethodEvent(preedit, attributes))


def commit(editor: QWidget, text: str, still_composing: str = "") -> None:
    """Enter `text` for good, perhaps going on to compose."""
    event = QInputMethodEvent(still_composing, [])
    event.setCommitString(text)
    QCoreApplication.sendEvent(editor, event)
