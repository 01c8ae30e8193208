"""How many threads compute, and when fewer are better: another program may want some of the cores.

Threads wait for each other after every step of a computation, so that one core that is taken away slows all
of them down: two threads beside one busy program drew tokens at a fourth of their speed, one thread alone at
two thirds of it. What helps is tried and measured, never guessed. There are two reasons to try: tokens take
much longer than just before, or the threads do not get the processor time that they would use.
"""

import statistics
from dataclasses import dataclass

from desktop.inference.processor import this_processor

_WINDOW = 6                         # tokens whose middle time counts: one slow token says nothing
READING_WINDOW = 2                  # pieces of a prompt, which are long
_LONG_S = 1.0                       # a window is over sooner when it takes longer than this
_FEWEST = 2                         # tokens even then
_JUMP = 1.5                         # so many times slower than just before: something has happened
_SHARE = 0.8                        # of their time that threads get on a quiet machine, at least
_GAIN = 0.95                        # another number must need less than this share of the time
_PATIENCE = 4                       # windows until more threads are tried again,
_MOST_PATIENCE = 64                 # twice as many after each time in vain
_STEP_DOWN = 4                      # a fourth fewer at once; upwards, half of those that are missing


@dataclass(frozen=True, slots=True)
class Threads:
    """How many draw tokens, and how many read prompts."""

    draw: int
    read: int


def threads_for(performance_cores: int) -> Threads:
    """All fast cores, for both; slow ones would only be waited for."""
    return Threads(max(1, performance_cores), max(1, performance_cores))


@dataclass(slots=True)
class _Trial:
    """Another number of threads is being tried instead of `before`, whose middle time was `seconds`."""

    before: int
    seconds: float


class Pace:
    """Watches how long each token takes, and says how many threads are to compute the next one; or each piece
    of a prompt, by the time of one of its tokens.
    """

    def __init__(self, most: int, window: int = _WINDOW) -> None:
        """`window` so many times are looked at together."""
        self._most = most
        self._window = window
        self._threads = most
        self._times: list[float] = []
        self._processor = 0.0                   # seconds that this window's tokens got
        self._usual: float | None = None        # the last window's middle with this many threads
        self._trial: _Trial | None = None
        self._waited = 0                        # windows since more threads were tried
        self._patience = _PATIENCE
        self._hints = 0                         # windows until a lack of time is a reason again
        self._hint_patience = _PATIENCE

    @property
    def threads(self) -> int:
        """How many are to compute now."""
        return self._threads

    def take(self, seconds: float, processor_seconds: float | None = None) -> int:
        """One more token was drawn in this time, for which all threads together got so much of the processor
        (None: that says nothing, since others compute, too). Returns how many threads are to compute the
        next one.
        """
        self._times.append(seconds)
        self._processor += seconds * self._threads if processor_seconds is None else processor_seconds
        is_long = len(self._times) >= _FEWEST and sum(self._times) > _LONG_S
        if is_long or len(self._times) == self._window:
            middle = statistics.median(self._times)
            is_short = self._processor < _SHARE * self._threads * sum(self._times)
            self._times.clear()
            self._processor = 0.0
            if self._trial:
                self._judge(self._trial, middle)
            else:
                self._watch(middle, is_short)
        return self._threads

    def _watch(self, middle: float, is_short: bool) -> None:
        usual, self._usual = self._usual, middle
        self._waited += 1
        self._hints = max(0, self._hints - 1)
        jumped = usual is not None and middle > usual * _JUMP
        if self._threads > 1 and (jumped or (is_short and not self._hints)):
            self._try(self._threads - max(1, self._threads // _STEP_DOWN), middle)
        elif self._threads < self._most and self._waited >= self._patience:
            self._try(self._threads + max(1, (self._most - self._threads) // 2), middle)

    def _try(self, threads: int, seconds: float) -> None:
        self._trial = _Trial(self._threads, seconds)
        self._threads = threads

    def _judge(self, trial: _Trial, middle: float) -> None:
        """Keep the number that is tried, or go back."""
        was_more = self._threads > trial.before
        if middle < trial.seconds * _GAIN:
            self._usual = middle
            self._patience = self._hint_patience = _PATIENCE
        else:
            self._threads, self._usual = trial.before, trial.seconds
            if was_more:
                self._patience = min(2 * self._patience, _MOST_PATIENCE)
            else:
                self._hints = self._hint_patience
                self._hint_patience = min(2 * self._hint_patience, _MOST_PATIENCE)
        self._trial = None
        self._waited = 0


def default_threads() -> Threads:
    """For this machine."""
    return threads_for(this_processor().performance_cores)
