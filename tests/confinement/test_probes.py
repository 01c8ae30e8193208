"""Every probe in every program, as root and as an ordinary user, behind two layers and behind three; and the
same probes unconfined, so that none is blind.
"""

import os
from collections.abc import Iterator
from typing import Any

import pytest

from desktop.confinement.layers import Reason
from desktop.confinement.probes import BROKERS, PROBES
from desktop.third_layer import ThirdLayer
from tests.confinement.place import Place, place_of

NOBODY = 65534
PROGRAMS = ("window", "client", "engine", "reader", "fetcher", "fetcher_local")
FRONTS = ("window", "client")
NAMES = [each.name for each in PROBES]
# What some kernels refuse even to an unconfined process; the filter's own tests cover these calls by number.
MAY_BE_REFUSED_UNCONFINED = {
    "af_vsock", "io_uring", "bpf", "perf_event_open", "keyctl", "user_namespace", "memfd_exec",
}  # fmt: skip
# What an ordinary user may not do anyway.
ROOT_ONLY = {
    "af_packet", "unshare", "mount", "write_model", "truncate_model", "rename_model", "ptrace", "pidfd_getfd",
}  # fmt: skip
Found = dict[str, dict[str, Any]]


@pytest.fixture(scope="module", params=[0, NOBODY], ids=["root", "user"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A model, a vault, listeners and a bus, and a process of the same user that is no child of the one
    probing.
    """
    if request.param and os.getuid():
        pytest.fail("becoming another user needs root; leave these out with HISHO_TESTS_WITHOUT=namespaces")
    with place_of(request.param or os.getuid()) as made:    # pytest's own folder is closed to other users
        yield made


@pytest.fixture(scope="module")
def found(place: Place) -> Found:
    """What each program's probes found behind two layers."""
    return {program: place.probe(program) for program in PROGRAMS}


@pytest.fixture(scope="module")
def behind(place: Place) -> Found:
    """What they found as a supervisor starts them."""
    return {program: place.probe_behind(program) for program in PROGRAMS}


@pytest.mark.namespaces
@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", NAMES)
def test_every_probe_comes_out_as_intended(found: Found, program: str, name: str) -> None:
    outcome, ok = found[program]["probes"][name]
    assert ok, f"{name} in {program}: {outcome}"
    assert outcome != "unavailable"


@pytest.mark.namespaces
@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", NAMES)
def test_every_probe_comes_out_as_intended_as_a_supervisor_starts_it(
    behind: Found, program: str, name: str
) -> None:
    """With the third layer where this machine lets it work; abstract sockets of others are not there then."""
    outcome, ok = behind[program]["probes"][name]
    assert ok, f"{name} in {program}: {outcome}"
    absent = name == "unix_abstract" and behind[program]["layer"] == Reason.IN_FORCE
    assert outcome != "unavailable" or absent


@pytest.mark.namespaces
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_supervisor_starts_programs_as_far_behind_as_this_machine_allows(
    behind: Found, program: str
) -> None:
    """What is told to a program and what it sees for itself is the same."""
    here = ThirdLayer.find()
    expected = Reason.PROXY_MISSING if program in FRONTS and here.proxy is None else here.reason
    assert behind[program]["outside"] == behind[program]["layer"] == expected


@pytest.mark.namespaces
@pytest.mark.parametrize("program", FRONTS)
def test_brokers_are_closed_by_the_third_layer_and_by_nothing_else(
    place: Place, found: Found, program: str
) -> None:
    """Two layers alone let the session bus start a program for whoever asks; the program is seen to start."""
    place.forget_what_was_started()
    two = place.probe(program)["probes"]
    assert place.was_started
    assert {name: two[name][0] for name in BROKERS} == dict.fromkeys(BROKERS, "allowed")
    place.forget_what_was_started()
    three = place.probe_behind(program)
    closed = three["layer"] == Reason.IN_FORCE
    assert place.was_started is not closed
    outcomes = {name: three["probes"][name][0] for name in BROKERS}
    assert outcomes == dict.fromkeys(BROKERS, "denied" if closed else "allowed")


@pytest.mark.namespaces
def test_the_keyrings_bus_stays_reachable(behind: Found) -> None:
    assert [behind[program]["probes"]["session_bus"][0] for program in FRONTS] == ["allowed"] * 2


@pytest.mark.namespaces
def test_the_same_probes_succeed_unconfined(place: Place) -> None:
    """The positive control: a probe that is refused without any confinement would prove nothing."""
    outcomes = place.probe("window", confined=False)["probes"]
    beyond = MAY_BE_REFUSED_UNCONFINED | (ROOT_ONLY if place.uid else set())
    assert {name for name, (outcome, _) in outcomes.items() if outcome != "allowed"} <= beyond


@pytest.mark.namespaces
def test_the_abstract_socket_of_x11_stays_reachable_where_the_window_needs_it(place: Place) -> None:
    assert place.probe("window", closed_abstract=False)["probes"]["unix_abstract"] == ["allowed", True]


@pytest.mark.namespaces
def test_the_cheap_half_starts_nothing(place: Place) -> None:
    names = set(place.probe("engine", cheap_only=True)["probes"])
    assert not names & {"subprocess", "fork", "vfork", "system", "socket_in_thread"}
    assert len(names) > len(PROBES) / 2


def test_there_are_thirty_probes_with_names_of_their_own() -> None:
    assert len({each.name for each in PROBES}) == len(PROBES) >= 30
