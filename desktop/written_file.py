"""Writes what was opened for the user down to the disk, or says that it could not be written."""

import contextlib
import os

from desktop.errors import HishoError


class FileNotWrittenError(HishoError):
    """The system would not take all of what was to be written."""

    def __init__(self, path: str, error_number: int) -> None:
        super().__init__(path, error_number)
        self.path = path
        self.error_number = error_number


def write_whole(descriptor: int, path: str, content: bytes) -> None:
    """Write it all, down to the disk. Raises FileNotWrittenError; the descriptor is closed in any case."""
    rest = memoryview(content)
    try:
        while rest:
            rest = rest[os.write(descriptor, rest):]
        os.fsync(descriptor)
    except OSError as error:
        raise FileNotWrittenError(path, error.errno or 0) from error
    finally:
        with contextlib.suppress(OSError):      # what it could say, fsync has said
            os.close(descriptor)
