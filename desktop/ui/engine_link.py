"""The window's engine: asks the supervisor for one, listens to it in the Qt thread, says what becomes of it,
and starts another where the model was opened too heavily for the machine.
"""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.chat.conversation import ModelMark
from desktop.control import (
    ControlError,
    ControlLink,
    EndEngine,
    EngineEnded,
    EngineRefusedError,
    Refusal,
)
from desktop.inference.client import EngineClient, HangLimits, link_from
from desktop.inference.errors import (
    EngineHungError,
    EngineLostError,
    InferenceError,
    ProtocolError,
    from_code,
)
from desktop.inference.learning import Memory
from desktop.inference.opening import Opening, Reopening, SteppedDown
from desktop.inference.protocol import (
    Confined,
    Counted,
    Delta,
    Event,
    Failed,
    Finished,
    LoadFailed,
    Loading,
    Placed,
    Prefilling,
    PromptMessage,
    Ready,
    Thinking,
)
from desktop.inference.recipe import Recipe
from desktop.inference.sampling import Sampling
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.read_notifier import ReadNotifier, read_notifier

_HANG_CHECK_MS = 1000


class EngineState(Enum):
    """What the window can say of its engine."""

    ABSENT = auto()                 # no model chosen, or the last one could not be loaded
    LOADING = auto()
    READY = auto()
    LOST = auto()                   # it ended unasked; the next question starts another


@dataclass(frozen=True, slots=True)
class ChosenModel:
    """The model to load: `key` is its sha256, or the name of the guide for the supervisor."""

    key: str
    mark: ModelMark
    is_guide: bool


class EngineLink(QObject):
    """At most one engine at a time, for the chosen model."""

    state_changed = Signal(object)              # EngineState
    placed = Signal(object)                     # Placed: where the model is about to be put
    stepped_down = Signal(object)               # SteppedDown: it is put there more lightly than before
    reopening = Signal(object)                  # Reopening: the engine is gone, another is being started
    replaced = Signal()                         # by choice: what the one before was asked stays unanswered
    loading = Signal(float)
    confined = Signal(str)                      # the engine's report as JSON text
    ready = Signal(object)                      # Ready
    prefilling = Signal(object)                 # Prefilling
    delta_arrived = Signal(object)              # Delta
    finished = Signal(object)                   # Finished
    counted = Signal(object)                    # Counted
    request_failed = Signal(int, object)        # request id, InferenceError
    engine_failed = Signal(object)              # the engine is gone: InferenceError or EngineRefusedError

    def __init__(
        self,
        notifier: ControlNotifier,
        memory: Memory,
        clock: Callable[[], float] = time.monotonic,
        limits: HangLimits | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._notifier = notifier
        self._control: ControlLink = notifier.link
        self._memory = memory
        self._clock = clock
        self._limits = limits or HangLimits()
        self._client: EngineClient | None = None
        self._readable: ReadNotifier | None = None
        self._number = 0
        self._requests: set[int] = set()            # for engines, not answered yet; others ask for some, too
        self._awaited_request = 0
        self._leaving: set[int] = set()             # engines that were let go and have not ended yet
        self._is_wanted = False                     # an engine, as soon as those are gone
        self._opening: Opening | None = None
        self._failure: InferenceError | None = None
        self._reopening: Reopening | None = None
        self._failure_is_of_the_file = False
        self.state = EngineState.ABSENT
        self.model: ChosenModel | None = None
        self.context_length = 0
        self.thinking = Thinking.FAMILY             # how long the user wishes the model to think
        self.suiting = Sampling()                   # what suits the model's family
        self._signals = {
            Placed: self.placed, Prefilling: self.prefilling, Delta: self.delta_arrived,
            Finished: self.finished, Counted: self.counted,
        }  # fmt: skip
        self._hang_timer = QTimer(self)
        self._hang_timer.setInterval(_HANG_CHECK_MS)
        self._hang_timer.timeout.connect(self._check_progress)
        notifier.engine_started.connect(self._on_started)
        notifier.engine_refused.connect(self._on_refused)
        notifier.engine_ended.connect(self._on_ended)

    # -- what the window wants

    def use(self, model: ChosenModel) -> None:
        """Load this model in a fresh engine, as it was chosen for it; the present engine is let go."""
        self.model = model
        self._opening = Opening(model.mark.sha256, self._memory)
        self._start()
        self.replaced.emit()

    def ensure_started(self) -> None:
        """Start another engine if the last one was lost."""
        if self._opening is not None and self.state is EngineState.LOST:
            self._start()

    def _start(self) -> None:
        """The engine before has to be gone first: the new one looks how much memory is free."""
        self.release()
        self._failure = None
        self._reopening = None
        self._failure_is_of_the_file = False
        self._is_wanted = True
        self._set_state(EngineState.LOADING)
        self._start_when_alone()

    def _start_when_alone(self) -> None:
        if self._is_wanted and not self._leaving and self.model is not None:
            self._is_wanted = False
            self._awaited_request = self._control.start_engine(self.model.key)
            self._requests.add(self._awaited_request)

    def ask(
        self, messages: tuple[PromptMessage, ...], sampling: Sampling, replay: Recipe | None = None
    ) -> int:
        """Ask for an answer; returns the request's id. Only when READY. Raises EngineLostError."""
        thinking = self.thinking if replay is None else Thinking(replay.thinking)
        return self._require().ask(messages, sampling, thinking=thinking, replay=replay)

    def count(self, messages: tuple[PromptMessage, ...]) -> int:
        """Ask how long a prompt is; returns the request's id. Only when READY. Raises EngineLostError."""
        return self._require().count(messages, thinking=self.thinking)

    def stop(self, request_id: int) -> None:
        """End the answer to this request."""
        self._require().stop(request_id)

    def _require(self) -> EngineClient:
        if self._client is None:
            raise EngineLostError(phase="answer", signal=0, exit_code=0)
        return self._client

    def release(self) -> None:
        """Let the engine go."""
        self._is_wanted = False
        self._hang_timer.stop()
        if self._readable is not None:
            self._readable.setEnabled(False)
            self._readable.deleteLater()
            self._readable = None
        if self._client is not None:
            self._client.close()
            self._client = None
        if self._number:
            self._leaving.add(self._number)
            with contextlib.suppress(ControlError):     # without a supervisor all end
                self._control.ask(EndEngine(self._number))
        self._number = 0
        self._awaited_request = 0

    # -- what the supervisor tells

    @Slot(int, int, int)
    def _on_started(self, request: int, engine: int, descriptor: int) -> None:
        if request not in self._requests:
            return
        self._requests.discard(request)
        client = link_from(descriptor, self._clock, self._limits)
        if request != self._awaited_request or self._opening is None:
            client.close()              # another model was chosen meanwhile
            return
        with contextlib.suppress(EngineLostError):      # its end arrives as an event
            client.open(self._opening.request())
        self._client = client
        self._number = engine
        self._readable = read_notifier(client, self)
        self._readable.activated.connect(self._on_readable)
        self._hang_timer.start()

    @Slot(int, str)
    def _on_refused(self, request: int, reason: str) -> None:
        self._requests.discard(request)
        if request == self._awaited_request and self.model is not None:
            self._set_state(EngineState.ABSENT)
            self.engine_failed.emit(EngineRefusedError(Refusal(reason), self.model.mark.sha256))

    @Slot(object)
    def _on_ended(self, ended: EngineEnded) -> None:
        if ended.engine in self._leaving:
            self._leaving.discard(ended.engine)
            self._start_when_alone()
        elif ended.engine == self._number and self._client is not None and self._opening is not None:
            self._hear_last_words()
            failure = self._failure or _loss(ended, is_loading=self.state is EngineState.LOADING)
            wanted = self._client.is_awaited
            failure.facts["begun"] = not wanted
            reopening = self._reopening or self._opening.lost(failure, wanted=wanted)
            self._number = 0
            if reopening is not None:
                self.reopening.emit(reopening)
                self._start()
                return
            self.release()
            # A file that cannot be used will not do better; a process that was killed may.
            self._set_state(EngineState.ABSENT if self._failure_is_of_the_file else EngineState.LOST)
            self.engine_failed.emit(failure)


    def _hear_last_words(self) -> None:
        """Read what a dead engine still said: the notice of its end may overtake it."""
        client = self._client
        while client is not None:
            try:
                for event in client.events():
                    self._on_event(event)
            except InferenceError:
                break

    # -- what the engine says

    @Slot()
    def _on_readable(self) -> None:
        client = self._client
        if client is None:
            return
        try:
            for event in client.events():
                self._on_event(event)
        except EngineLostError:
            if self._readable is not None:
                self._readable.setEnabled(False)        # the supervisor tells how it ended
        except ProtocolError as error:
            self._end_because(error)

    def _on_event(self, event: Event) -> None:
        if self._reopening is not None:
            return                      # it is being ended
        turn = self._opening.hear(event) if self._opening is not None else None
        if isinstance(turn, Reopening):
            self._reopening = turn
            self._control.ask(EndEngine(self._number))      # its end arrives as an event
            return
        if isinstance(turn, SteppedDown):
            self.stepped_down.emit(turn)
        self._tell(event)

    def _tell(self, event: Event) -> None:
        match event:
            case Placed() | Prefilling() | Delta() | Finished() | Counted():
                self._signals[type(event)].emit(event)
            case Loading():
                self.loading.emit(event.fraction)
            case Confined():
                self.confined.emit(event.report_json)
            case Ready():
                self.context_length = event.context_length
                self.suiting = event.sampling
                self._set_state(EngineState.READY)
                self.ready.emit(event)
            case LoadFailed():
                self._failure = from_code(event.code, event.facts)
                self._failure_is_of_the_file = True
            case Failed():
                self.request_failed.emit(event.request_id, from_code(event.code, event.facts))
            case _:
                pass

    @Slot()
    def _check_progress(self) -> None:
        if self._client is None:
            return
        try:
            self._client.check_progress()
        except EngineHungError as error:
            self._end_because(error)

    def _end_because(self, error: InferenceError) -> None:
        """End an engine that misbehaves; its end arrives as an event and carries this reason."""
        self._failure = error
        self._hang_timer.stop()
        self._control.ask(EndEngine(self._number))

    def _set_state(self, state: EngineState) -> None:
        self.state = state
        self.state_changed.emit(state)


def _loss(ended: EngineEnded, *, is_loading: bool) -> EngineLostError:
    return EngineLostError(
        phase="load" if is_loading else "answer",
        signal=ended.signal,
        exit_code=ended.exit_code,
        cause=ended.cause,
    )
