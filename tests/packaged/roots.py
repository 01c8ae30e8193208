"""The ground of clean machines: minimal systems made by debootstrap from the archive that this machine's own
apt is told to use. They are kept for a week in build/package/roots.
"""

import hashlib
import re
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from installers.source import apt_sources
from tests.packaged.clean_machine import USER, USER_ID

APT = Path("/etc/apt")
_WEEK_S = 7 * 24 * 3600
_SUITES: Mapping[str, tuple[str, ...]] = {"debian": ("bookworm", "trixie"), "ubuntu": ("jammy", "noble")}
_COMPONENTS: Mapping[str, str] = {"debian": "main", "ubuntu": "main,universe"}
# The marks by which overlayfs knows what a layer has taken away are attributes and devices.
_TAR = ("tar", "--zstd", "--numeric-owner", "--xattrs", "--xattrs-include=*")
# How this machine reaches its archive; the clean one has to do the same.
_REACHING = re.compile(r"^Acquire::(?:Check-|https?::(?:Proxy|Timeout)|Retries).*", re.MULTILINE)


class RootError(Exception):
    """No root can be made here; the text says what is missing."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a root is made of."""

    suite: str
    archive: str
    components: str

    @property
    def name(self) -> str:
        """Another recipe has another name."""
        digest = hashlib.sha256(repr((self.archive, self.components)).encode()).hexdigest()
        return f"{self.suite}-{digest[:12]}.tar.zst"


def system(release: str) -> tuple[str, str]:
    """The distribution and its code name, from the text of an os-release file."""
    fields = dict(re.findall(r'^([A-Z_]+)="?([^"\n]*)"?$', release, re.MULTILINE))
    return fields.get("ID", ""), fields.get("VERSION_CODENAME", "")


def suites(distribution: str) -> tuple[str, ...]:
    """The releases of this machine's distribution in which packages are tried: its archive has them."""
    return _SUITES.get(distribution, ())


def recipe(suite: str, release: str, apt: Path = APT) -> Recipe:
    """How to make a root of this suite here. Raises RootError."""
    distribution, codename = system(release)
    archive = apt_sources.archive(apt, codename)
    if archive is None:
        raise RootError(f"apt on this machine names no archive of {codename or 'a Debian or Ubuntu'}")
    return Recipe(suite, archive, _COMPONENTS[distribution])


def provide(wanted: Recipe, store: Path) -> Path:
    """The packed root, made anew when the one that is kept is older than a week. Raises RootError."""
    packed = store / wanted.name
    if is_fresh(packed, time.time()):
        return packed
    store.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=store) as scratch:
        root = Path(scratch) / "root"
        _must(
            ["debootstrap", "--variant=minbase", f"--components={wanted.components}", wanted.suite, str(root),
             wanted.archive]
        )  # fmt: skip
        _settle(root)
        pack(root, packed)
    return packed


def is_fresh(packed: Path, now: float) -> bool:
    """Whether what is kept is there and not older than a week."""
    return packed.is_file() and 0 <= now - packed.stat().st_mtime < _WEEK_S


def pack(folder: Path, packed: Path) -> None:
    """Keep a root or a layer; what is there under this name is whole. Raises RootError."""
    part = packed.with_name(packed.name + ".part")
    _must([*_TAR, "-cf", str(part), "-C", str(folder), "."])
    part.rename(packed)


def unpack(packed: Path, target: Path) -> None:
    """Lay it out in a folder of its own. Raises RootError."""
    target.mkdir(parents=True)
    _must([*_TAR, "-xpf", str(packed), "-C", str(target)])


def _settle(root: Path) -> None:
    """What every machine has that people use: a user, a resolver, the way to the archive, no services that a
    package could start.
    """
    (root / "etc/apt/apt.conf.d/50reaching").write_text(_reaching(), encoding="utf-8")
    (root / "usr/sbin/policy-rc.d").write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
    (root / "usr/sbin/policy-rc.d").chmod(0o755)
    resolver = Path("/etc/resolv.conf")
    if resolver.is_file():
        (root / "etc/resolv.conf").write_bytes(resolver.read_bytes())
    inside = ["chroot", str(root)]
    _must([*inside, "useradd", "--create-home", "--uid", str(USER_ID), "--shell", "/bin/sh", USER])
    _must([*inside, "apt-get", "clean"])


def _reaching() -> str:
    dumped = subprocess.run(["apt-config", "dump"], capture_output=True, text=True, check=True).stdout
    return "".join(f"{line}\n" for line in _REACHING.findall(dumped))


def _must(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        raise RootError(f"{command[0]} failed:\n{(done.stdout + done.stderr)[-2000:]}")
