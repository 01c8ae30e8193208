"""A stand-in for the window's engine: the same signals, answers by hand."""

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, Signal

from desktop.chat.conversation import ModelMark
from desktop.inference.errors import EngineLostError, InferenceError
from desktop.inference.opening import Cause, Reopening
from desktop.inference.protocol import (
    Counted,
    Delta,
    Finished,
    Prefilling,
    PromptMessage,
    StopReason,
    Thinking,
)
from desktop.inference.recipe import Recipe
from desktop.inference.sampling import Sampling
from desktop.ui.engine_link import ChosenModel, EngineState

MODEL = ChosenModel("a" * 64, ModelMark("a" * 64, "random", "llama"), is_guide=False)


@dataclass
class Heard:
    """What the engine was asked."""

    asked: list[tuple[int, tuple[PromptMessage, ...], Sampling]] = field(default_factory=list)
    counted: list[tuple[int, tuple[PromptMessage, ...]]] = field(default_factory=list)
    stopped: list[int] = field(default_factory=list)
    replayed: list[tuple[Thinking, Recipe]] = field(default_factory=list)
    starts: int = 0


class FakeEngine(QObject):
    """Behaves like EngineLink towards asking, answering and drafting."""

    state_changed = Signal(object)
    placed = Signal(object)
    stepped_down = Signal(object)
    reopening = Signal(object)
    replaced = Signal()
    loading = Signal(float)
    confined = Signal(str)
    ready = Signal(object)
    prefilling = Signal(object)
    delta_arrived = Signal(object)
    finished = Signal(object)
    counted = Signal(object)
    request_failed = Signal(int, object)
    engine_failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.state = EngineState.READY
        self.model: ChosenModel | None = MODEL
        self.suiting = Sampling()
        self.thinking = Thinking.FAMILY
        self.heard = Heard()
        self._next = 0

    def _number(self) -> int:
        if self.state is not EngineState.READY:
            raise EngineLostError(phase="answer", signal=9, exit_code=0)
        self._next += 1
        return self._next

    def ask(
        self, messages: tuple[PromptMessage, ...], sampling: Sampling, replay: Recipe | None = None
    ) -> int:
        number = self._number()
        self.heard.asked.append((number, messages, sampling))
        if replay is not None:
            self.heard.replayed.append((Thinking(replay.thinking), replay))
        return number

    def count(self, messages: tuple[PromptMessage, ...]) -> int:
        number = self._number()
        self.heard.counted.append((number, messages))
        return number

    def stop(self, request_id: int) -> None:
        self._number()
        self.heard.stopped.append(request_id)

    def ensure_started(self) -> None:
        if self.state is EngineState.LOST:
            self.heard.starts += 1
            self.state = EngineState.LOADING

    # -- what a test lets it say

    @property
    def last_ask(self) -> int:
        return self.heard.asked[-1][0]

    def say_count(self, tokens: int = 10, limit: int = 100, left_out: int = 0) -> None:
        """Answer the last question for a count."""
        self.counted.emit(Counted(self.heard.counted[-1][0], tokens, limit, left_out, tokens > limit))

    def say(self, text: str, *token_ids: int, thinking: str = "") -> None:
        self.delta_arrived.emit(Delta(self.last_ask, text, token_ids, thinking))

    def read(self, left_out: int = 0) -> None:
        self.prefilling.emit(Prefilling(self.last_ask, 10, 10, 0, left_out))

    def finish(self, reason: StopReason = StopReason.END, left_out: int = 0) -> None:
        self.finished.emit(Finished(self.last_ask, reason, 10, 0, 3, 0.1, 0.1, left_out))

    def fail(self, error: InferenceError) -> None:
        self.request_failed.emit(self.last_ask, error)

    def die(self) -> None:
        self.state = EngineState.LOST
        self.engine_failed.emit(EngineLostError(phase="answer", signal=9, exit_code=0))

    def reopen(self, cause: Cause = Cause.MEMORY) -> None:
        """The engine is lost, and another one is being started by itself."""
        self.state = EngineState.LOADING
        self.reopening.emit(Reopening(cause))

    def replace(self, model: ChosenModel = MODEL) -> None:
        """The user chose a model: a fresh engine loads it, and counts its requests from 1."""
        self.model = model
        self.state = EngineState.LOADING
        self._next = 0
        self.replaced.emit()

    def come_back(self) -> None:
        self.state = EngineState.READY
        self.ready.emit(None)
