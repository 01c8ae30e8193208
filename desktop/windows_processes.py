"""Our programs as processes of Windows: each alone in a job that ends with the supervisor, with no handle but
those meant for it. Written from documentation, never run.

Not here: the AppContainer of engine and reader, for which Python's own start of programs has no place.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any, cast

from desktop.confinement import windows
from desktop.wrapped_process import Ended, Process

_KILLED = 0xE0484B39                    # a code of our own: ended by `kill`
_SIGKILL = 9
_BY_SIGNAL = {
    _KILLED: _SIGKILL,
    0xC000013A: signal.SIGINT,          # STATUS_CONTROL_C_EXIT
    0xC0000005: signal.SIGSEGV,         # STATUS_ACCESS_VIOLATION
    0xC00000FD: signal.SIGSEGV,         # STATUS_STACK_OVERFLOW
    0xC000001D: signal.SIGILL,          # STATUS_ILLEGAL_INSTRUCTION
    0xC0000094: signal.SIGFPE,          # STATUS_INTEGER_DIVIDE_BY_ZERO
    0xC0000409: signal.SIGABRT,         # STATUS_STACK_BUFFER_OVERRUN, which is how abort() ends
}
_FIRST_STATUS = 0x80000000              # from here on codes are the system's, and say that it went wrong


def ended_by(code: int) -> Ended:
    """How a process ended, in the words of other systems."""
    code &= 0xFFFFFFFF
    if code < _FIRST_STATUS:
        return Ended(signal=0, exit_code=code)
    return Ended(signal=int(_BY_SIGNAL.get(code, signal.SIGABRT)), exit_code=0)


if sys.platform == "win32":
    import _winapi
    import msvcrt

    class JobProcess(Process):
        """A child of ours, and its job."""

        def __init__(self, process: "subprocess.Popen[bytes]") -> None:
            self._process = process
            self._handle = int(cast(Any, process)._handle)
            self._job = windows.job_of_one()
            windows.put_into_job(self._job, self._handle)

        def fileno(self) -> int:
            """Its handle, which is ready when it has ended."""
            return self._handle

        def wait(self, patience_s: float | None) -> Ended | None:
            """How it ended; None if it still runs after this time."""
            try:
                return ended_by(self._process.wait(patience_s))
            except subprocess.TimeoutExpired:
                return None

        def terminate(self) -> None:
            """There is no way to ask; the end of its channel has asked already."""

        def kill(self) -> None:
            """End it."""
            try:
                _winapi.TerminateProcess(self._handle, _KILLED)
            except PermissionError:
                return                  # it has ended

        def close(self) -> None:
            """Close what we hold of it. With the job it ends, if it has not."""
            _winapi.CloseHandle(self._job)

    def start_in_job(
        command: Sequence[str], environment: Mapping[str, str], control: int, log: IO[bytes] | None
    ) -> JobProcess:
        """Start a program with its end of the channel; a quiet one writes to `log`, others use our console.
        Raises OSError.
        """
        handle = msvcrt.get_osfhandle(control)
        os.set_handle_inheritable(handle, True)
        process = subprocess.Popen(  # noqa: S603  # our own program
            [*command, str(handle), str(os.getpid())],
            env=dict(environment),
            startupinfo=subprocess.STARTUPINFO(lpAttributeList={"handle_list": [handle]}),
            creationflags=subprocess.CREATE_NO_WINDOW if log is not None else 0,
            cwd=Path(sys.executable).anchor if log is not None else None,
            stdin=subprocess.DEVNULL if log is not None else 0,
            stdout=log if log is not None else 1,
            stderr=log if log is not None else 2,
        )
        try:
            return JobProcess(process)
        except OSError:
            process.kill()
            raise
