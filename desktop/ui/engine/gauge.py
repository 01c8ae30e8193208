"""The sums behind the figures of an answer, fed with what the engine says; nothing is estimated, and what was
not measured is None. No Qt.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from desktop.inference.machine import MemoryUse
from desktop.inference.protocol import Delta, Finished, Prefilling, Ready

WINDOW_S = 4.0                      # the speed shown while an answer grows is that of the last seconds
SETTLED_S = 0.5                     # and says nothing before so much of it has been seen
KEPT = 48                           # answers that the chart looks back on


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of the answer that is being written, or else of the last one."""

    tokens_per_s: float | None = None
    first_token_s: float | None = None
    context_used: int | None = None
    context_length: int = 0
    memory: tuple[MemoryUse, ...] = ()
    load_s: float | None = None
    is_answering: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """One finished answer. `reused` of the `prompt_tokens` were still warm and cost nothing."""

    tokens_per_s: float | None
    first_token_s: float | None
    prompt_per_s: float | None
    prompt_tokens: int
    reused: int
    tokens: int


class Gauge:
    """One model at a time, one answer at a time; each model's last answers are kept until it is there again.
    `clock` gives seconds and only goes forward.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._kept: dict[str, deque[Measured]] = {}
        self.released("")

    # -- what the engine says

    def released(self, coming: str) -> None:
        """There is no model any more; what was measured of it holds for no other one. `coming` is the SHA-256
        of the one that comes, perhaps the same again.
        """
        self.answers = self._kept.setdefault(coming, deque(maxlen=KEPT))
        self._context_length = 0
        self._load_s: float | None = None
        self._memory: tuple[MemoryUse, ...] = ()
        self._tokens_per_s: float | None = None
        self._context_used: int | None = None
        self._forget_answer()

    def _forget_answer(self) -> None:
        self._asked_at: float | None = None
        self._first_at: float | None = None
        self._first_token_s: float | None = None
        self._grown: deque[tuple[float, int]] = deque()

    def loaded(self, ready: Ready) -> None:
        """A model is there; it may have been asked already by those who heard of it first."""
        self._context_length = ready.context_length
        self._load_s = ready.load_s
        self._memory = ready.memory

    def asked(self) -> None:
        """An answer was asked for."""
        self._forget_answer()
        self._tokens_per_s = None
        self._asked_at = self._clock()

    def read(self, event: Prefilling) -> None:
        """The prompt is being read."""
        if self._asked_at is not None:
            self._context_used = event.done

    def grew(self, delta: Delta) -> None:
        """The answer goes on."""
        if self._asked_at is None:
            return
        now, count = self._clock(), len(delta.token_ids)
        if self._first_at is None:
            self._first_at = now
            self._first_token_s = now - self._asked_at
        else:
            self._grown.append((now, count))    # how long the tokens of the first piece took is not known
        if self._context_used is not None:
            self._context_used += count

    def finished(self, event: Finished) -> None:
        """The answer is at its end: from now on its own figures hold."""
        if self._asked_at is None:
            return
        self._tokens_per_s = _per_second(event.completion_tokens, event.decode_s)
        self._context_used = event.context_used or event.prompt_tokens + event.completion_tokens
        self._memory = event.memory or self._memory
        self._asked_at = None
        self.answers.append(
            Measured(
                tokens_per_s=self._tokens_per_s,
                first_token_s=self._first_token_s,
                prompt_per_s=_per_second(event.prompt_tokens - event.reused_tokens, event.prefill_s),
                prompt_tokens=event.prompt_tokens,
                reused=event.reused_tokens,
                tokens=event.completion_tokens,
            )
        )

    def given_up(self) -> None:
        """There will be no end to this answer."""
        self._forget_answer()

    # -- what is known now

    def figures(self) -> Figures:
        """At this moment."""
        answering = self._asked_at is not None
        return Figures(
            tokens_per_s=self._speed_now() if answering else self._tokens_per_s,
            first_token_s=self._first_token_s,
            context_used=self._context_used,
            context_length=self._context_length,
            memory=self._memory,
            load_s=self._load_s,
            is_answering=answering,
        )

    def _speed_now(self) -> float | None:
        """Over the window; a model that has come to a halt is seen slowing down."""
        if self._first_at is None:
            return None
        now = self._clock()
        while self._grown and self._grown[0][0] <= now - WINDOW_S:
            self._grown.popleft()
        seen = min(WINDOW_S, now - self._first_at)
        return sum(count for _, count in self._grown) / seen if seen >= SETTLED_S else None


def _per_second(tokens: int, seconds: float) -> float | None:
    return tokens / seconds if tokens > 0 and seconds > 0 else None
