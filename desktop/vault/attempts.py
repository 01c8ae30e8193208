"""Wrong secrets that were tried: counted beside the vault, and each makes the next one wait longer.

The count outlives the program. It slows down whoever sits at this computer; it does not stop somebody who may
change the file, who could as well copy the vault and guess elsewhere: against that stands Argon2id.
"""

import contextlib
import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.vault import marks
from desktop.vault.errors import TooManyAttemptsError, VaultWriteError
from desktop.vault.files import read_regular, write_whole

_FREE = 3                               # slips of the finger
_MOST_S = 60
_COUNT_MOST = 1_000_000
_LONGEST = 256


@dataclass(frozen=True, slots=True)
class Failures:
    """How many wrong secrets there were since the vault was opened last, and when the last one was: seconds
    since 1970 by this computer's clock.
    """

    count: int = 0
    at: float = 0.0

    @property
    def delay_s(self) -> int:
        """How long after the last one nothing is tried."""
        beyond = self.count - _FREE
        return min(_MOST_S, 1 << min(beyond, 10)) if beyond >= 0 else 0


class Attempts:
    """The wrong secrets of one vault."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._folder = folder
        self._now = now

    def failures(self) -> Failures:
        """What was counted. What cannot be read is taken for many: it may have been damaged on purpose."""
        try:
            untrusted_text = read_regular(self._folder / marks.FAILURES, _LONGEST)
        except FileNotFoundError:
            return Failures()
        except OSError:
            return self._many()
        try:
            return _accept(json.loads(untrusted_text)) or self._many()
        except (ValueError, RecursionError):
            return self._many()

    def wait_s(self) -> int:
        """How long nothing will be tried. A clock that was set back does not shorten it: the wait begins anew
        then.
        """
        failures = self.failures()
        passed = self._now().timestamp() - failures.at
        if passed < 0:
            failures = Failures(failures.count, self._now().timestamp())
            self._keep(failures)
            passed = 0.0
        return max(0, math.ceil(failures.delay_s - passed))

    def check(self) -> None:
        """Raise TooManyAttemptsError while nothing may be tried."""
        if seconds := self.wait_s():
            raise TooManyAttemptsError(seconds)

    def note(self) -> None:
        """Another one was wrong."""
        count = min(self.failures().count + 1, _COUNT_MOST)
        self._keep(Failures(count, self._now().timestamp()))

    def forget(self) -> Failures:
        """The vault was opened; returns what was counted until then."""
        failures = self.failures()
        with contextlib.suppress(VaultWriteError):      # then the next wrong one waits longer than it must
            marks.remove(self._folder, marks.FAILURES)
        return failures

    def _many(self) -> Failures:
        failures = Failures(_FREE + 10, self._now().timestamp())
        self._keep(failures)
        return failures

    def _keep(self, failures: Failures) -> None:
        body = {"at": failures.at, "count": failures.count}
        with contextlib.suppress(VaultWriteError):      # a full or read-only disk opens no vault either
            write_whole(self._folder / marks.FAILURES, json.dumps(body).encode())


def _accept(untrusted: Any) -> Failures | None:
    if not isinstance(untrusted, dict) or set(untrusted) != {"at", "count"}:
        return None
    untrusted_count, untrusted_at = untrusted["count"], untrusted["at"]
    if type(untrusted_count) is not int or type(untrusted_at) not in (int, float):
        return None
    inside = 0 <= untrusted_count <= _COUNT_MOST and 0 <= untrusted_at < 1 << 40
    return Failures(untrusted_count, float(untrusted_at)) if inside else None
