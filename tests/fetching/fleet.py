"""Real fetchers as a supervisor has them: its selector, its fetchers, and the windows with their links."""

import os
import selectors
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from desktop.control import FetcherStarted, Notice, StartWork
from desktop.fetchers import Fetchers
from desktop.paths import Paths
from desktop.third_layer import Starter, ThirdLayer
from model_manager.edition import Edition
from tests.fetching.places import LIMIT_S, Window


@dataclass
class Fleet:
    """The supervisor's part: its selector, and the windows that were given links."""

    places: Paths
    environment: dict[str, str]
    selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    edition: Edition = Edition.FULL
    windows: list[Window] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    fetchers: Fetchers = field(init=False)

    def __post_init__(self) -> None:
        starter = Starter(self.places, self.environment, ThirdLayer.find())
        self.fetchers = Fetchers(self.places, starter, self.selector, self._tell, self.edition)

    def _tell(self, notice: Notice, descriptors: Sequence[int]) -> None:
        self.notices.append(notice)
        self.windows += [Window(socket.socket(fileno=os.dup(each))) for each in descriptors]

    def link(self) -> Window:
        self.fetchers.link(1)
        assert isinstance(self.notices[-1], FetcherStarted)
        return self.windows[-1]

    def work(self, wish: StartWork) -> Window:
        self.fetchers.start_work(wish)
        return self.windows[-1]

    def pids(self) -> list[int]:
        return [each.pid for each in self.fetchers.children()]

    def turn_until(self, done: Callable[[], bool]) -> None:
        """The supervisor's loop, until something has come of it."""
        while not done():
            events = self.selector.select(LIMIT_S)
            assert events
            for key, _ in events:
                if self.selector.get_map().get(key.fd) is key:
                    key.data()

    def close(self) -> None:
        for child in self.fetchers.children():
            child.end()
            child.release()
        for window in self.windows:
            window.close()
        self.selector.close()
