"""What several tests of the vault stand on."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_MEMORY = "/dev/shm"  # where it is, a folder of our own in it


@pytest.fixture
def in_memory(tmp_path: Path) -> Iterator[Path]:
    """A folder that is flushed at no cost, for tests that kill programs or write thousands of times; not for
    what a power cut would show. Where there is none, an ordinary one.
    """
    place = _MEMORY if os.access(_MEMORY, os.W_OK) else str(tmp_path)
    with tempfile.TemporaryDirectory(dir=place, prefix="hisho-") as folder:
        yield Path(folder)
