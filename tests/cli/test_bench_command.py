"""`hisho bench`: what is asked, what is made of it, and that it is remembered."""

import io
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from desktop.chat.conversation import ModelMark
from desktop.cli.answering import Listener, Question
from desktop.cli.bench import LENGTHS, WRITTEN, keep, measure, report, show
from desktop.cli.terminal import Terminal
from desktop.experience import Experience
from desktop.inference.learning import Seen, Speeds, fingerprint
from desktop.inference.protocol import Finished, StopReason
from desktop.paths import resources
from desktop.words import Language, translator
from model_manager.placement import Placement
from tests.inference.openings import EXPECTED, HALF, MACHINE, READY

MARK = ModelMark("ab" * 32, "試験", "llama")
LARGE = replace(READY, context_length=8192, load_s=1.26, placement=HALF, memory=EXPECTED, threads=3)
OVERHEAD, WARM, PER_S, WRITTEN_PER_S = 10, 4, 200.0, 20.0


@dataclass
class FakeEngine:
    """Two characters are a token; a prompt's first tokens are warm; an answer says at most `says` tokens."""

    says: int = 1000
    stops: bool = False
    listener: Listener = field(
        default_factory=lambda: Listener(lambda _: None, lambda _: None, lambda: False)
    )
    asked: list[Question] = field(default_factory=list)

    def answer(self, question: Question) -> Finished:
        self.asked.append(question)
        tokens = OVERHEAD + len(question.messages[0].text) // 2
        answered = min(question.max_tokens, self.says)
        reason = StopReason.STOPPED if self.stops else StopReason.LENGTH
        return Finished(
            len(self.asked), reason, tokens, WARM, answered, (tokens - WARM) / PER_S,
            answered / WRITTEN_PER_S, 0,
        )  # fmt: skip


def test_prompts_of_each_length_are_read_and_answers_are_written() -> None:
    measured = measure(FakeEngine(), LARGE)
    assert len(measured.readings) == len(LENGTHS)
    for reading, length in zip(measured.readings, LENGTHS, strict=True):
        assert abs(reading.tokens - length) <= 0.02 * length + OVERHEAD
        assert reading.tokens_per_s == pytest.approx(PER_S)     # what was warm is not counted
    assert measured.decode == pytest.approx(WRITTEN_PER_S)
    assert measured.speeds == Speeds(1.3, PER_S, WRITTEN_PER_S)         # divided: of no place
    on_cpu = replace(measured, ready=replace(LARGE, placement=Placement(33, 8192)))
    assert on_cpu.speeds.place == "cpu"


def test_no_two_prompts_begin_alike_and_all_are_greedy() -> None:
    engine = FakeEngine()
    measure(engine, LARGE)
    texts = [each.messages[0].text for each in engine.asked]
    assert len(set(texts)) == len(texts)
    assert len({text.split()[0] for text in texts[: len(LENGTHS) + 2]}) == len(LENGTHS) + 2
    assert {each.sampling.temperature for each in engine.asked} == {0.0}


def test_a_small_context_is_measured_with_what_fits() -> None:
    measured = measure(FakeEngine(), replace(LARGE, context_length=700))
    assert [round(each.tokens / 128) for each in measured.readings] == [1, 4]


def test_short_answers_are_put_together_but_not_for_ever() -> None:
    engine = FakeEngine(says=30)
    assert measure(engine, LARGE).decode == pytest.approx(WRITTEN_PER_S)
    answers = [min(each.max_tokens, 30) for each in engine.asked[len(LENGTHS) + 2 :]]
    assert sum(answers) == WRITTEN
    silent = FakeEngine(says=0)
    assert measure(silent, LARGE).decode == 0.0


def test_ctrl_c_ends_it() -> None:
    with pytest.raises(KeyboardInterrupt):
        measure(FakeEngine(stops=True), LARGE)


def test_what_was_measured_is_remembered_beside_what_worked(tmp_path: Path) -> None:
    experience, here = Experience(tmp_path / "e.json"), fingerprint(MACHINE)
    experience.keep(MARK.sha256, here, Seen(HALF, speeds=Speeds(9.0, 9.0, 9.0)))
    keep(measure(FakeEngine(), LARGE), experience, MARK.sha256, here)
    assert experience.seen(MARK.sha256, here) == Seen(HALF, speeds=Speeds(1.3, PER_S, WRITTEN_PER_S))


def test_programs_read_numbers() -> None:
    found = report(measure(FakeEngine(), LARGE), MARK, MACHINE)
    assert [each["tokens_per_s"] for each in found["prefill"]] == [PER_S] * len(LENGTHS)
    assert found["decode_tokens_per_s"] == WRITTEN_PER_S
    assert found["memory"][0] == {"device": "Vulkan0", "used_bytes": 6 << 30, "total_bytes": 8 << 30}
    assert found["placement"]["gpu_layers"] == 17
    assert found["engine"] == {"version": "0.3.36", "build": "full", "variant": "haswell"}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", [
            "Model          試験 · llama",
            "Engine         llama.cpp 0.3.36 · full · haswell",
            "Placement      17 of 33 layers on the GPU · 8,192 tokens of context · 3 threads",
            "Load time      1.3 s",
        ]),
        ("ja", [
            "モデル        試験 · llama",
            "エンジン      llama.cpp 0.3.36 · full · haswell",
            "配置          33 層中 17 層を GPU に · 文脈 8,192 トークン · 3 スレッド",
            "読み込み時間  1.3 秒",
        ]),
    ],
)  # fmt: skip
def test_people_read_a_table_whose_columns_stand_in_line(language: Language, expected: list[str]) -> None:
    answers = io.StringIO()
    terminal = Terminal(translator(language, resources() / "i18n"), answers)
    show(measure(FakeEngine(), LARGE), MARK, MACHINE, terminal)
    lines = answers.getvalue().splitlines()
    assert lines[:4] == expected
    assert len(lines) == 4 + len(LENGTHS) + 2
    assert "200 " in lines[4]
    assert "20.0 " in lines[-2]
    assert "Vulkan0 6.0 GiB" in lines[-1]
