"""A passphrase is as dear as a second on this computer allows, and never cheaper than RFC 9106's least."""

from dataclasses import dataclass, field

import pytest

from desktop.vault.calibration import calibrate, free_memory_kib
from desktop.vault.keys import LIMITS, RFC_9106_LOW_MEMORY, KdfParameters

MIB = 1024
GIB = 1024 * MIB


@dataclass
class Machine:
    """Derives as fast as it is told; the clock goes by what was derived."""

    mib_passes_per_s: float
    slower_above_kib: int = 1 << 40
    now: float = 0.0
    derived: list[KdfParameters] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def derive(self, _passphrase: str, _salt: bytes, parameters: KdfParameters) -> bytes:
        self.derived.append(parameters)
        took = self.seconds(parameters)
        self.now += took
        return bytes(32)

    def seconds(self, parameters: KdfParameters) -> float:
        slower = 4 if parameters.memory_kib > self.slower_above_kib else 1
        return slower * parameters.memory_kib / MIB * parameters.iterations / self.mib_passes_per_s

    def calibrated(self, free_kib: int) -> KdfParameters:
        return calibrate(self.clock, free_kib, self.derive)


@pytest.mark.parametrize("speed", [100, 400, 1000, 3000, 10_000, 100_000])
@pytest.mark.parametrize("free_kib", [300 * MIB, GIB, 8 * GIB])
def test_the_bounds_hold_on_every_computer(speed: float, free_kib: int) -> None:
    machine = Machine(speed)
    chosen = machine.calibrated(free_kib)
    LIMITS.check(chosen)
    assert chosen.memory_kib >= RFC_9106_LOW_MEMORY.memory_kib
    assert chosen.iterations >= RFC_9106_LOW_MEMORY.iterations
    assert chosen.lanes == RFC_9106_LOW_MEMORY.lanes
    assert chosen.memory_kib <= free_kib // 4
    assert machine.seconds(chosen) <= 1 or chosen == RFC_9106_LOW_MEMORY


def test_memory_grows_before_the_passes() -> None:
    assert Machine(1000).calibrated(8 * GIB) == KdfParameters(3, 4, 160 * MIB)
    assert Machine(1000).calibrated(400 * MIB) == KdfParameters(5, 4, 96 * MIB)


def test_a_slow_computer_has_the_least_of_the_rfc() -> None:
    assert Machine(50).calibrated(8 * GIB) == RFC_9106_LOW_MEMORY


def test_where_memory_is_short_half_of_it_with_another_pass_does() -> None:
    chosen = Machine(50).calibrated(100 * MIB)
    assert chosen == KdfParameters(4, 4, 32 * MIB)
    LIMITS.check(chosen)


def test_a_guess_that_was_too_high_is_seen_and_lowered() -> None:
    """Much memory may be slower by the byte than little."""
    machine = Machine(3000, slower_above_kib=256 * MIB)
    chosen = machine.calibrated(8 * GIB)
    assert machine.seconds(chosen) <= 1
    assert machine.derived[-1] == chosen


def test_this_computer_says_how_much_memory_is_free() -> None:
    assert free_memory_kib() > 64 * MIB
