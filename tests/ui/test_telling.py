"""What is told of the engine: it stands above what came before, and goes once it is over."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.inference.errors import DecodeError, EngineLostError, PromptTooLongError
from desktop.inference.protocol import StopReason
from desktop.ui.background import Background
from desktop.ui.notices import NoticeBar, NoticeKind
from desktop.ui.room.telling import Telling
from tests.fakes import FakeStore, ManualClock
from tests.ui.test_talk import Table, seated


@dataclass
class Told:
    """A table whose engine is told of."""

    table: Table
    notices: NoticeBar
    telling: Telling

    @property
    def shown(self) -> str:
        return self.notices.shown.text if self.notices.shown else ""

    def lose_engine(self) -> None:
        """In the middle of an answer."""
        self.table.ask("q")
        self.table.engine.say("ここまで", 1)
        self.table.engine.die()
        self.table.settled()


@pytest.fixture
def told(qtbot: QtBot) -> Iterator[Told]:
    clock = ManualClock()
    background = Background()
    table = seated(FakeStore(clock), clock, background, qtbot)
    notices = NoticeBar(QTimer())
    qtbot.addWidget(notices)
    telling = Telling(notices, lambda error: type(error).__name__)
    telling.listen(table.engine, table.answering)  # type: ignore[arg-type]  # a stand-in
    table.engine.engine_failed.connect(telling.tell_error)
    table.answering.failed.connect(telling.tell_error)
    yield Told(table, notices, telling)
    background.close()


def test_a_lost_engine_is_told_until_the_next_one_is_ready(told: Told, qtbot: QtBot) -> None:
    with qtbot.waitSignal(told.telling.engine_failed) as failed:
        told.lose_engine()
    assert failed.args == ["EngineLostError"]
    assert told.shown == "EngineLostError"          # also after the answer was closed
    told.table.talk.send("次の質問")
    assert told.shown == "EngineLostError"
    told.table.engine.come_back()
    assert told.notices.isHidden()


def test_what_one_request_met_is_told_until_an_answer_is_finished(told: Told) -> None:
    told.table.ask("q")
    told.table.engine.fail(DecodeError(result=-1))
    told.table.settled()
    assert told.shown == "DecodeError"
    told.table.ask("次の質問")
    told.table.engine.say("途中", 1)
    told.table.engine.finish(StopReason.STOPPED)
    told.table.settled()
    assert told.shown == "DecodeError"
    told.table.ask("もう一度")
    told.table.engine.finish()
    told.table.settled()
    assert told.notices.isHidden()


def test_a_model_that_is_chosen_ends_what_is_told_of_the_one_before(told: Told) -> None:
    told.lose_engine()
    told.table.engine.replace()
    assert told.notices.isHidden()


def test_another_error_stands_above_and_does_not_go_with_the_engine(told: Told, qtbot: QtBot) -> None:
    told.lose_engine()
    with qtbot.assertNotEmitted(told.telling.engine_failed):
        told.telling.tell_error(OSError())
    assert told.shown == "OSError"
    assert told.notices.waiting.text().startswith("1 ")
    told.telling.forget_engine()
    assert told.shown == "OSError"
    assert told.notices.waiting.isHidden()


def test_what_is_told_of_the_engine_takes_the_place_of_what_was(told: Told) -> None:
    told.lose_engine()
    told.telling.tell_error(PromptTooLongError(tokens=9, limit=3))
    assert told.shown == "PromptTooLongError"
    assert told.notices.waiting.isHidden()
    told.telling.tell("Copied.", NoticeKind.INFO)
    told.telling.tell_error(EngineLostError(phase="answer", signal=9, exit_code=0))
    assert told.shown == "EngineLostError"
    assert told.notices.waiting.text().startswith("1 ")
