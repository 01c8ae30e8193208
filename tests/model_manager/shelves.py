"""What the tests of the folder of models share: a recorded model, a wish for one, and what was written."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

from model_manager.hub_files import HubFile
from model_manager.library import ModelFolder, Record, StoredModel
from model_manager.wishes import ModelWish
from tests.model_manager.fake_hub import COMMIT, REPO, gguf_like

THEN, LATER = "2026-11-23T09:00:00+00:00", "2026-11-24T10:00:00+00:00"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def stored(folder: ModelFolder, files: dict[str, bytes], repo_id: str = REPO) -> StoredModel:
    """A model whose files lie in the folder, with its record."""
    paths = []
    for name, data in files.items():
        path = folder.place_for(repo_id, COMMIT, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        paths.append(path)
    kept = folder.record_of(paths, [digest(each) for each in files.values()])
    return folder.add(
        Record("m", "llama", repo_id, COMMIT, "official", "mit", "hub.example", THEN, THEN, kept)
    )


def wish(files: dict[str, bytes], repo_id: str = REPO) -> ModelWish:
    listed = tuple(HubFile(name, len(data), digest(data), "") for name, data in files.items())
    return ModelWish(repo_id, COMMIT, listed, "m", "community", "mit", "127.0.0.1")


def some(seed: int, size: int = 5000) -> bytes:
    return gguf_like(size, seed)


def written_bytes() -> int:
    """How many bytes this process has given to write calls."""
    lines = Path("/proc/self/io").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("wchar")).split()[1])


def look(_paths: Sequence[Path]) -> tuple[str, str]:
    return "m", "llama"
