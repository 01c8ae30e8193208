"""Copies a model's file whose digest is known: resumed, verified, published; nothing else gets its name."""

from collections.abc import Callable
from pathlib import Path

from model_manager.errors import FetchCancelledError, ModelFileError
from model_manager.integrity import Declared, PartFile, opened
from model_manager.inventory import FileState, hash_file

Progress = Callable[[float], bool]
_PIECE = 4 << 20


class Steps:
    """One progress over all bytes that will be read."""

    def __init__(self, whole: int, progress: Progress) -> None:
        self._whole = max(whole, 1)
        self._done = 0
        self._progress = progress

    def add(self, size: int) -> None:
        """A file is through."""
        self._done += size

    def tell(self, part: int) -> bool:
        """So much of the present file is; says whether to go on."""
        return self._progress(min((self._done + part) / self._whole, 1.0))

    def hash(self, path: Path, size: int) -> str:
        """SHA-256 of a file. Raises ModelFileError, FetchCancelledError."""
        digest = hash_file(path, lambda share: self.tell(int(share * size)))
        if digest is None:
            raise FetchCancelledError(path.name)
        return digest


def copy_verified(source: Path, target: Path, declared: Declared, steps: Steps) -> None:
    """Make `target` a copy of what was hashed; what an earlier try left is gone on with. Raises FetchError,
    ModelFileError: with the number 0 if the source is no longer what was hashed.
    """
    if not _is_there(target, declared, steps):
        with opened(target, declared, tell=steps.tell) as part:
            part.require_room()
            resumed = part.resumed
            _fill(source, target, part, steps)
            if resumed and not part.is_what_was_declared():
                part.restart()              # what an earlier try left was damaged, or of another file
                _fill(source, target, part, steps)
            if not part.is_what_was_declared():
                part.discard()
                raise ModelFileError(source.name, 0)
            part.publish()
    steps.add(declared.size)


def _is_there(target: Path, declared: Declared, steps: Steps) -> bool:
    """Whether an earlier try has done it already."""
    if not target.is_file() or FileState.of(target).size != declared.size:
        return False
    return steps.hash(target, declared.size) == declared.sha256


def _fill(source: Path, target: Path, part: PartFile, steps: Steps) -> None:
    try:
        with source.open("rb", buffering=0) as file:
            file.seek(part.have)
            while part.missing and (data := file.read(min(_PIECE, part.missing))):
                part.write(data)
                if not steps.tell(part.have):
                    part.sync()
                    raise FetchCancelledError(target.name)
    except OSError as error:                # what the disk of the target says is a FetchError by then
        raise ModelFileError(source.name, error.errno or 0) from error
