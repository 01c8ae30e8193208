"""Which model a command means: a file, a registered model, the one used last, or the guide."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.chat.conversation import ModelMark
from desktop.cli.errors import ModelNotAcceptedError, ModelUnknownError, UsageNotStatedError
from desktop.control import GUIDE
from desktop.model_places import library_of, own_folder
from desktop.paths import Paths, guide_model, resources
from desktop.settings import load
from desktop.vault.errors import VaultFolderForeignError
from model_manager.errors import LicenceNotAcceptedError, ModelBlockedError
from model_manager.gguf import read_header
from model_manager.importing import Opening
from model_manager.inventory import Inventory
from model_manager.library import StoredModel
from model_manager.licences import NOT_STATED
from model_manager.rules import admission_here

_SHORTEST_ID = 6  # digits of a sha256 that may stand for all of it


@dataclass(frozen=True, slots=True)
class Chosen:
    """A model as the supervisor (`key`) and the vault (`mark`) know it."""

    key: str
    mark: ModelMark

    @property
    def is_guide(self) -> bool:
        """Whether it is the model that ships with the program."""
        return self.key == GUIDE


def choose(wanted: str, places: Paths, last_used: str, progress: Callable[[float], bool]) -> Chosen:
    """The model meant by `wanted`; empty means the one used last, otherwise the guide.

    Raises CommandError, ModelManagerError; VaultFolderForeignError for a file that cannot be registered
    because the data folder is not ours.
    """
    if wanted == GUIDE:
        return guide()
    library = library_of(load(places.settings_file), places)
    if not wanted:
        last = library.find(last_used) if last_used else None
        return _of(last) if last is not None and last.is_unchanged() else guide()
    path = Path(wanted)
    if path.is_file():
        return _open(path.absolute(), places, progress)
    found = [each for each in library.models() if _is_meant(each, wanted)]
    if len(found) != 1:
        raise ModelUnknownError(wanted)
    return _of(found[0])


def _open(path: Path, places: Paths, progress: Callable[[float], bool]) -> Chosen:
    """A file that is used where it lies, if its licence allows that. Raises as `choose` does."""
    if places.is_foreign:
        raise VaultFolderForeignError(str(places.data))
    own = own_folder(load(places.settings_file), places).own
    admission = admission_here(resources(), own, places.inventory.parent)
    opening = Opening(Inventory(places.inventory), admission, progress)
    try:
        entry = opening.run(path)
    except LicenceNotAcceptedError as error:
        raise ModelNotAcceptedError(str(path), error.licence, error.page) from error
    except ModelBlockedError as error:
        if error.reason == NOT_STATED:
            raise UsageNotStatedError(str(path), error.licence) from error
        raise
    if entry is None:
        raise ModelUnknownError(str(path))
    return Chosen(entry.sha256, ModelMark(entry.sha256, entry.name, entry.architecture))


def _is_meant(model: StoredModel, wanted: str) -> bool:
    begins = len(wanted) >= _SHORTEST_ID and model.identity.startswith(wanted.lower())
    return begins or wanted == model.record.name


def guide() -> Chosen:
    """The model that ships with the program; it needs no registration."""
    header = read_header(guide_model())
    digest = hashlib.sha256(guide_model().read_bytes()).hexdigest()
    return Chosen(GUIDE, ModelMark(digest, header.name, header.architecture))


def _of(model: StoredModel) -> Chosen:
    mark = ModelMark(model.identity, model.record.name, model.record.architecture)
    return Chosen(model.identity, mark)
