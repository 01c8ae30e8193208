"""The figures of an answer: measured, never guessed."""

import pytest

from desktop.inference.machine import MemoryUse
from desktop.inference.protocol import Delta, Finished, Prefilling, Ready, StopReason
from desktop.ui.engine.gauge import KEPT, WINDOW_S, Figures, Gauge
from tests.fakes import ManualClock

MEMORY = (MemoryUse("", 1 << 30, 8 << 30),)
READY = Ready("m", "llama", 8192, 1.5, 4, has_template=True, memory=MEMORY)


def finished(tokens: int = 20, decode_s: float = 2.0, context_used: int = 0) -> Finished:
    return Finished(1, StopReason.END, 100, 40, tokens, 0.5, decode_s, 0, context_used=context_used)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def gauge(clock: ManualClock) -> Gauge:
    made = Gauge(clock.seconds)
    made.loaded(READY)
    return made


def grow(gauge: Gauge, count: int = 1) -> None:
    gauge.grew(Delta(1, "", tuple(range(count))))


def test_a_loaded_model_has_memory_and_a_load_time_and_nothing_else(gauge: Gauge) -> None:
    assert gauge.figures() == Figures(context_length=8192, memory=MEMORY, load_s=1.5)


def test_the_time_to_the_first_token_begins_with_the_question(gauge: Gauge, clock: ManualClock) -> None:
    gauge.asked()
    assert gauge.figures().first_token_s is None
    clock.go(0.8)
    grow(gauge)
    clock.go(3)
    grow(gauge)
    assert gauge.figures().first_token_s == pytest.approx(0.8)


def test_the_speed_waits_until_there_is_something_to_divide_by(gauge: Gauge, clock: ManualClock) -> None:
    gauge.asked()
    grow(gauge)
    clock.go(0.2)
    grow(gauge)
    assert gauge.figures().tokens_per_s is None
    clock.go(0.3)
    grow(gauge, 4)
    assert gauge.figures().tokens_per_s == pytest.approx(10)


def test_the_speed_is_that_of_the_last_seconds(gauge: Gauge, clock: ManualClock) -> None:
    gauge.asked()
    grow(gauge)
    for _ in range(100):
        clock.go(0.1)
        grow(gauge)
    assert gauge.figures().tokens_per_s == pytest.approx(10, rel=0.03)
    for _ in range(10):
        clock.go(1)
        grow(gauge, 2)
    assert gauge.figures().tokens_per_s == pytest.approx(2)


def test_a_model_that_halts_is_seen_slowing_down(gauge: Gauge, clock: ManualClock) -> None:
    gauge.asked()
    grow(gauge)
    clock.go(1)
    grow(gauge, 12)
    clock.go(2)
    assert gauge.figures().tokens_per_s == pytest.approx(4)
    clock.go(WINDOW_S)
    assert gauge.figures().tokens_per_s == 0


def test_at_its_end_an_answer_has_the_engines_own_figures(gauge: Gauge, clock: ManualClock) -> None:
    gauge.asked()
    gauge.read(Prefilling(1, 100, 100, 40, 0))
    clock.go(0.5)
    grow(gauge)
    assert gauge.figures().context_used == 101
    gauge.finished(finished(context_used=119))
    shown = gauge.figures()
    assert (shown.tokens_per_s, shown.context_used, shown.is_answering) == (10.0, 119, False)
    assert shown.memory == MEMORY
    measured = gauge.answers[-1]
    assert measured.prompt_per_s == pytest.approx(120)      # 60 of the 100 had to be read
    assert measured.first_token_s == pytest.approx(0.5)
    assert (measured.tokens, measured.reused) == (20, 40)


def test_a_stop_before_the_first_token_has_no_speed(gauge: Gauge) -> None:
    gauge.asked()
    gauge.finished(finished(tokens=0, decode_s=0.0))
    assert gauge.figures().tokens_per_s is None
    assert gauge.figures().first_token_s is None


def test_what_was_not_asked_here_is_not_measured(gauge: Gauge) -> None:
    grow(gauge)
    gauge.finished(finished())
    assert not gauge.answers
    assert gauge.figures().tokens_per_s is None


def test_another_model_begins_anew(gauge: Gauge) -> None:
    gauge.asked()
    gauge.finished(finished())
    gauge.released("another")
    assert gauge.figures() == Figures()
    assert not gauge.answers


def test_what_a_model_showed_is_there_again_with_it(gauge: Gauge) -> None:
    for model, tokens in (("a", 1), ("b", 2), ("a", 3)):
        gauge.released(model)
        gauge.loaded(READY)
        gauge.asked()
        gauge.finished(finished(tokens))
    gauge.released("a")
    assert [each.tokens for each in gauge.answers] == [1, 3]
    assert gauge.figures().tokens_per_s is None
    gauge.released("b")
    assert [each.tokens for each in gauge.answers] == [2]


def test_an_answer_without_an_end_leaves_no_figures_of_its_own(gauge: Gauge, clock: ManualClock) -> None:
    gauge.asked()
    grow(gauge)
    clock.go(1)
    gauge.given_up()
    assert not gauge.figures().is_answering
    assert gauge.figures().tokens_per_s is None


def test_only_so_many_answers_are_kept(gauge: Gauge) -> None:
    for count in range(KEPT + 5):
        gauge.asked()
        gauge.finished(finished(tokens=count + 1))
    assert len(gauge.answers) == KEPT
    assert gauge.answers[0].tokens == 6
