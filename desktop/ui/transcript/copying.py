"""Puts what a person asked for on the clipboard."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.clipboard import copy_text
from desktop.ui.transcript.code import CodeBlock
from desktop.ui.transcript.selection import Selection

_SHOWN = 1500           # milliseconds that a copy button says that it has copied


class Copying(QObject):
    """Copies selections and code."""

    code_copied = Signal(str)

    def __init__(self, viewport: QWidget, selection: Selection) -> None:
        super().__init__(viewport)
        self._viewport = viewport
        self._selection = selection
        self._said_by: CodeBlock | None = None
        self._shown = QTimer(self, interval=_SHOWN, singleShot=True)
        self._shown.timeout.connect(self._on_shown)

    def copy_selection(self) -> None:
        """Copy the selected text, if there is some."""
        if words := self._selection.text():
            copy_text(words)

    def copy_code(self, code: str) -> None:
        """Copy this code."""
        copy_text(code)
        self.code_copied.emit(code)

    def copy_thinking(self, thinking: str) -> None:
        """Copy what was thought before an answer."""
        copy_text(thinking)

    def press(self, block: CodeBlock) -> None:
        """The copy button of a block was pressed: copy, and let the button say so."""
        self._on_shown()
        block.copied, self._said_by = True, block
        self._shown.start()
        self._viewport.update()
        self.copy_code(block.code)

    def _on_shown(self) -> None:
        if self._said_by is not None:
            self._said_by.copied, self._said_by = False, None
            self._viewport.update()
