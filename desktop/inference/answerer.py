"""Answers what a client asks of a loaded engine, one request after the other, and hears a Stop meanwhile."""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import NoReturn

from desktop.channel import Channel
from desktop.inference.codec import to_body
from desktop.inference.engine import Engine, Evaluation, Piece, Prompt
from desktop.inference.errors import InferenceError, OutOfMemoryError, ProtocolError
from desktop.inference.llama import AbortFlag
from desktop.inference.protocol import (
    Ask,
    Count,
    Counted,
    Delta,
    Embed,
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
)
from desktop.inference.reply import Reply, Said

DELTA_S = 0.033                     # a client paints at 30 Hz; more frames would only cost
DELTA_TOKENS = 16


class Requests:
    """Requests in their order, and which of them are to stop. Used by two threads."""

    def __init__(self, flag: AbortFlag) -> None:
        self.flag = flag
        self._waiting: queue.SimpleQueue[Ask | Count] = queue.SimpleQueue()
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
        if isinstance(request, Embed):
            raise ProtocolError(reason="embed")
        with self._lock:
            if isinstance(request, Stop):
                if request.request_id == self._running:
                    self.flag.set()
                elif request.request_id in self._open:
                    self._stopped.add(request.request_id)
                return
            self._open.add(request.request_id)
        self._waiting.put(request)

    def next(self) -> Ask | Count:
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

    def __init__(self, engine: Engine, link: Channel, requests: Requests) -> None:
        self._engine = engine
        self._link = link
        self._requests = requests

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

    def _fail(self, request: Ask | Count, error: InferenceError) -> None:
        self._send(Failed(request.request_id, error.code, error.facts))

    def _answer(self, request: Ask | Count) -> None:
        self._send(Progress("template"))
        prompt = self._engine.prompt(request.messages, request.max_tokens, request.thinking)
        if isinstance(request, Count):
            found = prompt.fit
            self._send(
                Counted(request.request_id, found.tokens, found.limit, found.left_out, found.too_long)
            )
        else:
            self._answer_ask(request, self._engine.accept(prompt))

    def _answer_ask(self, ask: Ask, prompt: Prompt) -> None:
        began = time.monotonic()
        evaluation = self._prefill(ask.request_id, prompt)
        prefilled = time.monotonic()
        count = 0
        reason = StopReason.STOPPED
        if not evaluation.stopped:
            pieces = self._engine.generate(ask.sampling, ask.max_tokens)
            reply = self._engine.prompter.reply(prompt.opening)
            count, reason = self._stream(ask.request_id, pieces, reply)
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
            )
        )

    def _prefill(self, request_id: int, prompt: Prompt) -> Evaluation:
        state = Evaluation(len(prompt.token_ids), 0)
        for state in self._engine.evaluate(prompt.token_ids):
            self._send(
                Prefilling(request_id, state.done, state.total, state.reused, prompt.fit.left_out)
            )
        return state

    def _stream(
        self, request_id: int, pieces: Iterator[Piece | StopReason], reply: Reply
    ) -> tuple[int, StopReason]:
        """Send the answer in deltas; returns the number of tokens and why it ended."""
        outgoing = _Outgoing(request_id, self._send)
        rest = ""
        for piece in pieces:
            if isinstance(piece, StopReason):
                outgoing.add(reply.flush(rest), ())
                outgoing.send()
                return outgoing.tokens, piece
            if not piece.token_ids:
                rest += piece.text
                continue
            said = reply.take(piece.token_ids[0], piece.text)
            if reply.is_over:
                outgoing.add(reply.flush(""), ())
                outgoing.send()
                return outgoing.tokens, StopReason.END
            outgoing.add(said, piece.token_ids)
            outgoing.send_if_due()
        raise ProtocolError(reason="an answer without an end")


class _Outgoing:
    """What is said and not sent yet; a client paints thirty times a second and needs no more frames."""

    def __init__(self, request_id: int, send: Callable[[Event], None]) -> None:
        self._request_id = request_id
        self._send = send
        self._said: list[Said] = []
        self._ids: list[int] = []
        self._sent = 0.0
        self.tokens = 0

    def add(self, said: Said, token_ids: tuple[int, ...]) -> None:
        """More of the answer."""
        self._said.append(said)
        self._ids.extend(token_ids)
        self.tokens += len(token_ids)

    def send_if_due(self) -> None:
        """Send what waits for long enough."""
        if len(self._ids) >= DELTA_TOKENS or time.monotonic() - self._sent >= DELTA_S:
            self.send()

    def send(self) -> None:
        """Send what waits."""
        text = "".join(each.text for each in self._said)
        thinking = "".join(each.thinking for each in self._said)
        if text or thinking or self._ids:
            self._send(Delta(self._request_id, text, tuple(self._ids), thinking))
        self._said, self._ids, self._sent = [], [], time.monotonic()
