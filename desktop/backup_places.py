"""Where backups lie besides the usual place: in a folder of ours in the one that the user chose. Standard
library only: the supervisor opens this folder to the programs that keep the vault, and nothing around it.

The programs that keep the vault may write the settings. So whatever these say, what is opened is a folder
with our name, and not by a link.
"""

from contextlib import suppress
from pathlib import Path

from desktop.paths import Paths
from desktop.settings import Settings

FOLDER = "hisho-backups"


def chosen(settings: Settings) -> Path | None:
    """The folder for backups in the one that was chosen, whether it can be reached or not."""
    return Path(settings.backup_folder) / FOLDER if settings.backup_folder else None


def writable(places: Paths, settings: Settings) -> tuple[Path, ...]:
    """Where the programs that keep the vault may write: our own folders, and the one for backups. It is made
    where the chosen one is there: a stick may be in somebody's pocket.
    """
    found = chosen(settings)
    if found is None or not found.parent.is_dir():
        return places.writable()
    with suppress(OSError):
        found.mkdir(mode=0o700, exist_ok=True)
        real = found.resolve(strict=True)
        if real.name == FOLDER and real.is_dir():
            return (*places.writable(), real)
    return places.writable()
