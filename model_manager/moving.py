"""Moves the folder of models to another disk: copied, verified there, and only then taken off here."""

import contextlib
import errno
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from model_manager.copying import Progress, Steps, copy_verified
from model_manager.errors import FolderNotWritableError
from model_manager.integrity import Declared, replace_text
from model_manager.library import ModelFolder

_LINES = ".jsonl"
_NOTES = (_LINES, ".json")


def move_folder(folder: ModelFolder, target: Path, progress: Progress) -> ModelFolder:
    """Copy all models to another folder, each verified there, and then take them off here. What cannot be
    verified stays where it is, and so does everything if this is stopped. Raises FetchError, ModelFileError.
    """
    _require_apart(folder.path, target)
    moved = ModelFolder(target)
    models = list(folder.models())
    steps = Steps(sum(each.size for each in models), progress)
    for model in models:
        paths = []
        for path, each in zip(model.files, model.record.files, strict=True):
            there = target / each.name
            copy_verified(path, there, Declared(each.size, each.sha256), steps)
            paths.append(there)
        files = moved.record_of(paths, [each.sha256 for each in model.record.files])
        moved.add(replace(model.record, files=files))
    _carry_notes(folder, moved)
    for model in models:
        folder.remove(model)
    return moved


def _require_apart(here: Path, target: Path) -> None:
    """A folder that is moved into itself would be taken off where it has just been verified. Raises
    FolderNotWritableError.
    """
    with contextlib.suppress(OSError):
        here, target = here.resolve(), target.resolve()
    if here == target or here in target.parents or target in here.parents:
        raise FolderNotWritableError(target.name, errno.EINVAL)


def _carry_notes(folder: ModelFolder, moved: ModelFolder) -> None:
    """The ledger, the acceptances and whatever else is noted beside the models. Lines are added to lines that
    are there already; of anything else the other folder's is kept. Raises FolderNotWritableError.
    """
    try:
        moved.own.mkdir(parents=True, exist_ok=True)
        for path in _notes(folder.own):
            there = moved.own / path.name
            before = there.read_bytes() if there.is_file() else b""
            if path.suffix == _LINES:
                own = path.read_bytes()
                replace_text(there, (own if own in before else before + own).decode("utf-8", "replace"))
            elif not before:
                replace_text(there, path.read_text(encoding="utf-8", errors="replace"))
            path.unlink()
    except OSError as error:
        raise FolderNotWritableError(moved.path.name, error.errno or 0) from error


def _notes(own: Path) -> Sequence[Path]:
    if not own.is_dir():
        return ()
    return sorted(each for each in own.iterdir() if each.suffix in _NOTES and each.is_file())
