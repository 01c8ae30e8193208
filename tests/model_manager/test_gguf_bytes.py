"""No header decides on our memory or time: hostile files end in our own error, and vocabularies are stepped
over exactly.
"""

import struct
import tracemalloc
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model_manager.errors import GgufDamagedError, GgufError
from model_manager.gguf import MAX_ENTRIES, read_contents
from model_manager.gguf_bytes import Room
from model_manager.gguf_parts import read_all_headers

MOST_BYTES = 20 << 20
TEXT, ARRAY, UINT64 = 8, 9, 10
MEBIBYTE = 1 << 20
Piece = bytes | int                 # an int: so many zeros, which take no room on the disk


def text(words: bytes) -> bytes:
    return struct.pack("<Q", len(words)) + words


def write(path: Path, tensors: int, entries: int, pieces: Iterable[Piece]) -> Path:
    with path.open("wb") as file:
        file.write(b"GGUF" + struct.pack("<IQQ", 3, tensors, entries))
        for each in pieces:
            if isinstance(each, bytes):
                file.write(each)
            else:
                file.seek(each, 1)
        file.write(bytes(64))
    return path


def long_texts(count: int, key: str = "k%05d") -> Iterable[Piece]:
    for at in range(count):
        yield text((key % at if "%" in key else key).encode()) + struct.pack("<IQ", TEXT, MEBIBYTE)
        yield MEBIBYTE


def long_keys() -> Iterable[Piece]:
    for at in range(MAX_ENTRIES):
        yield text(b"%01024d" % at) + struct.pack("<IB", 0, 1)


def arrays_of_numbers() -> Iterable[Piece]:
    numbers = struct.pack("<512Q", *range(2**40, 2**40 + 512))
    for at in range(2_000):
        yield text(b"k%05d" % at) + struct.pack("<IIQ", ARRAY, UINT64, 512) + numbers


def tensors() -> Iterable[Piece]:
    for at in range(MAX_ENTRIES):
        yield text("重".encode() * 19 + b"%06d" % at) + struct.pack("<I4QIQ", 4, 1, 1, 1, 1, 0, 2**40 + at)


@pytest.mark.parametrize(
    ("tensor_count", "entry_count", "pieces"),
    [
        pytest.param(0, 4_000, long_texts(4_000), id="texts of a mebibyte"),
        pytest.param(0, 600, long_texts(600, "tokenizer.chat_template"), id="a template again and again"),
        pytest.param(0, MAX_ENTRIES, long_keys(), id="long keys"),
        pytest.param(0, 2_000, arrays_of_numbers(), id="arrays of numbers"),
        pytest.param(MAX_ENTRIES, 0, tensors(), id="tensors"),
    ],
)
def test_what_a_header_has_too_much_of_is_not_kept(
    tmp_path: Path, tensor_count: int, entry_count: int, pieces: Iterable[Piece]
) -> None:
    path = write(tmp_path / "m.gguf", tensor_count, entry_count, pieces)
    tracemalloc.start()
    try:
        with pytest.raises(GgufError):
            read_all_headers([path])
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()


def test_the_largest_vocabularies_come_to_an_end(tmp_path: Path) -> None:
    arrays: list[Piece] = [text(b"k") + struct.pack("<IIQ", ARRAY, TEXT, 1 << 24), 8 << 24]
    path = write(tmp_path / "m.gguf", 0, 8, arrays * 8)     # 134 million texts, each empty
    with pytest.raises(GgufDamagedError, match="too much"):
        read_contents(path)


def test_texts_far_apart_are_no_way_to_have_all_read(tmp_path: Path) -> None:
    far: list[Piece] = [text(b"k") + struct.pack("<IIQ", ARRAY, TEXT, 1_000)]
    far += [struct.pack("<Q", MEBIBYTE), MEBIBYTE] * 1_000
    path = write(tmp_path / "m.gguf", 0, 1, far)
    assert read_contents(path).untrusted["k"].length == 1_000
    with pytest.raises(GgufDamagedError, match="too much"):
        read_contents(path, Room(reading=16 * MEBIBYTE))


def test_the_files_of_one_model_share_the_room(tmp_path: Path) -> None:
    count = 20
    for at in range(count):
        numbers = text(b"split.count") + struct.pack("<IH", 2, count)
        numbers += text(b"split.no") + struct.pack("<IH", 2, at)
        template = next(iter(long_texts(1, "tokenizer.chat_template")))
        write(tmp_path / f"{at}.gguf", 0, 3, [numbers, template, MEBIBYTE])
    read_contents(tmp_path / "0.gguf")
    with pytest.raises(GgufDamagedError, match="too much"):
        read_all_headers([tmp_path / f"{at}.gguf" for at in range(count)])


def test_a_template_is_kept_up_to_its_limit_and_a_note_not_at_all(tmp_path: Path) -> None:
    pieces: list[Piece] = [
        text(b"general.description") + struct.pack("<I", TEXT) + text(b"x" * 100),
        text(b"tokenizer.chat_template") + struct.pack("<I", TEXT) + text(b"y" * (3 * MEBIBYTE)),
        text(b"general.name") + struct.pack("<I", TEXT) + text(b"after"),
    ]
    found = read_contents(write(tmp_path / "m.gguf", 0, 3, pieces)).untrusted
    assert found["general.description"] == ""
    assert found["tokenizer.chat_template"] == "y" * MEBIBYTE
    assert found["general.name"] == "after"


LENGTHS = st.one_of(st.integers(0, 60), st.sampled_from([47, 48, 255, 256, 70_000]))


@settings(max_examples=60, deadline=None)
@given(runs=st.lists(st.tuples(LENGTHS, st.sampled_from([1, 2, 127, 128, 129, 700])), max_size=12))
def test_an_array_of_texts_is_stepped_over_exactly(
    tmp_path_factory: pytest.TempPathFactory, runs: list[tuple[int, int]]
) -> None:
    runs = [(length, count if length < 1_000 else 2) for length, count in runs]
    count = sum(count for _, count in runs)
    pieces: list[Piece] = [text(b"tokens") + struct.pack("<IIQ", ARRAY, TEXT, count)]
    pieces += [text(b"\x05" * length) * count for length, count in runs]
    pieces.append(text(b"general.name") + struct.pack("<I", TEXT) + text(b"after"))
    path = write(tmp_path_factory.getbasetemp() / "texts.gguf", 0, 2, pieces)
    contents = read_contents(path)
    assert contents.untrusted["tokens"].length == count
    assert contents.untrusted["general.name"] == "after"
