"""Reads a bundle from a stick and imports its model, verified.

Whatever a folder from outside says, nothing but what its manifest declares gets a model's name, and with a
public key nothing but what its owner signed. What a bundle is: bundle_export.
"""

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from model_manager.bundle_folder import file_inside, read_inside, reason_of
from model_manager.bundle_manifest import (
    LICENCES,
    MANIFEST,
    MAX_LICENCE,
    MAX_MANIFEST,
    SIGNATURE,
    SUMS,
    BundledFile,
    Manifest,
    Stored,
    accept_manifest,
)
from model_manager.errors import (
    BundlePartError,
    DigestMismatchError,
    ManifestError,
    ModelFileError,
    SignatureError,
)
from model_manager.integrity import Declared, PartFile, opened
from model_manager.inventory import hash_file
from model_manager.meter import Meter, Progress
from model_manager.os_files import pread
from model_manager.signing import MAX_TEXT, PublicKey, verify

_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle whose manifest, sums and licences are in order and whose parts are all there; their content
    is checked when it is imported. `signed_by` is the trusted key's number, empty if no key was given.
    """

    folder: Path
    manifest: Manifest
    licence_texts: Mapping[str, bytes]
    signed_by: str = ""
    signed_comment: str = ""


def read_bundle(folder: Path, public_key: str | None) -> Bundle:
    """Look at a bundle before anything is imported. With a public key (the text of `minisign.pub`) it has to
    be signed by it. Raises SignatureError, ManifestError, BundlePartError.
    """
    try:
        untrusted_data = read_inside(folder, MANIFEST, MAX_MANIFEST)
    except OSError as error:
        raise ManifestError(folder.name, reason_of(error)) from error
    signed_by = comment = ""
    if public_key is not None:
        key = PublicKey.from_text(public_key)
        if len(untrusted_data) > MAX_MANIFEST:
            raise ManifestError(folder.name, "too large")
        comment = verify(untrusted_data, _signature(folder), key, folder.name)
        signed_by = key.shown_id
    manifest = accept_manifest(untrusted_data, folder.name)
    expected = manifest.sums(hashlib.sha256(untrusted_data).hexdigest()).encode()
    try:
        if read_inside(folder, SUMS, len(expected)) != expected:
            raise ManifestError(folder.name, f"other sums in {SUMS}")
    except OSError as error:
        raise ManifestError(folder.name, f"{SUMS} {reason_of(error)}") from error
    licences = manifest.licence_texts
    texts = {each.name.removeprefix(f"{LICENCES}/"): _licence(folder, each) for each in licences}
    for file in manifest.files:
        for each in file.parts:
            _require_size(folder, each)
    return Bundle(folder, manifest, texts, signed_by, comment)


def _signature(folder: Path) -> str:
    try:
        return read_inside(folder, SIGNATURE, MAX_TEXT).decode("utf-8", "replace")
    except OSError as error:
        raise SignatureError(folder.name, reason_of(error)) from error


def _licence(folder: Path, stored: Stored) -> bytes:
    try:
        untrusted = read_inside(folder, stored.name, MAX_LICENCE)
    except OSError as error:
        raise BundlePartError(stored.name, reason_of(error)) from error
    if hashlib.sha256(untrusted).hexdigest() != stored.sha256 or len(untrusted) != stored.size:
        raise BundlePartError(stored.name, "damaged")
    return untrusted


def _require_size(folder: Path, stored: Stored) -> None:
    try:
        with file_inside(folder, stored.name) as descriptor:
            size = os.fstat(descriptor).st_size
    except OSError as error:
        raise BundlePartError(stored.name, reason_of(error)) from error
    if size != stored.size:
        raise BundlePartError(stored.name, "too short" if size < stored.size else "too long")


def import_bundle(bundle: Bundle, folder: Path, progress: Progress) -> tuple[Path, ...]:
    """Join the model's files below `folder`, verified, read-only; returns them in the manifest's order.

    A file that is there with the right content is kept, an import that was broken off is gone on with.
    Raises BundlePartError, ManifestError (parts that do not make the file), GgufMissingError,
    AlreadyFetchingError, FolderNotWritableError, DiskFullError, FetchCancelledError.
    """
    meter = Meter(progress, bundle.manifest.size, bundle.folder.name)
    meter.at(0)
    paths = []
    start = 0
    for file in bundle.manifest.files:
        target = folder / file.name
        if not _is_there(target, file, meter):
            _import_file(bundle.folder, file, target, meter)
        start += file.size
        meter.at(start)
        paths.append(target)
    return tuple(paths)


def _is_there(target: Path, file: BundledFile, meter: Meter) -> bool:
    start = meter.done

    def tell(share: float) -> bool:
        meter.at(start + int(share * file.size))
        return True

    try:
        is_alike = target.is_file() and target.stat().st_size == file.size
        found = hash_file(target, tell) if is_alike and not target.is_symlink() else None
    except (OSError, ModelFileError):       # what cannot be read is written anew
        found = None
    meter.done = start
    return found == file.sha256


def _import_file(folder: Path, file: BundledFile, target: Path, meter: Meter) -> None:
    start = meter.done

    def tell(have: int) -> bool:
        meter.at(start + have)
        return True

    with opened(target, Declared(file.size, file.sha256), tell=tell) as part:
        meter.done = start
        part.require_room()
        resumed = part.resumed
        joining = _Joining(folder, part, meter)
        joining.run(file)
        if resumed and not part.is_what_was_declared():
            part.restart()                  # what an earlier import left was damaged on this disk
            joining.run(file)
        try:
            part.publish()
        except DigestMismatchError as error:
            raise ManifestError(folder.name, f"digest of {file.name}") from error


class _Joining:
    """Adds the parts of one file to what there is of it, each verified before the next one."""

    def __init__(self, folder: Path, part: PartFile, meter: Meter) -> None:
        self._folder = folder
        self._part = part
        self._meter = meter
        self._start = meter.done

    def run(self, file: BundledFile) -> None:
        """Add what is missing. Raises BundlePartError, FetchError."""
        start = 0
        for each in file.parts:
            if self._part.have < start + each.size and not self._add(each, start):
                self._add(each, start)      # the beginning was an earlier import's: once more, all of it
            start += each.size

    def _add(self, stored: Stored, start: int) -> bool:
        """Whether it was added. False: its beginning, which was here before, does not fit the rest."""
        was_begun = self._part.have > start
        digest = hashlib.sha256()
        for piece in self._part.written(start):
            digest.update(piece)
        try:
            self._copy(stored, start, digest.update)
        except OSError as error:            # what the disk here says has become a FetchError in the part
            raise BundlePartError(stored.name, reason_of(error)) from error
        finally:
            self._part.sync()               # a stick that was pulled out costs nothing that is here
        if digest.hexdigest() == stored.sha256:
            return True
        self._part.cut_back(start)
        if not was_begun:
            raise BundlePartError(stored.name, "damaged")
        return False

    def _copy(self, stored: Stored, start: int, update: Callable[[bytes], None]) -> None:
        """Copy the rest of a part. Raises OSError, BundlePartError, FetchError."""
        end = start + stored.size
        with file_inside(self._folder, stored.name) as descriptor:
            if os.fstat(descriptor).st_size > stored.size:
                raise BundlePartError(stored.name, "too long")
            while missing := end - self._part.have:
                data = pread(descriptor, min(_PIECE, missing), stored.size - missing)
                if not data:
                    raise BundlePartError(stored.name, "too short")
                update(data)
                self._part.write(data)
                self._meter.at(self._start + self._part.have)
