"""Another model is chosen while a question is on its way or being answered: the user gave it up, and the next
one works.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Ending, Message
from desktop.chat.prompt import Fit
from desktop.ui.background import Background
from tests.fakes import FakeStore, ManualClock
from tests.ui.engines import MODEL
from tests.ui.test_talk import Table, seated

OTHER = replace(MODEL, key="b" * 64, mark=replace(MODEL.mark, sha256="b" * 64))


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table]:
    clock = ManualClock()
    background = Background()
    yield seated(FakeStore(clock), clock, background, qtbot)
    background.close()


def answer_to_next(table: Table) -> Message:
    """What becomes of the next question, asked of the model that was chosen."""
    table.engine.come_back()
    before = len(table.engine.heard.asked)
    table.talk.send("次の質問")
    table.engine.say_count()
    table.bot.waitUntil(lambda: len(table.engine.heard.asked) == before + 1)
    table.engine.say("答え", 7)
    table.engine.finish()
    table.settled()
    return table.messages()[-1].message


def assert_next_is_answered(table: Table) -> None:
    answer = answer_to_next(table)
    assert (answer.text, answer.ending, answer.model) == ("答え", Ending.COMPLETE, OTHER.mark)


def test_an_answer_that_is_being_written_is_stopped(table: Table) -> None:
    table.ask("q")
    table.engine.say("ここまで", 1)
    table.engine.replace(OTHER)
    table.settled()
    answer = table.messages()[1].message
    assert (answer.text, answer.ending, answer.model) == ("ここまで", Ending.STOPPED, MODEL.mark)
    assert_next_is_answered(table)


def test_a_question_that_is_being_read_is_stopped_and_not_asked_of_the_other_model(table: Table) -> None:
    table.ask("q")
    table.engine.read()
    table.engine.replace(OTHER)
    table.settled()
    answer = table.messages()[1].message
    assert (answer.text, answer.ending) == ("", Ending.STOPPED)
    table.engine.come_back()
    assert len(table.engine.heard.asked) == 1
    assert_next_is_answered(table)


def test_a_question_that_waits_for_the_engine_to_be_replaced_is_stopped(table: Table) -> None:
    table.ask("q")
    table.engine.reopen()
    table.engine.replace(OTHER)
    table.settled()
    assert table.messages()[1].message.ending is Ending.STOPPED
    assert_next_is_answered(table)


def test_a_question_that_is_being_counted_stays_in_the_composer(table: Table) -> None:
    accepted: list[bool] = []
    table.talk.question_accepted.connect(accepted.append)
    table.talk.send("q")
    table.engine.replace(OTHER)
    assert not table.talk.is_busy
    table.engine.come_back()
    table.settled()
    assert not accepted
    assert not table.store.conversations()
    assert len(table.engine.heard.counted) == 1         # not once more, of the other model
    assert_next_is_answered(table)


def test_a_count_for_the_draft_is_not_taken_for_that_of_the_question_before(table: Table) -> None:
    table.talk.send("q")
    table.engine.replace(OTHER)
    table.engine.come_back()
    table.drafting.change("下書き")
    table.bot.waitUntil(lambda: len(table.engine.heard.counted) == 2)
    table.engine.say_count()
    table.settled()
    assert not table.store.conversations()


@pytest.mark.parametrize("comes_back", [False, True], ids=["loading", "loaded"])
def test_a_question_that_is_being_written_is_kept_and_not_asked(table: Table, *, comes_back: bool) -> None:
    table.talk.send("q")
    table.engine.say_count()                            # the vault's lane has it now
    table.engine.replace(OTHER)
    if comes_back:
        table.engine.come_back()
    table.settled()
    question, answer = table.messages()
    assert question.message.text == "q"
    assert (answer.message.ending, answer.message.model) == (Ending.STOPPED, MODEL.mark)
    assert not table.engine.heard.asked
    assert len(table.engine.heard.counted) == 1
    assert table.entries()[-1].ending is Ending.STOPPED
    assert_next_is_answered(table)


def test_a_question_that_is_being_written_is_not_written_twice_for_a_fresh_engine(table: Table) -> None:
    table.talk.send("q")
    table.engine.say_count()
    table.engine.reopen()
    table.engine.come_back()
    table.bot.waitUntil(lambda: bool(table.engine.heard.asked))
    assert len(table.engine.heard.counted) == 1
    assert len(table.messages()) == 2


def test_stop_takes_back_a_question_that_is_being_counted(table: Table) -> None:
    table.talk.send("q")
    table.talk.stop()
    assert not table.talk.is_busy
    table.engine.say_count()
    table.settled()
    assert not table.store.conversations()


def test_what_the_draft_costs_is_unknown_until_the_other_model_counts(table: Table) -> None:
    told: list[Fit | None] = []
    table.drafting.fit_changed.connect(told.append)
    table.drafting.change("下書き")
    table.bot.waitUntil(lambda: bool(table.engine.heard.counted))
    table.engine.say_count()
    table.engine.replace(OTHER)
    assert told[-1] is None
    table.engine.come_back()
    table.bot.waitUntil(lambda: len(table.engine.heard.counted) == 2)
    table.engine.say_count(limit=50)
    assert told[-1] == Fit(0, 10, 50, too_long=False)
