"""As much of D-Bus as a probe needs: introduce oneself to a bus, ask the bus itself a thing, hear yes or no.

The form of messages is that of the D-Bus specification, in little-endian order; what arrives is searched for
the answer and otherwise passed over.
"""

import os
import socket
import struct
from types import TracebackType

_BUS, _PATH = "org.freedesktop.DBus", "/org/freedesktop/DBus"
_CALL, _ANSWER, _ERROR = 1, 2, 3
# Byte order, kind, flags, version, length of the body, serial, length of the fields.
_HEAD = struct.Struct("<cBBBIII")
_LENGTH = struct.Struct("<I")
_FIELD_PATH, _FIELD_INTERFACE, _FIELD_MEMBER, _FIELD_DESTINATION, _FIELD_SIGNATURE = 1, 2, 3, 6, 8
_FIELD_ERROR, _FIELD_ANSWERS = b"\x04\x01s\x00", b"\x05\x01u\x00"
_MOST = 1 << 20
_PATIENCE_S = 0.5


class BusRefusedError(OSError):
    """The bus said no. `name` is its word for why."""

    def __init__(self, name: str) -> None:
        super().__init__(1, name)
        self.name = name


class BusCall:
    """A connection to a bus at this path. Raises OSError where it cannot be reached."""

    def __init__(self, path: str) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._serial = 0
        try:
            self._socket.settimeout(_PATIENCE_S)
            self._socket.connect(path)
            who = str(os.getuid()).encode().hex()
            self._socket.sendall(f"\0AUTH EXTERNAL {who}\r\n".encode())
            if not self._socket.recv(4096).startswith(b"OK"):
                raise BusRefusedError("AUTH")
            self._socket.sendall(b"BEGIN\r\n")
            self.ask("Hello")
        except OSError:
            self._socket.close()
            raise

    def __enter__(self) -> "BusCall":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def ask(self, member: str, signature: str = "", body: bytes = b"") -> None:
        """Ask the bus itself. Raises BusRefusedError, OSError."""
        self._serial += 1
        fields = b""
        for code, kind, value in (
            (_FIELD_PATH, "o", _PATH),
            (_FIELD_INTERFACE, "s", _BUS),
            (_FIELD_MEMBER, "s", member),
            (_FIELD_DESTINATION, "s", _BUS),
            (_FIELD_SIGNATURE, "g", signature),
        ):
            if value:
                written = text(value) if kind != "g" else bytes([len(value)]) + value.encode() + b"\0"
                fields = _padded(fields) + bytes([code, 1]) + kind.encode() + b"\0" + written
        head = _HEAD.pack(b"l", _CALL, 0, 1, len(body), self._serial, len(fields))
        self._socket.sendall(_padded(head + fields) + body)
        self._hear()

    def _hear(self) -> None:
        ours = _FIELD_ANSWERS + _LENGTH.pack(self._serial)
        while True:
            head = self._read(_HEAD.size)
            _, kind, _, _, size, _, of_fields = _HEAD.unpack(head)
            if max(size, of_fields) > _MOST:
                raise BusRefusedError("size")
            fields = self._read(len(_padded(bytes(of_fields))))
            self._read(size)
            if kind == _ERROR and ours in fields:
                raise BusRefusedError(_error_name(fields))
            if kind == _ANSWER and ours in fields:
                return

    def _read(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            piece = self._socket.recv(size - len(found))
            if not piece:
                raise BusRefusedError("closed")
            found += piece
        return found


def text(value: str) -> bytes:
    """A text as the body of a message has it."""
    return _LENGTH.pack(len(value.encode())) + value.encode() + b"\0"


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 8)


def _error_name(fields: bytes) -> str:
    _, found, rest = fields.partition(_FIELD_ERROR)
    if not found or len(rest) < _LENGTH.size:
        return ""
    (length,) = _LENGTH.unpack_from(rest)
    return rest[_LENGTH.size : _LENGTH.size + length].decode("ascii", "replace")
