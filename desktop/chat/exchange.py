"""One question with its answer: when what has streamed in must be on disk.

The promise is that at most the last second or 32 tokens can be lost. Half of each is used, so that a slow
disk does not break it.
"""

from dataclasses import dataclass, field

MAX_UNWRITTEN_TOKENS = 16
MAX_UNWRITTEN_S = 0.5


@dataclass(frozen=True, slots=True)
class Unwritten:
    """What is to be appended to an answer."""

    text: str
    token_ids: tuple[int, ...]
    thinking: str = ""


@dataclass(slots=True)
class AnswerJournal:
    """What of a streaming answer is not on disk yet. Times are seconds of a clock that only goes forward."""

    started: float
    text: str = ""
    thinking: str = ""
    token_ids: list[int] = field(default_factory=list)
    _pending_text: list[str] = field(default_factory=list)
    _pending_thinking: list[str] = field(default_factory=list)
    _pending_ids: list[int] = field(default_factory=list)
    _oldest_pending: float | None = None

    def add(self, text: str, token_ids: tuple[int, ...], now: float, thinking: str = "") -> None:
        """Take in what has streamed."""
        self.text += text
        self.thinking += thinking
        self.token_ids.extend(token_ids)
        self._pending_text.append(text)
        self._pending_thinking.append(thinking)
        self._pending_ids.extend(token_ids)
        if self._oldest_pending is None:
            self._oldest_pending = now

    def is_due(self, now: float) -> bool:
        """Whether it has to be written now."""
        if self._oldest_pending is None:
            return False
        return len(self._pending_ids) >= MAX_UNWRITTEN_TOKENS or now - self._oldest_pending >= MAX_UNWRITTEN_S

    def take(self) -> Unwritten:
        """What is to be written; counts as written from now on."""
        taken = Unwritten(
            "".join(self._pending_text), tuple(self._pending_ids), "".join(self._pending_thinking)
        )
        self._pending_text.clear()
        self._pending_thinking.clear()
        self._pending_ids.clear()
        self._oldest_pending = None
        return taken

    def give_back(self, taken: Unwritten, now: float) -> None:
        """What could not be written is to be written again, before what came after it."""
        self._pending_text.insert(0, taken.text)
        self._pending_thinking.insert(0, taken.thinking)
        self._pending_ids[:0] = taken.token_ids
        self._oldest_pending = now

    @property
    def has_unwritten(self) -> bool:
        """Whether something is not on disk yet."""
        return self._oldest_pending is not None
