"""All parts of the Hisho that runs: as its package lists them, or, from source, as they are installed."""

from pathlib import Path

from desktop.licences.component import LIST, Component, read_list
from desktop.licences.installed import distributions, installed
from desktop.licences.register import read_register

THIRD_PARTY = "third-party"


def components(resources: Path) -> list[Component]:
    """The parts, ours first. Raises LicencesUnreadableError."""
    folder = resources / "licences"
    if (folder / THIRD_PARTY / LIST).exists():
        return read_list(folder / THIRD_PARTY)
    return installed(read_register(folder), distributions(), [resources.parent])
