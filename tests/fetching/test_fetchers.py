"""The supervisor's fetchers, as real processes: one at the network, whatever ends when; works beside it."""

import os
import select
import signal

from desktop.control import FetcherRefused, StartWork
from desktop.fetchers import local_profile
from desktop.fetching.protocol import Hello, Refused, Show, WorkDone
from model_manager.edition import Edition
from tests.end_to_end.programs import is_alive
from tests.fetching.fleet import Fleet
from tests.fetching.places import LIMIT_S

CLEAN = StartWork(1, "clean", "", "", "", 0)


def test_there_is_one_fetcher_for_all_windows(fleet: Fleet) -> None:
    first = fleet.link()
    first.hear_a(Hello)
    (pid,) = fleet.pids()
    second = fleet.link()
    second.hear_a(Hello)
    first.hear_the_end()
    assert fleet.pids() == [pid]


def test_a_fetcher_without_a_window_and_a_wish_ends_and_is_collected(fleet: Fleet) -> None:
    window = fleet.link()
    window.hear_a(Hello)
    (pid,) = fleet.pids()
    window.close()
    fleet.turn_until(lambda: not fleet.pids())
    assert not is_alive(pid)


def test_a_restart_ends_the_old_fetcher_before_the_new_one_begins(fleet: Fleet) -> None:
    old = fleet.link()
    old.hear_a(Hello)
    (before,) = fleet.pids()
    fleet.fetchers.end_network()
    assert not is_alive(before)
    new = fleet.link()
    new.hear_a(Hello)
    old.hear_the_end()
    (after,) = fleet.pids()
    assert after != before
    new.tell(Show(7, "../no/name", ""))
    assert new.hear_a(Refused).request == 7


def test_a_link_to_a_fetcher_that_died_unseen_is_one_to_the_next(fleet: Fleet) -> None:
    """Its end is an event that the supervisor has not yet looked at when the next link is wanted; it must
    not be taken for the new one's end then.
    """
    fleet.link().hear_a(Hello)
    (dead,) = fleet.fetchers.children()
    os.kill(dead.pid, signal.SIGKILL)
    assert select.select([dead.ended_fileno], [], [], LIMIT_S)[0]
    window = fleet.link()
    window.hear_a(Hello)
    (alive,) = fleet.fetchers.children()
    assert alive is not dead
    assert list(fleet.selector.get_map()) == [alive.ended_fileno]


def test_works_of_two_windows_with_the_same_number_are_kept_apart(fleet: Fleet) -> None:
    """A window that was locked away numbers from one again, while the old one's work is still ending."""
    first, second = fleet.work(CLEAN), fleet.work(CLEAN)
    assert len(fleet.pids()) == 2
    assert first.hear_a(WorkDone) == second.hear_a(WorkDone) == WorkDone("", "", ())
    fleet.turn_until(lambda: not fleet.pids())


def test_a_work_that_is_none_ends_the_link(fleet: Fleet) -> None:
    window = fleet.work(StartWork(1, "format", "", "", "", 0))
    window.hear_the_end()
    fleet.turn_until(lambda: not fleet.pids())
    assert "Traceback" not in (fleet.places.logs / "fetcher.log").read_text()


def test_a_fetcher_that_cannot_be_started_is_refused(fleet: Fleet) -> None:
    fleet.environment["PATH"] = "x" * (1 << 20)         # more than the kernel takes
    fleet.fetchers.link(3)
    fleet.fetchers.start_work(CLEAN)
    assert fleet.notices == [FetcherRefused(3), FetcherRefused(1)]
    assert fleet.pids() == []


def test_the_airgap_edition_starts_nothing_with_a_network(fleet: Fleet) -> None:
    """Whoever asks: what sees a draft may be taken over. Work on files goes on."""
    fleet.fetchers.edition = Edition.AIRGAP
    fleet.fetchers.link(3)
    assert fleet.notices == [FetcherRefused(3)]
    assert fleet.pids() == []
    assert fleet.work(CLEAN).hear_a(WorkDone) == WorkDone("", "", ())
    fleet.turn_until(lambda: not fleet.pids())
    assert local_profile("fetcher", Edition.AIRGAP) == "fetcher_local"
    assert local_profile("window", Edition.AIRGAP) == "window"
    assert local_profile("fetcher", Edition.FULL) == "fetcher"
