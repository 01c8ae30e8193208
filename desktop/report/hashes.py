"""SHA-256 of what runs here: the executables, the main libraries and every source file of ours."""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path

_CHUNK = 1 << 20
_LIBRARIES = {
    "PySide6_Essentials": re.compile(
        r"libQt6(Core|DBus|Gui|Network|Widgets)\.so|Qt(Core|Gui|Widgets)\.abi3\.so"
    ),
    "shiboken6": re.compile(r"\.so"),
    "llama_cpp_python": re.compile(r"lib(llama|ggml|ggml-base|ggml-vulkan)\.so|libgomp"),
    "sqlcipher3": re.compile(r"\.so"),
    "cryptography": re.compile(r"\.so"),
}
_NATIVE = re.compile(r"\.so(\.[0-9.]+)?$")
_OURS = ("desktop", "model_manager")
_NOT_SOURCE = frozenset({"__pycache__"})


@dataclass(frozen=True, slots=True)
class Hashed:
    """One file; `sha256` is empty where it cannot be read."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class HashedFiles:
    """All that is hashed for a report."""

    executables: Sequence[Hashed]
    libraries: Sequence[Hashed]
    sources: Sequence[Hashed]


def hash_files(root: Path) -> HashedFiles:
    """Everything that runs here; takes about a second. `root` is the folder that holds `main.py`."""
    return HashedFiles(executables(), libraries(), sources(root))


def file_hash(path: Path) -> str:
    """SHA-256 in hex; empty if it cannot be read."""
    digest = sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return ""
    return digest.hexdigest()


def executables() -> Sequence[Hashed]:
    """The program that runs this process; in a bundle all of its executables."""
    here = Path(sys.executable).resolve()
    if getattr(sys, "frozen", False):
        beside = sorted(path for path in here.parent.glob("hisho*") if path.is_file())
        return [Hashed(path.name, file_hash(path)) for path in beside]
    return [Hashed(str(here), file_hash(here))]


def libraries() -> Sequence[Hashed]:
    """The native libraries that see texts or keys. A package that is not installed as one (as in a bundle)
    has none to name.
    """
    found = []
    for package, wanted in _LIBRARIES.items():
        for path in _files_of(package):
            if wanted.search(path.name):
                found.append(Hashed(f"{package}/{path.name}", file_hash(path)))
    return found


def _files_of(package: str) -> Sequence[Path]:
    try:
        files = metadata.files(package) or ()
    except metadata.PackageNotFoundError:
        return ()
    return sorted(Path(str(each.locate())) for each in files if _NATIVE.search(each.name))


def sources(root: Path) -> Sequence[Hashed]:
    """Our own source files below the folder that holds `main.py`, by their paths; resources included."""
    files = [root / "main.py"]
    for folder in (*_OURS, "resources"):
        files += [path for path in (root / folder).rglob("*") if path.is_file()]
    kept = [path for path in files if not _NOT_SOURCE & set(path.parts) and path.suffix != ".gguf"]
    return [Hashed(path.relative_to(root).as_posix(), file_hash(path)) for path in sorted(kept)]


def total(files: Iterable[Hashed]) -> str:
    """One hash for many files: SHA-256 over the lines `hash  path` in the order of the paths' bytes, as
    `sha256sum` prints them.
    """
    lines = sorted((each.name.encode(errors="surrogateescape"), each.sha256) for each in files)
    return sha256(b"".join(digest.encode() + b"  " + name + b"\n" for name, digest in lines)).hexdigest()
