"""The three standard streams of a program that somebody started with one of them closed (`<&-`).

A number that is free is given to the next thing opened, which then would be read or written as if it were the
terminal. So the places are taken before anything else is opened: what is read there is empty, what is written
there is refused as it would have been, and notes go nowhere.
"""

import contextlib
import os
import sys

_PLACES = ((0, os.O_RDONLY), (1, os.O_RDONLY), (2, os.O_WRONLY))
OUTPUT = 1


def hold_places() -> None:
    """Open what is closed, so that children inherit all three. Called first of all."""
    for number, how in _PLACES:
        if not _is_open(number):
            opened = os.open(os.devnull, how)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            os.set_inheritable(number, True)


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


if sys.platform == "win32":

    def has_output() -> bool:
        """Whether there is a standard output."""
        return _is_open(OUTPUT)

else:
    import fcntl

    def has_output() -> bool:
        """Whether something can be written to standard output."""
        with contextlib.suppress(OSError):
            return fcntl.fcntl(OUTPUT, fcntl.F_GETFL) & os.O_ACCMODE != os.O_RDONLY
        return False
