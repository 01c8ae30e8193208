"""One part that Hisho is made of, and the file in which a package lists them all.

The list is written when a package is made (`installers/package/notices.py`) and lies beside the texts that it
names; from source there is none, and `installed.py` looks at what is there.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop.licences.errors import LicencesUnreadableError

LIST = "components.json"
_RULE = "\n\n" + "-" * 72 + "\n\n"


class Kind(StrEnum):
    """What sort of part it is."""

    PRODUCT = "product"         # Hisho itself
    RUNTIME = "runtime"         # Python, and what starts it
    LIBRARY = "library"         # native code
    PACKAGE = "package"         # a package of Python
    DATA = "data"


@dataclass(frozen=True, slots=True)
class Component:
    """A part. `licence` is an SPDX expression, `source` an address that says where its source is;
    `replaceable`: under the LGPL, so whoever has Hisho may put another one in its place.
    """

    name: str
    version: str
    licence: str
    source: str = ""
    kind: Kind = Kind.LIBRARY
    replaceable: bool = False
    texts: tuple[Path, ...] = ()

    def text(self) -> str:
        """All texts of its licence, one below the other. Raises LicencesUnreadableError."""
        return _RULE.join(_read(path).strip("\n") for path in self.texts) + "\n"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise LicencesUnreadableError(path) from error


def write_list(folder: Path, components: Iterable[Component]) -> Path:
    """Write the list into a folder; the texts are named by their way from there."""
    body = [
        {
            "name": each.name,
            "version": each.version,
            "licence": each.licence,
            "source": each.source,
            "kind": each.kind.value,
            "replaceable": each.replaceable,
            "texts": [Path(os.path.relpath(path, folder)).as_posix() for path in each.texts],
        }
        for each in components
    ]
    path = folder / LIST
    path.write_text(json.dumps({"components": body}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def read_list(folder: Path) -> list[Component]:
    """What a list says. Raises LicencesUnreadableError."""
    path = folder / LIST
    try:
        untrusted = json.loads(path.read_bytes())["components"]
        return [_accept(folder, each) for each in untrusted]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LicencesUnreadableError(path) from error


def _accept(folder: Path, untrusted: dict[str, Any]) -> Component:
    return Component(
        str(untrusted["name"]),
        str(untrusted["version"]),
        str(untrusted["licence"]),
        str(untrusted["source"]),
        Kind(untrusted["kind"]),
        bool(untrusted["replaceable"]),
        tuple(folder / str(name) for name in untrusted["texts"]),
    )
