"""Which conversation a context remembers, which others wait as copies, and how far back each can go.

A context has one sequence. When another conversation is asked, the one that was there is copied into the
computer's memory and put back later: that takes tens of milliseconds for a thousand tokens, which take many
seconds to be read anew. Several sequences in one context would need no copies, but share its room and its
devices' memory, and every token drawn would look at all of them.

Conversations are told apart by their token ids alone: the one with the longest beginning in common is taken.
A model that cannot forget single tokens (recurrent and hybrid ones) goes back to a checkpoint: a copy of its
state at an earlier token. So does one whose layers look back only so far, once it was copied: llama.cpp
copies of such layers just the window. Nothing of this is ever written to a disk.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from desktop.inference.llama import Snapshot
from desktop.inference.warm_copies import (
    WORTH_A_COPY,
    Checkpoint,
    Copy,
    Talk,
    WarmCopies,
    common_length,
    usable,
    would_be_missed,
)

CHECKPOINT_SPACING = 512            # tokens
CHECKPOINT_TAIL = 8                 # tokens of a prompt that are read after its last checkpoint
MOST_CHECKPOINTS = 16
_SHARE_OF_CHECKPOINTS = 4           # they take so small a part of the budget


class Memory(Protocol):
    """What remembers one sequence of tokens: a context of llama.cpp."""

    def first(self) -> int:
        """The earliest token that it remembers; -1 if none."""

    def evaluated(self) -> int:
        """How many tokens it remembers."""

    def keep(self, count: int) -> bool:
        """Forget all but the first `count` tokens. False if it cannot."""

    def forget(self) -> None:
        """Forget everything."""

    def snapshot_size(self) -> int:
        """How many bytes a whole copy would have."""

    def snapshot(self, *, is_partial: bool = False) -> Snapshot:
        """A copy of what it remembers. Raises MemoryError."""

    def restore(self, snapshot: Snapshot) -> bool:
        """Remember what a copy holds. False if it cannot."""


@dataclass(frozen=True, slots=True)
class Remembers:
    """How a model remembers. `whole_only`: it cannot forget single tokens (recurrent and hybrid ones);
    `window`: how far some of its layers look back, 0 for all the way.
    """

    whole_only: bool = False
    window: int = 0


@dataclass(slots=True)
class _Active:
    token_ids: list[int] = field(default_factory=list)
    answer_at: int = 0
    checkpoints: tuple[Checkpoint, ...] = ()


class Sequences:
    """The conversation that a context remembers now, and those that wait for their turn."""

    def __init__(self, memory: Memory, budget: int, remembers: Remembers) -> None:
        """`budget` in bytes for all copies."""
        self._memory = memory
        self._remembers = remembers
        self._active = _Active()
        self.waiting = WarmCopies(budget)

    @property
    def token_ids(self) -> Sequence[int]:
        """What the context has evaluated."""
        return self._active.token_ids

    def turn_to(self, wanted: Sequence[int]) -> int:
        """Let the context remember as much of the beginning of `wanted` as is known, never all of it: the
        last token has to be evaluated for its logits. Returns how many tokens that is.
        """
        here = usable(self._talk(), wanted)
        best = self.waiting.best(wanted)
        if best is not None and usable(best.talk, wanted) > here + WORTH_A_COPY:
            self.waiting.take(best)
            self._put_aside(0)
            self._fetch(best, wanted)
        else:
            self._put_aside(common_length(self._active.token_ids, wanted))
        self._go_back(usable(self._talk(), wanted))
        self.waiting.drop_superseded(wanted)
        return len(self._active.token_ids)

    def start_over(self) -> None:
        """Remember nothing of what is to be evaluated next."""
        self._put_aside(0)
        self._go_back(0)

    def add(self, token_ids: Sequence[int]) -> None:
        """These were evaluated after what was there."""
        self._active.token_ids.extend(token_ids)

    def answer_begins(self) -> None:
        """All that was evaluated until now is a prompt."""
        self._active.answer_at = len(self._active.token_ids)

    def next_checkpoint(self, length: int) -> int:
        """Up to where a prompt of this length is to be evaluated before `mark` is called; `length` where no
        checkpoint is wanted any more.
        """
        if not self._remembers.whole_only:
            return length
        at = len(self._active.token_ids)
        spaced = (at // CHECKPOINT_SPACING + 1) * CHECKPOINT_SPACING
        last = length - CHECKPOINT_TAIL
        return min(spaced, last) if at < last else length

    def mark(self) -> None:
        """Remember the state at this token, if the model needs that to come back to it."""
        if not self._remembers.whole_only:
            return
        try:
            state = self._memory.snapshot(is_partial=True)
        except MemoryError:
            return                      # it will be evaluated anew instead
        known = (*self._active.checkpoints, Checkpoint(len(self._active.token_ids), state))
        while len(known) > MOST_CHECKPOINTS or (
            len(known) > 1 and len(known) * state.size > self.waiting.budget // _SHARE_OF_CHECKPOINTS
        ):
            known = _thinned(known)
        self._active.checkpoints = known

    def after_abort(self, token_ids: Sequence[int]) -> None:
        """An evaluation of these, after what was there, was broken off: find out what is sound."""
        if self._remembers.whole_only:  # the state is that of no token any more
            self._cut_to(self._active.checkpoints[-1].at if self._active.checkpoints else 0)
        else:
            done = self._memory.evaluated() - len(self._active.token_ids)
            self._active.token_ids.extend(token_ids[:done])

    def after_failure(self) -> None:
        """Nothing of what the context remembers can be trusted."""
        self._cut_to(0)

    def _talk(self) -> Talk:
        """The active conversation as it is now."""
        active = self._active
        floor = 0
        if self._remembers.whole_only:
            floor = len(active.token_ids)
        elif (first := self._memory.first()) > 0:
            floor = first + self._remembers.window
        return Talk(tuple(active.token_ids), active.answer_at, active.checkpoints, floor)

    def _put_aside(self, common: int) -> None:
        """Copy the active conversation if it is about to be cut back to `common` tokens and that matters."""
        talk = self._talk()
        if not would_be_missed(talk, common):
            return
        checkpoints = sum(each.state.size for each in talk.checkpoints)
        if self.waiting.make_room(self._memory.snapshot_size() + checkpoints):
            try:
                self.waiting.add(self._copied(talk))
            except MemoryError:
                self.waiting.clear()    # the machine needs it more than we do

    def _copied(self, talk: Talk) -> Copy:
        """A copy that waits. Of a long conversation with windows a second one is made where its last answer
        begins, so that it can be drawn again; the active one is cut back for that.
        """
        whole = self._memory.snapshot()
        if not 0 < self._remembers.window < len(talk.token_ids):
            return Copy(talk, whole)
        talk = replace(talk, floor=len(talk.token_ids))
        at = talk.answer_at - CHECKPOINT_TAIL
        if at > 0 and self._can_cut(at):
            self._go_back(at)
            state = self._memory.snapshot(is_partial=True)
            if self.waiting.make_room(whole.size + state.size):
                talk = replace(talk, checkpoints=(Checkpoint(at, state),))
        return Copy(talk, whole)

    def _fetch(self, found: Copy, wanted: Sequence[int]) -> None:
        """Make a conversation the active one; its copy stays if it is about to lose its end."""
        talk = found.talk
        if would_be_missed(talk, common_length(talk.token_ids, wanted)):
            self.waiting.add(found)
        self._memory.forget()
        if self._memory.restore(found.whole):
            self._active = _Active(list(talk.token_ids), talk.answer_at, talk.checkpoints)
        else:
            self._active = _Active()
            self._memory.forget()

    def _go_back(self, to: int) -> None:
        """Cut the active conversation back to its first `to` tokens, where it has more."""
        if to < len(self._active.token_ids):
            self._cut_to(to)

    def _cut_to(self, to: int) -> None:
        """The same, whatever state it is in; to none at all if that cannot be done."""
        if to == 0 or not self._cut(to):
            self._memory.forget()
            to = 0
        active = self._active
        del active.token_ids[to:]
        active.answer_at = min(active.answer_at, to)
        active.checkpoints = tuple(each for each in active.checkpoints if each.at <= to)

    def _cut(self, to: int) -> bool:
        if self._can_cut(to):
            return self._memory.keep(to)
        found = next((each for each in self._active.checkpoints if each.at == to), None)
        return found is not None and self._memory.restore(found.state) and self._memory.keep(to)

    def _can_cut(self, to: int) -> bool:
        """Whether what is left would know all that its last tokens look back at."""
        return not self._remembers.whole_only and self._memory.first() <= max(0, to - self._remembers.window)


def _thinned(known: tuple[Checkpoint, ...]) -> tuple[Checkpoint, ...]:
    """Without the one whose neighbours are nearest to each other; the last one stays."""
    places = [0, *(each.at for each in known)]
    closest = min(range(len(known) - 1), key=lambda at: places[at + 2] - places[at])
    return (*known[:closest], *known[closest + 1 :])
