"""What a bundle's manifest says, and the one place where a manifest from outside is accepted.

`model/` holds the model's files, whole or in numbered parts, `licences/` the texts. What a part is called
follows from its file's name: a manifest that says otherwise is refused, as is all that this version does not
know.
"""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from model_manager.errors import ManifestError, UnsafeNameError
from model_manager.names import accept_file_name, accept_repo_id, accept_revision, accept_sha256

SUFFIX = ".hisho-bundle"
MANIFEST, SIGNATURE, SUMS = "manifest.json", "manifest.json.minisig", "SHA256SUMS"
MODEL, LICENCES = "model", "licences"
MAX_MANIFEST = 1 << 20
MAX_LICENCE = 1 << 20
MAX_PARTS = 1000
_MAX_LICENCES = 64
_MAX_SIZE = 1 << 44
_MAX_FACT = 200
_VERSION = 1
_FACTS = ("name", "repo_id", "revision", "publisher", "origin", "licences")
_LISTS = ("licence_texts", "files")
_STORED = ("name", "size", "sha256")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of the bundle; its name is the path inside the bundle."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class BundledFile:
    """A model's file, as its repository names it, and what it is joined of, in this order."""

    name: str
    size: int
    sha256: str
    parts: tuple[Stored, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a bundle says of itself. Repository, revision, publisher and origin are empty where nobody knows;
    `licences` are ids.
    """

    name: str
    repo_id: str
    revision: str
    publisher: str
    origin: str
    licences: tuple[str, ...]
    licence_texts: tuple[Stored, ...]
    files: tuple[BundledFile, ...]

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(each.size for each in self.files)

    @property
    def stored(self) -> tuple[Stored, ...]:
        """All parts, then all licences."""
        return (*(part for each in self.files for part in each.parts), *self.licence_texts)

    @property
    def data(self) -> bytes:
        """The content of manifest.json."""
        text = json.dumps({"version": _VERSION, **asdict(self)}, ensure_ascii=False, indent=1)
        return text.encode("utf-8", "replace") + b"\n"

    def sums(self, stored_digest: str) -> str:
        """The content of SHA256SUMS, for `sha256sum -c`; `stored_digest` is that of manifest.json itself."""
        own = Stored(MANIFEST, 0, stored_digest)
        return "".join(f"{each.sha256}  {each.name}\n" for each in (*self.stored, own))


class _RefusedError(Exception):
    """Why a manifest is none; becomes a ManifestError."""


def part_names(file_name: str, count: int) -> tuple[str, ...]:
    """Where the parts of a file lie inside the bundle."""
    if count == 1:
        return (f"{MODEL}/{file_name}",)
    return tuple(f"{MODEL}/{file_name}.{number:04}" for number in range(1, count + 1))


def accept_manifest(untrusted_data: bytes, place: str) -> Manifest:
    """Read manifest.json. `place` is what a ManifestError names."""
    if len(untrusted_data) > MAX_MANIFEST:
        raise ManifestError(place, "too large")
    try:
        return _accept(json.loads(untrusted_data.decode("utf-8")))
    except _RefusedError as error:
        raise ManifestError(place, str(error)) from error
    except UnsafeNameError as error:
        raise ManifestError(place, f"name {error.place!a}") from error
    except (ValueError, RecursionError) as error:       # no Unicode, no JSON, or one without a bottom
        raise ManifestError(place, "malformed") from error


def _accept(untrusted: Any) -> Manifest:
    version = untrusted.get("version") if isinstance(untrusted, dict) else None
    if type(version) is int and version > _VERSION:
        raise _RefusedError("newer version")
    if type(version) is not int or version != _VERSION:
        raise _RefusedError("version")
    _, *facts, untrusted_texts, untrusted_files = _fields(untrusted, ("version", *_FACTS, *_LISTS))
    name, repo_id, revision, publisher, origin, untrusted_licences = facts
    manifest = Manifest(
        name=_accept_segment(_text(name)),
        repo_id=accept_repo_id(repo_id) if _text(repo_id) else "",
        revision=accept_revision(revision) if _text(revision) else "",
        publisher=_text(publisher),
        origin=_text(origin),
        licences=tuple(_text(each) for each in _list(untrusted_licences, _MAX_LICENCES)),
        licence_texts=tuple(_licence(each) for each in _list(untrusted_texts, _MAX_LICENCES)),
        files=tuple(_file(each) for each in _list(untrusted_files, MAX_PARTS)),
    )
    if not manifest.files:
        raise _RefusedError("no files")
    if len(manifest.stored) > MAX_PARTS:
        raise _RefusedError("too many parts")
    _require_distinct(each.name for each in manifest.stored)
    _require_distinct(each.name for each in manifest.files)
    return manifest


def _file(untrusted: Any) -> BundledFile:
    *untrusted_stored, untrusted_parts = _fields(untrusted, (*_STORED, "parts"))
    whole = _stored(dict(zip(_STORED, untrusted_stored, strict=True)))
    if not whole.name.endswith(".gguf"):
        raise _RefusedError("no model's file")
    parts = tuple(_stored(each) for each in _list(untrusted_parts, MAX_PARTS))
    if tuple(each.name for each in parts) != part_names(whole.name, len(parts)):
        raise _RefusedError("a part's name")
    if sum(each.size for each in parts) != whole.size:
        raise _RefusedError("sizes")
    if len(parts) == 1 and parts[0].sha256 != whole.sha256:
        raise _RefusedError("digests")
    return BundledFile(whole.name, whole.size, whole.sha256, parts)


def _licence(untrusted: Any) -> Stored:
    found = _stored(untrusted)
    folder, _, name = found.name.partition("/")
    if folder != LICENCES or "/" in name or found.size > MAX_LICENCE:
        raise _RefusedError("licence")
    return found


def _stored(untrusted: Any) -> Stored:
    name, size, sha256 = _fields(untrusted, _STORED)
    if type(size) is not int or not 0 < size <= _MAX_SIZE:
        raise _RefusedError("size")
    if not isinstance(name, str) or not isinstance(sha256, str):
        raise _RefusedError("malformed")
    return Stored(accept_file_name(name), size, accept_sha256(sha256))


def _fields(untrusted: Any, expected: tuple[str, ...]) -> list[Any]:
    """The values of exactly these fields."""
    if not isinstance(untrusted, dict) or set(untrusted) != set(expected):
        raise _RefusedError("fields")
    return [untrusted[each] for each in expected]


def _list(untrusted: Any, limit: int) -> list[Any]:
    if not isinstance(untrusted, list) or len(untrusted) > limit:
        raise _RefusedError("malformed")
    return untrusted


def _text(untrusted: Any) -> str:
    """One line that can be shown. A wide space is no printable sign for Python, but is one in Japanese."""
    if not isinstance(untrusted, str) or len(untrusted) > _MAX_FACT:
        raise _RefusedError("malformed")
    if not untrusted.replace("\u3000", " ").isprintable():
        raise _RefusedError("malformed")
    return untrusted


def _accept_segment(untrusted: str) -> str:
    """A name that can be a folder's on FAT, too."""
    if "/" in untrusted:
        raise UnsafeNameError(untrusted)
    return accept_file_name(f"{untrusted}{SUFFIX}").removesuffix(SUFFIX)


def _require_distinct(file_names: Iterable[str]) -> None:
    """FAT and Windows take `A` and `a` for the same, and nothing is both file and folder."""
    files: set[str] = set()
    folders: set[str] = set()
    for each in file_names:
        key = unicodedata.normalize("NFC", each).casefold()
        if key in files:
            raise _RefusedError("names collide")
        files.add(key)
        segments = key.split("/")
        folders.update("/".join(segments[:count]) for count in range(1, len(segments)))
    if files & folders:
        raise _RefusedError("names collide")
