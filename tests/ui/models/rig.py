"""The page of the models with all that acts on it; the test plays the supervisor and its fetchers."""

import select
import threading
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from desktop.channel import Channel, ChannelClosedError
from desktop.codec import body_of
from desktop.control import (
    ControlLink,
    FetcherRefused,
    FetcherStarted,
    LinkFetcher,
    StartWork,
    Wish,
    to_body,
    wish_from,
)
from desktop.fetching import protocol
from desktop.paths import Paths, resources
from desktop.settings import Settings, load, save
from desktop.ui.appearance import Appearance
from desktop.ui.background import Background
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.error_text import error_text, reported_error_text
from desktop.ui.models.fetcher_link import FetcherLink
from desktop.ui.models.file_work import FileWork
from desktop.ui.models.model_desk import ModelDesk
from desktop.ui.models.models_page import ModelsPage, Tab
from desktop.ui.models.surroundings import Surroundings
from desktop.words import translator
from model_manager.edition import Edition
from tests.fakes import FakeKeychain, FakeStore, ManualClock
from tests.policies import policy_at
from tests.ui.models.samples import MACHINE, places

PATIENCE_S = 60.0
_WORKERS = 2                        # of the lane that does what is neither the vault's nor Qt's
HELLO = protocol.Hello("https://hub.example", "", "{}")


class Mailbox:
    """What comes over a channel, one message after the other, within a limit."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._come: list[dict[str, Any]] = []

    def take(self) -> dict[str, Any]:
        """The next message."""
        while not self._come:
            assert select.select([self._channel], [], [], PATIENCE_S)[0], "nothing was said"
            self._look()
        return self._come.pop(0)

    @property
    def has_post(self) -> bool:
        """Whether something has come."""
        if not self._come and select.select([self._channel], [], [], 0)[0]:
            self._look()
        return bool(self._come)

    def _look(self) -> None:
        self._come += [frame.untrusted for frame in self._channel.receive_available()]


class Fetcher:
    """The far end of a link."""

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self._post = Mailbox(channel)

    def say(self, *events: protocol.Event) -> None:
        """Tell the window."""
        for event in events:
            self.channel.send(body_of(event))

    def heard(self) -> protocol.Wish:
        """The window's next wish."""
        return protocol.wish_from(self._post.take())

    @property
    def was_told(self) -> bool:
        """Whether the window wished something."""
        return self._post.has_post

    def is_closed(self) -> bool:
        """Whether the window let its end go; waits for it."""
        assert select.select([self.channel], [], [], PATIENCE_S)[0], "the link is still open"
        try:
            self.channel.receive()
        except ChannelClosedError:
            return True
        return False


class Supervisor:
    """The far end of the window's control channel."""

    def __init__(self) -> None:
        self.channel, window = Channel.pair()
        self.window = Channel.from_descriptor(window.detach())
        self.notifier = ControlNotifier(ControlLink(self.window))
        self._post = Mailbox(self.channel)
        self.fetchers: list[Fetcher] = []

    def asked(self) -> Wish:
        """What the window asks for next."""
        return wish_from(self._post.take())

    @property
    def was_asked(self) -> bool:
        """Whether the window asked for something."""
        return self._post.has_post

    def start(self, request: int) -> Fetcher:
        """Give the window a link."""
        ours, theirs = Channel.pair()
        self.channel.send(to_body(FetcherStarted(request)) | {"descriptors": 1}, [theirs.fileno()])
        theirs.close()
        self.fetchers.append(Fetcher(ours))
        return self.fetchers[-1]

    def refuse(self, request: int) -> None:
        """Say that no process could be started."""
        self.channel.send(to_body(FetcherRefused(request)))

    def close(self) -> None:
        """Close all ends."""
        self.notifier.close()
        for channel in (self.channel, self.window, *(each.channel for each in self.fetchers)):
            channel.close()


class Rig:
    """A desk with its page, over a home of its own."""

    def __init__(
        self, qtbot: QtBot, home: Path, settings: Settings | None = None, edition: Edition = Edition.FULL
    ) -> None:
        self.bot = qtbot
        self.places: Paths = places(home)
        self.policy_file = home / "policy.toml"
        self.supervisor = Supervisor()
        self.background = Background()
        self.clock = ManualClock()
        self.store = FakeStore(self.clock)
        self.safe = FakeKeychain()
        self.places.settings_file.parent.mkdir(parents=True, exist_ok=True)
        save(self.places.settings_file, settings or Settings())
        translate = translator("en", resources() / "i18n")
        self.page = ModelsPage(lambda name, facts: reported_error_text(name, facts, translate), edition)
        qtbot.addWidget(self.page)
        around = Surroundings(
            self.places, policy_at(self.policy_file), lambda: MACHINE, self.background, self.store,
            lambda name, facts: reported_error_text(name, facts, translate), self.keep, self.safe,
            lambda error: error_text(error, translate), edition,
        )  # fmt: skip
        notifier = self.supervisor.notifier
        self.link, self.work = FetcherLink(notifier, edition), FileWork(notifier)
        self.desk = ModelDesk(self.page, self.link, self.work, around)
        self.desk.set_language("en")
        self.page.resize(1280, 800)
        self.page.set_appearance(Appearance())
        with qtbot.waitExposed(self.page):
            self.page.show()

    def keep(self, **changes: Any) -> None:
        """Change some settings by name."""
        save(self.places.settings_file, replace(self.settings, **changes))

    @property
    def settings(self) -> Settings:
        """As they are kept."""
        return load(self.places.settings_file)

    def refresh(self) -> None:
        """Read how things stand, and wait until it is shown."""
        self.desk.refresh()
        self.settle()

    def settle(self) -> None:
        """Wait until the lanes have nothing to do."""
        for _ in range(3):              # work that is done may have asked for more
            done: list[object] = []
            met = threading.Barrier(_WORKERS)       # or one worker would do for another that is still busy
            self.background.on_vault(lambda: None, done.append)
            for _worker in range(_WORKERS):
                self.background.elsewhere(partial(met.wait, PATIENCE_S), done.append)
            self.bot.waitUntil(lambda: len(done) > _WORKERS)    # noqa: B023 - waited for here

    def fetcher(self, hello: protocol.Hello = HELLO) -> Fetcher:
        """The window asks for the fetcher at the network, and gets it."""
        asked = self.supervisor.asked()
        assert isinstance(asked, LinkFetcher)
        made = self.supervisor.start(asked.request)
        with self.bot.waitSignal(self.link.greeted):
            made.say(hello)
        return made

    def worker(self) -> tuple[StartWork, Fetcher]:
        """The window asks for work on files, and gets somebody who does it."""
        asked = self.supervisor.asked()
        assert isinstance(asked, StartWork)
        made = self.supervisor.start(asked.request)
        with self.bot.waitSignal(self.work.progressed):
            made.say(protocol.Progressed(0.25))
        return asked, made

    def go(self, tab: Tab) -> None:
        """Show a tab."""
        self.page.show_tab(tab)

    def open_settings(self, hello: protocol.Hello = HELLO) -> None:
        """Show the settings, which have a fetcher look for a proxy."""
        is_there = self.link.is_open
        self.go(Tab.CONNECTION)
        if not is_there:
            self.fetcher(hello)

    def choose(self, key: str) -> None:
        """Click the card with this key."""
        assert self.page.browser.list.choose(key)
        card = self.page.browser.list.current()
        self.page.browser.list.card_opened.emit(card, False)

    @property
    def shown_keys(self) -> list[str]:
        """The keys of the cards in the list."""
        return [each.key for each in self.page.browser.list.cards.cards]

    def close(self) -> None:
        """End it all."""
        self.desk.leave()
        self.background.close()
        self.supervisor.close()
