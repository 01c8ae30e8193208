"""Empty files beside the vault that say how it stands; what is missing is always the safer case."""

from pathlib import Path

from desktop.vault.files import write_error, write_whole

MAY_OPEN = "keyring-may-open"               # only while it is there does the keyring open the vault unasked
CONFIRMED = "recovery-key-confirmed"        # its owner has shown that the recovery key was written down
MARKS = (MAY_OPEN, CONFIRMED)


def is_set(folder: Path, mark: str) -> bool:
    """Whether the mark is there."""
    return (folder / mark).exists()


def put(folder: Path, mark: str) -> None:
    """Raises VaultWriteError."""
    write_whole(folder / mark, b"")


def remove(folder: Path, mark: str) -> None:
    """Raises VaultWriteError."""
    try:
        (folder / mark).unlink(missing_ok=True)
    except OSError as error:
        raise write_error(error) from error
