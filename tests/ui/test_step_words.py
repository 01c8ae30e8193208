"""Each step down has one sentence, in both languages, with its numbers."""

from dataclasses import replace

import pytest

from desktop.inference.opening import Cause, Reopening, SteppedDown
from desktop.paths import resources
from desktop.ui.step_words import reopening_text, step_text
from desktop.words import Language, translator
from model_manager.placement import Placement
from tests.inference.openings import HALF, ON_CPU, WHOLE
from tests.test_error_text import check_sentence

STEPS: list[tuple[Placement, Placement]] = [
    (WHOLE, HALF),
    (WHOLE, ON_CPU),
    (WHOLE, replace(WHOLE, expert_layers_on_cpu=8)),
    (ON_CPU, replace(ON_CPU, context=2048)),
    (ON_CPU, replace(ON_CPU, kv_type="q8_0")),
    (ON_CPU, replace(ON_CPU, batch=128)),
    (replace(ON_CPU, mapped=False), ON_CPU),
    (HALF, WHOLE),
]
CAUSES = [each for each in Cause if each is not Cause.MACHINE]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_step_has_one_sentence_of_its_own(language: Language) -> None:
    translate = translator(language, resources() / "i18n")
    said = [
        step_text(SteppedDown(cause, before, after), translate)
        for cause in CAUSES
        for before, after in STEPS
    ]
    for sentence in said:
        check_sentence(sentence, language)
    assert len(set(said)) == len(said)


def test_the_words_say_what_counts() -> None:
    step = SteppedDown(Cause.MEMORY, WHOLE, HALF)
    assert step_text(step, translator("ja", resources() / "i18n")) == (
        "GPU のメモリーが足りないため、33 層中 17 層を GPU に置いてモデルを開き直します。"
    )
    shorter = SteppedDown(Cause.MEMORY, ON_CPU, replace(ON_CPU, context=2048))
    assert step_text(shorter, translator("en", resources() / "i18n")) == (
        "The free memory of this computer does not suffice, so the model is opened again with a context of "
        "2,048 tokens."
    )


@pytest.mark.parametrize("language", ["ja", "en"])
def test_only_a_start_that_nothing_else_will_explain_is_told(language: Language) -> None:
    translate = translator(language, resources() / "i18n")
    check_sentence(reopening_text(Reopening(Cause.ENDED), translate), language)
    assert reopening_text(Reopening(Cause.ENDED, is_lighter=True), translate) == ""
    assert reopening_text(Reopening(Cause.MACHINE), translate) == ""


def test_a_driver_that_ended_the_engine_is_named_and_what_comes_of_it() -> None:
    translate = translator("en", resources() / "i18n")
    said = reopening_text(Reopening(Cause.DEVICE), translate)
    assert said == "The GPU failed, so the model is opened again on the CPU alone."
