"""The number of threads follows what a token takes: fewer beside a busy program, all when it is gone."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from desktop.inference.threads import READING_WINDOW, Pace, Threads, threads_for

Machine = Callable[[int], float]    # threads → seconds a token


def quiet(cores: int) -> Machine:
    return lambda threads: 0.1 / min(threads, cores)


def busy(cores: int, taken: int) -> Machine:
    """So many cores are taken: whoever computes with more than the free ones waits for them."""

    def seconds(threads: int) -> float:
        free = cores - taken
        return 0.1 / threads if threads <= free else 0.3 / cores

    return seconds


def draw(pace: Pace, machine: Machine, tokens: int) -> list[int]:
    """The numbers of threads that were used."""
    used = []
    for _ in range(tokens):
        used.append(pace.threads)
        pace.take(machine(pace.threads))
    return used


def test_all_fast_cores_compute() -> None:
    assert threads_for(8) == Threads(8, 8)
    assert threads_for(0) == Threads(1, 1)


def test_nothing_changes_on_a_quiet_machine() -> None:
    assert set(draw(Pace(4), quiet(4), 300)) == {4}


def test_a_longer_context_is_no_competitor() -> None:
    pace = Pace(4)
    for at in range(2000):
        pace.take(0.025 * (1 + at / 200))
    assert pace.threads == 4


def test_a_single_slow_token_is_no_competitor() -> None:
    pace = Pace(4)
    for at in range(300):
        assert pace.take(0.5 if at % 7 == 0 else 0.025) == 4


@pytest.mark.parametrize("cores", [2, 4, 8, 16])
def test_a_busy_core_is_left_to_its_program_and_taken_back(cores: int) -> None:
    pace = Pace(cores)
    draw(pace, quiet(cores), 60)
    used = draw(pace, busy(cores, 1), 300)
    free = cores - 1
    assert used[-1] == free
    assert sum(threads <= free for threads in used) > 240       # the rest are looks at whether it is gone
    used = draw(pace, quiet(cores), 600)
    assert set(used[-50:]) == {cores}


def test_fewer_threads_that_do_not_help_are_given_up() -> None:
    """The whole machine has become slower, say for heat."""
    pace = Pace(4)
    draw(pace, quiet(4), 60)
    used = draw(pace, lambda threads: 0.3 / threads, 200)
    assert 3 in used[:30]
    assert set(used[30:]) == {4}


def test_the_looks_become_rarer() -> None:
    pace = Pace(2)
    draw(pace, quiet(2), 60)
    used = draw(pace, busy(2, 1), 2000)
    looks = [at for at in range(1, len(used)) if used[at] == 2 and used[at - 1] == 1]
    gaps = [after - before for before, after in pairwise(looks)]
    assert len(looks) >= 4
    assert gaps == sorted(gaps)
    assert gaps[-1] >= 6 * gaps[0]


def test_one_thread_is_the_least() -> None:
    pace = Pace(1)
    draw(pace, quiet(1), 30)
    assert set(draw(pace, lambda _threads: 0.5, 100)) == {1}


def test_a_machine_that_was_busy_from_the_first_token_on() -> None:
    """There is no better time to compare with, but the threads do not get the time they would use."""
    pace = Pace(2)
    for _ in range(30):
        pace.take(0.15 if pace.threads == 2 else 0.1, 0.15 if pace.threads == 2 else 0.1)
    assert pace.threads == 1


def test_threads_that_wait_for_a_device_are_not_short_of_time_for_ever() -> None:
    pace = Pace(4)
    used = []
    for _ in range(1200):
        used.append(pace.threads)
        pace.take(0.02, 0.03)
    tried = [at for at in range(1, len(used)) if used[at] < used[at - 1]]
    assert used[-1] == 4
    assert 1 <= len(tried) <= 7


def test_a_quiet_machine_gives_threads_their_time() -> None:
    pace = Pace(2)
    assert {pace.take(0.1, 0.17) for _ in range(200)} == {2}


def test_very_slow_tokens_are_few_before_something_is_tried() -> None:
    pace = Pace(2)
    assert [pace.take(3.0, 3.0) for _ in range(2)] == [2, 1]


def test_a_prompt_is_read_with_fewer_threads_after_two_pieces() -> None:
    pace = Pace(2, READING_WINDOW)
    assert [pace.take(0.05, 0.04) for _ in range(2)] == [2, 1]
    assert [pace.take(0.02, 0.02) for _ in range(2)] == [1, 1]
