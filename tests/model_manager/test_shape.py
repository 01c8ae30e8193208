"""The shape of a model is read from its header, of every kind of layer, and never beyond its bounds."""

import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_manager.errors import GgufDamagedError, GgufError
from model_manager.fit import fit
from model_manager.gguf_parts import part_paths, read_all_headers
from model_manager.machine import Device, Machine
from model_manager.needs import Load, needs
from model_manager.shape import read_shape
from tests.model_manager.rewritten_models import parts_of
from tests.model_manager.wide_models import Wide, write


def test_sizes_of_a_plain_model(tmp_path: Path) -> None:
    path = write(tmp_path / "m.gguf", Wide(vocabulary=1024))
    shape = read_shape([path])
    assert (shape.architecture, shape.layers, shape.vocabulary) == ("llama", 4, 1024)
    assert (shape.embedding_length, shape.context_length, shape.tied) == (1024, 131_072, False)
    assert shape.embedding_bytes == 1024 * 1024 * 2
    assert shape.output_bytes == shape.embedding_bytes + 1024 * 4          # and the norm before it
    block = shape.blocks[0]
    assert (block.heads, block.kv_heads, block.key_size, block.value_size) == (16, 4, 64, 64)
    assert (block.window, block.has_kv, block.recurrent, block.feed_forward) == (0, True, 0, 2816)
    assert block.weights == 2 * 1024 * (2 * 1024 + 2 * 256 + 3 * 2816) + 2 * 1024 * 4
    assert 0 < path.stat().st_size - shape.weights < 100_000               # the header


def test_a_tied_output_is_counted_once(tmp_path: Path) -> None:
    shape = read_shape([write(tmp_path / "m.gguf", Wide("gemma3", vocabulary=1024, tied=True))])
    assert shape.tied
    assert shape.output_bytes == shape.embedding_bytes
    assert shape.weights == shape.embedding_bytes + shape.other_bytes + sum(b.weights for b in shape.blocks)


@pytest.mark.parametrize(
    ("architecture", "window", "expected"),
    [
        ("llama", 512, [0] * 12),                       # says so, but llama.cpp does not use it
        ("phi3", 512, [0] * 12),
        ("gemma3", 512, [512] * 5 + [0] + [512] * 5 + [0]),
        ("gemma3", 0, [0] * 12),
        ("gemma2", 0, [4096, 0] * 6),
        ("gpt-oss", 128, [128, 0] * 6),
        ("cohere2", 256, [256, 256, 256, 0] * 3),
        ("cohere2moe", 256, [0, 256, 256, 256] * 3),
        ("plamo3", 256, [256] * 7 + [0] + [256] * 4),
        ("smallthinker", 1, [0, 4096, 4096, 4096] * 3),
        ("smallthinker", 0, [0] * 12),
        ("llama4", 0, [8192, 8192, 8192, 0] * 3),
    ],
)
def test_which_layers_look_back_only_so_far(
    tmp_path: Path, architecture: str, window: int, expected: list[int]
) -> None:
    path = write(tmp_path / "m.gguf", Wide(architecture, blocks=12, window=window, vocabulary=1024))
    assert [block.window for block in read_shape([path]).blocks] == expected


def test_states_in_place_of_tokens(tmp_path: Path) -> None:
    wide = Wide("lfm2", states=frozenset({0, 2}), vocabulary=1024)
    blocks = read_shape([write(tmp_path / "m.gguf", wide)]).blocks
    assert [block.has_kv for block in blocks] == [False, True, False, True]
    assert [block.recurrent for block in blocks] == [2 * 1024, 0, 2 * 1024, 0]


def test_a_model_of_states_only(tmp_path: Path) -> None:
    wide = Wide("mamba", inner=2048, heads=0, kv_heads=0, head_size=0, feed_forward=0, vocabulary=1024)
    blocks = read_shape([write(tmp_path / "m.gguf", wide)]).blocks
    assert {(block.has_kv, block.recurrent) for block in blocks} == {(False, 3 * 2048 + 16 * 2048)}


def test_experts(tmp_path: Path) -> None:
    wide = Wide("qwen3moe", experts=8, experts_used=2, feed_forward=256, vocabulary=1024)
    shape = read_shape([write(tmp_path / "m.gguf", wide)])
    assert (shape.experts, shape.experts_used, shape.expert_feed_forward) == (8, 2, 256)
    assert shape.blocks[0].weights > 8 * 3 * 256 * 1024 * 2


@pytest.fixture(scope="module")
def hybrid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    wide = Wide("lfm2", states=frozenset({0, 2}), vocabulary=512, window=64, width=64, feed_forward=64)
    return write(tmp_path_factory.mktemp("shape") / "good.gguf", wide)


def damaged(good: Path, at: int, value: bytes) -> Path:
    """A copy with other bytes at a place in its header; the weights stay holes."""
    path = good.with_name("damaged.gguf")
    head = good.read_bytes()[:40_000]
    path.write_bytes(head[:at] + value + head[at + len(value) :])
    with path.open("r+b") as file:
        file.truncate(good.stat().st_size)
    return path


@settings(max_examples=400, deadline=None)
@given(data=st.data(), value=st.binary(min_size=1, max_size=8))
def test_any_damage_ends_in_our_own_error_or_in_a_shape(
    hybrid: Path, data: st.DataObject, value: bytes
) -> None:
    """Most of a header is its vocabulary, so that half of the damage goes to what is said of the model."""
    texts = hybrid.read_bytes()[:40_000]
    keys = [at for at in range(len(texts)) if texts.startswith((b"lfm2.", b"blk."), at)]
    said = st.sampled_from(keys).flatmap(lambda key: st.integers(key, key + 60))
    at = data.draw(said | st.integers(4, 30_000))
    with contextlib.suppress(GgufError):
        shape = read_shape([damaged(hybrid, at, value)])
        assert needs(shape, Load(4096)).total >= shape.weights >= 0
        fit(shape, Load(4096), Machine(2**34, 2**34, (Device("GPU0", 2**34, 2**33),)))


@pytest.mark.parametrize("heads", [b"\xff\xff\xff\x7f", b"\xff\xff\xff\xff"])
def test_an_absurd_number_in_an_array(hybrid: Path, heads: bytes) -> None:
    key = b"lfm2.attention.head_count_kv"
    at = hybrid.read_bytes()[:40_000].index(key) + len(key) + struct.calcsize("<IIQ")
    with pytest.raises(GgufDamagedError, match="head_count_kv"):
        read_shape([damaged(hybrid, at, heads)])


def test_an_array_for_fewer_layers_than_there_are(hybrid: Path) -> None:
    key = b"lfm2.block_count" + struct.pack("<I", 4)
    at = hybrid.read_bytes()[:40_000].index(key) + len(key)
    with pytest.raises(GgufDamagedError, match="head_count_kv"):
        read_shape([damaged(hybrid, at, struct.pack("<I", 5))])


def test_the_parts_of_a_model_are_added_up(tmp_path: Path) -> None:
    paths = parts_of(tmp_path)
    assert part_paths(paths[1]) == paths
    header = read_all_headers(paths[::-1])
    assert (header.part_count, header.tensor_count, header.block_count) == (3, 3 + 2 * 9, 2)
    assert header.expected_size <= header.file_size == sum(path.stat().st_size for path in paths)
    assert read_shape(paths) == read_shape([tmp_path / "whole.gguf"])


@pytest.mark.parametrize("chosen", [[0], [0, 1], [0, 1, 1], [1, 2], [0, 1, 2, 2]])
def test_a_part_that_is_missing_or_there_twice(tmp_path: Path, chosen: list[int]) -> None:
    paths = parts_of(tmp_path)
    with pytest.raises(GgufDamagedError, match="split"):
        read_shape([paths[at] for at in chosen])


def test_a_part_of_another_model(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    paths = parts_of(tmp_path / "a")
    with pytest.raises(GgufError):
        read_shape([paths[0], paths[1], parts_of(tmp_path / "b", 4)[2]])


def test_a_file_without_a_number_stands_alone(tmp_path: Path) -> None:
    path = tmp_path / "m.gguf"
    assert part_paths(path) == [path]
