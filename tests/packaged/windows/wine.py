"""A Windows of its own for each test: a folder of Wine, copied from one that was set up once."""

import os
import re
import select
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from installers.windows.tiny_program import STARTED

_LIMIT_S = 300
_SETTING_UP_S = 600
_REGISTRIES = {"HKLM": "system.reg", "HKCU": "user.reg"}
_RECORDED = "recorded.txt"
Values = dict[str, str]


class Wine:
    """Programs of Windows and what they leave behind. No display, no menus outside, a home of its own."""

    def __init__(self, prefix: Path, shown: Mapping[str, str] | None = None) -> None:
        """Of the environment `shown` may say where windows are shown, and in which language."""
        self.prefix = prefix
        self.drive = prefix / "drive_c"
        home = prefix.with_name(prefix.name + "-home")
        home.mkdir(exist_ok=True)
        self._environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "WINEPREFIX": str(prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml,winemenubuilder.exe=d;netsh.exe=n",
            **(shown or {}),
        }

    @classmethod
    def set_up(cls, prefix: Path, windows: str = "win10") -> "Wine":
        """A new one that says it is this version of Windows."""
        made = cls(prefix)
        made._call(["wine", "wineboot", "-i"], _SETTING_UP_S)
        made._call(["wine", "winecfg", "-v", windows])
        made.rest()
        return made

    def copy(self, prefix: Path) -> "Wine":
        """The same once more. Files are shared until they are replaced, but for the registry's."""
        shutil.copytree(self.prefix, prefix, symlinks=True, copy_function=os.link)
        for name in (*_REGISTRIES.values(), "userdef.reg"):
            (prefix / name).unlink()
            shutil.copyfile(self.prefix / name, prefix / name)
        return Wine(prefix)

    def run(self, program: str | Path, *arguments: str) -> int:
        """Its exit code; what it has started may go on."""
        return self._call(["wine", str(program), *arguments])

    @contextmanager
    def running(self, program: Path) -> "Iterator[subprocess.Popen[bytes]]":
        """A program of the stub payload, from when it says that it has started until its standard input
        ends.
        """
        with subprocess.Popen(
            ["wine", str(program)], env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            try:
                said = process.stdout
                assert said is not None
                assert select.select([said], [], [], _LIMIT_S)[0], "it did not start"
                assert said.readline() == STARTED
                yield process
                process.communicate(timeout=_LIMIT_S)
            finally:
                process.kill()

    @contextmanager
    def open(self, program: Path, *arguments: str) -> "Iterator[subprocess.Popen[bytes]]":
        """A program with windows; it has ended by itself when this ends."""
        with subprocess.Popen(
            ["wine", str(program), *arguments], env=self._environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as process:  # fmt: skip
            try:
                yield process
                process.wait(_LIMIT_S)
            finally:
                process.kill()

    def rest(self) -> None:
        """Wait until every program has ended and the registry is on the disk."""
        subprocess.run(["wineserver", "-w"], env=self._environment, check=True, timeout=_LIMIT_S)

    def _call(self, command: list[str], limit_s: int = _LIMIT_S) -> int:
        done = subprocess.run(
            command, env=self._environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit_s,
            check=False,
        )  # fmt: skip
        return done.returncode

    # -- what is on the disk

    @property
    def user(self) -> Path:
        """The folder of the one user."""
        (found,) = [each for each in (self.drive / "users").iterdir() if each.name != "Public"]
        return found

    @property
    def local(self) -> Path:
        """%LOCALAPPDATA%."""
        return self.user / "AppData" / "Local"

    def files(self) -> set[str]:
        """Every file and folder, but for the uninstaller's copy of itself, which Windows deletes at its next
        start.
        """
        found = {path.relative_to(self.drive).as_posix() for path in self.drive.rglob("*")}
        return {each for each in found if "/Temp/~nsu" not in each}

    def links(self) -> set[str]:
        """Every entry of a start menu."""
        return {each for each in self.files() if each.endswith("Hisho.lnk")}

    # -- the registry, as it lies on the disk: of the kind that programs of 64 bits see

    def keys(self, root: str) -> dict[str, Values]:
        """All keys with their values; text without its quotes, all else as it is written."""
        self.rest()
        found: dict[str, Values] = {}
        current: Values = {}
        text = (self.prefix / _REGISTRIES[root]).read_text(encoding="latin-1")
        for line in text.splitlines():
            if key := re.match(r"\[(.*)\] \d+", line):
                current = found.setdefault(_plain(key[1]), {})
            elif value := re.match(r'(?:@|"((?:[^"\\]|\\.)*)")=(?:"(.*)"|(.*))$', line):
                current[_plain(value[1] or "")] = _plain(value[2]) if value[2] is not None else value[3]
        return found

    def traces(self) -> list[str]:
        """Whatever in the registry has our name."""
        return [
            f"{root}\\{key}"
            for root in _REGISTRIES
            for key, values in self.keys(root).items()
            if "hisho" in f"{key}{values}".lower()
        ]

    # -- a netsh that does nothing but to tell how it was called

    def record_netsh(self, program: bytes) -> None:
        """Put this program in its place."""
        place = self.drive / "windows" / "system32" / "netsh.exe"
        place.unlink(missing_ok=True)
        place.write_bytes(program)

    def recorded(self) -> str:
        """How it has been called since the last time that this was asked."""
        record = self.drive / _RECORDED
        text = record.read_text(encoding="utf-16-le") if record.exists() else ""
        record.unlink(missing_ok=True)
        return text


RECORD = f"C:\\{_RECORDED}"


def _plain(written: str) -> str:
    """As Wine writes its registry: a backslash twice, other letters as \\x and four digits."""
    return re.sub(
        r'\\(?:x([0-9a-f]{1,4})|(["\\]))',
        lambda found: chr(int(found[1], 16)) if found[1] else found[2],
        written,
    )


def differences(one: Path, other: Path) -> list[str]:
    """The files of the first folder that the second does not hold with the same bytes."""
    return [
        path.relative_to(one).as_posix()
        for path in sorted(one.rglob("*"))
        if path.is_file() and not _is_same(path, other / path.relative_to(one))
    ]


def _is_same(one: Path, other: Path) -> bool:
    return other.is_file() and one.read_bytes() == other.read_bytes()
