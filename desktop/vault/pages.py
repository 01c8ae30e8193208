"""The pages of a damaged database, read one by one without SQLCipher, which gives a file up at the first page
that is bad.

Each page authenticates itself: AES-256-CBC, then HMAC-SHA-512 over what was encrypted, its nonce and the
page's number (SQLCipher 4, raw key). So a page is either exactly what was written or bad; nothing in between
can come out. The log holds newer versions of pages; each of its frames is authenticated the same way.
"""

import hashlib
import hmac
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.vault.errors import VaultDamagedError
from desktop.vault.files import open_regular, read_regular

PAGE = 4096
_NONCE, _MAC = 16, 64
USABLE = PAGE - _NONCE - _MAC
_SALT = 16
_MAC_SALT_MASK = 0x3A               # SQLCipher's: the salt of the authentication key is another one
_MAC_ROUNDS = 2
_MAGIC = b"SQLite format 3\0"
_LOG_HEADER, _FRAME_HEADER = 32, 24
_CHECKED = 24                       # of the log's head; its checksum follows
_LOG_MAGICS = (0x377F0682, 0x377F0683)


class PageCipher:
    """What makes a page readable."""

    def __init__(self, raw_key: str) -> None:
        """`raw_key` is SQLCipher's: 64 hex digits of key and 32 of salt."""
        self._key = bytes.fromhex(raw_key[:64])
        salt = bytes(each ^ _MAC_SALT_MASK for each in bytes.fromhex(raw_key[64:]))
        self._mac_key = hashlib.pbkdf2_hmac("sha512", self._key, salt, _MAC_ROUNDS, len(self._key))

    def read(self, number: int, untrusted: bytes) -> bytes | None:
        """What was written on the page with this number, without its tail; None if it is bad."""
        if len(untrusted) != PAGE:
            return None
        begin = _SALT if number == 1 else 0             # the salt lies open on the first page
        body, nonce = untrusted[begin:USABLE], untrusted[USABLE : USABLE + _NONCE]
        mac = hmac.digest(self._mac_key, body + nonce + struct.pack("<I", number), "sha512")
        if not hmac.compare_digest(mac, untrusted[USABLE + _NONCE :]):
            return None
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(nonce)).decryptor()
        plain = decryptor.update(body) + decryptor.finalize()
        return _MAGIC + plain if number == 1 else plain


@dataclass(frozen=True, slots=True)
class Frame:
    """One page of the log: which it is, where its bytes begin, and whether a transaction ends with it."""

    page: int
    offset: int
    ends: bool


class Pages:
    """A database file with its log. A page that the log has a good version of is that one; what the disk
    does not give is a bad page.
    """

    def __init__(self, database: Path, log: Path, raw_key: str) -> None:
        """Raises VaultDamagedError if there is no file."""
        try:
            self._file = os.fdopen(open_regular(database), "rb", buffering=0)
        except OSError as error:
            raise VaultDamagedError("database") from error
        self._cipher = PageCipher(raw_key)
        self._newer: dict[int, bytes] = {}
        self.bad: set[int] = set()
        """Pages whose newest version is bad."""
        self._take_log(_bytes_of(log))
        in_file = -(-os.fstat(self._file.fileno()).st_size // PAGE)
        self.count = max(in_file, *self._newer, *self.bad, 0)

    def __enter__(self) -> "Pages":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def _take_log(self, log: bytes) -> None:
        for frame in committed(frames(log)):
            content = self._cipher.read(frame.page, log[frame.offset : frame.offset + PAGE])
            if content is None:
                self.bad.add(frame.page)
            else:
                self._newer[frame.page] = content
                self.bad.discard(frame.page)

    def get(self, number: int) -> bytes | None:
        """The page as it was written last; None if that is bad."""
        if number in self._newer or number in self.bad:
            return None if number in self.bad else self._newer[number]
        content = self._in_file(number)
        if content is None and 1 <= number <= self.count:
            self.bad.add(number)
        return content

    def older(self, number: int) -> bytes | None:
        """An older version of a page whose newest is bad, if there is one."""
        return self._newer.get(number) or self._in_file(number)

    def all(self) -> Iterator[tuple[int, bytes]]:
        """Every good page."""
        for number in range(1, self.count + 1):
            content = self.get(number)
            if content is not None:
                yield number, content

    def _in_file(self, number: int) -> bytes | None:
        try:
            self._file.seek((number - 1) * PAGE)
            untrusted = self._file.read(PAGE)
        except OSError:
            return None
        return self._cipher.read(number, untrusted)


def _bytes_of(log: Path) -> bytes:
    try:
        return read_regular(log)
    except OSError:
        return b""


def frames(log: bytes) -> list[Frame]:
    """The frames of the log's newest run, by the two salts that all of them carry; what an earlier run left
    behind them has others. A run may have no frame yet: a program that ended between the head and the first
    one left the earlier run behind it, all of which is in the database.
    """
    if len(log) < _LOG_HEADER + _FRAME_HEADER:
        return []
    size = _FRAME_HEADER + PAGE
    heads = [
        (offset, struct.unpack_from(">IIII", log, offset))
        for offset in range(_LOG_HEADER, len(log) - size + 1, size)
    ]
    if not heads:
        return []
    salts = struct.unpack_from(">II", log, 16) if is_whole_head(log) else heads[0][1][2:]
    return [
        Frame(head[0], offset + _FRAME_HEADER, ends=bool(head[1]))
        for offset, head in heads
        if head[2:] == salts
    ]


def is_whole_head(log: bytes) -> bool:
    """Whether the log's own head is as it was written."""
    (magic,) = struct.unpack_from(">I", log)
    return magic in _LOG_MAGICS and head_checksum(log) == struct.unpack_from(">II", log, _CHECKED)


def head_checksum(log: bytes) -> tuple[int, int]:
    """SQLite's checksum of the head: two sums over words in the order of bytes that the magic names."""
    (magic,) = struct.unpack_from(">I", log)
    first = second = 0
    for one, other in struct.iter_unpack(">II" if magic & 1 else "<II", log[:_CHECKED]):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + other + first) & 0xFFFFFFFF
    return first, second


def committed(found: list[Frame]) -> list[Frame]:
    """Those up to the last end of a transaction."""
    last = max((index for index, frame in enumerate(found) if frame.ends), default=-1)
    return found[: last + 1]
