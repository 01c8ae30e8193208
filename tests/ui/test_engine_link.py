"""The window's link to an engine: whatever the engine does, the window says it; where it was too much for the
machine, another one is started that takes less, and a question of which nothing was answered is asked again.
"""

import select
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.channel import Channel
from desktop.control import (
    ControlLink,
    EndEngine,
    EngineEnded,
    EngineRefused,
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
    ContextAllocationError,
    EngineHungError,
    EngineLostError,
    NotGgufError,
    ProtocolError,
)
from desktop.inference.learning import fingerprint
from desktop.inference.opening import Cause, SteppedDown
from desktop.inference.protocol import (
    Ask,
    Count,
    Delta,
    Event,
    Failed,
    LoadFailed,
    Loading,
    Open,
    Placed,
    Prefilling,
    Request,
    Thinking,
)
from desktop.inference.sampling import Sampling
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.engine_link import ChosenModel, EngineLink, EngineState
from model_manager.placement import Choice, Mode
from tests.fakes import ManualClock
from tests.inference.openings import HALF, MACHINE, PLACED, PLACED_HALF, PLACED_ON_CPU, READY
from tests.ui.engines import MODEL

OTHER = replace(MODEL, key="b" * 64)


class Supervised:
    """A link to engines whose supervisor and engines are played by the test."""

    def __init__(self, experience: Experience) -> None:
        self.supervisor, window = Channel.pair()
        self.window = Channel.from_descriptor(window.detach())
        self.notifier = ControlNotifier(ControlLink(self.window))
        self.clock = ManualClock()
        limits = HangLimits(load=5, prompt=5, prefill=5, decode=5)
        self.link = EngineLink(self.notifier, experience, self.clock.seconds, limits)
        self.engines: list[Channel] = []

    @property
    def engine(self) -> Channel:
        return self.engines[-1]

    def use(self, model: ChosenModel = MODEL) -> None:
        """Choose a model; the supervisor starts an engine for it."""
        self.link.use(model)
        self.start_engine()

    def start_engine(self) -> None:
        wish = self.wish()
        assert isinstance(wish, StartEngine)
        ours, theirs = Channel.pair()
        self.engines.append(ours)
        notice = to_body(EngineStarted(wish.request, len(self.engines))) | {"descriptors": 1}
        self.supervisor.send(notice, [theirs.fileno()])
        theirs.close()

    def wish(self) -> object:
        return wish_from(self.supervisor.receive().untrusted)

    def heard(self) -> Request:
        """What the newest engine was asked next."""
        return codec.request_from(self.engine.receive().untrusted)

    def say(self, *events: Event) -> None:
        for event in events:
            self.engine.send(codec.to_body(event))

    def end(self, signal: int = 0, cause: str = "", number: int = 0) -> None:
        """An engine ends, by default the newest."""
        number = number or len(self.engines)
        self.engines[number - 1].close()
        self.supervisor.send(to_body(EngineEnded(number, signal, 0, asked=False, cause=cause)))

    def close(self) -> None:
        self.notifier.close()
        self.link.release()
        for channel in (self.supervisor, self.window, *self.engines):
            channel.close()


@pytest.fixture
def experience(tmp_path: Path) -> Experience:
    return Experience(tmp_path / "experience.json")


@pytest.fixture
def supervised(qtbot: QtBot, experience: Experience) -> Iterator[Supervised]:
    made = Supervised(experience)
    yield made
    made.close()


def loaded(supervised: Supervised, qtbot: QtBot, *before: Event) -> None:
    """Choose the model and let it be loaded."""
    supervised.use()
    with qtbot.waitSignal(supervised.link.ready):
        supervised.say(*before, READY)
    assert isinstance(supervised.heard(), Open)


def test_a_model_is_loaded_and_asked(supervised: Supervised, qtbot: QtBot) -> None:
    loaded(supervised, qtbot, PLACED, Loading(0.5))
    assert supervised.link.state is EngineState.READY
    number = supervised.link.ask((), Sampling())
    assert supervised.heard() == Ask(number, (), Sampling())
    with qtbot.waitSignal(supervised.link.delta_arrived):
        supervised.say(Delta(number, "特", (1,)))


def test_how_long_to_think_goes_with_every_question_and_count(supervised: Supervised, qtbot: QtBot) -> None:
    suiting = Sampling(temperature=0.6, top_k=20)
    supervised.use()
    with qtbot.waitSignal(supervised.link.ready):
        supervised.say(PLACED, replace(READY, sampling=suiting))
    assert isinstance(supervised.heard(), Open)
    assert supervised.link.suiting == suiting
    supervised.link.thinking = Thinking.OFF
    supervised.link.ask((), suiting)
    supervised.link.count(())
    asked, counted = supervised.heard(), supervised.heard()
    assert isinstance(asked, Ask)
    assert isinstance(counted, Count)
    assert (asked.thinking, counted.thinking) == (Thinking.OFF, Thinking.OFF)


def test_where_the_model_is_put_is_told_and_kept(
    supervised: Supervised, experience: Experience, qtbot: QtBot
) -> None:
    told: list[object] = []
    supervised.link.placed.connect(told.append)
    loaded(supervised, qtbot, PLACED)
    assert told == [PLACED]
    seen = experience.seen(MODEL.mark.sha256, fingerprint(MACHINE))
    assert (seen.placement, seen.failed) == (PLACED.placement, None)


def test_what_the_user_chose_is_asked_for(
    supervised: Supervised, experience: Experience, qtbot: QtBot
) -> None:
    experience.choose(MODEL.mark.sha256, Choice(Mode.CPU, context=2048))
    supervised.use()
    with qtbot.waitSignal(supervised.link.loading):
        supervised.say(Loading(0.0))
    assert supervised.heard() == Open(Choice(Mode.CPU, context=2048))


def test_an_idle_engine_that_is_lost_is_told_with_its_signal(
    supervised: Supervised, qtbot: QtBot
) -> None:
    loaded(supervised, qtbot)
    with qtbot.waitSignal(supervised.link.engine_failed) as failed:
        supervised.end(signal=9)
    assert isinstance(failed.args[0], EngineLostError)
    assert failed.args[0].facts["signal"] == 9
    assert supervised.link.state is EngineState.LOST
    with pytest.raises(EngineLostError):
        supervised.link.ask((), Sampling())


def test_the_last_words_of_an_engine_are_heard(supervised: Supervised, qtbot: QtBot) -> None:
    """The notice of its end may overtake what it said before."""
    supervised.use()
    with qtbot.waitSignal(supervised.link.engine_failed) as failed:
        supervised.say(LoadFailed("not_gguf", {"name": "bad.gguf"}))
        supervised.end()
    assert isinstance(failed.args[0], NotGgufError)
    assert supervised.link.state is EngineState.ABSENT


def play(supervised: Supervised) -> "threading.Thread":
    """A supervisor that ends the engine when it is asked to."""

    def end_engine() -> None:
        assert supervised.wish() == EndEngine(len(supervised.engines))
        supervised.end(signal=9)

    thread = threading.Thread(target=end_engine)
    thread.start()
    return thread


def test_a_hung_engine_is_ended_and_told(supervised: Supervised, qtbot: QtBot) -> None:
    supervised.use()
    with qtbot.waitSignal(supervised.link.loading):
        supervised.say(PLACED_ON_CPU, Loading(0.1))
    supervised.clock.go(6)
    thread = play(supervised)
    with qtbot.waitSignal(supervised.link.engine_failed) as failed:
        pass
    thread.join()
    assert isinstance(failed.args[0], EngineHungError)


def test_an_engine_that_breaks_the_protocol_is_ended(supervised: Supervised, qtbot: QtBot) -> None:
    supervised.use()
    supervised.engine.send({"kind": "shell", "command": "rm"})
    thread = play(supervised)
    with qtbot.waitSignal(supervised.link.engine_failed) as failed:
        pass
    thread.join()
    assert isinstance(failed.args[0], ProtocolError)


def test_a_refusal_is_told(supervised: Supervised, qtbot: QtBot) -> None:
    supervised.link.use(MODEL)
    wish = supervised.wish()
    assert isinstance(wish, StartEngine)
    with qtbot.waitSignal(supervised.link.engine_failed) as failed:
        supervised.supervisor.send(to_body(EngineRefused(wish.request, Refusal.FILE_GONE)))
    assert failed.args[0].reason is Refusal.FILE_GONE


def test_without_a_supervisor_the_window_is_told(supervised: Supervised, qtbot: QtBot) -> None:
    with qtbot.waitSignal(supervised.notifier.supervisor_lost):
        supervised.supervisor.close()
    supervised.link.release()


def test_the_next_model_waits_until_the_one_before_has_given_its_memory_back(
    supervised: Supervised, qtbot: QtBot
) -> None:
    loaded(supervised, qtbot)
    with qtbot.waitSignal(supervised.link.replaced):
        supervised.link.use(OTHER)
    assert supervised.link.state is EngineState.LOADING
    assert supervised.wish() == EndEngine(1)
    assert select.select([supervised.supervisor], [], [], 0)[0] == []      # nothing more is asked for yet
    supervised.end(signal=9, number=1)
    with qtbot.waitSignal(supervised.notifier.engine_ended):
        pass
    wish = supervised.wish()
    assert isinstance(wish, StartEngine)
    assert wish.sha256 == OTHER.key


# -- stepping down


def test_too_little_memory_for_a_load_opens_the_model_more_lightly(
    supervised: Supervised, experience: Experience, qtbot: QtBot
) -> None:
    supervised.use()
    with qtbot.waitSignal(supervised.link.reopening) as reopening:
        supervised.say(PLACED, LoadFailed("context_allocation", {"name": "m", "context_length": 8192}))
        supervised.end()
    assert isinstance(reopening.args[0].error, ContextAllocationError)
    assert supervised.link.state is EngineState.LOADING
    supervised.start_engine()
    steps: list[object] = []
    supervised.link.stepped_down.connect(steps.append)
    with qtbot.waitSignal(supervised.link.ready):
        supervised.say(PLACED_HALF, READY)
    assert steps == [SteppedDown(Cause.MEMORY, PLACED.placement, HALF)]
    assert supervised.heard() == Open(after=PLACED.placement)
    seen = experience.seen(MODEL.mark.sha256, fingerprint(MACHINE))
    assert (seen.placement, seen.failed) == (HALF, PLACED.placement)


def test_the_next_start_begins_where_the_last_one_worked(
    supervised: Supervised, experience: Experience, qtbot: QtBot
) -> None:
    test_too_little_memory_for_a_load_opens_the_model_more_lightly(supervised, experience, qtbot)
    supervised.link.use(MODEL)
    assert supervised.wish() == EndEngine(2)
    supervised.end(number=2)
    with qtbot.waitSignal(supervised.notifier.engine_ended):
        pass
    supervised.start_engine()
    with qtbot.waitSignal(supervised.link.placed):
        supervised.say(PLACED_HALF)
    request = supervised.heard()
    assert isinstance(request, Open)
    assert request.after == PLACED.placement


def test_an_engine_killed_before_its_first_word_is_replaced(supervised: Supervised, qtbot: QtBot) -> None:
    loaded(supervised, qtbot, PLACED)
    number = supervised.link.ask((), Sampling())
    link = supervised.link
    with qtbot.assertNotEmitted(link.replaced), qtbot.waitSignal(link.reopening) as reopening:
        supervised.say(Prefilling(number, 0, 9, 0, 0))
        supervised.end(signal=9, cause="memory")
    assert reopening.args[0].cause is Cause.MEMORY
    supervised.start_engine()
    with qtbot.waitSignal(supervised.link.stepped_down):
        supervised.say(PLACED_HALF)


def test_one_that_has_spoken_is_not_until_the_next_question(supervised: Supervised, qtbot: QtBot) -> None:
    loaded(supervised, qtbot, PLACED)
    number = supervised.link.ask((), Sampling())
    with qtbot.waitSignal(supervised.link.engine_failed) as failed:
        supervised.say(Delta(number, "特", (1,)))
        supervised.end(signal=9, cause="memory")
    assert (failed.args[0].facts["cause"], failed.args[0].facts["begun"]) == ("memory", True)
    assert supervised.link.state is EngineState.LOST
    supervised.link.ensure_started()
    supervised.start_engine()
    with qtbot.waitSignal(supervised.link.stepped_down):
        supervised.say(PLACED_HALF)


def test_a_question_that_ends_two_engines_has_no_answer(supervised: Supervised, qtbot: QtBot) -> None:
    loaded(supervised, qtbot, PLACED)
    supervised.link.ask((), Sampling())
    with qtbot.waitSignal(supervised.link.reopening):
        supervised.end(signal=9)
    supervised.start_engine()
    with qtbot.waitSignal(supervised.link.ready):
        supervised.say(PLACED, READY)
    supervised.link.ask((), Sampling())
    with qtbot.waitSignal(supervised.link.engine_failed) as failed:
        supervised.end(signal=9)
    assert failed.args[0].facts["begun"] is False


def test_an_engine_that_has_no_memory_for_a_request_is_ended_first(
    supervised: Supervised, qtbot: QtBot
) -> None:
    loaded(supervised, qtbot, PLACED)
    number = supervised.link.ask((), Sampling())
    thread = play(supervised)
    with qtbot.waitSignal(supervised.link.reopening):
        supervised.say(Prefilling(number, 0, 9, 0, 0), Failed(number, "out_of_memory", {"name": "m"}))
    thread.join()
    assert isinstance(supervised.wish(), StartEngine)


def test_a_request_that_fails_for_itself_leaves_the_engine(
    supervised: Supervised, qtbot: QtBot
) -> None:
    loaded(supervised, qtbot, PLACED)
    number = supervised.link.ask((), Sampling())
    with qtbot.waitSignal(supervised.link.request_failed):
        supervised.say(Failed(number, "out_of_memory", {"name": "m"}))      # its template wanted it
    assert supervised.link.state is EngineState.READY


def test_on_another_machine_nothing_of_the_old_one_counts(
    supervised: Supervised, experience: Experience, qtbot: QtBot
) -> None:
    test_too_little_memory_for_a_load_opens_the_model_more_lightly(supervised, experience, qtbot)
    supervised.link.use(MODEL)
    supervised.wish()
    supervised.end(number=2)
    with qtbot.waitSignal(supervised.notifier.engine_ended):
        pass
    supervised.start_engine()
    elsewhere = replace(MACHINE, memory_bytes=4 * MACHINE.memory_bytes)
    thread = play(supervised)
    with qtbot.waitSignal(supervised.link.reopening) as reopening:
        supervised.say(Placed(HALF, elsewhere, (), False), READY)
    thread.join()
    assert reopening.args[0].cause is Cause.MACHINE
    supervised.start_engine()
    with qtbot.waitSignal(supervised.link.placed):
        supervised.say(replace(PLACED, machine=elsewhere))
    request = supervised.heard()
    assert isinstance(request, Open)
    assert request.after is None
