"""What may lie in a bundle. The modules and plug-ins of Qt and the packages of Python are named here, the
files of a bundle one by one in `bundle_files.txt`; what is not named is an offence, and what is missing too.

`python -m installers.allow_list FOLDER EDITION` judges a bundle, and without an edition any folder of
packages by the first of these alone; it ends with 1 if there is an offence. The lists are for what ships: the
packages as they come from their makers hold much more.
"""

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath

from installers.package import airgap, named_files
from installers.package.release import Edition

QT_MODULES = frozenset({
    "Core", "DBus", "Gui", "Svg", "Widgets",
    "OpenGL",                       # what the X11 and Wayland plug-ins draw with
    "WaylandClient", "XcbQpa",
})  # fmt: skip
QT_PLUGINS = frozenset({
    "iconengines/qsvgicon",
    "imageformats/qgif", "imageformats/qico", "imageformats/qjpeg", "imageformats/qsvg",
    "platforminputcontexts/composeplatforminputcontextplugin",
    "platforminputcontexts/ibusplatforminputcontextplugin",
    "platforms/qoffscreen", "platforms/qwayland", "platforms/qwindows", "platforms/qxcb",
    "platformthemes/qxdgdesktopportal",
    "styles/qmodernwindowsstyle",
    "wayland-decoration-client/adwaita", "wayland-decoration-client/bradient",
    "wayland-graphics-integration-client/qt-plugin-wayland-egl",
    "wayland-shell-integration/xdg-shell",
    "xcbglintegrations/qxcb-egl-integration", "xcbglintegrations/qxcb-glx-integration",
})  # fmt: skip
PACKAGES = frozenset({
    "PySide6", "shiboken6", "llama_cpp", "numpy", "diskcache", "sqlcipher3", "cryptography", "cffi",
    "pycparser", "keyring", "secretstorage", "jeepney", "jaraco", "more_itertools", "backports",
    "importlib_metadata", "zipp", "jinja2", "markupsafe", "markdown_it", "mdurl", "huggingface_hub",
    "httpx2", "httpcore2", "h11", "anyio", "idna", "truststore", "filelock", "fsspec", "packaging", "tqdm",
    "yaml", "typing_extensions", "click", "lazy_importer", "win32ctypes", "colorama",
    "desktop", "model_manager", "resources",
})  # fmt: skip
_LIBRARY = r"(?:\.abi3|\.cp\d+-\w+|\.cpython-[\w-]+)?(?:\.so(?:\.\d+)*|\.pyd|\.dll|\.dylib)"
_QT = re.compile(r"(?:lib)?Qt6?(?P<module>[A-Z]\w*?)" + _LIBRARY)
_PLUGIN = re.compile(r"(?:lib)?(?P<name>[\w-]+?)(?:\.so|\.dll|\.dylib)")
_OF_PYTHON = re.compile("|".join([*sys.stdlib_module_names, r"python3\.\d+"]))
_TOPS = ("site-packages", "_internal")
_LEFT_OUT = tuple(f"{name}." for name in airgap.LEFT_OUT)
_METADATA = (".dist-info", ".libs", ".egg-info")


class Fault(StrEnum):
    """Why a file must not be there."""

    QT_MODULE = "a module of Qt that is not used: QtNetwork and QML open sockets"
    QT_PLUGIN = "a plug-in of Qt that is not used: some listen (VNC, the debugger of QML, TUIO)"
    PACKAGE = "a package that nobody named: hf_xet has a network stack of its own"
    TESTS = "the tests of a package"
    NETWORK = "speaks to a network, in the edition without one"
    UNNAMED = "a file that no line of bundle_files.txt or of its like names"
    MISSING = "needed, and not there"


@dataclass(frozen=True, slots=True)
class Offence:
    """A file that must not be there."""

    path: str
    fault: Fault


def offences(paths: Iterable[str]) -> list[Offence]:
    """What must not be there, of the files of a bundle or of an environment, by their paths within it."""
    return [
        Offence(path, fault) for path in paths if (fault := _fault(PurePosixPath(path.replace("\\", "/"))))
    ]


def offences_of(bundle: Path, edition: Edition) -> list[Offence]:
    """What must not be in this bundle, and what is missing in it."""
    paths, known = list(files_below(bundle)), named_files.entries(edition)
    found = offences(paths)
    if edition is Edition.AIRGAP:
        found += [Offence(path, Fault.NETWORK) for path in paths if _speaks(bundle, path)]
    found += [Offence(path, Fault.UNNAMED) for path in named_files.unnamed(paths, known)]
    return found + [Offence(line, Fault.MISSING) for line in named_files.missing(paths, known)]


def _speaks(bundle: Path, path: str) -> bool:
    """By its name, or by what is linked into it; the one file that may hold such code is named."""
    if _module(path).startswith(_LEFT_OUT):
        return True
    return path not in airgap.HOLDS_TLS and (bundle / path).is_file() and airgap.speaks(bundle / path)


def _module(path: str) -> str:
    """The module in a file of a bundle, with a full stop behind each part of its name."""
    parts = PurePosixPath(path).with_suffix("").parts[1:]
    return "".join(f"{part.partition('.')[0]}." for part in parts if part != "__init__")


def _fault(path: PurePosixPath) -> Fault | None:
    parts = _below_top(path.parts)
    if "plugins" in parts[:-1]:
        return None if _plugin(parts) in QT_PLUGINS else Fault.QT_PLUGIN
    if (qt := _QT.fullmatch(path.name)) and qt["module"] not in QT_MODULES:
        return Fault.QT_MODULE
    if len(parts) > 1 and not parts[0].endswith(_METADATA):
        if parts[0] not in PACKAGES and not _OF_PYTHON.fullmatch(parts[0]):
            return Fault.PACKAGE
        if "tests" in parts[1:-1]:
            return Fault.TESTS
    return None


def _below_top(parts: tuple[str, ...]) -> tuple[str, ...]:
    """From the package on, where there is a folder that holds packages."""
    tops = [place for place, part in enumerate(parts) if part in _TOPS]
    return parts[tops[-1] + 1 :] if tops else parts


def _plugin(parts: tuple[str, ...]) -> str:
    """Such as `platforms/qxcb`."""
    name = _PLUGIN.fullmatch(parts[-1])
    return f"{parts[-2]}/{name['name']}" if name else "/".join(parts)


def files_below(folder: Path) -> Iterator[str]:
    """The paths of all files and links in a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_dir():
            yield path.relative_to(folder).as_posix()


def main(folder: str, edition: str = "") -> int:
    """Name every offence."""
    bundle = Path(folder)
    found = offences_of(bundle, Edition(edition)) if edition else offences(files_below(bundle))
    for each in found:
        print(f"{each.path}: {each.fault}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
