"""The fetcher's main loop: one link to a window at a time, and none while the app is locked.

Downloads go on without a window; when they are done and no window is there, the fetcher ends.
"""

import contextlib
import selectors
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.channel import Channel, ChannelClosedError, ChannelError, Frame, FrameError
from desktop.codec import MessageError, body_of
from desktop.fetching.hub_desk import HubDesk
from desktop.fetching.protocol import Event, Found, Hello, Refused, Shown, wish_from
from desktop.fetching.wiring import Wiring
from desktop.paths import resources
from desktop.waiting import Selector, Waker
from model_manager.errors import HubAnswerError
from model_manager.ledger import FILE as LEDGER
from model_manager.ledger import Ledger
from model_manager.proxies import proxy_found
from model_manager.rules import left_open
from model_manager.session import HubSession

_TELL_EVERY_S = 0.2


@dataclass(slots=True)
class Serving:
    """The loop and its ends: the supervisor's channel, and the window's link while there is one."""

    control: Channel
    hello: Hello
    make_desk: Callable[[Callable[[], None]], HubDesk]
    _selector: selectors.BaseSelector = field(default_factory=Selector)
    _link: Channel | None = None
    _told_at: float = 0.0
    _is_leaving: bool = False

    def run(self, first_link: int) -> int:
        """Serve until the supervisor goes, or there is neither a window nor a download."""
        waker = Waker()
        self._selector.register(waker, selectors.EVENT_READ, "woken")
        self._selector.register(self.control, selectors.EVENT_READ, "control")
        with waker, self._selector, self.control:
            desk = self.make_desk(waker.wake)
            try:
                self._take_link(desk, first_link)
                desk.downloads.start()
                while self._is_wanted(desk) and self._once(desk, waker):
                    pass
            finally:
                self._drop_link()
                desk.close()
        return 0

    def _is_wanted(self, desk: HubDesk) -> bool:
        """Whether there is a window or something to do; before it leaves it takes no more links, but serves
        one that came at this very moment: the supervisor counts it as handed over.
        """
        if self._link is not None or desk.is_busy:
            return True
        if not self._is_leaving:
            self._is_leaving = True
            self._selector.unregister(self.control)
            with contextlib.suppress(ChannelError):
                for frame in self.control.stop_receiving():
                    self._take_links(desk, frame)
        return self._link is not None

    def _once(self, desk: HubDesk, waker: Waker) -> bool:
        """One round; False when the supervisor is gone."""
        pending = desk.changed.is_set() and self._link is not None
        timeout = max(0.0, self._told_at + _TELL_EVERY_S - time.monotonic()) if pending else None
        for key, _ in self._selector.select(timeout):
            match key.data:
                case "woken":
                    waker.drain()
                case "control":
                    if not self._read_control(desk):
                        return False
                case _ if key.fileobj is self._link:        # not one that was replaced just now
                    self._read_link(desk, self._link)
        self._tell(desk)
        return True

    def _read_control(self, desk: HubDesk) -> bool:
        try:
            for frame in self.control.receive_available():
                self._take_links(desk, frame)
        except ChannelError:
            return False
        return True

    def _take_links(self, desk: HubDesk, frame: Frame) -> None:
        for each in frame.descriptors:
            self._take_link(desk, each)

    def _take_link(self, desk: HubDesk, descriptor: int) -> None:
        """A new window's link takes the place of the old one's."""
        self._drop_link()
        self._link = Channel.from_descriptor(descriptor)
        self._selector.register(self._link, selectors.EVENT_READ, "link")
        self._told_at = 0.0
        desk.changed.set()              # this window has seen nothing yet
        self._send(self.hello)

    def _drop_link(self) -> None:
        if self._link is not None:
            self._selector.unregister(self._link)
            self._link.close()
            self._link = None

    def _read_link(self, desk: HubDesk, link: Channel) -> None:
        try:
            for frame in link.receive_available():
                desk.take(wish_from(frame.untrusted))
        except (ChannelError, MessageError):
            self._drop_link()           # the window is gone, or speaks another language

    def _tell(self, desk: HubDesk) -> None:
        for event in desk.answers():
            self._send(event)
        if desk.changed.is_set() and time.monotonic() - self._told_at >= _TELL_EVERY_S:
            desk.changed.clear()
            self._told_at = time.monotonic()
            self._send(desk.shown())

    def _send(self, event: Event) -> None:
        if self._link is None:
            return
        try:
            self._link.send(body_of(event))
        except ChannelClosedError:
            return                      # its end is read, after its last wishes
        except FrameError as error:     # a server may list more than a message takes
            if isinstance(event, Found | Shown):
                facts = {"place": self.hello.endpoint, "reason": error.reason}
                self._send(Refused(event.request, HubAnswerError.__name__, facts))


def serve(control: Channel, first_link: int, wiring: Wiring, report: str) -> int:
    """Be the fetcher at the network; returns the exit code."""
    hello = Hello(wiring.connection.endpoint, proxy_found(wiring.environ), report)
    return Serving(
        control,
        hello,
        lambda wake: HubDesk(_session(wiring), wiring.admission_of_wishes(), wiring.models, wake),
    ).run(first_link)


def _session(wiring: Wiring) -> HubSession:
    """Whom to ask, noted in the ledger beside the models. Raises CatalogueError."""
    ledger = Ledger(wiring.models.own / LEDGER)
    return HubSession(wiring.connection, wiring.policy, ledger, left_open(wiring.policy, resources()))
