"""The engine program: loads one model, answers one client over its link, and ends when either side goes.

The supervisor's control channel brings one frame, which says what to load and carries the link to the client.
One thread serves requests in their order; a second reads the link, so that a Stop reaches a decode that is
running; a third waits for the supervisor's end. Nothing is written anywhere, so the process may end at any
moment without an order of its own.
"""

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from desktop.channel import Channel, ChannelClosedError, ChannelError, Frame
from desktop.inference.answerer import Answerer, Requests
from desktop.inference.codec import request_from, to_body
from desktop.inference.engine import Engine, EngineOptions, default_threads
from desktop.inference.errors import InferenceError, OutOfMemoryError, ProtocolError
from desktop.inference.header import checked_header
from desktop.inference.llama import AbortFlag
from desktop.inference.protocol import (
    Confined,
    LoadFailed,
    Loading,
    Progress,
    Ready,
)

_LOADING_STEP = 0.01
_BROKEN_PROTOCOL = 1                # exit code


@dataclass(frozen=True, slots=True)
class Start:
    """What the supervisor says first."""

    model_path: Path
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
    threads = _look_around()
    report = confine(start.model_path)
    threading.Thread(target=_end_with, args=(control,), daemon=True).start()
    flag = AbortFlag()
    requests = Requests(flag)
    threading.Thread(target=_read, args=(link, requests), daemon=True).start()
    try:
        link.send(to_body(Confined(report)))
        wish = requests.opening()
        options = EngineOptions(context_length=wish.choice.context, threads=threads)
        if engine := _load(start.model_path, options, link, flag):
            Answerer(engine, link, requests).serve_for_ever()
    except ChannelClosedError:
        pass
    return 0


def _accept_start(frame: Frame) -> Start:
    untrusted_path = frame.untrusted.get("model_path")
    if frame.untrusted.get("verb") != "start" or len(frame.descriptors) != 1:
        raise ProtocolError(reason="start")
    if not isinstance(untrusted_path, str) or not Path(untrusted_path).is_absolute():
        raise ProtocolError(reason="model_path")
    return Start(Path(untrusted_path), frame.descriptors[0])


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


def _read(link: Channel, requests: Requests) -> NoReturn:
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
