"""Lets the computer wait with its sleep until an open vault is locked; else keys could sleep in memory.

A delay is asked for by a call that acts, so it is none of the window's, which only listens. systemd's own
program asks in its place and holds the delay as long as the pipe to it is open: also when we are killed, the
computer waits no longer. (It waits five seconds at the most in any case: logind's InhibitDelayMaxSec.)
"""

import contextlib
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field

_PROGRAM = "systemd-inhibit"
_WHAT = ("--what=sleep", "--mode=delay", "--who=Hisho", "--why=The vault is locked first")
_HOLD = "cat"                       # ends when its standard input does
_PASSED_ON = ("PATH", "DBUS_SYSTEM_BUS_ADDRESS")
_GRACE_S = 0.5


@dataclass(slots=True)
class SleepDelay:
    """Held while a vault is open that sleep is to lock. Where there is no systemd, nothing is held."""

    environment: Mapping[str, str]
    _holder: "subprocess.Popen[bytes] | None" = field(default=None, init=False)

    @property
    def is_held(self) -> bool:
        """Whether there is somebody who holds it (logind may have refused)."""
        return self._holder is not None and self._holder.poll() is None

    def hold(self) -> None:
        """Ask for it, once."""
        program = shutil.which(_PROGRAM, path=self.environment.get("PATH"))
        if self.is_held or program is None:
            return
        self.release()
        passed = {name: self.environment[name] for name in _PASSED_ON if name in self.environment}
        with contextlib.suppress(OSError):      # the vault is locked all the same, at the latest on waking
            self._holder = subprocess.Popen(  # noqa: S603  # systemd's own program
                [program, *_WHAT, _HOLD],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=passed,
                cwd="/",
                start_new_session=True,
            )

    def release(self) -> None:
        """Let the computer sleep."""
        holder, self._holder = self._holder, None
        if holder is None:
            return
        if holder.stdin is not None:
            holder.stdin.close()
        try:
            holder.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            holder.kill()
            holder.wait()
