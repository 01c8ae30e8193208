"""Waiting for an engine at a terminal: whatever the engine does or leaves undone, the wait ends with a
reason, and within the limits that were handed in.
"""

import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

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
from desktop.experience import Experience
from desktop.inference import codec
from desktop.inference.client import HangLimits
from desktop.inference.errors import (
    DamagedModelError,
    DecodeError,
    EngineHungError,
    EngineLostError,
    NotGgufError,
)
from desktop.inference.opening import Cause, Reopening, SteppedDown
from desktop.inference.protocol import (
    Ask,
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
    Stop,
    StopReason,
)
from desktop.inference.sampling import Sampling
from model_manager.placement import Choice, Mode
from tests.inference.openings import HALF, ON_CPU, PLACED, PLACED_HALF, PLACED_ON_CPU, SHORT, WHOLE

KEY, SHA256 = "guide", "ab" * 32
LIMITS = HangLimits(load=0.3, prompt=0.3, prefill=0.3, decode=0.3, stop=0.3)
QUESTION = Question((PromptMessage(Role.USER, "q"),), Sampling())
READY = Ready("m", "llama", 1024, 0.1, 1, True)
END = Finished(1, StopReason.END, 1, 0, 2, 0.1, 0.1, 0)
KILLED = 9


@dataclass
class Played:
    """What an engine says when it is started and when it is asked; then it may die. `then` is the next one;
    without it the next one does the same.
    """

    at_start: tuple[Event, ...] = (READY,)
    when_asked: tuple[Event, ...] = ()
    when_stopped: tuple[Event, ...] = ()
    dies: bool = False
    dies_when_asked: bool = False
    cause: str = ""
    refusal: Refusal | None = None
    then: "Played | None" = None
    opened: list[Open] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    gone: threading.Event = field(default_factory=threading.Event)


class Supervisor(threading.Thread):
    """Plays a supervisor with engines behind it, on the other end of a channel."""

    def __init__(self, channel: Channel, played: Played) -> None:
        super().__init__(daemon=True)
        self._channel = channel
        self._first = self._played = played
        self._count = 0

    def run(self) -> None:
        try:
            while True:
                wish = wish_from(self._channel.receive().untrusted)
                self._first.heard.append(type(wish).__name__)
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
        self._count += 1
        played, self._played = self._played, self._played.then or self._played
        with theirs:
            body = to_body(EngineStarted(wish.request, self._count)) | {"descriptors": 1}
            self._channel.send(body, [theirs.fileno()])
        threading.Thread(target=self._play, args=(engine, played, self._count), daemon=True).start()

    def _play(self, engine: Channel, played: Played, number: int) -> None:
        with engine:
            try:
                self._answer(engine, played)
            except ChannelClosedError:
                return
        self._channel.send(to_body(EngineEnded(number, KILLED, 0, False, played.cause)))
        played.gone.set()

    def _answer(self, engine: Channel, played: Played) -> None:
        """Until it dies. Raises ChannelClosedError."""
        opening = codec.request_from(engine.receive().untrusted)
        assert isinstance(opening, Open)
        played.opened.append(opening)
        self._say(engine, played.at_start)
        while not played.dies:
            match codec.request_from(engine.receive().untrusted):
                case Ask():
                    self._say(engine, played.when_asked)
                    if played.dies_when_asked:
                        return
                case Stop():
                    self._say(engine, played.when_stopped)
                case _:
                    pass

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
    turns: list[SteppedDown | Reopening] = field(default_factory=list)
    wants_stop: bool = False

    def start(self) -> Ready:
        return self.engine.start(KEY, SHA256)


@pytest.fixture
def seat() -> Iterator[Seat]:
    ours, theirs = socket.socketpair()
    played = Played()
    supervisor = Supervisor(Channel(theirs), played)
    engine = TerminalEngine(ControlLink(Channel(ours)), _deaf(), Experience(None), limits=LIMITS)
    made = Seat(played, engine)
    made.engine.listener = Listener(
        made.progress.append,
        lambda delta: made.shown.append(delta.text),
        lambda: made.wants_stop,
        made.turns.append,
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
    assert seat.start() == READY
    assert seat.engine.answer(QUESTION) == END
    assert seat.shown == ["特", "許"]
    assert seat.progress == [Progress("load", 0.5), Progress("prefill", 0.5)]
    assert json.loads(seat.engine.confinement_json) == {"layers": {}}


def test_a_refused_engine_is_an_error(seat: Seat) -> None:
    seat.played.refusal = Refusal.FILE_CHANGED
    with pytest.raises(EngineRefusedError) as refused:
        seat.start()
    assert refused.value.reason is Refusal.FILE_CHANGED


def test_a_model_that_cannot_be_loaded_is_an_error(seat: Seat) -> None:
    seat.played.at_start = (LoadFailed("not_gguf", {"name": "m.gguf"}),)
    with pytest.raises(NotGgufError):
        seat.start()


@pytest.mark.parametrize("begun", [(), (Prefilling(1, 1, 2, 0, 0),), (Delta(1, "特", (1,)),)], ids=len)
def test_an_engine_that_says_nothing_more_is_ended_within_its_limit(
    seat: Seat, begun: tuple[Event, ...]
) -> None:
    seat.played.when_asked = begun
    seat.start()
    with pytest.raises(EngineHungError):
        seat.engine.answer(QUESTION)
    assert seat.played.heard == ["StartEngine", "EndEngine"]
    assert seat.shown == [each.text for each in begun if isinstance(each, Delta)]


def test_an_engine_that_never_loads_is_ended_within_its_limit(seat: Seat) -> None:
    seat.played.at_start = (PLACED_ON_CPU,)
    with pytest.raises(EngineHungError) as hung:
        seat.start()
    assert hung.value.facts["phase"] == "load"
    assert seat.played.heard == ["StartEngine", "EndEngine"]


def test_an_engine_that_hangs_while_it_looks_for_devices_is_started_once_more_without(seat: Seat) -> None:
    seat.played.at_start = ()
    seat.played.then = Played((PLACED_ON_CPU, READY))
    assert seat.start() == READY
    assert seat.played.then.opened == [Open(Choice(Mode.CPU))]


def test_after_a_hung_engine_another_one_answers(seat: Seat) -> None:
    seat.start()
    with pytest.raises(EngineHungError):
        seat.engine.answer(QUESTION)
    seat.played.when_asked = (Delta(1, "特", (1,)), END)
    seat.start()
    assert seat.engine.answer(QUESTION) == END


def test_a_wish_to_stop_reaches_the_engine(seat: Seat) -> None:
    seat.played.when_asked = (Delta(1, "特", (1,)),)
    stopped = Finished(1, StopReason.STOPPED, 1, 0, 1, 0.1, 0.1, 0)
    seat.played.when_stopped = (stopped,)
    seat.start()
    seat.wants_stop = True
    assert seat.engine.answer(QUESTION) == stopped


def test_an_engine_that_does_not_stop_is_ended(seat: Seat) -> None:
    seat.played.when_asked = (Delta(1, "特", (1,)),)
    seat.start()
    seat.wants_stop = True
    with pytest.raises(EngineHungError) as hung:
        seat.engine.answer(QUESTION)
    assert hung.value.facts["phase"] in ("stop", "decode")


def test_an_engine_that_dies_says_by_what(seat: Seat) -> None:
    seat.played.dies = True
    seat.start()
    assert seat.played.gone.wait(10)        # nobody was listening: it is found out by the next question
    with pytest.raises(EngineLostError) as lost:
        seat.engine.answer(QUESTION)
    assert (lost.value.facts["signal"], lost.value.facts["exit_code"]) == (KILLED, 0)
    seat.played.dies, seat.played.when_asked = False, (END,)
    seat.start()
    assert seat.engine.answer(QUESTION) == END


def test_a_request_that_fails_leaves_the_engine(seat: Seat) -> None:
    seat.played.when_asked = (Failed(1, "decode", {"result": -3}),)
    seat.start()
    with pytest.raises(DecodeError):
        seat.engine.answer(QUESTION)
    seat.played.when_asked = (END,)
    assert seat.engine.answer(QUESTION) == END
    assert seat.played.heard == ["StartEngine"]


# -- another engine in its place


def test_too_little_memory_for_a_load_is_a_lighter_load(seat: Seat) -> None:
    seat.played.at_start = (PLACED, LoadFailed("out_of_memory", {"name": "m"}))
    seat.played.then = Played((PLACED_HALF, READY), when_asked=(END,))
    assert seat.start() == READY
    assert seat.played.then.opened == [Open(after=WHOLE)]
    assert seat.turns[-1] == SteppedDown(Cause.MEMORY, WHOLE, HALF)
    assert seat.engine.answer(QUESTION) == END


def test_a_damaged_file_is_tried_once(seat: Seat) -> None:
    seat.played.at_start = (PLACED, LoadFailed("damaged", {"name": "m", "reason": "x"}))
    with pytest.raises(DamagedModelError):
        seat.start()
    assert seat.played.heard.count("StartEngine") == 1


def test_an_engine_killed_between_two_questions_costs_nothing(seat: Seat) -> None:
    seat.played.dies = True
    seat.played.then = Played(when_asked=(Delta(1, "特", (1,)), END))
    seat.start()
    assert seat.played.gone.wait(10)
    assert seat.engine.answer(QUESTION) == END
    assert seat.shown == ["特"]
    assert [each.cause for each in seat.turns if isinstance(each, Reopening)] == [Cause.ENDED]


def test_an_engine_killed_while_it_reads_is_replaced_by_a_lighter_one(seat: Seat) -> None:
    seat.played.at_start = (PLACED, READY)
    seat.played.when_asked = (Prefilling(1, 1, 2, 0, 0),)
    seat.played.dies_when_asked, seat.played.cause = True, "memory"
    seat.played.then = Played((PLACED_HALF, READY), when_asked=(Delta(1, "特", (1,)), END))
    seat.start()
    assert seat.engine.answer(QUESTION) == END
    assert seat.played.then.opened == [Open(after=WHOLE)]
    assert seat.shown == ["特"]


def test_an_answer_that_was_begun_is_not_begun_again(seat: Seat) -> None:
    seat.played.at_start = (PLACED_ON_CPU, READY)
    seat.played.when_asked = (Delta(1, "特", (1,)),)
    seat.played.dies_when_asked, seat.played.cause = True, "memory"
    seat.played.then = Played((replace(PLACED_ON_CPU, placement=SHORT), READY), when_asked=(END,))
    seat.start()
    with pytest.raises(EngineLostError) as lost:
        seat.engine.answer(QUESTION)
    assert lost.value.facts["cause"] == "memory"
    assert seat.shown == ["特"]
    assert seat.engine.answer(QUESTION) == END              # the next question works, more lightly
    assert seat.turns[-1] == SteppedDown(Cause.MEMORY, ON_CPU, SHORT)


def test_a_request_for_which_there_is_no_memory_is_asked_again_more_lightly(seat: Seat) -> None:
    seat.played.at_start = (PLACED, READY)
    seat.played.when_asked = (Prefilling(1, 0, 2, 0, 0), Failed(1, "out_of_memory", {"name": "m"}))
    seat.played.then = Played((PLACED_HALF, READY), when_asked=(END,))
    seat.start()
    assert seat.engine.answer(QUESTION) == END
    assert seat.played.heard == ["StartEngine", "EndEngine", "StartEngine"]     # one is gone before the next


def test_a_question_that_is_stopped_is_not_asked_again(seat: Seat) -> None:
    seat.played.dies_when_asked = True
    seat.start()
    seat.wants_stop = True
    with pytest.raises(EngineLostError):
        seat.engine.answer(QUESTION)
    assert seat.played.heard.count("StartEngine") == 1


def test_a_question_that_kills_every_engine_is_given_up(seat: Seat) -> None:
    seat.played.dies_when_asked = True
    seat.start()
    with pytest.raises(EngineLostError):
        seat.engine.answer(QUESTION)
    assert seat.played.heard.count("StartEngine") == 2
