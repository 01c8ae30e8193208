"""A talk on the terminal keeps what was said, whatever the engine and the disk do."""

import errno
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from desktop.chat.conversation import Ending, ModelMark, Role
from desktop.cli.answering import Listener, Question
from desktop.cli.talk import Keeper, TerminalTalk
from desktop.cli.terminal import Terminal
from desktop.inference.errors import EngineHungError, EngineLostError, InferenceError
from desktop.inference.protocol import Delta, Finished, PromptMessage, StopReason
from desktop.inference.sampling import Sampling
from desktop.ui.error_text import error_text
from desktop.vault.errors import VaultFullError
from tests.fakes import FakeStore, ManualClock

WORDS = [f"語{number} " for number in range(60)]
ANSWER = "".join(WORDS)


class FullStore(FakeStore):
    """On a disk that is full for the next `failures` writes of an answer."""

    failures = 0

    def journal_answer(
        self, message_id: int, text: str, token_ids: Sequence[int], thinking: str = ""
    ) -> None:
        if self.failures > 0:
            self.failures -= 1
            raise VaultFullError(errno.ENOSPC)
        super().journal_answer(message_id, text, token_ids, thinking)


def _nothing() -> None:
    return


@dataclass
class FakeEngine:
    """Says its words one by one; after `breaks_at` of them it fails with `failure`."""

    listener: Listener
    failure: InferenceError | None = None
    breaks_at: int = len(WORDS)
    before_end: Callable[[], None] = _nothing
    thoughts: tuple[str, ...] = ()
    asked: list[Question] = field(default_factory=list)

    def ensure_started(self) -> None:
        return

    def answer(self, question: Question) -> Finished:
        self.asked.append(question)
        for thought in self.thoughts:
            self.listener.on_delta(Delta(1, "", (0,), thought))
        for number, word in enumerate(WORDS[: self.breaks_at]):
            self.listener.on_delta(Delta(1, word, (number,)))
        if self.failure is not None:
            raise self.failure
        self.before_end()
        return Finished(1, StopReason.END, 1, 0, len(WORDS), 0.1, 0.1, 0)


@dataclass
class Room:
    """A talk with everything around it."""

    store: FullStore
    engine: FakeEngine
    talk: TerminalTalk
    shown: io.StringIO


def room(store: FullStore | None, clock: ManualClock) -> Room:
    shown = io.StringIO()
    terminal = Terminal(lambda _, source: source, shown, io.StringIO(), io.StringIO())
    engine = FakeEngine(Listener(lambda _: None, lambda _: None, lambda: False))
    talk = TerminalTalk(
        terminal, engine, Keeper(store, clock.seconds), ModelMark("ab" * 32, "m", "llama"), Sampling(),
        show=terminal.answer, clock=clock.seconds,
    )  # fmt: skip
    return Room(store or FullStore(clock), engine, talk, shown)


@pytest.fixture
def kept() -> Room:
    clock = ManualClock()
    return room(FullStore(clock), clock)


def stored(made: Room) -> list[tuple[Role, str, Ending]]:
    (talk,) = made.store.conversations()
    found = [each.message for each in made.store.messages(talk.id)]
    return [(each.role, each.text, each.ending) for each in found]


def test_the_question_names_the_conversation_and_not_the_instruction(kept: Room) -> None:
    kept.talk.instruct("簡潔に答えること")
    kept.talk.ask("全固体電池とは")
    (talk,) = kept.store.conversations()
    assert talk.title == "全固体電池とは"
    assert [role for role, _, _ in stored(kept)] == [Role.USER, Role.ASSISTANT]
    assert kept.store.leads.of(talk.id).system_text == "簡潔に答えること"
    assert kept.store.messages(talk.id)[-1].message.system_text == "簡潔に答えること"
    kept.talk.ask("続き")
    for each in kept.engine.asked:
        assert each.messages[0] == PromptMessage(Role.SYSTEM, "簡潔に答えること")


def test_what_could_not_be_written_at_first_is_written_with_what_follows(kept: Room) -> None:
    kept.store.failures = 3
    answered = kept.talk.ask("q")
    assert kept.store.failures == 0
    assert answered.text == ANSWER
    assert kept.shown.getvalue() == ANSWER
    assert stored(kept)[-1] == (Role.ASSISTANT, ANSWER, Ending.COMPLETE)


def test_what_cannot_be_written_at_all_is_told_and_no_answer_counts_as_complete(kept: Room) -> None:
    kept.store.failures = 10_000
    with pytest.raises(VaultFullError):
        kept.talk.ask("q")
    assert kept.shown.getvalue() == ANSWER      # it could be read all the same
    assert stored(kept)[-1] == (Role.ASSISTANT, "", Ending.STREAMING)


def test_a_disk_that_fills_up_in_the_middle_keeps_what_was_before(kept: Room) -> None:
    def fill() -> None:
        kept.store.failures = 10_000

    kept.engine.before_end = fill
    with pytest.raises(VaultFullError):
        kept.talk.ask("q")
    _, text, ending = stored(kept)[-1]
    assert ending is Ending.STREAMING
    assert ANSWER.startswith(text)
    assert len(text) > len(ANSWER) / 2


def test_after_a_full_disk_the_next_question_works(kept: Room) -> None:
    kept.store.failures = 10_000
    with pytest.raises(VaultFullError):
        kept.talk.ask("q")
    kept.store.failures = 0
    kept.talk.ask("again")
    assert stored(kept)[-1] == (Role.ASSISTANT, ANSWER, Ending.COMPLETE)
    assert [each.text for each in kept.engine.asked[-1].messages] == ["again"]


FAILURES = [
    EngineLostError(phase="answer", signal=9, exit_code=0),
    EngineLostError(phase="answer", signal=6, exit_code=0),
    EngineLostError(phase="answer", signal=0, exit_code=1),
    EngineHungError(phase="decode", seconds=120),
]


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize("failure", FAILURES, ids=repr)
def test_an_engine_that_fails_is_told_by_what_is_kept(failure: InferenceError, is_kept: bool) -> None:
    clock = ManualClock()
    made = room(FullStore(clock) if is_kept else None, clock)
    made.engine.failure, made.engine.breaks_at = type(failure)(**failure.facts), 20
    with pytest.raises(type(failure)) as caught:
        made.talk.ask("q")
    sentence = error_text(caught.value, lambda _, source: source)
    assert ("so far is kept" in sentence) == is_kept
    assert ("nothing is kept" in sentence) != is_kept
    if is_kept:
        assert stored(made)[-1] == (Role.ASSISTANT, "".join(WORDS[:20]), Ending.INTERRUPTED)
    else:
        assert made.store.conversations() == []
    made.engine.failure, made.engine.breaks_at = None, len(WORDS)
    assert made.talk.ask("again").text == ANSWER


def test_a_note_does_not_stand_in_the_line_of_the_answer(kept: Room) -> None:
    kept.talk.terminal.answer("half a sen")
    kept.talk.terminal.note("It broke off.")
    kept.talk.terminal.note("Twice.")
    assert kept.shown.getvalue() == "half a sen\n"


class Screen(io.StringIO):
    """Where somebody looks."""

    def isatty(self) -> bool:
        return True


def test_thinking_is_told_and_kept_and_no_part_of_the_answer(kept: Room) -> None:
    kept.engine.thoughts = ("まず", "読む。")
    screen = kept.talk.terminal.notes = Screen()
    answered = kept.talk.ask("進歩性は?")
    assert kept.shown.getvalue() == answered.text == ANSWER
    assert answered.thinking == "まず読む。"
    told = screen.getvalue()
    assert "Thinking … (2 characters)" in told
    assert "Thinking … (5 characters)" in told
    assert "読む" not in told
    assert told.endswith("\r\x1b[K")                # the line is gone before the answer
    (talk,) = kept.store.conversations()
    assert kept.store.messages(talk.id)[-1].message.thinking == "まず読む。"
