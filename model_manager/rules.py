"""Reads what ships with the program about models: the catalogue, and the licences with their texts."""

from pathlib import Path

from model_manager.admission import Rules
from model_manager.catalogue import read_catalogue
from model_manager.licences import read_licences


def read_rules(resources: Path) -> Rules:
    """The rules in the folder of resources. Raises CatalogueError."""
    texts = resources / "licences"
    licences = read_licences(texts)
    return Rules(read_catalogue(resources / "catalogue.toml", frozenset(licences)), licences, texts)
