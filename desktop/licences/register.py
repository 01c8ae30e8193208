"""The register of all parts, `resources/licences/components.toml`: what each is called, which licence we take
it under, and how it is found.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.licences.component import Kind
from desktop.licences.errors import LicencesUnreadableError

FILE = "components.toml"
TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of one part; the file explains the fields."""

    name: str
    licence: str
    kind: Kind = Kind.LIBRARY
    distribution: str = ""
    files: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    version: re.Pattern[bytes] | None = None
    debian: bool = False
    inside: bool = False
    replaceable: bool = False
    texts: tuple[Path, ...] = ()
    source: str = ""
    cpe: str = ""

    @property
    def is_package(self) -> bool:
        """Whether it is a package of Python itself, not something that one carries along."""
        return self.kind is Kind.PACKAGE


def read_register(folder: Path) -> tuple[Entry, ...]:
    """All entries, in the order of the file. Raises LicencesUnreadableError."""
    path = folder / FILE
    try:
        with path.open("rb") as file:
            tables = tomllib.load(file)["component"]
        return tuple(_entry(each, folder / TEXTS) for each in tables)
    except (OSError, ValueError, KeyError, TypeError, re.error) as error:
        raise LicencesUnreadableError(path) from error


def _entry(table: Mapping[str, Any], texts: Path) -> Entry:
    """Raises KeyError, TypeError, ValueError or re.error for what is no entry."""
    values = dict(table)
    for name in ("files", "programs"):
        values[name] = tuple(values.get(name, ()))
    is_package = "distribution" in values and not values["files"] and not values["programs"]
    values["kind"] = Kind(values.get("kind", Kind.PACKAGE if is_package else Kind.LIBRARY))
    values["texts"] = tuple((texts / name).resolve() for name in values.get("texts", ()))
    if "version" in values:
        values["version"] = re.compile(values["version"].encode())
    return Entry(**values)


def normal(name: str) -> str:
    """The name of a distribution as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
