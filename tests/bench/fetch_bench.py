"""Fetches a large file from a server on loopback, hashed, verified and brought to the disk: against a bare
stream into a file and against huggingface_hub's download; and what a resumed fetch sends and reads again.

Each fetch is a process of its own and starts when the disk is idle; the sides alternate.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
from huggingface_hub import hf_hub_download

from model_manager.connection import Connection
from model_manager.errors import FetchCancelledError
from model_manager.fetch import FileFetch
from model_manager.hub_files import HubFile
from model_manager.integrity import PART
from model_manager.web import open_client
from model_manager.wishes import FileWish, Watch
from tests.bench.hub_server import COMMIT, FILE, REPO, digest, sent, serving

ROOT = Path(__file__).resolve().parents[2]
MB = 1_000_000
SIZE = 512 << 20
LINE_SPEED = 125 * MB               # a gigabit a second
ROUNDS, LINE_ROUNDS = 5, 3
LIMIT_S = 120
_HF_SWITCHES = ("XET", "TELEMETRY", "PROGRESS_BARS", "UPDATE_CHECK", "IMPLICIT_TOKEN")

Row = dict[str, Any]
Sides = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class _Measured:
    """Of each side, round by round: megabytes a second, and seconds of the processor."""

    speeds: Sides
    processor: Sides

    def faster_than(self, other: str) -> list[float]:
        """How fast ours is against another side."""
        return _ratios(self.speeds["ours"], self.speeds[other])


def run() -> list[Row]:
    """The figures: name, value, unit, goal, met, spread."""
    sha256 = digest(SIZE)
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        place = Path(folder)
        with serving(SIZE) as endpoint:
            free = _measured(("ours", "bare", "synced", "hub"), ROUNDS, endpoint, place, sha256)
            beyond, read_again = _resumed(endpoint, place, sha256)
        with serving(SIZE, LINE_SPEED) as endpoint:
            held = _measured(("ours", "bare", "synced"), LINE_ROUNDS, endpoint, place, sha256)
    own, bare = free.processor["ours"], free.processor["bare"]
    return [
        _at_least("fetch at 125 MB/s against a bare stream into a file", held.faster_than("bare"), 0.97),
        _at_least("the same against one that syncs at its end", held.faster_than("synced"), 0.97),
        _at_least("fetch unthrottled against a bare stream into a file", free.faster_than("bare"), 0.8),
        _at_least("the same against one that syncs at its end", free.faster_than("synced"), 0.8),
        _at_least("fetch unthrottled against hf_hub_download", free.faster_than("hub"), 1.0),
        _row("fetch unthrottled", free.speeds["ours"], "MB/s", "", met=None),
        _row("bare stream unthrottled", free.speeds["bare"], "MB/s", "", met=None),
        _row("hf_hub_download unthrottled", free.speeds["hub"], "MB/s", "", met=None),
        _row("processor time of a fetch against a bare stream", _ratios(own, bare), "×", "", met=None),
        _row("resume: bytes sent beyond what was missing", [beyond], "bytes", "≤ 0", met=beyond <= 0),
        _row("resume: read again beyond the part", [read_again], "MB", "≤ 1", met=read_again <= 1),
    ]


def _measured(sides: Sequence[str], rounds: int, endpoint: str, place: Path, sha256: str) -> _Measured:
    """The first round warms up, and the order turns."""
    found = _Measured({side: [] for side in sides}, {side: [] for side in sides})
    for number in range(rounds + 1):
        turned = number % len(sides)
        for side in (*sides[turned:], *sides[:turned]):
            with tempfile.TemporaryDirectory(dir=place) as folder:
                os.sync()
                seconds, processor = _child(side, endpoint, folder, sha256)
            if number:
                found.speeds[side].append(SIZE / MB / seconds)
                found.processor[side].append(processor)
    return found


def _child(side: str, endpoint: str, folder: str, sha256: str) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    switches = {f"HF_HUB_DISABLE_{each}": "1" for each in _HF_SWITCHES}
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.fetch_bench", side, endpoint, folder, sha256],
        cwd=ROOT, env={**os.environ, **switches, "HF_ENDPOINT": endpoint, "HF_HOME": folder},
        stdout=subprocess.PIPE, check=True, timeout=LIMIT_S,
    )  # fmt: skip
    seconds, processor = map(float, done.stdout.split())
    return seconds, processor


# -- the sides, each in its own process


def _bare(endpoint: str, folder: Path, _sha256: str, *, syncs: bool = False) -> None:
    url = f"{endpoint}/{REPO}/resolve/{COMMIT}/{FILE}"
    with (
        httpx2.Client(trust_env=False) as client,
        client.stream("GET", url) as response,
        (folder / FILE).open("wb") as file,
    ):
        for data in response.iter_raw():
            file.write(data)
        file.flush()
        if syncs:
            os.fsync(file.fileno())


def _synced(endpoint: str, folder: Path, sha256: str) -> None:
    _bare(endpoint, folder, sha256, syncs=True)


def _hub(_endpoint: str, folder: Path, _sha256: str) -> None:
    hf_hub_download(REPO, FILE, revision=COMMIT, cache_dir=folder / "cache")


def _ours(endpoint: str, folder: Path, sha256: str) -> None:
    _fetch(endpoint, folder / FILE, sha256)


def _fetch(
    endpoint: str, target: Path, sha256: str, goes_on: Callable[[int], bool] = lambda _have: True
) -> None:
    connection = Connection(endpoint=endpoint)
    watch = Watch(lambda have, _whole: goes_on(have), lambda _seconds: True)
    wish = FileWish(REPO, COMMIT, HubFile(FILE, SIZE, sha256, ""))
    with open_client(connection, follows=False) as client:
        FileFetch(client, connection, watch).run(wish, target)


SIDES: dict[str, Callable[[str, Path, str], None]] = {
    "ours": _ours, "bare": _bare, "synced": _synced, "hub": _hub,
}  # fmt: skip


# -- resume


def _resumed(endpoint: str, place: Path, sha256: str) -> tuple[int, float]:
    """After a fetch that was stopped in the middle: the bytes that the server sent beyond the missing ones,
    and the megabytes that were read from files beyond those that were there.
    """
    target = place / "resumed" / FILE
    try:
        _fetch(endpoint, target, sha256, lambda have: have < SIZE // 2)
    except FetchCancelledError:
        there = target.with_name(FILE + PART).stat().st_size
    else:
        raise AssertionError("it was not stopped")
    before, read = sent(endpoint), _bytes_read()
    _fetch(endpoint, target, sha256)
    return sent(endpoint) - before - (SIZE - there), (_bytes_read() - read - there) / MB


def _bytes_read() -> int:
    """What this process has read from files so far, by the kernel's count; sockets are not in it."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("rchar")))


# -- rows


def _ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    return [mine / other for mine, other in zip(ours, theirs, strict=True)]


def _at_least(name: str, values: list[float], goal: float) -> Row:
    return _row(name, values, "×", f"≥ {goal:g}", met=statistics.median(values) >= goal)


def _row(name: str, values: Sequence[float], unit: str, goal: str, *, met: bool | None) -> Row:
    return {
        "name": name, "value": round(statistics.median(values), 3), "unit": unit, "goal": goal, "met": met,
        "spread": f"{min(values):.2f}–{max(values):.2f}",
    }  # fmt: skip


def main() -> None:
    """One side: fetch once, and print how many seconds it took, and how many of the processor."""
    side, endpoint, folder, sha256 = sys.argv[1:]
    began, worked = time.perf_counter(), time.process_time()
    SIDES[side](endpoint, Path(folder), sha256)
    print(time.perf_counter() - began, time.process_time() - worked)


if __name__ == "__main__":
    main()
