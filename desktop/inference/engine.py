"""The loop of asking: a prompt is made to fit, what is new of it is evaluated, tokens are drawn one by one.

One sequence is kept between requests, so that a follow-up evaluates only what it added.
"""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.chat.prompt import Fit, fit, kept_messages, prompt_limit
from desktop.inference import llama
from desktop.inference.errors import (
    ContextAllocationError,
    DamagedModelError,
    DecodeError,
    PromptTooLongError,
    TemplateBrokenError,
)
from desktop.inference.prompter import ModelFacts, Prompter, Written
from desktop.inference.protocol import PromptMessage, StopReason, Thinking
from desktop.inference.samplers import samplers_for
from desktop.inference.sampling import Sampling
from desktop.inference.tokens import WholeCharacters

DEFAULT_CONTEXT_LENGTH = 8192
_BATCH = 512
_SMALLEST_PIECE = 32
_PATIENCE_S = 8.0                   # a piece of the prompt should take no longer: progress is told after each


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
    """How the reading of a prompt went."""

    total: int
    reused: int
    done: int = 0
    stopped: bool = False


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
        self.threads = shape.threads
        self._batch = shape.batch
        self._piece = 2 * _SMALLEST_PIECE       # grows as far as the machine is fast
        self._cache: list[int] = []
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
            wanted, max(1, min(options.batch, wanted)), options.threads or default_threads()
        )
        return cls(model, shape, flag, path.name)

    @property
    def has_template(self) -> bool:
        """Whether the GGUF says how a talk is written."""
        return bool(self.model.chat_template)

    def prompt(
        self, messages: Sequence[PromptMessage], max_tokens: int = 0, thinking: Thinking = Thinking.FAMILY
    ) -> Prompt:
        """The prompt for this talk, the oldest turns left out as far as they must be.

        `fit.too_long` says that even the last message alone does not fit; then the ids are those of that.
        Raises TemplateMissingError, TemplateBrokenError.
        """
        roles = [each.role for each in messages]
        made: dict[int, Written] = {}

        def count(left_out: int) -> int:
            kept = [messages[at] for at in kept_messages(roles, left_out)]
            made[left_out] = self.prompter.write(kept, thinking)
            return len(made[left_out].token_ids)

        found = fit(roles, prompt_limit(self.context_length, max_tokens or None), count)
        written = made[found.left_out]
        return Prompt(written.token_ids, found, written.opening)

    def accept(self, prompt: Prompt) -> Prompt:
        """The same prompt, if it may be sent. Raises PromptTooLongError, TemplateBrokenError."""
        if prompt.fit.too_long:
            raise PromptTooLongError(tokens=prompt.fit.tokens, limit=prompt.fit.limit)
        if not prompt.token_ids:        # llama.cpp ends the process if it is to draw after nothing
            raise TemplateBrokenError(name=self.name, reason="empty prompt")
        return prompt

    def evaluate(self, token_ids: Sequence[int]) -> Iterator[Evaluation]:
        """Read a prompt; yields before the first piece and after each. Ends early when the flag is set.
        Raises DecodeError.
        """
        at = self._reuse(token_ids)
        state = Evaluation(len(token_ids), at, at)
        yield state
        while at < len(token_ids) and not state.stopped:
            piece = token_ids[at : at + min(self._piece, self._batch)]
            started = time.monotonic()
            state.stopped = self.flag.is_set() or not self._decoded(self.context.decode(piece), token_ids)
            if not state.stopped:
                self._adapt(len(piece), time.monotonic() - started)
                at += len(piece)
                self._cache.extend(piece)
            state.done = at
            yield state

    def _reuse(self, token_ids: Sequence[int]) -> int:
        """Keep what the sequence and the prompt have in common; at least the last token is evaluated anew."""
        common = 0
        for known, wanted in zip(self._cache, token_ids[:-1], strict=False):
            if known != wanted:
                break
            common += 1
        if common < len(self._cache) and not self.context.keep(common):
            common = 0
        if common == 0:
            self.context.forget()
        del self._cache[common:]
        return common

    def _adapt(self, length: int, seconds: float) -> None:
        """Make pieces as large as this machine reads in the time that a client should wait for a sign: whole
        batches are read up to a twelfth faster than small pieces.
        """
        if length >= _SMALLEST_PIECE:
            affordable = int(length * _PATIENCE_S / max(seconds, 1e-6))
            whole = affordable - affordable % _SMALLEST_PIECE
            self._piece = min(max(whole, _SMALLEST_PIECE), _BATCH)

    def _decoded(self, result: int, token_ids: Sequence[int]) -> bool:
        """Whether a decode was carried out; False if the flag ended it. Raises DecodeError."""
        if result == 0:
            return True
        if result == llama.ABORTED and not self.model.forgets_only_all:
            self._cache = list(token_ids[: self.context.evaluated()])
        else:
            self.context.forget()
            self._cache = []
        if result != llama.ABORTED:
            raise DecodeError(result=result)
        return False

    def generate(self, sampling: Sampling, limit: int) -> Iterator[Piece | StopReason]:
        """Draw up to `limit` tokens after what was evaluated; the last thing it yields is why it ended.
        Raises DecodeError.
        """
        vocabulary, context, flag = self.model.vocabulary, self.context, self.flag
        characters = WholeCharacters()
        room = self.context_length - len(self._cache)
        limit = min(limit, room) if limit > 0 else room
        reason = StopReason.LENGTH
        with llama.SamplerChain(samplers_for(sampling)) as chain:
            for drawn in range(limit):
                token_id = chain.sample(context)
                if vocabulary.ends_answer(token_id):
                    reason = StopReason.END
                    break
                yield Piece(characters.feed(vocabulary.piece(token_id, 0 if drawn else 1)), (token_id,))
                if drawn + 1 == limit:
                    break
                if flag.is_set() or not self._decoded(context.decode_one(token_id), self._cache):
                    reason = StopReason.STOPPED
                    break
                self._cache.append(token_id)
        if rest := characters.flush():
            yield Piece(rest, ())
        yield reason

    def close(self) -> None:
        """Give the memory back."""
        self.context.close()
        self.model.close()


def default_threads() -> int:
    """One less than the physical cores we may use: with a busy neighbour the last core costs more than it
    gives.
    """
    usable = os.sched_getaffinity(0)
    cores = {_core_of(each) for each in usable}
    return max(1, len(cores) - 1)


def _core_of(processor: int) -> str:
    """The lowest of the processors that share a core with this one, which names the core."""
    shared = Path(f"/sys/devices/system/cpu/cpu{processor}/topology/thread_siblings_list")
    try:
        return shared.read_text(encoding="ascii").strip()
    except OSError:
        return str(processor)
