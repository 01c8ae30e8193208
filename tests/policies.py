"""Policies that tests write: the user who runs them stands for the administrator."""

import os
from pathlib import Path

from model_manager.policy_file import ADMINISTRATORS, PolicyFile


def policy_at(path: Path) -> PolicyFile:
    """A place where this user's word is the administrator's."""
    return PolicyFile(path, ADMINISTRATORS | {os.geteuid()})


def policy_saying(folder: Path, text: str | bytes) -> PolicyFile:
    """A policy in this folder."""
    path = folder / "policy.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    path.chmod(0o644)
    return policy_at(path)
