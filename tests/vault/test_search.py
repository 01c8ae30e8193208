"""A text is found exactly if every word of the query occurs in its folded form."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.chat.conversation import Message, Role
from desktop.chat.folding import fold, query_words
from desktop.vault.conversations import VaultConversations
from tests.vault.places import new_vault

ALPHABET = st.sampled_from(
    list("特許発明請求項の、。ーがカかガｶﾞヷヴっッＡaBｂ１1２①㌔㎛𠮷🧪é\"「」'*%_ \n-－‐〜′")
    + list("髙高葛ÉΣσςßﬁ\ue000\u3099")
)
TEXTS = st.text(ALPHABET, max_size=12)
QUERIES = st.text(ALPHABET, min_size=1, max_size=5).filter(lambda query: query.strip())


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VaultConversations]:
    vault = new_vault(tmp_path_factory.mktemp("search") / "vault").vault
    vault._database.execute(
        "PRAGMA synchronous = OFF"
    )  # hundreds of little vaults: only search is looked at here
    yield vault.conversations
    vault.close()


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TEXTS, min_size=1, max_size=8), QUERIES, st.booleans())
def test_search_is_the_same_as_looking(
    store: VaultConversations, bodies: list[str], query: str, trash: bool
) -> None:
    talk = store.create_conversation("")
    expected = []
    words = query_words(query)
    for body in bodies:
        stored = store.add_message(talk.id, None, Message(Role.USER, body))
        folded = fold(body)
        if words and all(word in folded for word in words):
            expected.append(stored.id)
    if trash:
        store.move_to_trash(talk.id)
        expected = []
    assert [hit.message_id for hit in store.searching.find(query)] == expected[::-1]
    store.move_to_trash(talk.id)
    store.empty_trash()
    assert not store.searching.find(query)


@pytest.mark.parametrize(
    ("body", "query", "marked"),
    [
        ("発明の名称は全固体電池です", "電池", "電池"),
        ("長い前置き" * 20 + "電解質" + "続き" * 100, "電解質", "電解質"),
        ("符号10aの基板", "１０Ａ", "10a"),
    ],
)
def test_the_excerpt_marks_the_first_word(
    store: VaultConversations, body: str, query: str, marked: str
) -> None:
    talk = store.create_conversation("")
    store.add_message(talk.id, None, Message(Role.USER, body))
    hit = store.searching.find(query)[0]
    assert [hit.excerpt[start:end] for start, end in hit.marks] == [marked]
    assert len(hit.excerpt) <= 81
    store.move_to_trash(talk.id)
    store.empty_trash()


def test_a_title_is_found_with_its_conversation(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "vault").vault
    talk = vault.conversations.create_conversation("拒絶理由通知への応答案")
    (hit,) = vault.conversations.searching.find("応答")
    assert (hit.conversation_id, hit.message_id) == (talk.id, None)
    vault.close()
