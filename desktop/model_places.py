"""Where this user's models lie: their folder, one that is shared, and files registered where they are."""

from pathlib import Path

from desktop.paths import Paths
from desktop.settings import Settings
from model_manager.errors import InventoryUnreadableError
from model_manager.inventory import Inventory
from model_manager.library import Library, ModelFolder


def own_folder(settings: Settings, places: Paths) -> ModelFolder:
    """The folder that models are fetched into."""
    return ModelFolder(Path(settings.models_folder) if settings.models_folder else places.models)


def where_models_lie(settings: Settings, places: Paths) -> tuple[Path, ...]:
    """The folders of models, and the files that were registered where they are."""
    folders = [own_folder(settings, places).path]
    if settings.shared_models:
        folders.append(Path(settings.shared_models))
    try:
        registered = Inventory(places.inventory).models()
    except InventoryUnreadableError:
        registered = ()                 # whoever asks for a model hears of it
    return (*folders, *(Path(each.path) for entry in registered for each in entry.files))


def library_of(settings: Settings, places: Paths) -> Library:
    """All models of this user."""
    folders = [own_folder(settings, places)]
    if settings.shared_models:
        folders.append(ModelFolder(Path(settings.shared_models), shared=True))
    return Library(folders, Inventory(places.inventory))
