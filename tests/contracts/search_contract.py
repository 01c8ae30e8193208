"""What the search of every store keeps to; run against the fake and against the vault."""

from desktop.chat.labels import Label
from desktop.chat.searching import NO_LIMITS, UNSENT, Limits, Part, SearchHit
from desktop.chat.store import ConversationStore
from tests.contracts.store_contract import MARK, answer, user


class SearchContract:
    """Subclasses give a fixture `store`."""

    def test_a_search_can_be_limited(self, store: ConversationStore) -> None:
        talk = store.create_conversation("基板の題", label=Label.SECRET)
        asked = store.add_message(talk.id, None, user("基板 一"))
        answered = store.add_message(talk.id, asked.id, answer("基板 二"))
        other = store.create_conversation("別の題")
        later = store.add_message(other.id, None, user("基板 三"))
        store.save_draft(other.id, "基板 四")

        def found(limits: Limits) -> list[tuple[Part, int | None]]:
            return [(hit.part, hit.message_id) for hit in store.searching.find("基板", limits=limits)]

        title, draft = (Part.TITLE, None), (Part.DRAFT, None)
        first, second = (Part.QUESTION, asked.id), (Part.ANSWER, answered.id)
        third = (Part.QUESTION, later.id)
        assert found(NO_LIMITS) == [draft, third, second, first, title]
        assert found(Limits(label=Label.SECRET)) == [second, first, title]
        assert found(Limits(label=Label.INTERNAL)) == [draft, third]
        assert found(Limits(label=Label.GENERAL)) == []
        assert found(Limits(model=MARK.sha256)) == [second]
        assert found(Limits(model="0" * 64)) == []
        assert found(Limits(parts=frozenset({Part.TITLE}))) == [title]
        assert found(Limits(parts=frozenset({Part.QUESTION}))) == [third, first]
        assert found(Limits(parts=frozenset({Part.ANSWER, Part.DRAFT}))) == [draft, second]
        assert found(Limits(parts=UNSENT)) == [draft]
        assert found(Limits(since=later.created)) == [third]
        assert found(Limits(until=answered.created)) == [first]
        assert found(Limits(since=answered.created, until=later.created)) == [second, title]
        assert found(Limits(since=later.created, model=MARK.sha256)) == []

    def test_a_search_goes_on_after_any_hit(self, store: ConversationStore) -> None:
        talk = store.create_conversation("基板")
        for number in range(7):
            store.add_message(talk.id, None, user(f"基板{number}"))
        store.save_draft(talk.id, "基板の下書き")
        every = store.searching.find("基板")
        assert len(every) == 9
        for size in (1, 2, 4):
            pages: list[SearchHit] = []
            cursor = None
            while page := store.searching.find("基板", size, after=cursor):
                pages += page
                cursor = page[-1].cursor
            assert pages == list(every)

    def test_every_word_is_marked_in_the_excerpt(self, store: ConversationStore) -> None:
        talk = store.create_conversation("x")
        text = "基板は前置き。" + "間" * 200 + "ここで基板と\nﾊﾞｲﾝﾀﾞｰが並ぶ。" + "後" * 200
        store.add_message(talk.id, None, user(text))
        (hit,) = store.searching.find("ばいんだー 基板")
        assert [hit.excerpt[start:end] for start, end in hit.marks] == ["基板", "ﾊﾞｲﾝﾀﾞｰ"]
        assert "\n" not in hit.excerpt
        assert text[hit.offset :].startswith("基板と")

    def test_phrases_keep_their_spaces(self, store: ConversationStore) -> None:
        talk = store.create_conversation("x")
        both = store.add_message(talk.id, None, user("a solid electrolyte layer"))
        store.add_message(talk.id, None, user("electrolyte, solid"))
        assert [hit.message_id for hit in store.searching.find('"Solid Electrolyte"')] == [both.id]
        assert len(store.searching.find("solid electrolyte")) == 2

    def test_the_models_that_answered_are_known(self, store: ConversationStore) -> None:
        assert list(store.searching.models()) == []
        talk = store.create_conversation("x")
        for _ in range(2):
            store.add_message(talk.id, None, answer("一"))
        assert list(store.searching.models()) == [MARK]

    def test_search_folds_width_and_case_and_wants_every_word(self, store: ConversationStore) -> None:
        talk = store.create_conversation("x")
        found = store.add_message(talk.id, None, user("ﾊﾞｲﾝﾀﾞｰ層１０ａとElectrolyteの基板"))
        for query in ("バインダー", "10a", "electrolyte", "基板", "層", "ELECTROLYTE 基板", "１０Ａ"):
            assert [hit.message_id for hit in store.searching.find(query)] == [found.id], query
        assert not store.searching.find("基板 配管")
        assert not store.searching.find("  ")

    def test_search_gives_the_newest_first_and_no_more_than_asked(self, store: ConversationStore) -> None:
        talk = store.create_conversation("x")
        ids = [store.add_message(talk.id, None, user(f"基板 {number}")).id for number in range(5)]
        assert [hit.message_id for hit in store.searching.find("基板", limit=3)] == ids[::-1][:3]
