"""Writes a model to a stick for a computer without network.

`<name>.hisho-bundle/` holds the model's files, cut in parts where the stick's file system wants it, the texts
of its licences, SHA256SUMS for `sha256sum -c`, manifest.json and, if somebody signed, manifest.json.minisig
for `minisign -V`. The manifest is written last: a folder without one is an export that was broken off, and
the next export goes on with it.
"""

import contextlib
import errno
import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from model_manager.bundle_folder import Regrown, file_inside, folder_inside
from model_manager.bundle_manifest import (
    LICENCES,
    MANIFEST,
    MAX_PARTS,
    SIGNATURE,
    SUFFIX,
    SUMS,
    BundledFile,
    Manifest,
    Stored,
    accept_manifest,
    part_names,
)
from model_manager.errors import (
    DigestMismatchError,
    DiskFullError,
    FolderNotWritableError,
    ManifestError,
    ModelFileError,
)
from model_manager.integrity import replace_text
from model_manager.meter import Meter, Progress
from model_manager.os_files import sync_folder
from model_manager.signing import SecretKey

FAT32_PART_SIZE = (4 << 30) - 1     # bytes; no file on FAT32 can be larger
_PIECE = 1 << 20
_UNKNOWN = "0" * 64


@dataclass(frozen=True, slots=True)
class Source:
    """A registered file of a model: its name inside the repository, where it lies, and what it was."""

    name: str
    path: Path
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class ExportedModel:
    """What to carry. `licences` are ids, `licence_texts` what to put beside the model: file name → text.
    Repository, revision, publisher and origin are empty where nobody knows.
    """

    name: str
    sources: tuple[Source, ...]
    licences: tuple[str, ...] = ()
    licence_texts: Mapping[str, bytes] = field(default_factory=dict)
    repo_id: str = ""
    revision: str = ""
    publisher: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """`part_size` 0 keeps files whole; a FAT32 stick needs FAT32_PART_SIZE. Without a key nobody signs."""

    part_size: int = 0
    secret_key: SecretKey | None = None


def export_model(model: ExportedModel, folder: Path, options: ExportOptions, progress: Progress) -> Path:
    """Write a bundle into `folder`, or go on with one that was broken off; returns the bundle's own folder.

    What is there and right is not written again. Raises ManifestError (a name or a number that no bundle may
    have), ModelFileError, DigestMismatchError (a source is no longer what was registered),
    FolderNotWritableError, DiskFullError, FetchCancelledError.
    """
    plan = _plan(model, options.part_size)
    bundle = folder / f"{model.name}{SUFFIX}"
    meter = Meter(progress, plan.size, bundle.name)
    with _disk_errors(bundle, meter):
        _prepare(bundle, plan)
        meter.at(0)
        files = tuple(
            _export_file(source, planned, bundle, meter)
            for source, planned in zip(model.sources, plan.files, strict=True)
        )
        for name, text in model.licence_texts.items():
            with file_inside(bundle, f"{LICENCES}/{name}", os.O_RDWR | os.O_CREAT) as descriptor:
                licence = Regrown(descriptor)
                licence.add(text)
                licence.finish()
        manifest = replace(plan, files=files)
        replace_text(bundle / SUMS, manifest.sums(hashlib.sha256(manifest.data).hexdigest()))
        if options.secret_key is not None:
            signature = options.secret_key.sign(manifest.data, f"file:{MANIFEST}")
            replace_text(bundle / SIGNATURE, signature)
        for below in sorted({each.name.rpartition("/")[0] for each in manifest.stored}):
            with folder_inside(bundle, below.split("/")) as at:
                os.fsync(at)
        sync_folder(bundle)
        replace_text(bundle / MANIFEST, manifest.data.decode())
        sync_folder(bundle)
        sync_folder(folder)
    return bundle


def _plan(model: ExportedModel, part_size: int) -> Manifest:
    """The manifest but for the parts' digests, accepted as if it came from outside."""
    if part_size < 0:
        raise ValueError("part_size")
    files = []
    for each in model.sources:
        step = part_size or max(each.size, 1)
        if each.size > step * MAX_PARTS:        # before a list is made that may not fit in the memory
            raise ManifestError(model.name, "too many parts")
        sizes = [min(step, each.size - start) for start in range(0, each.size, step)]
        digest = each.sha256 if len(sizes) == 1 else _UNKNOWN
        places = part_names(each.name, len(sizes))
        parts = (Stored(place, size, digest) for place, size in zip(places, sizes, strict=True))
        files.append(BundledFile(each.name, each.size, each.sha256, tuple(parts)))
    texts = (
        Stored(f"{LICENCES}/{name}", len(text), hashlib.sha256(text).hexdigest())
        for name, text in model.licence_texts.items()
    )
    plan = Manifest(
        name=model.name,
        repo_id=model.repo_id,
        revision=model.revision,
        publisher=model.publisher,
        origin=model.origin,
        licences=model.licences,
        licence_texts=tuple(texts),
        files=tuple(files),
    )
    return accept_manifest(plan.data, model.name)


def _prepare(bundle: Path, plan: Manifest) -> None:
    """A folder of its own, without what an export in other parts left. Raises OSError, DiskFullError."""
    if bundle.is_symlink():
        raise OSError(errno.ELOOP, "a link", bundle.name)
    bundle.mkdir(exist_ok=True)         # never its parents: a stick that is not there is no folder to make
    for name in (MANIFEST, SIGNATURE, SUMS):
        (bundle / name).unlink(missing_ok=True)     # from here on it is an export that was broken off
    wanted = {part.name for each in plan.files for part in each.parts}
    for each in plan.files:
        *below, last = part_names(each.name, 1)[0].split("/")
        with folder_inside(bundle, below, makes=True) as at:
            for found in os.listdir(at):                # noqa: PTH208 - a descriptor has no path
                is_ours = re.fullmatch(rf"{re.escape(last)}(\.\d{{4}})?", found, re.ASCII)
                if is_ours and "/".join((*below, found)) not in wanted:
                    os.unlink(found, dir_fd=at)
    needed = sum(max(0, each.size - _size_there(bundle, each)) for each in plan.stored)
    if needed > (free := shutil.disk_usage(bundle).free):
        raise DiskFullError(bundle.name, needed, free)


def _size_there(bundle: Path, stored: Stored) -> int:
    with contextlib.suppress(OSError), file_inside(bundle, stored.name) as descriptor:
        return os.fstat(descriptor).st_size
    return 0


def _export_file(source: Source, planned: BundledFile, bundle: Path, meter: Meter) -> BundledFile:
    whole = hashlib.sha256()
    parts = []
    with _opened_source(source) as file:
        for each in planned.parts:
            digest = hashlib.sha256()
            left = each.size
            with file_inside(bundle, each.name, os.O_RDWR | os.O_CREAT) as descriptor:
                target = Regrown(descriptor)
                while left and (data := _read_source(file, min(left, _PIECE), source)):
                    left -= len(data)
                    digest.update(data)
                    whole.update(data)
                    target.add(data)
                    meter.at(meter.done + len(data))
                target.finish()
            parts.append(replace(each, sha256=digest.hexdigest()))
    if whole.hexdigest() != source.sha256:
        for each in planned.parts:
            (bundle / each.name).unlink(missing_ok=True)
        raise DigestMismatchError(source.path.name, source.sha256, whole.hexdigest())
    return replace(planned, parts=tuple(parts))


@contextlib.contextmanager
def _opened_source(source: Source) -> Iterator[BinaryIO]:
    """The file to carry. One of another size is refused before anything is written."""
    try:
        file = source.path.open("rb")
    except OSError as error:
        raise ModelFileError(source.path.name, error.errno or 0) from error
    with file:
        if os.fstat(file.fileno()).st_size != source.size:
            raise DigestMismatchError(source.path.name, source.sha256, "")
        yield file


def _read_source(file: BinaryIO, count: int, source: Source) -> bytes:
    try:
        return file.read(count)
    except OSError as error:
        raise ModelFileError(source.path.name, error.errno or 0) from error


@contextlib.contextmanager
def _disk_errors(bundle: Path, meter: Meter) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            free = shutil.disk_usage(bundle.parent).free
            raise DiskFullError(bundle.name, meter.total - meter.done, free) from error
        raise FolderNotWritableError(bundle.name, error.errno or 0) from error
