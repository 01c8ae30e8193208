"""The selector over handles, with handles that look like those of Windows."""

import os
import selectors
from collections.abc import Iterator

import pytest

from desktop.windows_channel import PipeChannel, PipeEnd
from desktop.windows_waiting import HandleSelector
from tests.windows.pipes import FakePipes, first_ready

Pipe = tuple[int, int]


@pytest.fixture
def pipe() -> Iterator[Pipe]:
    ends = os.pipe()
    yield ends
    for each in ends:
        os.close(each)


def test_all_that_is_ready_is_told(pipe: Pipe) -> None:
    pipes = FakePipes()
    one, other = pipes.pair()
    with (
        PipeChannel(PipeEnd(one), pipes) as ours,
        PipeChannel(PipeEnd(other), pipes) as theirs,
        HandleSelector(first_ready) as selector,
    ):
        selector.register(theirs, selectors.EVENT_READ, "channel")
        selector.register(pipe[0], selectors.EVENT_READ, "process")
        assert selector.select(0) == []
        ours.send({"verb": "hello"})
        assert [key.data for key, _ in selector.select(None)] == ["channel"]
        os.write(pipe[1], b"x")
        assert [key.data for key, _ in selector.select(None)] == ["channel", "process"]
        assert theirs.receive().untrusted == {"verb": "hello"}
        assert [key.data for key, _ in selector.select(None)] == ["process"]


def test_who_was_taken_off_is_in_the_map_no_more(pipe: Pipe) -> None:
    selector = HandleSelector(first_ready)
    key = selector.register(pipe[0], selectors.EVENT_READ)
    assert selector.get_map().get(key.fd) is key
    with pytest.raises(KeyError):
        selector.register(pipe[0], selectors.EVENT_READ)
    assert selector.unregister(pipe[0]) is key
    assert selector.get_map().get(key.fd) is None
    with pytest.raises(KeyError):
        selector.unregister(pipe[0])


def test_a_handle_that_changes_is_asked_for_each_time(pipe: Pipe) -> None:
    class Changing:
        handle = -1

        def fileno(self) -> int:
            return self.handle

    changing, selector = Changing(), HandleSelector(first_ready)
    changing.handle = pipe[1]           # of which nothing can be read
    selector.register(changing, selectors.EVENT_READ, "changing")
    assert selector.select(0) == []
    os.write(pipe[1], b"x")
    changing.handle = pipe[0]
    assert [key.data for key, _ in selector.select(None)] == ["changing"]
