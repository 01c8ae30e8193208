"""The answer that is being written: what streams in is shown, journaled and closed, whatever becomes of the
engine.
"""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.chat.conversation import Ending, StoredMessage
from desktop.chat.exchange import AnswerJournal
from desktop.chat.store import ConversationStore
from desktop.inference.errors import EngineLostError, InferenceError
from desktop.inference.protocol import Delta, Finished, Prefilling, PromptMessage, StopReason
from desktop.inference.recipe import Recipe, to_json
from desktop.inference.sampling import Sampling
from desktop.ui.background import Background
from desktop.ui.engine_link import EngineLink, EngineState
from desktop.ui.recording import Recorder, Recording

_JOURNAL_CHECK_MS = 100
_ENDINGS = {
    StopReason.END: Ending.COMPLETE,
    StopReason.LENGTH: Ending.LENGTH,
    StopReason.STOPPED: Ending.STOPPED,
}


@dataclass(slots=True, eq=False)
class _Running(Recording):
    """The exchange in progress. `request_id` 0: it waits for an engine."""

    messages: tuple[PromptMessage, ...] = ()
    sampling: Sampling = field(default_factory=Sampling)
    replay: Recipe | None = None
    request_id: int = 0
    error: InferenceError | None = None


class Answering(QObject):
    """At most one answer at a time."""

    asked = Signal()                            # the engine was, just now
    delta_arrived = Signal(int, str, str)       # id of the answer, text, what was thought before it
    progressed = Signal(object)                 # Prefilling
    ended = Signal(object)                      # the answer as stored
    failed = Signal(object)                     # InferenceError: the engine could not carry this request out
    not_written = Signal(object)                # VaultError: the answer waits to be written; told once
    written_after_all = Signal()

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
        self._clock = clock
        self._running: _Running | None = None
        self._recorder = Recorder(background, store, self)
        self._recorder.finished.connect(self._on_recorded)
        self._recorder.gone.connect(self._on_gone)
        self._recorder.not_written.connect(self.not_written)
        self._recorder.written_after_all.connect(self.written_after_all)
        self._journal_timer = QTimer(self)
        self._journal_timer.setInterval(_JOURNAL_CHECK_MS)
        self._journal_timer.timeout.connect(self._write_if_due)
        engine.delta_arrived.connect(self._on_delta)
        engine.prefilling.connect(self._on_prefilling)
        engine.finished.connect(self._on_finished)
        engine.request_failed.connect(self._on_request_failed)
        engine.engine_failed.connect(self._on_engine_failed)
        engine.reopening.connect(self._on_reopening)
        engine.replaced.connect(self.abandon)
        engine.ready.connect(self._on_ready)

    @property
    def answer_id(self) -> int | None:
        """Id of the answer that is being written."""
        return self._running.answer.id if self._running else None

    @property
    def written(self) -> AnswerJournal:
        """What has been written of it, and thought before."""
        return self._running.journal if self._running else AnswerJournal(0.0)

    def start(
        self,
        answer: StoredMessage,
        messages: tuple[PromptMessage, ...],
        sampling: Sampling,
        replay: Recipe | None = None,
    ) -> None:
        """Let the engine write this answer, which is in the store already, empty and STREAMING; with `replay`
        under the conditions of an earlier one.
        """
        journal = AnswerJournal(self._clock())
        running = _Running(answer, journal, messages=messages, sampling=sampling, replay=replay)
        self._running = running
        self._journal_timer.start()
        self._engine.ensure_started()           # it may have been lost since it was looked for
        if self._engine.state is not EngineState.LOADING:
            self._ask(running)

    def _ask(self, running: _Running) -> None:
        try:
            running.request_id = self._engine.ask(running.messages, running.sampling, running.replay)
        except EngineLostError:
            self._close(Ending.INTERRUPTED)     # why there is no engine is told by the engine's link
        else:
            self.asked.emit()

    def stop(self) -> None:
        """End the answer where it is."""
        running = self._running
        if running is None:
            return
        if not running.request_id:
            self._close(Ending.STOPPED)
            return
        try:
            self._engine.stop(running.request_id)
        except EngineLostError:
            self._close(Ending.INTERRUPTED)

    def drop(self, conversation_id: int) -> None:
        """The conversation is being deleted: end its answer now, without waiting for the engine."""
        if self._running is not None and self._running.answer.conversation_id == conversation_id:
            self._silence(self._running)
            self._close(Ending.STOPPED)

    @Slot()
    def abandon(self) -> None:
        """Close the answer as stopped without waiting for the engine (locking, quitting, another model), and
        try once more to write what waits.
        """
        if self._running is not None:
            self._close(Ending.STOPPED)
        self._recorder.write_again()

    def _silence(self, running: _Running) -> None:
        with contextlib.suppress(EngineLostError):
            self._engine.stop(running.request_id)

    @Slot(object)
    def _on_prefilling(self, event: Prefilling) -> None:
        if self._running is not None and event.request_id == self._running.request_id:
            self.progressed.emit(event)

    @Slot(object)
    def _on_delta(self, event: Delta) -> None:
        running = self._running
        if running is None or event.request_id != running.request_id:
            return
        running.journal.add(event.text, event.token_ids, self._clock(), event.thinking)
        self._write_if_due()
        self.delta_arrived.emit(running.answer.id, event.text, event.thinking)

    @Slot(object)
    def _on_finished(self, event: Finished) -> None:
        if self._running is not None and event.request_id == self._running.request_id:
            self._running.recipe = to_json(event.recipe) if event.recipe else ""
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
    def _on_reopening(self) -> None:
        """The engine is gone and another one is being started. An answer of which nothing was written is
        asked for again; any other stays as it is.
        """
        running = self._running
        if running is None:
            return
        if running.journal.text or running.journal.thinking or running.journal.token_ids:
            self._close(Ending.INTERRUPTED)
        else:
            running.request_id = 0

    @Slot()
    def _on_ready(self) -> None:
        if self._running is not None and not self._running.request_id:
            self._ask(self._running)

    @Slot()
    def _write_if_due(self) -> None:
        if self._running is not None and self._running.journal.is_due(self._clock()):
            self._recorder.write(self._running)

    def _close(self, ending: Ending, error: InferenceError | None = None) -> None:
        """Write the rest, close the answer in the store, then tell."""
        running = self._running
        if running is None:
            return
        self._running = None
        self._journal_timer.stop()
        running.error = error
        self._recorder.finish(running, ending)

    @Slot(object, object)
    def _on_recorded(self, recording: _Running, stored: StoredMessage) -> None:
        self.ended.emit(stored)
        if recording.error is not None:
            self.failed.emit(recording.error)

    @Slot(object)
    def _on_gone(self, recording: _Running) -> None:
        """The conversation was deleted for good: there is nothing left to write to."""
        if recording is self._running:
            self._silence(recording)
            self._close(Ending.STOPPED)
