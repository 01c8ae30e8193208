"""Answers what a client asks of a loaded engine, one request after the other, and hears a Stop meanwhile."""

import queue
import threading
import time
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NoReturn

from desktop.channel import Channel
from desktop.inference.codec import to_body
from desktop.inference.engine import Engine, Evaluation, Prompt
from desktop.inference.errors import InferenceError, OutOfMemoryError, ProtocolError
from desktop.inference.llama import AbortFlag
from desktop.inference.machine import MemoryUse
from desktop.inference.protocol import (
    EMBEDDING,
    Ask,
    Count,
    Counted,
    Embed,
    Embedded,
    Event,
    Failed,
    Finished,
    Open,
    Prefilling,
    Progress,
    Request,
    Stop,
    StopReason,
    Survey,
    Thinking,
)
from desktop.inference.recipe import Recipe, moment_of, moment_text
from desktop.inference.samplers import settled
from desktop.inference.sampling import Sampling
from desktop.inference.speaking import Manner, Speaker
from desktop.inference.stops import StopTexts
from model_manager.placement import Placement

MOST_TEXTS = 512                    # of one Embed, whose vectors go into one frame
Work = Ask | Count | Embed


@dataclass(frozen=True, slots=True)
class Origin:
    """Where answers come from, as their recipes tell it; `memory` is what the model takes without any."""

    engine: str = ""                # build and version
    variant: str = ""               # of the processor's library
    placement: Placement = field(default_factory=lambda: Placement(layers=0, context=0))
    memory: tuple[MemoryUse, ...] = ()


class Requests:
    """Requests in their order, and which of them are to stop. Used by two threads."""

    def __init__(self, flag: AbortFlag) -> None:
        self.flag = flag
        self._waiting: queue.SimpleQueue[Work] = queue.SimpleQueue()
        self._opening: queue.SimpleQueue[Open | Survey] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._open: set[int] = set()
        self._stopped: set[int] = set()
        self._running: int | None = None
        self._is_opened = False

    def opening(self) -> Open | Survey:
        """Wait for how the model is to be loaded, or for a question about the machine before that."""
        return self._opening.get()

    def take(self, request: Request) -> None:
        """Take in what the client says. A Stop acts at once. Raises ProtocolError."""
        if isinstance(request, Open | Survey):
            if self._is_opened:
                raise ProtocolError(reason="opened already")
            self._is_opened = isinstance(request, Open)
            self._opening.put(request)
            return
        with self._lock:
            if isinstance(request, Stop):
                if request.request_id == self._running:
                    self.flag.set()
                elif request.request_id in self._open:
                    self._stopped.add(request.request_id)
                return
            self._open.add(request.request_id)
        self._waiting.put(request)

    def next(self) -> Work:
        """Wait for the next request and begin it; the flag is set already if it was stopped meanwhile."""
        request = self._waiting.get()
        with self._lock:
            self._running = request.request_id
            if request.request_id in self._stopped:
                self.flag.set()
        return request

    def done(self, request_id: int) -> None:
        """This request is answered."""
        with self._lock:
            self._running = None
            self._open.discard(request_id)
            self._stopped.discard(request_id)
            self.flag.clear()


class Answerer:
    """Answers requests one after the other."""

    def __init__(
        self, engine: Engine, link: Channel, requests: Requests, origin: Origin | None = None
    ) -> None:
        self._engine = engine
        self._link = link
        self._requests = requests
        self._origin = origin or Origin()

    def serve_for_ever(self) -> NoReturn:
        """Until the process ends. Raises ChannelClosedError."""
        while True:
            request = self._requests.next()
            try:
                self._answer(request)
            except MemoryError:
                self._fail(request, OutOfMemoryError(name=self._engine.name))
            except InferenceError as error:
                self._fail(request, error)
            self._requests.done(request.request_id)

    def _send(self, event: Event) -> None:
        self._link.send(to_body(event))

    def _fail(self, request: Work, error: InferenceError) -> None:
        self._send(Failed(request.request_id, error.code, error.facts))

    def _answer(self, request: Work) -> None:
        if isinstance(request, Embed):
            self._embed(request)
            return
        self._send(Progress("template"))
        if isinstance(request, Count):
            found = self._engine.prompt(request.messages, request.max_tokens, request.thinking).fit
            self._send(
                Counted(request.request_id, found.tokens, found.limit, found.left_out, found.too_long)
            )
            return
        ask = _formed(_as_then(request) if request.replay else request)
        now = _moment_for(ask)
        prompt = self._engine.prompt(ask.messages, ask.max_tokens, ask.thinking, now)
        self._answer_ask(ask, self._engine.accept(prompt), now)

    def _embed(self, request: Embed) -> None:
        if len(request.texts) > MOST_TEXTS:
            raise ProtocolError(reason="texts")

        def tell() -> None:
            self._send(Progress(EMBEDDING))

        tell()
        found = self._engine.embedder().embed(request.texts, request.text_kind, tell)
        self._send(Embedded(request.request_id, found.vectors, found.cut))

    def _answer_ask(self, ask: Ask, prompt: Prompt, now: datetime) -> None:
        began = time.monotonic()
        sampling = settled(ask.sampling)
        evaluation = self._prefill(ask, prompt)
        prefilled = time.monotonic()
        recipe = self._recipe(ask, evaluation, sampling)
        count = 0
        reason = StopReason.STOPPED
        if not evaluation.stopped:
            prompter = self._engine.prompter
            manner = Manner(prompter.reply(prompt.opening), StopTexts(ask.sampling.stop, prompter.continued))
            speaker = Speaker(ask.request_id, self._send, manner)
            count, reason = speaker.speak(self._engine.generate(sampling, ask.max_tokens))
        self._send(
            Finished(
                request_id=ask.request_id,
                stop_reason=reason,
                prompt_tokens=evaluation.total,
                reused_tokens=evaluation.reused,
                completion_tokens=count,
                prefill_s=prefilled - began,
                decode_s=time.monotonic() - prefilled,
                left_out=prompt.fit.left_out,
                recipe=replace(recipe, is_steady=self._engine.is_steady, rendered_at=moment_text(now)),
                memory=self._memory(),
                context_used=len(self._engine.sequences.token_ids),
            )
        )

    def _prefill(self, ask: Ask, prompt: Prompt) -> Evaluation:
        state = Evaluation(len(prompt.token_ids), 0)
        for state in self._engine.evaluate(prompt.token_ids, ask.replay):
            self._send(
                Prefilling(ask.request_id, state.done, state.total, state.reused, prompt.fit.left_out)
            )
        return state

    def _recipe(self, ask: Ask, evaluation: Evaluation, sampling: Sampling) -> Recipe:
        origin = self._origin
        return Recipe(
            engine=origin.engine,
            variant=origin.variant,
            placement=origin.placement,
            splits=tuple(evaluation.splits),
            reused=evaluation.reused,
            threads=self._engine.threads,
            sampling=sampling,
            thinking=ask.thinking,
            max_tokens=ask.max_tokens,
        )

    def _memory(self) -> tuple[MemoryUse, ...]:
        """What the model takes, and in the computer's memory the conversations that wait beside it."""
        waiting = self._engine.sequences.waiting.size
        return tuple(
            each if each.device else replace(each, used_bytes=each.used_bytes + waiting)
            for each in self._origin.memory
        )


def _as_then(ask: Ask) -> Ask:
    """The same question under the conditions of its recipe."""
    recipe = ask.replay
    if recipe is None:
        return ask
    known = recipe.thinking in set(Thinking)
    thinking = Thinking(recipe.thinking) if known else ask.thinking
    max_tokens = ask.max_tokens if recipe.max_tokens is None else recipe.max_tokens
    return replace(ask, sampling=recipe.sampling, thinking=thinking, max_tokens=max_tokens)


def _moment_for(ask: Ask) -> datetime:
    """When the prompt is written: now, or when it was for the answer that is made again."""
    then = moment_of(ask.replay.rendered_at) if ask.replay else None
    return then or datetime.now().astimezone()


def _formed(ask: Ask) -> Ask:
    """A form holds from the first token on, so a model that is to keep one cannot think before."""
    has_form = ask.sampling.grammar or ask.sampling.json_schema
    return replace(ask, thinking=Thinking.OFF) if has_form else ask
