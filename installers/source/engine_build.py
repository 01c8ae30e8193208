"""Compiles the engine: locked tools, unpacked source, CMake's settings; what comes out is a raw wheel."""

import os
import re
import shlex
import sys
import time
from pathlib import Path

from installers.source import cuda_kit, engine_source, vulkan_kit
from installers.source.commands import SetupError, Workshop
from installers.source.engine_cache import cache_folder
from installers.source.engine_kinds import Kind

_MEMORY_OF_A_JOB = 1 << 30  # a compiler on the largest of the files, and some air
_STEP = re.compile(r"\[(\d+)/(\d+)\]")
_TOLD_EVERY_S = 10.0


def jobs(processors: int, memory: int) -> int:
    """How many compilers at once: one for each processor, as far as the memory goes."""
    return max(1, min(processors, memory // _MEMORY_OF_A_JOB))


def build(kind: Kind, scratch: Path, workshop: Workshop) -> Path:
    """Compile in the folder `scratch`; tools and source are still in it afterwards. Raises SetupError."""
    print(f"Compiling the engine (llama.cpp, {kind.name}) once: {kind.takes}", flush=True)
    tools = engine_source.tools(scratch, workshop)
    source = scratch / "source"
    engine_source.unpack(engine_source.archive(scratch, workshop), source, workshop)
    places = vulkan_kit.provide(scratch, source, workshop) if kind.has_shaders else ()
    places += cuda_kit.provide(scratch, workshop) if kind.has_cuda else ()
    command = [
        *engine_source.pip(tools), "wheel", "-v", "--no-deps", "--no-build-isolation", str(source),
        f"--config-settings=build-dir={scratch / 'build'}", "-w", str(scratch / "out"),
    ]  # fmt: skip
    done = workshop.run(command, settings(kind, places, scratch, workshop), Progress())
    if sys.stdout.isatty():
        print(flush=True)
    if done.code:
        raise SetupError(f"The engine could not be compiled:\n{done.output[-4000:]}")
    return next((scratch / "out").glob("*.whl"))


def settings(kind: Kind, places: tuple[str, ...], scratch: Path, workshop: Workshop) -> dict[str, str]:
    """The environment of the build. Nothing that comes out knows in which folder it was made."""
    environment = workshop.environment
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    nowhere = shlex.quote(f"-ffile-prefix-map={scratch}=.")
    ours = {
        "PATH": f"{scratch / 'tools' / 'bin'}{os.pathsep}{environment.get('PATH', '')}",
        "CMAKE_BUILD_PARALLEL_LEVEL": str(jobs(len(os.sched_getaffinity(0)), memory)),
        "CMAKE_ARGS": shlex.join([*kind.flags, *places]),
        "CFLAGS": nowhere,
        "CXXFLAGS": nowhere,
        "CCACHE_DIR": str(cache_folder(environment) / "ccache"),
        "CCACHE_BASEDIR": str(scratch),  # the next build lies in another folder
        "CCACHE_NOHASHDIR": "1",
        "CCACHE_MAXSIZE": "2G",
    }
    return {name: value for name, value in environment.items() if name != "LDFLAGS"} | ours


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
