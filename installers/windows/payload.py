"""What an installer for Windows puts on the disk: the frozen folder, looked through, with one date."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from installers.source.commands import SetupError

_FETCHER = "hisho-fetcher.exe"      # the one program that may open a connection
_NEEDED = ("hisho.exe", "hisho-cli.exe", "hisho-engine.exe", "hisho-reader.exe", "hisho-window.exe")
_OURS = "uninstall.exe"             # the installer writes it
# An .msi from wixl breaks on other letters, and NSIS reads these of ours in two kinds of quotes.
_NAME = re.compile(r"[A-Za-z0-9 !#$%&'()+,.;=@\[\]^_{}~-]+")
_SIGNED = (".exe", ".dll", ".pyd")


@dataclass(frozen=True, slots=True)
class Payload:
    """A folder, and the places of its files within, in order, with slashes."""

    folder: Path
    files: tuple[PurePosixPath, ...]

    @property
    def folders(self) -> tuple[PurePosixPath, ...]:
        """Every folder within that has to be made, each after the one that it is in."""
        return tuple(sorted({each for file in self.files for each in file.parents if each.parts}))

    @property
    def programs(self) -> tuple[str, ...]:
        """The executables of ours."""
        return tuple(file.name for file in self.files if len(file.parts) == 1 and file.suffix == ".exe")

    @property
    def offline_programs(self) -> tuple[str, ...]:
        """Those that a firewall shall keep from the network."""
        return tuple(name for name in self.programs if name != _FETCHER)

    @property
    def kibibytes(self) -> int:
        """How much room it takes, each file rounded up."""
        return sum(-(-(self.folder / file).stat().st_size // 1024) for file in self.files)

    @property
    def signed(self) -> tuple[Path, ...]:
        """The files that bear a signature of ours: programs and libraries."""
        return tuple(self.folder / file for file in self.files if file.suffix.lower() in _SIGNED)


def read(folder: Path) -> Payload:
    """Look through a frozen folder. Raises SetupError."""
    files = []
    for path in sorted(folder.rglob("*")):
        place = PurePosixPath(path.relative_to(folder).as_posix())
        if path.is_symlink():
            raise SetupError(f"Windows takes no links: {place}")
        for part in place.parts:
            if not _NAME.fullmatch(part) or part.endswith((" ", ".")):
                raise SetupError(f"An installer cannot hold a file of this name: {place}")
        if path.is_file():
            files.append(place)
    payload = Payload(folder, tuple(files))
    if lacking := [name for name in _NEEDED if name not in payload.programs]:
        raise SetupError(f"This is no frozen Hisho for Windows; it lacks {', '.join(lacking)}")
    if _OURS in payload.programs:
        raise SetupError(f"{_OURS} is the installer's own name")
    return payload


def copy(payload: Payload, target: Path) -> Payload:
    """The same in a folder of its own, where files may be signed. Raises OSError."""
    for file in payload.files:
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(payload.folder / file, target / file)
    return Payload(target, payload.files)


def settle(payload: Payload, moment: int) -> None:
    """Every file is as old as the commit, whoever builds when. Raises OSError."""
    for file in payload.files:
        os.utime(payload.folder / file, (moment, moment))
