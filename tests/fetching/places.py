"""What the tests of the fetcher share: a window's end of a link, a hub that stops in the middle."""

import contextlib
import hashlib
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from desktop.channel import Channel, ChannelClosedError
from desktop.codec import body_of
from desktop.fetching.hub_desk import HubDesk
from desktop.fetching.protocol import DownloadShown, DownloadsShown, Event, Fetch, Wish, event_from
from desktop.paths import guide_model, resources
from model_manager.admission import Admission, Rules
from model_manager.connection import Connection
from model_manager.ledger import FILE as LEDGER
from model_manager.ledger import Ledger
from model_manager.library import ModelFolder
from model_manager.licences import Usage, UserKind
from model_manager.policy import ModelPolicy
from model_manager.rules import read_rules
from model_manager.session import HubSession
from tests.model_manager.fake_hub import COMMIT, REPO, FakeHub, Handler

LIMIT_S = 60.0
GUIDE = "guide-Q8_0.gguf"
Kind = TypeVar("Kind")


@cache
def guide_bytes() -> bytes:
    """A real model that is small: what was fetched is looked into, too."""
    return guide_model().read_bytes()


def guide_digest() -> str:
    return hashlib.sha256(guide_bytes()).hexdigest()


@cache
def rules() -> Rules:
    """What ships with the program."""
    return read_rules(resources())


def session(hub: FakeHub, folder: ModelFolder, policy: ModelPolicy | None = None) -> HubSession:
    connection = Connection(endpoint=hub.endpoint, patience_s=60.0)
    return HubSession(connection, policy or ModelPolicy(), Ledger(folder.own / LEDGER))


def admission(folder: ModelFolder, policy: ModelPolicy | None = None) -> Admission:
    """The rules as a process at the network has them."""
    return Admission(rules(), policy or ModelPolicy(), folder.own, Usage(UserKind.PERSONAL, None))


def desk(hub: FakeHub, folder: ModelFolder, wake: Callable[[], None]) -> HubDesk:
    return HubDesk(
        session(hub, folder), admission(folder), folder, wake
    )


def fetch_wish(request: int = 1, **changes: Any) -> Fetch:
    return replace(Fetch(request, REPO, COMMIT, GUIDE, "", ("apache-2.0",), accepted=False), **changes)


class Window:
    """The window's end of a link; everything it waits for is bounded. A link that was handed to it is its
    own, otherwise it makes one.
    """

    def __init__(self, link: socket.socket | None = None) -> None:
        self._theirs: socket.socket | None = None
        if link is None:
            link, self._theirs = socket.socketpair()
        link.settimeout(LIMIT_S)
        self.channel = Channel(link)

    def give(self) -> int:
        """The other end, for whoever owns it from now on."""
        assert self._theirs is not None
        return self._theirs.detach()

    def tell(self, wish: Wish) -> None:
        self.channel.send(body_of(wish))

    def hear(self) -> Event:
        """The next event. Raises ChannelClosedError at the link's end, or if nothing comes."""
        return event_from(self.channel.receive().untrusted)

    def hear_the_end(self) -> None:
        """Read on until the link's end."""
        with contextlib.suppress(ChannelClosedError):
            while True:
                self.hear()

    def hear_a(self, kind: type[Kind]) -> Kind:
        """The next event of a kind."""
        while not isinstance(event := self.hear(), kind):
            pass
        return event

    def hear_of(self, state: str) -> DownloadShown:
        """The first download of the next list whose first is in this state."""
        while True:
            shown = self.hear_a(DownloadsShown).downloads
            if shown and shown[0].state == state:
                return shown[0]

    def close(self) -> None:
        self.channel.close()


@dataclass
class Held:
    """A hub's answer that stops after so many bytes of the file until it is let go."""

    at: int
    reached: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)

    def __call__(self, handler: Handler, _times: int) -> bool:
        data = handler.hub.files[GUIDE].data
        etag = f'"{hashlib.sha256(data).hexdigest()}"'
        start = handler.asked_start(etag)
        handler.send_response(206 if start else 200)
        handler.send_header("ETag", etag)
        handler.send_header("Content-Length", str(len(data) - start))
        if start:
            handler.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        handler.end_headers()
        handler.wfile.write(data[start:self.at])
        self.reached.set()
        while not (self.go.wait(0.05) or handler.hub.stopped.is_set()):
            pass
        handler.wfile.write(data[max(start, self.at):])
        return True


def part_of(folder: Path) -> Path:
    """Where the guide's bytes lie until they are verified."""
    return ModelFolder(folder).place_for(REPO, COMMIT, GUIDE + ".part")
