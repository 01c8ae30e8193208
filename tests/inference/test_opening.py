"""Stepping down: what is retried and what is not, that it ends, and what is remembered of it."""

from dataclasses import replace

import pytest

from desktop.experience import Experience
from desktop.inference.errors import (
    ContextAllocationError,
    DamagedModelError,
    DeviceLostError,
    EngineHungError,
    InferenceError,
    OutOfMemoryError,
    ProtocolError,
)
from desktop.inference.learning import Seen, fingerprint
from desktop.inference.opening import Cause, Opening, Reopening, SteppedDown
from desktop.inference.protocol import (
    Failed,
    Finished,
    Loading,
    Open,
    Placed,
    Prefilling,
    StopReason,
)
from model_manager.placement import Choice, Learnt, Mode
from tests.inference.openings import (
    GIB,
    HALF,
    HERE,
    HOUR,
    MACHINE,
    NOON,
    ON_CPU,
    PLACED,
    PLACED_HALF,
    PLACED_LAST,
    PLACED_ON_CPU,
    READY,
    SHA256,
    WHOLE,
    Kept,
    lost,
)

KILL, ABORT, BUS = 9, 6, 7


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def opening(kept: Kept) -> Opening:
    return Opening(SHA256, kept)


NO_MEMORY = OutOfMemoryError(name="m")
NO_CONTEXT = ContextAllocationError(name="m", context_length=8192)


def started(opening: Opening, placed: Placed) -> object:
    """An engine is started and says where the model is to be put."""
    opening.request()
    return opening.hear(placed)


@pytest.mark.parametrize(
    ("error", "placed", "cause"),
    [
        (NO_MEMORY, PLACED, Cause.MEMORY),
        (NO_CONTEXT, PLACED_ON_CPU, Cause.MEMORY),
        (DeviceLostError(name="m"), PLACED, Cause.DEVICE),
        (lost(KILL, "memory"), PLACED_ON_CPU, Cause.MEMORY),
        (lost(ABORT, "memory"), PLACED, Cause.MEMORY),
        (lost(ABORT, "device"), PLACED, Cause.DEVICE),
        (lost(ABORT), PLACED, Cause.ENDED),
        (EngineHungError(seconds=300, phase="load"), PLACED, Cause.HUNG),
    ],
    ids=str,
)
def test_a_load_that_was_too_heavy_is_tried_more_lightly(
    opening: Opening, error: InferenceError, placed: Placed, cause: Cause
) -> None:
    started(opening, placed)
    assert opening.lost(error, wanted=False) == Reopening(cause, error, is_lighter=True)
    assert opening.request() == Open(after=placed.placement)
    assert opening.hear(PLACED_HALF) == SteppedDown(cause, placed.placement, HALF)


@pytest.mark.parametrize(
    ("error", "placed"),
    [
        (DamagedModelError(name="m", reason="x"), PLACED),
        (lost(ABORT), PLACED_ON_CPU),
        (lost(BUS), PLACED_ON_CPU),
        (NO_MEMORY, PLACED_LAST),
        (EngineHungError(seconds=300, phase="load"), PLACED_ON_CPU),
        (EngineHungError(seconds=8, phase="stop"), PLACED),
        (ProtocolError(reason="x"), PLACED),
    ],
    ids=str,
)
def test_what_would_fail_again_is_not_tried_again(
    opening: Opening, error: InferenceError, placed: Placed
) -> None:
    started(opening, placed)
    assert opening.lost(error, wanted=True) is None


def test_an_engine_that_dies_before_it_says_anything_is_given_up() -> None:
    opening = Opening(SHA256, Kept(chosen=Choice(Mode.CPU)))
    opening.request()
    assert opening.lost(lost(ABORT), wanted=False) is None
    assert opening.lost(NO_MEMORY, wanted=False) is None


def test_a_loading_engine_that_somebody_killed_is_started_once_more(opening: Opening) -> None:
    started(opening, PLACED)
    error = lost(KILL)
    assert opening.lost(error, wanted=False) == Reopening(Cause.ENDED, error)
    assert opening.request() == Open()
    assert opening.hear(PLACED) is None
    assert opening.lost(error, wanted=False) is None


def test_the_first_start_asks_for_what_was_chosen() -> None:
    opening = Opening(SHA256, Kept(chosen=Choice(Mode.DEVICES, ("Vulkan1",), 4096)))
    assert opening.request() == Open(Choice(Mode.DEVICES, ("Vulkan1",), 4096))


def test_devices_that_fail_again_and_again_are_left_alone() -> None:
    kept = Kept(chosen=Choice(context=4096))
    opening = Opening(SHA256, kept, lambda: NOON)
    for failures in range(4):
        placed = replace(PLACED, placement=replace(WHOLE, gpu_layers=33 - failures))
        started(opening, placed)
        assert opening.lost(lost(ABORT), wanted=False) is not None
    assert opening.request() == Open(Choice(Mode.CPU, (), 4096))
    step = opening.hear(PLACED_ON_CPU)
    assert isinstance(step, SteppedDown)
    assert step.after == ON_CPU
    opening.hear(READY)
    assert kept.known[HERE].left_alone_since == NOON
    assert Opening(SHA256, kept, lambda: NOON).request().choice.mode is Mode.CPU


# -- while it answers


def loaded(opening: Opening, placed: Placed = PLACED) -> None:
    started(opening, placed)
    opening.hear(READY)


def test_an_answer_nobody_has_seen_yet_is_worth_another_engine(opening: Opening) -> None:
    loaded(opening)
    error = lost(KILL, phase="answer")
    assert opening.lost(error, wanted=True) == Reopening(Cause.ENDED, error)
    loaded(opening)
    assert opening.lost(error, wanted=True) is None         # the question may be what kills it
    loaded(opening)
    opening.hear(Finished(1, StopReason.END, 9, 0, 3, 0.1, 0.1, 0))
    assert opening.lost(error, wanted=True) is not None     # this one was answered since


def test_every_question_is_asked_once_more_whatever_became_of_the_one_before(opening: Opening) -> None:
    error = lost(KILL, phase="answer")
    for _ in range(2):
        loaded(opening)
        assert opening.lost(error, wanted=True) == Reopening(Cause.ENDED, error)
        loaded(opening)
        assert opening.lost(error, wanted=True) is None


def test_one_whose_answer_was_broken_off_leaves_nothing_to_the_next(opening: Opening) -> None:
    error = lost(KILL, phase="answer")
    loaded(opening)
    assert opening.lost(error, wanted=True) is not None
    loaded(opening)
    assert opening.lost(error, wanted=False) is None        # after its first words
    loaded(opening)
    assert opening.lost(error, wanted=True) is not None


def test_an_engine_killed_while_it_loaded_does_not_count_for_the_question(opening: Opening) -> None:
    started(opening, PLACED)
    assert opening.lost(lost(KILL), wanted=False) is not None
    loaded(opening)
    assert opening.lost(lost(KILL, phase="answer"), wanted=True) is not None
    started(opening, PLACED)
    assert opening.lost(lost(KILL), wanted=True) is not None
    loaded(opening)
    assert opening.lost(lost(KILL, phase="answer"), wanted=True) is None


def test_an_engine_lost_for_want_of_memory_is_replaced_by_a_lighter_one(opening: Opening) -> None:
    loaded(opening)
    error = lost(KILL, "memory", "answer")
    assert opening.lost(error, wanted=True) == Reopening(Cause.MEMORY, error, is_lighter=True)
    assert opening.request().after == WHOLE


def test_when_nobody_waits_the_lighter_one_comes_with_the_next_question(opening: Opening) -> None:
    loaded(opening)
    assert opening.lost(lost(KILL, "memory", "answer"), wanted=False) is None
    assert opening.request().after == WHOLE
    assert isinstance(opening.hear(PLACED_HALF), SteppedDown)


@pytest.mark.parametrize(
    ("code", "facts", "placed", "cause"),
    [
        ("out_of_memory", {"name": "m"}, PLACED_ON_CPU, Cause.MEMORY),
        ("device_lost", {"name": "m"}, PLACED, Cause.DEVICE),
        ("decode", {"result": -3}, PLACED, Cause.DEVICE),
        ("decode", {"result": -3}, PLACED_ON_CPU, None),
        ("decode", {"result": 1}, PLACED, None),
        ("prompt_too_long", {"tokens": 9, "limit": 3}, PLACED, None),
        ("out_of_memory", {"name": "m"}, PLACED_LAST, None),
    ],
)
def test_a_request_that_the_engine_cannot_carry_out(
    opening: Opening, code: str, facts: dict[str, object], placed: Placed, cause: Cause | None
) -> None:
    loaded(opening, placed)
    opening.hear(Prefilling(1, 0, 9, 0, 0))
    turn = opening.hear(Failed(1, code, facts))
    assert (turn.cause if isinstance(turn, Reopening) else None) == cause


def test_a_template_that_wants_too_much_memory_is_no_matter_of_the_placement(opening: Opening) -> None:
    loaded(opening)
    assert opening.hear(Failed(1, "out_of_memory", {"name": "m"})) is None


# -- what is remembered


def test_what_failed_and_what_worked_is_where_the_next_start_begins(opening: Opening, kept: Kept) -> None:
    started(opening, PLACED)
    opening.lost(NO_MEMORY, wanted=False)
    started(opening, PLACED_HALF)
    assert kept.known == {}                                 # only success is remembered
    opening.hear(READY)
    assert kept.known[HERE].placement == HALF
    assert Opening(SHA256, kept).request() == Open(after=WHOLE, learnt=kept.known[HERE].learnt)


def test_a_load_teaches_margins_half_by_half(opening: Opening, kept: Kept) -> None:
    started(opening, PLACED)
    taken = tuple(replace(each, used_bytes=each.used_bytes + GIB // 4) for each in PLACED.expected)
    opening.hear(replace(READY, memory=taken, load_s=2.34))
    assert kept.known[HERE].learnt == Learnt(GIB // 4, GIB // 4)
    assert kept.known[HERE].speeds.load_s == 2.3
    started(opening, PLACED)
    opening.hear(replace(READY, memory=PLACED.expected))
    assert kept.known[HERE].learnt == Learnt(GIB // 8, GIB // 8)


def test_no_margin_is_beyond_what_an_estimate_can_be_wrong(opening: Opening, kept: Kept) -> None:
    started(opening, PLACED)
    opening.hear(replace(READY, memory=tuple(replace(each, used_bytes=1 << 50) for each in PLACED.expected)))
    assert kept.known[HERE].learnt == Learnt(4 * GIB, 4 * GIB)


def test_a_speed_belongs_to_the_place_it_was_measured_in(opening: Opening, kept: Kept) -> None:
    loaded(opening)
    opening.hear(Finished(1, StopReason.END, 300, 100, 40, 2.0, 4.0, 0))
    measured = kept.known[HERE].speeds
    assert (measured.place, measured.decode) == ("Vulkan0", 10.0)
    loaded(opening)
    assert kept.known[HERE].speeds.decode == 10.0
    loaded(opening, PLACED_HALF)                            # divided, it is slower, and tells of no place
    speeds = kept.known[HERE].speeds
    assert (speeds.place, speeds.decode, speeds.prefill) == ("", 0.0, 0.0)


def test_answers_teach_speeds_but_short_ones_do_not(opening: Opening, kept: Kept) -> None:
    loaded(opening)
    opening.hear(Finished(1, StopReason.END, 300, 100, 40, 2.0, 4.0, 0))
    assert (kept.known[HERE].speeds.prefill, kept.known[HERE].speeds.decode) == (100.0, 10.0)
    opening.hear(Finished(2, StopReason.END, 300, 290, 3, 0.001, 0.001, 0))
    assert (kept.known[HERE].speeds.prefill, kept.known[HERE].speeds.decode) == (100.0, 10.0)
    opening.hear(Finished(3, StopReason.END, 200, 0, 40, 1.0, 2.0, 0))
    assert (kept.known[HERE].speeds.prefill, kept.known[HERE].speeds.decode) == (150.0, 15.0)


def test_a_speed_as_good_as_known_is_not_kept_anew(opening: Opening, kept: Kept) -> None:
    loaded(opening)
    opening.hear(Finished(1, StopReason.END, 300, 100, 40, 2.0, 4.0, 0))
    before = kept.known[HERE]
    opening.hear(Finished(2, StopReason.END, 300, 100, 40, 2.1, 4.2, 0))
    assert kept.known[HERE] == before


def test_on_another_machine_the_old_one_does_not_count() -> None:
    kept = Kept(machine=HERE, seen=Seen(HALF, WHOLE, 0, Learnt(5, 5)))
    opening = Opening(SHA256, kept)
    assert opening.request() == Open(learnt=Learnt(5, 5), after=WHOLE)
    elsewhere = replace(MACHINE, memory_bytes=64 * GIB)
    assert opening.hear(replace(PLACED_HALF, machine=elsewhere)) == Reopening(Cause.MACHINE)
    assert opening.request() == Open()
    assert opening.hear(replace(PLACED, machine=elsewhere)) is None     # nothing was stepped down
    opening.hear(READY)
    assert set(kept.known) == {HERE, fingerprint(elsewhere)}


def test_an_engine_that_looks_for_no_devices_is_on_the_same_machine_all_the_same() -> None:
    kept = Kept(machine=HERE, seen=Seen(ON_CPU, None, NOON))
    opening = Opening(SHA256, kept, lambda: NOON + HOUR)
    assert opening.request().choice.mode is Mode.CPU
    blind = replace(PLACED_ON_CPU, machine=replace(MACHINE, devices=()))
    assert opening.hear(blind) is None
    opening.hear(READY)
    assert (kept.met, set(kept.known)) == (HERE, {HERE})
    assert kept.known[HERE].left_alone_since == NOON        # as long as that, not from now on


def test_devices_that_are_seen_for_the_first_time_cost_no_second_start() -> None:
    kept = Kept(chosen=Choice(Mode.CPU))
    blind = replace(PLACED_ON_CPU, machine=replace(MACHINE, devices=()))
    loaded(Opening(SHA256, kept), blind)
    kept.chosen = Choice()
    opening = Opening(SHA256, kept)
    assert started(opening, PLACED) is None
    opening.hear(READY)
    assert kept.met == HERE


def test_a_new_machine_of_which_nothing_is_known_costs_no_second_start(opening: Opening) -> None:
    assert started(opening, PLACED) is None


def test_a_machine_that_looks_different_each_time_does_not_start_engines_for_ever() -> None:
    opening = Opening(SHA256, Kept(machine=HERE, seen=Seen(HALF, WHOLE)))
    turns = [
        started(opening, replace(PLACED, machine=replace(MACHINE, cores=cores))) for cores in (5, 6, 7)
    ]
    assert turns == [Reopening(Cause.MACHINE), None, None]


def test_what_changes_from_hour_to_hour_does_not_make_another_machine() -> None:
    device = replace(MACHINE.devices[0], free_bytes=1)
    later = replace(MACHINE, memory_free_bytes=GIB, memory_bytes=16 * GIB - 4096, devices=(device,))
    assert fingerprint(later) == HERE
    for other in (
        replace(MACHINE, devices=()),
        replace(MACHINE, memory_bytes=32 * GIB),
        replace(MACHINE, version="0.3.37"),
        replace(MACHINE, variant="zen4"),
    ):
        assert fingerprint(other) != HERE


def test_other_events_change_nothing(opening: Opening) -> None:
    opening.request()
    assert opening.hear(Loading(0.5)) is None
    assert opening.placed is None


def test_the_file_can_be_such_a_memory() -> None:
    opening = Opening(SHA256, Experience(None))
    assert opening.request() == Open()
