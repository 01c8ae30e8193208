"""The programs of a few instructions are true Windows programs; that they run is seen under Wine."""

import struct

import pytest

from installers.windows.tiny_program import WAITING, TinyProgram, Where, recording


def header(image: bytes) -> int:
    """Where the header of the file proper begins."""
    (place,) = struct.unpack_from("<I", image, 0x3C)
    assert image[:2] == b"MZ"
    assert image[place : place + 4] == b"PE\0\0"
    return int(place)


@pytest.mark.parametrize(("has_console", "subsystem"), [(False, 2), (True, 3)])
def test_a_program_says_what_it_is(has_console: bool, subsystem: int) -> None:
    image = WAITING.image(has_console=has_console)
    place = header(image)
    machine, sections, date = struct.unpack_from("<HHI", image, place + 4)
    assert (machine, sections, date) == (0x8664, 2, 0)
    assert struct.unpack_from("<H", image, place + 24 + 68) == (subsystem,)
    assert len(image) % 0x200 == 0


def test_a_library_is_marked_as_one_and_starts_nothing() -> None:
    image = TinyProgram(()).image(is_library=True)
    (flags,) = struct.unpack_from("<H", image, header(image) + 22)
    assert flags & 0x2000
    assert struct.unpack_from("<I", image, header(image) + 24 + 16) == (0,)


def test_a_call_reaches_the_import_and_an_address_reaches_the_data() -> None:
    code_of_it = (b"\xff\x15", Where("ExitProcess"), b"\x48\x8d\x0d", Where("word"))
    image = TinyProgram(code_of_it, {"word": b"hi"}).image()
    code, data = image[0x200:0x400], image[0x400:]
    (to_import,) = struct.unpack_from("<i", code, 2)
    slot = 0x1000 + 6 + to_import - 0x2000
    (hint,) = struct.unpack_from("<Q", data, slot)
    assert data[hint - 0x2000 + 2 :].startswith(b"ExitProcess\0")
    (to_data,) = struct.unpack_from("<i", code, 9)
    assert data[0x1000 + 13 + to_data - 0x2000 :].startswith(b"hi")


def test_jumps_land_on_the_instructions_that_are_meant() -> None:
    code = WAITING.image()[0x200:]
    forward, back = code.index(b"\x74\x0a"), code.index(b"\x75\xcc")
    assert code[forward + 2 + 0x0A :].startswith(b"\x31\xc9")            # xor ecx, ecx
    assert code[back + 2 - 0x34 :].startswith(b"\x48\x89\xd9")           # mov rcx, rbx


def test_the_same_program_is_the_same_file() -> None:
    assert recording("C:\\a.txt").image() == recording("C:\\a.txt").image()
    assert "C:\\a.txt\0".encode("utf-16-le") in recording("C:\\a.txt").image()
