"""SHA-256 of what runs here: the executables, the main libraries and every source file of ours.

In a bundle that is every executable of it, the same libraries where they lie there, and what our sources were
compiled to.
"""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib import metadata
from pathlib import Path

from desktop.executables import executables as of_bundle
from desktop.executables import running

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
_FOLDERS = {                            # of a bundle, which has no list of what pip installed
    "PySide6_Essentials": "PySide6",
    "shiboken6": "shiboken6",
    "llama_cpp_python": "llama_cpp",
    "sqlcipher3": "sqlcipher3",
    "cryptography": "cryptography",
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
    """Everything that runs here; takes about a second. `root` is the folder that holds what is ours."""
    bundle = running()
    return HashedFiles(executables(bundle), libraries(None if bundle is None else root), sources(root))


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


def executables(bundle: Path | None = None) -> Sequence[Hashed]:
    """The program that runs this process; of a bundle, known by one of its executables, all of them."""
    if bundle is not None:
        return [Hashed(path.name, file_hash(path)) for path in of_bundle(bundle)]
    here = Path(sys.executable).resolve()
    return [Hashed(str(here), file_hash(here))]


def libraries(folder: Path | None = None) -> Sequence[Hashed]:
    """The native libraries that see texts or keys: those that pip installed, or those in the folder of a
    bundle.
    """
    found = []
    for package, wanted in _LIBRARIES.items():
        files = _installed(package) if folder is None else _native_below(folder / _FOLDERS[package])
        seen = [path for path in files if wanted.search(path.name)]
        found += [Hashed(f"{package}/{path.name}", file_hash(path)) for path in seen]
    return found


def _installed(package: str) -> Sequence[Path]:
    try:
        files = metadata.files(package) or ()
    except metadata.PackageNotFoundError:
        return ()
    return sorted(Path(str(each.locate())) for each in files if _NATIVE.search(each.name))


def _native_below(folder: Path) -> Sequence[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and _NATIVE.search(path.name))


def sources(root: Path) -> Sequence[Hashed]:
    """Our own files below this folder by their paths, resources included; in a bundle `main.py` is in each
    executable.
    """
    files = [path for path in (root / "main.py",) if path.is_file()]
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
