"""A damaged page costs what stood on it, and nothing else: of every class of page one is really damaged, in a
real encrypted file.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop.chat.conversation import Ending, Message, ModelMark, Role
from desktop.vault import header as headers
from desktop.vault import keys, records
from desktop.vault.backup import backups
from desktop.vault.errors import (
    VaultDamagedError,
    VaultInUseError,
    WrongPassphraseError,
)
from desktop.vault.events import EventKind
from desktop.vault.mending import Mended
from desktop.vault.openers import ByPassphrase
from desktop.vault.pages import Pages
from desktop.vault.salvage import Salvaged, _owners, salvage
from desktop.vault.vault import Vault, VaultPlace
from tests.vault.fixtures.make_fixture import TITLE
from tests.vault.places import PASSPHRASE, new_vault, place

TALKS, MESSAGES = 12, 16
LONG = "長文" * 6000                # goes on in several overflow pages
Texts = dict[int | None, str]


@dataclass(frozen=True, slots=True)
class Whole:
    """A vault before the damage, and what is in it."""

    folder: Path
    raw_key: str
    texts: dict[int, str]           # by message
    titles: dict[int, str]          # by conversation

    def pages(self) -> Pages:
        return Pages(self.folder / "vault.db", self.folder / "vault.db-wal", self.raw_key)


def message(number: int, index: int) -> Message:
    text = f"案件{number}の発言{index}。" + f"固体電解質{number * MESSAGES + index}" * 12
    mark = ModelMark("ab" * 32, "案.gguf", "llama") if index % 2 else None
    role = Role.ASSISTANT if index % 2 else Role.USER
    return Message(role, text, model=mark, token_ids=(number, index) * 40, thinking="考え" * 30)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """Enough of everything that each table has inner pages."""
    folder = tmp_path_factory.mktemp("whole") / "vault"
    vault = new_vault(folder).vault
    store = vault.conversations

    def fill() -> None:
        talk_id, parent = 0, None
        for number in range(TALKS):
            talk_id, parent = store.create_conversation(f"案件{number}の検討").id, None
            for index in range(MESSAGES):
                parent = store.add_message(talk_id, parent, message(number, index)).id
        store.add_message(talk_id, parent, Message(Role.USER, LONG))
        gone = store.create_conversation("捨てる")
        for _ in range(30):
            store.add_message(gone.id, None, Message(Role.USER, "捨てる" * 300))
        store.move_to_trash(gone.id)

    vault._database.in_transaction(fill)
    store.empty_trash()                     # leaves free pages
    store.save_draft(None, "下書き")
    texts = {each.id: each.message.text for talk in store.conversations() for each in store.messages(talk.id)}
    titles = {each.id: each.title for each in store.conversations()}
    raw_key = keys.raw_database_key(vault.ways.data_key, headers.read(folder).salt)
    vault.close()
    return Whole(folder, raw_key, texts, titles)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the whole vault, what it is, and the rows that stand on it."""

    number: int
    what: str
    rows: tuple[records.SavedRow, ...] = ()


def survey(whole: Whole) -> Iterator[Page]:
    """What each page is."""
    with whole.pages() as pages:
        owners = _owners(pages)
        overflow: set[int] = set()

        def follow(number: int) -> bytes | None:
            overflow.add(number)
            return pages.get(number)

        leaves = {}
        for number, content in pages.all():
            if records.kind(content, number) == records.LEAF:
                leaves[number] = tuple(records.rows(content, number, follow))
        for number, content in pages.all():
            kind = records.kind(content, number)
            if number == 1:
                yield Page(1, "header")
            elif number in overflow:
                yield Page(number, "overflow")
            elif number in leaves:
                yield Page(number, f"leaf of {owners[number]}", leaves[number])
            elif kind == records.INTERIOR:
                below = {owners.get(each, "") for each in records.children(content, number)}
                yield Page(number, f"inner page of {below.pop()}")
            else:
                yield Page(number, {0x0A: "index", 0x02: "inner page of an index", 0: "free"}[kind])


@pytest.fixture(scope="module")
def page(whole: Whole) -> Callable[[str], Page]:
    """The last page of each class."""
    found = {each.what: each for each in survey(whole)}
    return lambda what: found[what]


def damage(path: Path, number: int) -> None:
    """One bit falls over."""
    data = bytearray(path.read_bytes())
    data[(number - 1) * 4096 + 2000] ^= 8
    path.write_bytes(data)


@pytest.fixture
def where(whole: Whole, in_memory: Path) -> VaultPlace:
    shutil.copytree(whole.folder, in_memory / "vault")
    return place(in_memory / "vault")


def read(where: VaultPlace) -> tuple[dict[int, str], dict[int, str], Vault]:
    """Open what was salvaged, which must hold together; texts by message, titles by conversation."""
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    store = vault.conversations
    assert vault.upkeep.check(deep=True).is_whole
    vault._database.execute("INSERT INTO words(words, rank) VALUES('integrity-check', 1)")
    talks = store.conversations()
    return (
        {each.id: each.message.text for talk in talks for each in store.messages(talk.id)},
        {talk.id: talk.title for talk in talks},
        vault,
    )


NOTHING_OF_THE_USERS = [
    "free", "index", "inner page of an index", "header", "leaf of words_data", "leaf of words_docsize",
    "leaf of sqlite_master", "inner page of messages", "inner page of texts", "inner page of words_data",
]  # fmt: skip


@pytest.mark.parametrize("what", NOTHING_OF_THE_USERS)
def test_a_page_with_no_text_of_the_user_s_costs_none(
    whole: Whole, page: Callable[[str], Page], where: VaultPlace, what: str
) -> None:
    damage(where.folder / "vault.db", page(what).number)
    salvaged = salvage(where, ByPassphrase(PASSPHRASE))
    texts, titles, vault = read(where)
    store = vault.conversations
    assert (texts, titles) == (whole.texts, whole.titles)
    assert store.draft(None) == "下書き"
    assert {each.message.token_ids for talk in store.conversations() for each in store.messages(talk.id)} >= {
        (3, 3) * 40
    }
    assert [each.message_id for each in store.searching.find("固体電解質77固体")] == [78]
    vault.close()
    assert (salvaged.bad_pages, salvaged.cut, salvaged.mended) == (1, 0, Mended())


def test_a_leaf_of_texts_costs_the_texts_on_it(
    whole: Whole, page: Callable[[str], Page], where: VaultPlace
) -> None:
    lost = page("leaf of texts")
    gone = {row.values[2] for row in lost.rows if row.values[2] is not None}
    damage(where.folder / "vault.db", lost.number)
    salvaged = salvage(where, ByPassphrase(PASSPHRASE))
    texts, titles, vault = read(where)
    vault.close()
    assert gone
    assert texts == {number: "" if number in gone else text for number, text in whole.texts.items()}
    assert titles == whole.titles
    assert salvaged.mended == Mended(without_text=len(gone))


def test_a_leaf_of_messages_costs_what_was_known_of_them_but_not_their_texts(
    whole: Whole, page: Callable[[str], Page], where: VaultPlace
) -> None:
    lost = page("leaf of messages")
    gone = {row.rowid for row in lost.rows}
    damage(where.folder / "vault.db", lost.number)
    salvaged = salvage(where, ByPassphrase(PASSPHRASE))
    texts, titles, vault = read(where)
    store = vault.conversations
    stored = [each for talk in store.conversations() for each in store.messages(talk.id)]
    vault.close()
    assert (texts, titles) == (whole.texts, whole.titles)
    assert salvaged.mended.messages == len(gone) > 0
    for each in stored:
        index = (each.id - 1) % MESSAGES if each.message.text != LONG else MESSAGES
        role = Role.ASSISTANT if index % 2 else Role.USER
        assert each.message.role is role, each.id       # who spoke follows from who spoke before
        assert (each.message.model is None) == (role is Role.USER or each.id in gone)
        assert each.parent_id == (each.id - 1 if index else None)


def test_a_leaf_of_conversations_costs_their_dates_and_makes_them_most_secret(
    whole: Whole, page: Callable[[str], Page], where: VaultPlace
) -> None:
    damage(where.folder / "vault.db", page("leaf of conversations").number)
    salvaged = salvage(where, ByPassphrase(PASSPHRASE))
    texts, titles, vault = read(where)
    labels = {row[0] for row in vault._database.rows("SELECT label FROM conversations")}
    vault.close()
    assert (texts, titles) == (whole.texts, whole.titles)       # titles stand among the texts, too
    assert salvaged.mended == Mended(conversations=TALKS)
    assert labels == {"top_secret"}


def test_an_overflow_page_costs_the_end_of_its_text(
    whole: Whole, page: Callable[[str], Page], where: VaultPlace
) -> None:
    damage(where.folder / "vault.db", page("overflow").number)
    salvaged = salvage(where, ByPassphrase(PASSPHRASE))
    texts, _, vault = read(where)
    (long_id,) = (number for number, text in whole.texts.items() if text == LONG)
    assert [number for number, text in texts.items() if text != whole.texts[number]] == [long_id]
    assert LONG.startswith(texts[long_id])
    assert len(texts[long_id]) > 1000
    assert salvaged.cut == 1
    assert [each.message_id for each in vault.conversations.searching.find("長文長文長文")] == [long_id]
    vault.close()


def test_many_bad_pages_cost_no_more_than_stood_on_them(
    whole: Whole, page: Callable[[str], Page], where: VaultPlace
) -> None:
    """The way to everything is lost at once: header, schema and every inner page."""
    for each in survey(whole):
        if each.what in ("header", "leaf of sqlite_master") or each.what.startswith("inner page"):
            damage(where.folder / "vault.db", each.number)
    assert page("header").number == 1
    salvage(where, ByPassphrase(PASSPHRASE))
    texts, titles, vault = read(where)
    vault.close()
    assert (texts, titles) == (whole.texts, whole.titles)


def test_a_file_that_was_cut_gives_what_is_left(whole: Whole, where: VaultPlace) -> None:
    path = where.folder / "vault.db"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 + 100])
    salvage(where, ByPassphrase(PASSPHRASE))
    texts, titles, vault = read(where)
    vault.close()
    assert 0 < len([each for each in texts.values() if each]) < len(whole.texts)
    for number, text in texts.items():
        assert text in ("", whole.texts[number]) or whole.texts[number].startswith(text)
    assert titles


# -- the log


def test_a_bad_frame_of_the_log_is_seen_and_costs_no_later_commit(tmp_path: Path) -> None:
    """SQLite would pass over all that follows it, without a word."""
    vault = new_vault(tmp_path / "open").vault
    talk = vault.conversations.create_conversation("x")
    for number in range(40):
        vault.conversations.add_message(talk.id, None, Message(Role.USER, f"発言{number}"))
    shutil.copytree(tmp_path / "open", tmp_path / "vault", ignore=shutil.ignore_patterns("vault.db-shm"))
    vault.close()
    where = place(tmp_path / "vault")
    log = where.folder / "vault.db-wal"
    data = bytearray(log.read_bytes())
    data[32 + 4120 * 60 + 1000] ^= 1
    log.write_bytes(data)
    with pytest.raises(VaultDamagedError):
        Vault.unlock_with_passphrase(where, PASSPHRASE)
    assert log.read_bytes() == data         # nothing was written over
    salvage(where, ByPassphrase(PASSPHRASE))
    texts, _, opened = read(where)
    opened.close()
    assert [texts[number] for number in sorted(texts)] == [f"発言{number}" for number in range(40)]


def test_a_log_whose_last_transaction_was_cut_by_a_power_cut_is_no_damage(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "open").vault
    talk = vault.conversations.create_conversation("x")
    for number in range(3):
        vault.conversations.add_message(talk.id, None, Message(Role.USER, f"発言{number}"))
    shutil.copytree(tmp_path / "open", tmp_path / "vault", ignore=shutil.ignore_patterns("vault.db-shm"))
    vault.close()
    log = tmp_path / "vault" / "vault.db-wal"
    data = bytearray(log.read_bytes())
    data[-3000] ^= 1
    log.write_bytes(data)
    opened = Vault.unlock_with_passphrase(place(tmp_path / "vault"), PASSPHRASE)
    found = [each.message.text for each in opened.conversations.messages(talk.id)]
    opened.close()
    assert found == ["発言0", "発言1"]


# -- what is around it


def test_the_damaged_vault_is_kept_and_the_chain_says_what_happened(
    page: Callable[[str], Page], where: VaultPlace
) -> None:
    damage(where.folder / "vault.db", page("header").number)
    before = (where.folder / "vault.db").read_bytes()
    with pytest.raises(VaultDamagedError):
        Vault.unlock_with_passphrase(where, PASSPHRASE)
    told: list[tuple[int, int]] = []
    salvaged = salvage(where, ByPassphrase(PASSPHRASE), lambda done, of: told.append((done, of)))
    assert salvaged.kept is not None
    assert (salvaged.kept / "vault.db").read_bytes() == before
    assert told[-1][0] == told[-1][1] == salvaged.pages
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    event = vault.events.newest(EventKind.SALVAGED)
    assert event is not None
    assert event.facts == {"pages": salvaged.pages, "bad": 1, "messages": TALKS * MESSAGES + 1, "cut": 0}
    assert vault.events.newest(EventKind.ROLLED_BACK) is None
    assert vault.is_recovery_confirmed
    vault.close()


def test_the_wrong_secret_and_an_open_vault_change_nothing(where: VaultPlace) -> None:
    with pytest.raises(WrongPassphraseError):
        salvage(where, ByPassphrase("falsch"))
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    with pytest.raises(VaultInUseError):
        salvage(where, ByPassphrase(PASSPHRASE))
    vault.close()
    assert [each.name for each in where.folder.parent.iterdir()] == ["vault"]


@pytest.mark.parametrize("content", [b"", bytes(8192)])
def test_where_nothing_can_be_read_nothing_is_exchanged(where: VaultPlace, content: bytes) -> None:
    (where.folder / "vault.db").write_bytes(content)
    with pytest.raises(VaultDamagedError):
        salvage(where, ByPassphrase(PASSPHRASE))
    assert [each.name for each in where.folder.parent.iterdir()] == ["vault"]
    assert (where.folder / "vault.db").read_bytes() == content


def test_a_header_that_is_damaged_is_taken_from_a_backup(whole: Whole, where: VaultPlace) -> None:
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    vault.back_up()
    talk = vault.conversations.create_conversation("後の会話")
    vault.close()
    (where.folder / "vault.json").write_bytes(b"\0" * 400)
    salvage(where, ByPassphrase(PASSPHRASE))
    texts, titles, opened = read(where)
    opened.close()
    assert texts == whole.texts
    assert titles == whole.titles | {talk.id: "後の会話"}


def test_a_header_that_is_damaged_cannot_be_guessed(where: VaultPlace) -> None:
    (where.folder / "vault.json").write_bytes(b"\0" * 400)
    assert not backups(where.folder.with_name("vault-backups"))
    with pytest.raises(VaultDamagedError):
        salvage(where, ByPassphrase(PASSPHRASE))


@pytest.mark.parametrize("schema", [1, 3, 5])
def test_an_old_vault_is_salvaged_in_its_schema_and_brought_up(tmp_path: Path, schema: int) -> None:
    fixtures = Path(__file__).resolve().parent / "fixtures"
    where = place(tmp_path / "vault")
    shutil.copytree(fixtures / f"schema_{schema}", where.folder)
    (where.folder / "known.json").unlink()
    damage(where.folder / "vault.db", where.folder.joinpath("vault.db").stat().st_size // 4096)
    salvaged: Salvaged = salvage(where, ByPassphrase(PASSPHRASE))
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    titles = {each.title for each in vault.conversations.conversations()}
    endings = {row[0] for row in vault._database.rows("SELECT ending FROM messages")}
    vault.close()
    assert TITLE in titles
    assert Ending.STREAMING.value not in endings
    assert salvaged.bad_pages == 1
