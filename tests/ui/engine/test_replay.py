"""An answer made again under the conditions of an earlier one: another version of it, asked for so."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import ModelMark, Role
from desktop.chat.transcript import GUIDE_NAME
from desktop.inference.protocol import Thinking
from desktop.inference.recipe import Recipe
from desktop.inference.sampling import Sampling, TokenBias
from desktop.ui.appearance import Appearance
from desktop.ui.engine.recipe_dialog import Made, RecipeDialog
from desktop.ui.engine.recipe_words import as_text, recipe_rows, sampling_words
from tests.ui.engine.samples import PARTLY
from tests.ui.test_talk import Table, table

__all__ = ["table"]

MARK = ModelMark("0123456789abcdef" * 4, "gpt-oss-20b", "gpt-oss")
RECIPE = Recipe(
    "full b9999", "alderlake", PARTLY, (512, 300), 0, 7, Sampling(temperature=0.5, seed=42), "short",
    rendered_at="2026-11-25T09:30:01+09:00 JST", max_tokens=0,
)  # fmt: skip
WARM = Recipe("full b9999", "alderlake", PARTLY, (30,), 782, 7, Sampling(seed=42))


def test_a_replay_is_another_version_under_the_same_conditions(table: Table) -> None:
    table.ask("問い")
    table.engine.say("答え", 7)
    table.engine.finish()
    table.settled()
    first = table.messages()[1]
    table.talk.regenerate(first.id, RECIPE)
    table.engine.say_count()
    table.bot.waitUntil(lambda: bool(table.engine.heard.replayed))
    assert table.engine.heard.replayed == [(Thinking.SHORT, RECIPE)]
    _, messages, sampling = table.engine.heard.asked[-1]
    assert sampling == RECIPE.sampling
    assert [each.role for each in messages] == [Role.USER]
    question, _, second = table.messages()
    assert second.parent_id == first.parent_id == question.id


def test_a_question_without_a_recipe_replays_nothing(table: Table) -> None:
    table.ask("問い")
    assert table.engine.heard.replayed == []


def test_everything_that_made_it_is_told() -> None:
    rows = dict(recipe_rows(MARK, RECIPE, "strong"))
    assert rows["Model"] == "gpt-oss-20b"
    assert rows["SHA-256"] == "0123456789ab…"
    assert rows["Placement"] == "40 of 48 layers are on the GPU, the rest on the CPU."
    assert rows["Read in pieces of"] == "512 + 300"
    assert rows["Seed"] == "42"
    assert rows["Protection"] == "strong"
    assert rows["Beginning"] == ""
    guide = ModelMark("a" * 64, GUIDE_NAME, "llama")
    assert dict(recipe_rows(guide, None))["Model"] == "Guide model"
    assert dict(recipe_rows(MARK, WARM))["Beginning"] == "782 tokens were still warm"
    assert dict(recipe_rows(MARK, None)) == {"Model": "gpt-oss-20b", "SHA-256": "0123456789ab…"}


@pytest.mark.parametrize(
    ("sampling", "words"),
    [
        (Sampling(temperature=0), "always the likeliest token"),
        (Sampling(), "temperature=0.7 · top_k=40 · top_p=0.95 · min_p=0.05"),
        (
            Sampling(dry_multiplier=0.8, logit_bias=(TokenBias(3, -1.0),)),
            "temperature=0.7 · top_k=40 · top_p=0.95 · min_p=0.05 · dry_multiplier=0.8 · "
            "logit_bias=(TokenBias(token_id=3, bias=-1.0),)",
        ),
    ],
)
def test_parameters_have_the_names_of_the_engine(sampling: Sampling, words: str) -> None:
    assert sampling_words(sampling) == words


def test_what_is_copied_has_the_whole_digest() -> None:
    text = as_text(recipe_rows(MARK, RECIPE), MARK)
    assert f"SHA-256: {MARK.sha256}" in text
    assert "Beginning" not in text


def made(qtbot: QtBot, made: Made) -> RecipeDialog:
    dialog = RecipeDialog(made, Appearance())
    qtbot.addWidget(dialog)
    return dialog


def note_of(dialog: RecipeDialog) -> str:
    return dialog.note.text()


class TestDialog:
    def test_it_can_be_copied_and_made_again(self, qtbot: QtBot) -> None:
        dialog = made(qtbot, Made(MARK, RECIPE))
        dialog.copy_button.click()
        assert MARK.sha256 in QGuiApplication.clipboard().text()
        with qtbot.waitSignal(dialog.replay_wanted):
            dialog.replay_button.click()

    def test_it_says_how_sure_the_same_words_are(self, qtbot: QtBot) -> None:
        assert "will be the same" in note_of(made(qtbot, Made(MARK, RECIPE)))
        assert "still warm" in note_of(made(qtbot, Made(MARK, WARM)))
        unsteady = replace(RECIPE, is_steady=False)
        assert "was busy" in note_of(made(qtbot, Made(MARK, unsteady)))
        for lacking in ({"rendered_at": ""}, {"max_tokens": None}):
            assert "kept less" in note_of(made(qtbot, Made(MARK, replace(RECIPE, **lacking))))
        assert "not the same as then" in note_of(made(qtbot, Made(MARK, RECIPE, differs=True)))

    def test_enter_closes_and_makes_nothing(self, qtbot: QtBot) -> None:
        dialog = made(qtbot, Made(MARK, RECIPE))
        with qtbot.waitExposed(dialog):
            dialog.open()
        with qtbot.assertNotEmitted(dialog.replay_wanted), qtbot.waitSignal(dialog.rejected):
            QTest.keyClick(dialog, Qt.Key.Key_Return)

    def test_a_note_that_says_nothing_takes_no_room(self, qtbot: QtBot) -> None:
        assert made(qtbot, Made(MARK, RECIPE, hindrance="It cannot.")).note.isHidden()
        assert not made(qtbot, Made(MARK, RECIPE)).note.isHidden()

    def test_what_led_the_answer_is_shown_and_copied(self, qtbot: QtBot) -> None:
        dialog = made(qtbot, Made(MARK, RECIPE, system_text="簡潔に。\n<b>敬語</b>で。"))
        assert dict(dialog.facts.rows)["Instructions to the model"] == "簡潔に。\n<b>敬語</b>で。"
        dialog.copy_button.click()
        assert "Instructions to the model: 簡潔に。" in QGuiApplication.clipboard().text()
        assert "Instructions to the model" not in dict(made(qtbot, Made(MARK, RECIPE)).facts.rows)

    def test_what_hinders_is_said(self, qtbot: QtBot) -> None:
        dialog = made(qtbot, Made(MARK, None, hindrance="It cannot."))
        assert not dialog.replay_button.isEnabled()
        assert "It cannot." in [each.text() for each in dialog.findChildren(QLabel)]
        assert "Nothing was kept" in note_of(dialog)
