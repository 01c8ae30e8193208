"""Every probe in every program, as root and as an ordinary user; and the same probes unconfined, so that none
is blind.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.confinement.probes import PROBES

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534
PROGRAMS = ("window", "client", "engine", "fetcher", "fetcher_local")
# What some kernels refuse even to an unconfined process; the filter's own tests cover these calls by number.
MAY_BE_REFUSED_UNCONFINED = {
    "af_vsock", "io_uring", "bpf", "perf_event_open", "keyctl", "user_namespace", "memfd_exec",
}  # fmt: skip
# What an ordinary user may not do anyway.
ROOT_ONLY = {
    "af_packet", "unshare", "mount", "write_model", "truncate_model", "rename_model", "ptrace", "pidfd_getfd",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """Where the probes are tried."""

    folder: Path
    port: int
    bus: str
    uid: int
    other_pid: int


@pytest.fixture(scope="module", params=[0, NOBODY], ids=["root", "user"])
def place(request: pytest.FixtureRequest) -> Iterator[Place]:
    """A model, a vault and listeners, and a process of the same user that is no child of the one probing."""
    if request.param and os.getuid():
        pytest.fail("becoming another user needs root; leave these out with HISHO_TESTS_WITHOUT=namespaces")
    with tempfile.TemporaryDirectory() as made:     # pytest's own folder is closed to other users
        yield from _place(Path(made), request.param or os.getuid())


def _place(folder: Path, uid: int) -> Iterator[Place]:
    folder.chmod(0o755)
    (folder / "model.gguf").write_bytes(b"GGUF")
    for name in ("own/vault", "elsewhere"):
        (folder / name).mkdir(parents=True)
        (folder / name).chmod(0o777)
    with socket.create_server(("127.0.0.1", 0)) as tcp, socket.socket(socket.AF_UNIX) as bus, socket.socket(
        socket.AF_UNIX
    ) as abstract:
        bus.bind(str(folder / "bus"))
        (folder / "bus").chmod(0o777)
        bus.listen()
        other = subprocess.Popen(["/bin/sleep", "300"], user=uid, group=uid, extra_groups=[])
        abstract.bind(f"\0hisho-probe-{other.pid}")
        abstract.listen()
        yield Place(folder, tcp.getsockname()[1], str(folder / "bus"), uid, other.pid)
        other.kill()
        other.wait()


def probe(place: Place, program: str, **changes: Any) -> dict[str, Any]:
    wish = {
        "folder": str(place.folder),
        "port": place.port,
        "bus": place.bus,
        "uid": place.uid,
        "other_pid": place.other_pid,
        "program": program,
        "confined": True,
        "cheap_only": False,
        "closed_abstract": True,
    } | changes
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("driver.py")), json.dumps(wish)],
        env={"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def found(place: Place) -> dict[str, dict[str, Any]]:
    """What each program's probes found."""
    return {program: probe(place, program)["probes"] for program in PROGRAMS}


@pytest.mark.namespaces
@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("name", [each.name for each in PROBES])
def test_every_probe_comes_out_as_intended(found: dict[str, dict[str, Any]], program: str, name: str) -> None:
    outcome, ok = found[program][name]
    assert ok, f"{name} in {program}: {outcome}"
    assert outcome != "unavailable"


@pytest.mark.namespaces
def test_the_same_probes_succeed_unconfined(place: Place) -> None:
    """The positive control: a probe that is refused without any confinement would prove nothing."""
    outcomes = probe(place, "window", confined=False)["probes"]
    beyond = MAY_BE_REFUSED_UNCONFINED | (ROOT_ONLY if place.uid else set())
    assert {name for name, (outcome, _) in outcomes.items() if outcome != "allowed"} <= beyond


@pytest.mark.namespaces
def test_the_abstract_socket_of_x11_stays_reachable_where_the_window_needs_it(place: Place) -> None:
    assert probe(place, "window", closed_abstract=False)["probes"]["unix_abstract"] == ["allowed", True]


@pytest.mark.namespaces
def test_the_cheap_half_starts_nothing(place: Place) -> None:
    names = set(probe(place, "engine", cheap_only=True)["probes"])
    assert not names & {"subprocess", "fork", "vfork", "system", "socket_in_thread"}
    assert len(names) > len(PROBES) / 2


def test_there_are_thirty_probes_with_names_of_their_own() -> None:
    assert len({each.name for each in PROBES}) == len(PROBES) >= 30
