"""Drivers that end an engine which looks for devices: tried once more, blamed, left alone for a day; none
is blamed where there is nothing to drive.
"""

from dataclasses import replace

import pytest

from desktop.inference.errors import EngineHungError, InferenceError
from desktop.inference.opening import Cause, Opening, Reopening
from desktop.inference.protocol import Open
from model_manager.placement import Choice, Mode
from tests.inference.openings import (
    HERE,
    HOUR,
    MACHINE,
    NOON,
    PLACED,
    PLACED_ON_CPU,
    READY,
    SHA256,
    Kept,
    lost,
)

SEGV = 11
HUNG = EngineHungError(seconds=300, phase="load")


@pytest.fixture
def kept() -> Kept:
    return Kept()


def looking(kept: Kept, now: int, *, has_graphics: bool = True) -> Opening:
    """An opening whose first engine looks around: before an engine says where a model is to be put, it does
    nothing else that could crash.
    """
    opening = Opening(SHA256, kept, lambda: now, lambda: has_graphics)
    opening.request()
    return opening


def blamed(kept: Kept) -> Opening:
    """One whose engines crash over a driver at noon."""
    opening = looking(kept, NOON)
    for _ in range(2):
        opening.lost(lost(SEGV), wanted=False)
        opening.request()
    opening.hear(PLACED_ON_CPU)
    opening.hear(READY)
    return opening


def test_a_driver_that_ends_the_engine_twice_is_left_alone_for_a_day(kept: Kept) -> None:
    opening, error = looking(kept, NOON), lost(SEGV)
    assert opening.lost(error, wanted=False) == Reopening(Cause.ENDED, error)
    assert opening.request() == Open()                      # one crash may be anything
    assert opening.lost(error, wanted=False) == Reopening(Cause.DEVICE, error)
    assert opening.request() == Open(Choice(Mode.CPU))
    assert opening.hear(PLACED_ON_CPU) is None
    opening.hear(READY)
    assert kept.known[HERE].left_alone_since == NOON
    assert looking(kept, NOON + 23 * HOUR).request().choice == Choice(Mode.CPU)
    assert looking(kept, NOON + 24 * HOUR).request().choice == Choice()
    assert looking(kept, NOON - HOUR).request().choice == Choice()      # the clock was wrong, then or now


def test_a_driver_that_hangs_is_not_waited_for_twice(kept: Kept) -> None:
    opening = looking(kept, NOON)
    assert opening.lost(HUNG, wanted=False) == Reopening(Cause.DEVICE, HUNG)
    assert opening.request() == Open(Choice(Mode.CPU))


def test_a_crash_that_does_not_come_back_leaves_no_trace(kept: Kept) -> None:
    opening = looking(kept, NOON)
    for _ in range(3):                                      # each time the next engine works
        opening.request()
        opening.lost(lost(SEGV), wanted=False)
        assert opening.request() == Open()
        opening.hear(PLACED)
        opening.hear(READY)
    assert kept.known[HERE].left_alone_since == 0


def test_loads_on_the_processor_alone_do_not_make_the_blame_younger(kept: Kept) -> None:
    blamed(kept)
    opening = looking(kept, NOON + 20 * HOUR)
    opening.hear(PLACED_ON_CPU)
    opening.hear(READY)
    assert kept.known[HERE].left_alone_since == NOON


def test_a_driver_that_works_again_after_a_day_is_not_blamed_any_more(kept: Kept) -> None:
    blamed(kept)
    opening = looking(kept, NOON + 25 * HOUR)
    opening.hear(PLACED)
    opening.hear(READY)
    assert kept.known[HERE].left_alone_since == 0


def test_another_build_of_the_engine_tries_the_devices_again(kept: Kept) -> None:
    blamed(kept)
    opening = looking(kept, NOON + HOUR)
    other = replace(MACHINE, version="0.3.37", devices=())
    assert opening.hear(replace(PLACED_ON_CPU, machine=other)) == Reopening(Cause.MACHINE)
    assert opening.request() == Open()


@pytest.mark.parametrize(
    ("errors", "cause"), [((lost(SEGV), lost(SEGV)), Cause.ENDED), ((HUNG,), Cause.HUNG)], ids=str
)
def test_where_no_graphics_can_be_driven_no_driver_is_blamed(
    kept: Kept, errors: tuple[InferenceError, ...], cause: Cause
) -> None:
    """A driver made of software may be to blame, or a signal from outside."""
    opening = looking(kept, NOON, has_graphics=False)
    for error in errors:
        assert opening.lost(error, wanted=False) == Reopening(cause, error)
        assert opening.request().choice.mode is (Mode.CPU if error is errors[-1] else Mode.AUTO)
    assert opening.lost(lost(SEGV), wanted=False) is None   # it is something else
    opening.request()
    opening.hear(replace(PLACED_ON_CPU, machine=replace(MACHINE, devices=())))
    opening.hear(READY)
    assert [each.left_alone_since for each in kept.known.values()] == [0]
