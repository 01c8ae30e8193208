"""The frozen program against the source: how soon its window is painted, how fast its engine is against one
that was compiled for this very processor, and how large everything is.

It looks at what `make package` left in build/package; where there is nothing, a row says so. The engine for
this processor is compiled if it is not kept yet.
"""

import json
import operator
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from desktop.channel import Channel
from desktop.inference.protocol import Open
from installers.source import engine_wheel
from installers.source.commands import Workshop
from installers.source.commands import run as run_command
from installers.source.engine_kinds import PLAIN
from model_manager.placement import Choice
from tests.bench.engine_bench import CONTEXT, Asker
from tests.bench.random_model import random_model
from tests.bench.rows import Row, row
from tests.inference.engine_process import ready_engine

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ROOT / "build" / "package"
STARTS, ROUNDS = 9, 15
GOAL_START, GOAL_ENGINE = 1.3, 0.97
GOAL_INSTALLED_MB, GOAL_PACKAGE_MB = 300.0, 90.0


def run(packages: Path = PACKAGES) -> list[Row]:
    """The figures: name, value, unit, goal, met, spread."""
    tree = packages / "full" / "hisho"
    if not (tree / "hisho-window").is_file():
        return [_nothing("package: there is none; `make package` makes it")]
    return [*starts(tree), *engines(tree), *sizes(packages)]


def _nothing(name: str) -> Row:
    return {"name": name, "value": None, "unit": "", "goal": None, "met": None, "spread": ""}


def starts(tree: Path) -> list[Row]:
    """Both in turn, after one start of each that warms up the disk's cache."""
    from_source = [sys.executable, "-I", "-X", "utf8", str(ROOT / "main.py")]
    packaged: list[float] = []
    source: list[float] = []
    packaged_first: list[float] = []
    source_first: list[float] = []
    windows = ((packaged, [str(tree / "hisho-window"), "window"]), (source, [*from_source, "window"]))
    first = ((packaged_first, [str(tree / "hisho")]), (source_first, from_source))
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(STARTS + 1):
            for found, command in windows:
                found.append(_painted(command, Path(folder)))
            for found, command in first:
                found.append(_told(command, Path(folder)))
    return [
        *_against("start to the painted window", packaged[1:], source[1:]),
        *_against("start to its version, told and ended", packaged_first[1:], source_first[1:]),
    ]


def _against(name: str, packaged: Sequence[float], source: Sequence[float]) -> list[Row]:
    ratios = [ours / theirs for ours, theirs in zip(packaged, source, strict=True)]
    return [
        row(f"package: {name}, against from source", ratios, "×", GOAL_START),
        row(f"package: {name}", packaged, "ms", None),
        row(f"source: {name}", source, "ms", None),
    ]


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return {**kept, "LANG": "C.UTF-8", "HISHO_HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}


def _painted(command: Sequence[str], folder: Path) -> float:
    """Milliseconds until the window's program tells its supervisor, who is here, of the first paint."""
    channel, theirs = Channel.pair()
    with channel, theirs:
        began = time.perf_counter()
        process = subprocess.Popen(
            [*command, str(theirs.fileno()), str(os.getpid())],
            env=_environment(folder),
            pass_fds=[theirs.fileno()],
            stderr=subprocess.DEVNULL,
        )
        theirs.close()
        try:
            channel.send({"verb": "start", "locked": True, "crashed": False, "model_path": ""})
            while channel.receive().untrusted.get("verb") != "shown":
                pass
            return (time.perf_counter() - began) * 1000
        finally:
            process.kill()
            process.wait()


def _told(command: Sequence[str], folder: Path) -> float:
    began = time.perf_counter()
    subprocess.run(
        [*command, "--version"], env=_environment(folder), check=True, capture_output=True, timeout=60
    )
    return (time.perf_counter() - began) * 1000


def engines(tree: Path) -> list[Row]:
    """The packaged engine, which chooses its code at the start, and one for this processor alone, both loaded
    and asked in turn; a first round warms both up.
    """
    shop = Workshop(ROOT / "installers" / "locks", dict(os.environ), run_command)
    model = random_model()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        packaged, native = Path(folder) / "packaged", Path(folder) / "native"
        packaged.mkdir()
        (packaged / "llama_cpp").symlink_to((tree / "_internal" / "llama_cpp").resolve())
        with zipfile.ZipFile(engine_wheel.provide(PLAIN, shop)) as wheel:
            wheel.extractall(native)
        ours, theirs = (stack.enter_context(_engine_of(each, model)) for each in (packaged, native))
        rounds = []
        for number in range(ROUNDS + 1):
            pair = (ours, theirs) if number % 2 else (theirs, ours)
            speeds = {asker: asker.fixed(number) for asker in pair}
            rounds.append((speeds[ours], speeds[theirs]))
    rows = []
    for name in ("decode", "prefill"):
        found = [(mine.of(name), other.of(name)) for mine, other in rounds[1:]]
        ratios = [mine / other for mine, other in found]
        goal = GOAL_ENGINE if name == "decode" else None
        against = f"package: engine {name} / compiled for this processor"
        rows.append(row(against, ratios, "ratio", goal, operator.ge))
        rows.append(row(f"package: engine {name}", [mine for mine, _ in found], "tokens/s", None))
    return rows


@contextmanager
def _engine_of(packages: Path, model: Path) -> Iterator[Asker]:
    """Our engine's program with the package `llama_cpp` that lies in this folder."""
    opening, environment = Open(Choice(context=CONTEXT)), {"PYTHONPATH": str(packages)}
    with ready_engine(model, opening=opening, environment=environment) as engine:
        mapped = Path(f"/proc/{engine.process.pid}/maps").read_text(encoding="utf-8", errors="replace")
        assert str((packages / "llama_cpp").resolve()) in mapped, "another engine was loaded"
        yield Asker(engine)


def sizes(packages: Path) -> list[Row]:
    """Megabytes (1,000,000 bytes) of what was made, and what its tests measured of installing it."""
    found = (packages / "full" / "hisho").rglob("*")
    files = [path for path in found if path.is_file() and not path.is_symlink()]
    rows = [row("package: installed", [_megabytes(files)], "MB", GOAL_INSTALLED_MB)]
    for path in sorted((packages / "out").glob("hisho*")):
        if path.suffix in (".deb", ".rpm", ".zst", ".AppImage"):
            goal = GOAL_PACKAGE_MB if path.suffix == ".deb" else None
            rows.append(row(f"package: {path.name}", [_megabytes([path])], "MB", goal))
    measured = packages / "figures.json"
    if measured.is_file():
        for name, value in json.loads(measured.read_text(encoding="utf-8")).items():
            what, _, unit = name.rpartition(", ")
            rows.append(row(f"package: {what}", [value], unit, None))
    return rows


def _megabytes(paths: Sequence[Path]) -> float:
    return sum(path.stat().st_size for path in paths) / 1e6
