"""Finds out how many threads draw tokens fastest here: the same short answer is drawn with each number that
is worth a try, in the engine that is being measured anyway.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

from desktop.chat.conversation import Role
from desktop.cli.answering import Question
from desktop.inference.machine import MachineReport
from desktop.inference.protocol import Finished, PromptMessage, StopReason
from desktop.inference.sampling import Sampling
from desktop.inference.threads import threads_for
from model_manager.placement import Placement

_QUESTION = PromptMessage(Role.USER, "発明の要旨を簡潔に説明してください。 Describe the invention briefly.")
_GREEDY = Sampling(temperature=0.0)
_MOST_TRIES = 5
_ROUNDS = 2                         # the better time counts: what disturbs only makes slower
_ROUND_S = 2.0                      # for each number, as fast as the model was before
_FEWEST, _MOST = 8, 64              # tokens; fewer are no measure
_GAIN = 1.05                        # another number than the default must be so much faster


class Engine(Protocol):
    """What is measured."""

    def answer(self, question: Question) -> Finished:
        """Ask and wait for the end of the answer."""
        ...


@dataclass(frozen=True, slots=True)
class Trial:
    """How fast tokens were drawn with so many threads."""

    threads: int
    tokens_per_s: float


@dataclass(frozen=True, slots=True)
class Trials:
    """All that were tried; the first one is llama.cpp's default."""

    all: tuple[Trial, ...] = ()

    @property
    def default(self) -> Trial | None:
        """None where nothing was tried."""
        return self.all[0] if self.all else None

    @property
    def best(self) -> Trial | None:
        """The fastest; the default where no other is faster beyond what varies anyway."""
        default = self.default
        fastest = max(self.all, key=lambda each: each.tokens_per_s, default=default)
        if default is None or fastest is None or fastest.tokens_per_s > default.tokens_per_s * _GAIN:
            return fastest
        return default


def counts_worth_a_try(machine: MachineReport) -> tuple[int, ...]:
    """The default of llama.cpp first: all fast cores. Fewer may be enough for the memory, or leave a core to
    others; slow cores may help after all.
    """
    default = threads_for(machine.performance_cores).draw
    wanted = (default, machine.cores, default // 2, default * 3 // 4, default - 1, default // 4)
    return tuple(dict.fromkeys(each for each in wanted if each > 0))[:_MOST_TRIES]


def computes_here(placement: Placement | None) -> bool:
    """Whether any layer is the processor's: else its threads only wait for a device."""
    return placement is None or not placement.is_whole


def try_threads(engine: Engine, machine: MachineReport, decode: float) -> Trials:
    """Draw the same answer with each number. `decode` is how many tokens a second there were before. Raises
    InferenceError; KeyboardInterrupt where somebody wants to stop.
    """
    tokens = max(_FEWEST, min(_MOST, int(decode * _ROUND_S)))
    counts = counts_worth_a_try(machine)
    first = _asked(engine, Question((_QUESTION,), _GREEDY, tokens))
    recipe = first.recipe
    if recipe is None or first.completion_tokens < _FEWEST:
        return Trials()
    best = dict.fromkeys(counts, 0.0)
    for count in counts * _ROUNDS:
        again = Question((_QUESTION,), _GREEDY, tokens, replay=replace(recipe, threads=count))
        best[count] = max(best[count], _speed(_asked(engine, again)))
    return Trials(tuple(Trial(count, speed) for count, speed in best.items()))


def _asked(engine: Engine, question: Question) -> Finished:
    finished = engine.answer(question)
    if finished.stop_reason is StopReason.STOPPED:
        raise KeyboardInterrupt
    return finished


def _speed(finished: Finished) -> float:
    return finished.completion_tokens / finished.decode_s if finished.decode_s > 0 else 0.0


def words_of(trials: Trials, words: Callable[[str], str]) -> str:
    """For people: which number is best, and what llama.cpp's default gives; empty where nothing was tried."""
    best, default = trials.best, trials.default
    if best is None or default is None:
        return ""
    said = words("{threads} are fastest ({speed} tokens/s); llama.cpp's default, {default}: {usual} tokens/s")
    if best == default:
        said = words("{threads}, llama.cpp's default, are fastest ({speed} tokens/s)")
    return said.format(
        threads=best.threads, speed=f"{best.tokens_per_s:.1f}",
        default=default.threads, usual=f"{default.tokens_per_s:.1f}",
    )  # fmt: skip
