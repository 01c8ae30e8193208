"""Reads a file of conversations that anybody may have written."""

import errno
import os
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from desktop.chat.labels import most_secret
from desktop.chat.whole import WholeConversation
from desktop.transfer.errors import FileNotReadError
from desktop.transfer.json_reading import FILE_LIMIT, from_json
from model_manager.os_files import O_CLOEXEC, O_NONBLOCK, open_file


@dataclass(frozen=True, slots=True)
class Read:
    """What a file held, and what the audit log says of it."""

    wholes: tuple[WholeConversation, ...]
    facts: dict[str, str | int]


def read(path: Path) -> Read:
    """Accept a file as a whole. Raises FileNotReadError, TransferError."""
    content = _content(path)
    wholes = from_json(content)
    return Read(wholes, {
        "label": most_secret(each.label for each in wholes).value,
        "digest": sha256(content).hexdigest(),
        "conversations": len(wholes),
        "texts": sum(len(each.messages) for each in wholes),
    })  # fmt: skip


def _content(path: Path) -> bytes:
    try:
        # Without waiting: a pipe that nobody writes into would hold the lane for ever.
        descriptor = open_file(path, os.O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise FileNotReadError(str(path), errno.EINVAL)
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                return file.read(FILE_LIMIT + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise FileNotReadError(str(path), error.errno or 0) from error
