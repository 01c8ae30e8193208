"""The transcript: a scroll area that paints the messages itself; its parts do the work."""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from desktop.chat.transcript import TranscriptEntry
from desktop.ui.appearance import Appearance
from desktop.ui.theme import LIGHT, Tokens
from desktop.ui.transcript.accessibility import AccessibleArea
from desktop.ui.transcript.content import Content
from desktop.ui.transcript.copying import Copying
from desktop.ui.transcript.finding import Finding
from desktop.ui.transcript.folding import Folding
from desktop.ui.transcript.keyboard import Keyboard
from desktop.ui.transcript.layout import Column
from desktop.ui.transcript.overlay import Overlay
from desktop.ui.transcript.painting import Painting, View
from desktop.ui.transcript.pointing import Pointing
from desktop.ui.transcript.realising import Realiser
from desktop.ui.transcript.rendering import Style
from desktop.ui.transcript.scrolling import Scroller
from desktop.ui.transcript.selection import Selection

_RESIZE_STEP = 33       # milliseconds between two layouts while the window is being resized


class TranscriptView(AccessibleArea):
    """Shows a conversation. It changes nothing by itself: what a person wants is a signal with an id."""

    copy_requested = Signal(int)
    regenerate_requested = Signal(int)
    edit_requested = Signal(int)
    details_requested = Signal(int)             # of what made an answer
    alternative_requested = Signal(int, int)    # message id, -1 or +1
    code_copied = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)     # lets scrolling move pixels
        self.column = Column(Style(LIGHT))
        self._view = View()
        self.realiser = Realiser(self.column)
        self.scroller = Scroller(self, self.column, self.realiser)
        self.selection = Selection(self.column, self.realiser)
        self._painting = Painting(self.column, self.selection, self._view)
        self._content = Content(self, self.column, self.realiser, self.scroller, self._view)
        self.keyboard = Keyboard(self, self.column, self.scroller, self.selection, self._view)
        self._pointing = Pointing(self, self.column, self.scroller, self.selection)
        self.overlay = Overlay(self, self.column, self.scroller, self._view)
        self.folding = Folding(self, self.column, self.realiser, self.scroller, self.selection)
        self.finding = Finding(self, self.column, self.realiser, self.folding, self._view)
        self._copying = Copying(self.viewport(), self.selection)
        self._resizing = QTimer(self, interval=_RESIZE_STEP, singleShot=True)
        self._connect_parts()

    def _connect_parts(self) -> None:
        bar = self.overlay.bar
        bar.copy_clicked.connect(self.copy_requested)
        bar.regenerate_clicked.connect(self.regenerate_requested)
        bar.edit_clicked.connect(self.edit_requested)
        bar.details_clicked.connect(self.details_requested)
        bar.step_clicked.connect(self.alternative_requested)
        bar.thinking_clicked.connect(self.folding.turn_message)
        self._pointing.fold_clicked.connect(self.folding.turn)
        self.keyboard.fold_turned.connect(self.folding.turn)
        self.folding.turned.connect(self.overlay.place)
        self.keyboard.copy_thinking.connect(self._copying.copy_thinking)
        self._pointing.hovered.connect(self.overlay.hover)
        self._pointing.code_clicked.connect(self._copying.press)
        self.keyboard.current_changed.connect(self.overlay.place)
        self.keyboard.copy_selection.connect(self._copying.copy_selection)
        self.keyboard.copy_code.connect(self._copying.copy_code)
        self.keyboard.copy_message.connect(
            lambda index: self.copy_requested.emit(self.column.items[index].entry.message_id)
        )
        self.keyboard.details_of_message.connect(
            lambda index: self.details_requested.emit(self.column.items[index].entry.message_id)
        )
        self._copying.code_copied.connect(self.code_copied)
        self._resizing.timeout.connect(self._on_resize_step)

    def show_entries(self, entries: tuple[TranscriptEntry, ...]) -> None:
        """Show these messages. What is shown already keeps its place; another talk opens at its end."""
        if self._content.show(entries):
            self.selection.begin(None)
            self._view.current = -1
        self.finding.refresh()
        self.overlay.place()

    def append_entry(self, entry: TranscriptEntry) -> None:
        """Show one more message; the reader is taken to the end, for it is their own."""
        self._content.append(entry)
        self.scroller.pin()
        self.finding.refresh()
        self.overlay.place()

    def update_entry(self, entry: TranscriptEntry) -> None:
        """Show the newer state of a message."""
        self._content.replace(entry)
        self.finding.refresh()
        self.overlay.place()

    def begin_answer(self, entry: TranscriptEntry) -> None:
        """An answer begins to grow; deltas go to it until `end_answer`."""
        self._content.begin(entry)
        self.finding.refresh()
        self.overlay.place()

    def append_delta(self, text: str) -> None:
        """The answer goes on."""
        self._content.grow(text)
        self.finding.refresh()

    def append_thinking(self, text: str) -> None:
        """The model thinks on before its answer."""
        self._content.think(text)
        self.finding.refresh()

    def end_answer(self, entry: TranscriptEntry) -> None:
        """The answer is at its end."""
        self._content.end(entry)
        self.finding.refresh()
        self.overlay.place()

    def set_progress(self, words: str) -> None:
        """What is being done before the first words of the answer come."""
        self._content.set_progress(words)

    def set_empty_text(self, title: str, body: str) -> None:
        """What is said where there are no messages yet."""
        self._view.empty_title, self._view.empty_body = title, body
        self.viewport().update()

    def set_theme(self, tokens: Tokens, text_scale: float) -> None:
        """Take other colours or another text size."""
        self.column.style = Style(tokens, text_scale)
        self.overlay.set_appearance(Appearance(tokens, text_scale))
        self._content.drop_blocks(self.viewport().width())
        self.overlay.place()

    def buttons(self) -> list[QWidget]:
        """The buttons that are shown over the messages."""
        return self.overlay.buttons()

    def paintEvent(self, event: QPaintEvent) -> None:
        self.scroller.before_paint()
        painter = QPainter(self.viewport())
        size = QRectF(self.viewport().rect())
        self._painting.draw(painter, QRectF(event.rect()), self.scroller.top, size)
        painter.end()

    def scrollContentsBy(self, _across: int, down: int) -> None:
        self.viewport().scroll(0, down)
        self.overlay.place()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """While the window is being pulled, lines are broken anew 30 times a second at most."""
        if not self._resizing.isActive():
            self._on_resize_step()
            self._resizing.start()

    def _on_resize_step(self) -> None:
        self._content.set_width(self.viewport().width())
        self.overlay.place()
        self.viewport().update()                # the paint that Qt gives a resize may be long over by now

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.overlay.retranslate()
            self.viewport().update()
        super().changeEvent(event)
