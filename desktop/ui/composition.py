"""What an input method does in an editor, so that the Enter that confirms a conversion does nothing else."""

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def keep_private(editor: QWidget) -> None:
    """Ask input methods not to learn from this editor and not to offer what they learnt. Every editor of
    Hisho is passed through here.
    """
    editor.setInputMethodHints(
        editor.inputMethodHints()
        | Qt.InputMethodHint.ImhSensitiveData
        | Qt.InputMethodHint.ImhNoPredictiveText
    )


def keep_dialog_private(dialog: QWidget) -> None:
    """The same for the lines of a dialog of Qt's own: the name of a file can say what one works on."""
    for line in dialog.findChildren(QLineEdit):
        keep_private(line)


class Composition(QObject):
    """Follows the preedit text of one editor."""

    def __init__(self, editor: QWidget) -> None:
        super().__init__(editor)
        self.is_open = False
        self._just_ended = False

    def follow(self, event: QInputMethodEvent) -> None:
        """Take note of what the input method did."""
        was_open, self.is_open = self.is_open, bool(event.preeditString())
        if was_open and not self.is_open:
            # Some input methods deliver the end of the preedit and then the Enter that ended it, in one turn.
            self._just_ended = True
            QTimer.singleShot(0, self._turn_is_over)

    def forget(self) -> None:
        """The editor lost the keyboard, and with it whatever was being composed."""
        self.is_open = False

    def owns(self, event: QKeyEvent) -> bool:
        """Whether this key is an Enter that belongs to the input method."""
        return event.key() in ENTER_KEYS and (self.is_open or self._just_ended)

    @Slot()
    def _turn_is_over(self) -> None:
        self._just_ended = False
