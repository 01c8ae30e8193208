"""An answer on its way to a disk that is full, or to a conversation that is gone: nothing is lost or passed
over, and nobody waits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Ending, Message, StoredMessage
from desktop.ui.background import Background
from desktop.ui.recording import Recorder
from desktop.vault.errors import VaultFullError
from tests.fakes import FakeStore, ManualClock
from tests.ui.test_talk import Table, seated


class FullStore(FakeStore):
    """A store whose disk is full whenever the test says so."""

    is_full = False

    def journal_answer(
        self, message_id: int, text: str, token_ids: Sequence[int], thinking: str = ""
    ) -> None:
        self._write()
        super().journal_answer(message_id, text, token_ids, thinking)

    def finish_answer(self, message_id: int, ending: Ending, recipe: str = "") -> StoredMessage:
        self._write()
        return super().finish_answer(message_id, ending, recipe)

    def add_message(self, conversation_id: int, parent_id: int | None, message: Message) -> StoredMessage:
        self._write()
        return super().add_message(conversation_id, parent_id, message)

    def _write(self) -> None:
        if self.is_full:
            raise VaultFullError(28)


@dataclass
class Room:
    """A table over a disk that can be full, and what was told."""

    table: Table
    store: FullStore
    told: list[Exception]
    ended: list[StoredMessage]

    @property
    def recorder(self) -> Recorder:
        return self.table.answering._recorder

    def stored(self) -> StoredMessage:
        return self.table.messages()[-1]


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    clock = ManualClock()
    store, background = FullStore(clock), Background()
    table = seated(store, clock, background, qtbot)
    told: list[Exception] = []
    ended: list[StoredMessage] = []
    table.answering.not_written.connect(told.append)
    table.answering.ended.connect(ended.append)
    yield Room(table, store, told, ended)
    background.close()


def test_a_piece_that_could_not_be_written_keeps_its_place(room: Room) -> None:
    table = room.table
    table.ask("q")
    table.engine.say("AAA", *range(16))
    table.settled_lane()
    room.store.is_full = True
    table.engine.say("BBB", *range(16))
    table.bot.waitUntil(lambda: len(room.told) == 1)
    table.engine.say("CCC", *range(16))
    room.store.is_full = False
    with table.bot.waitSignal(table.answering.written_after_all):
        room.recorder.write_again()
    table.engine.finish()
    table.settled()
    assert room.stored().message.text == "AAABBBCCC"
    assert room.stored().message.ending is Ending.COMPLETE
    assert room.stored().message.token_ids == tuple(range(16)) * 3
    assert len(room.told) == 1


def test_a_full_disk_at_the_end_blocks_nobody_and_is_made_good(room: Room) -> None:
    table = room.table
    table.ask("q")
    table.engine.say("AAA", 1)
    room.store.is_full = True
    table.engine.finish()
    table.bot.waitUntil(lambda: not table.talk.is_busy)
    table.bot.waitUntil(lambda: len(room.ended) == 1)
    assert room.ended[0].message.text == "AAA"
    assert room.ended[0].message.ending is Ending.COMPLETE
    room.recorder.write_again()
    table.settled_lane()
    assert len(room.told) == len(room.ended) == 1       # told once, however often it is tried
    room.store.is_full = False
    with table.bot.waitSignal(table.answering.written_after_all):
        room.recorder.write_again()
    assert room.stored().message == room.ended[0].message
    table.ask("the next question")
    assert table.answering.answer_id is not None


def test_leaving_while_a_piece_is_being_written_closes_the_answer(room: Room) -> None:
    table = room.table
    table.ask("q")
    table.engine.say("AAA", *range(16))         # enough to be written at once
    assert table.answering._running is not None
    assert table.answering._running.is_writing
    table.answering.abandon()
    table.background.close()                    # as at quitting: nobody hears of that write any more
    answer = room.store.messages(room.store.conversations()[0].id)[-1].message
    assert answer.ending is Ending.STOPPED
    assert answer.text == "AAA"


def test_leaving_tries_once_more(room: Room) -> None:
    table = room.table
    table.ask("q")
    table.engine.say("AAA", 1)
    room.store.is_full = True
    table.engine.finish()
    table.bot.waitUntil(lambda: len(room.told) == 1)
    room.store.is_full = False
    table.answering.abandon()
    table.settled_lane()
    assert room.stored().message.text == "AAA"


def test_a_deleted_conversation_ends_its_answer_at_once(room: Room) -> None:
    table = room.table
    table.ask("q")
    table.engine.say("AAA", 1)
    conversation_id = table.talk.conversation_id
    assert conversation_id is not None
    table.answering.drop(conversation_id + 1)
    assert table.answering.answer_id is not None
    table.answering.drop(conversation_id)
    assert table.engine.heard.stopped == [table.engine.last_ask]
    table.settled()
    assert room.stored().message.text == "AAA"
    assert room.stored().message.ending is Ending.STOPPED


def test_a_conversation_that_was_deleted_for_good_leaves_nobody_busy(room: Room) -> None:
    table = room.table
    table.ask("q")
    table.engine.say("AAA", 1)
    conversation_id = table.talk.conversation_id
    assert conversation_id is not None
    room.store.move_to_trash(conversation_id)
    room.store.empty_trash()
    table.engine.say("BBB", *range(16))
    table.bot.waitUntil(lambda: not table.talk.is_busy)
    assert table.engine.heard.stopped == [table.engine.last_ask]
    assert room.told == []


def test_a_follow_up_that_was_sent_is_no_draft(room: Room) -> None:
    table = room.table
    table.ask("q")
    table.engine.finish()
    table.settled()
    conversation_id = table.talk.conversation_id
    table.drafting.begin(conversation_id, "")
    table.drafting.change("the next")
    table.ask("the next")
    table.drafting.save_now()               # the timer of what was typed runs out now
    table.drafting.forget(conversation_id)
    table.settled_lane()
    assert room.store.draft(conversation_id) == ""
    table.drafting.save_now()
    table.settled_lane()
    assert room.store.draft(conversation_id) == ""
