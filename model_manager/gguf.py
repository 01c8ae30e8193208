"""Reads the header of a GGUF without trusting it: every count, length and type is bounded before it is used.

llama.cpp refuses most damaged files, but some make it abort or read past its tables. What is checked here is
what tells such files apart, and what users are told about a file; no weight is ever read. Large arrays (the
vocabulary) and texts that nobody asks for are stepped over; short arrays of whole numbers (one for each
block) are kept. What is kept, and how much is read, has a limit for all files of a model together.

Format: ggml's `docs/gguf.md`, versions 2 and 3, little-endian.
"""

import errno
import math
import os
import stat
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from model_manager.architectures import KNOWN_ARCHITECTURES
from model_manager.errors import (
    GgufArchitectureError,
    GgufDamagedError,
    GgufMissingError,
    GgufTruncatedError,
    ModelFileError,
)
from model_manager.gguf_bytes import HeaderBytes, Room

MAGIC = b"GGUF"
MAX_ENTRIES = 1 << 16               # key/value pairs, and tensors: the largest models have a few thousand
MAX_ARRAY = 1 << 24                 # the largest vocabularies have 2**18 entries, merges twice as many
MAX_KEY = 1 << 10
MAX_TENSOR_NAME = 63                # bytes: llama.cpp has room for no more (GGML_MAX_NAME)
MAX_DIMENSIONS = 4
MAX_BLOCKS = 512                    # llama.cpp aborts beyond it (LLAMA_MAX_LAYERS), and for none
MAX_CONTEXT = 1 << 27
MAX_EXPERTS = 1024
MAX_KEPT = MAX_BLOCKS               # an array that has one number for each block
_DEFAULT_ALIGNMENT = 32

_TEXT, _ARRAY = 8, 9
_SCALARS = {                        # gguf_type: struct format
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d",
}
_TEXTS_KEPT = {                     # of all others nothing but that they are there; bytes
    "general.architecture": MAX_KEY, "general.name": MAX_KEY, "general.license": MAX_KEY,
    "tokenizer.chat_template": 1 << 20,
}  # fmt: skip
_FLOATS = frozenset({6, 12})
# ggml_type: (elements, bytes) of one block. Source: ggml.h and ggml-common.h of the same version.
_BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 40),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82),
    23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17), 40: (64, 36), 41: (128, 18), 42: (64, 18),
}
_F32 = 0
_NO_WEIGHTS = frozenset({9, 15, 24, 25, 26, 27, 28})    # to multiply with these ends llama.cpp
_MULTIPLIED = ("token_embd.weight", "output.weight", "attn_q.weight", "attn_k.weight", "attn_v.weight",
               "attn_qkv.weight", "attn_output.weight", "ffn_up.weight", "ffn_down.weight", "ffn_gate.weight")
_NORMS = ("attn_norm.weight", "ffn_norm.weight", "output_norm.weight")


@dataclass(frozen=True, slots=True)
class GgufHeader:
    """What a GGUF says of itself. Numbers that it does not give are 0, texts empty."""

    file_name: str
    file_size: int
    expected_size: int              # where the last weight ends
    version: int
    architecture: str
    name: str
    licence: str
    file_type: int                  # llama_ftype: how most of it is quantised
    block_count: int
    context_length: int
    vocabulary_size: int
    tensor_count: int
    tensor_types: frozenset[int]
    has_chat_template: bool
    part_count: int                 # more than 1: one of several files


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies, counted from the first weight, and what kind it is."""

    name: str
    kind: int
    offset: int
    length: int                     # in bytes


@dataclass(frozen=True, slots=True)
class Contents:
    """All that the header of one file says: each number within its bounds, none compared with another."""

    name: str
    size: int
    version: int
    position: int                   # where the header ends
    untrusted: dict[str, Any]
    tensors: tuple[Tensor, ...]

    def damaged(self, reason: str) -> GgufDamagedError:
        """The error to raise about this file."""
        return GgufDamagedError(self.name, reason)

    def key(self, key: str) -> str:
        """The key with the architecture in place of `*`."""
        return key.replace("*", self.text("general.architecture"))

    def number(self, key: str, limit: int) -> int:
        """A whole number from 0 to `limit`, 0 if there is none; `*` in the key stands for the architecture.
        Raises GgufDamagedError.
        """
        value = self.untrusted.get(self.key(key), 0)
        if type(value) is not int or not 0 <= value <= limit:
            raise self.damaged(key)
        return value

    def text(self, key: str) -> str:
        """A text, cut to a length that can be shown; empty if there is none."""
        value = self.untrusted.get(key, "")
        return value[:MAX_KEY] if isinstance(value, str) else ""

    def expected_size(self) -> int:
        """Where the last weight ends. Raises GgufDamagedError."""
        alignment = self.number("general.alignment", 1 << 20) or _DEFAULT_ALIGNMENT
        if alignment & (alignment - 1):
            raise self.damaged("alignment")
        data = -(-self.position // alignment) * alignment
        return max((data + each.offset + each.length for each in self.tensors), default=self.position)


def read_header(path: Path) -> GgufHeader:
    """Read and check the header of a model in one file. Raises ModelFileError, GgufMissingError,
    GgufTruncatedError, GgufDamagedError, GgufArchitectureError; never anything else, whatever the file holds.
    """
    header = accept(read_contents(path))
    if header.part_count > 1:
        raise GgufDamagedError(path.name, "one part of several")
    return header


def read_contents(path: Path, room: Room | None = None) -> Contents:
    """Read the header and check no more than that it is one; the files of one model share a `room`. Raises as
    `read_header` does.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):       # to open a pipe would wait for a writer
            raise ModelFileError(path.name, errno.EINVAL)
        with path.open("rb", buffering=0) as file:
            return _read(HeaderBytes(file, os.fstat(file.fileno()).st_size, path.name, room or Room()))
    except OSError as error:
        raise ModelFileError(path.name, error.errno or 0) from error


def _read(reader: HeaderBytes) -> Contents:
    name = reader.name
    if reader.size < len(MAGIC) or reader.take(len(MAGIC)) != MAGIC:
        raise GgufMissingError(name)
    version = reader.number("<I")
    if version not in (2, 3):
        raise reader.damaged("version")
    tensor_count = reader.bounded("<Q", MAX_ENTRIES, "number of tensors")
    entry_count = reader.bounded("<Q", MAX_ENTRIES, "number of entries")
    untrusted = dict(_entry(reader) for _ in range(entry_count))
    tensors = tuple(_tensor(reader) for _ in range(tensor_count))
    contents = Contents(name, reader.size, version, reader.position, untrusted, tensors)
    expected = contents.expected_size()
    if contents.size < expected:
        raise GgufTruncatedError(name, expected, contents.size)
    return contents


@dataclass(frozen=True, slots=True)
class Array:
    """An array; `numbers` is empty where it was stepped over."""

    length: int
    numbers: tuple[int, ...] = ()


def _entry(reader: HeaderBytes) -> tuple[str, Any]:
    key = reader.text(MAX_KEY)
    value = _value(reader, key, reader.number("<I"))
    reader.keep(key, value)
    return key, value


def _value(reader: HeaderBytes, key: str, kind: int) -> Any:
    if kind in _SCALARS:
        return reader.number(_SCALARS[kind])
    if kind == _TEXT:
        return reader.cut_text(_TEXTS_KEPT.get(key, 0))
    if kind != _ARRAY:
        raise reader.damaged("type of an entry")
    kind = reader.number("<I")
    length = reader.bounded("<Q", MAX_ARRAY, "length of an array")
    if kind == _TEXT:
        reader.skip_texts(length)
    elif kind in _SCALARS and kind not in _FLOATS and length <= MAX_KEPT:
        form = f"<{length}{_SCALARS[kind][1]}"
        numbers = tuple(map(int, struct.unpack(form, reader.take(struct.calcsize(form)))))
        reader.keep(numbers, *numbers)
        return Array(length, numbers)
    elif kind in _SCALARS:
        reader.skip(length * struct.calcsize(_SCALARS[kind]))
    else:
        raise reader.damaged("type of an array")
    return Array(length)


def _tensor(reader: HeaderBytes) -> Tensor:
    name = reader.text(MAX_TENSOR_NAME)
    reader.keep(name)
    count = reader.bounded("<I", MAX_DIMENSIONS, "dimensions of a tensor")
    dimensions = [int(reader.number("<Q")) for _ in range(count)]
    kind = int(reader.number("<I"))
    offset = int(reader.number("<Q"))
    if kind not in _BLOCKS:
        raise reader.damaged("type of a tensor")
    elements, size = _BLOCKS[kind]
    total = math.prod(dimensions)
    if not dimensions or not 0 < total < 1 << 62 or dimensions[0] % elements:
        raise reader.damaged("shape of a tensor")
    return Tensor(name, kind, offset, total // elements * size)


def accept(contents: Contents) -> GgufHeader:
    """Check what a header says of the model. Raises GgufArchitectureError, GgufDamagedError."""
    architecture = contents.text("general.architecture")
    if not architecture:
        raise contents.damaged("no architecture")
    if architecture not in KNOWN_ARCHITECTURES:
        raise GgufArchitectureError(contents.name, architecture)
    vocabulary = contents.untrusted.get("tokenizer.ggml.tokens")
    header = GgufHeader(
        file_name=contents.name,
        file_size=contents.size,
        expected_size=contents.expected_size(),
        version=contents.version,
        architecture=architecture,
        name=contents.text("general.name"),
        licence=contents.text("general.license"),
        file_type=contents.number("general.file_type", 1 << 16),
        block_count=contents.number("*.block_count", MAX_BLOCKS),
        context_length=contents.number("*.context_length", MAX_CONTEXT),
        vocabulary_size=vocabulary.length if isinstance(vocabulary, Array) else 0,
        tensor_count=len(contents.tensors),
        tensor_types=frozenset(each.kind for each in contents.tensors),
        has_chat_template=bool(contents.untrusted.get("tokenizer.chat_template")),
        part_count=contents.number("split.count", MAX_ENTRIES),
    )
    _check_parameters(contents, header)
    check_weights(contents)
    return header


def _check_parameters(contents: Contents, header: GgufHeader) -> Literal[True]:
    """What llama.cpp asserts, and so would end the process. Raises GgufDamagedError."""
    for what, value in (
        ("*.block_count", header.block_count),
        ("*.context_length", header.context_length),
        ("tokenizer.ggml.tokens", header.vocabulary_size),
    ):
        if value < 1:
            raise contents.damaged(what)
    used = contents.number("*.expert_used_count", MAX_EXPERTS)
    if used > contents.number("*.expert_count", MAX_EXPERTS):
        raise contents.damaged("*.expert_used_count")
    for key in ("attention.layer_norm_rms_epsilon", "attention.layer_norm_epsilon"):
        epsilon = contents.untrusted.get(contents.key(f"*.{key}"), 1e-5)
        if not isinstance(epsilon, float) or not 0 <= epsilon < 1:      # not a number fails, too
            raise contents.damaged(key)
    return True


def check_weights(contents: Contents) -> Literal[True]:
    """Types that llama.cpp cannot compute with at these places. Raises GgufDamagedError."""
    for each in contents.tensors:
        if each.name.endswith(_NORMS) and each.kind != _F32:
            raise contents.damaged("type of a norm")
        if each.name.endswith(_MULTIPLIED) and each.kind in _NO_WEIGHTS:
            raise contents.damaged("type of a weight")
    return True
