"""How many threads compute, and when fewer are better: another program may want some of the cores.

Threads wait for each other after every step of a computation, so that one core that is taken away slows all
of them down: two threads beside one busy program drew tokens at a fourth of their speed, one thread alone at
two thirds of it. What helps is tried and measured, never guessed.
"""

import statistics
from dataclasses import dataclass

_WINDOW = 6                         # tokens whose middle time counts: one slow token says nothing
_JUMP = 1.5                         # so many times slower than just before: something has happened
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
    """Watches how long each token takes, and says how many threads are to compute the next one."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._threads = most
        self._times: list[float] = []
        self._usual: float | None = None        # the last window's middle with this many threads
        self._trial: _Trial | None = None
        self._waited = 0                        # windows since more threads were tried
        self._patience = _PATIENCE

    @property
    def threads(self) -> int:
        """How many are to compute now."""
        return self._threads

    def take(self, seconds: float) -> int:
        """One more token was drawn in this time; returns how many threads are to compute the next one."""
        self._times.append(seconds)
        if len(self._times) == _WINDOW:
            middle = statistics.median(self._times)
            self._times.clear()
            if self._trial:
                self._judge(self._trial, middle)
            else:
                self._watch(middle)
        return self._threads

    def _watch(self, middle: float) -> None:
        usual, self._usual = self._usual, middle
        self._waited += 1
        if usual is not None and middle > usual * _JUMP and self._threads > 1:
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
            self._patience = _PATIENCE
        else:
            self._threads, self._usual = trial.before, trial.seconds
            if was_more:
                self._patience = min(2 * self._patience, _MOST_PATIENCE)
        self._trial = None
        self._waited = 0
