"""The queue of downloads: two at a time, paused, resumed, cancelled, and there again after a restart.

The queue is a small file beside the models, replaced as a whole at every change of state. What was fetched
lies in the `.part` files, so a lost queue loses nothing but the wish.
"""

import contextlib
import json
import math
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from model_manager.errors import (
    FetchCancelledError,
    FolderNotWritableError,
    ModelManagerError,
    UnsafeNameError,
)
from model_manager.integrity import PART, SIDECAR, replace_text
from model_manager.library import ModelFolder, StoredModel
from model_manager.wishes import ModelWish, Watch, accept_wish, wish_to_dict

AT_ONCE = 2
FILE = "downloads.json"
_VERSION = 1
_MAX_FILE = 8 << 20
_SPAN_S = 6.0                       # over which the speed is taken
_JOIN_S = 30.0


class State(StrEnum):
    """Where a download stands."""

    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    FAILED = "failed"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Download:
    """A download as it stands now. `speed`: bytes per second; `seconds_left`: -1 where nobody can tell;
    `waits`: how many seconds it does nothing before it asks again.
    """

    number: int
    wish: ModelWish
    state: State
    have: int
    speed: float
    seconds_left: int
    error: str                      # the error's class name, empty if there is none
    facts: dict[str, Any]           # and its attributes
    identity: str                   # of the model, once it is done
    waits: int = 0


@dataclass(slots=True)
class _Entry:
    number: int
    wish: ModelWish
    state: State
    have: int = 0
    error: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    identity: str = ""
    waits: int = 0
    stop: threading.Event = field(default_factory=threading.Event)
    samples: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=64))

    def shown(self) -> Download:
        speed = self._speed() if self.state is State.RUNNING else 0.0
        left = int((self.wish.size - self.have) / speed) if speed > 0 else -1
        return Download(
            self.number, self.wish, self.state, self.have, speed, left, self.error, self.facts, self.identity,
            self.waits,
        )  # fmt: skip

    def note(self, now: float, have: int) -> None:
        self.have = have
        self.samples.append((now, have))
        while now - self.samples[0][0] > _SPAN_S:
            self.samples.popleft()

    def _speed(self) -> float:
        if not self.samples:
            return 0.0
        (first, had), (last, have) = self.samples[0], self.samples[-1]
        return max(have - had, 0) / (last - first) if last > first else 0.0


RunOne = Callable[[ModelWish, Watch], StoredModel]


class Downloads:
    """The queue. `run_one` fetches a model and blocks; `changed` is called from any thread after a change."""

    def __init__(
        self, folder: ModelFolder, run_one: RunOne, changed: Callable[[], None] = lambda: None
    ) -> None:
        self._folder = folder
        self._run_one = run_one
        self._changed = changed
        self._lock = threading.RLock()
        self._entries: dict[int, _Entry] = {}
        self._threads: list[threading.Thread] = []
        self._closing = False
        self._next = 1
        self._load()

    def shown(self) -> tuple[Download, ...]:
        """All downloads, the oldest first."""
        with self._lock:
            return tuple(entry.shown() for entry in self._entries.values())

    def start(self) -> None:
        """Go on with what an earlier process left in the queue."""
        self._start_more()

    def add(self, wish: ModelWish) -> int:
        """Queue a model; returns the download's number, the present one's if it is wished already. Raises
        FolderNotWritableError.
        """
        with self._lock:
            for entry in self._entries.values():
                if (entry.wish.repo_id, entry.wish.revision, entry.wish.files) == (
                    wish.repo_id, wish.revision, wish.files
                ) and entry.state is not State.DONE:
                    self.resume(entry.number)
                    return entry.number
            number = self._next
            self._next += 1
            self._entries[number] = _Entry(number, wish, State.QUEUED)
            self._save()
        self._start_more()
        return number

    def pause(self, number: int) -> None:
        """Stop a download and keep what is there."""
        with self._lock:
            entry = self._entries.get(number)
            if entry is None or entry.state not in (State.RUNNING, State.QUEUED):
                return
            entry.state = State.PAUSED
            entry.stop.set()
            self._save()
        self._changed()
        self._start_more()

    def resume(self, number: int) -> None:
        """Go on with one that was paused or failed."""
        with self._lock:
            entry = self._entries.get(number)
            if entry is None or entry.state not in (State.PAUSED, State.FAILED):
                return
            entry.state, entry.error, entry.facts = State.QUEUED, "", {}
            self._save()
        self._start_more()

    def cancel(self, number: int) -> None:
        """Forget a download. What was fetched of it is thrown away, unless it is done."""
        with self._lock:
            entry = self._entries.pop(number, None)
            if entry is None:
                return
            entry.stop.set()
            self._save()
            running = any(thread.name == _name(number) for thread in self._threads if thread.is_alive())
        if entry.state is not State.DONE and not running:
            self._discard(entry.wish)
        self._changed()
        self._start_more()

    def close(self) -> None:
        """Stop all and wait for their ends; the queue stays for the next start."""
        with self._lock:
            self._closing = True
            for entry in self._entries.values():
                entry.stop.set()
        for thread in list(self._threads):
            thread.join(_JOIN_S)

    # -- the workers

    def _start_more(self) -> None:
        with self._lock:
            self._threads = [thread for thread in self._threads if thread.is_alive()]
            busy = {thread.name for thread in self._threads}
            for entry in self._entries.values():
                if self._closing or len(self._threads) >= AT_ONCE:
                    break
                if entry.state is not State.QUEUED or _name(entry.number) in busy:
                    continue
                entry.state, entry.stop = State.RUNNING, threading.Event()
                entry.samples.clear()
                name = _name(entry.number)
                thread = threading.Thread(target=self._run, args=(entry,), name=name, daemon=True)
                self._threads.append(thread)
                thread.start()
        self._changed()

    def _run(self, entry: _Entry) -> None:
        stop = entry.stop

        def progress(have: int, _whole: int) -> bool:
            with self._lock:
                entry.note(time.monotonic(), have)
            self._changed()
            return not stop.is_set()

        def wait(seconds: float) -> bool:
            with self._lock:
                entry.waits = math.ceil(seconds)
                entry.samples.clear()           # no speed is shown of before
            self._changed()
            goes_on = not stop.wait(seconds)
            with self._lock:
                entry.waits = 0
            return goes_on

        try:
            model = self._run_one(entry.wish, Watch(progress, wait))
        except FetchCancelledError:
            self._ended(entry, stop, State.PAUSED)
        except ModelManagerError as error:
            self._ended(entry, stop, State.FAILED, error)
        else:
            entry.identity, entry.have = model.identity, entry.wish.size
            self._ended(entry, stop, State.DONE)

    def _ended(
        self, entry: _Entry, stop: threading.Event, state: State, error: ModelManagerError | None = None
    ) -> None:
        with self._lock:
            self._threads = [each for each in self._threads if each is not threading.current_thread()]
            cancelled = entry.number not in self._entries
            resumed = stop.is_set() and entry.state is State.QUEUED
            if state is State.DONE or not (self._closing or resumed):
                entry.state = state
            entry.error = type(error).__name__ if error else ""
            entry.facts = error.facts() if error else {}
            if not cancelled:
                with contextlib.suppress(FolderNotWritableError):   # a full disk: the queue of before stays
                    self._save()
        if cancelled and state is not State.DONE:
            self._discard(entry.wish)
        self._start_more()

    def _discard(self, wish: ModelWish) -> None:
        for file in wish.files:
            target = self._folder.place_for(wish.repo_id, wish.revision, file.name)
            for end in (PART, SIDECAR):
                target.with_name(target.name + end).unlink(missing_ok=True)

    # -- the file

    def _save(self) -> None:
        kept = [
            {"number": each.number, "paused": each.state is State.PAUSED, "wish": wish_to_dict(each.wish)}
            for each in self._entries.values()
            if each.state is not State.DONE
        ]
        try:
            self._folder.own.mkdir(parents=True, exist_ok=True)
            text = json.dumps({"version": _VERSION, "downloads": kept}, ensure_ascii=False, indent=1)
            replace_text(self._folder.own / FILE, text)
        except OSError as error:
            raise FolderNotWritableError(FILE, error.errno or 0) from error

    def _load(self) -> None:
        for number, paused, wish in read_queue(self._folder.own / FILE):
            self._entries[number] = _Entry(number, wish, State.PAUSED if paused else State.QUEUED)
            self._next = max(self._next, number + 1)


def read_queue(path: Path) -> list[tuple[int, bool, ModelWish]]:
    """What a queue's file holds: number, whether it is paused, wish. A damaged one holds nothing: what was
    fetched shows as an orphan then.
    """
    try:
        with path.open("rb") as file:
            untrusted = json.loads(file.read(_MAX_FILE))
        if untrusted["version"] != _VERSION:
            return []
        return [
            (int(each["number"]), each["paused"] is True, accept_wish(each["wish"]))
            for each in untrusted["downloads"]
        ]
    except (OSError, ValueError, TypeError, KeyError, RecursionError, UnsafeNameError):
        return []


def _name(number: int) -> str:
    return f"download-{number}"
