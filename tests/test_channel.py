"""Frames arrive whole and in order, with their descriptors; anything else is an error."""

import os
import socket

import pytest

from desktop.channel import FRAME_LIMIT, Channel, ChannelClosedError, FrameDecoder, FrameError, encode


@pytest.fixture
def ends() -> "Ends":
    ours, theirs = Channel.pair()
    return ours, Channel(theirs)


Ends = tuple[Channel, Channel]


def test_frames_arrive_in_order(ends: Ends) -> None:
    with ends[0] as left, ends[1] as right:
        for number in range(100):
            left.send({"n": number, "text": "発明" * number})
        assert [right.receive().untrusted["n"] for _ in range(100)] == list(range(100))


def test_any_cut_of_the_stream_gives_the_same_frames() -> None:
    data = b"".join(encode({"text": text}) for text in ("", "特許", "x" * 5000))
    for size in (1, 2, 3, 7, 1000):
        decoder = FrameDecoder()
        found = [frame for at in range(0, len(data), size) for frame in decoder.feed(data[at : at + size])]
        assert [len(frame["text"]) for frame in found] == [0, 2, 5000]


def test_a_lone_surrogate_survives(ends: Ends) -> None:
    with ends[0] as left, ends[1] as right:
        left.send({"text": "\ud83d"})
        assert right.receive().untrusted == {"text": "\ud83d"}


def test_descriptors_come_with_their_frame(ends: Ends) -> None:
    read_end, write_end = os.pipe()
    with ends[0] as left, ends[1] as right:
        left.send({"verb": "first"})
        left.send({"verb": "take", "descriptors": 1}, [write_end])
        left.send({"verb": "last"})
        os.close(write_end)
        assert right.receive().descriptors == ()
        (received,) = right.receive().descriptors
        assert right.receive().untrusted == {"verb": "last"}
        os.write(received, b"ok")
        os.close(received)
        assert os.read(read_end, 9) == b"ok"
        os.close(read_end)


def test_end_of_stream_is_an_event(ends: Ends) -> None:
    ends[0].close()
    with ends[1] as right, pytest.raises(ChannelClosedError):
        right.receive()


def test_sending_to_nobody_is_an_event(ends: Ends) -> None:
    ends[1].close()
    with ends[0] as left, pytest.raises(ChannelClosedError):
        left.send({})


@pytest.mark.parametrize(
    "untrusted",
    [b"\xff\xff\xff\xff", b"\0\0\0\2[]", b"\0\0\0\1{", b"\0\0\0\2\xff\xff", b"\0\0\x10\0" + b"[" * 4096],
)
def test_what_is_no_frame_is_refused(untrusted: bytes) -> None:
    with pytest.raises(FrameError):
        FrameDecoder().feed(untrusted)


@pytest.mark.parametrize("count", [1, -1, "1", 2])
def test_a_frame_cannot_claim_descriptors_it_did_not_bring(ends: Ends, count: object) -> None:
    with ends[0] as left, ends[1] as right:
        left.send({"descriptors": count})
        with pytest.raises(FrameError):
            right.receive()


def test_a_frame_beyond_the_limit_is_not_sent(ends: Ends) -> None:
    with ends[0] as left, ends[1], pytest.raises(FrameError):
        left.send({"text": "x" * FRAME_LIMIT})


def test_nothing_is_pickled() -> None:
    with socket.socket() as unused, pytest.raises(TypeError):
        encode({"object": unused})


def test_who_takes_no_more_loses_nothing_and_the_sender_hears_of_it(ends: Ends) -> None:
    read_end, write_end = os.pipe()
    with ends[0] as left, ends[1] as right:
        left.send({"number": 1})
        left.send({"number": 2, "descriptors": 1}, [write_end])
        first, second = right.stop_receiving()
        assert (first.untrusted["number"], second.untrusted["number"]) == (1, 2)
        with pytest.raises(ChannelClosedError):
            left.send({"number": 3})
        for each in (read_end, write_end, *second.descriptors):
            os.close(each)


def test_who_takes_no_more_may_be_told_so_after_the_other_side_went(ends: Ends) -> None:
    with ends[1] as right:
        ends[0].send({"number": 1})
        ends[0].close()
        assert [each.untrusted for each in right.stop_receiving()] == [{"number": 1}]
