"""What kind of place a folder is: whether something carries on what is put there.

A folder is known by its name, by the marks that synchronising programs leave in it, and by the file system it
lies on. What is not known to be harmless counts as a network: a false warning costs a click.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType


class PlaceKind(StrEnum):
    """What happens to what is put there."""

    SYNCHRONISED = "synchronised"   # a program copies it to a server
    NETWORK = "network"             # it lies on another computer
    REMOVABLE = "removable"         # it can be carried away
    UNKNOWN = "unknown"             # the system does not say


@dataclass(frozen=True, slots=True)
class PlaceNote:
    """One thing to know of a folder; `name` is the service or file system, for people."""

    kind: PlaceKind
    name: str


def kinds_of(notes: Iterable[PlaceNote]) -> str:
    """The kinds in one word, for an entry of the log and for the supervisor."""
    return "+".join(sorted({note.kind.value for note in notes}))


def to_text(notes: Iterable[PlaceNote]) -> str:
    """The notes on their way from one program to another."""
    return json.dumps([[note.kind.value, note.name] for note in notes])


def from_text(text: str) -> tuple[PlaceNote, ...]:
    """What `to_text` wrote."""
    return tuple(PlaceNote(PlaceKind(kind), name) for kind, name in json.loads(text))


@dataclass(frozen=True, slots=True)
class System:
    """Where the system tells of mounts and devices."""

    mounts: Path = Path("/proc/self/mountinfo")
    devices: Path = Path("/sys/dev/block")


SYSTEM = System()

_SERVICES: Mapping[str, re.Pattern[str]] = MappingProxyType({
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "OneDrive": r"onedrive( ?- ?.*)?|skydrive",
        "Dropbox": r"dropbox( ?\(.*\))?",
        "Google Drive": r"google ?drive.*|my drive|マイドライブ|共有ドライブ|shared drives",
        "iCloud": r"icloud ?drive|iclouddrive|mobile documents|com~apple~clouddocs",
        "Nextcloud": r"nextcloud.*",
        "ownCloud": r"owncloud.*",
        "Box": r"box( sync| drive)?",
        "pCloud": r"pcloud ?(drive|sync)?",
        "MEGA": r"mega( ?sync.*)?",
        "Proton Drive": r"proton ?drive",
        "Seafile": r"seafile|seadrive",
        "Syncthing": r"syncthing",
        "Tresorit": r"tresorit.*",
        "DirectCloud": r"directcloud.*",
        "CloudStorage": r"cloudstorage",
    }.items()
})
_MARKS: Mapping[str, str] = MappingProxyType({      # what the programs leave at the top of their folders
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".849c9593-d756-4e56-8d6e-42412f2a707b": "OneDrive",
    ".stfolder": "Syncthing",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tresorit": "Tresorit",
})
_JOURNAL = re.compile(r"\._?sync_[0-9a-f]+\.db")    # of Nextcloud and ownCloud

_ELSEWHERE = frozenset({
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "beegfs", "gfs2",
    "ocfs2", "orangefs", "davfs", "9p", "virtiofs", "vboxsf", "vmhgfs", "prl_fs", "coda", "drvfs",
})
_LOCAL_FUSE = frozenset({
    "fuse.gocryptfs", "fuse.encfs", "fuse.cryfs", "fuse.securefs", "fuse.veracrypt", "fuse.portal",
    "fuse.fuse-overlayfs", "fuse.ntfs-3g", "fuse.exfat", "fuse.mergerfs", "fuse.bindfs", "fuse.lxcfs",
})
_CARRIED = (Path("/media"), Path("/run/media"))
_FIELDS = 6                         # of a line, before the optional ones (proc_pid_mountinfo(5))
_ESCAPED = re.compile(r"\\([0-7]{3})")


@dataclass(frozen=True, slots=True)
class Mount:
    """One file system: where it is seen, its device as the kernel numbers it, and its type."""

    point: Path
    device: str
    kind: str


def notes_on(folder: Path, system: System = SYSTEM) -> tuple[PlaceNote, ...]:
    """What is to be known of this folder, with all links resolved; nothing where there is nothing."""
    whole = folder.resolve()
    found = [*_synchronised(whole), *_mounted(whole, system)]
    return tuple(dict.fromkeys(found))


def _synchronised(folder: Path) -> Iterator[PlaceNote]:
    for part in folder.parts:
        for name, pattern in _SERVICES.items():
            if pattern.fullmatch(part):
                yield PlaceNote(PlaceKind.SYNCHRONISED, name)
    for above in (folder, *folder.parents):
        if marked := _mark_in(above):
            yield PlaceNote(PlaceKind.SYNCHRONISED, marked)


def _mark_in(folder: Path) -> str | None:
    """The program that marked this folder as its own."""
    try:
        names = [each.name for each in folder.iterdir() if each.name.startswith(".")]
    except OSError:                 # a folder that may be passed but not read tells nothing
        return None
    for name in names:
        if known := _MARKS.get(name.lower()):
            return known
        if _JOURNAL.fullmatch(name):
            return "Nextcloud"
    return None


def _mounted(folder: Path, system: System) -> Iterator[PlaceNote]:
    try:
        text = system.mounts.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        yield PlaceNote(PlaceKind.UNKNOWN, "")
        return
    mount = mount_of(folder, text)
    if mount is None:
        yield PlaceNote(PlaceKind.UNKNOWN, "")
    elif mount.kind in _ELSEWHERE or (mount.kind.startswith("fuse.") and mount.kind not in _LOCAL_FUSE):
        yield PlaceNote(PlaceKind.NETWORK, mount.kind)
    elif _is_removable(mount, system):
        yield PlaceNote(PlaceKind.REMOVABLE, str(mount.point))


def mount_of(folder: Path, untrusted_mounts: str) -> Mount | None:
    """The mount that a folder lies on: the deepest above it, and of several at one place the last."""
    found: Mount | None = None
    for line in untrusted_mounts.splitlines():
        before, _, after = line.partition(" - ")
        fields, kind = before.split(" "), after.split(" ")[0]
        if len(fields) < _FIELDS or not kind:
            continue
        point = Path(_ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), fields[4]))
        if folder.is_relative_to(point) and (found is None or point.is_relative_to(found.point)):
            found = Mount(point, fields[2], kind)
    return found


def _is_removable(mount: Mount, system: System) -> bool:
    """Whether the device says so, hangs on USB or is a memory card, or the desktop mounted it as one."""
    if any(mount.point.is_relative_to(each) for each in _CARRIED):
        return True
    try:
        device = (system.devices / mount.device).resolve(strict=True)
    except OSError:                 # no device of its own, or a view of the system that has none
        return False
    if any(re.match(r"usb\d|mmc\d", part) for part in device.parts):
        return True
    for each in (device, device.parent):        # a partition, and the disk it is on
        try:
            if (each / "removable").read_text(encoding="ascii").strip() == "1":
                return True
        except OSError:
            continue
    return False
