"""Channels over pipes: frames and handles, with pipes that look like those of Windows."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from desktop.frames import FRAME_LIMIT, ChannelClosedError, FrameError, FrameTooLargeError, encode
from desktop.windows_channel import PipeChannel, PipeEnd
from tests.windows.pipes import FakePipes

PROGRAM = 4711                          # the handle of a process


@pytest.fixture
def pipes() -> FakePipes:
    return FakePipes()


Ends = tuple[PipeChannel, PipeChannel]


@pytest.fixture
def ends(pipes: FakePipes) -> Iterator[Ends]:
    """The supervisor's end and the program's."""
    ours, theirs = pipes.pair()
    supervisor = PipeChannel(PipeEnd(ours), pipes)
    supervisor.hand_over_to(PROGRAM)
    with supervisor, PipeChannel(PipeEnd(theirs), pipes, takes_handles=True) as program:
        yield supervisor, program


def test_frames_arrive_in_order_both_ways_at_once(ends: Ends) -> None:
    supervisor, program = ends
    long = "発明" * 200_000

    def answer() -> None:
        for number in range(3):
            program.send({"n": number, "text": long})

    with ThreadPoolExecutor(1) as lane:
        answering = lane.submit(answer)
        for number in range(100):
            supervisor.send({"n": number})
        assert [program.receive().untrusted["n"] for _ in range(100)] == list(range(100))
        assert [supervisor.receive().untrusted for _ in range(3)] == [
            {"n": number, "text": long} for number in range(3)
        ]
        answering.result()


def test_handles_are_made_in_the_other_process_and_come_with_their_frame(
    ends: Ends, pipes: FakePipes
) -> None:
    supervisor, program = ends
    read_end, write_end = os.pipe()
    supervisor.send({"verb": "first"})
    supervisor.send({"verb": "take", "descriptors": 1}, [write_end])
    assert pipes.given == [(write_end, PROGRAM)]
    os.close(write_end)
    assert program.receive().descriptors == ()
    (received,) = program.receive().descriptors
    os.write(received, b"ok")
    os.close(received)
    assert os.read(read_end, 9) == b"ok"
    os.close(read_end)


def test_nobody_but_the_supervisor_names_handles(pipes: FakePipes) -> None:
    """Else an engine could make the window take its own files for something else, and close them."""
    one, other = pipes.pair()
    with PipeChannel(PipeEnd(one), pipes) as engine, PipeChannel(PipeEnd(other), pipes) as window:
        engine.send({"descriptors": 1, "handles": [0]})
        with pytest.raises(FrameError, match="somebody else"):
            window.receive()


@pytest.mark.parametrize(
    "untrusted",
    [
        {"descriptors": 1},
        {"handles": [5]},
        {"descriptors": 2, "handles": [5]},
        {"descriptors": 1, "handles": 5},
        {"descriptors": 1, "handles": ["5"]},
        {"descriptors": 1, "handles": [True]},
        {"descriptors": 1, "handles": [-1]},
        {"descriptors": 1, "handles": [1 << 32]},
        {"descriptors": 5, "handles": [5, 6, 7, 8, 9]},
        {"descriptors": 1, "handles": [99_999]},        # there is none
    ],
)
def test_numbers_that_are_no_handles_are_refused(ends: Ends, untrusted: dict[str, Any]) -> None:
    supervisor, program = ends
    supervisor.send(untrusted)
    with pytest.raises(FrameError):
        program.receive()


def test_nothing_is_made_elsewhere_for_a_frame_that_cannot_be_sent(ends: Ends, pipes: FakePipes) -> None:
    with pytest.raises(FrameTooLargeError):
        ends[0].send({"text": "x" * FRAME_LIMIT, "descriptors": 1}, [0])
    assert pipes.given == []


def test_the_end_is_an_event(ends: Ends) -> None:
    supervisor, program = ends
    supervisor.send({"verb": "last"})
    supervisor.close()
    assert program.receive().untrusted == {"verb": "last"}
    with pytest.raises(ChannelClosedError):
        program.receive()
    with pytest.raises(ChannelClosedError):
        program.send({"verb": "late"})
    with pytest.raises(ChannelClosedError):
        supervisor.receive()


def test_who_waits_is_woken_when_nothing_more_is_wanted(ends: Ends) -> None:
    program = ends[1]
    program.fileno()                    # the reading is under way
    with ThreadPoolExecutor(1) as lane:
        waiting = lane.submit(program.receive)
        program.refuse_more()
        with pytest.raises(ChannelClosedError):
            waiting.result(20)


def test_what_had_come_is_not_lost_when_nothing_more_is_wanted(ends: Ends) -> None:
    supervisor, program = ends
    program.fileno()
    for number in range(3):
        supervisor.send({"n": number, "text": "x" * 50_000})
    assert [frame.untrusted["n"] for frame in program.stop_receiving()] == [0, 1, 2]


def test_a_cut_frame_is_waited_for(ends: Ends, pipes: FakePipes) -> None:
    supervisor, program = ends
    data = encode({"verb": "whole"})
    pipes.write(supervisor._end.fileno(), data[:5])
    assert program.receive_available() == []
    pipes.write(supervisor._end.fileno(), data[5:])
    assert [frame.untrusted for frame in program.receive_available()] == [{"verb": "whole"}]


def test_an_end_is_closed_once() -> None:
    read_end, write_end = os.pipe()
    os.close(write_end)
    with PipeEnd(read_end) as end:
        end.close()
    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(read_end)
