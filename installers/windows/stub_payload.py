"""Writes a folder that looks like the frozen Hisho for Windows and does nothing: the installers are compiled
with it on Linux and tried with it under Wine.

`python -m installers.windows.stub_payload FOLDER` writes the full edition.
"""

import sys
from pathlib import Path

from installers.package import bundle
from installers.package.release import Edition
from installers.windows.tiny_program import WAITING, TinyProgram

_LIBRARIES = (
    "python312.dll", "PySide6/Qt6Core.dll", "PySide6/plugins/platforms/qwindows.dll",
    "llama_cpp/lib/ggml-base.dll", "llama_cpp/lib/llama.dll", "_ssl.pyd",
)  # fmt: skip
# Among them names that installers may stumble over: spaces, signs that mean something in their own languages,
# no suffix, a long path.
_DATA = (
    "base_library.zip", "resources/catalogue.toml", "resources/guide/guide.gguf",
    "signs/$INSTDIR %1 & (c) [x] {y}.txt", "signs/.hidden", "signs/LICENCE TEXT",
    "/".join(["deep folder"] * 12),
)  # fmt: skip


def write(folder: Path, edition: Edition) -> Path:
    """The programs of this edition, libraries, data. Raises OSError."""
    for program in bundle.programs(edition, "win32"):
        _write(folder / f"{program.name}.exe", WAITING.image(has_console=program.has_console))
    inner = folder / "_internal"
    for name in _LIBRARIES:
        _write(inner / name, TinyProgram(()).image(is_library=True))
    for number, name in enumerate(_DATA):
        _write(inner / name, f"stub {number}\n".encode() * 1000 * (number + 1))
    return folder


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    write(Path(sys.argv[1]), Edition.FULL)
