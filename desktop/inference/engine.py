"""The loop of asking: a prompt is made to fit, what is new of it is evaluated, tokens are drawn one by one.

What is still warm is used: the conversation that was asked last and those that wait (see `sequences`). A
replay uses nothing of that and adapts to nothing, so that it gives the same every time.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from desktop.chat.prompt import Fit, fit, kept_messages, prompt_limit
from desktop.inference import llama
from desktop.inference.embedding import Embedder, longest_text
from desktop.inference.errors import (
    CannotAnswerError,
    CannotEmbedError,
    ContextAllocationError,
    DamagedModelError,
    DecodeError,
    PromptTooLongError,
    TemplateBrokenError,
)
from desktop.inference.lengths import Lengths
from desktop.inference.prompter import ModelFacts, Prompter, Written
from desktop.inference.protocol import PromptMessage, StopReason, Thinking
from desktop.inference.recipe import Recipe
from desktop.inference.samplers import chain_for
from desktop.inference.sampling import Sampling
from desktop.inference.sequences import Remembers, Sequences
from desktop.inference.threads import READING_WINDOW, Pace, default_threads
from desktop.inference.tokens import WholeCharacters

DEFAULT_CONTEXT_LENGTH = 8192
_BATCH = 512
_SMALLEST_PIECE = 32
_PATIENCE_S = 8.0                   # a piece of the prompt should take no longer: progress is told after each
_DEVICE_PATIENCE_S = 0.15           # where the flag ends no evaluation, so that a stop waits for the piece
_MOST_THREADS = 64                  # that a recipe may ask for
_WARM_BYTES = 512 << 20             # for conversations that wait, unless somebody knows better


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """How to set up an engine. 0 means: what suits the model and the machine."""

    context_length: int = 0
    threads: int = 0
    batch: int = _BATCH


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt that fits."""

    token_ids: tuple[int, ...]
    fit: Fit
    opening: str = ""               # as in prompter.Written


@dataclass(frozen=True, slots=True)
class Piece:
    """What one sampled token added: whole characters, possibly none."""

    text: str
    token_ids: tuple[int, ...]


@dataclass(slots=True)
class Evaluation:
    """How the reading of a prompt went; `splits` as in a recipe."""

    total: int
    reused: int
    done: int = 0
    stopped: bool = False
    splits: list[int] = field(default_factory=list, compare=False)


class Engine:
    """One loaded model with one sequence. Not for several threads, but for `flag`."""

    def __init__(
        self, model: llama.Model, shape: llama.ContextShape, flag: llama.AbortFlag, name: str
    ) -> None:
        """Raises ContextAllocationError."""
        context = llama.Context.of(model, shape, flag)
        if context is None:
            raise ContextAllocationError(name=name, context_length=shape.length)
        self.flag = flag
        self.name = name
        self.model = model
        self.context = context
        self.context_length = shape.length      # llama.cpp rounds up; beyond this the model was not trained
        self.sequences = Sequences(context, _WARM_BYTES, Remembers(model.forgets_only_all, model.window))
        self.pace = Pace(shape.threads)
        self._reading = Pace(shape.batch_threads or shape.threads, READING_WINDOW)
        self.threads = shape.threads            # that compute just now
        self.is_steady = True                   # and did so since the last prompt
        self._shape = shape
        self._piece = 2 * _SMALLEST_PIECE       # grows as far as the machine is fast
        self._is_replay = False
        self._lengths = Lengths(model.vocabulary.tokenise)
        self._embedder: Embedder | None = None  # made when it is first wanted
        architecture, own_name = (model.says(f"general.{each}") for each in ("architecture", "name"))
        facts = ModelFacts(name, architecture, own_name, model.chat_template)
        self.prompter = Prompter(model.vocabulary, facts)

    @classmethod
    def open(
        cls, path: Path, options: EngineOptions, progress: Callable[[float], bool], flag: llama.AbortFlag
    ) -> "Engine":
        """Load a model. Raises DamagedModelError, ContextAllocationError."""
        log = llama.start()
        log.clear()
        model = llama.Model.load(path, progress)
        if model is None:
            raise DamagedModelError(name=path.name, reason=log.error.replace(str(path), path.name))
        wanted = min(options.context_length or DEFAULT_CONTEXT_LENGTH, model.context_length)
        shape = llama.ContextShape(
            wanted, max(1, min(options.batch, wanted)), options.threads or default_threads().draw
        )
        return cls(model, shape, flag, path.name)

    def embedder(self) -> Embedder:
        """Makes vectors with the same model. Raises CannotEmbedError, ContextAllocationError."""
        if not self.model.embeds:
            raise CannotEmbedError(name=self.name)
        if self._embedder is None:
            shape = replace(self._shape, length=longest_text(self.context_length))
            self._embedder = Embedder(self.model, shape, self.flag, self.name)
        return self._embedder

    @property
    def has_template(self) -> bool:
        """Whether the GGUF says how a talk is written."""
        return bool(self.model.chat_template)

    def prompt(
        self,
        messages: Sequence[PromptMessage],
        max_tokens: int = 0,
        thinking: Thinking = Thinking.FAMILY,
        now: datetime | None = None,
    ) -> Prompt:
        """The prompt for this talk, written at `now`, the oldest turns left out as far as they must be.

        `fit.too_long` says that even the last message alone does not fit; then there may be no ids.
        Raises CannotAnswerError, TemplateMissingError, TemplateBrokenError.
        """
        if self.model.embeds:
            raise CannotAnswerError(name=self.name)
        roles = [each.role for each in messages]
        limit = prompt_limit(self.context_length, max_tokens or None)
        made: dict[int, Written] = {}

        def count(left_out: int) -> int:
            kept = [messages[at] for at in kept_messages(roles, left_out)]
            if beyond := sum(self._lengths.beyond(each.text, limit) for each in kept):
                return beyond
            made[left_out] = self.prompter.write(kept, thinking, now)
            return len(made[left_out].token_ids)

        found = fit(roles, limit, count)
        written = made.get(found.left_out) or Written((), "")
        return Prompt(written.token_ids, found, written.opening)

    def accept(self, prompt: Prompt) -> Prompt:
        """The same prompt, if it may be sent. Raises PromptTooLongError, TemplateBrokenError."""
        if prompt.fit.too_long:
            raise PromptTooLongError(tokens=prompt.fit.tokens, limit=prompt.fit.limit)
        if not prompt.token_ids:        # llama.cpp ends the process if it is to draw after nothing
            raise TemplateBrokenError(name=self.name, reason="empty prompt")
        return prompt

    def evaluate(self, token_ids: Sequence[int], replay: Recipe | None = None) -> Iterator[Evaluation]:
        """Read a prompt; yields before the first piece and after each. Ends early when the flag is set.
        With a recipe the whole of it is read, in the recipe's pieces. Raises DecodeError.
        """
        self._begin(replay)
        at = 0 if replay else self.sequences.turn_to(token_ids)
        planned = iter(_planned(replay, len(token_ids), self._shape.batch) if replay else ())
        state = Evaluation(len(token_ids), at, at)
        yield state
        while at < len(token_ids) and not state.stopped:
            goal = self.sequences.next_checkpoint(len(token_ids))
            length = next(planned, 0) or min(self._piece, self._shape.batch, goal - at)
            state.stopped = not self._read(token_ids[at : at + length])
            if not state.stopped:
                state.splits.append(length)
                at += length
                if at == goal < len(token_ids):
                    self.sequences.mark()
            state.done = at
            yield state
        self.sequences.answer_begins()

    def _begin(self, replay: Recipe | None) -> None:
        self._is_replay = replay is not None
        self.is_steady = True
        if replay:
            self.sequences.start_over()
        self._use_threads(min(max(replay.threads, 1), _MOST_THREADS) if replay else self.pace.threads)

    def _use_threads(self, threads: int) -> None:
        self.context.use_threads(threads, self._reading.threads)
        self.threads = threads

    def _read(self, piece: Sequence[int]) -> bool:
        """Evaluate a piece of a prompt. False if it was stopped; then what is sound of it is kept."""
        if self.flag.is_set():
            return False
        started, spent = time.monotonic(), time.process_time()
        done = self._decoded(self.context.decode(piece), piece)
        if done and len(piece) >= _SMALLEST_PIECE and not self._is_replay:
            self._adapt(len(piece), time.monotonic() - started, time.process_time() - spent)
        return done

    def _adapt(self, length: int, seconds: float, processor_seconds: float) -> None:
        """Make pieces as large as this machine reads in the time that a client should wait for a sign: whole
        batches are read up to a twelfth faster than small pieces. How many threads read changes no digit.
        """
        patience = _PATIENCE_S if self.context.interruptible else _DEVICE_PATIENCE_S
        affordable = int(length * patience / max(seconds, 1e-6))
        whole = affordable - affordable % _SMALLEST_PIECE
        self._piece = min(max(whole, _SMALLEST_PIECE), self._shape.batch)
        told = processor_seconds / length if self.context.interruptible else None
        self._reading.take(seconds / length, told)
        self._use_threads(self.threads)

    def _decoded(self, result: int, token_ids: Sequence[int]) -> bool:
        """Whether these were evaluated; False if the flag ended it. Raises DecodeError."""
        if result == 0:
            self.sequences.add(token_ids)
            return True
        if result != llama.ABORTED:
            self.sequences.after_failure()
            raise DecodeError(result=result)
        self.sequences.after_abort(token_ids)
        return False

    def generate(self, sampling: Sampling, limit: int) -> Iterator[Piece | StopReason]:
        """Draw up to `limit` tokens after what was evaluated; the last thing it yields is why it ended.
        Raises DecodeError, GrammarError.
        """
        vocabulary, context = self.model.vocabulary, self.context
        characters = WholeCharacters()
        room = self.context_length - len(self.sequences.token_ids)
        limit = min(limit, room) if limit > 0 else room
        reason = StopReason.LENGTH
        with chain_for(sampling, vocabulary, self.sequences.token_ids) as chain:
            began, spent = 0.0, time.process_time()
            for drawn in range(limit):
                token_id = chain.sample(context)
                if drawn:
                    before, spent = spent, time.process_time()
                    self._took(time.perf_counter() - began, spent - before)
                if token_id is None or vocabulary.ends_answer(token_id):
                    reason = StopReason.END
                    break
                yield Piece(characters.feed(vocabulary.piece(token_id, 0 if drawn else 1)), (token_id,))
                if drawn + 1 == limit:
                    break
                began = time.perf_counter()
                if self.flag.is_set() or not self._decoded(context.decode_one(token_id), (token_id,)):
                    reason = StopReason.STOPPED
                    break
        if rest := characters.flush():
            yield Piece(rest, ())
        yield reason

    def _took(self, seconds: float, processor_seconds: float) -> None:
        """A token was evaluated and the next one drawn in this time."""
        if self._is_replay:
            return
        # Where a device computes, threads wait for it: that says nothing of other programs.
        told = processor_seconds if self.context.interruptible else None
        if self.pace.take(seconds, told) != self.threads:
            self._use_threads(self.pace.threads)
            self.is_steady = False

    def close(self) -> None:
        """Give the memory back."""
        if self._embedder:
            self._embedder.close()
        self.context.close()
        self.model.close()


def _planned(recipe: Recipe, length: int, batch: int) -> list[int]:
    """The pieces in which a replay reads a prompt: those of the recipe, and before them whole batches for
    what was warm then. Where the recipe does not fit this prompt or machine, whole batches throughout.
    """
    known = sum(recipe.splits) + recipe.reused == length and 0 <= recipe.reused < length
    if known and all(0 < each <= batch for each in recipe.splits):
        return [*_whole_batches(recipe.reused, batch), *recipe.splits]
    return _whole_batches(length, batch)


def _whole_batches(length: int, batch: int) -> list[int]:
    return [min(batch, length - at) for at in range(0, length, batch)]
