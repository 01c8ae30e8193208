"""What is to be fetched, and whom a fetch asks and tells: values, which know no network.

The window reads the queue of downloads and must never load what could speak to a server.
"""

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from typing import Any

from model_manager import names
from model_manager.errors import UnsafeNameError
from model_manager.hub_files import HubFile, Listing

_MAX_FILES = 1000
_MAX_TEXT = 300


@dataclass(frozen=True, slots=True)
class FileWish:
    """A file at one commit, and what it must be."""

    repo_id: str
    revision: str
    file: HubFile


@dataclass(frozen=True, slots=True)
class Watch:
    """Whom a fetch asks and tells. `progress` gets bytes here and in all, and says whether to go on; `wait`
    waits some seconds and says the same; `traffic` is told each host, with 0 bytes before it is asked, and
    then bytes as they come.
    """

    progress: Callable[[int, int], bool]
    wait: Callable[[float], bool]
    traffic: Callable[[str, int], None] = lambda _host, _bytes: None
    clock: Callable[[], float] = time.monotonic


@dataclass(frozen=True, slots=True)
class ModelWish:
    """A model at one commit: the files it consists of and what they must be."""

    repo_id: str
    revision: str
    files: tuple[HubFile, ...]
    name: str
    publisher: str = ""
    licence: str = ""
    source: str = ""                # the host it comes from

    @property
    def size(self) -> int:
        """Bytes of all its files."""
        return sum(each.size for each in self.files)


def wish_for(listing: Listing, first_file: str, source: str) -> ModelWish:
    """The model of a listing whose first file this is. Raises KeyError."""
    files = tuple(listing.files[name] for name in listing.models[first_file])
    return ModelWish(
        repo_id=listing.repo_id,
        revision=listing.revision,
        files=files,
        name=names.display_name([each.name for each in files]),
        licence=listing.licence,
        source=source,
    )


def accept_wish(untrusted: Any) -> ModelWish:
    """A wish that came from another process or a file. Raises UnsafeNameError."""
    try:
        files = tuple(_accept_file(each) for each in untrusted["files"][:_MAX_FILES])
        texts = {key: untrusted[key] for key in ("name", "publisher", "licence", "source")}
        if not files or not all(isinstance(each, str) and len(each) <= _MAX_TEXT for each in texts.values()):
            raise UnsafeNameError("wish")
        if not names.is_commit(untrusted["revision"]):
            raise UnsafeNameError("revision")
        return ModelWish(names.accept_repo_id(untrusted["repo_id"]), untrusted["revision"], files, **texts)
    except (TypeError, KeyError) as error:
        raise UnsafeNameError("wish") from error


def _accept_file(untrusted: Any) -> HubFile:
    file = HubFile(**untrusted)
    if not all(type(getattr(file, each.name)) is each.type for each in fields(HubFile)) or file.size < 1:
        raise UnsafeNameError("file")
    names.accept_file_name(file.name)
    if file.sha256:
        names.accept_sha256(file.sha256)
    else:
        names.accept_blob_id(file.blob_id)
    return file


def wish_to_dict(wish: ModelWish) -> dict[str, Any]:
    """A wish as JSON takes it."""
    return asdict(wish)
