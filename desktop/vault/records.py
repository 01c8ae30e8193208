"""The rows on a page of SQLite's file format (https://www.sqlite.org/fileformat2.html), as far as it is
needed to save them: tables, their leaves, and rows that go on in overflow pages.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from desktop.vault.pages import USABLE

INTERIOR, LEAF = 0x05, 0x0D
_FILE_HEADER = 100
_LEAF_HEADER, _INTERIOR_HEADER = 8, 12
_MOST_LOCAL = USABLE - 35
_LEAST_LOCAL = (USABLE - 12) * 32 // 255 - 23
_IN_OVERFLOW = USABLE - 4
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_FLOAT, _ZERO, _ONE, _BLOB, _TEXT = 7, 8, 9, 12, 13
_GOES_ON = 0x80                     # another byte of the number follows
Value = None | int | float | str | bytes
GetPage = Callable[[int], bytes | None]


@dataclass(frozen=True, slots=True)
class SavedRow:
    """A row of a table. `cut`: a page that it goes on in is bad, so the last of the `values` is only a part,
    and those after it are missing.
    """

    rowid: int
    values: tuple[Value, ...]
    cut: bool = False


class _Bad(Exception):  # noqa: N818  # it never leaves this module
    """What was read is no row."""


def kind(page: bytes, number: int) -> int:
    """What kind of page it is."""
    return page[_begin(number)]


def children(page: bytes, number: int) -> list[int]:
    """The pages below an interior page of a table."""
    begin = _begin(number)
    (last,) = struct.unpack_from(">I", page, begin + 8)
    places = _places(page, begin, _INTERIOR_HEADER)
    return [struct.unpack_from(">I", page, place)[0] for place in places if place + 4 <= len(page)] + [last]


def rows(page: bytes, number: int, get: GetPage) -> Iterator[SavedRow]:
    """The rows on a leaf of a table; what is no row is passed over."""
    for place in _places(page, _begin(number), _LEAF_HEADER):
        try:
            yield _row(page, place, get)
        except (_Bad, IndexError, struct.error):
            continue


def _begin(number: int) -> int:
    return _FILE_HEADER if number == 1 else 0


def _places(page: bytes, begin: int, header: int) -> list[int]:
    (count,) = struct.unpack_from(">H", page, begin + 3)
    first = begin + header
    count = min(count, (len(page) - first) // 2)
    return list(struct.unpack_from(f">{count}H", page, first))


def _row(page: bytes, place: int, get: GetPage) -> SavedRow:
    size, place = _varint(page, place)
    rowid, place = _varint(page, place)
    payload = _payload(page, place, size, get)
    values = _values(payload, size)
    return SavedRow(_signed(rowid), values, cut=len(payload) < size)


def _payload(page: bytes, place: int, size: int, get: GetPage) -> bytes:
    """As much of the row's bytes as can be read."""
    if size <= _MOST_LOCAL:
        return _slice(page, place, size)
    local = _LEAST_LOCAL + (size - _LEAST_LOCAL) % _IN_OVERFLOW
    local = local if local <= _MOST_LOCAL else _LEAST_LOCAL
    parts = [_slice(page, place, local)]
    (following,) = struct.unpack_from(">I", page, place + local)
    left, seen = size - local, set[int]()
    while left > 0:
        content = get(following) if following and following not in seen else None
        if content is None:
            break
        seen.add(following)
        (following,) = struct.unpack_from(">I", content)
        parts.append(content[4 : 4 + min(left, _IN_OVERFLOW)])
        left -= len(parts[-1])
    return b"".join(parts)


def _slice(page: bytes, place: int, size: int) -> bytes:
    if place + size > len(page):
        raise _Bad
    return page[place : place + size]


def _values(payload: bytes, size: int) -> tuple[Value, ...]:
    """The values; of a payload that was cut, those before the cut and the part of the one it goes through."""
    header, place = _varint(payload, 0)
    if not place <= header <= len(payload):
        raise _Bad
    kinds = []
    while place < header:
        serial, place = _varint(payload, place)
        kinds.append(serial)
    if header + sum(map(_length, kinds)) != size:
        raise _Bad
    found: list[Value] = []
    for serial in kinds:
        end = place + _length(serial)
        if end > len(payload) and (serial < _BLOB or place >= len(payload)):
            break
        found.append(_value(serial, payload[place:end]))
        place = end
        if end > len(payload):
            break
    return tuple(found)


def _length(serial: int) -> int:
    if serial in _INTEGERS:
        return _INTEGERS[serial]
    if serial == _FLOAT:
        return 8
    return (serial - _BLOB) // 2 if serial >= _BLOB else 0


def _value(serial: int, data: bytes) -> Value:
    if serial in _INTEGERS:
        return int.from_bytes(data, "big", signed=True)
    if serial == _FLOAT:
        number: float = struct.unpack(">d", data)[0]
        return number
    if serial in (_ZERO, _ONE):
        return serial - _ZERO
    if serial < _BLOB:
        return None
    if serial % 2:
        return data.decode("utf-8", "ignore")           # a cut may go through a character
    return data


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for count in range(8):
        byte = data[place + count]
        value = value << 7 | byte & (_GOES_ON - 1)
        if byte < _GOES_ON:
            return value, place + count + 1
    return value << 8 | data[place + 8], place + 9


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value
