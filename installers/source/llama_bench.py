"""llama.cpp's own benchmark, compiled against the very libraries of an installed engine: the measure that
`make bench` holds ours against.
"""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path

from installers.source import engine_source
from installers.source.commands import Workshop, alone
from installers.source.engine_cache import cache_folder

_VENDORED = Path("vendor/llama.cpp")
_INCLUDE = ("common", "include", "ggml/include", "vendor")
_SOURCES = ("tools/llama-bench/main.cpp", "tools/llama-bench/llama-bench.cpp")
_LINKED = ("-lllama-common", "-lllama", "-lggml", "-lggml-base", "-pthread", "-Wl,-rpath,$ORIGIN")


def provide(libraries: Path, workshop: Workshop) -> Path | None:
    """The program, compiled once for this folder of libraries (`llama_cpp/lib`); None, after a word on the
    screen, where there is no compiler. It lies beside copies of the libraries, for it searches its backends
    where it lies. Raises SetupError, OSError.
    """
    place = cache_folder(workshop.environment) / "bench" / key(libraries, workshop)
    program = place / "llama-bench"
    if program.exists():
        return program
    environment = workshop.environment
    compiler = shutil.which(environment.get("CXX") or "c++", path=environment.get("PATH"))
    if compiler is None:
        print("llama-bench is left out: there is no C++ compiler", flush=True)
        return None
    place.mkdir(parents=True, exist_ok=True)
    with alone(place), tempfile.TemporaryDirectory(dir=place) as temporary:
        if not program.exists():
            for library in libraries.glob("*.so*"):
                shutil.copyfile(library, place / library.name)
            _compile(compiler, Path(temporary), place, workshop).rename(program)
    return program


def key(libraries: Path, workshop: Workshop) -> str:
    """Which libraries these are, byte for byte, and which source the program comes from."""
    digest = hashlib.sha256((workshop.locks / "engine.txt").read_bytes())
    for library in sorted(libraries.glob("*.so*")):
        digest.update(os.fsencode(library.name))
        with library.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:32]


def _compile(compiler: str, scratch: Path, libraries: Path, workshop: Workshop) -> Path:
    print("Compiling llama-bench: a minute", flush=True)
    source, program = scratch / "source", scratch / "llama-bench"
    engine_source.unpack(engine_source.archive(scratch, workshop), source, workshop)
    vendored = source / _VENDORED
    command = [
        compiler, "-O2", "-DNDEBUG", "-std=c++17", *(f"-I{vendored / name}" for name in _INCLUDE),
        *(str(vendored / name) for name in _SOURCES), f"-L{libraries}", *_LINKED, "-o", str(program),
    ]  # fmt: skip
    workshop.must(command, "llama-bench could not be compiled")
    return program
