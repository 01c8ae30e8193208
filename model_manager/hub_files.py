"""What a hub tells about repositories and their files, as values: no library, no network."""

from dataclasses import dataclass
from typing import Literal

Sort = Literal["downloads", "likes", "last_modified", "trending_score"]


@dataclass(frozen=True, slots=True)
class HubFile:
    """A file in a repository. `sha256` is empty where the hub does not tell it (only files in large-file
    storage have one there); `blob_id` is git's SHA-1 of it, empty for large files.
    """

    name: str
    size: int
    sha256: str
    blob_id: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The models in a repository at one commit. `models`: first file's name → its files in order."""

    repo_id: str
    revision: str
    files: dict[str, HubFile]
    models: dict[str, tuple[str, ...]]
    gated: str                      # "", "auto" or "manual"
    licence: str
    architecture: str
    context_length: int


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A repository that a search found. Nobody here has reviewed it."""

    repo_id: str
    downloads: int
    gated: str
    licence: str
    architecture: str
    parameters: int
    size: int                       # of one file, where the hub tells it; 0 otherwise
    last_modified: str              # ISO date, empty if not told
