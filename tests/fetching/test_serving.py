"""The fetcher's loop over real socket pairs: one window at a time, none while locked, an end when all is
done.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

import pytest

from desktop.channel import FRAME_LIMIT, Channel, ChannelClosedError
from desktop.fetching.hub_desk import HubDesk
from desktop.fetching.protocol import (
    DownloadsShown,
    Hello,
    Queued,
    Refused,
    Show,
    Shown,
)
from desktop.fetching.serving import Serving
from model_manager.library import ModelFolder
from tests.end_to_end.programs import wait_for
from tests.fetching.places import (
    GUIDE,
    LIMIT_S,
    Held,
    Window,
    admission,
    desk,
    fetch_wish,
    guide_bytes,
    guide_digest,
    session,
)
from tests.model_manager.fake_hub import REPO, FakeHub, Handler

HELLO = Hello("http://hub.example", "http://proxy.example:8080", "{}")
PIECES = 60


@dataclass
class Served:
    """A fetcher's loop that runs in a thread of the test, and the supervisor's end of its channel."""

    control: Channel
    thread: threading.Thread

    def hand_over(self, window: Window) -> None:
        link = window.give()
        try:
            self.control.send({"verb": "link", "descriptors": 1}, [link])
        finally:
            with contextlib.suppress(OSError):
                socket.close(link)

    def has_ended(self) -> bool:
        self.thread.join(LIMIT_S)
        return not self.thread.is_alive()


MakeDesk = Callable[[Callable[[], None]], HubDesk]


class Serve(Protocol):
    """Starts the loop with a window's link."""

    def __call__(self, window: Window, make: MakeDesk | None = None, *, starts: bool = True) -> Served: ...


@pytest.fixture
def serve(hub: FakeHub, folder: ModelFolder) -> Iterator[Serve]:
    """Starts the loop with a window's link; ends it when the test is through."""
    made: list[Served] = []

    def start(window: Window, make: MakeDesk | None = None, *, starts: bool = True) -> Served:
        control, theirs = Channel.pair()
        serving = Serving(Channel(theirs), HELLO, make or (lambda wake: desk(hub, folder, wake)))
        thread = threading.Thread(target=serving.run, args=(window.give(),))
        made.append(Served(control, thread))
        if starts:
            thread.start()
        return made[-1]

    yield start
    hub.stopped.set()
    for each in made:
        each.control.close()
        assert each.has_ended()


def greeted(window: Window) -> Window:
    """The first two messages of every link: hello, and the downloads as they stand."""
    assert window.hear() == HELLO
    assert isinstance(window.hear(), DownloadsShown)
    return window


def begin_download(window: Window) -> None:
    window.tell(fetch_wish())
    window.hear_a(Queued)


def test_a_window_is_greeted_and_answered(serve: Serve, window: Window) -> None:
    serve(window)
    greeted(window).tell(Show(4, REPO, ""))
    assert [each.first_file for each in window.hear_a(Shown).models] == [GUIDE]


def test_the_loop_ends_with_the_window_when_nothing_is_to_do(serve: Serve, window: Window) -> None:
    served = serve(window)
    greeted(window).close()
    assert served.has_ended()


def test_the_loop_ends_with_the_supervisor(hub: FakeHub, serve: Serve, window: Window) -> None:
    served = serve(window)
    hub.answer = held = Held(500_000)
    begin_download(greeted(window))
    assert held.reached.wait(LIMIT_S)
    held.go.set()
    served.control.close()
    assert served.has_ended()


def test_a_new_window_takes_the_old_ones_place_and_sees_the_downloads(
    hub: FakeHub, serve: Serve, window: Window
) -> None:
    """Nothing changes while the hub is silent: the new window is told all the same."""
    served = serve(window)
    hub.answer = held = Held(500_000)
    begin_download(greeted(window))
    assert held.reached.wait(LIMIT_S)
    with contextlib.closing(Window()) as other:
        served.hand_over(other)
        greeted(other)
        window.hear_the_end()
        held.go.set()
        assert other.hear_of("done").identity == guide_digest()


def test_a_download_goes_on_without_a_window_and_then_the_loop_ends(
    hub: FakeHub, folder: ModelFolder, serve: Serve, window: Window
) -> None:
    served = serve(window)
    hub.answer = held = Held(500_000)
    begin_download(greeted(window))
    assert held.reached.wait(LIMIT_S)
    window.close()
    held.go.set()
    assert served.has_ended()
    (model,) = folder.models()
    assert model.identity == guide_digest()


def test_a_wish_of_a_window_that_goes_at_once_is_carried_out(
    folder: ModelFolder, serve: Serve, window: Window
) -> None:
    served = serve(window)
    window.tell(fetch_wish())
    window.close()
    assert served.has_ended()
    assert [each.identity for each in folder.models()] == [guide_digest()]


def test_what_is_no_wish_ends_the_link_and_not_the_download(
    hub: FakeHub, folder: ModelFolder, serve: Serve, window: Window
) -> None:
    served = serve(window)
    hub.answer = held = Held(500_000)
    begin_download(greeted(window))
    assert held.reached.wait(LIMIT_S)
    window.channel.send({"kind": "run", "command": "rm"})
    window.hear_the_end()
    held.go.set()
    assert served.has_ended()
    assert len(list(folder.models())) == 1


class _AboutToLeave(HubDesk):
    """Somebody comes just when it has nothing to do any more."""

    def __init__(
        self, hub: FakeHub, folder: ModelFolder, wake: Callable[[], None], comes: Callable[[], None]
    ) -> None:
        super().__init__(session(hub, folder), admission(folder), folder, wake)
        self._comes: Callable[[], None] | None = comes

    @property
    def is_busy(self) -> bool:
        comes, self._comes = self._comes, None
        if comes is not None:
            comes()
        return super().is_busy


def test_a_link_that_comes_while_the_fetcher_leaves_is_served(
    hub: FakeHub, folder: ModelFolder, serve: Serve, window: Window
) -> None:
    """The supervisor handed it over, so it counts on it; whatever it sends later is refused."""
    with contextlib.closing(Window()) as other, contextlib.closing(Window()) as late:
        served = serve(window, lambda wake: _AboutToLeave(hub, folder, wake, lambda: served.hand_over(other)))
        greeted(window).close()
        greeted(other)
        with pytest.raises(ChannelClosedError):
            served.hand_over(late)
        other.close()
        assert served.has_ended()


def test_the_end_of_a_replaced_link_is_not_taken_for_words_of_the_new_one(
    hub: FakeHub, folder: ModelFolder, serve: Serve, window: Window
) -> None:
    """Both are seen in one look of the loop, which must not wait for the new window then."""
    with contextlib.closing(Window()) as other:

        def make(wake: Callable[[], None]) -> HubDesk:
            served.hand_over(other)
            window.close()
            return desk(hub, folder, wake)

        served = serve(window, make, starts=False)
        served.thread.start()
        assert other.hear() == HELLO
        assert isinstance(other.hear(), DownloadsShown)


def test_progress_is_told_five_times_a_second_at_most(hub: FakeHub, serve: Serve, window: Window) -> None:
    def drip(handler: Handler, _times: int) -> bool:
        data = guide_bytes()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        step = len(data) // PIECES
        for start in range(0, len(data), step):
            handler.wfile.write(data[start:start + step])
            hub.stopped.wait(0.02)
        return True

    serve(window)
    hub.answer = drip
    greeted(window)
    began = time.monotonic()
    begin_download(window)
    told: list[float] = []
    seen: list[int] = []
    while not seen or seen[-1] < len(guide_bytes()):
        shown = window.hear_a(DownloadsShown)
        told.append(time.monotonic())
        seen.append(shown.downloads[0].have)
    assert seen == sorted(seen)
    assert len(told) >= 4                               # it is told on the way, and not at the end alone
    assert len(told) <= (told[-1] - began) * 5 + 2


def test_a_list_that_no_message_takes_is_refused_and_the_fetcher_lives(
    hub: FakeHub, serve: Serve, window: Window
) -> None:
    folders = "/".join(["x" * 200] * 7)
    long = [f"{folders}/{number}.gguf" for number in range(FRAME_LIMIT // len(folders) + 1)]
    listed = [{"rfilename": each, "size": 9, "blobId": "0" * 40} for each in long]
    whole = {"id": REPO, "sha": hub.commit, "siblings": listed, "tags": []}
    hub.api_answer = lambda handler: handler.send_json(whole)
    serve(window)
    greeted(window).tell(Show(1, REPO, ""))
    assert window.hear_a(Refused).facts == {"place": HELLO.endpoint, "reason": "too large"}
    hub.api_answer = None
    window.tell(Show(2, REPO, ""))
    assert window.hear_a(Shown).request == 2


def test_nobody_to_wake_is_no_error(hub: FakeHub, folder: ModelFolder, serve: Serve, window: Window) -> None:
    """The lane may still be asking when the loop has ended."""
    served = serve(window)
    asked = threading.Event()

    def wait(handler: Handler) -> bool:
        handler.close_connection = True         # so that the lane does not wait for what nobody will say
        asked.set()
        return hub.stopped.wait(LIMIT_S)

    hub.api_answer = wait
    greeted(window).tell(Show(1, REPO, ""))
    assert asked.wait(LIMIT_S)
    served.control.close()
    assert served.has_ended()
    hub.stopped.set()
    wait_for(lambda: not [each for each in threading.enumerate() if each.name == "hub"])
