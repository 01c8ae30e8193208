"""What a frozen tree asks of the system that it runs on: libraries that it links and does not hold, and the
versions of the C and C++ libraries.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from installers.package.native import is_elf
from installers.source.commands import SetupError, Workshop

_NEEDED = re.compile(r"\(NEEDED\)\s+Shared library: \[(.+?)\]")
_SYMBOL = re.compile(r"Name: (GLIBC|GLIBCXX)_(\d+(?:\.\d+)*)\s+Flags")
# The first GCC whose C++ library has these symbols (its manual's page on ABI history).
_GCC_OF_GLIBCXX = {29: "11", 30: "12", 31: "13", 32: "13", 33: "14", 34: "15"}


@dataclass(frozen=True, slots=True)
class Needs:
    """The file names of libraries, and the newest symbols of the C and the C++ library that are used."""

    libraries: frozenset[str]
    glibc: str
    glibcxx: str

    @property
    def gcc(self) -> str:
        """The version of GCC that brought this C++ library; "" where any will do."""
        number = int(self.glibcxx.rsplit(".", 1)[-1])
        return _GCC_OF_GLIBCXX.get(number, "" if number < min(_GCC_OF_GLIBCXX) else "15")


def needs(tree: Path, workshop: Workshop) -> Needs:
    """What the programs and libraries below `tree` need. Raises SetupError, OSError."""
    elves = [str(path) for path in sorted(tree.rglob("*")) if is_elf(path)]
    if not elves:
        raise SetupError(f"There is no program in {tree}")
    told = workshop.must(["readelf", "-W", "-d", "-V", *elves], "The libraries cannot be read")
    held = {path.name for path in tree.rglob("*.so*")}
    symbols = set(_SYMBOL.findall(told))
    return Needs(
        frozenset(set(_NEEDED.findall(told)) - held),
        _newest(version for name, version in symbols if name == "GLIBC"),
        _newest(version for name, version in symbols if name == "GLIBCXX"),
    )


def _newest(versions: Iterable[str]) -> str:
    return max(versions, key=_numbers, default="0")


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def owner(library: str, workshop: Workshop) -> str:
    """The Debian package that has installed this library here. Raises SetupError."""
    listed = workshop.must(["/sbin/ldconfig", "-p"], "The system's libraries cannot be listed")
    found = re.search(rf"^\s*{re.escape(library)} \(libc6,x86-64.*\) => (\S+)$", listed, re.MULTILINE)
    if found is None:
        raise SetupError(f"{library} is linked, not bundled, and not on this system")
    path = Path(found.group(1))
    # dpkg knows a file by the path of its package, from before or after /lib became a link to /usr/lib.
    near = dict.fromkeys((path, path.resolve()))
    merged = [Path("/usr") / each.relative_to("/") for each in near if not each.is_relative_to("/usr")]
    split = [Path("/") / each.relative_to("/usr") for each in near if each.is_relative_to("/usr")]
    for place in (*near, *merged, *split):
        done = workshop.run(["dpkg-query", "-S", str(place)])
        if done.code == 0:
            return done.output.split(":")[0]
    raise SetupError(f"No package owns {library}")
