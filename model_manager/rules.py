"""Reads what ships with the program about models: the catalogue, and the licences with their texts."""

import os
from pathlib import Path

from model_manager.admission import Admission, Rules
from model_manager.catalogue import read_catalogue
from model_manager.licences import read_licences
from model_manager.policy import ModelPolicy, policy_file, read_policy


def read_rules(resources: Path) -> Rules:
    """The rules in the folder of resources. Raises CatalogueError."""
    texts = resources / "licences"
    licences = read_licences(texts)
    return Rules(read_catalogue(resources / "catalogue.toml", frozenset(licences)), licences, texts)


def left_open(policy: ModelPolicy, resources: Path) -> frozenset[str]:
    """The repositories that may be asked for where the policy leaves the catalogue alone open; empty where
    any may be. Raises CatalogueError.
    """
    return read_rules(resources).catalogue.repositories if policy.catalogue_only else frozenset()


def admission_here(resources: Path, own: Path, stated: Path) -> Admission:
    """The rules under this computer's policy for a process that reads the folder of models; `stated` is where
    the user's word is kept. Raises CatalogueError.
    """
    return Admission(read_rules(resources), read_policy(policy_file(os.environ)), own, stated, notes=stated)
