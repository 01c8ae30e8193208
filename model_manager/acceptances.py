"""Keeps the record of which licences were accepted, for which model and when.

One line of JSON for each acceptance, written through to the disk before it counts. A last line without its
end was cut off by a loss of power before anybody was told that it is kept: it is passed over, and cut away
at the next acceptance. Anything else that is malformed is an error: the record is evidence.
"""

import json
import os
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from pathlib import Path

from model_manager.errors import CatalogueError, InventoryWriteError, UnsafeNameError
from model_manager.names import accept_sha256
from model_manager.os_files import sync_folder

FILE = "acceptances.jsonl"

@dataclass(frozen=True, slots=True)
class Acceptance:
    """One licence accepted for one model. `licence_sha256` is the hash of what was shown; `model_sha256` is
    "" where the file's digest was not known yet.
    """

    when: str
    licence_id: str
    licence_sha256: str
    model_sha256: str
    model_name: str


class Acceptances:
    """The acceptances of one user, in a file that only grows."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def record(
        self, when_iso: str, licence_id: str, licence_sha256: str, model_sha256: str, model_name: str
    ) -> None:
        """Add an acceptance; on return it is on the disk. Raises InventoryWriteError, and CatalogueError for
        values that could not be read back.
        """
        entry = Acceptance(when_iso, licence_id, licence_sha256, model_sha256, model_name)
        untrusted = asdict(entry)
        _accept(untrusted, self._path.name, 0)
        line = json.dumps(untrusted).encode("ascii") + b"\n"
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            with os.fdopen(descriptor, "r+b") as file:
                before = file.read()
                file.truncate(before.rfind(b"\n") + 1)
                file.seek(0, os.SEEK_END)
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
            sync_folder(self._path.parent)
        except OSError as error:
            raise InventoryWriteError(str(self._path), error.errno or 0) from error

    def accepted(self) -> frozenset[str]:
        """The hashes of the licences that were accepted. Raises CatalogueError."""
        return frozenset(each.licence_sha256 for each in self.all())

    def all(self) -> tuple[Acceptance, ...]:
        """Every acceptance, in order. Raises CatalogueError with the line of one that is malformed."""
        try:
            untrusted = self._path.read_bytes()
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise CatalogueError(self._path.name, 0, f"cannot be read ({error.errno})") from error
        untrusted_lines = untrusted.split(b"\n")[:-1]       # what follows the last end of a line was torn
        found = []
        for number, untrusted_line in enumerate(untrusted_lines, start=1):
            try:
                untrusted_entry = json.loads(untrusted_line)
            except (ValueError, RecursionError) as error:
                raise CatalogueError(self._path.name, number, "not JSON") from error
            found.append(_accept(untrusted_entry, self._path.name, number))
        return tuple(found)


def _accept(untrusted: object, name: str, line: int) -> Acceptance:
    keys = [each.name for each in fields(Acceptance)]
    if not isinstance(untrusted, dict) or sorted(untrusted) != sorted(keys):
        raise CatalogueError(name, line, "not an acceptance")
    if not all(isinstance(value, str) for value in untrusted.values()):
        raise CatalogueError(name, line, "not all texts")
    entry = Acceptance(**untrusted)
    try:
        datetime.fromisoformat(entry.when)
        accept_sha256(entry.licence_sha256)
        if entry.model_sha256:
            accept_sha256(entry.model_sha256)
    except ValueError as error:
        raise CatalogueError(name, line, "when: not a time") from error
    except UnsafeNameError as error:
        raise CatalogueError(name, line, "not a SHA-256") from error
    return entry
