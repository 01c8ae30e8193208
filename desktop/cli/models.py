"""Which model a command means: a file, a registered model, the one used last, or the guide."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.chat.conversation import ModelMark
from desktop.cli.errors import ModelUnknownError
from desktop.control import GUIDE
from desktop.paths import Paths, guide_model
from model_manager.gguf import read_header
from model_manager.inventory import Inventory, Registered, register_file

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

    Raises ModelUnknownError, ModelManagerError.
    """
    inventory = Inventory(places.inventory)
    if wanted == GUIDE:
        return guide()
    if not wanted:
        entry = inventory.find(last_used) if last_used else None
        return _of(entry) if entry is not None and entry.is_unchanged() else guide()
    path = Path(wanted)
    if path.is_file():
        entry = register_file(inventory, path, _names, progress)
        if entry is None:
            raise ModelUnknownError(wanted)
        return _of(entry)
    found = [each for each in inventory.models() if each.sha256.startswith(wanted.lower())]
    if len(wanted) < _SHORTEST_ID or len(found) != 1:
        raise ModelUnknownError(wanted)
    return _of(found[0])


def guide() -> Chosen:
    """The model that ships with the program; it needs no registration."""
    header = read_header(guide_model())
    digest = hashlib.sha256(guide_model().read_bytes()).hexdigest()
    return Chosen(GUIDE, ModelMark(digest, header.name, header.architecture))


def _of(entry: Registered) -> Chosen:
    return Chosen(entry.sha256, ModelMark(entry.sha256, entry.name, entry.architecture))


def _names(path: Path) -> tuple[str, str]:
    header = read_header(path)
    return header.name or path.stem, header.architecture
