"""The calls of Windows behind channels and waiting. Written from documentation, never run.

Pipes are named ones with one instance, as anonymous ones cannot be waited for. Nobody else can join: the name
is not known before, and the one instance is taken before anybody could.
"""

import contextlib
import functools
import os
import secrets
import sys
from dataclasses import dataclass

if sys.platform == "win32":
    import _winapi
    import ctypes
    import msvcrt

    _BUFFER = 65536
    _FIRST_INSTANCE, _OVERLAPPED = 0x00080000, 0x40000000
    _NOBODY_FROM_ELSEWHERE = 0x8        # PIPE_REJECT_REMOTE_CLIENTS; bytes, waiting: 0
    _ANONYMOUS = 0x00100000             # SECURITY_SQOS_PRESENT with SECURITY_ANONYMOUS, which is 0
    _READ_AND_WRITE, _THERE = 0xC0000000, 3
    _ABORTED = 995                      # ERROR_OPERATION_ABORTED
    _TIMEOUT, _FOREVER = 0x102, 0xFFFFFFFF
    _MOST_HANDLES = 63                  # that can be waited for at once

    @dataclass(slots=True)
    class _Begun:
        """Bytes that are awaited."""

        overlapped: _winapi.Overlapped
        event: int

        def result(self) -> bytes:
            """Wait for them."""
            size, error = self.overlapped.GetOverlappedResult(True)
            if error == _ABORTED:
                raise ConnectionAbortedError
            return bytes(self.overlapped.getbuffer() or b"")[:size]

        def cancel(self) -> None:
            """Wait no longer."""
            with contextlib.suppress(OSError):      # it is done already
                self.overlapped.cancel()

    @dataclass(frozen=True, slots=True)
    class _Over:
        """There is nothing to wait for: the other side is gone."""

        event: int

        def result(self) -> bytes:
            """The end."""
            return b""

        def cancel(self) -> None:
            """Nothing is under way."""

    class WindowsPipes:
        """See desktop.windows_channel.Pipes."""

        def pair(self) -> tuple[int, int]:
            """Two ends that are joined."""
            name = rf"\\.\pipe\hisho-{os.getpid()}-{secrets.token_hex(16)}"
            both = _winapi.PIPE_ACCESS_DUPLEX | _FIRST_INSTANCE | _OVERLAPPED
            one = _winapi.CreateNamedPipe(name, both, _NOBODY_FROM_ELSEWHERE, 1, _BUFFER, _BUFFER, 0, 0)
            try:
                kind = _OVERLAPPED | _ANONYMOUS
                other = _winapi.CreateFile(name, _READ_AND_WRITE, 0, 0, _THERE, kind, 0)
            except OSError:
                _winapi.CloseHandle(one)
                raise
            _winapi.ConnectNamedPipe(one, overlapped=True).GetOverlappedResult(True)
            return msvcrt.open_osfhandle(one, os.O_NOINHERIT), msvcrt.open_osfhandle(other, os.O_NOINHERIT)

        def begin(self, end: int, most: int) -> _Begun | _Over:
            """Begin to read."""
            try:
                overlapped, _ = _winapi.ReadFile(msvcrt.get_osfhandle(end), most, overlapped=True)
            except BrokenPipeError:
                return _Over(_always_ready())
            return _Begun(overlapped, overlapped.event)

        def has_more(self, end: int) -> bool:
            """Whether bytes wait to be read."""
            try:
                return int(_winapi.PeekNamedPipe(msvcrt.get_osfhandle(end), 0)[0]) > 0
            except BrokenPipeError:
                return False

        def write(self, end: int, data: bytes) -> None:
            """Write all of it."""
            while data:
                overlapped, _ = _winapi.WriteFile(msvcrt.get_osfhandle(end), data, overlapped=True)
                written, error = overlapped.GetOverlappedResult(True)
                if error == _ABORTED:
                    raise ConnectionAbortedError
                data = data[written:]

        def give(self, descriptor: int, process: int) -> int:
            """Make another handle of the same thing in another process."""
            own, same = _winapi.GetCurrentProcess(), _winapi.DUPLICATE_SAME_ACCESS
            handle = msvcrt.get_osfhandle(descriptor)
            return _winapi.DuplicateHandle(own, handle, process, 0, False, same)

        def take(self, number: int) -> int:
            """The descriptor of a handle of this process."""
            os.set_handle_inheritable(number, False)
            return msvcrt.open_osfhandle(number, os.O_NOINHERIT)

    @functools.cache
    def _always_ready() -> int:
        return new_event(is_set=True)

    def first_ready(handles: list[int], patience_s: float | None) -> int | None:
        """The place of the first handle that is ready; None when the patience is at its end, or Ctrl+C was
        pressed. Raises OSError.
        """
        wait = _FOREVER if patience_s is None else int(patience_s * 1000)
        try:
            found = _winapi.WaitForMultipleObjects(handles[:_MOST_HANDLES], False, wait)
        except InterruptedError:
            return None
        return None if found == _TIMEOUT else found

    def new_event(*, is_set: bool = False, name: str | None = None) -> int:
        """A handle that stays ready once it is set; with a name others may set it. Raises OSError."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateEventW.restype = ctypes.c_void_p
        handle = kernel.CreateEventW(None, True, is_set, ctypes.c_wchar_p(name))
        if not handle:
            raise ctypes.WinError(ctypes.get_last_error())
        return int(handle)

    def open_event(name: str) -> int:
        """Another's event, to be set. Raises OSError."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenEventW.restype = ctypes.c_void_p
        handle = kernel.OpenEventW(0x0002, False, ctypes.c_wchar_p(name))       # EVENT_MODIFY_STATE
        if not handle:
            raise ctypes.WinError(ctypes.get_last_error())
        return int(handle)

    def set_event(handle: int) -> None:
        """Make it ready."""
        ctypes.WinDLL("kernel32").SetEvent(ctypes.c_void_p(handle))

    def reset_event(handle: int) -> None:
        """Make it ready no more."""
        ctypes.WinDLL("kernel32").ResetEvent(ctypes.c_void_p(handle))

    def close_handle(handle: int) -> None:
        """Give it back."""
        _winapi.CloseHandle(handle)
