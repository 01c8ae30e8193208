"""Wrong secrets that were tried: counted beside the vault, and each makes the next one wait longer.

A secret is counted before it is tried and taken off the count if it was right: of many that are tried at once
no more pass than one after another. The count outlives the program. It slows down whoever sits at this
computer; it does not stop somebody who may change the file, who could as well copy the vault and guess
elsewhere: against that stands Argon2id.
"""

import contextlib
import json
import math
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop.vault import marks
from desktop.vault.errors import TooManyAttemptsError, VaultWriteError
from desktop.vault.files import make_folder, read_regular, write_whole
from model_manager.os_files import LOCK_EX, LOCK_NB, O_CLOEXEC, O_DIRECTORY, flock, open_file

_FREE = 3                               # slips of the finger
_MOST_S = 60
_COUNT_MOST = 1_000_000
_LONGEST = 256
_GLANCE_S = 0.01


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

    def __init__(self, folder: Path, now: Callable[[], datetime], patience_s: float = 5.0) -> None:
        """`patience_s`: how long others may count, which takes milliseconds."""
        self._folder = folder
        self._now = now
        self._patience_s = patience_s

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

    def begin(self) -> Failures:
        """A secret is about to be tried, and counts as wrong until `end`, which wants what is returned.
        Raises TooManyAttemptsError while nothing may be tried.
        """
        with self._alone() as is_alone:
            if not is_alone:
                raise TooManyAttemptsError(1)
            self.check()
            before = self.failures()
            self.note()
        return before

    def end(self, before: Failures, *, wrong: bool) -> None:
        """It was tried; the wait begins now if it was wrong."""
        with self._alone():
            found = self.failures()
            if wrong:
                self._keep(Failures(max(found.count, 1), self._now().timestamp()))
            elif found.count <= 1:
                self.forget()
            elif found.count == before.count + 1:
                self._keep(before)
            else:                                       # others were wrong meanwhile
                self._keep(Failures(found.count - 1, found.at))

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

    @contextlib.contextmanager
    def _alone(self) -> Iterator[bool]:
        """Nobody else counts meanwhile; False where somebody does who does not end. Where a folder cannot be
        locked it goes without.
        """
        try:
            folder = open_file(self._folder, os.O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        except OSError:
            yield True
            return
        try:
            yield _locked(folder, self._patience_s)
        finally:
            os.close(folder)

    def _many(self) -> Failures:
        failures = Failures(_FREE + 10, self._now().timestamp())
        self._keep(failures)
        return failures

    def _keep(self, failures: Failures) -> None:
        body = {"at": failures.at, "count": failures.count}
        with contextlib.suppress(VaultWriteError):      # a full or read-only disk opens no vault either
            make_folder(self._folder)                   # a backup is opened where there was no vault yet
            write_whole(self._folder / marks.FAILURES, json.dumps(body).encode())


def _locked(folder: int, patience_s: float) -> bool:
    until = time.monotonic() + patience_s
    while True:
        try:
            flock(folder, LOCK_EX | LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > until:
                return False
            time.sleep(_GLANCE_S)
        except OSError:                 # a network file system without locks
            return True
        else:
            return True


def _accept(untrusted: Any) -> Failures | None:
    if not isinstance(untrusted, dict) or set(untrusted) != {"at", "count"}:
        return None
    untrusted_count, untrusted_at = untrusted["count"], untrusted["at"]
    if type(untrusted_count) is not int or type(untrusted_at) not in (int, float):
        return None
    inside = 0 <= untrusted_count <= _COUNT_MOST and 0 <= untrusted_at < 1 << 40
    return Failures(untrusted_count, float(untrusted_at)) if inside else None
