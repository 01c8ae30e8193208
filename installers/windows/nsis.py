"""Makes the .exe installer with makensis: lists of what goes in and out, and the values of the script."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from installers.package.release import Release
from installers.source.commands import Workshop
from installers.windows import product
from installers.windows.payload import Payload

_SCRIPT = Path(__file__).resolve().parent / "nsis" / "hisho.nsi"
_SIGNER = Path(__file__).resolve().parent / "sign.py"


def build(
    payload: Payload, places: product.Places, release: Release, workshop: Workshop, *, signs: bool
) -> Path:
    """The installer; with `signs` its uninstaller is signed while it is made. Raises SetupError, OSError."""
    listed = places.scratch / "lists.nsh"
    listed.write_text(lists(payload), encoding="utf-8-sig")
    made = places.out / product.file_name(release, ".exe")
    values = {
        "VERSION": release.version,
        "NUMBERS": ".".join(map(str, (*product.numbers(release.version), 0))),
        "NAME": product.name(release),
        "PUBLISHER": product.PUBLISHER,
        "KIBIBYTES": str(payload.kibibytes),
        "ICON": str(product.ICON),
        "LISTS": str(listed),
        "OUTPUT": str(made),
    }
    if signs:
        values["SIGN"] = f'"{sys.executable}" "{_SIGNER}"'
    failing = "The installer for Windows could not be made"
    workshop.must(command(values), failing, product.variables(release, workshop))
    return made


def command(values: Mapping[str, str]) -> list[str]:
    """makensis with these values for the script; a warning is a failure."""
    return ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *_defined(values), str(_SCRIPT)]


def _defined(values: Mapping[str, str]) -> Iterator[str]:
    for name, value in values.items():
        yield f"-D{name}={value}"


def lists(payload: Payload) -> str:
    """Macros for the script: to write every file, to delete every file and then every folder that is empty,
    and to do something for every program.
    """
    folders = [PurePosixPath(), *payload.folders]
    parts = {
        "INSTALL_FILES": [line for folder in folders for line in _written(payload, folder)],
        "DELETE_FILES": [
            *(f'Delete "{_installed(file)}"' for file in payload.files),
            *(f'RMDir "{_installed(folder)}"' for folder in reversed(payload.folders)),
        ],
        "EACH_PROGRAM ACTION": [f'!insertmacro ${{ACTION}} "{name}"' for name in payload.programs],
        "EACH_OFFLINE_PROGRAM ACTION": [
            f'!insertmacro ${{ACTION}} "{name}"' for name in payload.offline_programs
        ],
    }
    return "".join(_macro(name, lines) for name, lines in parts.items())


def _written(payload: Payload, folder: PurePosixPath) -> Iterator[str]:
    files = [file for file in payload.files if file.parent == folder]
    if files:
        yield f'SetOutPath "{_installed(folder)}"'
    for file in files:
        yield f'File "/oname={_literal(file.name)}" "{payload.folder / file}"'


def _installed(place: PurePosixPath) -> str:
    return "\\".join(("$INSTDIR", *map(_literal, place.parts)))


def _literal(name: str) -> str:
    """For the script a single $ begins a variable."""
    return name.replace("$", "$$")


def _macro(name: str, lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in (f"!macro {name}", *(f"  {each}" for each in lines), "!macroend"))
