"""Reads the headers of a model that lies in several files, and checks that all of them belong together.

llama.cpp is given the first part and finds the others by their names, `…-00001-of-00003.gguf`. The first has
everything about the model; the others have weights and their own number.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from model_manager.errors import GgufDamagedError
from model_manager.gguf import Contents, GgufHeader, accept, check_weights, read_contents
from model_manager.gguf_bytes import Room

MAX_PARTS = 1000                    # llama.cpp's names have room for five digits; real models have some ten
_PART = re.compile(r"(?P<stem>.+)-(?P<number>[0-9]{5})-of-(?P<count>[0-9]{5})\.gguf", re.ASCII | re.DOTALL)


def part_paths(path: Path) -> list[Path]:
    """All files of a model of which `path` is one, by their names; only `path` if it has no number."""
    found = _PART.fullmatch(path.name)
    if not found or not 0 < int(found["count"]) <= MAX_PARTS:
        return [path]
    count = int(found["count"])
    return [path.with_name(f"{found['stem']}-{at:05}-of-{count:05}.gguf") for at in range(1, count + 1)]


def read_all_headers(paths: Sequence[Path]) -> GgufHeader:
    """One header for all files of a model: sizes and tensors are summed up. Raises as `read_header` does."""
    return joined_header(read_all_contents(paths))


def joined_header(parts: Sequence[Contents]) -> GgufHeader:
    """The same for files that have been read. Raises GgufArchitectureError, GgufDamagedError."""
    header = accept(parts[0])
    for each in parts[1:]:
        check_weights(each)
    return replace(
        header,
        file_size=sum(each.size for each in parts),
        expected_size=sum(each.expected_size() for each in parts),
        tensor_count=sum(len(each.tensors) for each in parts),
        tensor_types=frozenset(tensor.kind for each in parts for tensor in each.tensors),
        part_count=len(parts),
    )


def read_all_contents(paths: Sequence[Path]) -> tuple[Contents, ...]:
    """Read all files of a model, whatever their order, the first part first. Raises as `read_header` does."""
    if not paths:
        raise ValueError("no file")
    if len(paths) > MAX_PARTS:
        raise GgufDamagedError(paths[0].name, "split.count")
    room = Room()
    parts = sorted((read_contents(path, room) for path in paths), key=_number)
    for at, each in enumerate(parts):
        if max(each.number("split.count", MAX_PARTS), 1) != len(parts):
            raise each.damaged("split.count")
        if _number(each) != at:
            raise each.damaged("split.no")
    said = parts[0].number("split.tensors.count", 1 << 31)
    names = [tensor.name for each in parts for tensor in each.tensors]
    if len(parts) > 1 and said != len(names):
        raise parts[0].damaged("split.tensors.count")
    if len(set(names)) != len(names):
        raise parts[0].damaged("the same tensor twice")
    return tuple(parts)


def _number(contents: Contents) -> int:
    return contents.number("split.no", MAX_PARTS)
