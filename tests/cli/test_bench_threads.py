"""`hisho bench` and threads: which numbers are tried, which is best, and that models are opened with it."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop.cli.answering import Question
from desktop.cli.bench import Measured, keep, report
from desktop.cli.bench_threads import (
    Trial,
    Trials,
    computes_here,
    counts_worth_a_try,
    try_threads,
    words_of,
)
from desktop.experience import Experience
from desktop.inference.learning import Seen, fingerprint
from desktop.inference.opening import Opening
from desktop.inference.protocol import Finished, StopReason
from desktop.inference.recipe import Recipe
from desktop.inference.sampling import Sampling
from desktop.paths import resources
from desktop.words import Language, translator
from model_manager.placement import Learnt, Placement
from tests.cli.test_bench_command import MARK
from tests.inference.openings import HALF, MACHINE, ON_CPU, READY, WHOLE

RECIPE = Recipe("0.3.36 full", "haswell", ON_CPU, (9,), 0, 4, Sampling(temperature=0.0))
DEFAULT, FASTEST = Trial(4, 10.0), Trial(3, 12.5)


@dataclass
class FakeEngine:
    """Draws as fast as `speeds` say for a number of threads, for each time it is asked one further; says at
    most `says` tokens.
    """

    speeds: dict[int, list[float]]
    says: int = 1000
    stops: bool = False
    asked: list[Question] = field(default_factory=list)

    def answer(self, question: Question) -> Finished:
        self.asked.append(question)
        tokens = min(question.max_tokens, self.says)
        speeds = self.speeds[question.replay.threads] if question.replay else [1.0]
        reason = StopReason.STOPPED if self.stops else StopReason.LENGTH
        return Finished(
            len(self.asked), reason, 9, 0, tokens, 0.1, tokens / speeds.pop(0), 0, replace(RECIPE)
        )


@pytest.mark.parametrize(
    ("performance_cores", "cores", "counts"),
    [
        (1, 1, (1,)),
        (2, 2, (2, 1)),
        (4, 4, (4, 2, 3, 1)),
        (8, 16, (8, 16, 4, 6, 7)),
        (64, 64, (64, 32, 48, 63, 16)),
    ],
)
def test_the_default_comes_first_and_no_more_than_five_are_tried(
    performance_cores: int, cores: int, counts: tuple[int, ...]
) -> None:
    machine = replace(MACHINE, performance_cores=performance_cores, cores=cores)
    assert counts_worth_a_try(machine) == counts


def test_the_same_answer_is_drawn_with_each_number_and_the_better_time_counts() -> None:
    engine = FakeEngine({4: [10.0, 5.0], 2: [8.0, 9.0], 3: [11.0, 12.5], 1: [4.0, 4.0]})
    trials = try_threads(engine, MACHINE, decode=10.0)
    assert trials.all == (DEFAULT, Trial(2, 9.0), FASTEST, Trial(1, 4.0))
    first, *others = engine.asked
    assert first.replay is None
    assert {replace(each, replay=None) for each in others} == {first}
    assert [each.replay and each.replay.threads for each in others] == [4, 2, 3, 1] * 2
    assert first.max_tokens == 20                           # two seconds


@pytest.mark.parametrize(("decode", "tokens"), [(0.5, 8), (1000.0, 64)])
def test_a_try_takes_seconds_on_a_slow_machine_and_says_something_on_a_fast_one(
    decode: float, tokens: int
) -> None:
    engine = FakeEngine(dict.fromkeys((4, 2, 3, 1), [1.0] * 8))
    try_threads(engine, MACHINE, decode)
    assert engine.asked[0].max_tokens == tokens


def test_a_model_with_little_to_say_measures_nothing() -> None:
    engine = FakeEngine({}, says=7)
    assert try_threads(engine, MACHINE, 10.0) == Trials()
    assert len(engine.asked) == 1


def test_ctrl_c_ends_it() -> None:
    with pytest.raises(KeyboardInterrupt):
        try_threads(FakeEngine({}, stops=True), MACHINE, 10.0)


@pytest.mark.parametrize(
    ("trials", "best"),
    [
        ((DEFAULT, FASTEST), FASTEST),
        ((DEFAULT, Trial(3, 10.4)), DEFAULT),               # as much varies from one time to the next
        ((DEFAULT, Trial(3, 9.0)), DEFAULT),
        ((DEFAULT,), DEFAULT),
        ((), None),
    ],
)
def test_another_number_has_to_be_clearly_faster_than_the_default(
    trials: tuple[Trial, ...], best: Trial | None
) -> None:
    assert Trials(trials).best == best


def test_threads_that_only_wait_for_a_device_are_not_tried() -> None:
    assert not computes_here(WHOLE)
    assert computes_here(HALF)
    assert computes_here(replace(WHOLE, expert_layers_on_cpu=4))
    assert computes_here(ON_CPU)
    assert computes_here(None)


def test_the_next_engine_is_asked_for_the_number_that_was_best(tmp_path: Path) -> None:
    experience, here = Experience(tmp_path / "e.json"), fingerprint(MACHINE)
    experience.keep(MARK.sha256, here, Seen(ON_CPU, learnt=Learnt(5, 6)))
    ready = replace(READY, placement=Placement(33, 8192))
    keep(Measured(ready, (), 10.0, Trials((DEFAULT, FASTEST))), experience, MARK.sha256, here)
    assert Opening(MARK.sha256, experience).request().learnt == Learnt(5, 6, 3)
    keep(Measured(ready, (), 10.0), experience, MARK.sha256, here)      # nothing was tried: it still holds
    assert Opening(MARK.sha256, experience).request().learnt == Learnt(5, 6, 3)


def test_programs_read_what_was_tried() -> None:
    found = report(Measured(READY, (), 10.0, Trials((DEFAULT, FASTEST))), MARK, MACHINE)
    assert found["best_threads"] == 3
    assert found["threads_tried"] == [
        {"threads": 4, "tokens_per_s": 10.0}, {"threads": 3, "tokens_per_s": 12.5}
    ]  # fmt: skip
    assert report(Measured(READY, (), 10.0), MARK, MACHINE)["best_threads"] is None


@pytest.mark.parametrize(
    ("language", "trials", "said"),
    [
        ("en", (DEFAULT, FASTEST), "3 are fastest (12.5 tokens/s); llama.cpp's default, 4: 10.0 tokens/s"),
        ("en", (DEFAULT,), "4, llama.cpp's default, are fastest (10.0 tokens/s)"),
        ("ja", (DEFAULT, FASTEST),
         "3 が最速（12.5 トークン/秒）、llama.cpp の既定値 4 では 10.0 トークン/秒"),
        ("ja", (DEFAULT,), "llama.cpp の既定値 4 が最速（10.0 トークン/秒）"),
        ("en", (), ""),
    ],
)  # fmt: skip
def test_people_read_which_number_is_best(language: Language, trials: tuple[Trial, ...], said: str) -> None:
    translate = translator(language, resources() / "i18n")
    assert words_of(Trials(trials), lambda source: translate("Cli", source)) == said
