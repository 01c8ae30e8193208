"""The engine's wheel: built once for a kind of processor, kept in a cache folder of our own, installed by
path.

pip would rebuild it every time: pip 23.0 ignores a local wheel under --require-hashes, and no pip cache knows
the build flags. The source distribution is checked by its hash; the tools that build it come from a lock file
too.
"""

import hashlib
import os
import platform
import re
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from installers.source.commands import Runner, SetupError, alone
from installers.source.environment import create

FLAGS = (
    "-DGGML_NATIVE=ON", "-DGGML_OPENMP=ON", "-DLLAMA_OPENSSL=OFF", "-DLLAVA_BUILD=OFF",
    "-DCMAKE_PLATFORM_NO_VERSIONED_SONAME=ON",              # one copy of each library instead of three
    "-DCMAKE_INSTALL_LIBDIR=llama_cpp/lib", "-DCMAKE_INSTALL_BINDIR=llama_cpp/lib",
    "-DCMAKE_INSTALL_INCLUDEDIR=llama_cpp/include",         # nothing in the top level of site-packages
)  # fmt: skip
_MEMORY_OF_A_JOB = 1 << 30          # a compiler on the largest of the files, and some air
_STEP = re.compile(r"\[(\d+)/(\d+)\]")
_TOLD_EVERY_S = 10.0


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where built wheels are kept."""
    if own := environment.get("HISHO_ENGINE_CACHE"):
        return Path(own)
    base = environment.get("XDG_CACHE_HOME") or str(Path(environment.get("HOME") or Path.home()) / ".cache")
    return Path(base) / "hisho" / "engine"


def cache_key(lock: str, flags: tuple[str, ...], processor: str) -> str:
    """What a wheel was built from and for: version and hash of the source, flags, processor, C library."""
    parts = (lock, "\n".join(flags), processor, platform.machine(), " ".join(platform.libc_ver()))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def processor(cpuinfo: str) -> str:
    """Name and capabilities of the processor: the build is for exactly this kind."""
    found: dict[str, str] = {}
    for line in cpuinfo.splitlines():
        name, _, value = line.partition(":")
        if name.strip() in ("model name", "flags", "Features", "CPU part"):
            found.setdefault(name.strip(), value.strip())
    return repr(sorted(found.items()))


def jobs(processors: int, memory: int) -> int:
    """How many compilers at once: one for each processor, as far as the memory goes."""
    return max(1, min(processors, memory // _MEMORY_OF_A_JOB))


def provide(locks: Path, environment: Mapping[str, str], run: Runner) -> Path:
    """The wheel for this machine, built if the cache has none. Raises SetupError."""
    folder = _folder(locks, environment)
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        if wheel := _kept(folder):
            return wheel
        with tempfile.TemporaryDirectory(dir=folder, prefix="building-") as temporary:
            built = _build(Path(temporary), locks, environment, run)
            return built.rename(folder / built.name)


def is_cached(locks: Path, environment: Mapping[str, str]) -> bool:
    """Whether nothing has to be compiled."""
    return _kept(_folder(locks, environment)) is not None


def _folder(locks: Path, environment: Mapping[str, str]) -> Path:
    lock = (locks / "engine.txt").read_text(encoding="utf-8")
    cpuinfo = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    return cache_folder(environment) / cache_key(lock, FLAGS, processor(cpuinfo))


def _kept(folder: Path) -> Path | None:
    return next(iter(sorted(folder.glob("*.whl"))), None)


def _build(folder: Path, locks: Path, environment: Mapping[str, str], run: Runner) -> Path:
    print("Compiling the engine (llama.cpp) once for this processor: 4 to 10 minutes on 2 cores", flush=True)
    tools = folder / "tools"
    create(tools, run)
    python = str(tools / "bin" / "python")
    path = f"{tools / 'bin'}{os.pathsep}{environment.get('PATH', '')}"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    quiet = {
        **environment,
        "PATH": path,
        "CMAKE_BUILD_PARALLEL_LEVEL": str(jobs(len(os.sched_getaffinity(0)), memory)),
        "CMAKE_ARGS": " ".join(FLAGS),
    }
    pip = [python, "-m", "pip", "--disable-pip-version-check"]
    source, out = folder / "source", folder / "out"
    steps = (
        [*pip, "install", "-q", "--require-hashes", "--no-deps", "-r", str(locks / "engine-build.txt")],
        [*pip, "download", "-q", "--no-deps", "--no-binary", "llama-cpp-python", "--no-build-isolation",
         "--require-hashes", "-r", str(locks / "engine.txt"), "-d", str(source)],
    )  # fmt: skip
    for step in steps:
        done = run(step, quiet)
        if done.code:
            raise SetupError(f"The engine's source could not be had:\n{done.output[-2000:]}")
    archive = next(source.glob("*.tar.gz"))
    wheel = [*pip, "wheel", "-v", "--no-deps", "--no-build-isolation", str(archive), "-w", str(out)]
    done = run(wheel, quiet, Progress())
    if sys.stdout.isatty():
        print(flush=True)
    if done.code:
        raise SetupError(f"The engine could not be compiled:\n{done.output[-4000:]}")
    return next(out.glob("*.whl"))


class Progress:
    """Tells from time to time how far ninja is; on a terminal in one line."""

    def __init__(self) -> None:
        self._told = 0.0

    def __call__(self, line: str) -> None:
        found = _STEP.search(line)
        now = time.monotonic()
        if found is None or now - self._told < _TOLD_EVERY_S:
            return
        self._told = now
        text = f"Compiling the engine: {found[1]} of {found[2]}"
        end = "\r" if sys.stdout.isatty() else "\n"
        print(text.ljust(60), end=end, flush=True)
