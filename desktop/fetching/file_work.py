"""The fetcher's work on files, without the network: verify, import, export, move, remove, clean up."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop.channel import Channel, ChannelError
from desktop.codec import MessageError, body_of
from desktop.fetching.protocol import Event, Progressed, StopWork, WorkDone, WorkFailed, wish_from
from desktop.fetching.wiring import Wiring
from model_manager import file_jobs
from model_manager.errors import ModelFileError, ModelManagerError
from model_manager.gguf_parts import part_paths

_STEPS = 500                        # how often at most progress is told


class Kind(StrEnum):
    """What is done to files."""

    VERIFY = "verify"
    IMPORT = "import"
    IMPORT_ACCEPTED = "import_accepted"         # the user has read the model's licence and accepts it
    EXPORT = "export"
    MOVE = "move"
    REMOVE = "remove"
    CLEAN = "clean"


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work. `source` is read, `target` written; either may be empty."""

    kind: Kind
    identity: str
    source: str
    target: str
    part_size: int

    def readable(self) -> tuple[Path, ...]:
        """What it may read besides the models: an exported folder, or a file with the others of its model."""
        if not self.source:
            return ()
        path = Path(self.source)
        return (path,) if path.is_dir() else tuple(part_paths(path))

    def writable(self) -> tuple[Path, ...]:
        """Where it may write besides the models."""
        return (Path(self.target),) if self.target else ()


def accept_job(untrusted_start: dict[str, Any]) -> Job:
    """The job in a first frame. Raises ValueError for one that is none of ours."""
    texts = [untrusted_start.get(key, "") for key in ("identity", "source", "target")]
    part_size = untrusted_start.get("part_size", 0)
    if not all(isinstance(each, str) for each in texts) or type(part_size) is not int:
        raise ValueError("job")
    if any(each and (not Path(each).is_absolute() or "\0" in each) for each in texts[1:]):
        raise ValueError("path")
    if part_size < 0:
        raise ValueError("part_size")
    identity, source, target = map(str, texts)
    return Job(Kind(str(untrusted_start.get("job"))), identity, source, target, part_size)


def serve(link: Channel, wiring: Wiring, job: Job) -> int:
    """Do the job and tell the window how far it is; returns the exit code."""
    stop = threading.Event()
    told = [-1]

    def progress(fraction: float) -> bool:
        step = int(fraction * _STEPS)
        if step != told[0]:
            told[0] = step
            _send(link, Progressed(fraction), stop)
        return not stop.is_set()

    listener = threading.Thread(target=_listen, args=(link, stop), daemon=True)
    listener.start()
    with link:
        _send(link, _outcome(wiring, job, progress), stop)
        link.refuse_more()
        listener.join()
    return 0


def _outcome(wiring: Wiring, job: Job, progress: Callable[[float], bool]) -> Event:
    try:
        return _do(wiring, job, progress)
    except ModelManagerError as error:
        return WorkFailed(type(error).__name__, error.facts())
    except OSError as error:
        failed = ModelFileError(Path(str(error.filename or "")).name, error.errno or 0)
        return WorkFailed(type(failed).__name__, failed.facts())


def _do(wiring: Wiring, job: Job, progress: Callable[[float], bool]) -> WorkDone:
    """Raises ModelManagerError, OSError."""
    work = file_jobs.FileJobs(wiring.library(), wiring.admission(), progress)
    match job.kind:
        case Kind.VERIFY:
            return WorkDone(job.identity, "", work.verify(job.identity))
        case Kind.IMPORT | Kind.IMPORT_ACCEPTED:
            accepts = job.kind is Kind.IMPORT_ACCEPTED
            return WorkDone(work.take_in(Path(job.source), accepts=accepts).identity, "", ())
        case Kind.EXPORT:
            return WorkDone(job.identity, str(work.export(job.identity, Path(job.target), job.part_size)), ())
        case Kind.MOVE:
            return WorkDone("", str(work.move(Path(job.target))), ())
        case Kind.REMOVE:
            work.remove(job.identity)
            return WorkDone(job.identity, "", ())
        case Kind.CLEAN:
            work.clean(work.orphans())
            return WorkDone("", "", ())


def _listen(link: Channel, stop: threading.Event) -> None:
    """Whatever the window says, it says to stop; so does its end."""
    try:
        while not isinstance(wish_from(link.receive().untrusted), StopWork):
            pass
    except (ChannelError, MessageError):
        pass
    stop.set()


def _send(link: Channel, event: Event, stop: threading.Event) -> None:
    try:
        link.send(body_of(event))
    except ChannelError:
        stop.set()
