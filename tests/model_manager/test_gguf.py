"""Headers of GGUFs are read within bounds; each kind of damage has its own error."""

import contextlib
import os
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_manager.errors import (
    GgufArchitectureError,
    GgufDamagedError,
    GgufError,
    GgufMissingError,
    GgufTruncatedError,
    ModelFileError,
)
from model_manager.gguf import read_header
from tests import gguf_files
from tests.gguf_files import Recipe

HEADER_BYTES = 12_000               # about where the header of our small models ends


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return gguf_files.write(tmp_path_factory.mktemp("gguf") / "good.gguf")


def test_a_good_header_is_read(good: Path) -> None:
    header = read_header(good)
    assert (header.architecture, header.name, header.version) == ("llama", "試験モデル", 3)
    assert (header.block_count, header.context_length) == (2, gguf_files.CONTEXT)
    assert header.vocabulary_size == len(gguf_files.sentencepiece_vocabulary().texts)
    assert header.tensor_count == 3 + 2 * 9
    assert header.tensor_types == {0}
    assert header.has_chat_template
    assert header.expected_size <= header.file_size == good.stat().st_size


def test_a_missing_template_is_seen(tmp_path: Path) -> None:
    assert not read_header(gguf_files.write(tmp_path / "m.gguf", Recipe(template=None))).has_chat_template


@pytest.mark.parametrize("data", [b"", b"G", b"GGU", b"PK\3\4" + bytes(100), "特許請求の範囲".encode()])
def test_another_kind_of_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "note.gguf"
    path.write_bytes(data)
    with pytest.raises(GgufMissingError) as caught:
        read_header(path)
    assert caught.value.name == "note.gguf"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError):
        read_header(tmp_path / "gone.gguf")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "m.gguf")
    with pytest.raises(ModelFileError):
        read_header(tmp_path / "m.gguf")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError):
        read_header(tmp_path)


@pytest.mark.parametrize("share", [0.001, 0.01, 0.05, 0.5, 0.99])
def test_every_early_end_is_told_with_both_sizes(tmp_path: Path, share: float) -> None:
    path = gguf_files.write_truncated(tmp_path / "m.gguf", share)
    with pytest.raises(GgufTruncatedError) as caught:
        read_header(path)
    assert caught.value.expected_size > caught.value.size == path.stat().st_size


def test_an_unknown_architecture_is_named(tmp_path: Path) -> None:
    with pytest.raises(GgufArchitectureError) as caught:
        read_header(gguf_files.write_unknown_architecture(tmp_path / "m.gguf"))
    assert caught.value.architecture == "hishoformer"


@pytest.mark.parametrize("blocks", [0, 513, 1_000_000, 2**32 - 1])
def test_numbers_of_blocks_that_abort_llama_cpp(tmp_path: Path, blocks: int) -> None:
    with pytest.raises(GgufDamagedError) as caught:
        read_header(gguf_files.write(tmp_path / "m.gguf", Recipe(said_blocks=blocks)))
    assert caught.value.reason == "*.block_count"


def replaced(good: Path, path: Path, old: bytes, new: bytes) -> Path:
    data = good.read_bytes()
    assert data.count(old) == 1
    path.write_bytes(data.replace(old, new))
    return path


@pytest.mark.parametrize("epsilon", [float("nan"), -1.0, float("inf")])
def test_an_epsilon_that_aborts_llama_cpp(good: Path, tmp_path: Path, epsilon: float) -> None:
    key = b"layer_norm_rms_epsilon" + struct.pack("<I", 6)
    path = replaced(
        good, tmp_path / "m.gguf", key + struct.pack("<f", 1e-5), key + struct.pack("<f", epsilon)
    )
    with pytest.raises(GgufDamagedError):
        read_header(path)


def tensor_entry(name: bytes, shape: tuple[int, ...], kind: int) -> bytes:
    return name + struct.pack(f"<I{len(shape)}QI", len(shape), *shape, kind)


@pytest.mark.parametrize(
    ("name", "shape", "kind"),
    [
        (b"output_norm.weight", (64,), 26),             # I32: SIGABRT
        (b"blk.0.attn_norm.weight", (64,), 1),          # F16: SIGABRT
        (b"blk.0.attn_q.weight", (64, 64), 26),         # I32: SIGSEGV
        (b"blk.0.attn_q.weight", (64, 64), 9),          # Q8_1: SIGSEGV
        (b"blk.1.ffn_down.weight", (128, 64), 99),      # unknown
    ],
)
def test_types_that_end_llama_cpp(
    good: Path, tmp_path: Path, name: bytes, shape: tuple[int, ...], kind: int
) -> None:
    path = replaced(good, tmp_path / "m.gguf", tensor_entry(name, shape, 0), tensor_entry(name, shape, kind))
    with pytest.raises(GgufDamagedError):
        read_header(path)


def test_one_part_of_several_is_refused(good: Path, tmp_path: Path) -> None:
    data = bytearray(good.read_bytes())
    entries = int.from_bytes(data[16:24], "little") + 1
    entry = struct.pack("<Q", 11) + b"split.count" + struct.pack("<IH", 2, 3)
    path = tmp_path / "m.gguf"
    path.write_bytes(bytes(data[:16]) + entries.to_bytes(8, "little") + entry + bytes(data[24:]) + bytes(64))
    with pytest.raises(GgufDamagedError, match="several"):
        read_header(path)


@pytest.mark.parametrize(
    "body",
    [
        struct.pack("<IQQ", 3, 2**63, 0),                                           # tensors
        struct.pack("<IQQ", 3, 0, 2**63),                                           # entries
        struct.pack("<IQQQ", 3, 0, 1, 2**62),                                       # a key
        struct.pack("<IQQQ", 3, 0, 1, 1) + b"k" + struct.pack("<IQ", 8, 2**62),     # a text
        struct.pack("<IQQQ", 3, 0, 1, 1) + b"k" + struct.pack("<IIQ", 9, 4, 2**62),  # an array
        struct.pack("<IQQQ", 3, 0, 1, 1) + b"k" + struct.pack("<IIQ", 9, 9, 1),     # an array of arrays
        struct.pack("<IQQQ", 3, 0, 1, 1) + b"k" + struct.pack("<I", 77),            # a type
        struct.pack("<IQQ", 1, 0, 0),                                               # a version
        struct.pack("<IQQ", 3, 0, 0),                                               # nothing said
    ],
)
def test_absurd_numbers_cost_nothing(tmp_path: Path, body: bytes) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(b"GGUF" + body + bytes(64))
    with pytest.raises(GgufError):
        read_header(path)


def test_a_sparse_giant_is_not_read(tmp_path: Path, good: Path) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(good.read_bytes())
    os.truncate(path, 2**40)
    assert read_header(path).file_size == 2**40


@settings(max_examples=300, deadline=None)
@given(at=st.integers(4, HEADER_BYTES), value=st.binary(min_size=1, max_size=8))
def test_any_damage_ends_in_our_own_error_or_in_a_header(good: Path, at: int, value: bytes) -> None:
    data = good.read_bytes()
    path = good.with_name("damaged.gguf")
    path.write_bytes(data[:at] + value + data[at + len(value) :])
    with contextlib.suppress(GgufError):
        assert read_header(path).file_size == len(data)
