"""What the fetcher can reach in each of its starts, as root and as an ordinary user: what was named, and no
more.
"""

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desktop.paths import Paths, guide_model, of
from desktop.settings import Settings, save
from model_manager.gguf_names import names_of
from model_manager.inventory import Inventory, register_file

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
NOBODY = 65534


@dataclass
class Ground:
    """A home with a vault, folders of models, a stick, files beside those that are named, and listeners."""

    folder: Path
    uid: int
    bus: str
    open_port: int
    closed_port: int
    settings: Settings = field(default_factory=Settings)

    @property
    def places(self) -> Paths:
        return of({"HISHO_HOME": str(self.folder / "home")})

    def path(self, name: str) -> Path:
        return self.folder / name

    def reach(self, **start: Any) -> dict[str, Any]:
        """What the fetcher reaches with this start, of everything that there is here."""
        save(self.places.settings_file, self.settings)
        everything = sorted(str(each) for each in self.folder.rglob("*"))
        wish = {
            "uid": self.uid, "outside": str(self.path("outside")), "bus": self.bus,
            "closed_port": self.closed_port, "connect": [self.open_port, self.closed_port],
            "read": everything, "write": [each for each in everything if Path(each).is_dir()], **start,
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("driver.py")), json.dumps(wish)],
            env={**ENVIRONMENT, "HISHO_HOME": str(self.folder / "home")},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads(done.stdout)
        assert [name for name, ok in found["probes"].items() if not ok] == []
        for kind in ("read", "write"):
            found[kind] = {Path(each).relative_to(self.folder).as_posix() for each in found[kind]}
        return found


MODELS = "home/data/models"
HERE = {MODELS, f"{MODELS}/here.gguf"}


@pytest.fixture(params=[0, NOBODY], ids=["root", "user"])
def ground(request: pytest.FixtureRequest) -> Iterator[Ground]:
    """Everything belongs to the user who runs the fetcher: only the confinement can refuse it. Not in
    pytest's own folder, which every run closes to others.
    """
    with tempfile.TemporaryDirectory() as made:
        yield from _ground(Path(made), request.param or os.getuid())


def _ground(folder: Path, uid: int) -> Iterator[Ground]:
    folder.chmod(0o755)
    for name in ("home/data/vault", "home/settings", MODELS, "shared", "stick", "outside", "downloads"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for name in ("here", "a-00001-of-00002", "a-00002-of-00002", "other"):
        (folder / "downloads" / f"{name}.gguf").write_bytes(b"GGUF")
    for name in (f"{MODELS}/here.gguf", "shared/theirs.gguf", "stick/manifest.json",
                 "home/data/vault/vault.db", "outside/letter.txt", "outside/company.pem"):  # fmt: skip
        (folder / name).write_bytes(b"GGUF")
    with contextlib.ExitStack() as stack:
        opened, closed = (stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(2))
        bus = stack.enter_context(socket.socket(socket.AF_UNIX))
        bus.bind(str(folder / "bus"))
        bus.listen()
        for each in folder.rglob("*"):
            os.chown(each, uid, uid)
        ports = (opened.getsockname()[1], closed.getsockname()[1])
        yield Ground(folder, uid, str(folder / "bus"), *ports)


@pytest.mark.namespaces
def test_at_the_network(ground: Ground) -> None:
    """It writes its own folder, reads the shared one and the company's certificates, and reaches one port."""
    ground.settings = Settings(
        hub_endpoint=f"http://127.0.0.1:{ground.open_port}",
        shared_models=str(ground.path("shared")),
        hub_ca_file=str(ground.path("outside/company.pem")),
    )
    found = ground.reach()
    assert found["program"] == "fetcher"
    assert found["connect"] == [ground.open_port]
    assert found["write"] == {MODELS}
    assert found["read"] == HERE | {"shared", "shared/theirs.gguf", "outside/company.pem"}


JOBS: dict[str, tuple[dict[str, str], set[str], set[str]]] = {
    "verify": ({}, set(), set()),
    "clean": ({}, set(), set()),
    "import": (
        {"source": "downloads/a-00001-of-00002.gguf"},
        {"downloads/a-00001-of-00002.gguf", "downloads/a-00002-of-00002.gguf"},
        set(),
    ),
    "import of an exported folder": ({"source": "stick"}, {"stick", "stick/manifest.json"}, set()),
    "export": ({"target": "stick"}, {"stick", "stick/manifest.json"}, {"stick"}),
}


@pytest.mark.namespaces
@pytest.mark.parametrize("name", JOBS)
def test_work_on_files_reaches_what_it_names(ground: Ground, name: str) -> None:
    named, read, write = JOBS[name]
    job = {"job": name.split()[0]} | {key: str(ground.path(value)) for key, value in named.items()}
    found = ground.reach(job=job)
    assert found["program"] == "fetcher_local"
    assert found["connect"] == []
    assert found["read"] == HERE | read
    assert found["write"] == {MODELS} | write


@pytest.mark.namespaces
def test_a_file_that_is_used_where_it_lies_can_be_verified_and_forgotten(ground: Ground) -> None:
    """Its list lies beside the vault; it can be written only to take a file off it."""
    file = ground.path("downloads/guide.gguf")
    file.write_bytes(guide_model().read_bytes())
    inventory = ground.places.inventory
    entry = register_file(Inventory(inventory), file, lambda path: names_of((path,)), lambda _: True)
    assert entry is not None
    for each in (file, inventory):
        os.chown(each, ground.uid, ground.uid)
    referred = {"downloads/guide.gguf", "home/data/models.json"}
    for job in ("verify", "remove"):
        found = ground.reach(job={"job": job, "identity": "0" * 64})
        assert (found["read"], found["write"]) == (HERE | referred, {MODELS})
    for command in (["verify"], ["list"], ["plan", entry.sha256]):
        found = ground.reach(command=command)
        assert (found["read"], found["write"]) == (HERE | referred, {MODELS})


COMMANDS: dict[str, tuple[list[str], set[str], set[str]]] = {
    "list": (["list"], set(), set()),
    "import": (
        ["import", "downloads/a-00001-of-00002.gguf"],
        {"downloads/a-00001-of-00002.gguf", "downloads/a-00002-of-00002.gguf"},
        set(),
    ),
    "export": (
        ["export", "here", "stick", "--key", "outside/letter.txt"],
        {"stick", "stick/manifest.json", "outside/letter.txt"},
        {"stick"},
    ),
    "plan": (["plan", "downloads/here.gguf"], {"downloads/here.gguf"}, set()),
    "shared": (["--shared", "shared", "verify"], {"shared", "shared/theirs.gguf"}, set()),
}


@pytest.mark.namespaces
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_without_the_network_reaches_what_it_names(ground: Ground, name: str) -> None:
    command, read, write = COMMANDS[name]
    named = [str(ground.path(each)) if ground.path(each).exists() else each for each in command]
    found = ground.reach(command=named)
    assert (found["program"], found["connect"]) == ("fetcher_local", [])
    assert found["read"] == HERE | read
    assert found["write"] == {MODELS} | write


@pytest.mark.namespaces
def test_a_command_at_the_network_reaches_the_server_that_it_names(ground: Ground) -> None:
    own = str(ground.path("stick"))
    endpoint = f"http://127.0.0.1:{ground.open_port}"
    certificates = str(ground.path("outside/company.pem"))
    options = ["--models-folder", own, "--endpoint", endpoint, "--ca-file", certificates]
    found = ground.reach(command=[*options, "fetch", "maker/model"])
    assert (found["program"], found["connect"]) == ("fetcher", [ground.open_port])
    assert found["read"] == {"stick", "stick/manifest.json", "outside/company.pem"}
    assert found["write"] == {"stick"}


