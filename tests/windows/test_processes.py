"""How a process of Windows ended, in the words of other systems."""

import signal

import pytest

from desktop.windows_processes import ended_by
from desktop.wrapped_process import Ended


@pytest.mark.parametrize(
    ("code", "ended"),
    [
        (0, Ended(0, 0)),
        (2, Ended(0, 2)),
        (0xE0484B39, Ended(9, 0)),                      # we ended it
        (0xC0000005, Ended(signal.SIGSEGV, 0)),
        (-1073741819, Ended(signal.SIGSEGV, 0)),        # the same, with a sign
        (0xC0000409, Ended(signal.SIGABRT, 0)),
        (0xC0000135, Ended(signal.SIGABRT, 0)),         # a DLL is missing: no code of a program's own
    ],
)
def test_codes_of_the_system_are_signals(code: int, ended: Ended) -> None:
    assert ended_by(code) == ended
