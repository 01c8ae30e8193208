"""Which messages the canvas shows, and the answer that grows at its end."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, QRect, QTimer
from PySide6.QtWidgets import QAbstractScrollArea

from desktop.chat.conversation import Ending
from desktop.chat.transcript import TranscriptEntry
from desktop.ui.transcript.layout import Column, Item
from desktop.ui.transcript.painting import View
from desktop.ui.transcript.realising import Realiser
from desktop.ui.transcript.scrolling import Scroller
from desktop.ui.transcript.segments import Kind, Segmenter

_PULSE = 400            # milliseconds between the steps of the waiting dots


class Content(QObject):
    """Changes the items of the column and asks for no more paint than they need."""

    def __init__(
        self, area: QAbstractScrollArea, column: Column, realiser: Realiser, scroller: Scroller, view: View
    ) -> None:
        super().__init__(area)
        self._viewport = area.viewport()
        self._column = column
        self._realiser = realiser
        self._scroller = scroller
        self._view = view
        self._streaming: Item | None = None
        self._pulse = QTimer(self, interval=_PULSE)
        self._pulse.timeout.connect(self._on_pulse)

    @property
    def is_streaming(self) -> bool:
        """Whether an answer grows."""
        return self._streaming is not None

    def show(self, entries: Iterable[TranscriptEntry]) -> bool:
        """Show these messages; what is shown already stays laid out. Whether it is another conversation."""
        known = {item.entry.message_id: item for item in self._column.items}
        items = [self._item(entry, known.get(entry.message_id)) for entry in entries]
        another = not any(item.entry.message_id in known for item in items)
        if self._streaming is not None and self._streaming not in items:
            self._forget_stream()

        def change() -> None:
            self._column.items = items

        if another:
            self._column.reset(items)
            self._scroller.pin()
        else:
            self._scroller.keep_place(change)
        self._viewport.update()
        return another

    def _item(self, entry: TranscriptEntry, known: Item | None) -> Item:
        """The item of an entry: the known one, with what can be kept of it."""
        if known is not None and (known.entry == entry or known.segmenter is not None):
            if known.segmenter is not None and entry.ending is Ending.STREAMING:
                known.entry = entry
            return known
        item = Item(entry)
        if known is not None and _says_the_same(known.entry, entry):
            item.pieces, item.unfolded = known.pieces, known.unfolded
        self._column.measure(item)
        return item

    def append(self, entry: TranscriptEntry) -> Item:
        """Show one more message at the end."""
        item = self._item(entry, None)
        self._scroller.keep_place(lambda: self._column.items.append(item))
        self._viewport.update()
        return item

    def replace(self, entry: TranscriptEntry) -> Item:
        """Show the newer state of a message; one that is not shown is appended."""
        index = self._column.index_of(entry.message_id)
        if index is None:
            return self.append(entry)
        known = self._column.items[index]
        if known is self._streaming:
            known.entry = entry
            self._scroller.keep_place(lambda: self._column.measure(known))
            return known
        item = self._item(entry, known)

        def change() -> None:
            self._column.items[index] = item

        self._scroller.keep_place(change)
        self._viewport.update()
        return item

    def begin(self, entry: TranscriptEntry) -> None:
        """An answer begins to grow."""
        item = self.replace(entry)
        item.segmenter = Segmenter()
        item.segmenter.append(entry.text)
        item.pieces = []
        item.unfolded = not entry.text
        self._streaming = item
        self._realiser.follow_stream(item)
        self._scroller.keep_place(lambda: self._column.measure(item))
        self._pulse.start()
        self._viewport.update()

    def think(self, text: str) -> None:
        """The model thinks on before its answer; without one nothing happens."""
        item = self._streaming
        if item is None or item.segmenter is None or not text:
            return
        before = item.height
        item.thinking += text
        self._realiser.follow_stream(item)
        self._show_grown(item, before, item.fold)

    def grow(self, text: str) -> None:
        """The answer goes on; without one nothing happens."""
        item = self._streaming
        if item is None or item.segmenter is None or not text:
            return
        self._pulse.stop()
        before = item.height
        begins = bool(item.thinking) and not item.segmenter.text
        item.segmenter.append(text)
        if begins and item.folds_itself:
            item.unfolded = False
            self._realiser.fold(item)
        dirty = self._realiser.follow_stream(item)
        self._show_grown(item, before, item.fold if begins else dirty)

    def _show_grown(self, item: Item, before: float, dirty: float | None) -> None:
        if item.height != before:
            self._scroller.keep_place_of_last(item)
        if dirty is not None:
            self._update_below(item, dirty)

    def _update_below(self, item: Item, y: float) -> None:
        index = self._column.index_of(item.entry.message_id)
        if index is None:
            return
        top = int(self._column.tops[index] + y) - self._scroller.top - 6
        height = self._viewport.height()
        self._viewport.update(QRect(0, max(0, top), self._viewport.width(), max(0, height - max(0, top))))

    def end(self, entry: TranscriptEntry) -> None:
        """The answer is complete, or as complete as it will be."""
        item, streamed = self._streaming, ""
        self._pulse.stop()
        if item is not None and item.segmenter is not None:
            item.segmenter.finish()
            self._realiser.follow_stream(item)
            streamed = item.segmenter.text
            item.segmenter = None
        self._streaming = None
        if item is not None:
            item.entry = entry
            if streamed != entry.text or item.thinking != entry.thinking:
                item.pieces, item.thinking = None, entry.thinking
            self._scroller.keep_place(lambda: self._column.measure(item))
            self._viewport.update()
        else:
            self.replace(entry)

    def _forget_stream(self) -> None:
        self._pulse.stop()
        self._streaming = None

    def set_progress(self, words: str) -> None:
        """Say what is being done before the first words of the answer."""
        if self._streaming is not None and self._streaming.progress != words:
            self._streaming.progress = words
            self._update_below(self._streaming, 0)

    def _on_pulse(self) -> None:
        self._view.pulse += 1
        if self._streaming is not None:
            self._update_below(self._streaming, self._streaming.body)

    def drop_blocks(self, view_width: float) -> None:
        """Lay everything out anew, as after a change of theme or text size."""

        def change() -> None:
            self._column.set_view_width(view_width)
            for item in self._column.items:
                for piece in item.pieces or ():
                    piece.block = None
                    piece.height = self._column.estimate(piece.segment, item)
                self._column.measure(item)

        self._scroller.keep_text(change)
        self._viewport.update()

    def set_width(self, width: float) -> None:
        """The view has another width."""
        before = self._column.width

        def change() -> None:
            if not self._column.set_view_width(width):
                return
            ratio = before / self._column.width
            for item in self._column.items:
                for piece in item.pieces or ():
                    if piece.segment.kind in {Kind.TEXT, Kind.PLAIN, Kind.THOUGHT}:
                        piece.height *= ratio
                self._column.measure(item)

        self._scroller.keep_text(change)
        self._viewport.update()


def _says_the_same(one: TranscriptEntry, other: TranscriptEntry) -> bool:
    return (one.text, one.thinking, one.role) == (other.text, other.thinking, other.role)
