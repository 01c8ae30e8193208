"""What loads and answers teach about a model on a machine. Values, and the sums that make them; `experience`
keeps them.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from desktop.inference.machine import MachineReport, MemoryUse
from desktop.inference.protocol import Finished
from model_manager.placement import Choice, Learnt, Placement
from model_manager.speed import place_of

_GIB = 1 << 30
_HALF_MARK = 8                      # digits for the computer, and as many for its devices
_MOST_EXTRA = 4 * _GIB              # a margin beyond this is no estimate's error but another program's memory
_LEAST_PREFILL = 64                 # tokens: fewer are over too soon to be a measure
_LEAST_DECODE = 16
_SAME_SPEED = 0.1                   # of what is known: from one answer to the next it varies by as much


@dataclass(frozen=True, slots=True)
class Speeds:
    """Seconds of a load and tokens a second of prompts and answers; 0 where nothing was measured. `place` is
    where the model was computed, as `model_manager.speed` names it.
    """

    load_s: float = 0.0
    prefill: float = 0.0
    decode: float = 0.0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a model has shown on a machine: the placement that was loaded last, and the last one that failed
    before it, so that a start begins with the next lighter one; `left_alone_since`: when devices had failed
    too often, in seconds of the calendar, 0 where they had not.
    """

    placement: Placement | None = None
    failed: Placement | None = None
    left_alone_since: int = 0
    learnt: Learnt = field(default_factory=Learnt)
    speeds: Speeds = field(default_factory=Speeds)


class Memory(Protocol):
    """Where experience is kept."""

    def machine(self) -> str:
        """The mark of the machine that was met last; empty where none was."""
        ...

    def choice(self, sha256: str) -> Choice:
        """What the user wants for a model."""
        ...

    def seen(self, sha256: str, machine: str) -> Seen:
        """What a model has shown on a machine."""
        ...

    def keep(self, sha256: str, machine: str, seen: Seen) -> None:
        """Keep it; where that is impossible, it is forgotten."""
        ...


def fingerprint(machine: MachineReport) -> str:
    """A short mark of a machine and of the engine's build: the same as long as what failed would fail again.
    What other programs take at the moment does not count, nor what a new kernel keeps for itself.
    """
    computer = [
        machine.processor, machine.cores, round(machine.memory_bytes / _GIB), machine.variant, machine.build,
        machine.version,
    ]  # fmt: skip
    devices = [
        [each.name, each.description, each.backend, round(each.total_bytes / _GIB)]
        for each in machine.devices
    ]
    return _digest(computer) + _digest(devices)


def _digest(facts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:_HALF_MARK]


def is_same_computer(mark: str, other: str) -> bool:
    """Whether two marks are of one computer, whatever devices were seen: an engine that shall use the
    processor alone looks for no others.
    """
    return mark[:_HALF_MARK] == other[:_HALF_MARK]


def learn_margins(learnt: Learnt, expected: Sequence[MemoryUse], taken: Sequence[MemoryUse]) -> Learnt:
    """What to expect beyond the estimate next time: half of the old, half of the new, so that one odd load
    does not decide. `expected` is the estimate without what was learnt.
    """
    estimates = {each.device: each.used_bytes for each in expected}
    extra = {
        each.device: each.used_bytes - estimates[each.device] for each in taken if each.device in estimates
    }
    devices = [more for device, more in extra.items() if device]
    return replace(
        learnt,
        extra_device=_smooth(learnt.extra_device, max(devices)) if devices else learnt.extra_device,
        extra_host=_smooth(learnt.extra_host, extra[""]) if "" in extra else learnt.extra_host,
    )


def _smooth(old: int, new: int) -> int:
    mean = new if not old else (old + new) // 2
    return max(-_MOST_EXTRA, min(_MOST_EXTRA, mean))


def learn_load(speeds: Speeds, load_s: float, placement: Placement) -> Speeds:
    """The speeds after one more load; what was measured in another place does not count any more."""
    place = place_of(placement)
    kept = speeds if place == speeds.place else Speeds(place=place)
    return replace(kept, load_s=round(load_s, 1))


def learn_speeds(speeds: Speeds, finished: Finished) -> Speeds:
    """The speeds after one more answer; short prompts and answers teach nothing."""
    fresh = finished.prompt_tokens - finished.reused_tokens
    prefill, decode = speeds.prefill, speeds.decode
    if fresh >= _LEAST_PREFILL and finished.prefill_s > 0:
        prefill = _mean(prefill, fresh / finished.prefill_s)
    if finished.completion_tokens >= _LEAST_DECODE and finished.decode_s > 0:
        decode = _mean(decode, finished.completion_tokens / finished.decode_s)
    return replace(speeds, prefill=prefill, decode=decode)


def _mean(old: float, new: float) -> float:
    """To a tenth, nobody reads more. What is as good as known stays: not every answer is worth a write to
    the disk.
    """
    if old and abs(new - old) < _SAME_SPEED * old:
        return old
    return round((old + new) / 2 if old else new, 1)
