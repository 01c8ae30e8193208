"""What happens to a program behind bubblewrap is what its supervisor hears of: its end, not the wrapper's.

Where bubblewrap does not work the same holds of a program that is started without it.
"""

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop import processes
from desktop.confinement.bubblewrap import View, arguments
from desktop.confinement.layers import Reason
from desktop.processes import Child, Launch
from desktop.third_layer import ThirdLayer
from tests.end_to_end.programs import ROOT, children, is_alive, state, wait_for

PROGRAM = """
import os, signal, sys
sys.path.insert(0, {root!r})
from desktop.channel import Channel
from desktop.confinement.linux import die_with_parent
die_with_parent(int(sys.argv[3]))
channel = Channel.from_descriptor(int(sys.argv[2]))
start = channel.receive()
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
opened = sorted(os.listdir("/proc/self/fd"), key=int)
channel.send({{"pid": os.getpid(), "open": opened, "capabilities": int(status["CapEff"], 16)}})
{body}
"""
LAYER = ThirdLayer.find()
WORKS = LAYER.reason is Reason.IN_FORCE
Start = Callable[..., Child]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a program of a test behind bubblewrap; it is gone afterwards."""
    begun: list[Child] = []
    script = tmp_path / "program.py"

    def begin(body: str, descriptors: tuple[int, ...] = ()) -> Child:
        script.write_text(PROGRAM.format(root=str(ROOT), body=body))
        wrapper = [str(LAYER.bwrap), *arguments(View())] if WORKS else []
        real, processes.main_program = processes.main_program, lambda _program: script
        try:
            launch = Launch("engine", {"PATH": os.environ["PATH"]}, {}, descriptors, wrapper=wrapper)
            child = Child.start(launch)
        finally:
            processes.main_program = real
        begun.append(child)
        return child

    yield begin
    for child in begun:
        child.end(0.2)
        child.release()


WAIT = "channel.receive()"


def said(child: Child) -> dict[str, object]:
    return child.channel.receive().untrusted


def ends(child: Child) -> bool:
    return bool(select.select([child.ended_fileno], [], [], 20)[0])


@pytest.mark.parametrize(
    ("body", "ended"),
    [
        ("sys.exit(0)", (0, 0)),
        ("sys.exit(7)", (0, 7)),
        ("os.abort()", (signal.SIGABRT, 0)),
        ("os.kill(os.getpid(), signal.SIGKILL)", (signal.SIGKILL, 0)),
        ("os.kill(os.getpid(), signal.SIGSEGV)", (signal.SIGSEGV, 0)),
    ],
)
def test_how_a_program_ended_is_told(start: Start, body: str, ended: tuple[int, int]) -> None:
    child = start(body)
    assert ends(child)
    found = child.collect()
    assert (found.signal, found.exit_code) == ended


def test_the_program_is_known_by_its_number_outside(start: Start) -> None:
    """It thinks that it is the second of two."""
    others = set(children(os.getpid()))
    child = start(WAIT)
    assert (said(child)["pid"] == 2) is WORKS
    assert is_alive(child.pid)
    assert set(children(os.getpid())) - others == {child.pid}


def test_a_program_inherits_nothing_but_its_channel(start: Start) -> None:
    """What bubblewrap was told over descriptors of its own does not reach it."""
    child = start(WAIT)
    listed = said(child)["open"]
    assert isinstance(listed, list)
    assert len(listed) == len(("stdin", "stdout", "stderr", "channel", "the listing itself"))


def test_a_program_has_no_capabilities_whoever_starts_it(start: Start) -> None:
    assert (said(start(WAIT))["capabilities"] == 0) is (WORKS or os.getuid() != 0)


def test_a_program_that_is_asked_ends_by_itself(start: Start) -> None:
    child = start("try: channel.receive()\nexcept Exception: sys.exit(5)")
    said(child)
    ended = child.end(20)
    assert (ended.signal, ended.exit_code) == (0, 5)


def test_sigterm_reaches_the_program_itself(start: Start) -> None:
    """Not bubblewrap, whose end would kill it: it may still tidy up."""
    child = start(
        "signal.signal(signal.SIGTERM, lambda *_: sys.exit(9))\nchannel.send({})\nwhile True: signal.pause()"
    )
    said(child)
    said(child)
    ended = child.end(5)
    assert (ended.signal, ended.exit_code) == (0, 9)


def test_a_program_that_listens_to_nothing_is_killed(start: Start) -> None:
    child = start("signal.signal(signal.SIGTERM, signal.SIG_IGN)\nwhile True: signal.pause()")
    said(child)
    pid = child.pid
    assert child.end(0.2).signal == signal.SIGKILL
    assert not is_alive(pid)


def test_kill_ends_the_program_before_its_end_is_told(start: Start) -> None:
    """Locking rests on it: what the window held of keys is gone when the next window starts."""
    child = start(WAIT)
    said(child)
    pid = child.pid
    child.kill()
    assert ends(child)
    assert child.collect().signal == signal.SIGKILL
    assert state(pid) == ""


def test_whoever_kills_bubblewrap_kills_the_program_with_it(start: Start) -> None:
    child = start(WAIT)
    said(child)
    pid = child.pid
    os.kill(child._process._process.pid, signal.SIGKILL)
    assert ends(child)
    assert child.collect().signal == signal.SIGKILL
    assert state(pid) == ""


def test_a_descriptor_that_is_handed_over_later_arrives(start: Start, tmp_path: Path) -> None:
    file = tmp_path / "late"
    file.write_text("late")
    child = start(
        "frame = channel.receive()\nchannel.send({'read': os.read(frame.descriptors[0], 9).decode()})"
    )
    said(child)
    with file.open() as opened:
        child.channel.send({"descriptors": 1}, [opened.fileno()])
        assert said(child) == {"read": "late"}


def test_a_killed_supervisor_takes_its_programs_along(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM.format(root=str(ROOT), body="signal.pause()"))
    wrapper = [str(LAYER.bwrap), *arguments(View())] if WORKS else []
    code = f"""
import os, signal, sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from desktop import processes
processes.main_program = lambda program: Path({str(script)!r})
child = processes.Child.start(processes.Launch("engine", {{}}, {{}}, wrapper={wrapper!r}))
child.channel.receive()
print(child.pid, flush=True)
signal.pause()
"""
    ours, theirs = os.pipe()
    supervisor = os.posix_spawn(
        sys.executable, [sys.executable, "-c", code], {}, file_actions=[(os.POSIX_SPAWN_DUP2, theirs, 1)]
    )
    os.close(theirs)
    with os.fdopen(ours) as told:
        pid = int(told.readline())
    assert is_alive(pid)
    os.kill(supervisor, signal.SIGKILL)
    os.waitpid(supervisor, 0)
    wait_for(lambda: not is_alive(pid))


def test_a_wrapper_that_fails_is_an_end_not_an_error() -> None:
    """It refuses what it is told, and says so to nobody; the first frame goes nowhere."""
    child = Child.start(Launch("engine", {}, {}, wrapper=["/bin/false"]))
    assert ends(child)
    assert child.collect().exit_code == 1
    child.kill()
    child.release()
