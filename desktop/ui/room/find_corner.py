"""Finding in the open conversation: the bar, the marks in the transcript and the keys, joined."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from desktop.chat.folding import fold
from desktop.ui.actions import WindowActions
from desktop.ui.find_bar import FindBar
from desktop.ui.transcript.canvas import TranscriptView

_LONGEST = 200                  # characters of a selection that are taken as what is sought


class FindCorner(QObject):
    """The bar seeks what is typed as it stands; a hit of the search in everything marks its words without it.
    The marks go when the bar is closed, with Esc in the transcript, and with another conversation.
    """

    def __init__(
        self, bar: FindBar, view: TranscriptView, actions: WindowActions, elsewhere: Callable[[], None]
    ) -> None:
        """`elsewhere` is asked to search where there is no conversation to find anything in."""
        super().__init__()
        self._bar = bar
        self._view = view
        self._elsewhere = elsewhere
        self._before: QWidget | None = None
        bar.text_changed.connect(self._seek)
        bar.step_wanted.connect(view.finding.step)
        bar.close_wanted.connect(self.close)
        view.finding.changed.connect(self._show_count)
        view.keyboard.left.connect(self._on_left)
        actions.find.triggered.connect(self.open)
        actions.find_next.triggered.connect(lambda: self._step(1))
        actions.find_previous.triggered.connect(lambda: self._step(-1))

    @Slot()
    def open(self) -> None:
        """Show the bar, with what is selected."""
        if not self._view.column.items:
            self._elsewhere()
            return
        if not self._bar.holds_keyboard():
            self._before = self._bar.window().focusWidget()
        selected = self._view.selection.text().strip() if not self._view.selection.is_empty else ""
        if selected and "\n" not in selected and len(selected) <= _LONGEST:
            self._bar.field.setText(selected)
        self._bar.show()
        self._bar.take_keyboard()
        self._seek(self._bar.field.text())

    @Slot()
    def close(self) -> None:
        """Hide the bar and the marks; the keyboard goes back to where it was."""
        had_keyboard = self._bar.holds_keyboard()
        self._bar.hide()
        self._view.finding.end()
        if had_keyboard:
            wanted = self._before if self._before is not None and self._before.isVisible() else self._view
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def leave_conversation(self) -> None:
        """Another conversation is shown: what was sought in this one is not sought there."""
        self._bar.hide()
        self._view.finding.end()

    @Slot(str)
    def _seek(self, text: str) -> None:
        self._view.finding.begin((fold(text),) if text.strip() else ())
        if not text.strip():
            self._bar.show_count(None)

    def _step(self, by: int) -> None:
        if self._view.finding.words:
            self._view.finding.step(by)
        else:
            self.open()

    @Slot()
    def _show_count(self) -> None:
        finding = self._view.finding
        if finding.words:
            self._bar.show_count((finding.current + 1, len(finding.hits), finding.is_complete))

    @Slot()
    def _on_left(self) -> None:
        if self._bar.isHidden():
            self._view.finding.end()
        else:
            self.close()
