"""Short notices under the header, one at a time, the newest first, that never take the keyboard."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy

from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.labels import IconMark, PlainLabel, dress_labels
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.theme import SIZES

SHOWN_MS = 6_000                # long enough to read one line
WITH_ACTION_MS = 12_000         # and to make up one's mind
_ONE_LINE = 40                  # characters
_LONGER_MS = 100                # for each further one: somebody reads ten of them in a second


class NoticeKind(StrEnum):
    """How much it matters. An error stays until it is closed."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


class Topic(StrEnum):
    """What it is about, where that may pass: then the notice goes, too."""

    NONE = ""
    ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class Notice:
    """One line, and perhaps one thing that can be done about it."""

    text: str
    kind: NoticeKind = NoticeKind.INFO
    action: str = ""
    topic: Topic = Topic.NONE


def shown_ms(notice: Notice) -> int:
    """How long it is shown if nobody closes it."""
    least = WITH_ACTION_MS if notice.action else SHOWN_MS
    return least + max(0, len(notice.text) - _ONE_LINE) * _LONGER_MS


_INKS = {NoticeKind.INFO: "link", NoticeKind.WARNING: "warning", NoticeKind.ERROR: "danger"}
_FILLS = {NoticeKind.INFO: "bubble", NoticeKind.WARNING: "notice", NoticeKind.ERROR: "raised"}
_EDGES = {NoticeKind.INFO: "border", NoticeKind.WARNING: "warning", NoticeKind.ERROR: "danger"}


class NoticeBar(Surface):
    """Hidden while there is nothing to say."""

    action_chosen = Signal(object)              # the Notice
    closed = Signal(object)                     # the Notice: its time was over, or the user closed it

    def __init__(self, timer: QTimer) -> None:
        """`timer` measures how long a notice is shown; it belongs to this bar from now on."""
        super().__init__("bubble", Edge.ALL, SIZES.radius)
        self._waiting: list[Notice] = []        # the newest last
        self._shown: Notice | None = None
        self._timer = timer
        timer.setParent(self)
        timer.setSingleShot(True)
        timer.timeout.connect(self.close_shown)
        self.mark = IconMark("info")
        self.words = PlainLabel(ink="text", wraps=True)
        self.waiting = PlainLabel(SIZES.small - 1)
        self.action_button = QPushButton()
        self.close_button = IconButton("close", "text_muted", 16)
        for button in (self.action_button, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(10)
        row.addWidget(self.mark)
        row.addWidget(self.words, 1)
        for part in (self.waiting, self.action_button, self.close_button):
            row.addWidget(part)
        # No maximum: that would be the height of the hint, which knows nothing of the lines at this width.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.action_button.clicked.connect(self._act)
        self.close_button.clicked.connect(self.close_shown)
        self.set_appearance(Appearance())
        self._show()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        dress_labels(self, appearance)
        self.close_button.set_appearance(appearance)
        self.action_button.setFont(appearance.font(SIZES.small, 600))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._show()
        super().changeEvent(event)

    def show_notice(self, notice: Notice) -> None:
        """Show it; the one that is shown comes back after it."""
        if self._shown is not None:
            self._waiting.append(self._shown)
        self._begin(notice)

    def clear(self) -> None:
        """Drop what is shown and what waits: another conversation, or the lock."""
        self._timer.stop()
        self._waiting.clear()
        self._shown = None
        self._show()

    def withdraw(self, topic: Topic) -> None:
        """Drop what was said about this: it is so no more."""
        self._waiting = [each for each in self._waiting if each.topic is not topic]
        if self._shown is not None and self._shown.topic is topic:
            self._next()
        else:
            self._show()

    @property
    def shown(self) -> Notice | None:
        """The notice on the screen."""
        return self._shown

    def _begin(self, notice: Notice) -> None:
        self._shown = notice
        if notice.kind is NoticeKind.ERROR:
            self._timer.stop()
        else:
            self._timer.start(shown_ms(notice))
        self._show()

    @Slot()
    def close_shown(self) -> None:
        """Go on to the next one."""
        gone = self._shown
        if gone is not None:
            self._next()
            self.closed.emit(gone)

    @Slot()
    def _act(self) -> None:
        chosen = self._shown
        if chosen is not None:
            self._next()
            self.action_chosen.emit(chosen)

    def _next(self) -> None:
        self._timer.stop()
        self._shown = None
        if self._waiting:
            self._begin(self._waiting.pop())
        else:
            self._show()

    def _show(self) -> None:
        notice = self._shown
        self.close_button.describe(self.tr("Close the notice"))
        self.setVisible(notice is not None)
        if notice is None:
            return
        self.set_colours(_FILLS[notice.kind], _EDGES[notice.kind])
        self.mark.set_icon(notice.kind.value, _INKS[notice.kind])
        self.words.setText(notice.text)
        self.setAccessibleName(notice.text)
        self.action_button.setText(notice.action)
        self.action_button.setVisible(bool(notice.action))
        self.waiting.setText(self.tr("%n more", "", len(self._waiting)))
        self.waiting.setVisible(bool(self._waiting))
