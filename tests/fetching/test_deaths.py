"""A real fetcher under its real confinement: it fetches over loopback, and whoever is killed in the middle,
nothing is lost.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.confinement.report import accept_program_report, failed_probes
from desktop.fetching.protocol import DownloadsShown, Hello, Queued
from desktop.settings import Settings, save
from model_manager.library import ModelFolder
from tests.end_to_end.programs import ROOT, child, is_alive, kill, wait_for
from tests.fetching.fleet import Fleet
from tests.fetching.places import LIMIT_S, Held, Window, fetch_wish, guide_bytes, guide_digest, part_of
from tests.model_manager.fake_hub import FakeHub

HALF = 1_500_000


@pytest.fixture
def mirrored(fleet: Fleet, hub: FakeHub) -> Fleet:
    """Its settings name the hub."""
    save(fleet.places.settings_file, Settings(hub_endpoint=hub.endpoint))
    return fleet


def begin(window: Window) -> None:
    window.tell(fetch_wish())
    window.hear_a(Queued)


def assert_fetched(fleet: Fleet) -> None:
    (model,) = ModelFolder(fleet.places.models).models()
    assert model.identity == guide_digest()
    assert model.files[0].read_bytes() == guide_bytes()


def test_it_is_shut_in_and_fetches(mirrored: Fleet, hub: FakeHub) -> None:
    window = mirrored.link()
    hello = window.hear_a(Hello)
    assert hello.endpoint == hub.endpoint
    report = accept_program_report(hello.report)
    assert report["layers"]["seccomp"]["on"]
    assert report["layers"]["landlock"]["on"]
    assert failed_probes(report) == ()
    assert len(report["probes"]) > 20
    begin(window)
    assert window.hear_of("done").identity == guide_digest()
    assert_fetched(mirrored)


def test_a_killed_fetchers_download_is_resumed_by_the_next(mirrored: Fleet, hub: FakeHub) -> None:
    """Of the server it wants no more than what is not yet on disk, and the queue is still known."""
    part = part_of(mirrored.places.models)
    hub.answer = Held(HALF)
    window = mirrored.link()
    begin(window)
    wait_for(lambda: part.exists() and part.stat().st_size == HALF)
    (pid,) = mirrored.pids()
    kill(pid)
    window.hear_the_end()
    mirrored.turn_until(lambda: not mirrored.pids())
    hub.answer = None
    assert mirrored.link().hear_of("done").identity == guide_digest()
    assert [each.headers.get("Range") for each in hub.gets()] == [None, f"bytes={HALF}-"]
    assert_fetched(mirrored)


# It has nothing of the tests: where the clone lies in a folder that the third layer hides, a window sees the
# program's own code and no more.
WINDOW = """
import os, socket, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from desktop.channel import Channel
from desktop.codec import body_of
from desktop.control import ControlLink, Lock, Shown
from desktop.fetching.protocol import DownloadsShown, Fetch, event_from
channel = Channel.from_descriptor(int(sys.argv[2]))
start = channel.receive().untrusted
link = ControlLink(channel)
link.ask(Shown())
link.link_fetcher()
theirs = socket.socket(fileno=link.wait().descriptors[0])
theirs.settimeout({limit})
fetcher = Channel(theirs)

def hear_of(state):
    while True:
        event = event_from(fetcher.receive().untrusted)
        if isinstance(event, DownloadsShown) and event.downloads and event.downloads[0].state == state:
            return event.downloads[0]

if start["crashed"] or start["locked"]:
    hear_of("running")
    Path({again!r}).touch()
    hear_of("done")
    sys.exit(0)
fetcher.send(body_of({wish!r}))
while hear_of("running").have < {half}:
    pass
{end}
"""
SUPERVISOR = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from desktop import processes
from desktop.paths import of
from desktop.supervisor import Supervisor
from tests.policies import policy_at
real = processes.main_program
processes.main_program = lambda program: Path({script!r}) if program == "window" else real(program)
environment = {{"HISHO_HOME": {home!r}, "PATH": "/usr/bin:/bin"}}
policy = policy_at(of(environment).data / "policy.toml")
sys.exit(Supervisor(of(environment), environment, policy).run_window(None, ""))
"""
Start = Callable[[str], "subprocess.Popen[bytes]"]


@pytest.fixture
def start(mirrored: Fleet, tmp_path: Path) -> Start:
    """Starts a supervisor whose window is a script that wishes for the model, and then meets this end."""

    def begin_with(end: str) -> "subprocess.Popen[bytes]":
        script = tmp_path / "window.py"
        script.write_text(
            WINDOW.format(
                root=str(ROOT), limit=LIMIT_S, again=str(mirrored.places.data / "again"), wish=fetch_wish(),
                half=HALF, end=end,
            )
        )  # fmt: skip
        home = str(mirrored.places.data.parent)
        code = SUPERVISOR.format(root=str(ROOT), script=str(script), home=home)
        return subprocess.Popen([sys.executable, "-c", code])

    return begin_with


@pytest.mark.parametrize("end", ["os.kill(os.getpid(), 9)", "link.ask(Lock())\nlink.wait()"])
def test_a_download_outlives_its_window_and_is_shown_to_the_next(
    mirrored: Fleet, hub: FakeHub, start: Start, tmp_path: Path, end: str
) -> None:
    hub.answer = held = Held(HALF)
    with start(end) as supervisor:
        wait_for(lambda: (mirrored.places.data / "again").exists())
        held.go.set()
        assert supervisor.wait(LIMIT_S) == 0
    assert len(hub.gets()) == 1
    assert_fetched(mirrored)


def test_a_killed_supervisor_takes_the_fetcher_along_and_the_next_resumes(
    mirrored: Fleet, hub: FakeHub, start: Start
) -> None:
    part = part_of(mirrored.places.models)
    hub.answer = Held(HALF)
    with start("link.wait()") as supervisor:
        wait_for(lambda: part.exists() and part.stat().st_size == HALF)
        fetcher = child(supervisor.pid, "fetcher")
        assert fetcher is not None
        kill(supervisor.pid)
        assert supervisor.wait(LIMIT_S) == -signal.SIGKILL
        wait_for(lambda: not is_alive(fetcher))
    hub.answer = None
    window = mirrored.link()
    window.hear_a(DownloadsShown)
    assert window.hear_of("done").identity == guide_digest()
    assert hub.gets()[-1].headers["Range"] == f"bytes={HALF}-"
    assert_fetched(mirrored)


def test_nothing_of_the_user_goes_over_the_wire(mirrored: Fleet, hub: FakeHub) -> None:
    """Everything that arrives at the server, byte by byte: no cookie, no token, no name of a user, host,
    system or library, no telemetry; only what the window wished for.
    """
    window = mirrored.link()
    begin(window)
    window.hear_of("done")
    allowed = {
        "host", "accept", "accept-encoding", "connection", "user-agent"
    }  # fmt: skip
    named = [{name.lower(): value for name, value in each.headers.items()} for each in hub.requests]
    assert {name for headers in named for name in headers} <= allowed
    assert {headers["user-agent"] for headers in named} == {"Hisho"}
    whole = "".join(f"{each.method} {each.path} {each.headers}" for each in hub.requests).lower()
    machine = os.uname()
    personal = {machine.nodename, machine.release, str(mirrored.places.data.parent), "python", "session"}
    assert not {each for each in personal if each.lower() in whole}
    assert {each.method for each in hub.requests} == {"GET"}
    assert [each.path.partition("?")[0] for each in hub.requests] == [
        f"/api/models/{hub.repo_id}/revision/{hub.commit}",
        f"/{hub.repo_id}/resolve/{hub.commit}/guide-Q8_0.gguf",
    ]
