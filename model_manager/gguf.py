"""Reads the header of a GGUF without trusting it: every count, length and type is bounded before it is used.

llama.cpp refuses most damaged files, but some make it abort or read past its tables. What is checked here is
what tells such files apart, and what users are told about a file; no weight is ever read. Large arrays (the
vocabulary) are stepped over.

Format: ggml's `docs/gguf.md`, versions 2 and 3, little-endian.
"""

import errno
import math
import os
import stat
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from model_manager.architectures import KNOWN_ARCHITECTURES
from model_manager.errors import (
    GgufArchitectureError,
    GgufDamagedError,
    GgufMissingError,
    GgufTruncatedError,
    ModelFileError,
)

MAGIC = b"GGUF"
MAX_ENTRIES = 1 << 16               # key/value pairs, and tensors: the largest models have a few thousand
MAX_ARRAY = 1 << 24                 # the largest vocabularies have 2**18 entries, merges twice as many
MAX_KEY = 1 << 10
MAX_TEXT = 1 << 20                  # a chat template is the longest text that we keep
MAX_SKIPPED = 1 << 26               # a text that we only step over
MAX_DIMENSIONS = 4
MAX_BLOCKS = 512                    # llama.cpp aborts beyond it (LLAMA_MAX_LAYERS), and for none
MAX_CONTEXT = 1 << 27
MAX_EXPERTS = 1024
_DEFAULT_ALIGNMENT = 32
_PIECE = 1 << 20

_TEXT, _ARRAY = 8, 9
_SCALARS = {                        # gguf_type: struct format
    0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 7: "<?", 10: "<Q", 11: "<q", 12: "<d",
}
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


def read_header(path: Path) -> GgufHeader:
    """Read and check the header. Raises ModelFileError, GgufMissingError, GgufTruncatedError,
    GgufDamagedError, GgufArchitectureError; never anything else, whatever the file holds.
    """
    try:
        if not stat.S_ISREG(path.stat().st_mode):       # to open a pipe would wait for a writer
            raise ModelFileError(path.name, errno.EINVAL)
        with path.open("rb", buffering=0) as file:
            return _read(file, path.name)
    except OSError as error:
        raise ModelFileError(path.name, error.errno or 0) from error


def _read(file: BinaryIO, name: str) -> GgufHeader:
    reader = _Reader(file, os.fstat(file.fileno()).st_size, name)
    if reader.size < len(MAGIC) or reader.take(len(MAGIC)) != MAGIC:
        raise GgufMissingError(name)
    version = reader.number("<I")
    if version not in (2, 3):
        raise reader.damaged("version")
    tensor_count = reader.bounded("<Q", MAX_ENTRIES, "number of tensors")
    entry_count = reader.bounded("<Q", MAX_ENTRIES, "number of entries")
    untrusted = dict(_entry(reader) for _ in range(entry_count))
    tensors = [_tensor(reader) for _ in range(tensor_count)]
    return _accept(reader, untrusted, tensors, version)


class _Reader:
    """Bytes of a file, forwards only, each length checked against what is left."""

    def __init__(self, file: BinaryIO, size: int, name: str) -> None:
        self.size = size
        self.name = name
        self.position = 0
        self._file = file
        self._window = b""
        self._at = 0

    def damaged(self, reason: str) -> GgufDamagedError:
        return GgufDamagedError(self.name, reason)

    def take(self, length: int) -> bytes:
        """The next bytes. Raises GgufTruncatedError."""
        if self._at + length > len(self._window):
            self._fill(length)
        found = self._window[self._at : self._at + length]
        self._at += length
        self.position += length
        return found

    def _fill(self, length: int) -> None:
        self._require(length)
        parts = [self._window[self._at :]]
        missing = length - len(parts[0])
        while missing > 0:
            part = self._file.read(max(missing, _PIECE))
            if not part:
                raise GgufTruncatedError(self.name, self.position + length, self.size)
            parts.append(part)
            missing -= len(part)
        self._window = b"".join(parts)
        self._at = 0

    def _require(self, length: int) -> None:
        if self.position + length > self.size:
            raise GgufTruncatedError(self.name, self.position + length, self.size)

    def skip(self, length: int) -> None:
        """Step over bytes. Raises GgufTruncatedError."""
        if self._at + length <= len(self._window):
            self._at += length
        else:
            self._require(length)
            self._file.seek(self.position + length)
            self._window, self._at = b"", 0
        self.position += length

    def number(self, form: str) -> Any:
        (value,) = struct.unpack(form, self.take(struct.calcsize(form)))
        return value

    def bounded(self, form: str, limit: int, what: str) -> int:
        value = int(self.number(form))
        if value > limit:
            raise self.damaged(what)
        return value

    def text(self, limit: int) -> str:
        return self.take(self.bounded("<Q", limit, "length of a text")).decode("utf-8", "replace")

    def skip_texts(self, count: int) -> None:
        """Step over an array of texts: half a million in a large vocabulary, hence no call for each part."""
        length_of = struct.Struct("<Q").unpack
        for _ in range(count):
            (length,) = length_of(self.take(8))
            if length > MAX_SKIPPED:
                raise self.damaged("length of a text")
            self.skip(length)


@dataclass(frozen=True, slots=True)
class _Array:
    """An array that was stepped over."""

    length: int


def _entry(reader: _Reader) -> tuple[str, Any]:
    key = reader.text(MAX_KEY)
    return key, _value(reader, reader.number("<I"))


def _value(reader: _Reader, kind: int) -> Any:
    if kind in _SCALARS:
        return reader.number(_SCALARS[kind])
    if kind == _TEXT:
        length = reader.bounded("<Q", MAX_SKIPPED, "length of a text")
        if length > MAX_TEXT:
            reader.skip(length)
            return ""
        return reader.take(length).decode("utf-8", "replace")
    if kind != _ARRAY:
        raise reader.damaged("type of an entry")
    kind = reader.number("<I")
    length = reader.bounded("<Q", MAX_ARRAY, "length of an array")
    if kind == _TEXT:
        reader.skip_texts(length)
    elif kind in _SCALARS:
        reader.skip(length * struct.calcsize(_SCALARS[kind]))
    else:
        raise reader.damaged("type of an array")
    return _Array(length)


@dataclass(frozen=True, slots=True)
class _Tensor:
    name: str
    kind: int
    offset: int
    length: int                     # in bytes


def _tensor(reader: _Reader) -> _Tensor:
    name = reader.text(MAX_KEY)
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
    return _Tensor(name, kind, offset, total // elements * size)


def _accept(reader: _Reader, untrusted: dict[str, Any], tensors: list[_Tensor], version: int) -> GgufHeader:
    text = _kept_texts(untrusted)
    architecture = text("general.architecture")
    if not architecture:
        raise reader.damaged("no architecture")
    if architecture not in KNOWN_ARCHITECTURES:
        raise GgufArchitectureError(reader.name, architecture[:MAX_KEY])
    number = _numbers(reader, untrusted, architecture)
    alignment = number("general.alignment", 1 << 20) or _DEFAULT_ALIGNMENT
    if alignment & (alignment - 1):
        raise reader.damaged("alignment")
    vocabulary = untrusted.get("tokenizer.ggml.tokens")
    data = -(-reader.position // alignment) * alignment
    header = GgufHeader(
        file_name=reader.name,
        file_size=reader.size,
        expected_size=max((data + each.offset + each.length for each in tensors), default=reader.position),
        version=version,
        architecture=architecture,
        name=text("general.name"),
        licence=text("general.license"),
        file_type=number("general.file_type", 1 << 16),
        block_count=number("*.block_count", MAX_BLOCKS),
        context_length=number("*.context_length", MAX_CONTEXT),
        vocabulary_size=vocabulary.length if isinstance(vocabulary, _Array) else 0,
        tensor_count=len(tensors),
        tensor_types=frozenset(each.kind for each in tensors),
        has_chat_template=bool(untrusted.get("tokenizer.chat_template")),
        part_count=number("split.count", MAX_ENTRIES),
    )
    if header.file_size < header.expected_size:
        raise GgufTruncatedError(reader.name, header.expected_size, header.file_size)
    if header.part_count > 1:
        raise reader.damaged("one part of several")
    _check_parameters(reader, untrusted, header)
    _check_weights(reader, tensors)
    return header


def _kept_texts(untrusted: dict[str, Any]) -> Callable[[str], str]:
    def text(key: str) -> str:
        value = untrusted.get(key, "")
        return value[:MAX_KEY] if isinstance(value, str) else ""

    return text


def _numbers(reader: _Reader, untrusted: dict[str, Any], architecture: str) -> Callable[[str, int], int]:
    def number(key: str, limit: int) -> int:
        """A whole number from 0 to `limit`; `*` in the key stands for the architecture."""
        value = untrusted.get(key.replace("*", architecture), 0)
        if type(value) is not int or not 0 <= value <= limit:
            raise reader.damaged(key)
        return value

    return number


def _check_parameters(reader: _Reader, untrusted: dict[str, Any], header: GgufHeader) -> Literal[True]:
    """What llama.cpp asserts, and so would end the process. Raises GgufDamagedError."""
    number = _numbers(reader, untrusted, header.architecture)
    for what, value in (
        ("*.block_count", header.block_count),
        ("*.context_length", header.context_length),
        ("tokenizer.ggml.tokens", header.vocabulary_size),
    ):
        if value < 1:
            raise reader.damaged(what)
    if number("*.expert_used_count", MAX_EXPERTS) > number("*.expert_count", MAX_EXPERTS):
        raise reader.damaged("*.expert_used_count")
    for key in ("attention.layer_norm_rms_epsilon", "attention.layer_norm_epsilon"):
        epsilon = untrusted.get(f"{header.architecture}.{key}", 1e-5)
        if not isinstance(epsilon, float) or not 0 <= epsilon < 1:      # not a number fails, too
            raise reader.damaged(key)
    return True


def _check_weights(reader: _Reader, tensors: list[_Tensor]) -> Literal[True]:
    """Types that llama.cpp cannot compute with at these places. Raises GgufDamagedError."""
    for each in tensors:
        if each.name.endswith(_NORMS) and each.kind != _F32:
            raise reader.damaged("type of a norm")
        if each.name.endswith(_MULTIPLIED) and each.kind in _NO_WEIGHTS:
            raise reader.damaged("type of a weight")
    return True
