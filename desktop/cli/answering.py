"""Asks an engine from a terminal and waits: start, load, stream, stop, and a worded end for everything that
can go wrong. Where the model was opened too heavily for the machine, another engine takes less, and asks
again what nothing was answered of.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from desktop.control import (
    ControlLink,
    EndEngine,
    EngineEnded,
    EngineRefused,
    EngineRefusedError,
    EngineStarted,
    Notice,
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
from desktop.inference.machine import MachineReport
from desktop.inference.opening import Opening, Reopening, SteppedDown
from desktop.inference.protocol import (
    Confined,
    Delta,
    Event,
    Failed,
    Finished,
    LoadFailed,
    Loading,
    Prefilling,
    PromptMessage,
    Ready,
    Thinking,
)
from desktop.inference.recipe import Recipe
from desktop.inference.sampling import Sampling
from desktop.waiting import is_readable

_TICK_S = 0.25  # how often a hung engine and a wish to stop are looked for


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the prompt's messages, how tokens are drawn, how many at most (0: as the context
    allows), how long the model shall think, and the recipe of an answer that is to be made again.
    """

    messages: tuple[PromptMessage, ...]
    sampling: Sampling
    max_tokens: int = 0
    thinking: Thinking = Thinking.FAMILY
    replay: Recipe | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What the engine is doing: `phase` load or prefill, and the fraction of it that is done."""

    phase: str
    fraction: float


def _say_nothing(_: object) -> None:
    pass


@dataclass(slots=True)
class Listener:
    """What a caller wants to hear while it waits. `wants_stop` is asked often and must be quick."""

    on_progress: Callable[[Progress], None]
    on_delta: Callable[[Delta], None]
    wants_stop: Callable[[], bool]
    on_turn: Callable[[SteppedDown | Reopening], None] = _say_nothing


@dataclass(slots=True)
class TerminalEngine:
    """One engine, asked one question at a time; another one where it is lost."""

    control: ControlLink
    listener: Listener
    memory: Memory
    clock: Callable[[], float] = time.monotonic
    limits: HangLimits = field(default_factory=HangLimits)
    confinement_json: str = ""
    _key: str = ""
    _opening: Opening | None = None
    _client: EngineClient | None = None
    _number: int = 0
    _ended: EngineEnded | None = None
    _turn: Reopening | None = None

    def start(self, key: str, sha256: str) -> Ready:
        """Start an engine with this model (`key` as the supervisor knows it) and wait until it is loaded, as
        heavily as the machine bears it.

        Raises EngineRefusedError, InferenceError, SupervisorLostError.
        """
        self._key = key
        self._opening = Opening(sha256, self.memory)
        return self._open(self._opening)

    def ensure_started(self) -> None:
        """Start another engine if the last one was lost. Raises as `start` does."""
        if self._client is None and self._opening is not None:
            self._open(self._opening)

    def machine(self) -> MachineReport | None:
        """What the engine said of the machine, once it has."""
        placed = self._opening.placed if self._opening is not None else None
        return placed.machine if placed is not None else None

    def machine_mark(self) -> str:
        """The mark under which is remembered what the model shows here; empty before it is known."""
        return self._opening.machine if self._opening is not None else ""

    def _open(self, opening: Opening) -> Ready:
        while True:
            turn: Ready | Reopening | None
            try:
                turn = self._load(opening)
            except InferenceError as error:
                turn = opening.lost(error, wanted=False)
                if turn is None:
                    raise
            if isinstance(turn, Ready):
                return turn
            self.listener.on_turn(turn)

    def _load(self, opening: Opening) -> Ready | Reopening:
        """One try. Raises InferenceError; no engine is left then."""
        self._start_process(opening)
        while True:
            for event in self._events():
                match event:
                    case Ready():
                        return event
                    case LoadFailed():
                        self._end()
                        raise from_code(event.code, event.facts)
                    case Loading():
                        self.listener.on_progress(Progress("load", event.fraction))
                    case Confined():
                        self.confinement_json = event.report_json
                    case _:
                        pass
            if self._turn is not None:
                return self._turn

    def _start_process(self, opening: Opening) -> None:
        self._ended = self._turn = None
        request = self.control.start_engine(self._key)
        while self._client is None:
            told = self.control.wait()
            match told.notice:
                case EngineStarted(request=answered, engine=number) if answered == request:
                    self._number = number
                    self._client = link_from(told.descriptors[0], self.clock, self.limits)
                    with self._end_awaited():
                        self._client.open(opening.request())
                case EngineRefused(request=answered, reason=reason) if answered == request:
                    raise EngineRefusedError(Refusal(reason), self._key)
                case other:
                    self._note(other)

    def answer(self, question: Question) -> Finished:
        """Ask and wait for the end of the answer; its pieces go to the listener.

        Raises InferenceError (where it leaves no engine behind, the next question starts another),
        EngineRefusedError, SupervisorLostError.
        """
        opening = self._opening
        if opening is None:
            raise EngineLostError(phase="answer", signal=0, exit_code=0)
        while True:
            self.ensure_started()
            asked = _Asked(question)
            turn: Finished | Reopening | None
            try:
                turn = self._answer(asked)
            except (EngineLostError, EngineHungError, ProtocolError) as error:
                turn = opening.lost(error, wanted=not asked.has_spoken and not asked.is_stopping)
                if turn is None:
                    raise
            if isinstance(turn, Finished):
                return turn
            self.listener.on_turn(turn)
            if asked.has_spoken or asked.is_stopping:
                raise turn.error or EngineLostError(phase="answer", signal=0, exit_code=0)

    def _answer(self, asked: "_Asked") -> Finished | Reopening:
        """One try. Raises InferenceError."""
        client = self._require()
        question = asked.question
        with self._end_awaited():
            number = client.ask(
                question.messages,
                question.sampling,
                question.max_tokens,
                question.thinking,
                question.replay,
            )
        while True:
            if not asked.is_stopping and self.listener.wants_stop():
                asked.is_stopping = True
                with self._end_awaited():
                    client.stop(number)
            for event in self._events():
                match event:
                    case Prefilling():
                        self.listener.on_progress(Progress("prefill", event.done / max(event.total, 1)))
                    case Delta():
                        asked.has_spoken = True
                        self.listener.on_delta(event)
                    case Finished():
                        return event
                    case Failed() if self._turn is None:
                        raise from_code(event.code, event.facts)
                    case _:
                        pass
            if self._turn is not None:
                return self._turn

    def _require(self) -> EngineClient:
        if self._client is None:
            raise EngineLostError(phase="answer", signal=0, exit_code=0)
        return self._client

    def _events(self) -> list[Event]:
        """Wait a tick at most, for the engine or for news of it. Where another one is to take its place, it
        has ended when this returns.
        """
        client = self._require()
        events: list[Event] = []
        with self._end_awaited():
            if is_readable(client, _TICK_S):
                events = client.events()
            else:
                client.check_progress()
        for at, event in enumerate(events):
            turn = self._opening.hear(event) if self._opening is not None else None
            if isinstance(turn, Reopening):
                self._turn = turn
                self._end()
                return events[: at + 1]
            if turn is not None:
                self.listener.on_turn(turn)
        return events

    @contextmanager
    def _end_awaited(self) -> Iterator[None]:
        """What is found out about the engine in here is told when it has ended, and how: no engine is left,
        and the next can be started.
        """
        try:
            yield
        except EngineLostError as error:
            ended = self._wait_for_end()
            phase = "load" if error.facts["phase"] == "load" else "answer"
            raise EngineLostError(
                phase=phase, signal=ended.signal, exit_code=ended.exit_code, cause=ended.cause
            ) from error
        except (EngineHungError, ProtocolError):
            self._end()
            raise

    def _end(self) -> None:
        """End the engine, and wait until it has given its memory back."""
        self.control.ask(EndEngine(self._number))
        self._wait_for_end()

    def _wait_for_end(self) -> EngineEnded:
        """The engine's link is closed or it is being ended: the supervisor tells how it ended."""
        while self._ended is None:
            self._note(self.control.wait().notice)
        ended = self._ended
        self.close()
        return ended

    def _note(self, notice: Notice) -> None:
        if isinstance(notice, EngineEnded) and notice.engine == self._number:
            self._ended = notice

    def close(self) -> None:
        """Let the engine go."""
        if self._client is not None:
            self._client.close()
            self._client = None


@dataclass(slots=True)
class _Asked:
    """A question on its way."""

    question: Question
    has_spoken: bool = False
    is_stopping: bool = False
