"""What the bundle is made of: programs, libraries, data, and the patterns of what is taken out again."""

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path

from installers.allow_list import Fault, offences
from installers.package import airgap
from installers.package.release import Edition

_ENGINE_LIBRARIES = re.compile(
    r"lib(llama|ggml[a-z0-9-]*|gomp)\.so(\.\d+)?|(llama|ggml[a-z0-9-]*)\.dll|build\.json"
)


@dataclass(frozen=True, slots=True)
class Program:
    """One executable of the bundle. `has_console` matters on Windows alone."""

    name: str
    has_console: bool = False


# Modules that others import where it suits them, and nothing of ours needs.
_NEVER = (
    "numpy", "diskcache", "hf_xet", "tkinter", "_tkinter", "unittest", "pydoc", "doctest", "test", "idlelib",
    "lib2to3", "ensurepip", "venv", "pip", "setuptools", "pkg_resources", "distutils", "pdb", "bdb",
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtDesigner", "PySide6.QtTest",
    "PySide6.QtSql", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtHelp", "PySide6.QtUiTools",
    "PySide6.QtXml", "PySide6.QtConcurrent",
    "uvicorn", "fastapi", "starlette", "pydantic", "trio", "anyio._backends._trio",
    "llama_cpp.llama", "llama_cpp.server",      # the side door of desktop.inference.llama passes them by
)  # fmt: skip
_UNWANTED = re.compile(
    r"_pyi_rth_utils/.*"                # of the hooks that are left out
    r"|PySide6/(Qt/)?(qml|libexec|metatypes|resources|scripts|glue|typesystems|include|doc)/.*"
    r"|PySide6/(Qt/)?translations/(?!qtbase_(ja|en)\.qm).*"
    # Where a package came from, and from which folder of this machine: its version is all that is asked for.
    r"|(?!keyring-)[^/]+\.dist-info/(?!METADATA$).*"
    r"|keyring-[^/]+\.dist-info/(?!METADATA$|entry_points\.txt$).*"
)


# Libraries beside the modules are left to the system, which keeps them safe, but for those that a desktop may
# lack or have in another version.
_BUNDLED = re.compile(
    r"lib(python3\.\d+|ffi|sqlite3|bz2|lzma|uuid|crypto|ssl|xkbcommon(-x11)?|xcb-(cursor|icccm|image|keysyms"
    r"|render-util|util|xkb))\.so[.\d]*"
)
_HOOK = "pyi_rth_"
_SYSTEM_LIBRARY = re.compile(r"lib[^/]+\.so[.\d]*")


def edition(name: str) -> Edition:
    """The edition of this name. Raises ValueError."""
    return Edition(name)


def programs(which: Edition, platform: str) -> Sequence[Program]:
    """The executables, so that a firewall rule can tell them apart. Windows has one more for the console,
    since a windowed program prints nothing there.
    """
    names = ["hisho", "hisho-window", "hisho-engine", "hisho-reader", "hisho-fetcher"]
    if which is Edition.AIRGAP:
        names.remove("hisho-fetcher")
    made = [Program(name) for name in names]
    return [*made, Program("hisho-cli", has_console=True)] if platform == "win32" else made


def libraries() -> list[tuple[str, str]]:
    """The engine's libraries, which are found at run time, not by imports: (file, folder in the bundle)."""
    spec = PathFinder.find_spec("llama_cpp")     # not what a program of ours has put in its place
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(name="llama_cpp")
    folder = Path(spec.origin).parent / "lib"
    return [
        (str(file), "llama_cpp/lib")
        for file in sorted(folder.iterdir())
        if _ENGINE_LIBRARIES.fullmatch(file.name)
    ]


def resources(root: Path) -> list[tuple[str, str]]:
    """What ships beside the code: (file, folder in the bundle)."""
    folder = root / "resources"
    found = sorted(path for pattern in _SHIPPED for path in folder.glob(pattern))
    return [(str(path), str(path.parent.relative_to(root))) for path in found]


_SHIPPED = (
    "catalogue.toml", "guide/guide.gguf", "i18n/*.ts", "icons/**/*.svg", "licences/licences.toml",
    "licences/**/*.txt", "tasks/*.toml",
)  # fmt: skip


def hidden_imports(which: Edition) -> list[str]:
    """Modules that are imported by name at run time."""
    found = ["keyring.backends.Windows", "win32ctypes.core"] if sys.platform == "win32" else [
        "keyring.backends.SecretService", "secretstorage", "jeepney.io.blocking"
    ]
    if which is Edition.FULL:
        found += ["huggingface_hub.hf_api", "huggingface_hub.file_download", "truststore"]
    return [*found, "jinja2.sandbox", "llama_cpp.llama_cpp"]


def named_packages(which: Edition) -> list[str]:
    """Packages whose versions `hisho doctor` shows: it reads them where pip has written them."""
    names = ["PySide6_Essentials", "llama_cpp_python", "sqlcipher3", "cryptography", "keyring", "jinja2"]
    return [*names, "huggingface_hub"] if which is Edition.FULL else names


def excluded(which: Edition) -> list[str]:
    """Modules that must not be in the bundle."""
    return [*_NEVER, *(airgap.LEFT_OUT if which is Edition.AIRGAP else ())]


def without_hooks(scripts: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The scripts of the executables without what PyInstaller would run before ours, in every one of them: it
    loads Qt in the supervisor and the engine as well, and makes ready for what nothing of ours does.
    """
    return [each for each in scripts if not each[0].startswith(_HOOK)]


def kept(files: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """What stays of the files that PyInstaller has found: (place in the bundle, source, kind)."""
    return sorted(each for each in files if _is_kept(each[0].replace("\\", "/"), each[2]))


def _is_kept(place: str, kind: str) -> bool:
    if kind == "BINARY" and _SYSTEM_LIBRARY.fullmatch(place):
        return _BUNDLED.fullmatch(place) is not None
    # Of Qt what is not used is taken out here; anything else that nobody named is told at the end.
    of_qt = {Fault.QT_MODULE, Fault.QT_PLUGIN} & {each.fault for each in offences([place])}
    return not of_qt and not _UNWANTED.fullmatch(place)


def icon(root: Path, platform: str) -> str | None:
    """The icon of the executables, where the platform has such a thing."""
    return str(root / "resources" / "icons" / "hisho.ico") if platform == "win32" else None
