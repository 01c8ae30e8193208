"""Conversations that wait for their turn as copies in the computer's memory, as many as a budget allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.inference.llama import Snapshot

REWRITTEN = 16                      # tokens before an answer that its follow-up may write otherwise
WORTH_A_COPY = 16                   # tokens: fewer are read anew as quickly
_BLOCK = 512                        # tokens compared at once
_SMALLEST_BUDGET, _LARGEST_BUDGET = 64 << 20, 4 << 30
_SHARE_OF_FREE = 8


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state after the first `at` tokens of a conversation."""

    at: int
    state: Snapshot


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation as a context knows it. `answer_at`: where its last prompt ended; `floor`: it can be cut
    back to so many tokens, or more, without a checkpoint.
    """

    token_ids: Sequence[int] = ()
    answer_at: int = 0
    checkpoints: tuple[Checkpoint, ...] = ()
    floor: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class Copy:
    """A conversation and all that a context remembered of it."""

    talk: Talk
    whole: Snapshot

    @property
    def size(self) -> int:
        """In bytes, checkpoints included."""
        return self.whole.size + sum(each.state.size for each in self.talk.checkpoints)


class WarmCopies:
    """Copies, the one that waited longest first. It is the first to go."""

    def __init__(self, budget: int) -> None:
        """`budget` in bytes for all of them."""
        self._budget = budget
        self._copies: list[Copy] = []

    def __len__(self) -> int:
        return len(self._copies)

    @property
    def budget(self) -> int:
        """In bytes for all of them."""
        return self._budget

    @property
    def size(self) -> int:
        """In bytes."""
        return sum(each.size for each in self._copies)

    def allow(self, budget: int) -> None:
        """So many bytes for all of them from now on."""
        self._budget = budget
        self.make_room(0)

    def make_room(self, size: int) -> bool:
        """Give up what waited longest until so much more fits. False if it never will; then all stay."""
        if size > self._budget:
            return False
        while self.size + size > self._budget:
            del self._copies[0]
        return True

    def add(self, copy: Copy) -> None:
        """It begins to wait, if there is room for it."""
        if self.make_room(copy.size):
            self._copies.append(copy)

    def best(self, wanted: Sequence[int]) -> Copy | None:
        """The one of most use for this prompt."""
        return max(self._copies, key=lambda each: usable(each.talk, wanted), default=None)

    def take(self, copy: Copy) -> None:
        """It waits no longer."""
        self._copies.remove(copy)

    def clear(self) -> None:
        """Give all of them up."""
        self._copies.clear()

    def drop_superseded(self, wanted: Sequence[int]) -> None:
        """A copy of a mere beginning of what is asked now is of no use any more."""
        self._copies = [each for each in self._copies if not _begins_with(wanted, each.talk.token_ids)]


def usable(talk: Talk, wanted: Sequence[int]) -> int:
    """How many tokens of `wanted` a context would not have to evaluate after this conversation."""
    common = common_length(talk.token_ids, wanted)
    if common == len(talk.token_ids) or common >= talk.floor:
        return common
    return max((each.at for each in talk.checkpoints if each.at <= common), default=0)


def would_be_missed(talk: Talk, common: int) -> bool:
    """Whether somebody may come back to what is beyond `common`: to more than an answer that is drawn again,
    or that the template of the next turn writes otherwise.
    """
    is_only_its_answer = common >= talk.answer_at - min(REWRITTEN, talk.answer_at // 2)
    return not is_only_its_answer and len(talk.token_ids) - common > WORTH_A_COPY


def common_length(known: Sequence[int], wanted: Sequence[int]) -> int:
    """How many tokens at the beginning are the same, of all of `wanted` but the last."""
    length = min(len(known), max(len(wanted) - 1, 0))
    for start in range(0, length, _BLOCK):
        end = min(start + _BLOCK, length)
        if list(known[start:end]) != list(wanted[start:end]):
            return next(at for at in range(start, end) if known[at] != wanted[at])
    return length


def warm_budget(free_bytes: int) -> int:
    """How much memory conversations that wait may take where so much is free once the model is loaded."""
    return min(max(free_bytes // _SHARE_OF_FREE, _SMALLEST_BUDGET), _LARGEST_BUDGET)


def _begins_with(wanted: Sequence[int], beginning: Sequence[int]) -> bool:
    return len(beginning) < len(wanted) and common_length(beginning, wanted) == len(beginning)
