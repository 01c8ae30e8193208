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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from desktop.paths import Paths, guide_model, of
from desktop.settings import Settings, save
from model_manager.gguf_names import names_of
from model_manager.inventory import Inventory, register_file
from model_manager.licences import Usage, UserKind
from model_manager.stated_usage import keep_usage

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
NOBODY = 65534


@dataclass(frozen=True)
class Reached:
    """Which program's profile it was, what it left within reach, and the probes that did not come out as
    intended.
    """

    program: str
    read: frozenset[str]
    write: frozenset[str]
    connect: tuple[int, ...] = ()
    beyond: frozenset[str] = frozenset()


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

    def reach(self, *starts: dict[str, Any]) -> list[Reached]:
        """What the fetcher reaches with each of these starts, of everything that there is here."""
        save(self.places.settings_file, self.settings)
        everything = sorted(str(each) for each in self.folder.rglob("*"))
        wish = {
            "uid": self.uid, "outside": str(self.path("outside")), "bus": self.bus,
            "closed_port": self.closed_port, "connect": [self.open_port, self.closed_port],
            "read": everything, "write": [each for each in everything if Path(each).is_dir()],
            "starts": starts,
        }  # fmt: skip
        done = subprocess.run(
            [sys.executable, str(Path(__file__).with_name("driver.py")), json.dumps(wish)],
            env={**ENVIRONMENT, "HISHO_HOME": str(self.folder / "home")},
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return [self._accepted(each) for each in json.loads(done.stdout)]

    def _accepted(self, found: dict[str, Any]) -> Reached:
        read, write = (
            frozenset(Path(each).relative_to(self.folder).as_posix() for each in found[kind])
            for kind in ("read", "write")
        )
        beyond = frozenset(name for name, ok in found["probes"].items() if not ok)
        return Reached(found["program"], read, write, tuple(found["connect"]), beyond)


MODELS = "home/data/models"
HERE = frozenset({MODELS, f"{MODELS}/here.gguf"})


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


def local(read: Iterable[str] = (), write: Iterable[str] = ()) -> Reached:
    """Without the network: the own models, and this besides."""
    return Reached("fetcher_local", HERE | set(read), frozenset({MODELS, *write}))


@pytest.mark.namespaces
def test_at_the_network(ground: Ground) -> None:
    """It writes its own folder, reads the shared one and the company's certificates, and reaches one port."""
    ground.settings = Settings(
        hub_endpoint=f"http://127.0.0.1:{ground.open_port}",
        shared_models=str(ground.path("shared")),
        hub_ca_file=str(ground.path("outside/company.pem")),
    )
    stated(ground)                          # and cannot see who uses the models
    read = HERE | {"shared", "shared/theirs.gguf", "outside/company.pem"}
    assert ground.reach({}) == [Reached("fetcher", read, frozenset({MODELS}), (ground.open_port,))]


USAGE = "home/data/registered/usage.json"


def stated(ground: Ground) -> None:
    """Somebody has said who uses the models."""
    folder = ground.places.inventory.parent
    keep_usage(folder, Usage(UserKind.COMPANY, None))
    for each in (folder, ground.path(USAGE)):
        os.chown(each, ground.uid, ground.uid)


@pytest.mark.namespaces
def test_who_uses_the_models_is_read_without_the_network_and_written_by_one_command(ground: Ground) -> None:
    stated(ground)
    *found, written = ground.reach(
        {"job": {"job": "clean"}}, {"command": ["list"]}, {"command": ["usage"]},
        {"command": ["usage", "personal"]},
    )  # fmt: skip
    assert found == [local([USAGE])] * len(found)
    assert written == local([USAGE, "home/data/registered"], ["home/data/registered"])


PARTS = ("downloads/a-00001-of-00002.gguf", "downloads/a-00002-of-00002.gguf")
STICK = ("stick", "stick/manifest.json")
JOBS: list[tuple[dict[str, str], Reached]] = [
    ({"job": "verify"}, local()),
    ({"job": "clean"}, local()),
    ({"job": "import", "source": PARTS[0]}, local(PARTS)),
    ({"job": "import", "source": "stick"}, local(STICK)),
    ({"job": "export", "target": "stick"}, local(STICK, ["stick"])),
]


@pytest.mark.namespaces
def test_work_on_files_reaches_what_it_names(ground: Ground) -> None:
    jobs = [
        {key: value if key == "job" else str(ground.path(value)) for key, value in job.items()}
        for job, _ in JOBS
    ]
    assert ground.reach(*({"job": each} for each in jobs)) == [expected for _, expected in JOBS]


@pytest.mark.namespaces
def test_a_file_that_is_used_where_it_lies_can_be_verified_and_forgotten(ground: Ground) -> None:
    """Its list lies beside the vault, and who replaces a file needs its folder: only work that takes a file
    off the list has that.
    """
    file = ground.path("downloads/guide.gguf")
    file.write_bytes(guide_model().read_bytes())
    inventory = ground.places.inventory
    entry = register_file(Inventory(inventory), file, lambda path: names_of((path,)), lambda _: True)
    assert entry is not None
    for each in (file, inventory.parent, inventory):
        os.chown(each, ground.uid, ground.uid)
    *found, forgotten = ground.reach(
        {"job": {"job": "verify", "identity": entry.sha256}},
        {"job": {"job": "remove", "identity": "0" * 64}},
        {"command": ["verify"]},
        {"command": ["list"]},
        {"command": ["plan", entry.sha256]},
        {"job": {"job": "remove", "identity": entry.sha256}},
    )
    assert found == [local(["downloads/guide.gguf", "home/data/registered/models.json"])] * len(found)
    assert (forgotten.beyond, forgotten.connect) == (frozenset(), ())
    assert "home/data/registered" in forgotten.write
    assert not [each for each in forgotten.write | forgotten.read if each in ("home/data", "home/data/vault")]
    assert not [each for each in forgotten.write | forgotten.read if each.startswith(("outside", "stick"))]


COMMANDS: list[tuple[list[str], Reached]] = [
    (["list"], local()),
    (["import", PARTS[0]], local(PARTS)),
    (["export", "x", "stick", "--key", "outside/letter.txt"],
     local([*STICK, "outside/letter.txt"], ["stick"])),
    (["plan", "downloads/other.gguf"], local(["downloads/other.gguf"])),
    (["--shared", "shared", "verify"], local(["shared", "shared/theirs.gguf"])),
]  # fmt: skip


@pytest.mark.namespaces
def test_a_command_without_the_network_reaches_what_it_names(ground: Ground) -> None:
    commands = [
        [str(ground.path(each)) if ground.path(each).exists() else each for each in command]
        for command, _ in COMMANDS
    ]
    assert ground.reach(*({"command": each} for each in commands)) == [expected for _, expected in COMMANDS]


@pytest.mark.namespaces
def test_a_command_at_the_network_reaches_the_server_that_it_names(ground: Ground) -> None:
    own = str(ground.path("stick"))
    endpoint = f"http://127.0.0.1:{ground.open_port}"
    certificates = str(ground.path("outside/company.pem"))
    options = ["--models-folder", own, "--endpoint", endpoint, "--ca-file", certificates]
    read = frozenset({*STICK, "outside/company.pem"})
    expected = Reached("fetcher", read, frozenset({"stick"}), (ground.open_port,))
    assert ground.reach({"command": [*options, "fetch", "maker/model"]}) == [expected]
