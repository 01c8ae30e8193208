"""What is really in a frozen folder: which parts of the register its files belong to, and their versions.

The register is `resources/licences/components.toml`. A package of Python or a native library that is in the
folder and in no entry of the register is refused: nothing ships whose licence nobody has looked at.
"""

import json
import platform
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from desktop.licences.component import Component, Kind
from desktop.licences.installed import (
    Distributions,
    distributions,
    is_inside,
    matching,
    package,
    part,
    texts_of,
    version_in,
)
from desktop.licences.register import Entry, normal, read_register
from desktop.version import VERSION
from installers.package.native import is_native
from installers.source.commands import SetupError, Workshop

_SYSTEM = ("/usr/lib/x86_64-linux-gnu", "/lib/x86_64-linux-gnu")
_DOCUMENTS = Path("/usr/share/doc")
_ASK = (
    "import json, platform, sysconfig;"
    "print(json.dumps([platform.python_version(), sysconfig.get_path('purelib')]))"
)


@dataclass(frozen=True, slots=True)
class SystemPackage:
    """The package of the build's system that a library comes from. `system`: such as `debian-12`."""

    name: str
    version: str
    text: Path
    system: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the bundle: what is told of it, its native files below the folder of the bundle, and the
    package of Python or of the system that it is or comes from. `cpe`: vendor and product, as lists of known
    holes name it.
    """

    component: Component
    files: tuple[str, ...] = ()
    distribution: str = ""
    system: SystemPackage | None = None
    cpe: str = ""


@dataclass(frozen=True, slots=True)
class Builder:
    """The Python that froze the folder, and what is installed beside it."""

    python: str
    have: Distributions

    @classmethod
    def of(cls, root: Path, workshop: Workshop) -> "Builder":
        """Ask it. Raises SetupError."""
        told = workshop.must([str(interpreter(root)), "-c", _ASK], "The Python that freezes does not answer")
        version, folder = json.loads(told)
        return cls(version, distributions([Path(folder)]))


def interpreter(root: Path) -> Path:
    """The Python that freezes."""
    return root / ".venv-package" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def contents(root: Path, tree: Path, workshop: Workshop) -> list[Part]:
    """The parts of a bundle, in the order of the register. Raises SetupError, and LicencesUnreadableError
    where the register itself is damaged.
    """
    builder = Builder.of(root, workshop)
    entries = read_register(root / "resources" / "licences")
    there = _modules(tree / "_internal")
    bundled = {name: each for name, each in builder.have.items() if _is_bundled(each, there)}
    looked = _Look(tree, bundled, builder, workshop)
    parts = [found for entry in entries if (found := looked.at(entry)) is not None]
    _refuse_unknown(tree, parts, bundled)
    return parts


class _Look:
    """Looks for one entry after the other in a bundle."""

    def __init__(self, tree: Path, bundled: Distributions, builder: Builder, workshop: Workshop) -> None:
        self._tree = tree
        self._bundled = bundled
        self._builder = builder
        self._workshop = workshop

    def at(self, entry: Entry) -> Part | None:
        """The part, if it is there. Raises SetupError."""
        if entry.files or entry.programs:
            found = [*matching(self._tree / "_internal", entry.files), *matching(self._tree, entry.programs)]
            return self._carried(entry, found) if found and is_inside(found, entry) else None
        if not entry.distribution:
            return Part(part(entry, VERSION, ()))
        name = normal(entry.distribution)
        if name not in self._bundled:
            return None
        own = self._bundled[name]
        places = (self._tree / "_internal" / file.as_posix() for file in own.files or ())
        native = (path for path in places if path.is_file() and is_native(path))
        names = tuple(sorted(path.relative_to(self._tree).as_posix() for path in native))
        return Part(package(entry, own), names, name)

    def _carried(self, entry: Entry, found: list[Path]) -> Part:
        """Native code or data: its version is in it, or it is that of whoever brought it: the system, a
        package of Python, or Python itself.
        """
        kept = [each for each in found if entry.kind is Kind.DATA or is_native(each)]
        native = tuple(each.relative_to(self._tree).as_posix() for each in kept)
        carrier = self._builder.have.get(normal(entry.distribution)) if entry.distribution else None
        if entry.debian and (system := system_package(found[0].name, self._workshop)):
            return Part(part(entry, system.version, [system.text]), native, system=system)
        if entry.programs and carrier is not None:
            return Part(part(entry, carrier.version, texts_of(carrier)), native)
        version = version_in(found, entry)
        if entry.version is not None and not version:
            raise SetupError(f"No file of {entry.name} tells its version; is the pattern still right?")
        brought = "" if entry.inside else self._builder.python
        return Part(part(entry, version or brought, ()), native, cpe=entry.cpe)


def system_package(library: str, workshop: Workshop) -> SystemPackage | None:
    """Which package of Debian or Ubuntu a library of the system is from; None on another system."""
    for folder in _SYSTEM:
        done = workshop.run(["dpkg-query", "-S", f"{folder}/{library}"])
        if done.code == 0:
            name = done.output.split(":")[0]
            version = workshop.must(["dpkg-query", "-W", "-f", "${Version}", name], "No version")
            return SystemPackage(name, version.strip(), _DOCUMENTS / name / "copyright", _system())
    return None


def _system() -> str:
    """The distribution that builds here, and its version where it has one."""
    told = platform.freedesktop_os_release()
    return "-".join(filter(None, (told.get("ID", "debian"), told.get("VERSION_ID"))))


def _modules(internal: Path) -> frozenset[str]:
    """All files, by the names that their packages know them under: compiled modules by their sources."""
    return frozenset(
        path.relative_to(internal).as_posix().removesuffix("c") if path.suffix == ".pyc"
        else path.relative_to(internal).as_posix()
        for path in internal.rglob("*")
        if path.is_file()
    )  # fmt: skip


def _is_bundled(distribution: metadata.Distribution, there: frozenset[str]) -> bool:
    """Whether code of it is there; its name alone, kept for `hisho doctor`, is not enough."""
    return any(
        file.as_posix() in there for file in distribution.files or () if ".dist-info/" not in file.as_posix()
    )


def _refuse_unknown(tree: Path, parts: Iterable[Part], bundled: Mapping[str, metadata.Distribution]) -> None:
    """Raises SetupError for what is in no entry."""
    known = {each.distribution for each in parts}
    unnamed = sorted(set(bundled) - known)
    claimed = {name for each in parts for name in each.files}
    claimed |= {f"_internal/{file.as_posix()}" for each in bundled.values() for file in each.files or ()}
    unnamed += [
        name
        for path in sorted(tree.rglob("*"))
        if path.is_file() and not path.is_symlink() and is_native(path)
        and (name := path.relative_to(tree).as_posix()) not in claimed
    ]  # fmt: skip
    if unnamed:
        raise SetupError(
            "These are in the bundle and in no entry of resources/licences/components.toml: "
            + ", ".join(unnamed[:10])
        )
