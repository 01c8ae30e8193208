"""The supervisor's fetchers: one at the network, which outlives windows, and one for each work on files.

A window gets a link of its own to each; the supervisor hands it over and sees nothing of what is said.
"""

import logging
import selectors
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from desktop import paths
from desktop.channel import ChannelClosedError, End, ends
from desktop.control import FetcherRefused, FetcherStarted, Notice, StartWork
from desktop.processes import Child, forget
from desktop.third_layer import Starter, Wanted
from model_manager.edition import Edition

_log = logging.getLogger("hisho.supervisor")
Tell = Callable[[Notice, Sequence[int]], None]
_NETWORK, _LOCAL = "fetcher", "fetcher_local"


@dataclass(slots=True)
class Fetchers:
    """Starts fetchers, gives links to them, and collects them."""

    places: paths.Paths
    starter: Starter
    selector: selectors.BaseSelector
    tell: Tell
    edition: Edition = Edition.FULL
    _network: Child | None = None
    _works: list[Child] = field(default_factory=list)

    def link(self, request: int) -> None:
        """Give the window a link to the fetcher at the network; start one where there is none. The air-gap
        edition has none, and starts nothing with a network for whoever asks.
        """
        if not self.edition.has_network:
            self.tell(FetcherRefused(request), ())
            return
        ours, theirs = ends()
        with ours, theirs:
            if self._network is not None and not _hand_over(self._network, theirs):
                self.end_network()      # it is about to end; two must not work on the same queue
            if self._network is None:
                self._network = self._started(_NETWORK, {}, theirs)
            if self._network is None:
                self.tell(FetcherRefused(request), ())
            else:
                self.tell(FetcherStarted(request), [ours.fileno()])

    def start_work(self, wish: StartWork) -> None:
        """Start a fetcher without the network for this work."""
        ours, theirs = ends()
        with ours, theirs:
            body = {key: value for key, value in asdict(wish).items() if key != "request"}
            child = self._started(_LOCAL, body, theirs)
            if child is None:
                self.tell(FetcherRefused(wish.request), ())
            else:
                self._works.append(child)
                self.tell(FetcherStarted(wish.request), [ours.fileno()])

    def end_network(self) -> None:
        """End the fetcher at the network; its queue stays for the next."""
        if self._network is not None:
            child, self._network = self._network, None
            child.end()
            forget(self.selector, child)

    def children(self) -> list[Child]:
        """All that run."""
        return [*([self._network] if self._network else []), *self._works]

    def _started(self, profile: str, body: dict[str, Any], link: End) -> Child | None:
        wanted = Wanted(
            "fetcher",
            profile,
            {"verb": "start", **body},
            descriptors=[link.fileno()],
            log=self.places.logs / "fetcher.log",
        )
        try:
            child = self.starter.start(wanted)
        except OSError as error:
            _log.warning("fetcher not started: errno %s", error.errno)
            return None
        self.selector.register(child.ended_fileno, selectors.EVENT_READ, lambda: self._ended(child))
        _log.info("started %s", profile)
        return child

    def _ended(self, child: Child) -> None:
        """The window sees the end of its link; nothing else has to be told."""
        if child is self._network:
            self._network = None
        else:
            self._works.remove(child)
        ended = child.collect()
        _log.info("fetcher ended: signal %d, code %d", ended.signal, ended.exit_code)
        forget(self.selector, child)


def local_profile(program: str, edition: Edition) -> str:
    """What a program may do: as it is called, but without network code nothing may use a network either."""
    return _LOCAL if program == _NETWORK and not edition.has_network else program


def _hand_over(child: Child, link: End) -> bool:
    """Give a running fetcher another window's link; False if it takes none any more."""
    try:
        child.channel.send({"verb": "link", "descriptors": 1}, [link.fileno()])
    except ChannelClosedError:
        return False
    return True
