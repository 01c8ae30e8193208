"""What the tests of fetching share: one file in a fake hub, and somebody who watches."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from model_manager.connection import Connection
from model_manager.fetch import FileFetch
from model_manager.hub_files import HubFile
from model_manager.integrity import PART
from model_manager.web import open_client
from model_manager.wishes import FileWish, Watch
from tests.model_manager.fake_hub import COMMIT, REPO, FakeHub, gguf_like

SIZE = 1_500_000
DATA = gguf_like(SIZE)
FILE = "model-Q4_K_M.gguf"


@dataclass
class Seen:
    """What a fetch asked and told."""

    waits: list[float] = field(default_factory=list)
    steps: list[int] = field(default_factory=list)
    traffic: list[tuple[str, int]] = field(default_factory=list)
    goes_on: Callable[[int], bool] = lambda _have: True

    def watch(self) -> Watch:
        return Watch(self._progress, self._wait, lambda host, count: self.traffic.append((host, count)))

    def _progress(self, have: int, whole: int) -> bool:
        assert have <= whole == SIZE
        self.steps.append(have)
        return self.goes_on(have)

    def _wait(self, seconds: float) -> bool:
        self.waits.append(seconds)
        return True


def wish_of(hub: FakeHub, **changes: object) -> FileWish:
    file = HubFile(FILE, SIZE, hashlib.sha256(DATA).hexdigest(), "")
    return FileWish(REPO, COMMIT, replace(file, **changes))  # type: ignore[arg-type]


def fetch(hub: FakeHub, target: Path, seen: Seen | None = None, **changes: object) -> str:
    connection = replace(Connection(endpoint=hub.endpoint, patience_s=60.0), **changes)  # type: ignore[arg-type]
    return run(connection, wish_of(hub), target, seen or Seen())


def run(connection: Connection, wish: FileWish, target: Path, seen: Seen, token: str = "") -> str:
    with open_client(connection, follows=False) as client:
        return FileFetch(client, connection, seen.watch(), token).run(wish, target)


def assert_published(target: Path) -> None:
    assert target.read_bytes() == DATA
    assert target.stat().st_mode & 0o777 == 0o444
    assert [each.name for each in target.parent.iterdir()] == [FILE]


def assert_nothing_published(target: Path) -> None:
    assert not target.exists()


def part(target: Path) -> Path:
    return target.with_name(target.name + PART)
