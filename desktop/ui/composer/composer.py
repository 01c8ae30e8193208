"""The composer: the message being written, what it would cost, and the button that sends or stops."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QMouseEvent, QTextCursor
from PySide6.QtWidgets import QVBoxLayout

from desktop.chat.prompt import Fit
from desktop.ui.appearance import Appearance
from desktop.ui.composer.edit_banner import EditBanner
from desktop.ui.composer.foot import ComposerFoot, FootState
from desktop.ui.composer.message_editor import MessageEditor, SendKey
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.theme import SIZES


class Composer(Surface):
    """Sending asks; the text stays until `clear` is called, so that a question refused is not lost."""

    send_requested = Signal(str)
    stop_requested = Signal()
    text_changed = Signal(str)                  # by the user, never by a method of this class
    edit_cancelled = Signal()

    def __init__(self) -> None:
        super().__init__("raised", Edge.ALL, SIZES.radius_bubble)
        self._known_text = ""
        self._draft: str | None = None          # what was being written when an earlier message was taken up
        self._busy = False
        self._held_back = False                 # it was to be sent while an answer is being written
        self._may_send = True
        self._reason = ""
        self._fit: Fit | None = None
        self.editor = MessageEditor()
        self.banner = EditBanner()
        self.foot = ComposerFoot()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 10, 8)
        column.setSpacing(6)
        for part in (self.banner, self.editor, self.foot):
            column.addWidget(part)
        self.banner.hide()
        self.setFocusProxy(self.editor)
        self.editor.textChanged.connect(self._on_text_changed)
        self.editor.send_pressed.connect(self._send)
        self.editor.escape_pressed.connect(self._cancel_edit)
        self.banner.cancelled.connect(self._cancel_edit)
        self.foot.pressed.connect(self._on_round_pressed)
        self.set_appearance(Appearance())
        self._show_state()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        for part in (self.editor, self.banner, self.foot):
            part.set_appearance(appearance)

    # -- the text

    @property
    def text(self) -> str:
        """What is written, without what an input method still composes."""
        return self.editor.toPlainText()

    def set_text(self, text: str) -> None:
        """Replace what is written; tells nobody."""
        with QSignalBlocker(self.editor):
            self.editor.setPlainText(text)
        self._known_text = self.text
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self._show_state()

    def clear(self) -> None:
        """Empty it; tells nobody."""
        self.set_text("")

    @Slot()
    def _on_text_changed(self) -> None:
        text = self.text
        if text != self._known_text:            # a preedit changes the document, not the text
            self._known_text = text
            self._show_state()
            self.text_changed.emit(text)

    # -- editing an earlier message

    @property
    def is_editing(self) -> bool:
        """Whether an earlier message is being changed; what is typed then is no draft."""
        return self._draft is not None

    def begin_edit(self, text: str) -> None:
        """Take up an earlier message; the draft comes back with `end_edit`."""
        if self._draft is None:
            self._draft = self.text
        self.banner.show()
        self.editor.takes_escape = True
        self.set_text(text)
        self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def end_edit(self) -> None:
        """Put the draft back."""
        if self._draft is not None:
            draft, self._draft = self._draft, None
            self.banner.hide()
            self.editor.takes_escape = False
            self.set_text(draft)

    @Slot()
    def _cancel_edit(self) -> None:
        if self.is_editing:
            self.end_edit()
            self.edit_cancelled.emit()

    # -- sending

    def set_send_key(self, key: str) -> None:
        """Which key sends: "enter" or "ctrl_enter"."""
        self.editor.set_send_key(SendKey(key))
        self._show_state()

    def set_busy(self, busy: bool) -> None:
        """While an answer is being written the button stops it."""
        self._busy = busy
        self._held_back = self._held_back and busy
        self._show_state()

    def set_enabled_for_sending(self, enabled: bool, reason: str = "") -> None:
        """Whether a question could be taken; if not, the reason is shown. Writing is always possible."""
        self._may_send = enabled
        self._reason = "" if enabled else reason
        self._show_state()

    def show_count(self, fit: Fit | None) -> None:
        """What sending would cost; None while nobody can count."""
        self._fit = fit
        self._show_state()

    @property
    def _can_send(self) -> bool:
        too_long = self._fit is not None and self._fit.too_long
        return self._may_send and not self._busy and not too_long and bool(self.text.strip())

    @Slot()
    def _send(self) -> None:
        if self._can_send:
            self.send_requested.emit(self.text)
        elif self._busy and self.text.strip():
            self._held_back = True
            self._show_state()

    @Slot()
    def _on_round_pressed(self) -> None:
        if self._busy:
            self.stop_requested.emit()
            return
        QGuiApplication.inputMethod().commit()  # what is still being composed belongs to the message
        self._send()

    def _show_state(self) -> None:
        by_control_enter = self.editor.send_key is SendKey.CTRL_ENTER
        state = FootState(
            self._busy, self._can_send, self._reason, self._fit, by_control_enter, self._held_back
        )
        self.foot.show_state(state)
        self.set_colours("raised", "danger" if state.too_long else "border")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the text goes into it."""
        self.editor.setFocus(Qt.FocusReason.MouseFocusReason)
        super().mousePressEvent(event)
