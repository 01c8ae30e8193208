"""The engine's wheel: built once, kept in a cache folder of our own, installed by path.

pip would rebuild it every time: pip 23.0 ignores a local wheel under --require-hashes, and no pip cache knows
the build flags. The source distribution is checked by its hash; the tools that build it come from a lock file
too.
"""

import tempfile
from pathlib import Path

from installers.source import (
    cuda_kit,
    engine_build,
    engine_cache,
    engine_prebuilt,
    engine_source,
    wheel_repair,
)
from installers.source.commands import SetupError, Workshop, alone
from installers.source.engine_kinds import FULL, PLAIN, Kind, with_cuda


def chosen(workshop: Workshop) -> Kind:
    """The kind that the set-up installs unasked: the best that costs nothing, else the plain one."""
    nvidia = cuda_kit.architectures(workshop)
    better = [with_cuda(nvidia), FULL] if nvidia else [FULL]
    return next((kind for kind in better if is_at_hand(kind, workshop)), PLAIN)


def is_cached(kind: Kind, workshop: Workshop) -> bool:
    """Whether the wheel is there."""
    return engine_cache.kept(kind, workshop) is not None


def is_at_hand(kind: Kind, workshop: Workshop) -> bool:
    """Whether nothing has to be compiled: it is there, or it could be brought from where built ones lie."""
    return is_cached(kind, workshop) or engine_prebuilt.bring(kind, workshop)


def provide(kind: Kind, workshop: Workshop) -> Path:
    """The wheel of this kind, built if the cache has none. Raises SetupError."""
    folder = engine_cache.folder(kind, workshop)
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        if wheel := engine_cache.kept(kind, workshop):
            return wheel
        compilers = engine_cache.toolchain(kind, workshop)
        if compilers is None:
            raise SetupError("The engine cannot be compiled: there is no C++ compiler")
        print(f"The engine has to be compiled: {engine_cache.why_none(kind, workshop)}", flush=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="building-") as temporary:
            built = _build(kind, Path(temporary), workshop)
            place = folder / compilers
            place.mkdir(exist_ok=True)
            return built.rename(place / built.name)


def description(kind: Kind, source: Path, workshop: Workshop) -> dict[str, object]:
    """What build.json says beside the libraries: the app shows it, and an answer keeps it."""
    lock = (workshop.locks / "engine.txt").read_text(encoding="utf-8")
    return {
        "kind": kind.name,
        "version": engine_source.version(lock),
        "commit": engine_source.commit(source),
        "flags": list(kind.flags),
    }


def _build(kind: Kind, scratch: Path, workshop: Workshop) -> Path:
    raw = engine_build.build(kind, scratch, workshop)
    linker = wheel_repair.Linker(engine_source.tools(scratch, workshop), workshop)
    repaired = scratch / "repaired"
    repaired.mkdir()
    return wheel_repair.repair(raw, repaired, description(kind, scratch / "source", workshop), linker)
