"""What is done to the models on this computer, by the dialog and by the command line alike."""

import errno
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from model_manager.admission import Admission
from model_manager.bundle import read_bundle
from model_manager.bundle_export import ExportedModel, ExportOptions, Source, export_model
from model_manager.bundle_import import BundleImport
from model_manager.downloads import FILE as QUEUE
from model_manager.downloads import read_queue
from model_manager.errors import (
    FetchCancelledError,
    FolderBusyError,
    FolderNotWritableError,
    ModelBlockedError,
    ModelFileError,
    NoSuchModelError,
    SignatureError,
)
from model_manager.importing import Import, Opening
from model_manager.inventory import Inventory
from model_manager.ledger import now
from model_manager.library import Library, ModelFolder, Orphan, Record, StoredModel, verify
from model_manager.moving import move_folder
from model_manager.names import is_device
from model_manager.signing import SecretKey

_UNFIT = re.compile(r"[^\w.()+ -]+")
_PLAIN = "model"
_MAX_BUNDLE_NAME = 120              # bytes
_MAX_KEY = 4096


@dataclass(frozen=True, slots=True)
class FileJobs:
    """Work on the library; `progress` gets the fraction done and says whether to go on."""

    library: Library
    admission: Admission
    progress: Callable[[float], bool]

    @property
    def own(self) -> ModelFolder:
        """The folder that may be written."""
        return self.library.folders[0]

    def model(self, identity: str) -> StoredModel:
        """The model with this identity. Raises NoSuchModelError, InventoryUnreadableError."""
        found = self.library.find(identity)
        if found is None:
            raise NoSuchModelError(identity)
        return found

    def verify(self, identity: str) -> tuple[str, ...]:
        """Hash a model again; returns the names of damaged files. Raises ModelManagerError."""
        damaged = verify(self.own, self.model(identity), now(), self.progress)
        if damaged is None:
            raise FetchCancelledError(identity)
        return damaged

    # -- import

    def take_in(
        self, source: Path, public_key: Path | None = None, *, accepts: bool = False
    ) -> StoredModel:
        """Import a file, or the folder that an export made; with a public key it must be signed by it.
        `accepts`: the user has read the model's licence and accepts it. Raises ModelManagerError.
        """
        if source.is_dir():
            bundle = read_bundle(source, _text(public_key) if public_key else None)
            return BundleImport(self.own, self.admission, now, accepts).run(bundle, self._tell)
        if public_key is not None:
            raise SignatureError(source.name, "a file has none")
        return Import(self.own, self.admission, now, accepts).run(source, self.progress)

    def refer_to(self, source: Path, inventory: Path, *, accepts: bool = False) -> StoredModel:
        """Register a file where it lies. Raises ModelManagerError."""
        opening = Opening(Inventory(inventory), self.admission, self.progress, accepts)
        found = opening.run(source)
        if found is None:
            raise FetchCancelledError(source.name)
        return self.model(found.sha256)

    # -- export

    def export(self, identity: str, target: Path, part_size: int, key: Path | None = None) -> Path:
        """Write a model with its licences and digests into a new folder below `target`. Raises
        ModelManagerError.
        """
        model = self.model(identity)
        record = model.record
        licences = self.admission.licences_of(record.licence.split()) if record.licence else []
        if any(each.commercial == "no" for each in licences) and not self._may_use(record):
            raise ModelBlockedError(record.name, record.licence, "noncommercial")
        texts = self.admission.rules.texts
        exported = ExportedModel(
            name=_bundle_name(record.name),
            sources=tuple(
                Source(path.name, path, each.size, each.sha256)
                for path, each in zip(model.files, record.files, strict=True)
            ),
            licences=tuple(each.id for each in licences),
            licence_texts={
                each.text_file: (texts / each.text_file).read_bytes() for each in licences if each.text_file
            },
            repo_id=record.repo_id,
            revision=record.revision,
            publisher=record.publisher,
        )
        options = ExportOptions(part_size, SecretKey.read(key) if key else None)
        return export_model(exported, target, options, self._tell)

    def _may_use(self, record: Record) -> bool:
        return not self.admission.verdict(record.licence.split()).reason

    def _tell(self, done: int, whole: int) -> bool:
        return self.progress(done / whole if whole else 1.0)

    # -- the folder

    def move(self, target: Path) -> Path:
        """Move all models to another disk, and with them what is known of licences and of the network. Raises
        ModelManagerError.
        """
        for _, _, wish in read_queue(self.own.own / QUEUE):
            raise FolderBusyError(wish.name)
        for part in self.own.being_written():
            raise FolderBusyError(part.name)
        return move_folder(self.own, target, self.progress).path

    def remove(self, identity: str) -> None:
        """Take a model off this computer; one that was registered where it lies is forgotten, and its file
        stays. Raises ModelManagerError.
        """
        found = self.model(identity)
        if found.place == "reference":
            self.library.forget(found)
        elif found.place == "shared":
            raise FolderNotWritableError(found.record.name, errno.EROFS)
        else:
            self.own.remove(found)

    def losses(self, model: StoredModel) -> tuple[Path, ...]:
        """The files that go with a model when it is removed."""
        return self.own.only_in(model) if model.place == "folder" else ()

    def orphans(self) -> tuple[Orphan, ...]:
        """What lies in the folder and belongs to no model and no download."""
        queued = [
            self.own.place_for(wish.repo_id, wish.revision, file.name)
            for _, _, wish in read_queue(self.own.own / QUEUE)
            for file in wish.files
        ]
        return self.own.orphans(queued)

    def clean(self, shown: Collection[Orphan]) -> int:
        """Delete those orphans that the user was shown and that still are what they were; returns how many
        bytes came free. Raises FolderNotWritableError.
        """
        return self.own.clean([each for each in self.orphans() if each in shown])


def _bundle_name(name: str) -> str:
    """A name that a folder can have on every stick, short enough to be written on one."""
    fit = _UNFIT.sub("-", name).encode()[:_MAX_BUNDLE_NAME].decode("utf-8", "ignore").strip(" .")
    return f"{_PLAIN}-{fit}" if is_device(fit) else fit or _PLAIN


def _text(path: Path) -> str:
    """A small text. Raises ModelFileError."""
    try:
        with path.open("rb") as file:
            return file.read(_MAX_KEY).decode("utf-8", "replace")
    except OSError as error:
        raise ModelFileError(path.name, error.errno or 0) from error
