"""Writes 64-bit Windows programs of a few instructions, without a compiler: what installers are tried with.

The file has two sections: the code, and behind it the imports of kernel32.dll and the named data, to which
the code refers relative to itself.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_FILE_STEP, _MEMORY_STEP = 0x200, 0x1000
_BASE = 0x140000000
_HEADERS = 0x200
_CODE_AT, _DATA_AT = _MEMORY_STEP, 2 * _MEMORY_STEP
_AMD64, _PE32_PLUS = 0x8664, 0x20B
_EXECUTABLE, _LARGE_ADDRESSES, _LIBRARY = 0x0002, 0x0020, 0x2000
_WINDOWED, _CONSOLE = 2, 3
_RELOCATION_FREE = 0x0001
_NX, _TERMINAL_SERVER = 0x0100, 0x8000
_CODE_FLAGS, _DATA_FLAGS = 0x60000020, 0xC0000040
_DIRECTORIES, _IMPORTS = 16, 1
_DESCRIPTOR = struct.Struct("<5I")
_KERNEL = b"kernel32.dll\0"


@dataclass(frozen=True, slots=True)
class Where:
    """Four bytes of an instruction: how far it is from their end to an import or to data of this name."""

    name: str


Code = Sequence[bytes | Where]


@dataclass(frozen=True, slots=True)
class TinyProgram:
    """Instructions, and the data that they name; every other name is a function of kernel32.dll."""

    code: Code
    data: Mapping[str, bytes] = field(default_factory=dict)

    def image(self, *, is_library: bool = False, has_console: bool = False) -> bytes:
        """The file. The same bytes each time: its date is 1970."""
        imported = [each.name for each in self.code if isinstance(each, Where) and each.name not in self.data]
        section, places = _data_section(list(dict.fromkeys(imported)), self.data)
        code = self._linked(places)
        flags = _EXECUTABLE | _LARGE_ADDRESSES | _RELOCATION_FREE | (_LIBRARY if is_library else 0)
        optional = _optional_header(code, section, subsystem=_CONSOLE if has_console else _WINDOWED)
        headers = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40) + b"PE\0\0"
        headers += struct.pack("<HHIIIHH", _AMD64, 2, 0, 0, 0, len(optional), flags) + optional
        headers += _section(b".text", code, _CODE_AT, _HEADERS, _CODE_FLAGS)
        headers += _section(b".data", section, _DATA_AT, _HEADERS + len(_padded(code)), _DATA_FLAGS)
        return _padded(headers) + _padded(code) + _padded(section)

    def _linked(self, places: Mapping[str, int]) -> bytes:
        linked = b""
        for part in self.code:
            if isinstance(part, Where):
                end = _CODE_AT + len(linked) + 4
                linked += struct.pack("<i", places[part.name] - end)
            else:
                linked += part
        return linked


def _data_section(imported: Sequence[str], data: Mapping[str, bytes]) -> tuple[bytes, dict[str, int]]:
    """Two descriptors (the second ends the list), the table of addresses twice, the names, the data; and
    where everything is in memory.
    """
    addresses = 2 * _DESCRIPTOR.size
    table_size = 8 * (len(imported) + 1)
    names_at = addresses + 2 * table_size
    names, hints = b"", []
    for name in imported:
        hints.append(_DATA_AT + names_at + len(names))
        names += b"\0\0" + name.encode() + b"\0"
        names += b"\0" * (len(names) % 2)
    kernel_at = names_at + len(names)
    table = b"".join(struct.pack("<Q", hint) for hint in hints) + bytes(8)
    section = _DESCRIPTOR.pack(
        _DATA_AT + addresses + table_size, 0, 0, _DATA_AT + kernel_at, _DATA_AT + addresses
    )
    section += bytes(_DESCRIPTOR.size) + table + table + names + _KERNEL
    places = {name: _DATA_AT + addresses + 8 * number for number, name in enumerate(imported)}
    for name, value in data.items():
        section += b"\0" * (-len(section) % 8)
        places[name] = _DATA_AT + len(section)
        section += value
    return section, places


def _optional_header(code: bytes, section: bytes, *, subsystem: int) -> bytes:
    end = _DATA_AT + len(_padded(section, _MEMORY_STEP))
    header = struct.pack("<HBBIIIII", _PE32_PLUS, 14, 0, len(_padded(code)), len(_padded(section)), 0,
                         _CODE_AT if code else 0, _CODE_AT)  # fmt: skip
    header += struct.pack("<QIIHHHHHHI", _BASE, _MEMORY_STEP, _FILE_STEP, 6, 0, 0, 0, 6, 0, 0)
    header += struct.pack("<IIIHH", end, _HEADERS, 0, subsystem, _NX | _TERMINAL_SERVER)
    header += struct.pack("<QQQQII", 0x100000, 0x1000, 0x100000, 0x1000, 0, _DIRECTORIES)
    directories = [(0, 0)] * _DIRECTORIES
    directories[_IMPORTS] = (_DATA_AT, 2 * _DESCRIPTOR.size)
    return header + b"".join(struct.pack("<II", *each) for each in directories)


def _section(name: bytes, content: bytes, at: int, in_file: int, flags: int) -> bytes:
    return name.ljust(8, b"\0") + struct.pack(
        "<IIIIIIHHI", len(content), at, len(_padded(content)), in_file, 0, 0, 0, 0, flags
    )


def _padded(content: bytes, step: int = _FILE_STEP) -> bytes:
    return content + bytes(-len(content) % step)


def _call(function: str) -> Code:
    return b"\xff\x15", Where(function)             # call [function]


_STANDARD_INPUT, _STANDARD_OUTPUT = struct.pack("<i", -10), struct.pack("<i", -11)
STARTED = b"started\n"
WAITING = TinyProgram(
    (
        b"\x48\x83\xec\x38",                        # sub rsp, 56
        b"\xb9" + _STANDARD_OUTPUT,                 # mov ecx, STD_OUTPUT_HANDLE
        *_call("GetStdHandle"),
        b"\x48\x89\xc1",                            # mov rcx, rax
        b"\x48\x8d\x15", Where("started"),          # lea rdx, [started]
        b"\x41\xb8" + struct.pack("<I", len(STARTED)),     # mov r8d, the length
        b"\x4c\x8d\x0d", Where("count"),            # lea r9, [count]
        b"\x48\xc7\x44\x24\x20\x00\x00\x00\x00",    # mov qword [rsp+32], 0
        *_call("WriteFile"),
        b"\xb9" + _STANDARD_INPUT,                  # mov ecx, STD_INPUT_HANDLE
        *_call("GetStdHandle"),
        b"\x48\x89\xc3",                            # mov rbx, rax
        b"\x48\x89\xd9",                            # again: mov rcx, rbx
        b"\x48\x8d\x15", Where("byte"),             # lea rdx, [byte]
        b"\x41\xb8\x01\x00\x00\x00",                # mov r8d, 1
        b"\x4c\x8d\x0d", Where("count"),            # lea r9, [count]
        b"\x48\xc7\x44\x24\x20\x00\x00\x00\x00",    # mov qword [rsp+32], 0
        *_call("ReadFile"),
        b"\x85\xc0",                                # test eax, eax
        b"\x74\x0a",                                # je done
        b"\x8b\x05", Where("count"),                # mov eax, [count]
        b"\x85\xc0",                                # test eax, eax
        b"\x75\xcc",                                # jne again
        b"\x31\xc9",                                # done: xor ecx, ecx
        *_call("ExitProcess"),
    ),
    {"byte": bytes(8), "count": bytes(8), "started": STARTED},
)  # fmt: skip
"""Says that it has started, runs until its standard input ends, and ends with 0."""


def recording(path: str) -> TinyProgram:
    """Adds its command line, in UTF-16 and without an end, to this file and ends with 0."""
    return TinyProgram(
        (
            b"\x48\x83\xec\x48",                        # sub rsp, 72
            b"\x48\x8d\x0d", Where("path"),             # lea rcx, [path]
            b"\xba\x04\x00\x00\x00",                    # mov edx, FILE_APPEND_DATA
            b"\x41\xb8\x01\x00\x00\x00",                # mov r8d, FILE_SHARE_READ
            b"\x45\x31\xc9",                            # xor r9d, r9d
            b"\x48\xc7\x44\x24\x20\x04\x00\x00\x00",    # mov qword [rsp+32], OPEN_ALWAYS
            b"\x48\xc7\x44\x24\x28\x80\x00\x00\x00",    # mov qword [rsp+40], FILE_ATTRIBUTE_NORMAL
            b"\x48\xc7\x44\x24\x30\x00\x00\x00\x00",    # mov qword [rsp+48], 0
            *_call("CreateFileW"),
            b"\x48\x89\xc3",                            # mov rbx, rax
            *_call("GetCommandLineW"),
            b"\x48\x89\xc6",                            # mov rsi, rax
            b"\x48\x89\xc1",                            # mov rcx, rax
            *_call("lstrlenW"),
            b"\x44\x8d\x04\x00",                        # lea r8d, [rax+rax]
            b"\x48\x89\xf2",                            # mov rdx, rsi
            b"\x48\x89\xd9",                            # mov rcx, rbx
            b"\x4c\x8d\x0d", Where("count"),            # lea r9, [count]
            b"\x48\xc7\x44\x24\x20\x00\x00\x00\x00",    # mov qword [rsp+32], 0
            *_call("WriteFile"),
            b"\x31\xc9",                                # xor ecx, ecx
            *_call("ExitProcess"),
        ),
        {"path": path.encode("utf-16-le") + bytes(2), "count": bytes(8)},
    )  # fmt: skip
