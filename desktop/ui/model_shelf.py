"""The models that can be chosen: the guide and those on this computer; opening a file checks and hashes it in
a thread.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop.chat.conversation import ModelMark
from desktop.control import GUIDE
from desktop.model_places import library_of, own_folder
from desktop.paths import Paths, guide_model, resources
from desktop.settings import load
from desktop.ui.background import Background
from desktop.ui.engine_link import ChosenModel
from model_manager.errors import LicenceNotAcceptedError, ModelFileError
from model_manager.gguf import read_header
from model_manager.importing import Opening
from model_manager.inventory import FileState, Inventory, Registered
from model_manager.library import StoredModel
from model_manager.rules import admission_here


@dataclass(frozen=True, slots=True)
class ShelfItem:
    """A model on the shelf; `is_available` is false when its file is gone or changed."""

    model: ChosenModel
    folder: str
    size: int
    is_available: bool


@dataclass(frozen=True, slots=True)
class Unaccepted:
    """A file that was opened, as it was then, and whose licence has to be accepted first."""

    file: Path
    state: FileState
    error: LicenceNotAcceptedError


class ModelShelf(QObject):
    """What can be chosen, and registering what is opened."""

    items_changed = Signal(object)              # tuple[ShelfItem, ...]
    hashing = Signal(str, float)                # file name, fraction
    registered = Signal(object)                 # ChosenModel
    acceptance_wanted = Signal(object)          # Unaccepted
    failed = Signal(object)                     # ModelManagerError

    def __init__(self, places: Paths, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places = places
        self._inventory = Inventory(places.inventory)
        self._background = background
        self._cancelled = False
        self.items: tuple[ShelfItem, ...] = ()

    def refresh(self) -> None:
        """Look again at what is registered."""
        self._background.elsewhere(self._read, self._show, self.failed.emit)

    def _read(self) -> tuple[ShelfItem, ...]:
        library = library_of(load(self._places.settings_file), self._places)
        return (_guide_item(), *map(_item, library.models()))

    def _show(self, items: tuple[ShelfItem, ...]) -> None:
        self.items = items
        self.items_changed.emit(items)

    def find(self, key: str) -> ChosenModel | None:
        """The model with this sha256, or the guide, if it can be used."""
        return next((each.model for each in self.items if each.model.key == key and each.is_available), None)

    def open_file(self, path: str) -> None:
        """Check a GGUF's header, hash the file, register it in place if its licence allows that."""
        self._open(Path(path), accepts=False)

    def open_accepted(self, unaccepted: Unaccepted) -> None:
        """The same after the user has accepted the licence of that very file."""
        self._open(unaccepted.file, accepts=_is_still(unaccepted))

    def _open(self, file: Path, *, accepts: bool) -> None:
        self._cancelled = False
        self._background.elsewhere(
            lambda: self._register(file, accepts=accepts), self._on_registered, self.failed.emit
        )

    def _register(self, file: Path, *, accepts: bool) -> Registered | Unaccepted | None:
        own = own_folder(load(self._places.settings_file), self._places).own
        admission = admission_here(resources(), own, self._places.inventory.parent)

        def tell(fraction: float) -> bool:
            return self._tell(file.name, fraction)

        state = FileState.of(file)
        try:
            return Opening(self._inventory, admission, tell, accepts).run(file)
        except LicenceNotAcceptedError as error:
            return Unaccepted(file, state, error)

    def _tell(self, name: str, fraction: float) -> bool:
        self.hashing.emit(name, fraction)
        return not self._cancelled

    def _on_registered(self, found: Registered | Unaccepted | None) -> None:
        match found:
            case Registered(sha256=digest, name=name, architecture=architecture):
                mark = ModelMark(digest, name, architecture)
                self.registered.emit(ChosenModel(digest, mark, is_guide=False))
                self.refresh()
            case Unaccepted():
                self.acceptance_wanted.emit(found)
            case None:
                pass                            # nobody waits for it any more

    @Slot(str)
    def forget(self, key: str) -> None:
        """Take a registered file off the list; the file stays."""
        self._background.elsewhere(
            lambda: self._inventory.forget(key), lambda _: self.refresh(), self.failed.emit
        )

    @Slot()
    def cancel(self) -> None:
        """Give up hashing (closing the window does)."""
        self._cancelled = True


def _is_still(unaccepted: Unaccepted) -> bool:
    """Whether the file is the one whose licence was shown; another one's was not."""
    try:
        return FileState.of(unaccepted.file) == unaccepted.state
    except ModelFileError:
        return False


def _guide_item() -> ShelfItem:
    file = guide_model()
    header = read_header(file)
    mark = ModelMark(hashlib.sha256(file.read_bytes()).hexdigest(), header.name, header.architecture)
    model = ChosenModel(GUIDE, mark, is_guide=True)
    return ShelfItem(model, str(file.parent), file.stat().st_size, is_available=True)


def _item(stored: StoredModel) -> ShelfItem:
    mark = ModelMark(stored.identity, stored.record.name, stored.record.architecture)
    model = ChosenModel(stored.identity, mark, is_guide=False)
    return ShelfItem(model, str(stored.files[0].parent), stored.size, stored.is_unchanged())
