"""The supervisor refuses what it must, brings the first window forward, and gives up a window that keeps
crashing.
"""

import dataclasses
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from desktop.control import Notice, Refusal, Wish
from desktop.instance import Asked, Instance, ask_to_lock, bring_forward
from desktop.paths import Paths, of
from desktop.processes import Child, Launch
from desktop.supervisor import has_display
from model_manager.inventory import Inventory, Registered, register_file
from tests import gguf_files
from tests.buses import running_bus, speaking
from tests.confinement.buses import a_bus
from tests.end_to_end.programs import (
    ROOT,
    children,
    is_alive,
    kill,
    level_here,
    proxies_of,
    state,
    wait_for,
)

CLIENT = """
import json, os, sys
sys.path.insert(0, {root!r})
from desktop.channel import Channel
from desktop.control import ControlLink
link = ControlLink(Channel.from_descriptor(int(sys.argv[2])))
Channel.receive(link._channel)
{body}
"""


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    found = of({"HISHO_HOME": str(tmp_path / "home")})
    found.make()
    return found


@pytest.fixture
def registered(places: Paths, tmp_path: Path) -> Registered:
    file = gguf_files.write(tmp_path / "random.gguf")
    entry = register_file(Inventory(places.inventory), file, lambda path: ("random", "llama"), lambda _: True)
    assert entry is not None
    return entry


def start_front(
    places: Paths, tmp_path: Path, body: str, layer: str = "ThirdLayer.find()", **extra: str
) -> "subprocess.Popen[bytes]":
    """Start a supervisor whose client is this script instead of the command line; `extra`: what its
    environment says besides.
    """
    script = tmp_path / "front.py"
    script.write_text(CLIENT.format(root=str(ROOT), body=body))
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from desktop import processes
from desktop.confinement.layers import Reason
from desktop.third_layer import ThirdLayer
from desktop.paths import of
from desktop.supervisor import Supervisor
from tests.policies import policy_at
real = processes.main_program
processes.main_program = lambda program: Path({str(script)!r}) if program == "client" else real(program)
environment = {{"HISHO_HOME": {str(places.data.parent)!r}, "PATH": "/usr/bin:/bin", **{extra!r}}}
policy = policy_at(of(environment).data / "policy.toml")
sys.exit(Supervisor(of(environment), environment, policy, {layer}).run_client([]))
"""
    return subprocess.Popen([sys.executable, "-c", code])


def run_front(places: Paths, tmp_path: Path, body: str) -> int:
    """Run a supervisor whose client is this script to its end."""
    with start_front(places, tmp_path, body) as process:
        return process.wait(60)


ASK = """
request = link.start_engine({sha256!r})
notice = link.wait().notice
sys.exit(0 if getattr(notice, "reason", "started") == {expected!r} else 3)
"""


def test_a_registered_model_gets_an_engine(places: Paths, registered: Registered, tmp_path: Path) -> None:
    body = ASK.format(sha256=registered.sha256, expected="started")
    assert run_front(places, tmp_path, body) == 0


@pytest.mark.parametrize(
    "refusal",
    [Refusal.UNKNOWN_MODEL, Refusal.FILE_GONE, Refusal.FILE_CHANGED, Refusal.FORBIDDEN],
    ids=lambda each: each.value,
)
def test_refusals(places: Paths, registered: Registered, tmp_path: Path, refusal: Refusal) -> None:
    digest = registered.sha256
    if refusal is Refusal.UNKNOWN_MODEL:
        digest = "0" * 64
    elif refusal is Refusal.FILE_GONE:
        Path(registered.path).unlink()
    elif refusal is Refusal.FORBIDDEN:
        (places.data / "policy.toml").write_text(f'[models]\nforbidden = ["{digest}"]\n')
    else:
        Path(registered.path).write_bytes(b"other")
    assert run_front(places, tmp_path, ASK.format(sha256=digest, expected=refusal.value)) == 0


WRITE = """
import os
from desktop.target_verbs import FinishTarget
request = link.open_target({path!r}, replace=False)
told = link.wait()
os.write(told.descriptors[0], b"whole")
{rest}
"""


def test_a_front_writes_where_the_user_chose(places: Paths, tmp_path: Path) -> None:
    rest = "link.ask(FinishTarget(request, True))\nsys.exit(link.wait().notice.request - request)"
    path = tmp_path / "【秘】応答案.md"
    assert run_front(places, tmp_path, WRITE.format(path=str(path), rest=rest)) == 0
    assert path.read_bytes() == b"whole"


def test_the_supervisor_looks_what_kind_of_place_it_is(places: Paths, tmp_path: Path) -> None:
    """A front sees less of the computer: for it /tmp and the network folders of the desktop are empty."""
    folder = tmp_path / "papers"
    (folder / ".stfolder").mkdir(parents=True)
    body = """
link.open_target({path!r}, replace=False, told="")
notice = link.wait().notice
sys.exit(0 if (notice.reason, notice.places) == ("carried_on", '[["synchronised", "Syncthing"]]') else 3)
""".format(path=str(folder / "a.md"))
    assert run_front(places, tmp_path, body) == 0
    assert not (folder / "a.md").exists()


def test_a_front_that_dies_leaves_no_half_file(places: Paths, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    body = WRITE.format(path=str(tmp_path / "a.md"), rest="os.kill(os.getpid(), 9)")
    assert run_front(places, tmp_path, body) == 128 + signal.SIGKILL
    assert set(tmp_path.rglob("*")) - set(before) <= {tmp_path / "front.py"}


def test_no_front_writes_into_the_programs_own_folders(places: Paths, tmp_path: Path) -> None:
    body = """
link.open_target({path!r}, replace=True)
sys.exit(0 if link.wait().notice.reason == "own_folder" else 3)
""".format(path=str(places.data / "vault" / "vault.json"))
    assert run_front(places, tmp_path, body) == 0


def test_a_front_that_breaks_the_protocol_is_ended(places: Paths, tmp_path: Path) -> None:
    body = 'link._channel.send({"verb": "run", "command": "rm"})\nlink.wait()\nsys.exit(0)'
    assert run_front(places, tmp_path, body) == 128 + signal.SIGKILL


def test_the_exit_code_of_the_front_is_ours(places: Paths, tmp_path: Path) -> None:
    assert run_front(places, tmp_path, "sys.exit(7)") == 7


def test_a_front_and_its_engine_may_end_at_the_same_moment(
    places: Paths, registered: Registered, tmp_path: Path
) -> None:
    """Both ends are seen in one look of the supervisor, which sleeps meanwhile; the front's comes first. Once
    it has answered another question, it holds the engine's link no more, whose end the engine waits for.
    A front behind the third layer could not put the supervisor to sleep.
    """
    body = (
        f"link.start_engine({registered.sha256!r})\nlink.wait()\nlink.probe('nobody')\nlink.wait()\n"
        "os.kill(os.getppid(), 19)\nos.kill(os.getpid(), 9)"
    )
    with start_front(places, tmp_path, body, "ThirdLayer(Reason.BWRAP_MISSING)") as process:
        try:
            wait_for(lambda: state(process.pid) == "T")
            wait_for(lambda: {state(each) for each in children(process.pid)} == {"Z"})
            assert len(children(process.pid)) == 2
        finally:
            process.send_signal(signal.SIGCONT)
        assert process.wait(60) == 128 + signal.SIGKILL


def test_a_front_goes_on_without_the_buses_when_their_proxy_dies(places: Paths, tmp_path: Path) -> None:
    """It loses the keyring and nothing takes the proxy's place; the supervisor goes on answering."""
    body = f"""
import os, socket
from desktop.confinement.bus_call import BusCall
from desktop.confinement.program import bus_path
path = bus_path(os.environ["DBUS_SESSION_BUS_ADDRESS"])
held = BusCall(path)
open({str(places.data / "there")!r}, "w").close()
held._socket.settimeout(30)
while held._socket.recv(4096):
    pass
try:
    BusCall(path)
except OSError:
    link.probe("nobody")
    link.wait()
    sys.exit(4)
"""
    with (
        a_bus(tmp_path, os.getuid()) as bus,
        start_front(places, tmp_path, body, DBUS_SESSION_BUS_ADDRESS=f"unix:path={bus}") as process,
    ):
        wait_for((places.data / "there").exists)
        proxies = proxies_of(process.pid)
        assert bool(proxies) is (level_here() == "strong")
        for each in proxies:
            kill(each)
        if proxies:
            assert process.wait(60) == 4
        process.terminate()


def test_no_verb_can_carry_what_a_user_wrote() -> None:
    """Numbers, digests, paths, reasons and reports of probes: these fields and no others. The paths are those
    of models, of folders for them, and of files that the user chose.
    """
    fields = {each.name for kind in (*get_args(Wish), *get_args(Notice)) for each in dataclasses.fields(kind)}
    assert fields == {
        "request", "sha256", "engine", "program", "reason", "signal", "exit_code", "asked", "cause",
        "report_json", "model_path", "job", "identity", "source", "target", "part_size", "path", "replace",
        "keep", "error_number", "held", "told", "places",
    }  # fmt: skip


# -- processes


@pytest.fixture
def child(places: Paths) -> Iterator[Child]:
    made = Child.start(Launch("engine", {"PATH": os.environ["PATH"]}, {"verb": "nonsense"}))
    yield made
    made.end()
    made.release()


def test_a_program_ends_when_it_is_asked_to(child: Child) -> None:
    ended = child.end(patience_s=60)
    assert (ended.signal, ended.exit_code) == (0, 1)  # the start was no start: it broke the protocol


def test_a_program_that_does_not_listen_is_killed() -> None:
    stopped = Child.start(Launch("engine", {"PATH": os.environ["PATH"]}, {"verb": "start"}))
    os.kill(stopped.pid, signal.SIGSTOP)
    assert stopped.end(patience_s=0.2).signal in (signal.SIGTERM, signal.SIGKILL, 0)
    assert not is_alive(stopped.pid)
    stopped.release()


# -- one window for one user


def test_the_second_start_hands_its_wish_over(tmp_path: Path) -> None:
    runtime = tmp_path / ("long" * 40) / "run"
    first = Instance.claim(runtime)
    assert first is not None
    assert Instance.claim(runtime) is None
    assert bring_forward(runtime, "/models/a.gguf")
    assert first.wish() == Asked("/models/a.gguf")
    assert ask_to_lock(runtime)
    assert first.wish() == Asked(lock=True)
    first.close()
    again = Instance.claim(runtime)
    assert again is not None
    again.close()


def test_nobody_is_brought_forward_where_nobody_is(tmp_path: Path) -> None:
    assert not bring_forward(tmp_path, "")
    assert not ask_to_lock(tmp_path)


def test_a_wish_that_is_none_is_an_empty_one(tmp_path: Path) -> None:
    instance = Instance.claim(tmp_path)
    assert instance is not None
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        for untrusted in (b"{", b"[]", b'{"model_path": 3}', b'{"model_path": "", "lock": "yes"}', b"3"):
            sender.sendto(untrusted, str(tmp_path / "instance.sock"))
            assert instance.wish() == Asked()
    instance.close()


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ""}, False),
    ],
)
def test_where_a_window_can_be_opened(environment: dict[str, str], expected: bool) -> None:
    assert has_display(environment) is expected


def test_a_window_that_keeps_crashing_is_given_up(places: Paths, tmp_path: Path) -> None:
    """Shown at first, it crashes; three times it is started again, then the supervisor ends with 1."""
    script = tmp_path / "front.py"
    counter = places.data / "starts"        # it may write nowhere else
    body = (
        f"open({str(counter)!r}, 'a').write('x')\n"
        "from desktop.control import Shown\nlink.ask(Shown())\nos.kill(os.getpid(), 9)"
    )
    script.write_text(CLIENT.format(root=str(ROOT), body=body))
    code = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from desktop import processes
from desktop.confinement.layers import Reason
from desktop.third_layer import ThirdLayer
from desktop.paths import of
from desktop.supervisor import Supervisor
from tests.policies import policy_at
processes.main_program = lambda program: Path({str(script)!r})
environment = {{"HISHO_HOME": {str(places.data.parent)!r}, "PATH": "/usr/bin:/bin"}}
policy = policy_at(of(environment).data / "policy.toml")
sys.exit(Supervisor(of(environment), environment, policy).run_window(None, ""))
"""
    done = subprocess.run([sys.executable, "-c", code], timeout=60, check=False)
    assert done.returncode == 1
    assert counter.read_text() == "xxxx"


def test_sleep_waits_for_an_open_vault_and_no_longer(places: Paths, tmp_path: Path) -> None:
    """From the wish of the front until its end, however it ends."""
    with running_bus(tmp_path) as bus, speaking(bus) as logind:
        body = "from desktop.control import HoldSleep\nlink.ask(HoldSleep(True))\nlink.wait()"
        with start_front(places, tmp_path, body, DBUS_SYSTEM_BUS_ADDRESS=bus) as process:
            (asked,) = wait_for(lambda: logind.inhibitors)
            assert asked.holds
            (front,) = (pid for pid, line in children(process.pid).items() if "client" in line)
            os.kill(front, signal.SIGKILL)
            assert process.wait(60) == 128 + signal.SIGKILL
        assert not asked.holds
