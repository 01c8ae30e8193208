"""Where built engines are kept, and under which key: what went into a build, and what it runs on."""

import hashlib
import platform
import shutil
from collections.abc import Mapping
from pathlib import Path

from installers.source.commands import Workshop
from installers.source.engine_kinds import Kind

_FORM = "2"  # another number, and everybody builds anew


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Where built wheels are kept."""
    if own := environment.get("HISHO_ENGINE_CACHE"):
        return Path(own)
    base = environment.get("XDG_CACHE_HOME") or str(Path(environment.get("HOME") or Path.home()) / ".cache")
    return Path(base) / "hisho" / "engine"


def cache_key(locks: str, flags: tuple[str, ...], processor: str) -> str:
    """What a wheel was built from and for: sources and tools, flags, processor ("" for any), C library."""
    libc = " ".join(platform.libc_ver())
    parts = (_FORM, locks, "\n".join(flags), processor, platform.machine(), libc)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def processor(cpuinfo: str) -> str:
    """Name and capabilities of the processor: the plain build is for exactly this kind."""
    found: dict[str, str] = {}
    for line in cpuinfo.splitlines():
        name, _, value = line.partition(":")
        if name.strip() in ("model name", "flags", "Features", "CPU part"):
            found.setdefault(name.strip(), value.strip())
    return repr(sorted(found.items()))


def folder(kind: Kind, workshop: Workshop) -> Path:
    """Where the wheels of this kind are, below it one folder for each set of compilers."""
    names = ("engine.txt", "engine-build.txt", *(("cuda-build.txt",) if kind.has_cuda else ()))
    locks = "".join((workshop.locks / name).read_text(encoding="utf-8") for name in names)
    cpuinfo = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    key = cache_key(locks, kind.flags, processor(cpuinfo) if kind.for_one_processor else "")
    return cache_folder(workshop.environment) / f"{kind.name}-{key}"


def toolchain(kind: Kind, workshop: Workshop) -> str | None:
    """The compilers of this machine as a short name; None where there is none."""
    environment = workshop.environment
    wanted = [environment.get("CXX") or "c++", *(["glslc"] if kind.has_shaders else [])]
    found = [shutil.which(name, path=environment.get("PATH")) for name in wanted]
    if found[0] is None:
        return None
    versions = [workshop.run([program, "--version"]).output for program in found if program is not None]
    return hashlib.sha256("\0".join(versions).encode()).hexdigest()[:16]


def prebuilt_folder(kind: Kind, workshop: Workshop) -> Path:
    """Where a wheel of this kind is kept that was compiled elsewhere; its hash was checked when it came."""
    return folder(kind, workshop) / "prebuilt"


def kept(kind: Kind, workshop: Workshop) -> Path | None:
    """The wheel of this machine's compilers, else one that was built elsewhere; where there are no compilers,
    the newest of any: it was built for this C library, and nobody shall install a compiler for what is there.
    """
    compilers = toolchain(kind, workshop)
    for name in (compilers or "*", "prebuilt"):
        wheels = folder(kind, workshop).glob(f"{name}/*.whl")
        if newest := max(wheels, key=lambda wheel: wheel.stat().st_mtime_ns, default=None):
            return newest
    return None


def why_none(kind: Kind, workshop: Workshop) -> str:
    """Why nothing is kept that could be installed: what whoever waits for a compiler is told."""
    if any(folder(kind, workshop).glob("*/*.whl")):
        return "the one that is kept was built by another compiler"
    others = cache_folder(workshop.environment).glob(f"{kind.name}-*/*/*.whl")
    if any(others):
        parts = "processor, C library" if kind.for_one_processor else "C library"
        return f"what is kept was built for another {parts}, version or set of flags"
    return "none is kept on this computer"
