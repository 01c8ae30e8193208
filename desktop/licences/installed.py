"""Finds the parts of the register among packages that lie in a folder: their versions and their texts.

The same eyes look at an installation from source and, when a package is made, at the bundle.
"""

import mmap
import re
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path

from desktop.licences.component import Component, Kind
from desktop.licences.register import Entry, normal
from desktop.version import VERSION

_TEXT = re.compile(r"(?i)(licen[cs]e|copying|notice|authors)[^/]*")
_SUBJECTS = ("source", "source code", "repository", "homepage", "github")   # of addresses, the best first
Distributions = Mapping[str, metadata.Distribution]


def distributions(path: Iterable[Path] | None = None) -> Distributions:
    """What is installed in these folders, by its normal name; without folders, where this program looks."""
    found = metadata.distributions() if path is None else metadata.distributions(path=[str(p) for p in path])
    return {normal(each.metadata["Name"]): each for each in found}


def installed(entries: Iterable[Entry], have: Distributions, roots: Iterable[Path]) -> list[Component]:
    """The parts that are here: packages of Python by their names, all else by its files below `roots` or
    where its package is installed. Raises LicencesUnreadableError.
    """
    places = list(roots)
    found = []
    for entry in entries:
        carrier = have.get(normal(entry.distribution)) if entry.distribution else None
        if entry.distribution and carrier is None:
            continue
        if entry.files or entry.programs:
            folders = places if carrier is None else [*places, folder_of(carrier)]
            files = [file for folder in folders for file in matching(folder, entry.files)]
            if files and is_inside(files, entry):
                found.append(part(entry, version_in(files, entry), ()))
        elif carrier is not None:
            found.append(package(entry, carrier))
        else:
            found.append(part(entry, VERSION, ()))
    return found


def package(entry: Entry, installed_as: metadata.Distribution) -> Component:
    """A package of Python with the texts that came with it, and ours where it has none."""
    texts = tuple(texts_of(installed_as))
    source = entry.source or address_of(installed_as)
    return part(entry, installed_as.version, texts, source)


def part(entry: Entry, version: str, texts: Iterable[Path], source: str = "") -> Component:
    """What the register says, of this version."""
    series = ".".join(version.split(".")[:2])
    address = (source or entry.source).replace("{version}", version).replace("{series}", series)
    return Component(
        entry.name, version, entry.licence, address, entry.kind, entry.replaceable, (*texts, *entry.texts)
    )


def folder_of(distribution: metadata.Distribution) -> Path:
    """The folder that it is installed in."""
    return Path(str(distribution.locate_file(""))).resolve()


def texts_of(distribution: metadata.Distribution) -> Iterator[Path]:
    """The texts of licences and notices that came with a package, in the order of their names."""
    names = (line.split(",")[0] for line in (distribution.read_text("RECORD") or "").splitlines())
    for name in sorted(each for each in names if ".dist-info/" in each):    # thousands are of other kinds
        if _TEXT.fullmatch(name.rpartition("/")[2]) and not name.endswith(".py"):
            yield Path(str(distribution.locate_file(name)))


def address_of(distribution: metadata.Distribution) -> str:
    """Where its makers say that its source is."""
    told, about = {}, distribution.metadata     # which is read anew each time
    for line in about.get_all("Project-URL") or ():
        subject, _, address = line.partition(",")
        told[subject.strip().lower()] = address.strip()
    known = [told[each] for each in _SUBJECTS if each in told]
    pages = about.get_all("Home-page") or ()
    return next(iter((*known, *pages, *told.values())), "")


def matching(folder: Path, patterns: Iterable[str]) -> Iterator[Path]:
    """The files below a folder that fit one of the patterns; links are left out."""
    for pattern in patterns:
        for path in sorted(folder.glob(pattern)):
            if path.is_file() and not path.is_symlink():
                yield path


def is_inside(files: Iterable[Path], entry: Entry) -> bool:
    """Whether a part that is linked into files of another one really is; all others are by having files."""
    return not entry.inside or entry.version is None or bool(version_in(files, entry))


def version_in(files: Iterable[Path], entry: Entry) -> str:
    """The version that one of the files tells; nothing where none does."""
    if entry.version is None:
        return VERSION if entry.kind is Kind.DATA else ""
    for path in files:
        if path.stat().st_size:
            with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                if found := entry.version.search(data):
                    return found.group(1).decode()
    return ""
