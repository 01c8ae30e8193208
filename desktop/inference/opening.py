"""Opens a model as heavily as the machine bears it: after a failure for want of memory, or of a device, a
fresh engine tries the next lighter placement, and what worked is where the next start begins.

A state machine without process or words, whose clock is handed in: it is told what the engine says and that
it was lost, and says whether another is to be started. The window and the command line each have their own
way to do that.
"""

import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.inference.errors import (
    ContextAllocationError,
    DecodeError,
    DeviceLostError,
    EngineHungError,
    EngineLostError,
    InferenceError,
    OutOfMemoryError,
    from_code,
)
from desktop.inference.graphics import may_have_graphics
from desktop.inference.learning import (
    Memory,
    Seen,
    fingerprint,
    is_same_computer,
    learn_load,
    learn_margins,
    learn_speeds,
)
from desktop.inference.protocol import Event, Failed, Finished, Open, Placed, Prefilling, Ready
from model_manager.placement import Choice, Mode, Placement

_MOST_ON_DEVICES = 4                # failures with layers on devices before they are left alone
_LEFT_ALONE_S = 24 * 3600           # then they are tried again: a driver is mended, a card is put back in
_MOST_LOOKS = 2                     # for devices that engines may crash over, until a driver is blamed
_MEMORY = (OutOfMemoryError, ContextAllocationError)
_FATAL = -1                         # llama_decode: below it the computation itself failed
_KILLED = 9                         # SIGKILL, a name that Windows has not
_FAULTS = {signal.SIGABRT, signal.SIGSEGV, signal.SIGILL, signal.SIGFPE}
if sys.platform != "win32":
    _FAULTS |= {signal.SIGBUS}


class Cause(StrEnum):
    """Why another engine is started."""

    MEMORY = "memory"               # not enough of it
    DEVICE = "device"               # a graphics processor or its driver failed
    ENDED = "ended"                 # the process ended, nobody knows why
    HUNG = "hung"                   # it made no progress while it loaded
    MACHINE = "machine"             # another machine than last time: what is known of that one does not count


@dataclass(frozen=True, slots=True)
class Reopening:
    """Another engine is to be started for the same model; `is_lighter`: to take less, and a SteppedDown will
    say how much less.
    """

    cause: Cause
    error: InferenceError | None = None
    is_lighter: bool = False


@dataclass(frozen=True, slots=True)
class SteppedDown:
    """The model is being opened more lightly than it was."""

    cause: Cause
    before: Placement
    after: Placement


class Opening:
    """The way of one model to a placement that works, and back to one when it does not work any more."""

    def __init__(
        self,
        sha256: str,
        memory: Memory,
        clock: Callable[[], float] = time.time,
        has_graphics: Callable[[], bool] = may_have_graphics,
    ) -> None:
        """`clock` in seconds of the calendar: what is remembered of a driver grows old."""
        self._clock = clock
        self._has_graphics = has_graphics
        self._sha256 = sha256
        self._memory = memory
        self._choice = memory.choice(sha256)
        self._machine = memory.machine()
        self._seen = memory.seen(sha256, self._machine) if self._machine else Seen()
        self._after = self._seen.failed
        self._left_alone_since = _blame_that_holds(self._seen, self._clock())
        self._placed: Placed | None = None
        self._step: tuple[Cause, Placement] | None = None
        self._is_loaded = False
        self._evaluates = False
        self._has_met_machine = False
        self._is_blind = False      # the engine looks for no devices
        self._looks_no_more = False     # for devices: engines have ended over that
        self._crashed_looks = 0
        self._failures = 0          # with layers on devices
        self._loaded_again = False
        self._asked_again = False

    @property
    def _on_cpu(self) -> bool:
        return self._looks_no_more or self._left_alone_since > 0

    @property
    def choice(self) -> Choice:
        """What the user wants."""
        return self._choice

    @property
    def machine(self) -> str:
        """The mark under which is kept what the model shows here."""
        return self._machine

    @property
    def placed(self) -> Placed | None:
        """What the engine said last of where the model is."""
        return self._placed

    def request(self) -> Open:
        """What to ask of a fresh engine."""
        self._placed = None
        self._is_loaded = self._evaluates = False
        choice = self._choice
        if self._on_cpu:
            choice = Choice(Mode.CPU, (), choice.context)
        self._is_blind = choice.mode is Mode.CPU
        return Open(choice, self._seen.learnt, self._after)

    def hear(self, event: Event) -> SteppedDown | Reopening | None:
        """Take in what the engine says. A Reopening: end this engine and start another. Raises
        ProtocolError.
        """
        match event:
            case Placed():
                return self._hear_placed(event)
            case Ready():
                self._hear_ready(event)
            case Prefilling():
                self._evaluates = True
            case Finished():
                self._hear_finished(event)
            case Failed():
                return self._hear_failed(event)
            case _:
                pass
        return None

    def _hear_placed(self, event: Placed) -> SteppedDown | Reopening | None:
        self._placed = event
        is_first, self._has_met_machine = not self._has_met_machine, True
        if is_first and self._is_another(fingerprint(event.machine)):
            return Reopening(Cause.MACHINE)
        if self._step is None:
            return None
        cause, before = self._step
        self._step = None
        return SteppedDown(cause, before, event.placement) if event.placement != before else None

    def _is_another(self, machine: str) -> bool:
        """Take in what is known of the machine that was met; whether it was asked for with what is known of
        another one.
        """
        is_known = is_same_computer(machine, self._machine) if self._is_blind else machine == self._machine
        if is_known:
            return False
        asked = (self._after, self._on_cpu)
        blamed = self._left_alone_since if self._looks_no_more else 0
        self._machine = machine
        self._seen = self._memory.seen(self._sha256, machine)
        self._after = None if self._looks_no_more else self._seen.failed
        self._left_alone_since = max(_blame_that_holds(self._seen, self._clock()), blamed)
        return asked != (self._after, self._on_cpu)

    def _hear_ready(self, event: Ready) -> None:
        self._is_loaded = True
        self._loaded_again = False
        self._crashed_looks = 0
        placed = self._placed
        if placed is None:
            return
        placement = event.placement or placed.placement
        self._keep(
            placement=placement,
            failed=self._after,
            left_alone_since=self._left_alone_since,
            learnt=learn_margins(self._seen.learnt, placed.expected, event.memory),
            speeds=learn_load(self._seen.speeds, event.load_s, placement),
        )

    def _hear_finished(self, event: Finished) -> None:
        self._evaluates = self._asked_again = False
        if self._placed is not None:
            self._keep(speeds=learn_speeds(self._seen.speeds, event))

    def _keep(self, **changes: object) -> None:
        self._seen = replace(self._seen, **changes)  # type: ignore[arg-type]  # the fields of Seen, by name
        self._memory.keep(self._sha256, self._machine, self._seen)

    def _hear_failed(self, event: Failed) -> Reopening | None:
        """A request that could not be carried out for want of memory, or of a device, will not be by this
        engine; what a template cannot get is another matter.
        """
        evaluated, self._evaluates = self._evaluates, False
        error = from_code(event.code, event.facts)
        if not evaluated:
            return None
        if isinstance(error, _MEMORY):
            return self._lighter(Cause.MEMORY, error)
        failed = isinstance(error, DecodeError) and int(error.facts.get("result", 0)) < _FATAL
        if self._uses_devices and (failed or isinstance(error, DeviceLostError)):
            return self._lighter(Cause.DEVICE, error)
        return None

    @property
    def _uses_devices(self) -> bool:
        return self._placed is not None and self._placed.placement.gpu_layers > 0

    def lost(self, error: InferenceError, *, wanted: bool) -> Reopening | None:
        """The engine is gone, or could not load the model. `wanted`: somebody waits for an answer of which
        nothing was shown. None: no other one is to be started now; whoever asks next starts one, more lightly
        where this one was too heavy.
        """
        reopening = self._after_loss(error, wanted=wanted)
        if reopening is None:
            self._loaded_again = self._asked_again = False      # whoever asks next asks something else
        return reopening

    def _after_loss(self, error: InferenceError, *, wanted: bool) -> Reopening | None:
        if self._failed_among_devices(error):
            return self._look_again_or_no_more(error)
        loading = not self._is_loaded
        cause = _cause_of(error, uses_devices=self._uses_devices)
        if cause is None:
            return None
        if cause is Cause.ENDED and not (self._uses_devices and _is_fault(error)):
            return self._again(error) if loading or wanted else None
        reopening = self._lighter(cause, error)
        return reopening if loading or wanted else None

    def _failed_among_devices(self, error: InferenceError) -> bool:
        """Whether the engine fell over a driver while it looked for devices: before it says where a model is
        to be put it does nothing else that could crash or hang.
        """
        if self._is_blind or self._is_loaded or self._placed is not None:
            return False
        if isinstance(error, EngineHungError):
            return True
        return isinstance(error, EngineLostError) and _is_fault(error)

    def _look_again_or_no_more(self, error: InferenceError) -> Reopening:
        """One crash may be anything; a hang takes too long to wait for another. Where nothing can be driven,
        no driver is to blame, and nothing is remembered.
        """
        is_hung = isinstance(error, EngineHungError)
        self._crashed_looks += 1
        if not is_hung and self._crashed_looks < _MOST_LOOKS:
            return Reopening(Cause.ENDED, error)
        self._looks_no_more = True
        self._after = None
        if self._has_graphics():
            self._left_alone_since = int(self._clock())
            return Reopening(Cause.DEVICE, error)
        return Reopening(Cause.HUNG if is_hung else Cause.ENDED, error)

    def _again(self, error: InferenceError) -> Reopening | None:
        """The same once more: whoever was killed from outside may well live next time. A file that crashes
        the engine while it is loaded does so every time, and what kills it twice may be the question.
        """
        if not self._is_loaded:
            if self._loaded_again or error.facts.get("signal") != _KILLED:
                return None
            self._loaded_again = True
        elif self._asked_again:
            return None
        else:
            self._asked_again = True
        return Reopening(Cause.ENDED, error)

    def _lighter(self, cause: Cause, error: InferenceError) -> Reopening | None:
        placed = self._placed
        if placed is None or placed.is_last:
            return None
        self._step = (cause, placed.placement)
        if self._uses_devices:
            self._failures += 1
        if self._failures >= _MOST_ON_DEVICES and not self._on_cpu:
            self._left_alone_since, self._after = int(self._clock()), None
        else:
            self._after = placed.placement
        return Reopening(cause, error, is_lighter=True)


def _blame_that_holds(seen: Seen, now: float) -> int:
    """Since when the devices are left alone; 0 where they are not, or were long enough."""
    since = seen.left_alone_since
    return since if 0 <= now - since < _LEFT_ALONE_S else 0


def _cause_of(error: InferenceError, *, uses_devices: bool) -> Cause | None:
    """None where another engine would fare no better."""
    if isinstance(error, _MEMORY):
        return Cause.MEMORY
    if isinstance(error, DeviceLostError):
        return Cause.DEVICE
    if isinstance(error, EngineHungError):
        hung_in_load = error.facts.get("phase") == "load" and uses_devices
        return Cause.HUNG if hung_in_load else None
    if not isinstance(error, EngineLostError):
        return None
    known = {"memory": Cause.MEMORY, "device": Cause.DEVICE}
    return known.get(str(error.facts.get("cause", "")), Cause.ENDED)


def _is_fault(error: InferenceError) -> bool:
    """Drivers abort when they run out of memory. Without one, a fault is the file's or llama.cpp's."""
    return error.facts.get("signal") in _FAULTS
