"""Starts, joins and stops the programs. Standard library only, no Qt, no secrets; it sees no text of the
user's.

It is the only program that may start a process: a filter is inherited, so the one that spawns has none. Text
flows between window and engine directly, over a socket pair that the supervisor makes and hands over.
"""

import contextlib
import logging
import os
import selectors
import signal
import sys
import time
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop import logs, paths
from desktop.channel import ChannelClosedError, ChannelError
from desktop.clean_start import start_clean
from desktop.confinement import views
from desktop.control import (
    ComeForward,
    ControlFormatError,
    EndEngine,
    EndFetcher,
    HoldSleep,
    LinkFetcher,
    Lock,
    LockWanted,
    Notice,
    Probe,
    Probed,
    Shown,
    StartEngine,
    StartWork,
    Wish,
    to_body,
    wish_from,
)
from desktop.engines import Engines
from desktop.executables import is_part, running
from desktop.fetchers import Fetchers, local_profile
from desktop.file_targets import FileTargets, own_folders
from desktop.instance import Instance, ask_to_lock, bring_forward
from desktop.model_places import where_models_lie
from desktop.processes import Child, forget
from desktop.settings import load
from desktop.sleep_delay import SleepDelay
from desktop.streams import hold_places
from desktop.target_verbs import FinishTarget, OpenTarget
from desktop.third_layer import Starter, ThirdLayer, Wanted
from desktop.waiting import Selector, woken_by_signals
from model_manager.edition import Edition, edition_here
from model_manager.gguf_parts import part_paths
from model_manager.policy_file import PolicyFile, outermost_file

if sys.platform != "win32":
    import resource

_RESTARTS = 3                       # a window that crashes more often within _RESTART_SPAN_S is given up
_RESTART_SPAN_S = 60.0
_PROBED = ("window", "client", "engine", "fetcher", "fetcher_local")

_log = logging.getLogger("hisho.supervisor")


@dataclass(slots=True)
class _Front:
    """The program that the user sees: a window or a command-line client."""

    child: Child
    shown: bool = False
    lock_wanted: bool = False


@dataclass(slots=True)
class _Probing:
    """A program that reports its confinement to answer this request."""

    child: Child
    request: int


@dataclass(slots=True)
class Supervisor:
    """Runs one front program with its engines until the front ends for good."""

    places: paths.Paths
    environment: Mapping[str, str]
    policy_file: PolicyFile
    layer: ThirdLayer = field(default_factory=ThirdLayer.find)
    edition: Edition = field(default_factory=edition_here)
    _selector: selectors.BaseSelector = field(default_factory=Selector)
    _front: _Front | None = None
    _probings: list[_Probing] = field(default_factory=list)
    _crashes: deque[float] = field(default_factory=lambda: deque(maxlen=_RESTARTS))
    _finished: int | None = None
    _stop_signal: int = 0
    _starter: Starter = field(init=False)
    _engines: Engines = field(init=False)
    _fetchers: Fetchers = field(init=False)
    _targets: FileTargets = field(init=False)
    _sleep: SleepDelay = field(init=False)

    def __post_init__(self) -> None:
        self._starter = Starter(self.places, self.environment, self.layer)
        self._engines = Engines(self.places, self._starter, self.policy_file, self._selector, self._tell)
        self._fetchers = Fetchers(self.places, self._starter, self._selector, self._tell, self.edition)
        self._targets = FileTargets(lambda: own_folders(self.places), self._tell)
        self._sleep = SleepDelay(self.environment)

    def run_client(self, arguments: Sequence[str]) -> int:
        """Run the command-line client on this terminal; returns its exit code. `models` is the fetcher's:
        the client has no network.
        """
        program, rest = ("fetcher", arguments[1:]) if arguments[:1] == ["models"] else ("client", arguments)
        self._start_front(program, {"arguments": list(rest)}, views.named(rest))
        return self._loop()

    def run_window(self, instance: Instance | None, model_path: str) -> int | None:
        """Run the window; returns the exit code, or None if no window could be shown on this display."""
        if instance is not None:
            self._selector.register(instance, selectors.EVENT_READ, lambda: self._tell_second_start(instance))
        named = views.named([model_path] if model_path else [])
        self._start_front("window", {"locked": False, "crashed": False, "model_path": model_path}, named)
        code = self._loop()
        return None if code == _NO_DISPLAY else code

    # -- the loop

    def _loop(self) -> int:
        try:
            with woken_by_signals(self._selector):
                while self._finished is None:
                    for key, _ in self._selector.select():
                        if self._selector.get_map().get(key.fd) is key:     # not taken off by one before it
                            key.data()
                    if self._stop_signal:
                        self._finished = 128 + self._stop_signal
        finally:
            self._end_all()
        return self._finished if self._finished is not None else 1

    def note_signal(self, number: int, _frame: object) -> None:
        """Handler of the signals that end us."""
        self._stop_signal = number

    def _end_all(self) -> None:
        others = self._engines.children() + [each.child for each in self._probings]
        others += self._fetchers.children()
        for child in others + ([self._front.child] if self._front else []):
            child.end()
            child.release()
        self._sleep.release()

    # -- the front program

    def _start_front(self, program: str, start: dict[str, Any], named: tuple[Path, ...] = ()) -> None:
        """Start it; `named`: the files and folders that the user named for it."""
        quiet = program == "window"
        log = self.places.logs / "window.log" if quiet else None
        named = tuple(part for each in named for part in part_paths(each))
        shown = (*named, *where_models_lie(load(self.places.settings_file), self.places))
        profile = local_profile(program, self.edition)
        wanted = Wanted(program, profile, {"verb": "start", **start}, quiet=quiet, log=log, shown=shown)
        child = self._starter.start(wanted)
        self._front = _Front(child, shown=not quiet)
        self._selector.register(child.channel, selectors.EVENT_READ, self._read_front)
        self._selector.register(child.ended_fileno, selectors.EVENT_READ, self._front_ended)
        if child.companion is not None:
            self._selector.register(child.companion, selectors.EVENT_READ, self._proxy_ended)
        _log.info("started %s", program)

    def _read_front(self) -> None:
        front = self._front
        if front is None:
            return
        try:
            for frame in front.child.channel.receive_available():
                self._carry_out(front, wish_from(frame.untrusted))
        except ChannelClosedError:
            self._selector.unregister(front.child.channel)      # its end follows
        except (ChannelError, ControlFormatError):
            _log.warning("%s broke the protocol", front.child.program)
            front.child.kill()
            self._selector.unregister(front.child.channel)

    def _carry_out(self, front: _Front, wish: Wish) -> None:
        match wish:
            case StartEngine():
                self._engines.start(wish)
            case EndEngine(engine=number):
                self._engines.kill(number)
            case LinkFetcher(request=request):
                self._fetchers.link(request)
            case EndFetcher():
                self._fetchers.end_network()
            case StartWork():
                self._fetchers.start_work(wish)
            case OpenTarget() | FinishTarget():
                self._targets.carry_out(wish)
            case Probe():
                self._start_probe(wish)
            case HoldSleep() | Shown() | Lock():
                self._carry_out_of_window(front, wish)

    def _carry_out_of_window(self, front: _Front, wish: HoldSleep | Shown | Lock) -> None:
        match wish:
            case HoldSleep(held=held):
                self._sleep.hold() if held else self._sleep.release()
            case Shown():
                front.shown = True
            case Lock() if front.child.program != "window":
                ask_to_lock(self.places.runtime)
            case Lock():
                front.lock_wanted = True
                front.child.kill()      # what it held of keys and text goes with its process
                self._engines.kill_all()

    def _proxy_ended(self) -> None:
        """The front goes on without the buses: the keyring cannot be reached, and nothing else takes its
        place.
        """
        if self._front is not None and self._front.child.companion is not None:
            self._selector.unregister(self._front.child.companion)
        _log.warning("the proxy of the buses ended")

    def _front_ended(self) -> None:
        front = self._front
        if front is None:
            return
        ended = front.child.collect()
        forget(self._selector, front.child)
        self._front = None
        self._engines.end_all()
        self._targets.drop_all()
        self._sleep.release()       # nothing is left that held keys or text
        _log.info("%s ended: signal %d, code %d", front.child.program, ended.signal, ended.exit_code)
        if front.lock_wanted:
            self._start_front("window", {"locked": True, "crashed": False, "model_path": ""})
        elif front.child.program == "window" and (ended.signal or ended.exit_code):
            self._window_crashed(front)
        else:
            self._finished = 128 + ended.signal if ended.signal else ended.exit_code

    def _window_crashed(self, front: _Front) -> None:
        now = time.monotonic()
        if not front.shown and not self._crashes:
            self._finished = _NO_DISPLAY
            return
        if len(self._crashes) == _RESTARTS and now - self._crashes[0] < _RESTART_SPAN_S:
            self._finished = 1
            return
        self._crashes.append(now)
        self._start_front("window", {"locked": False, "crashed": True, "model_path": ""})

    def _tell_second_start(self, instance: Instance) -> None:
        asked = instance.wish()
        self._tell(LockWanted() if asked.lock else ComeForward(asked.model_path))

    def _tell(self, notice: Notice, descriptors: Sequence[int] = ()) -> None:
        if self._front is None:
            return
        with contextlib.suppress(ChannelClosedError):           # its end follows
            self._front.child.channel.send({**to_body(notice), "descriptors": len(descriptors)}, descriptors)

    # -- probes

    def _start_probe(self, wish: Probe) -> None:
        if wish.program not in _PROBED or local_profile(wish.program, self.edition) != wish.program:
            self._tell(Probed(wish.request, ""))
            return
        home = self.environment.get("HISHO_HOME", "")
        start = {"verb": "start", "program": wish.program, "hisho_home": home}
        child = self._starter.start(Wanted("probe", wish.program, start))
        probing = _Probing(child, wish.request)
        self._probings.append(probing)
        self._selector.register(child.channel, selectors.EVENT_READ, lambda: self._read_probe(probing))

    def _read_probe(self, probing: _Probing) -> None:
        report = ""
        try:
            frames = probing.child.channel.receive_available()
            if not frames:
                return
            untrusted_report = frames[0].untrusted.get("report_json")
            report = untrusted_report if isinstance(untrusted_report, str) else ""
        except ChannelError:
            pass                    # it died: the report is empty
        self._selector.unregister(probing.child.channel)
        self._probings.remove(probing)
        probing.child.end()
        probing.child.release()
        self._tell(Probed(probing.request, report))


_NO_DISPLAY = -1
_BAD_USAGE = 2
_BAD_PROFILE = (             # the programs that have words are not started for such a name
    "hisho: --profile NAME: letters, digits, - and _, at most 40.\n"
    "hisho: --profile 名前: 文字、数字、「-」「_」で40字まで。\n"
)
_STARTED_BY_HAND = (
    "hisho: this program is a part of Hisho and is started by it. Start hisho.\n"
    "hisho: このプログラムはHishoの一部で、Hishoが起動します。hishoを起動してください。\n"
)


def run(arguments: Sequence[str]) -> int:
    """The program `hisho`: a window without arguments, otherwise the command line. Returns the exit code."""
    if is_part(running()):
        sys.stderr.write(_STARTED_BY_HAND)
        return _BAD_USAGE
    start_clean(str(paths.source_root() / "main.py"), arguments)
    hold_places()
    _leave_no_core()
    try:
        arguments, environment = paths.take_profile(arguments, os.environ)
    except paths.ProfileNameError:
        sys.stderr.write(_BAD_PROFILE)
        return _BAD_USAGE
    places = paths.of(environment)
    try:
        places.make()
        logs.start(places.logs)
    except OSError:
        pass                        # a read-only home: the front program finds out and has the words
    supervisor = Supervisor(places, environment, outermost_file(environment))
    signal.signal(signal.SIGTERM, supervisor.note_signal)
    if sys.platform != "win32":
        signal.signal(signal.SIGHUP, supervisor.note_signal)
    wants_window = not arguments or (len(arguments) == 1 and arguments[0].endswith(".gguf"))
    if not wants_window:
        signal.signal(signal.SIGINT, signal.SIG_IGN)     # the client on this terminal decides what it means
        return supervisor.run_client(arguments)
    signal.signal(signal.SIGINT, supervisor.note_signal)
    model_path = str(Path(arguments[0]).absolute()) if arguments else ""
    return _run_window(supervisor, model_path)


def _leave_no_core() -> None:
    """Nor do the tools that we start leave one: a proxy sees keys."""
    if sys.platform != "win32":
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _run_window(supervisor: Supervisor, model_path: str) -> int:
    code: int | None = None
    if has_display(supervisor.environment):
        try:
            may_claim = supervisor.places.may_make(supervisor.places.runtime)
            instance = Instance.claim(supervisor.places.runtime) if may_claim else None
        except OSError:
            instance = None
        else:
            if instance is None and bring_forward(supervisor.places.runtime, model_path):
                return 0
        code = supervisor.run_window(instance, model_path)
    if code is None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        fresh = Supervisor(
            supervisor.places, supervisor.environment, supervisor.policy_file, supervisor.layer,
            supervisor.edition,
        )
        return fresh.run_client(["chat", "--no-display"])
    return code


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether there is something to open a window on."""
    if sys.platform == "win32" or environment.get("QT_QPA_PLATFORM"):
        return True
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
