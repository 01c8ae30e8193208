"""What was deleted is in no page of the database and in no frame of its log, in any form.

Each phrase is of characters that nothing else in the vault has, and a phrase that stays is looked for as
well: were the pages not read rightly, it would not be found.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.chat.conversation import Ending, Message, Role
from desktop.chat.folding import fold
from desktop.vault.conversations import VaultConversations
from desktop.vault.database import Database
from desktop.vault.deleting import delete_conversations, empty_log
from desktop.vault.events import Events
from desktop.vault.history import History
from desktop.vault.retention import DAYS_OF_USE, Retention
from tests.fakes import ManualClock
from tests.vault.databases import KEY, new_database
from tests.vault.pages import decrypted

STAYS = "鱶鱸鱺鱻鱚鱈"
GOES = "ヰヱ麤黷齏Ｑ龗"              # folded it is another text: both must go
SENTINEL = "\ue000"
DAY = 24 * 3600


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """One with texts around: lists of the index that are full, and pages that are used again."""
    with new_database(tmp_path) as made:
        made.execute("PRAGMA synchronous = OFF")
        chance, store = random.Random(3), VaultConversations(made, ManualClock().now)
        talk = store.create_conversation("会話")
        for _ in range(60):
            words = "".join(chr(chance.randrange(0x5000, 0x8000)) for _ in range(150))
            store.add_message(talk.id, None, Message(Role.USER, words))
        store.add_message(talk.id, None, Message(Role.USER, f"これは{STAYS}のまま"))
        yield made


@pytest.fixture
def store(database: Database) -> VaultConversations:
    return VaultConversations(database, ManualClock().now)


def traces(phrase: str) -> set[bytes]:
    """Any two neighbours of the phrase as written and as folded, in every encoding, and its end in the index.
    A list of the index may leave out what a term shares with the one before, but never all of these.
    """
    found = set()
    for text in (phrase, fold(phrase) + SENTINEL):
        pairs = [text[place : place + 2] for place in range(len(text) - 1)]
        found |= {pair.encode(code) for pair in pairs for code in ("utf-8", "utf-16-le", "utf-16-be")}
    return found


def found_in(folder: Path, phrase: str) -> set[bytes]:
    pages = decrypted(folder, KEY)
    return {trace for trace in traces(phrase) if trace in pages}


def check_gone(folder: Path, database: Database, store: VaultConversations) -> None:
    """Nothing of GOES is left, and the index is whole."""
    assert found_in(folder, GOES) == set()
    assert found_in(folder, STAYS)
    assert not store.searching.find(GOES)
    assert not database.rows("SELECT 1 FROM vocabulary WHERE term LIKE ?", (f"%{fold(GOES)[2:4]}%",))
    assert store.searching.find(STAYS)
    database.execute("INSERT INTO words(words, rank) VALUES('integrity-check', 1)")


def talk_of(store: VaultConversations, title: str = "題") -> int:
    """A conversation with the phrase in a question, an answer that streamed, its thoughts and a draft."""
    talk = store.create_conversation(title)
    question = store.add_message(talk.id, None, Message(Role.USER, f"これは{GOES}です"))
    growing = store.add_message(talk.id, question.id, Message(Role.ASSISTANT, "", Ending.STREAMING))
    store.journal_answer(growing.id, GOES, (1, 2), GOES)
    store.finish_answer(growing.id, Ending.COMPLETE)
    store.save_draft(talk.id, f"下書き{GOES}")
    return talk.id


def test_emptying_the_trash_leaves_nothing(
    tmp_path: Path, database: Database, store: VaultConversations
) -> None:
    store.move_to_trash(talk_of(store, f"題{GOES}"))
    assert len(found_in(tmp_path, GOES)) > 5
    store.empty_trash()
    check_gone(tmp_path, database, store)


@pytest.mark.parametrize("merge", [False, True])
def test_both_ways_of_the_index_leave_nothing(
    tmp_path: Path, database: Database, store: VaultConversations, merge: bool
) -> None:
    talks = [talk_of(store, f"題{GOES}") for _ in range(3)]
    history = History(database, Events(database, ManualClock().now))
    for talk in talks:
        delete_conversations(database, history, [talk], merge=merge)
    empty_log(database)
    check_gone(tmp_path, database, store)
    assert database.rows("SELECT v FROM words_config WHERE k = 'secure-delete'") == [(1,)]
    store.rename(store.create_conversation(GOES).id, "改題")     # the next one leaves at once again
    check_gone(tmp_path, database, store)


def test_another_title_leaves_nothing_of_the_old_one(
    tmp_path: Path, database: Database, store: VaultConversations
) -> None:
    talk = store.create_conversation(GOES)
    assert found_in(tmp_path, GOES)
    store.rename(talk.id, "改題")
    check_gone(tmp_path, database, store)


def test_the_end_of_retention_leaves_nothing(
    tmp_path: Path, database: Database, store: VaultConversations
) -> None:
    clock = ManualClock()
    goes = talk_of(store)
    retention = Retention(database, History(database, Events(database, clock.now)), clock.now)
    clock.go(3 * DAY)
    database.execute("UPDATE conversations SET updated = '2099' WHERE id <> ?", (goes,))
    deleted = 0
    for _ in range(DAYS_OF_USE + 1):
        deleted += retention.keep(1).deleted
        clock.go(DAY)
    assert deleted == 1
    check_gone(tmp_path, database, store)


def test_the_last_of_several_takes_the_words_along(
    tmp_path: Path, database: Database, store: VaultConversations
) -> None:
    talks = [talk_of(store) for _ in range(3)]
    for talk in talks[:2]:
        store.move_to_trash(talk)
    store.empty_trash()
    assert [hit.conversation_id for hit in store.searching.find(GOES)] == [talks[2]] * 3
    store.move_to_trash(talks[2])
    store.empty_trash()
    check_gone(tmp_path, database, store)
