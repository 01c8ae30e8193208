"""How long to think can be chosen where the model offers it, is kept, and goes with every question."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.chat.prompt import Fit
from desktop.inference.protocol import Ready, Thinking
from desktop.ui.appearance import Appearance
from desktop.ui.composer.composer import Composer
from desktop.ui.composer.thinking_choice import ThinkingChoice
from desktop.ui.room.thinking_corner import ThinkingCorner
from desktop.ui.theme import DARK, LIGHT, Tokens, palette, stylesheet
from tests.ui.engines import FakeEngine
from tests.ui.ts_translator import TsTranslator

ROOT = Path(__file__).parents[3]
SCREENS = ROOT / "build" / "screens"
ALL = (Thinking.OFF, Thinking.SHORT, Thinking.LONG)


def ready(*lengths: Thinking) -> Ready:
    return Ready("m", "qwen3", 8192, 1.0, 2, has_template=True, thinking=lengths)


@pytest.fixture
def choice(qtbot: QtBot) -> ThinkingChoice:
    made = ThinkingChoice()
    qtbot.addWidget(made)
    return made


def items(choice: ThinkingChoice) -> list[str]:
    return [choice.itemText(at) for at in range(choice.count())]


def test_nothing_is_offered_by_a_model_that_does_not_think(choice: ThinkingChoice) -> None:
    assert choice.isHidden()
    choice.offer(ALL)
    assert not choice.isHidden()
    choice.offer(())
    assert choice.isHidden()


def test_the_lengths_of_the_model_are_offered(choice: ThinkingChoice) -> None:
    choice.offer((Thinking.OFF, Thinking.LONG))
    assert items(choice) == ["Thinking: as usual", "Thinking: off", "Thinking: long"]
    assert choice.accessibleName() == "How long the model thinks"


def test_a_choice_by_key_is_told_once(choice: ThinkingChoice, qtbot: QtBot) -> None:
    choice.offer(ALL)
    told: list[str] = []
    choice.chosen.connect(told.append)
    choice.show()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert told == ["off"]
    choice.set_wish(Thinking.LONG)              # and what a program sets is not
    assert told == ["off"]
    assert choice.currentData() == "long"


def test_a_wish_waits_for_a_model_that_can_fulfil_it(choice: ThinkingChoice) -> None:
    choice.offer((Thinking.OFF, Thinking.LONG))
    choice.set_wish(Thinking.SHORT)
    assert choice.currentData() == ""
    choice.offer(ALL)
    assert choice.currentData() == "short"


def test_the_wish_is_the_engine_s_and_is_kept(choice: ThinkingChoice) -> None:
    engine = FakeEngine()
    corner = ThinkingCorner(choice, engine)  # type: ignore[arg-type]  # a stand-in
    kept: list[str] = []
    corner.chosen.connect(kept.append)
    corner.set_wish("off")
    assert engine.thinking is Thinking.OFF
    engine.ready.emit(ready(*ALL))
    assert choice.currentData() == "off"
    choice.show()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert (engine.thinking, kept) == (Thinking.SHORT, ["short"])
    engine.ready.emit(ready())
    assert choice.isHidden()


def test_a_damaged_wish_is_none(choice: ThinkingChoice) -> None:
    engine = FakeEngine()
    ThinkingCorner(choice, engine).set_wish("forever")  # type: ignore[arg-type]  # a stand-in
    assert engine.thinking is Thinking.FAMILY


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    """The language of the words, and the look of the application put back afterwards."""
    before = qapp.palette(), qapp.styleSheet()
    translator = TsTranslator(ROOT / "resources" / "i18n" / "hisho_ja.ts")
    if request.param == "ja":
        QCoreApplication.installTranslator(translator)
    yield request.param
    QCoreApplication.removeTranslator(translator)
    qapp.setPalette(before[0])
    qapp.setStyleSheet(before[1])


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("width", [820, 360], ids=["wide", "narrow"])
def test_screens(qtbot: QtBot, qapp: QApplication, language: str, tokens: Tokens, width: int) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    qapp.setPalette(palette(tokens))
    qapp.setStyleSheet(stylesheet(tokens))
    composer = Composer()
    qtbot.addWidget(composer)
    composer.set_appearance(Appearance(tokens, 1.0))
    composer.foot.thinking.offer(ALL)
    composer.foot.thinking.set_wish(Thinking.SHORT)
    composer.set_text("請求項1の進歩性を検討してください。")
    composer.show_count(Fit(2, 2048, 7168, too_long=False))
    composer.resize(width, composer.sizeHint().height())
    composer.show()
    qtbot.waitExposed(composer)
    composer.resize(width, composer.heightForWidth(width) if composer.hasHeightForWidth() else 150)
    foot = composer.foot
    assert foot.thinking.geometry().right() < foot.counter.geometry().left()
    assert foot.thinking.width() >= foot.thinking.minimumSizeHint().width()
    name = f"composer_thinking_{language}_{'dark' if tokens.dark else 'light'}_{width}"
    assert composer.grab().save(str(SCREENS / f"{name}.png"))


def test_the_words_follow_the_language(choice: ThinkingChoice, qapp: QApplication) -> None:
    choice.offer(ALL)
    translator = TsTranslator(ROOT / "resources" / "i18n" / "hisho_ja.ts")
    QCoreApplication.installTranslator(translator)
    QApplication.sendEvent(choice, QEvent(QEvent.Type.LanguageChange))
    assert items(choice)[1] == "考える時間: なし"
    QCoreApplication.removeTranslator(translator)
