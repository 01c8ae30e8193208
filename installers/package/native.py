"""Which files are programs or libraries, by their first bytes."""

from pathlib import Path

_ELF = b"\x7fELF"
_PE = b"MZ"


def is_elf(path: Path) -> bool:
    """Whether it is one of Linux, and no link to one. Raises OSError."""
    return not path.is_symlink() and path.is_file() and _begins_with(path, _ELF)


def is_native(path: Path) -> bool:
    """Whether it is one of Linux or Windows. Raises OSError."""
    return _begins_with(path, _ELF, _PE)


def _begins_with(path: Path, *marks: bytes) -> bool:
    with path.open("rb") as file:
        return file.read(4).startswith(marks)
