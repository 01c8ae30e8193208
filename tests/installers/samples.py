"""A project and a frozen folder as small as they can be, and a release to pack them as."""

import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from desktop.licences.component import Component, write_list
from installers.package.release import Edition, Release
from installers.package.staging import Source
from installers.source.commands import Done, Workshop, run
from tests.installers.runners import LOCKS, FakeRunner
from tests.sources import ROOT

MOMENT = 1_790_000_000
FULL = Release(Edition.FULL, "1.2.3", MOMENT)
AIRGAP = Release(Edition.AIRGAP, "1.2.3", MOMENT)
ELF = b"\x7fELF"
READELF = """
 0x0000000000000001 (NEEDED)             Shared library: [libxcb.so.1]
 0x0000000000000001 (NEEDED)             Shared library: [libglib-2.0.so.0]
 0x0000000000000001 (NEEDED)             Shared library: [libstdc++.so.6]
 0x0000000000000001 (NEEDED)             Shared library: [libc.so.6]
 0x0000000000000001 (NEEDED)             Shared library: [libvulkan.so.1]
 0x0000000000000001 (NEEDED)             Shared library: [libQt6Core.so.6]
  0x0010:   Name: GLIBC_2.9  Flags: none  Version: 5
  0x0020:   Name: GLIBC_2.35  Flags: none  Version: 4
  0x0020:   Name: GLIBC_2.4  Flags: none  Version: 4
  0x0030:   Name: GLIBCXX_3.4.9  Flags: none  Version: 3
  0x0030:   Name: GLIBCXX_3.4.30  Flags: none  Version: 3
"""
OWNERS = {
    "libxcb.so.1": "libxcb1", "libglib-2.0.so.0": "libglib2.0-0", "libstdc++.so.6": "libstdc++6",
    "libc.so.6": "libc6", "libvulkan.so.1": "libvulkan1",
}  # fmt: skip
LDCONFIG = "".join(f"\t{name} (libc6,x86-64) => /usr/lib/x86_64-linux-gnu/{name}\n" for name in OWNERS)


def frozen(folder: Path) -> Path:
    """A frozen folder: a program, a library, notices."""
    tree = folder / "tree"
    library = tree / "_internal/PySide6/Qt/lib/libQt6Core.so.6"
    library.parent.mkdir(parents=True)
    library.write_bytes(ELF + b"library")
    (tree / "hisho").write_bytes(ELF + b"program")
    notices = tree / "_internal/resources/licences/third-party"
    notices.mkdir(parents=True)
    (notices / "THIRD-PARTY.txt").write_text("Qt\n")
    write_list(
        notices,
        [
            Component("Hisho", "1.2.3", "Apache-2.0"),
            Component("Qt", "6.11.3", "LGPL-3.0-only"),
            Component("cryptography", "50", "Apache-2.0 OR BSD-3-Clause"),
        ],
    )
    return tree


def source(folder: Path) -> Source:
    """This project with such a folder."""
    return Source(ROOT, frozen(folder), Path("/venv/bin/python"))


class Tools(FakeRunner):
    """This system's tools: what is asked of its libraries is answered here, programs named `real` are run."""

    def __init__(
        self,
        answers: Mapping[str, Done] | None = None,
        real: Sequence[str] = (),
        build: Callable[[Sequence[str]], None] | None = None,
        owners: Mapping[str, str] = OWNERS,
    ) -> None:
        told = {
            "readelf": Done(0, READELF),
            "/sbin/ldconfig": Done(0, LDCONFIG),
            "en": Done(0, ".SS hisho ask\nask one question\n"),
            "ja": Done(0, ".SS hisho ask\n質問する\n"),
            "completion": Done(0, "complete -F _hisho hisho\n"),
        }
        super().__init__({**(answers or {}), **told}, build)
        self._real = real
        self._owners = owners

    def __call__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        on_line: Callable[[str], None] | None = None,
    ) -> Done:
        done = super().__call__(command, environment, on_line)
        if command[0] == "dpkg-query":
            owner = self._owners[Path(command[-1]).name]
            return Done(0, f"{owner}:amd64: {command[-1]}\n")
        return run(command, environment) if command[0] in self._real else done


def workshop(tools: FakeRunner, **environment: str) -> Workshop:
    """A workshop with these tools."""
    return Workshop(LOCKS, {"PATH": "/usr/bin:/bin", **environment}, tools)


def told(*command: str) -> str:
    """What a program of this system says."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
