"""The supervisor's engines: started for a registered model, the guide, or a look at the machine; ended with
the front program, whose link to them the supervisor hands over and does not read.
"""

import logging
import selectors
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop import paths
from desktop.channel import ends
from desktop.control import (
    GUIDE,
    SURVEY,
    EngineEnded,
    EngineRefused,
    EngineStarted,
    Notice,
    Refusal,
    StartEngine,
)
from desktop.engine_ends import EndWatch
from desktop.model_places import library_of
from desktop.processes import Child, forget
from desktop.settings import load
from desktop.third_layer import Starter, Wanted
from model_manager.errors import ModelBlockedError, ModelManagerError
from model_manager.gguf_parts import part_paths
from model_manager.policy import PolicyFile, read_policy

_log = logging.getLogger("hisho.supervisor")
Tell = Callable[[Notice, Sequence[int]], None]


@dataclass(frozen=True, slots=True)
class _Engine:
    """An engine, and what there was before it."""

    child: Child
    watch: EndWatch


@dataclass(slots=True)
class Engines:
    """Starts engines, numbers them for the front, and collects them."""

    places: paths.Paths
    starter: Starter
    policy_file: PolicyFile
    selector: selectors.BaseSelector
    tell: Tell
    _running: dict[int, _Engine] = field(default_factory=dict)
    _count: int = 0

    def start(self, wish: StartEngine) -> None:
        """Start an engine, or say why not."""
        found = self._model_file(wish.sha256)
        if isinstance(found, Refusal):
            self.tell(EngineRefused(wish.request, found), ())
            return
        log = self.places.logs / "engine.log"
        watch = EndWatch.begin(log)
        ours, theirs = ends()
        with ours, theirs:
            wanted = Wanted(
                "engine",
                "engine",
                {"verb": "start", "model_path": str(found) if found else ""},
                descriptors=[theirs.fileno()],
                log=log,
                shown=tuple(part_paths(found)) if found else (),
            )
            try:
                child = self.starter.start(wanted)
            except OSError as error:
                _log.warning("engine not started: errno %s", error.errno)
                self.tell(EngineRefused(wish.request, Refusal.NOT_STARTED), ())
                return
            self._count += 1
            number = self._count
            self._running[number] = _Engine(child, watch)
            ended = child.ended_fileno
            self.selector.register(ended, selectors.EVENT_READ, lambda: self._ended(number))
            self.tell(EngineStarted(wish.request, number), [ours.fileno()])
        _log.info("started engine %d", number)

    def _model_file(self, sha256: str) -> Path | Refusal | None:
        """The file to load; None where the engine shall only look around."""
        if sha256 == SURVEY:
            return None
        if sha256 == GUIDE:
            return paths.guide_model()
        try:
            model = library_of(load(self.places.settings_file), self.places).find(sha256)
        except ModelManagerError:
            model = None
        if model is None:
            return Refusal.UNKNOWN_MODEL
        if not model.is_there():
            return Refusal.FILE_GONE
        policy = read_policy(self.policy_file)
        try:
            for each in model.record.files:
                policy.require_model(model.record.name, model.record.licence, each.sha256)
        except ModelBlockedError:
            return Refusal.FORBIDDEN
        return model.files[0] if model.is_unchanged() else Refusal.FILE_CHANGED

    def kill(self, number: int) -> None:
        """End this engine at once; EngineEnded follows."""
        if engine := self._running.get(number):
            engine.child.kill()

    def kill_all(self) -> None:
        """End all of them at once: what they hold of text goes, and they have nothing to write."""
        for engine in self._running.values():
            engine.child.kill()

    def children(self) -> list[Child]:
        """All that run."""
        return [each.child for each in self._running.values()]

    def end_all(self) -> None:
        """End them, without a word to anybody: whom they answered is gone."""
        for engine in self._running.values():
            engine.child.end()
            forget(self.selector, engine.child)
        self._running.clear()

    def _ended(self, number: int) -> None:
        engine = self._running.pop(number)
        ended = engine.child.collect()
        forget(self.selector, engine.child)
        asked = engine.child.asked_to_end
        cause = "" if asked else engine.watch.cause(ended.signal).value
        _log.info("engine %d ended: signal %d, code %d %s", number, ended.signal, ended.exit_code, cause)
        self.tell(EngineEnded(number, ended.signal, ended.exit_code, asked, cause), ())
