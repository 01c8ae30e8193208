"""Files that are almost models: what llama.cpp refuses, and what ends its process.

Each is a healthy model with one thing changed, so that nothing else can be the reason.
"""

import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gguf
import numpy as np

from tests import gguf_files

Damage = Callable[[Path], Path]
Kind = gguf.GGMLQuantizationType
Type = gguf.GGUFValueType
_EPSILON = "llama.attention.layer_norm_rms_epsilon"
_TOKENS = "tokenizer.ggml.tokens"
_NORM, _QUERY, _EMBEDDING = "blk.0.attn_norm.weight", "blk.0.attn_q.weight", "token_embd.weight"
_WIDTH = gguf_files.Recipe().width
_HEADER = struct.Struct("<4sIQQ")               # magic, version, numbers of tensors and of values


@dataclass(frozen=True)
class Raw:
    """Bytes of a tensor that say they are of a type."""

    data: np.ndarray
    kind: Kind


@dataclass(frozen=True)
class Change:
    """Values with their type, None to leave them out, and tensors, which then stand last in the file."""

    values: Mapping[str, tuple[Any, Type] | None] = field(default_factory=dict)
    tensors: Mapping[str, np.ndarray | Raw] = field(default_factory=dict)

    def __call__(self, path: Path) -> Path:
        """Write such a file."""
        reader = gguf.GGUFReader(gguf_files.write(path.with_suffix(".whole")))
        writer = gguf.GGUFWriter(path, "llama")
        for key, found in reader.fields.items():
            if key.startswith("GGUF.") or key == "general.architecture" or key in self.values:
                continue
            inner = found.types[-1] if found.types[0] is Type.ARRAY else None
            writer.add_key_value(key, found.contents(), found.types[0], inner)
        for key, given in self.values.items():
            if given is not None:
                value, kind = given
                inner = Type.STRING if kind is Type.ARRAY else None
                writer.add_key_value(key, value, kind, inner)
        for tensor in reader.tensors:
            if tensor.name not in self.tensors:
                writer.add_tensor(tensor.name, tensor.data)
        for name, changed in self.tensors.items():
            if isinstance(changed, Raw):
                writer.add_tensor(name, changed.data, raw_dtype=changed.kind)
            else:
                writer.add_tensor(name, changed)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        return path


def _value(key: str, value: Any, kind: Type) -> Change:
    return Change(values={key: (value, kind)})


def _all_alike() -> Change:
    return _value(_TOKENS, ["a"] * len(gguf_files.sentencepiece_vocabulary().texts), Type.ARRAY)


def _no_text() -> Change:
    """All tokens, so that none is left for a byte."""
    size = len(gguf_files.sentencepiece_vocabulary().texts)
    texts = [bytes([0xFF, 0xFE, 0x80 + at % 64, 0x80 + at // 64]) for at in range(size)]
    return _value(_TOKENS, texts, Type.ARRAY)


def _tensor(name: str, values: np.ndarray | Raw) -> Change:
    return Change(tensors={name: values})


def _experts(count: int, used: int) -> Change:
    return Change(
        values={
            "llama.expert_count": (count, Type.UINT32),
            "llama.expert_used_count": (used, Type.UINT32),
        }
    )


def _matrix(kind: type[np.generic]) -> np.ndarray:
    return np.ones((_WIDTH, _WIDTH), kind)


def _sums() -> np.ndarray:
    """Rows of blocks of 32 numbers, in the size that the package believes them to be."""
    return np.zeros((_WIDTH, _WIDTH // 32 * gguf.GGML_QUANT_SIZES[Kind.Q8_1][1]), np.uint8)


_VOCABULARY = len(gguf_files.sentencepiece_vocabulary().texts)
# They end the process that loads them or asks the model without looking at the header first.
DEADLY: Mapping[str, Damage] = {
    "no blocks": _value("llama.block_count", 0, Type.UINT32),
    "a million blocks": _value("llama.block_count", 10**6, Type.UINT32),
    "most blocks": _value("llama.block_count", 2**32 - 1, Type.UINT32),
    "most experts": _experts(2**31, 2),
    "more experts used than there are": _experts(4, 8),
    "epsilon is no number": _value(_EPSILON, float("nan"), Type.FLOAT32),
    "epsilon below zero": _value(_EPSILON, -1.0, Type.FLOAT32),
    "all tokens alike": _all_alike(),
    "tokens of another tokeniser": _value("tokenizer.ggml.model", "bert", Type.STRING),
    "tokens that are no text": _no_text(),
    "norm of integers": _tensor(_NORM, np.ones(_WIDTH, np.int32)),
    "norm in double precision": _tensor(_NORM, np.ones(_WIDTH, np.float64)),
    "norm in half precision": _tensor(_NORM, np.ones(_WIDTH, np.float16)),
    "embedding of integers": _tensor(_EMBEDDING, np.ones((_VOCABULARY, _WIDTH), np.int32)),
    "query of integers": _tensor(_QUERY, _matrix(np.int32)),
    "query of bytes": _tensor(_QUERY, _matrix(np.int8)),
    "query in a type for sums": _tensor(_QUERY, Raw(_sums(), Kind.Q8_1)),
}


def _empty(path: Path) -> Path:
    path.touch()
    return path


def _cut(share: float) -> Damage:
    return lambda path: gguf_files.write_truncated(path, share)


def _patched(change: Callable[[bytearray], None]) -> Damage:
    def write(path: Path) -> Path:
        data = bytearray(gguf_files.write(path).read_bytes())
        change(data)
        path.write_bytes(data)
        return path

    return write


def _head(place: int, value: Any) -> Damage:
    def change(data: bytearray) -> None:
        fields = list(_HEADER.unpack_from(data))
        fields[place] = value
        _HEADER.pack_into(data, 0, *fields)

    return _patched(change)


def _of_tensor(offset: int, form: str, value: int) -> Damage:
    """Change what the header says of the first tensor, so many bytes after its name."""

    def change(data: bytearray) -> None:
        name = _EMBEDDING.encode()
        at = data.index(struct.pack("<Q", len(name)) + name) + 8 + len(name) + offset
        struct.pack_into(form, data, at, value)

    return _patched(change)


def _twice(data: bytearray) -> None:
    at = data.index(b"blk.1.attn_q.weight")
    data[at : at + 5] = b"blk.0"


# llama.cpp itself refuses them.
REFUSED: Mapping[str, Damage] = {
    "empty": _empty,
    "a text": gguf_files.write_not_a_gguf,
    "cut in the header": _cut(0.001),
    "cut in the vocabulary": _cut(0.02),
    "cut in the weights": _cut(0.5),
    "cut at the very end": _cut(0.999),
    "another magic number": _head(0, b"GGML"),
    "version 0": _head(1, 0),
    "version of the other byte order": _head(1, 3 << 24),
    "more tensors than there are": _head(2, 10_000),
    "most tensors": _head(2, 2**63),
    "more values than there are": _head(3, 10_000),
    "most values": _head(3, 2**64 - 1),
    "five dimensions": _of_tensor(0, "<I", 5),
    "no size": _of_tensor(4, "<Q", 0),
    "a size without end": _of_tensor(4, "<Q", 2**62),
    "a type that is none": _of_tensor(20, "<I", 99),
    "an offset beyond the end": _of_tensor(24, "<Q", 2**40),
    "an offset between two numbers": _of_tensor(24, "<Q", 7),
    "a name twice": _patched(_twice),
    "an alignment of 3": _value("general.alignment", 3, Type.UINT32),
    "an alignment of nothing": _value("general.alignment", 0, Type.UINT32),
    "no architecture known": gguf_files.write_unknown_architecture,
    "no vocabulary": Change(values={_TOKENS: None}),
    "another width": _value("llama.embedding_length", 2 * _WIDTH, Type.UINT32),
    "a text for a number": _value("llama.embedding_length", "many", Type.STRING),
    "no width": Change(values={"llama.embedding_length": None}),
    "a weight missing": lambda path: gguf_files.write(path, gguf_files.Recipe(blocks=1, said_blocks=2)),
}
