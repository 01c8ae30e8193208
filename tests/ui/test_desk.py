"""Transcript and composer with a conversation: what is typed is never lost on the way elsewhere."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.background import Background
from desktop.ui.composer.composer import Composer
from desktop.ui.room.desk import Desk
from desktop.ui.transcript.canvas import TranscriptView
from tests.fakes import FakeStore, ManualClock
from tests.ui.test_talk import Table, seated


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table]:
    clock = ManualClock()
    background = Background()
    yield seated(FakeStore(clock), clock, background, qtbot)
    background.close()


@pytest.fixture
def composer(qtbot: QtBot) -> Composer:
    made = Composer()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def desk(table: Table, composer: Composer, qtbot: QtBot) -> Desk:
    view = TranscriptView()
    qtbot.addWidget(view)
    made = Desk(view, composer, table.talk, table.drafting, lambda error: type(error).__name__)
    with qtbot.waitSignal(table.talk.opened):
        table.talk.open(None)
    return made


def type_in(composer: Composer, text: str) -> None:
    composer.editor.setPlainText(text)


def test_what_was_sent_leaves_composer_and_draft(desk: Desk, composer: Composer, table: Table) -> None:
    for text in ("the first", "the second"):
        type_in(composer, text)
        table.drafting.save_now()
        composer.send_requested.emit(text)
        table.engine.say_count()
        table.bot.waitUntil(lambda: not table.asking.is_busy)
        table.engine.finish()
        table.settled()
        assert composer.text == ""
        table.drafting.save_now()
        table.settled_lane()
        assert table.store.draft(table.talk.conversation_id) == ""
        table.bot.waitUntil(lambda: table.engine.heard.counted[-1][1][-1].text == "")
    assert desk is not None


@pytest.mark.parametrize(
    "texts",                # the draft, the changed question, what is kept
    [("", "q, better", "q, better"), ("", "q", ""), ("", "  ", ""), ("mine", "q, better", "mine")],
    ids=["kept", "unchanged", "empty", "the draft goes before"],
)
def test_a_changed_question_that_was_not_sent_is_kept_as_the_draft(
    desk: Desk, composer: Composer, table: Table, texts: tuple[str, str, str]
) -> None:
    draft, changed, kept = texts
    table.ask("q")
    table.engine.finish()
    table.settled()
    first = table.talk.conversation_id
    type_in(composer, draft)
    question = table.messages()[0]
    desk._on_edit(question.id)
    type_in(composer, changed)
    desk.keep_edit()
    table.drafting.save_now()
    table.settled_lane()
    assert not composer.is_editing
    assert table.store.draft(first) == kept
