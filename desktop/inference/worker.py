"""The engine program: loads one model, answers one client over its link, and ends when either side goes.

The supervisor's control channel brings one frame, which says what to load and carries the link to the client.
One thread serves requests in their order; a second reads the link, so that a Stop reaches a decode that is
running; a third waits for the supervisor's end. Nothing is written anywhere, so the process may end at any
moment without an order of its own.
"""

import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from desktop.channel import Channel, ChannelClosedError, ChannelError, Frame
from desktop.inference.codec import request_from, to_body
from desktop.inference.engine import Engine, EngineOptions, Evaluation, Piece, Prompt, default_threads
from desktop.inference.errors import InferenceError, OutOfMemoryError, ProtocolError
from desktop.inference.header import checked_header
from desktop.inference.llama import AbortFlag
from desktop.inference.protocol import (
    Ask,
    Confined,
    Count,
    Counted,
    Delta,
    Event,
    Failed,
    Finished,
    LoadFailed,
    Loading,
    Prefilling,
    Progress,
    Ready,
    Request,
    Stop,
    StopReason,
)

DELTA_S = 0.033                     # a client paints at 30 Hz; more frames would only cost
DELTA_TOKENS = 16
_LOADING_STEP = 0.01
_BROKEN_PROTOCOL = 1                # exit code


@dataclass(frozen=True, slots=True)
class Start:
    """What the supervisor says first."""

    model_path: Path
    context_length: int
    link: int


def _look_around() -> int:
    """What must be read before the process is shut in: the time zone, and the cores; returns how many threads
    to use.
    """
    time.tzset()
    return default_threads()


def run(control_descriptor: int, confine: Callable[[Path], str]) -> int:
    """Be an engine until the client or the supervisor goes; returns the exit code.

    `confine` shuts the process in, so that it can read this model and do little else, and returns the report.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)        # Ctrl+C in the terminal is the client's affair
    os.chdir("/")                                       # nothing may be found in a folder of the caller's
    os.environ.pop("GGML_BACKEND_PATH", None)
    os.environ["GGML_NO_BACKTRACE"] = "1"               # an abort would start a debugger, which may hang
    control = Channel.from_descriptor(control_descriptor)
    try:
        start = _accept_start(control.receive())
    except ChannelClosedError:
        return 0
    except (ChannelError, ProtocolError):
        return _BROKEN_PROTOCOL
    link = Channel.from_descriptor(start.link)
    options = EngineOptions(context_length=start.context_length, threads=_look_around())
    report = confine(start.model_path)
    threading.Thread(target=_end_with, args=(control,), daemon=True).start()
    flag = AbortFlag()
    requests = Requests(flag)
    threading.Thread(target=_read, args=(link, requests), daemon=True).start()
    try:
        link.send(to_body(Confined(report)))
        if engine := _load(start.model_path, options, link, flag):
            Answerer(engine, link, requests).serve_for_ever()
    except ChannelClosedError:
        pass
    return 0


def _accept_start(frame: Frame) -> Start:
    untrusted_path = frame.untrusted.get("model_path")
    untrusted_length = frame.untrusted.get("context_length", 0)
    if frame.untrusted.get("verb") != "start" or len(frame.descriptors) != 1:
        raise ProtocolError(reason="start")
    if not isinstance(untrusted_path, str) or not Path(untrusted_path).is_absolute():
        raise ProtocolError(reason="model_path")
    if type(untrusted_length) is not int or untrusted_length < 0:
        raise ProtocolError(reason="context_length")
    return Start(Path(untrusted_path), untrusted_length, frame.descriptors[0])


def _end_with(control: Channel) -> NoReturn:
    """End the process when the supervisor is gone. It says nothing after the start; if it does, end too."""
    code = _BROKEN_PROTOCOL
    try:
        control.receive()
    except ChannelClosedError:
        code = 0
    finally:
        os._exit(code)              # at once, whatever the other threads compute


def _load(path: Path, options: EngineOptions, link: Channel, flag: AbortFlag) -> Engine | None:
    """The engine, ready; None after the client was told why there is none. Raises ChannelClosedError."""
    began = time.monotonic()
    try:
        link.send(to_body(Progress("load")))
        header = checked_header(path)
        engine = Engine.open(path, options, _tell_loading(link), flag)
    except MemoryError:
        link.send(to_body(_load_failed(OutOfMemoryError(name=path.name))))
        return None
    except InferenceError as error:
        link.send(to_body(_load_failed(error)))
        return None
    link.send(
        to_body(
            Ready(
                name=header.name or path.stem,
                architecture=header.architecture,
                context_length=engine.context_length,
                load_s=time.monotonic() - began,
                threads=engine.threads,
                has_template=engine.has_template,
            )
        )
    )
    return engine


def _load_failed(error: InferenceError) -> LoadFailed:
    return LoadFailed(error.code, error.facts)


def _tell_loading(link: Channel) -> Callable[[float], bool]:
    """A progress callback that tells the client; not each of the hundreds of calls."""
    told = -1.0

    def tell(fraction: float) -> bool:
        nonlocal told
        if fraction - told >= _LOADING_STEP or (fraction >= 1 > told):
            told = fraction
            try:
                link.send(to_body(Loading(min(max(fraction, 0.0), 1.0))))
            except ChannelClosedError:
                return False        # the thread that reads the link ends the process
        return True

    return tell


def _read(link: Channel, requests: "Requests") -> NoReturn:
    """Take requests off the link until it ends; then end the process."""
    code = _BROKEN_PROTOCOL
    try:
        while True:
            requests.take(request_from(link.receive().untrusted))
    except ChannelClosedError:
        code = 0
    except (ChannelError, ProtocolError):
        pass                        # a client that does not keep to the protocol gets no engine
    finally:
        os._exit(code)


class Requests:
    """Requests in their order, and which of them are to stop. Used by two threads."""

    def __init__(self, flag: AbortFlag) -> None:
        self._flag = flag
        self._waiting: queue.SimpleQueue[Ask | Count] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._open: set[int] = set()
        self._stopped: set[int] = set()
        self._running: int | None = None

    def take(self, request: Request) -> None:
        """Take in what the client says. A Stop acts at once."""
        with self._lock:
            if isinstance(request, Stop):
                if request.request_id == self._running:
                    self._flag.set()
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
                self._flag.set()
        return request

    def done(self, request_id: int) -> None:
        """This request is answered."""
        with self._lock:
            self._running = None
            self._open.discard(request_id)
            self._stopped.discard(request_id)
            self._flag.clear()


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
        prompt = self._engine.prompt(request.messages, request.max_tokens)
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
            count, reason = self._stream(ask.request_id, pieces)
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

    def _stream(self, request_id: int, pieces: Iterator[Piece | StopReason]) -> tuple[int, StopReason]:
        """Send the answer in deltas; returns the number of tokens and why it ended."""
        texts: list[str] = []
        ids: list[int] = []
        count = 0
        sent = 0.0
        for piece in pieces:
            if isinstance(piece, StopReason):
                if texts or ids:
                    self._send(Delta(request_id, "".join(texts), tuple(ids)))
                return count, piece
            texts.append(piece.text)
            ids.extend(piece.token_ids)
            count += len(piece.token_ids)
            now = time.monotonic()
            if len(ids) >= DELTA_TOKENS or now - sent >= DELTA_S:
                self._send(Delta(request_id, "".join(texts), tuple(ids)))
                texts, ids, sent = [], [], now
        raise ProtocolError(reason="an answer without an end")
