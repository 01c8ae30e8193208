"""Which conversation is remembered, what waits, how far back it can go: the rules, on a memory of ours."""

from collections.abc import Sequence

import pytest

from desktop.inference.llama import Snapshot
from desktop.inference.sequences import (
    CHECKPOINT_SPACING,
    CHECKPOINT_TAIL,
    MOST_CHECKPOINTS,
    Remembers,
    Sequences,
)
from desktop.inference.warm_copies import common_length, warm_budget

SIZE = 100                          # bytes of any copy


class FakeMemory:
    """Remembers tokens as a context does. `is_hybrid`: cannot forget single ones, but has partial copies.
    `window`: of some layers a copy holds only so many tokens.
    """

    def __init__(self, *, is_hybrid: bool = False, window: int = 0, room: int = 10**9) -> None:
        self.tokens: list[int] = []
        self.remembers = Remembers(is_hybrid, window)
        self._state: list[int] = []     # what the recurrent part has seen
        self._first = 0
        self._room = room

    def read(self, tokens: Sequence[int]) -> None:
        self.tokens.extend(tokens)
        self._state = list(self.tokens)

    def half(self) -> None:
        """An evaluation was broken off: a hybrid's state is that of no token."""
        self._state = [*self._state, -1]

    def is_sound(self) -> bool:
        """Whether the next token would see what it looks back at."""
        if self.remembers.whole_only:
            return self._state == self.tokens
        return self._first <= max(0, len(self.tokens) - self.remembers.window)

    def first(self) -> int:
        return self._first if self.tokens else -1

    def evaluated(self) -> int:
        return len(self.tokens)

    def keep(self, count: int) -> bool:
        if self.remembers.whole_only and count != len(self._state):
            return False
        del self.tokens[count:]
        return True

    def forget(self) -> None:
        self.tokens, self._state, self._first = [], [], 0

    def snapshot_size(self) -> int:
        return SIZE

    def snapshot(self, *, is_partial: bool = False) -> Snapshot:
        self._room -= SIZE
        if self._room < 0:
            raise MemoryError
        return Snapshot(_Copy(self._state if self.remembers.whole_only else self.tokens), is_partial)

    def restore(self, snapshot: Snapshot) -> bool:
        if not snapshot.is_partial:
            self.tokens = list(snapshot.data.tokens)
        self._state = list(snapshot.data.tokens)
        if self.remembers.window:
            self._first = max(0, len(self._state) - self.remembers.window)
        return True


class _Copy:
    def __init__(self, tokens: Sequence[int]) -> None:
        self.tokens = tuple(tokens)

    def __len__(self) -> int:
        return SIZE


class Asker:
    """Asks as the engine does, and counts what is evaluated."""

    def __init__(self, memory: FakeMemory, budget: int = 10 * SIZE) -> None:
        self.memory = memory
        self.sequences = Sequences(memory, budget, memory.remembers)

    def ask(self, prompt: Sequence[int], answer: Sequence[int] = ()) -> int:
        """How many tokens of the prompt were evaluated."""
        reused = at = self.sequences.turn_to(prompt)
        assert self.memory.tokens == list(prompt[:reused])
        assert self.memory.is_sound()
        while at < len(prompt):
            goal = self.sequences.next_checkpoint(len(prompt))
            self.memory.read(prompt[at:goal])
            self.sequences.add(prompt[at:goal])
            at = goal
            if goal < len(prompt):
                self.sequences.mark()
        self.sequences.answer_begins()
        self.memory.read(answer)
        self.sequences.add(answer)
        return len(prompt) - reused


def talk(number: int, length: int = 200) -> list[int]:
    """Conversations begin alike, as templates do, and differ soon."""
    return [1, 2, 3, *(1000 * number + at for at in range(length))]


ANSWER = list(range(5000, 5040))


@pytest.mark.parametrize("is_hybrid", [False, True])
def test_a_follow_up_evaluates_what_is_new(is_hybrid: bool) -> None:
    asker = Asker(FakeMemory(is_hybrid=is_hybrid))
    assert asker.ask(talk(1), ANSWER) == 203
    assert asker.ask([*talk(1), *ANSWER, 7, 8, 9]) == 3


@pytest.mark.parametrize(("is_hybrid", "again"), [(False, 1), (True, CHECKPOINT_TAIL)])
def test_an_answer_drawn_again_evaluates_the_end_of_the_prompt(is_hybrid: bool, again: int) -> None:
    asker = Asker(FakeMemory(is_hybrid=is_hybrid))
    asker.ask(talk(1), ANSWER)
    assert asker.ask(talk(1), ANSWER[::-1]) == again
    assert asker.ask(talk(1), ANSWER) == again
    assert len(asker.sequences.waiting) == 0         # nobody comes back to an answer that was replaced


@pytest.mark.parametrize("is_hybrid", [False, True])
def test_a_template_may_write_an_answer_otherwise(is_hybrid: bool) -> None:
    """Thinking is not sent back: the next turn leaves the answer at its beginning."""
    asker = Asker(FakeMemory(is_hybrid=is_hybrid))
    asker.ask(talk(1), ANSWER)
    new = [*talk(1)[:-2], *ANSWER[20:], 7, 8, 9]
    assert asker.ask(new) <= len(new) - len(talk(1)) + CHECKPOINT_TAIL
    assert len(asker.sequences.waiting) == 0


@pytest.mark.parametrize("is_hybrid", [False, True])
def test_three_conversations_in_turn(is_hybrid: bool) -> None:
    asker = Asker(FakeMemory(is_hybrid=is_hybrid))
    talks = [talk(number) for number in range(1, 4)]
    for each in talks:
        asker.ask(each, ANSWER)
    for turn in range(3):
        for number, each in enumerate(talks):
            each.extend([*ANSWER, 70 + turn, 80 + turn])
            assert asker.ask(each, ANSWER) == 2, (turn, number)
    assert len(asker.sequences.waiting) == 2


def test_beyond_the_budget_the_one_that_waited_longest_goes() -> None:
    asker = Asker(FakeMemory(), 2 * SIZE)
    for number in (1, 2, 3, 4):
        asker.ask(talk(number), ANSWER)
    assert len(asker.sequences.waiting) == 2
    assert asker.sequences.waiting.size == 2 * SIZE
    assert asker.ask([*talk(3), *ANSWER, 7]) == 1
    assert asker.ask([*talk(2), *ANSWER, 7]) == 1
    assert asker.ask([*talk(1), *ANSWER, 7]) == 200 + 40 + 1


def test_a_smaller_budget_counts_at_once() -> None:
    asker = Asker(FakeMemory())
    for number in (1, 2, 3, 4):
        asker.ask(talk(number), ANSWER)
    asker.sequences.waiting.allow(SIZE)
    assert len(asker.sequences.waiting) == 1
    assert asker.ask([*talk(3), *ANSWER, 7]) == 1


@pytest.mark.parametrize(("room", "budget"), [(0, 10 * SIZE), (10**9, SIZE - 1)])
def test_without_memory_for_copies_the_common_beginning_is_left(room: int, budget: int) -> None:
    asker = Asker(FakeMemory(room=room), budget)
    assert [asker.ask(talk(number), ANSWER) for number in (1, 2, 1, 2)] == [203, 200, 200, 200]
    assert len(asker.sequences.waiting) == 0


@pytest.mark.parametrize("is_hybrid", [False, True])
def test_both_branches_of_an_edited_conversation_stay_warm(is_hybrid: bool) -> None:
    asker = Asker(FakeMemory(is_hybrid=is_hybrid), 100 * SIZE)
    stem = talk(1, 1500)
    asker.ask(stem, ANSWER)
    one, two = [*stem, *ANSWER, *talk(2)], [*stem, *ANSWER, *talk(3)]
    asker.ask(one, ANSWER)
    assert asker.ask(two, ANSWER) <= len(talk(3)) + (CHECKPOINT_SPACING if is_hybrid else 0)
    assert asker.ask([*one, *ANSWER, 7]) == 1
    assert asker.ask([*two, *ANSWER, 7]) == 1


@pytest.mark.parametrize("is_hybrid", [False, True])
def test_an_edit_of_a_conversation_that_waits_keeps_its_other_end(is_hybrid: bool) -> None:
    asker = Asker(FakeMemory(is_hybrid=is_hybrid))
    whole = [*talk(1, 1200), *talk(2)]
    asker.ask(whole, ANSWER)
    asker.ask(talk(5), ANSWER)
    assert asker.ask([*talk(1, 1200), *talk(3)], ANSWER) < 900
    assert asker.ask([*whole, *ANSWER, 7]) == 1


def test_a_replay_knows_nothing_and_loses_nothing() -> None:
    asker = Asker(FakeMemory())
    asker.ask(talk(1), ANSWER)
    asker.sequences.start_over()
    assert (asker.memory.tokens, list(asker.sequences.token_ids)) == ([], [])
    assert asker.ask([*talk(1), *ANSWER, 7]) == 1


def test_a_copy_of_a_mere_beginning_is_dropped() -> None:
    asker = Asker(FakeMemory())
    asker.ask(talk(1), ANSWER)
    asker.sequences.start_over()
    asker.memory.forget()
    asker.ask(talk(2), ANSWER)
    asker.ask([*talk(1), *ANSWER, 7, 8, 9], ANSWER)
    assert len(asker.sequences.waiting) == 1


def test_an_aborted_evaluation_keeps_what_was_evaluated() -> None:
    asker = Asker(FakeMemory())
    asker.ask(talk(1), ANSWER)
    asker.memory.read([1, 2])
    asker.sequences.after_abort([1, 2, 3, 4])
    assert list(asker.sequences.token_ids) == asker.memory.tokens == [*talk(1), *ANSWER, 1, 2]


@pytest.mark.parametrize("length", [5, 203, 1500])
def test_an_aborted_hybrid_goes_back_to_a_checkpoint(length: int) -> None:
    asker = Asker(FakeMemory(is_hybrid=True))
    asker.ask(talk(1, length), ANSWER)
    asker.memory.half()
    asker.sequences.after_abort([1])
    assert asker.memory.is_sound()
    assert asker.ask(talk(1, length)) == (CHECKPOINT_TAIL if length > CHECKPOINT_TAIL else length + 3)


def test_after_a_failure_nothing_is_believed() -> None:
    asker = Asker(FakeMemory())
    asker.ask(talk(1), ANSWER)
    asker.sequences.after_failure()
    assert asker.ask(talk(1)) == 203


def test_a_windowed_conversation_that_waited_goes_on_and_is_answered_again() -> None:
    asker = Asker(FakeMemory(window=50))
    asker.ask(talk(1), ANSWER)
    asker.ask(talk(2), ANSWER)
    assert asker.ask([*talk(1), *ANSWER, 7], ANSWER) == 1
    assert asker.ask(talk(2), ANSWER) == CHECKPOINT_TAIL
    assert asker.ask([*talk(2), *ANSWER, 7]) == 1


def test_a_window_that_moved_on_is_not_cut_back() -> None:
    asker = Asker(FakeMemory(window=50))
    asker.ask(talk(1), ANSWER)
    asker.ask(talk(2), ANSWER)
    assert asker.ask([*talk(1)[:150], 7]) == 148            # but for the three that all begin with


def test_a_windowed_conversation_that_did_not_wait_is_cut_back_anywhere() -> None:
    asker = Asker(FakeMemory(window=50))
    asker.ask(talk(1), ANSWER)
    assert asker.ask([*talk(1)[:150], 7]) == 1
    assert asker.ask([*talk(1), *ANSWER, 8]) == 1


def test_a_conversation_within_its_window_is_cut_back_anywhere() -> None:
    asker = Asker(FakeMemory(window=500))
    asker.ask(talk(1), ANSWER)
    asker.ask(talk(2), ANSWER)
    assert asker.ask([*talk(1)[:150], 7]) == 1


def test_checkpoints_of_a_long_prompt_are_few_and_spread() -> None:
    asker = Asker(FakeMemory(is_hybrid=True), 1000 * SIZE)
    length = 30 * CHECKPOINT_SPACING
    asker.ask(talk(1, length), ANSWER)
    for share in (0.2, 0.5, 0.9):
        edited = [*talk(1, length)[: int(share * length)], 7, 8, 9]
        gap = 2 * length / MOST_CHECKPOINTS + CHECKPOINT_SPACING
        assert asker.ask(edited) <= gap
        asker.ask(talk(1, length), ANSWER)


def test_checkpoints_take_a_part_of_the_budget() -> None:
    asker = Asker(FakeMemory(is_hybrid=True), 12 * SIZE)
    asker.ask(talk(1, 10 * CHECKPOINT_SPACING), ANSWER)
    asker.ask(talk(2), ANSWER)
    assert asker.sequences.waiting.size == 4 * SIZE       # the conversation, and three checkpoints


@pytest.mark.parametrize(
    ("known", "wanted", "expected"),
    [([], [1, 2], 0), ([1, 2], [], 0), ([1, 2], [1, 2], 1), ([1, 2, 3], [1, 2, 4, 5], 2), ([1], [1, 2], 1)],
)
def test_common_beginnings(known: list[int], wanted: list[int], expected: int) -> None:
    assert common_length(known, wanted) == expected


def test_common_beginnings_of_long_conversations() -> None:
    one = list(range(3000))
    for at in (0, 1, 511, 512, 513, 2998):
        assert common_length(one, [*one[:at], -1, *one[at + 1 :]]) == at


def test_the_budget_follows_what_is_free() -> None:
    assert warm_budget(0) == 64 << 20
    assert warm_budget(8 << 30) == 1 << 30
    assert warm_budget(1 << 40) == 4 << 30
