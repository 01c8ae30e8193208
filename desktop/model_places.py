"""Where this user's models lie: their folder, one that is shared, and files registered where they are."""

from pathlib import Path

from desktop.paths import Paths
from desktop.settings import Settings
from model_manager.inventory import Inventory
from model_manager.library import Library, ModelFolder


def own_folder(settings: Settings, places: Paths) -> ModelFolder:
    """The folder that models are fetched into."""
    return ModelFolder(Path(settings.models_folder) if settings.models_folder else places.models)


def library_of(settings: Settings, places: Paths) -> Library:
    """All models of this user."""
    folders = [own_folder(settings, places)]
    if settings.shared_models:
        folders.append(ModelFolder(Path(settings.shared_models), shared=True))
    return Library(folders, Inventory(places.inventory))
