"""A client's end of the link to an engine: requests out, accepted events in, and the watch for an engine that
hangs.

No thread and no waiting of its own: the window's notifier or the command line's selector says when the link
is readable and asks from time to time whether the engine is overdue.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass

from desktop.channel import Channel, ChannelClosedError, ChannelError
from desktop.inference import protocol
from desktop.inference.codec import event_from, to_body
from desktop.inference.errors import EngineHungError, EngineLostError, ProtocolError
from desktop.inference.protocol import (
    Ask,
    Count,
    Counted,
    Delta,
    Embed,
    Embedded,
    Event,
    Failed,
    Finished,
    LoadFailed,
    Loading,
    Open,
    Placed,
    Prefilling,
    Progress,
    PromptMessage,
    Ready,
    Request,
    Stop,
    Survey,
    TextKind,
    Thinking,
)
from desktop.inference.recipe import Recipe
from desktop.inference.sampling import Sampling


@dataclass(frozen=True, slots=True)
class HangLimits:
    """Seconds without any sign of progress after which an engine counts as hung, by what it is doing.

    A piece of 512 tokens of a 70 B model takes minutes on a small processor; rendering a template takes
    milliseconds; texts for vectors are read in groups of up to 2,048 tokens. `stop`: a working engine ends an
    answer within 200 ms, whatever it is doing.
    """

    load: float = 300.0
    prompt: float = 20.0
    prefill: float = 600.0
    embed: float = 600.0
    decode: float = 120.0
    stop: float = 8.0


class EngineClient:
    """One engine as its client sees it."""

    def __init__(self, link: Channel, clock: Callable[[], float], limits: HangLimits | None = None) -> None:
        self._link = link
        self._clock = clock
        self._limits = limits or HangLimits()
        self._next_request = 1
        self._waiting: set[int] = set()
        self._stopping: dict[int, float] = {}       # request → when it was to be stopped
        self._spoken: set[int] = set()              # requests of whose answer something was said
        self._phase = "load"
        self._last_sign = clock()

    def fileno(self) -> int:
        """For selectors and socket notifiers."""
        return self._link.fileno()

    @property
    def phase(self) -> str:
        """What the engine is doing: load, idle, prompt, prefill, decode or embed."""
        return self._phase

    @property
    def is_awaited(self) -> bool:
        """Whether somebody waits for something of which nothing was said yet, and has not taken it back."""
        return bool(self._waiting - self._spoken - self._stopping.keys())

    def open(self, opening: Open) -> None:
        """Say how the model is to be loaded; the first request. Raises EngineLostError."""
        self._send(opening)

    def survey(self) -> None:
        """Ask which machine this is; before `open`, or of an engine without a model. Raises
        EngineLostError.
        """
        self._send(Survey())

    def ask(
        self,
        messages: tuple[PromptMessage, ...],
        sampling: Sampling,
        max_tokens: int = 0,
        thinking: Thinking = Thinking.FAMILY,
        replay: Recipe | None = None,
    ) -> int:
        """Ask for an answer; returns the request's id. Raises EngineLostError, FrameTooLargeError."""
        return self._request(
            lambda number: Ask(number, messages, sampling, max_tokens, thinking, replay)
        )

    def count(
        self,
        messages: tuple[PromptMessage, ...],
        max_tokens: int = 0,
        thinking: Thinking = Thinking.FAMILY,
    ) -> int:
        """Ask how long a prompt is; returns the request's id. Raises EngineLostError."""
        return self._request(lambda number: Count(number, messages, max_tokens, thinking))

    def embed(self, texts: tuple[str, ...], kind: TextKind = TextKind.PASSAGE) -> int:
        """Ask for the vectors of texts; returns the request's id. Raises EngineLostError,
        FrameTooLargeError.
        """
        return self._request(lambda number: Embed(number, texts, kind))

    def stop(self, request_id: int) -> None:
        """End the work on this request. Raises EngineLostError."""
        if request_id in self._waiting:
            self._stopping.setdefault(request_id, self._clock())
        self._send(Stop(request_id))

    def _request(self, request_of: Callable[[int], Ask | Count | Embed]) -> int:
        number = self._next_request
        self._next_request += 1
        self._send(request_of(number))      # one that is too large was never asked: nothing is waited for
        if self._phase == "idle":
            self._enter("prompt")
        self._waiting.add(number)
        return number

    def _send(self, request: Request) -> None:
        try:
            self._link.send(to_body(request))
        except ChannelClosedError as error:
            raise EngineLostError(phase=self._phase) from error

    def events(self) -> list[Event]:
        """One read, and the events that are whole by then. Raises EngineLostError, ProtocolError."""
        try:
            frames = self._link.receive_available()
        except ChannelClosedError as error:
            raise EngineLostError(phase=self._phase) from error
        except ChannelError as error:
            raise ProtocolError(reason="frame") from error
        return [self._note(event_from(frame.untrusted)) for frame in frames]

    def _note(self, event: Event) -> Event:
        self._last_sign = self._clock()
        match event:
            case Ready() | LoadFailed():
                self._enter("prompt" if self._waiting else "idle")
            case Prefilling():
                self._enter("prefill" if event.done < event.total else "decode")
            case Delta():
                self._spoken.add(event.request_id)
                self._enter("decode")
            case Progress(phase=protocol.EMBEDDING):
                self._enter("embed")
            case Finished() | Failed() | Counted() | Embedded():
                self._waiting.discard(event.request_id)
                self._stopping.pop(event.request_id, None)
                self._spoken.discard(event.request_id)
                self._enter("prompt" if self._waiting else "idle")
            case Placed() | Loading():
                self._enter("load")
            case _:
                pass
        return event

    def _enter(self, phase: str) -> None:
        self._phase = phase
        self._last_sign = self._clock()

    def check_progress(self) -> None:
        """Raise EngineHungError if the engine has work and has given no sign for longer than its limit, or
        does not stop what it was asked to stop.
        """
        now = self._clock()
        if any(now - asked > self._limits.stop for asked in self._stopping.values()):
            raise EngineHungError(seconds=int(self._limits.stop), phase="stop")
        if self._phase == "idle":
            return
        limit: float = getattr(self._limits, self._phase)
        if now - self._last_sign > limit:
            raise EngineHungError(seconds=int(limit), phase=self._phase)

    def close(self) -> None:
        """Close the link; the engine ends when it notices."""
        self._link.close()


def link_from(descriptor: int, clock: Callable[[], float], limits: HangLimits | None = None) -> EngineClient:
    """The client of a descriptor that the supervisor handed over."""
    os.set_inheritable(descriptor, False)
    return EngineClient(Channel.from_descriptor(descriptor), clock, limits)
