"""Waiting for an engine at a terminal: whatever the engine does or leaves undone, the wait ends with a
reason, and within the limits that were handed in.
"""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from desktop.channel import Channel, ChannelClosedError
from desktop.chat.conversation import Role
from desktop.cli.answering import Listener, Progress, Question, TerminalEngine
from desktop.control import (
    ControlLink,
    EndEngine,
    EngineEnded,
    EngineRefused,
    EngineRefusedError,
    EngineStarted,
    Refusal,
    StartEngine,
    to_body,
    wish_from,
)
from desktop.inference import codec
from desktop.inference.client import HangLimits
from desktop.inference.errors import DecodeError, EngineHungError, EngineLostError, NotGgufError
from desktop.inference.protocol import (
    Ask,
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
    Stop,
    StopReason,
)
from desktop.inference.sampling import Sampling

SHA256 = "ab" * 32
LIMITS = HangLimits(load=0.3, prompt=0.3, prefill=0.3, decode=0.3, stop=0.3)
QUESTION = Question((PromptMessage(Role.USER, "q"),), Sampling())
READY = Ready("m", "llama", 1024, 0.1, 1, True)
END = Finished(1, StopReason.END, 1, 0, 2, 0.1, 0.1, 0)
KILLED = 9


@dataclass
class Played:
    """What an engine says when it is started and when it is asked; then it may die."""

    at_start: tuple[Event, ...] = (READY,)
    when_asked: tuple[Event, ...] = ()
    when_stopped: tuple[Event, ...] = ()
    dies: bool = False
    refusal: Refusal | None = None
    heard: list[str] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)


class Supervisor(threading.Thread):
    """Plays a supervisor with engines behind it, on the other end of a channel."""

    def __init__(self, channel: Channel, played: Played) -> None:
        super().__init__(daemon=True)
        self._channel = channel
        self._played = played

    def run(self) -> None:
        try:
            while True:
                wish = wish_from(self._channel.receive().untrusted)
                self._played.heard.append(type(wish).__name__)
                if isinstance(wish, StartEngine):
                    self._start(wish)
                elif isinstance(wish, EndEngine):
                    self._channel.send(to_body(EngineEnded(wish.engine, KILLED, 0, True, "")))
        except ChannelClosedError:
            return

    def _start(self, wish: StartEngine) -> None:
        if self._played.refusal is not None:
            self._channel.send(to_body(EngineRefused(wish.request, self._played.refusal)))
            return
        engine, theirs = Channel.pair()
        with theirs:
            body = to_body(EngineStarted(wish.request, 1)) | {"descriptors": 1}
            self._channel.send(body, [theirs.fileno()])
        threading.Thread(target=self._play, args=(engine,), daemon=True).start()

    def _play(self, engine: Channel) -> None:
        with engine:
            self._say(engine, self._played.at_start)
            try:
                while not self._played.dies:
                    request = codec.request_from(engine.receive().untrusted)
                    if isinstance(request, Ask):
                        self._say(engine, self._played.when_asked)
                    elif isinstance(request, Stop):
                        self._say(engine, self._played.when_stopped)
            except ChannelClosedError:
                return
        self._channel.send(to_body(EngineEnded(1, KILLED, 0, False, "")))
        self._played.gone.set()

    def _say(self, engine: Channel, events: tuple[Event, ...]) -> None:
        for event in events:
            engine.send(codec.to_body(event))


@dataclass
class Seat:
    """Somebody at a terminal: what they heard, and whether they want to stop."""

    played: Played
    engine: TerminalEngine
    shown: list[str] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    wants_stop: bool = False


@pytest.fixture
def seat() -> Iterator[Seat]:
    ours, theirs = socket.socketpair()
    played = Played()
    supervisor = Supervisor(Channel(theirs), played)
    made = Seat(played, TerminalEngine(ControlLink(Channel(ours)), _deaf(), limits=LIMITS))
    made.engine.listener = Listener(
        made.progress.append, lambda delta: made.shown.append(delta.text), lambda: made.wants_stop
    )
    supervisor.start()
    yield made
    made.engine.close()
    ours.shutdown(socket.SHUT_RDWR)
    supervisor.join(10)
    ours.close()
    theirs.close()


def _deaf() -> Listener:
    return Listener(lambda _: None, lambda _: None, lambda: False)


def test_an_answer_arrives_in_pieces(seat: Seat) -> None:
    seat.played.at_start = (Confined(json.dumps({"layers": {}})), Loading(0.5), READY)
    seat.played.when_asked = (Prefilling(1, 1, 2, 0, 0), Delta(1, "特", (1,)), Delta(1, "許", (2,)), END)
    assert seat.engine.start(SHA256) == READY
    assert seat.engine.answer(QUESTION) == END
    assert seat.shown == ["特", "許"]
    assert seat.progress == [Progress("load", 0.5), Progress("prefill", 0.5)]
    assert json.loads(seat.engine.confinement_json) == {"layers": {}}


def test_a_refused_engine_is_an_error(seat: Seat) -> None:
    seat.played.refusal = Refusal.FILE_CHANGED
    with pytest.raises(EngineRefusedError) as refused:
        seat.engine.start(SHA256)
    assert refused.value.reason is Refusal.FILE_CHANGED


def test_a_model_that_cannot_be_loaded_is_an_error(seat: Seat) -> None:
    seat.played.at_start = (LoadFailed("not_gguf", {"name": "m.gguf"}),)
    with pytest.raises(NotGgufError):
        seat.engine.start(SHA256)


@pytest.mark.parametrize("begun", [(), (Prefilling(1, 1, 2, 0, 0),), (Delta(1, "特", (1,)),)], ids=len)
def test_an_engine_that_says_nothing_more_is_ended_within_its_limit(
    seat: Seat, begun: tuple[Event, ...]
) -> None:
    seat.played.when_asked = begun
    seat.engine.start(SHA256)
    with pytest.raises(EngineHungError):
        seat.engine.answer(QUESTION)
    assert seat.played.heard == ["StartEngine", "EndEngine"]
    assert seat.shown == [each.text for each in begun if isinstance(each, Delta)]


def test_an_engine_that_never_loads_is_ended_within_its_limit(seat: Seat) -> None:
    seat.played.at_start = ()
    with pytest.raises(EngineHungError) as hung:
        seat.engine.start(SHA256)
    assert hung.value.facts["phase"] == "load"
    assert seat.played.heard == ["StartEngine", "EndEngine"]


def test_after_a_hung_engine_another_one_answers(seat: Seat) -> None:
    seat.engine.start(SHA256)
    with pytest.raises(EngineHungError):
        seat.engine.answer(QUESTION)
    seat.played.when_asked = (Delta(1, "特", (1,)), END)
    seat.engine.start(SHA256)
    assert seat.engine.answer(QUESTION) == END


def test_a_wish_to_stop_reaches_the_engine(seat: Seat) -> None:
    seat.played.when_asked = (Delta(1, "特", (1,)),)
    stopped = Finished(1, StopReason.STOPPED, 1, 0, 1, 0.1, 0.1, 0)
    seat.played.when_stopped = (stopped,)
    seat.engine.start(SHA256)
    seat.wants_stop = True
    assert seat.engine.answer(QUESTION) == stopped


def test_an_engine_that_does_not_stop_is_ended(seat: Seat) -> None:
    seat.played.when_asked = (Delta(1, "特", (1,)),)
    seat.engine.start(SHA256)
    seat.wants_stop = True
    with pytest.raises(EngineHungError) as hung:
        seat.engine.answer(QUESTION)
    assert hung.value.facts["phase"] in ("stop", "decode")


def test_an_engine_that_dies_says_by_what(seat: Seat) -> None:
    seat.played.dies = True
    seat.engine.start(SHA256)
    assert seat.played.gone.wait(10)        # nobody was listening: it is found out by the next question
    with pytest.raises(EngineLostError) as lost:
        seat.engine.answer(QUESTION)
    assert (lost.value.facts["signal"], lost.value.facts["exit_code"]) == (KILLED, 0)
    seat.played.dies, seat.played.when_asked = False, (END,)
    seat.engine.start(SHA256)
    assert seat.engine.answer(QUESTION) == END


def test_a_request_that_fails_leaves_the_engine(seat: Seat) -> None:
    seat.played.when_asked = (Failed(1, "decode", {"result": -3}),)
    seat.engine.start(SHA256)
    with pytest.raises(DecodeError):
        seat.engine.answer(QUESTION)
    seat.played.when_asked = (END,)
    assert seat.engine.answer(QUESTION) == END
    assert seat.played.heard == ["StartEngine"]
