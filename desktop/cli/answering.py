"""Asks an engine from a terminal and waits: start, load, stream, stop, and a worded end for everything that
can go wrong.
"""

import select
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
from desktop.inference.errors import EngineHungError, EngineLostError, ProtocolError, from_code
from desktop.inference.protocol import (
    Confined,
    Delta,
    Event,
    Failed,
    Finished,
    LoadFailed,
    Loading,
    Open,
    Prefilling,
    PromptMessage,
    Ready,
)
from desktop.inference.sampling import Sampling

_TICK_S = 0.25  # how often a hung engine and a wish to stop are looked for


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the prompt's messages, how tokens are drawn, and how many at most (0: as the context
    allows).
    """

    messages: tuple[PromptMessage, ...]
    sampling: Sampling
    max_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Progress:
    """What the engine is doing: `phase` load or prefill, and the fraction of it that is done."""

    phase: str
    fraction: float


@dataclass(slots=True)
class Listener:
    """What a caller wants to hear while it waits. `wants_stop` is asked often and must be quick."""

    on_progress: Callable[[Progress], None]
    on_delta: Callable[[Delta], None]
    wants_stop: Callable[[], bool]


@dataclass(slots=True)
class TerminalEngine:
    """One engine, asked one question at a time."""

    control: ControlLink
    listener: Listener
    clock: Callable[[], float] = time.monotonic
    limits: HangLimits = field(default_factory=HangLimits)
    confinement_json: str = ""
    _client: EngineClient | None = None
    _number: int = 0
    _ended: EngineEnded | None = None

    def start(self, sha256: str) -> Ready:
        """Start an engine with this model and wait until it is loaded.

        Raises EngineRefusedError, InferenceError, SupervisorLostError.
        """
        self._ended = None
        request = self.control.start_engine(sha256)
        while self._client is None:
            told = self.control.wait()
            match told.notice:
                case EngineStarted(request=answered, engine=number) if answered == request:
                    self._number = number
                    self._client = link_from(told.descriptors[0], self.clock, self.limits)
                    with self._end_awaited():
                        self._client.open(Open())
                case EngineRefused(request=answered, reason=reason) if answered == request:
                    raise EngineRefusedError(Refusal(reason), sha256)
                case other:
                    self._note(other)
        return self._wait_until_loaded()

    def _wait_until_loaded(self) -> Ready:
        while True:
            for event in self._events():
                match event:
                    case Ready():
                        return event
                    case LoadFailed():
                        self.close()
                        raise from_code(event.code, event.facts)
                    case Loading():
                        self.listener.on_progress(Progress("load", event.fraction))
                    case Confined():
                        self.confinement_json = event.report_json
                    case _:
                        pass

    def answer(self, question: Question) -> Finished:
        """Ask and wait for the end of the answer; its pieces go to the listener.

        Raises InferenceError (EngineLostError and EngineHungError leave no engine behind: start again),
        SupervisorLostError.
        """
        if self._client is None:
            raise EngineLostError(phase="answer", signal=0, exit_code=0)
        with self._end_awaited():
            number = self._client.ask(question.messages, question.sampling, question.max_tokens)
        stopping = False
        while True:
            if not stopping and self.listener.wants_stop():
                stopping = True
                with self._end_awaited():
                    self._client.stop(number)
            for event in self._events():
                match event:
                    case Prefilling():
                        self.listener.on_progress(Progress("prefill", event.done / max(event.total, 1)))
                    case Delta():
                        self.listener.on_delta(event)
                    case Finished():
                        return event
                    case Failed():
                        raise from_code(event.code, event.facts)
                    case _:
                        pass

    def _events(self) -> list[Event]:
        """Wait a tick at most, for the engine or for news of it."""
        client = self._client
        if client is None:
            raise EngineLostError(phase="answer", signal=0, exit_code=0)
        with self._end_awaited():
            if select.select([client], [], [], _TICK_S)[0]:
                return client.events()
            client.check_progress()
        return []

    @contextmanager
    def _end_awaited(self) -> Iterator[None]:
        """What is found out about the engine in here is told when it has ended, and how: no engine is left,
        and the next can be started.
        """
        try:
            yield
        except EngineLostError as error:
            ended = self._wait_for_end()
            raise EngineLostError(
                phase=error.facts["phase"], signal=ended.signal, exit_code=ended.exit_code
            ) from error
        except (EngineHungError, ProtocolError):
            self.control.ask(EndEngine(self._number))
            self._wait_for_end()
            raise

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
