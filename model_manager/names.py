"""Accepts names that come from a hub, a catalogue or a bundle, and groups the parts of split models.

A name becomes a path below the folder of models. What could lead out of it, or means a device or a stream
on Windows, is refused, on every system: a stick written here is read there.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from model_manager.errors import UnsafeNameError

_SHOWN = 80
_MAX_SEGMENT_BYTES = 200            # leaves room for ".part.json" within the 255 of common file systems
_MAX_SEGMENTS = 8
_MAX_PARTS = 1000
_REPO = re.compile(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}", re.ASCII)
_REVISION = re.compile(r"[A-Za-z0-9][\w./-]{0,99}", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_BLOB = re.compile(r"[0-9a-f]{40}", re.ASCII)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')
_DEVICES = re.compile(             # superscript digits count, and spaces before the ending do not
    r"(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\..*)?", re.IGNORECASE | re.ASCII
)
_PART = re.compile(r"(?P<stem>.+)-(?P<number>\d{5})-of-(?P<count>\d{5})\.gguf", re.IGNORECASE | re.ASCII)
_NO_MODELS = re.compile(r"(^|/)(mmproj[^/]*|imatrix[^/]*|layer-\d+)\.gguf$", re.IGNORECASE | re.ASCII)
# The order within a name does not matter: Q4_K_M, q8_0, IQ4_XS, UD-Q2_K_XL, MXFP4_MOE, BF16 …
_QUANTISATION = re.compile(
    r"(?:^|[-._/])((?:UD-)?(?:I?Q\d\w*|TQ\d_\d|MXFP4\w*|BF16|F16|F32))(?=$|[-./])", re.IGNORECASE | re.ASCII
)


def accept_repo_id(untrusted: str) -> str:
    """A repository as `owner/name`, which become folders. Raises UnsafeNameError."""
    accept_file_name(untrusted)
    return _matching(_REPO, untrusted) if ".." not in untrusted else _refuse(untrusted)


def accept_revision(untrusted: str) -> str:
    """A branch, tag or commit. Raises UnsafeNameError."""
    return _matching(_REVISION, untrusted) if ".." not in untrusted else _refuse(untrusted)


def is_commit(revision: str) -> bool:
    """Whether this is a full commit hash, which nobody can move."""
    return _COMMIT.fullmatch(revision) is not None


def accept_sha256(untrusted: str) -> str:
    """64 lower-case hexadecimal digits. Raises UnsafeNameError."""
    return _matching(_SHA256, untrusted)


def accept_blob_id(untrusted: str) -> str:
    """The SHA-1 by which git knows a file's content. Raises UnsafeNameError."""
    return _matching(_BLOB, untrusted)


def accept_file_name(untrusted: str) -> str:
    """A file's path inside its repository, with `/` between folders. Raises UnsafeNameError."""
    segments = untrusted.split("/")
    if len(segments) > _MAX_SEGMENTS:
        _refuse(untrusted)
    for each in segments:
        if not 0 < len(each.encode("utf-8", "replace")) <= _MAX_SEGMENT_BYTES:
            _refuse(untrusted)
        if _FORBIDDEN.search(each) or is_device(each):
            _refuse(untrusted)
        if each.startswith(".") or each.endswith((".", " ")) or not each.isprintable():
            _refuse(untrusted)
    return untrusted


def is_device(segment: str) -> bool:
    """Whether Windows takes this name for a device, whatever its ending."""
    return _DEVICES.fullmatch(segment) is not None


def _matching(pattern: "re.Pattern[str]", untrusted: str) -> str:
    return untrusted if pattern.fullmatch(untrusted) else _refuse(untrusted)


def _refuse(untrusted: str) -> str:
    raise UnsafeNameError(untrusted[:_SHOWN])


@dataclass(frozen=True, slots=True)
class Part:
    """A file name that is one part of several; `number` counts from 1."""

    stem: str
    number: int
    count: int


def part_of(file_name: str) -> Part | None:
    """Which part of a split model a file is, if it is one."""
    found = _PART.fullmatch(file_name)
    if found is None:
        return None
    number, count = int(found["number"]), int(found["count"])
    return Part(found["stem"], number, count) if 1 <= number <= count <= _MAX_PARTS else None


def is_model_file(file_name: str) -> bool:
    """Whether a file can be a model: not every `.gguf` is one."""
    return file_name.lower().endswith(".gguf") and not _NO_MODELS.search(file_name)


def group_models(file_names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The models in a repository: the first file's name → all its files in order. A set that lacks a part
    cannot be loaded and is left out.
    """
    single: dict[str, tuple[str, ...]] = {}
    split: dict[tuple[str, int], dict[int, str]] = {}
    for name in file_names:
        if not is_model_file(name):
            continue
        if part := part_of(name):
            split.setdefault((part.stem, part.count), {})[part.number] = name
        else:
            single[name] = (name,)
    for (_, count), parts in split.items():
        if len(parts) == count:
            ordered = tuple(parts[number] for number in sorted(parts))
            single[ordered[0]] = ordered
    return dict(sorted(single.items()))


def display_name(files: Sequence[str]) -> str:
    """What a model's files are called together: the name without folder, part number and suffix."""
    part = part_of(files[0])
    stem = part.stem if part else files[0].removesuffix(".gguf").removesuffix(".GGUF")
    return stem.rpartition("/")[2]


def quantisation(file_name: str) -> str:
    """The quantisation that a file's name tells, in upper case; empty if it tells none."""
    part = part_of(file_name)
    stem = part.stem if part else re.sub(r"\.gguf$", "", file_name, flags=re.IGNORECASE)
    found = _QUANTISATION.findall(stem)
    return str(found[-1]).upper() if found else ""
