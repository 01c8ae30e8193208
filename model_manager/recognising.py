"""Compares a model's files with the catalogue's entry that they seem to be."""

from pathlib import Path

from model_manager.catalogue import Catalogue, CatalogueModel
from model_manager.errors import GgufError, ModelFileError
from model_manager.gguf_names import identify
from model_manager.library import Record, StoredModel

UNKNOWN_FAMILY = "?"
_NO_HOST = ("", "file", "bundle")


def is_fetched(record: Record) -> bool:
    """Whether a model came from the repository that its record names, over the network."""
    return record.source not in _NO_HOST


def is_of(entry: CatalogueModel, model: StoredModel) -> bool:
    """Whether a model is one of an entry's: by its digest, or because it was fetched from there. What a file
    or a bundle says of its origin is no proof.
    """
    digests = {each.sha256 for each in entry.files if each.sha256}
    from_there = is_fetched(model.record) and model.record.repo_id.lower() == entry.repo.lower()
    return from_there or model.record.files[0].sha256 in digests


def seems_to_be(catalogue: Catalogue, model: StoredModel) -> CatalogueModel | None:
    """The entry with this digest, else with this repository, else with a file of this name."""
    if known := catalogue.by_file(model.identity):
        return known[0]
    if model.record.repo_id:
        return next(iter(catalogue.by_repo(model.record.repo_id)), None)
    name = Path(model.files[0]).name
    found = (each for each in catalogue.models if any(file.name == name for file in each.files))
    return next(found, None)


def other_family(catalogue: Catalogue, model: StoredModel) -> tuple[str, str] | None:
    """The families of prompts that the file's chat template and the catalogue name, where they differ; a
    template that we do not know is of the family `?`.
    """
    entry = seems_to_be(catalogue, model)
    if entry is None or not entry.family:
        return None
    try:
        found = identify(model.files)
    except (GgufError, ModelFileError):
        return None
    return (found.family or UNKNOWN_FAMILY, entry.family) if found.family != entry.family else None
