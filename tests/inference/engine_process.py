"""A real engine process for tests: the worker over real sockets, confined only where a test asks for it."""

import os
import resource
import selectors
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

from desktop.channel import Channel
from desktop.inference.client import EngineClient
from desktop.inference.codec import event_from, to_body
from desktop.inference.protocol import (
    Ask,
    Delta,
    Event,
    Failed,
    Finished,
    LoadFailed,
    Open,
    Ready,
    Request,
    Survey,
)
from model_manager.placement import Learnt
from tests.processor_time import used

PATIENCE_S = 60                     # a bound for a machine under load, not a measure
_OPEN = """
import json, sys
from desktop.inference.worker import run
sys.exit(run(int(sys.argv[1]), lambda path: json.dumps({"fake": path and path.name})))
"""
_SHUT_IN = """
import sys
from desktop.inference.worker import run
from tests.inference.shutting_in import shut_in
sys.exit(run(int(sys.argv[1]), shut_in))
"""
_ROOT = Path(__file__).parents[2]


class EngineProcess:
    """Started, told what to load, and ended by the test or at the end of the block."""

    def __init__(
        self,
        path: Path | None,
        *,
        shut_in: bool = False,
        opening: Open | Survey | None = None,
        environment: Mapping[str, str] | None = None,
        **start: object,
    ) -> None:
        """`path` None: an engine without a model."""
        self.control, theirs = Channel.pair()
        self.link, link_end = Channel.pair()
        self._heard: deque[Event] = deque()
        with theirs, link_end:
            self.process = subprocess.Popen(
                [sys.executable, "-c", _SHUT_IN if shut_in else _OPEN, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                cwd=_ROOT,
                stderr=subprocess.PIPE,
                env=os.environ | {"GGML_BACKEND_PATH": "/nonexistent"} | dict(environment or {}),
            )
            body = {"verb": "start", "model_path": str(path or ""), "descriptors": 1} | start
            self.control.send(body, [link_end.fileno()])
        self.link.send(to_body(opening or Open(learnt=Learnt(threads=1))))

    def __enter__(self) -> "EngineProcess":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.communicate()
        self.control.close()
        self.link.close()

    def ask(self, request: Request) -> None:
        self.link.send(to_body(request))

    def until(self, *kinds: type[Event]) -> list[Event]:
        """The events up to the first of one of these kinds. A failure that nobody waits for is an error."""
        found: list[Event] = []
        while not found or not isinstance(found[-1], kinds):
            found.append(self._next())
            assert isinstance(found[-1], kinds) or not isinstance(found[-1], Failed | LoadFailed), found[-1]
        return found

    def _next(self) -> Event:
        while not self._heard:
            assert not self.says_nothing(PATIENCE_S), "the engine says nothing"
            self._heard.extend(event_from(each.untrusted) for each in self.link.receive_available())
        return self._heard.popleft()

    def says_nothing(self, seconds: float) -> bool:
        """Whether no event arrives for so long."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.link, selectors.EVENT_READ)
            return not self._heard and not selector.select(seconds)

    def ended(self) -> int:
        return self.process.wait(PATIENCE_S)

    def ended_after(self) -> float:
        """The processor's seconds from now to its end, which is waited for: load elsewhere does not count."""
        before = used(self.process.pid) + _of_the_ended()
        assert self.ended() == 0
        return _of_the_ended() - before


def _of_the_ended() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def answer(engine: EngineProcess, request: Ask) -> tuple[str, str, tuple[int, ...], Finished]:
    """What was said, what was thought, the tokens of both, and how it ended."""
    engine.ask(request)
    events = engine.until(Finished, Failed)
    assert isinstance(events[-1], Finished), events[-1]
    deltas = [each for each in events if isinstance(each, Delta)]
    ids = tuple(one for each in deltas for one in each.token_ids)
    text, thinking = "".join(each.text for each in deltas), "".join(each.thinking for each in deltas)
    return text, thinking, ids, events[-1]


def heard(client: EngineClient, *kinds: type[Event]) -> list[Event]:
    """What a client hears up to the first that comes with one of these kinds. Raises EngineLostError."""
    found: list[Event] = []
    with selectors.DefaultSelector() as selector:
        selector.register(client, selectors.EVENT_READ)
        while not any(isinstance(each, kinds) for each in found):
            assert selector.select(PATIENCE_S), "the engine says nothing"
            found += client.events()
    return found


@contextmanager
def ready_engine(
    path: Path,
    *,
    shut_in: bool = False,
    opening: Open | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[EngineProcess]:
    """An engine that has loaded its model."""
    with EngineProcess(path, shut_in=shut_in, opening=opening, environment=environment) as engine:
        last = engine.until(Ready, LoadFailed)[-1]
        assert isinstance(last, Ready), last
        yield engine


def output_of(
    program: str,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    patience: float = PATIENCE_S,
) -> str:
    """What a short program of our own packages prints; it must end well."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=_ROOT,
        timeout=patience,
        capture_output=True,
        check=False,
        text=True,
        env=os.environ | dict(environment or {}),
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def run_program(program: str, *arguments: str) -> int:
    """The exit code of a short program of our own packages; minus the signal that ended it."""
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=_ROOT,
        timeout=PATIENCE_S,
        capture_output=True,
        check=False,
    )
    return done.returncode
