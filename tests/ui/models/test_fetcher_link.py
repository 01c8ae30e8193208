"""The link to the fetcher at the network: wishes wait for it, survive its restart, and its loss is told."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop.control import EndFetcher, LinkFetcher
from desktop.fetching.protocol import Credentials, Found, Search, Show, Steer
from desktop.ui.models.fetcher_link import FetcherLink
from tests.ui.models.rig import HELLO, Fetcher, Supervisor


@pytest.fixture
def link(supervisor: Supervisor) -> Iterator[FetcherLink]:
    made = FetcherLink(supervisor.notifier)
    yield made
    made.close()


def linked(supervisor: Supervisor, link: FetcherLink, bot: QtBot) -> Fetcher:
    asked = supervisor.asked()
    assert isinstance(asked, LinkFetcher)
    fetcher = supervisor.start(asked.request)
    with bot.waitSignal(link.greeted):
        fetcher.say(HELLO)
    return fetcher


def test_wishes_wait_for_the_fetcher_and_secrets_come_first(
    supervisor: Supervisor, link: FetcherLink, qtbot: QtBot
) -> None:
    link.remember(Credentials("hf_token", ""))
    assert not supervisor.was_asked             # a secret alone starts no program
    first, second = link.search("llm", "likes"), link.show_repository("maker/model")
    fetcher = linked(supervisor, link, qtbot)
    assert fetcher.heard() == Credentials("hf_token", "")
    assert fetcher.heard() == Search(first, "llm", "likes")
    assert fetcher.heard() == Show(second, "maker/model", "")
    assert not supervisor.was_asked             # one link is enough


def test_what_is_not_answered_is_asked_again_after_a_restart(
    supervisor: Supervisor, link: FetcherLink, qtbot: QtBot
) -> None:
    answered, open_ = link.search("a", "likes"), link.search("b", "likes")
    before = linked(supervisor, link, qtbot)
    assert isinstance(before.heard(), Search)
    assert isinstance(before.heard(), Search)
    with qtbot.waitSignal(link.found):
        before.say(Found(answered, ()))
    link.restart()
    assert before.is_closed()
    assert supervisor.asked() == EndFetcher()
    after = linked(supervisor, link, qtbot)
    assert after.heard() == Search(open_, "b", "likes")
    with qtbot.waitSignal(link.found) as found:
        after.say(Found(open_, ()))
    assert found.args[0].request == open_
    link.steer(1, "pause")
    assert after.heard() == Steer(1, "pause")   # nothing was sent twice


def test_a_restart_before_the_fetcher_came_sends_everything_once(
    supervisor: Supervisor, link: FetcherLink, qtbot: QtBot
) -> None:
    link.steer(1, "pause")
    number = link.search("a", "likes")
    late = supervisor.asked()
    link.restart()
    assert isinstance(late, LinkFetcher)
    unwanted = supervisor.start(late.request)
    assert supervisor.asked() == EndFetcher()
    fetcher = linked(supervisor, link, qtbot)
    assert unwanted.is_closed()                 # or that fetcher would believe in a window for ever
    assert fetcher.heard() == Steer(1, "pause")
    assert fetcher.heard() == Search(number, "a", "likes")


@pytest.mark.parametrize("end", ["ended", "refused", "babble"])
def test_a_lost_fetcher_is_told_and_the_next_wish_starts_another(
    supervisor: Supervisor, link: FetcherLink, qtbot: QtBot, end: str
) -> None:
    link.search("a", "likes")
    if end == "refused":
        asked = supervisor.asked()
        assert isinstance(asked, LinkFetcher)
        with qtbot.waitSignal(link.lost):
            supervisor.refuse(asked.request)
    else:
        fetcher = linked(supervisor, link, qtbot)
        with qtbot.waitSignal(link.lost):
            if end == "babble":
                fetcher.channel.send({"kind": "shell", "command": "rm"})
            else:
                fetcher.channel.close()
    assert not link.is_open
    number = link.search("b", "likes")
    assert linked(supervisor, link, qtbot).heard() == Search(number, "b", "likes")


def test_leaving_lets_the_fetcher_go(supervisor: Supervisor, link: FetcherLink, qtbot: QtBot) -> None:
    link.open()
    fetcher = linked(supervisor, link, qtbot)
    link.close()
    assert fetcher.is_closed()
    assert not supervisor.was_asked             # it is not ended: downloads go on
