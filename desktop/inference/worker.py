"""The engine program: loads one model, answers one client over its link, and ends when either side goes.

The supervisor's control channel brings one frame, which says what to load and carries the link to the client.
One thread serves requests in their order; a second reads the link, so that a Stop reaches a decode that is
running; a third waits for the supervisor's end. Nothing is written anywhere, so the process may end at any
moment without an order of its own.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from desktop.channel import Channel, ChannelClosedError, ChannelError, Frame
from desktop.inference.answerer import Answerer, Origin, Requests
from desktop.inference.codec import request_from, to_body
from desktop.inference.errors import InferenceError, ModelLoadError, OutOfMemoryError, ProtocolError
from desktop.inference.llama import AbortFlag
from desktop.inference.loading import Loaded, Loader
from desktop.inference.processor import Processor, this_processor
from desktop.inference.protocol import Confined, Event, LoadFailed, Ready, Survey, Surveyed
from desktop.inference.survey import survey
from desktop.inference.warm_copies import warm_budget

_BROKEN_PROTOCOL = 1                # exit code


@dataclass(frozen=True, slots=True)
class Start:
    """What the supervisor says first. Without a model the engine only looks around."""

    model_path: Path | None
    link: int


def _look_around() -> Processor:
    """What must be read before the process is shut in: the time zone, and the processor."""
    if sys.platform != "win32":
        time.tzset()
    return this_processor()


def run(control_descriptor: int, confine: Callable[[Path | None], str]) -> int:
    """Be an engine until the client or the supervisor goes; returns the exit code.

    `confine` shuts the process in, so that it can read this model (None: no model) and do little else, and
    returns the report.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)        # Ctrl+C in the terminal is the client's affair
    os.chdir("/")                                       # nothing may be found in a folder of the caller's
    os.environ.pop("GGML_BACKEND_PATH", None)
    os.environ["GGML_NO_BACKTRACE"] = "1"               # an abort would start a debugger, which may hang
    control = Channel.inherited(control_descriptor)
    try:
        start = _accept_start(control.receive())
    except ChannelClosedError:
        return 0
    except (ChannelError, ProtocolError):
        return _BROKEN_PROTOCOL
    link = Channel.from_descriptor(start.link)
    processor = _look_around()
    report = confine(start.model_path)
    threading.Thread(target=_end_with, args=(control,), daemon=True).start()
    requests = Requests(AbortFlag())
    threading.Thread(target=_read, args=(link, requests), daemon=True).start()
    try:
        link.send(to_body(Confined(report)))
        _serve(start.model_path, processor, link, requests)
    except ChannelClosedError:
        pass
    return 0


def _accept_start(frame: Frame) -> Start:
    untrusted_path = frame.untrusted.get("model_path")
    if frame.untrusted.get("verb") != "start" or len(frame.descriptors) != 1:
        raise ProtocolError(reason="start")
    if untrusted_path == "":
        return Start(None, frame.descriptors[0])
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


def _serve(path: Path | None, processor: Processor, link: Channel, requests: Requests) -> None:
    """Answer the client until the process ends, or until it was told why there is no model. Raises
    ChannelClosedError.
    """

    def tell(event: Event) -> None:
        link.send(to_body(event))

    while isinstance(wish := requests.opening(), Survey):
        tell(Surveyed(survey(processor, graphics=True)))
    if path is None:
        tell(_load_failed(ModelLoadError(name="")))
        return
    began = time.monotonic()
    try:
        loaded = Loader(path, processor, tell).load(wish, requests.flag)
    except MemoryError:
        tell(_load_failed(OutOfMemoryError(name=path.name)))
    except InferenceError as error:
        tell(_load_failed(error))
    else:
        left = loaded.machine.memory_free_bytes - sum(
            each.used_bytes for each in loaded.memory if not each.device
        )
        loaded.engine.sequences.waiting.allow(warm_budget(left))
        tell(_ready(loaded, path.stem, time.monotonic() - began))
        Answerer(loaded.engine, link, requests, _origin(loaded)).serve_for_ever()


def _origin(loaded: Loaded) -> Origin:
    machine = loaded.machine
    build = f"{machine.build} {machine.version}".strip()
    return Origin(build, machine.variant, loaded.placement, loaded.memory)


def _ready(loaded: Loaded, name: str, load_s: float) -> Ready:
    engine = loaded.engine
    family = engine.prompter.family
    return Ready(
        name=loaded.header.name or name,
        architecture=loaded.header.architecture,
        context_length=engine.context_length,
        load_s=load_s,
        threads=engine.threads,
        has_template=engine.has_template,
        placement=loaded.placement,
        memory=loaded.memory,
        family=family.name,
        thinking=family.lengths,
        sampling=family.sampling,
        embeds=engine.model.embeds,
    )


def _load_failed(error: InferenceError) -> LoadFailed:
    return LoadFailed(error.code, error.facts)


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
