"""A delay of sleep, asked for by systemd's own program on a real bus, and given back in every case."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.sleep_delay import SleepDelay
from tests.buses import Broadcaster, running_bus, speaking
from tests.end_to_end.programs import wait_for
from tests.sources import ROOT

PATH = "/usr/bin:/bin"


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    with running_bus(tmp_path) as address:
        yield address


@pytest.fixture
def logind(bus: str) -> Iterator[Broadcaster]:
    with speaking(bus) as made:
        yield made


@pytest.fixture
def delay(bus: str) -> Iterator[SleepDelay]:
    made = SleepDelay({"PATH": PATH, "DBUS_SYSTEM_BUS_ADDRESS": bus, "SECRET": "of the shell"})
    yield made
    made.release()


def test_sleep_waits_while_it_is_held(delay: SleepDelay, logind: Broadcaster) -> None:
    delay.hold()
    delay.hold()
    (asked,) = wait_for(lambda: logind.inhibitors)
    assert (asked.what, asked.mode, asked.who) == ("sleep", "delay", "Hisho")
    assert asked.holds
    assert delay.is_held
    delay.release()
    assert not delay.is_held
    wait_for(lambda: not asked.holds)


def test_it_can_be_held_again(delay: SleepDelay, logind: Broadcaster) -> None:
    delay.hold()
    wait_for(lambda: logind.inhibitors)
    delay.release()
    delay.hold()
    wait_for(lambda: len(logind.inhibitors) == 2)
    first, second = logind.inhibitors
    wait_for(lambda: not first.holds)
    assert second.holds


def test_a_supervisor_that_is_killed_lets_the_computer_sleep(bus: str, logind: Broadcaster) -> None:
    code = (
        "import sys\nfrom desktop.sleep_delay import SleepDelay\n"
        f"SleepDelay({{'PATH': {PATH!r}, 'DBUS_SYSTEM_BUS_ADDRESS': {bus!r}}}).hold()\nsys.stdin.read()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, cwd=ROOT) as process:
        (asked,) = wait_for(lambda: logind.inhibitors)
        assert asked.holds
        process.kill()
        wait_for(lambda: not asked.holds)


@pytest.mark.parametrize(
    "environment", [{"PATH": "/nowhere"}, {"PATH": PATH, "DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere"}]
)
def test_without_systemd_nothing_is_held_and_nothing_fails(environment: dict[str, str]) -> None:
    delay = SleepDelay(environment)
    delay.hold()
    wait_for(lambda: not delay.is_held)
    delay.release()
