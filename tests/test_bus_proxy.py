"""The proxy before the buses: the keyring's name and a few others, nothing that acts, and an end with its
front.
"""

import os
import select
import signal
import struct
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.bus_proxy import BusProxy
from desktop.confinement import bus_rules
from desktop.confinement.bubblewrap import find_tool
from desktop.confinement.bus_call import BusCall, BusRefusedError, text
from tests.confinement.buses import SERVICE, a_bus
from tests.end_to_end.programs import is_alive

SECRETS, LOGIND, OTHER = "org.freedesktop.secrets", "org.freedesktop.login1", "org.hisho.Other"
Through = Callable[[str, str], str]


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    with a_bus(tmp_path, os.getuid(), SECRETS, LOGIND, OTHER) as path:
        yield path


def started(bus: str, program: str, folder: Path) -> BusProxy:
    """A proxy as a front program has it; all its buses are the one of the test."""
    tool = find_tool("xdg-dbus-proxy")
    assert tool is not None, "xdg-dbus-proxy is not installed: it is among the packages for testing"
    rules = bus_rules.rules(program)
    return BusProxy.start(tool, dict.fromkeys(rules, f"unix:path={bus}"), rules, str(folder))


@pytest.fixture
def through(bus: str, tmp_path: Path) -> Iterator[Through]:
    """The path of a bus as a program sees it through its proxy."""
    begun: list[BusProxy] = []
    folder = tmp_path / ("long" * 30)       # a path to a socket may have 107 bytes
    folder.mkdir()

    def path(program: str, name: str) -> str:
        begun.append(started(bus, program, folder))
        (found,) = (outside for outside, _ in begun[-1].sockets if outside.name == name)
        short = tmp_path / f"s{len(begun)}"
        short.symlink_to(found.parent)
        return str(short / name)

    yield path
    for each in begun:
        each.end()
    assert list(folder.iterdir()) == []


def owner_is_seen(path: str, name: str) -> bool:
    with BusCall(path) as call:
        try:
            call.ask("GetNameOwner", "s", text(name))
        except BusRefusedError:
            return False
    return True


def test_the_bus_itself_shows_everybody(bus: str) -> None:
    """The control: what is not seen through the proxy is hidden by it."""
    assert all(owner_is_seen(bus, name) for name in (SECRETS, LOGIND, OTHER))


@pytest.mark.parametrize(
    ("program", "name", "seen"),
    [
        ("window", "session", {SECRETS}),
        ("client", "session", {SECRETS}),
        ("window", "system", {LOGIND}),
    ],
)
def test_only_the_names_in_the_rules_are_seen(
    through: Through, program: str, name: str, seen: set[str]
) -> None:
    path = through(program, name)
    assert {each for each in (SECRETS, LOGIND, OTHER) if owner_is_seen(path, each)} == seen


@pytest.mark.parametrize("name", ["session", "system", "accessibility"])
def test_nothing_is_started_through_the_proxy(through: Through, tmp_path: Path, name: str) -> None:
    wanted = text(SERVICE)
    body = wanted + bytes(-len(wanted) % 4) + struct.pack("<I", 0)
    with BusCall(through("window", name)) as call, pytest.raises(BusRefusedError):
        call.ask("StartServiceByName", "su", body)
    assert not (tmp_path / "elsewhere" / "started").exists()
    with BusCall(str(tmp_path / "bus")) as call, pytest.raises(BusRefusedError, match="Spawn"):
        call.ask("StartServiceByName", "su", body)      # the control: the bus itself does
    assert (tmp_path / "elsewhere" / "started").exists()


@pytest.mark.parametrize(
    "method",
    [
        "org.freedesktop.login1.Manager.Suspend", "org.freedesktop.login1.Manager.Inhibit",
        "org.freedesktop.login1.Manager.ListSessions", "org.freedesktop.DBus.Properties.Get",
    ],
)  # fmt: skip
def test_of_logind_nothing_can_be_asked(through: Through, method: str) -> None:
    address = f"--bus=unix:path={through('window', 'system')}"
    command = ["dbus-send", address, "--print-reply", f"--dest={LOGIND}", "/org/freedesktop/login1", method]
    done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert "AccessDenied" in done.stderr


def test_a_proxy_that_ended_is_heard_of_and_nothing_takes_its_place(bus: str, tmp_path: Path) -> None:
    proxy = started(bus, "client", tmp_path)
    ((outside, _),) = proxy.sockets
    assert not select.select([proxy], [], [], 0)[0]
    gone = os.pidfd_open(proxy.pid)
    os.kill(proxy.pid, signal.SIGKILL)
    assert select.select([proxy], [], [], 20)[0]
    # The end is heard of while the socket still closes, and a caller would be reset: wait for the whole.
    assert select.select([gone], [], [], 20)[0]
    os.close(gone)
    with pytest.raises(ConnectionRefusedError):
        BusCall(str(outside))
    proxy.end()


def test_a_proxy_ends_with_the_hand_that_holds_it(bus: str, tmp_path: Path) -> None:
    proxy = started(bus, "client", tmp_path)
    proxy.end()
    assert not is_alive(proxy.pid)
    assert not [each for each in tmp_path.iterdir() if each.name.startswith("hisho-bus-")]


def test_a_proxy_that_cannot_start_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ChildProcessError):
        BusProxy.start(Path("/bin/false"), {}, {}, str(tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("untrusted", "accepted"),
    [
        ("unix:path=/run/user/1000/bus", "unix:path=/run/user/1000/bus"),
        ("unix:path=/run/bus,guid=0123", "unix:path=/run/bus"),
        ("unix:abstract=/tmp/dbus-x,guid=1", "unix:abstract=/tmp/dbus-x"),
        ("tcp:host=example.org,port=1;unix:path=/b", "unix:path=/b"),
        ("tcp:host=example.org,port=1", ""),
        ("unixexec:path=/bin/sh,argv1=-c", ""),
        ("autolaunch:", ""),
        ("", ""),
    ],
)
def test_only_a_socket_of_this_computer_counts_as_a_bus(untrusted: str, accepted: str) -> None:
    """Other addresses would have the proxy connect to a network or start a program."""
    assert bus_rules.local_address(untrusted) == accepted


def test_engines_readers_and_fetchers_reach_no_bus() -> None:
    for program in ("engine", "reader", "fetcher", "fetcher_local"):
        assert bus_rules.rules(program) == {}
