"""A question's way through the window: counted, committed, asked, journaled, closed; and what may go wrong on
it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Ending, Role, StoredMessage
from desktop.chat.prompt import Fit
from desktop.chat.transcript import TranscriptEntry
from desktop.inference.errors import DecodeError, PromptTooLongError
from desktop.inference.protocol import StopReason
from desktop.ui.answering import Answering
from desktop.ui.asking import Asking
from desktop.ui.background import Background
from desktop.ui.drafting import Drafting
from desktop.ui.engine_link import EngineState
from desktop.ui.talk import Talk
from tests.fakes import FakeStore, ManualClock
from tests.ui.engines import MODEL, FakeEngine


@dataclass
class Table:
    """Everything that a question passes, with an engine that a test lets speak."""

    engine: FakeEngine
    store: FakeStore
    clock: ManualClock
    background: Background
    asking: Asking
    answering: Answering
    talk: Talk
    drafting: Drafting
    bot: QtBot

    def ask(self, text: str, left_out: int = 0) -> None:
        """Ask, and let the engine accept the length."""
        self.talk.send(text)
        self.engine.say_count(left_out=left_out)
        self.bot.waitUntil(lambda: bool(self.engine.heard.asked) and not self.asking.is_busy)

    def settled(self) -> None:
        """Until nothing is on its way."""
        self.bot.waitUntil(lambda: not self.talk.is_busy)
        done: list[bool] = []
        self.background.on_vault(lambda: None, lambda _: done.append(True))
        self.bot.waitUntil(lambda: bool(done))

    def messages(self) -> list[StoredMessage]:
        """Everything in the first conversation."""
        self.settled_lane()
        return list(self.store.messages(self.store.conversations()[0].id))

    def settled_lane(self) -> None:
        done: list[bool] = []
        self.background.on_vault(lambda: None, lambda _: done.append(True))
        self.bot.waitUntil(lambda: bool(done))

    def entries(self) -> tuple[TranscriptEntry, ...]:
        """What is shown, after opening the conversation anew."""
        with self.bot.waitSignal(self.talk.entries_changed) as shown:
            self.talk.open(self.talk.conversation_id)
        found: tuple[TranscriptEntry, ...] = shown.args[0]
        return found


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[Table]:
    clock = ManualClock()
    background = Background()
    yield seated(FakeStore(clock), clock, background, qtbot)
    background.close()


def seated(store: FakeStore, clock: ManualClock, background: Background, qtbot: QtBot) -> Table:
    """Everything that a question passes through, over this store."""
    engine = FakeEngine()
    link: object = engine
    answering = Answering(link, background, store, clock.seconds)  # type: ignore[arg-type]  # a stand-in
    asking = Asking(link, background, store, answering, lambda: "middle")  # type: ignore[arg-type]
    talk = Talk(link, background, store, asking, answering)  # type: ignore[arg-type]
    drafting = Drafting(link, background, store, talk.prompt_with)  # type: ignore[arg-type]
    return Table(engine, store, clock, background, asking, answering, talk, drafting, qtbot)


# -- the way of a question


def test_a_question_is_on_disk_before_the_engine_hears_of_it(table: Table) -> None:
    table.talk.send("請求項1は?")
    assert not table.store.conversations()
    assert not table.engine.heard.asked
    table.engine.say_count()
    table.bot.waitUntil(lambda: bool(table.engine.heard.asked))
    question, answer = table.messages()
    assert (question.message.role, question.message.text) == (Role.USER, "請求項1は?")
    assert answer.message.ending is Ending.STREAMING
    assert answer.message.model == MODEL.mark
    assert answer.message.protection == "middle"
    assert table.store.conversations()[0].title == "請求項1は?"


def test_what_is_too_long_is_refused_with_both_numbers_and_nothing_is_written(table: Table) -> None:
    with table.bot.waitSignal(table.asking.refused) as refused:
        table.talk.send("長い")
        table.engine.say_count(tokens=5120, limit=3072)
    error = refused.args[0]
    assert isinstance(error, PromptTooLongError)
    assert error.facts == {"tokens": 5120, "limit": 3072}
    table.settled()
    assert not table.store.conversations()
    assert not table.engine.heard.asked


def test_an_answer_streams_is_journaled_and_closed(table: Table) -> None:
    table.ask("q")
    heard: list[str] = []
    table.talk.delta_arrived.connect(heard.append)
    table.engine.say("特", 1)
    table.engine.say("許", 2)
    assert table.talk.message_of(table.messages()[1].id).text == "特許"    # a copy while it is written
    with table.bot.waitSignal(table.talk.answer_ended) as ended:
        table.engine.finish()
    assert heard == ["特", "許"]
    assert ended.args[0].text == "特許"
    answer = table.messages()[1].message
    assert (answer.text, answer.token_ids, answer.ending) == ("特許", (1, 2), Ending.COMPLETE)


@pytest.mark.parametrize(
    ("reason", "ending"), [(StopReason.LENGTH, Ending.LENGTH), (StopReason.STOPPED, Ending.STOPPED)]
)
def test_how_an_answer_ended_is_kept(table: Table, reason: StopReason, ending: Ending) -> None:
    table.ask("q")
    table.engine.say("途中", 1)
    table.engine.finish(reason)
    table.settled()
    assert table.messages()[1].message.ending is ending


def test_sixteen_tokens_are_written_at_once(table: Table) -> None:
    table.ask("q")
    table.engine.say("あ", *range(15))
    assert table.messages()[1].message.text == ""
    table.engine.say("い", 15)
    assert table.messages()[1].message.text == "あい"


def test_half_a_second_is_written_without_another_token(table: Table) -> None:
    table.ask("q")
    table.engine.say("あ", 1)
    table.clock.go(0.6)
    table.bot.waitUntil(lambda: table.store.messages(1)[1].message.text == "あ")


def test_stop_reaches_the_engine(table: Table) -> None:
    table.ask("q")
    table.talk.stop()
    assert table.engine.heard.stopped == [table.engine.last_ask]


def test_an_engine_that_dies_leaves_the_partial_answer_and_the_next_question_works(table: Table) -> None:
    table.ask("q")
    table.engine.say("ここまで", 1)
    table.engine.die()
    table.settled()
    answer = table.messages()[1].message
    assert (answer.text, answer.ending) == ("ここまで", Ending.INTERRUPTED)
    table.talk.send("次の質問")
    assert table.engine.heard.starts == 1
    assert table.talk.is_busy
    table.engine.come_back()
    table.engine.say_count()
    table.bot.waitUntil(lambda: len(table.engine.heard.asked) == 2)
    assert [each.text for each in table.engine.heard.asked[-1][1]] == ["q", "ここまで", "次の質問"]


def test_a_question_that_was_not_answered_yet_is_asked_again_in_the_next_engine(table: Table) -> None:
    table.ask("q")
    table.engine.read()
    table.engine.reopen()
    assert table.talk.is_busy
    table.engine.come_back()
    first, second = table.engine.heard.asked
    assert first[1:] == second[1:]
    table.engine.say("特許", 1)
    table.engine.finish()
    table.settled()
    assert len(table.messages()) == 2
    answer = table.messages()[1].message
    assert (answer.text, answer.token_ids, answer.ending) == ("特許", (1,), Ending.COMPLETE)


def test_an_answer_that_was_begun_stays_as_it_is_when_the_engine_is_replaced(table: Table) -> None:
    table.ask("q")
    table.engine.say("ここまで", 1)
    table.engine.reopen()
    table.settled()
    answer = table.messages()[1].message
    assert (answer.text, answer.ending) == ("ここまで", Ending.INTERRUPTED)
    table.engine.come_back()
    assert len(table.engine.heard.asked) == 1


def test_a_question_that_waits_for_the_next_engine_can_be_stopped(table: Table) -> None:
    table.ask("q")
    table.engine.reopen()
    table.talk.stop()
    table.settled()
    assert table.messages()[1].message.ending is Ending.STOPPED
    table.engine.come_back()
    assert len(table.engine.heard.asked) == 1


def test_a_question_for_which_no_engine_is_left_is_closed(table: Table) -> None:
    table.ask("q")
    table.engine.reopen()
    table.engine.die()
    table.settled()
    assert table.messages()[1].message.ending is Ending.INTERRUPTED


def test_a_question_committed_while_its_engine_was_lost_waits_for_the_next(table: Table) -> None:
    table.talk.send("q")
    table.engine.state = EngineState.LOST       # nobody has told yet
    table.engine.say_count()
    table.bot.waitUntil(lambda: not table.asking.is_busy)
    assert (table.engine.heard.starts, table.engine.heard.asked) == (1, [])
    table.engine.come_back()
    assert [each.text for each in table.engine.heard.asked[0][1]] == ["q"]


def test_a_request_that_fails_is_told_and_closed(table: Table) -> None:
    table.ask("q")
    with table.bot.waitSignal(table.answering.failed) as failed:
        table.engine.fail(DecodeError(result=-1))
    assert isinstance(failed.args[0], DecodeError)
    assert table.messages()[1].message.ending is Ending.INTERRUPTED


def test_a_second_question_waits_for_nobody_and_is_not_lost_in_a_queue(table: Table) -> None:
    table.ask("q")
    table.talk.send("zwischendurch")
    table.settled_lane()
    assert len(table.messages()) == 2


def test_a_question_without_an_engine_can_be_taken_back(table: Table) -> None:
    table.engine.die()
    table.talk.send("q")
    assert table.talk.is_busy
    table.talk.stop()
    assert not table.talk.is_busy
    table.engine.come_back()
    table.settled_lane()
    assert not table.store.conversations()


# -- branches


def test_a_regenerated_answer_is_a_sibling(table: Table) -> None:
    table.ask("q")
    table.engine.say("一", 1)
    table.engine.finish()
    table.settled()
    first = table.messages()[1]
    table.talk.regenerate(first.id)
    table.engine.say_count()
    table.bot.waitUntil(lambda: len(table.engine.heard.asked) == 2)
    assert [each.text for each in table.engine.heard.asked[-1][1]] == ["q"]
    table.engine.say("二", 2)
    table.engine.finish()
    table.settled()
    assert [each.message.text for each in table.messages()] == ["q", "一", "二"]
    assert {each.parent_id for each in table.messages()[1:]} == {first.parent_id}
    shown = table.entries()
    assert (shown[1].text, shown[1].alternative, shown[1].alternatives) == ("二", 2, 2)


def test_an_edited_question_is_a_sibling_and_the_first_stays(table: Table) -> None:
    table.ask("erste")
    table.engine.finish()
    table.settled()
    table.talk.edit(table.messages()[0].id, "zweite")
    table.engine.say_count()
    table.bot.waitUntil(lambda: len(table.engine.heard.asked) == 2)
    table.engine.finish()
    table.settled()
    texts = [each.message.text for each in table.messages() if each.message.role is Role.USER]
    assert texts == ["erste", "zweite"]
    with table.bot.waitSignal(table.talk.entries_changed) as shown:
        table.talk.choose_alternative(table.messages()[2].id, -1)
    assert shown.args[0][0].text == "erste"
    table.settled_lane()
    assert table.store.shown_leaf(1) == table.messages()[1].id


def test_beyond_the_last_alternative_nothing_happens(table: Table) -> None:
    table.ask("q")
    table.engine.finish()
    table.settled()
    with table.bot.assertNotEmitted(table.talk.entries_changed):
        table.talk.choose_alternative(table.messages()[1].id, 1)


def test_what_the_model_was_not_given_is_marked(table: Table) -> None:
    for number in range(3):
        table.ask(f"q{number}")
        table.engine.say("a", 1)
        with table.bot.waitSignal(table.talk.answer_ended):
            table.engine.finish(left_out=2 if number == 2 else 0)
        table.settled()
        table.engine.heard.asked.clear()
    shown: list[tuple[TranscriptEntry, ...]] = []
    table.talk.entries_changed.connect(shown.append)
    table.ask("q3", left_out=4)
    marked = [False] * 4 + [True] + [False] * 3
    assert [entry.unseen_above for entry in shown[-1]] == marked        # as soon as the answer begins
    table.engine.finish(left_out=4)
    table.settled()
    assert [entry.unseen_above for entry in table.entries()] == marked      # and when it is opened again


# -- several conversations


def test_an_answer_goes_on_while_another_conversation_is_open(table: Table) -> None:
    table.ask("q")
    first = table.talk.conversation_id
    table.engine.say("あ", 1)
    with table.bot.waitSignal(table.talk.opened):
        table.talk.open(None)
    with table.bot.assertNotEmitted(table.talk.delta_arrived):
        table.engine.say("い", 2)
    with table.bot.waitSignal(table.talk.answer_began) as began:
        table.talk.open(first)
    assert began.args[0].text == "あい"
    with table.bot.waitSignal(table.talk.delta_arrived) as delta:
        table.engine.say("う", 3)
    assert delta.args == ["う"]
    table.engine.finish()
    table.settled()
    assert table.messages()[1].message.text == "あいう"


# -- the composer


def test_the_draft_is_kept_for_its_conversation(table: Table) -> None:
    table.drafting.begin(None, "")
    table.drafting.change("書きかけ")
    table.bot.waitUntil(lambda: table.store.draft(None) == "書きかけ")
    table.ask("q")
    assert table.store.draft(None) == ""
    table.drafting.begin(table.talk.conversation_id, "")
    table.drafting.change("続き")
    table.drafting.save_now()
    table.settled_lane()
    assert table.store.draft(table.talk.conversation_id) == "続き"


def test_the_draft_is_weighed_with_what_would_be_sent(table: Table) -> None:
    table.ask("q")
    table.engine.say("a", 1)
    table.engine.finish()
    table.settled()
    table.drafting.begin(table.talk.conversation_id, "")
    table.drafting.change("次")
    table.bot.waitUntil(lambda: [each.text for each in table.engine.heard.counted[-1][1]] == ["q", "a", "次"])
    with table.bot.waitSignal(table.drafting.fit_changed) as changed:
        table.engine.say_count(tokens=42, limit=100, left_out=1)
    assert changed.args == [Fit(1, 42, 100, too_long=False)]


def test_without_an_engine_nobody_counts(table: Table) -> None:
    with table.bot.waitSignal(table.drafting.fit_changed) as changed:
        table.engine.die()
    assert changed.args == [None]
