"""Carries a model to a computer without network: a folder on a stick, written here and verified there.

`<name>.hisho-bundle/` holds the model's files, in parts where the stick's file system wants it, LICENCE.txt,
SHA256SUMS for `sha256sum -c`, manifest.json and, if somebody signed, manifest.sig for `minisign -V`. The
manifest is written last: a folder without one is an export that was broken off, and the next one goes on with
it. Whatever a folder from outside says, nothing but what its manifest declares gets a model's name.
"""

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any, BinaryIO

from model_manager.errors import (
    BundlePartError,
    DiskFullError,
    FetchCancelledError,
    FolderNotWritableError,
    GgufError,
    ManifestError,
    ModelFileError,
    SignatureError,
    UnsafeNameError,
)
from model_manager.gguf import read_header
from model_manager.integrity import PART, Declared, opened, replace_text, sync_folder
from model_manager.inventory import FileState
from model_manager.names import accept_file_name, accept_repo_id, accept_revision, is_model_file
from model_manager.signing import MAX_TEXT, PublicKey, Signer, verify

SUFFIX = ".hisho-bundle"
MANIFEST, SIGNATURE, SUMS, LICENCE = "manifest.json", "manifest.sig", "SHA256SUMS", "LICENCE.txt"
FAT32_PART_BYTES = (4 << 30) - (1 << 20)    # FAT32 ends one byte below 4 GiB
MAX_MANIFEST = 1 << 20
MAX_LICENCE = 1 << 20
MAX_FILES, MAX_PARTS, MAX_LICENCES = 64, 1024, 16
MAX_SIZE = 1 << 44
MAX_FACT = 100
_VERSION = 1
_PIECE = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_OURS = r"(\.part\d{4})?(\.\d+)?(\.new)?"   # what an export puts behind a name, for a while or for good
_UNKNOWN = "0" * 64

Progress = Callable[[int, int], bool]       # bytes done and in all; whether to go on


@dataclass(frozen=True, slots=True)
class ExportWish:
    """What to write where. `part_bytes` None keeps files whole; at most FAT32_PART_BYTES otherwise."""

    files: tuple[Path, ...]
    name: str
    repo_id: str
    revision: str
    licence_ids: tuple[str, ...]
    licence_text: str
    target: Path
    part_bytes: int | None = None
    signer: Signer | None = None


@dataclass(frozen=True, slots=True)
class BundledPart:
    """A file of the bundle, which is a model's file or a part of one."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BundledFile:
    """A model's file and the parts that it is joined of, in this order."""

    name: str
    size: int
    sha256: str
    parts: tuple[BundledPart, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself, checked."""

    name: str
    repo_id: str
    revision: str
    licence_ids: tuple[str, ...]
    licence: BundledPart
    files: tuple[BundledFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(each.size for each in self.files)

    @property
    def text(self) -> str:
        """The content of manifest.json."""
        return json.dumps({"version": _VERSION, **asdict(self)}, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose signature counts, and whether there has to be one. An unsigned bundle passes unless `required`; a
    wrong signature never does.
    """

    public_key: PublicKey | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Inspected:
    """What can be told of a bundle before its files are read. `is_signed`: by the trusted key."""

    manifest: Manifest
    licence_text: str
    is_signed: bool


@dataclass(frozen=True, slots=True)
class ImportedModel:
    """The published files, in the manifest's order."""

    paths: tuple[Path, ...]
    manifest: Manifest


class _Meter:
    """Tells how far it is, and passes on the wish to stop."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self.total = total
        self.done = 0
        self.name = ""                      # the file that is worked on

    def moved(self, piece: bytes) -> None:
        """Count bytes. Raises FetchCancelledError."""
        self.done += len(piece)
        self.ask()

    def ask(self, _piece: bytes = b"") -> None:
        """Only ask whether to go on. Raises FetchCancelledError."""
        if not self._progress(self.done, self.total):
            raise FetchCancelledError(self.name)


def export_bundle(wish: ExportWish, progress: Progress) -> Path:
    """Write a bundle, or go on with one that was broken off; returns its folder.

    Raises GgufError, ModelFileError, UnsafeNameError, ManifestError (a wish beyond the limits),
    FolderNotWritableError, DiskFullError, FetchCancelledError.
    """
    if wish.part_bytes is not None and not 0 < wish.part_bytes <= FAT32_PART_BYTES:
        raise ValueError("part_bytes")
    for path in wish.files:
        read_header(path)                   # what the import would refuse is not carried about
    plan = _plan(wish)
    folder = wish.target / f"{plan.name}{SUFFIX}"
    meter = _Meter(progress, plan.size)
    meter.name = folder.name
    try:
        _prepare(folder, plan)
        files = tuple(
            _export_file(path, each, folder, meter) for path, each in zip(wish.files, plan.files, strict=True)
        )
        manifest = replace(plan, files=files)
        replace_text(folder / LICENCE, wish.licence_text)
        replace_text(folder / SUMS, _sums(manifest))
        if wish.signer is not None:
            signature = wish.signer.sign(manifest.text.encode(), f"file:{MANIFEST}")
            replace_text(folder / SIGNATURE, signature)
        sync_folder(folder)
        replace_text(folder / MANIFEST, manifest.text)
        sync_folder(folder)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            free = shutil.disk_usage(wish.target).free
            raise DiskFullError(folder.name, meter.total - meter.done, free) from error
        raise FolderNotWritableError(folder.name, error.errno or 0) from error
    return folder


def _plan(wish: ExportWish) -> Manifest:
    """The manifest but for the digests, checked as if it came from outside."""
    files = []
    for path in wish.files:
        size = FileState.of(path).size
        step = wish.part_bytes or size
        sizes = [min(step, size - start) for start in range(0, size, step)]
        numbers = [""] if len(sizes) == 1 else [f".part{number:04}" for number in range(1, len(sizes) + 1)]
        parts = (BundledPart(path.name + end, part, _UNKNOWN) for end, part in zip(numbers, sizes, strict=True))
        files.append(BundledFile(path.name, size, _UNKNOWN, tuple(parts)))
    licence = wish.licence_text.encode()
    described = BundledPart(LICENCE, len(licence), hashlib.sha256(licence).hexdigest())
    plan = Manifest(wish.name, wish.repo_id, wish.revision, wish.licence_ids, described, tuple(files))
    return _read_manifest(plan.text.encode())


def _prepare(folder: Path, plan: Manifest) -> None:
    """An own folder without what an export with other parts has left. Raises OSError, DiskFullError."""
    if folder.is_symlink():
        raise OSError(errno.ELOOP, folder.name)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MANIFEST).unlink(missing_ok=True)     # from here on it is an export that was broken off
    wanted = {each.name: each.size for file in plan.files for each in file.parts}
    ours = [re.escape(name) for name in (MANIFEST, SIGNATURE, SUMS, LICENCE, *(file.name for file in plan.files))]
    for found in folder.iterdir():
        if found.name not in wanted and re.fullmatch(f"({'|'.join(ours)}){_OURS}", found.name):
            found.unlink()
    needed = sum(size for name, size in wanted.items() if not _is_there(folder / name, size))
    if needed > (free := shutil.disk_usage(folder).free):
        raise DiskFullError(folder.name, needed, free)


def _is_there(path: Path, size: int) -> bool:
    try:
        found = path.stat(follow_symlinks=False)
    except FileNotFoundError:
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size == size


def _export_file(path: Path, planned: BundledFile, folder: Path, meter: _Meter) -> BundledFile:
    meter.name = path.name
    before = FileState.of(path)
    whole = hashlib.sha256()
    parts = []
    try:
        source = path.open("rb", buffering=0)
    except OSError as error:
        raise ModelFileError(path.name, error.errno or 0) from error
    with source:
        for each in planned.parts:
            target = folder / each.name
            digest, ahead = _kept(source, target, whole.copy(), meter) if _is_there(target, each.size) else ("", whole)
            parts.append(replace(each, sha256=digest))
    if before.size != planned.size or FileState.of(path) != before:
        raise ModelFileError(path.name, 0)
    return replace(planned, sha256=whole.hexdigest(), parts=tuple(parts))
