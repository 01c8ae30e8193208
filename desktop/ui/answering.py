"""The answer that is being written: what streams in is shown, journaled and closed, whatever becomes of the
engine.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.chat.conversation import Ending, StoredMessage
from desktop.chat.exchange import AnswerJournal
from desktop.chat.store import ConversationStore
from desktop.inference.errors import EngineLostError, InferenceError
from desktop.inference.protocol import Delta, Finished, Prefilling, PromptMessage, Sampling, StopReason
from desktop.ui.background import Background
from desktop.ui.engine_link import EngineLink

_JOURNAL_CHECK_MS = 100
_ENDINGS = {
    StopReason.END: Ending.COMPLETE,
    StopReason.LENGTH: Ending.LENGTH,
    StopReason.STOPPED: Ending.STOPPED,
}


@dataclass(slots=True)
class _Running:
    """The exchange in progress."""

    answer: StoredMessage
    request_id: int
    journal: AnswerJournal
    left_out: int = 0


class Answering(QObject):
    """At most one answer at a time."""

    delta_arrived = Signal(int, str)            # id of the answer, text
    progressed = Signal(object)                 # Prefilling
    ended = Signal(object, int)                 # the answer as stored, how many messages the prompt left out
    failed = Signal(object)                     # InferenceError: the engine could not carry this request out

    def __init__(
        self,
        engine: EngineLink,
        background: Background,
        store: ConversationStore,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._background = background
        self._store = store
        self._clock = clock
        self._running: _Running | None = None
        self._journal_timer = QTimer(self)
        self._journal_timer.setInterval(_JOURNAL_CHECK_MS)
        self._journal_timer.timeout.connect(self._write_if_due)
        engine.delta_arrived.connect(self._on_delta)
        engine.prefilling.connect(self._on_prefilling)
        engine.finished.connect(self._on_finished)
        engine.request_failed.connect(self._on_request_failed)
        engine.engine_failed.connect(self._on_engine_failed)

    @property
    def answer_id(self) -> int | None:
        """Id of the answer that is being written."""
        return self._running.answer.id if self._running else None

    @property
    def text(self) -> str:
        """What has been written of it."""
        return self._running.journal.text if self._running else ""

    def start(self, answer: StoredMessage, messages: tuple[PromptMessage, ...], sampling: Sampling) -> None:
        """Let the engine write this answer, which is in the store already, empty and STREAMING."""
        running = _Running(answer, 0, AnswerJournal(self._clock()))
        self._running = running
        self._journal_timer.start()
        try:
            running.request_id = self._engine.ask(messages, sampling)
        except EngineLostError:
            self._close(Ending.INTERRUPTED)     # why there is no engine is told by the engine's link

    def stop(self) -> None:
        """End the answer where it is."""
        if self._running is not None:
            try:
                self._engine.stop(self._running.request_id)
            except EngineLostError:
                self._close(Ending.INTERRUPTED)

    def abandon(self) -> None:
        """Close the answer as stopped without waiting for the engine (locking, quitting)."""
        if self._running is not None:
            self._close(Ending.STOPPED)

    @Slot(object)
    def _on_prefilling(self, event: Prefilling) -> None:
        if self._running is not None and event.request_id == self._running.request_id:
            self._running.left_out = event.left_out
            self.progressed.emit(event)

    @Slot(object)
    def _on_delta(self, event: Delta) -> None:
        running = self._running
        if running is None or event.request_id != running.request_id:
            return
        running.journal.add(event.text, event.token_ids, self._clock())
        self._write_if_due()
        self.delta_arrived.emit(running.answer.id, event.text)

    @Slot(object)
    def _on_finished(self, event: Finished) -> None:
        if self._running is not None and event.request_id == self._running.request_id:
            self._running.left_out = event.left_out
            self._close(_ENDINGS[event.stop_reason])

    @Slot(int, object)
    def _on_request_failed(self, request_id: int, error: InferenceError) -> None:
        if self._running is not None and request_id == self._running.request_id:
            self._close(Ending.INTERRUPTED, error)

    @Slot()
    def _on_engine_failed(self) -> None:
        if self._running is not None:
            self._close(Ending.INTERRUPTED)

    @Slot()
    def _write_if_due(self) -> None:
        if self._running is not None and self._running.journal.is_due(self._clock()):
            self._write(self._running)

    def _write(self, running: _Running) -> None:
        text, token_ids = running.journal.take()
        answer_id = running.answer.id
        self._background.on_vault(lambda: self._store.journal_answer(answer_id, text, token_ids))

    def _close(self, ending: Ending, error: InferenceError | None = None) -> None:
        """Write the rest, close the answer in the store, then tell; the order of the vault's lane keeps them
        in sequence.
        """
        running = self._running
        if running is None:
            return
        self._running = None
        self._journal_timer.stop()
        if running.journal.has_unwritten:
            self._write(running)
        self._background.on_vault(
            lambda: self._store.finish_answer(running.answer.id, ending),
            lambda stored: self._tell(stored, running.left_out, error),
        )

    def _tell(self, stored: StoredMessage, left_out: int, error: InferenceError | None) -> None:
        self.ended.emit(stored, left_out)
        if error is not None:
            self.failed.emit(error)
