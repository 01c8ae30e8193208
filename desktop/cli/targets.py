"""Writes a file that the user named on the command line: the supervisor opens it, since the client may write
in its own folders only, and gives it its name when it is whole.
"""

from collections.abc import Callable
from pathlib import Path

from desktop.control import (
    ControlLink,
    FinishTarget,
    TargetFinished,
    TargetOpened,
    TargetRefusal,
    TargetRefused,
    TargetRefusedError,
)
from desktop.errors import HishoError
from desktop.written_file import write_whole


def write_file(
    control: ControlLink, path: Path, content: bytes, witness: Callable[[], object] = lambda: None
) -> None:
    """A new file with this content; `witness` is called when all is written and before it has its name: if
    that fails there is no file. Raises TargetRefusedError, also where there is a file already, and
    FileNotWrittenError.
    """
    whole = _without_links(path)
    request = control.open_target(whole, replace=False)
    descriptor = _await(control, request, whole)
    try:
        write_whole(descriptor, whole, content)
        witness()
    except HishoError:
        control.ask(FinishTarget(request, keep=False))
        raise
    control.ask(FinishTarget(request, keep=True))
    _await(control, request, whole)


def _without_links(path: Path) -> str:
    """The way to the folder as it is: the supervisor goes through no link."""
    return str(path.parent.resolve() / path.name)


def _await(control: ControlLink, request: int, path: str) -> int:
    """The descriptor, or 0 when it is finished. Raises TargetRefusedError."""
    while True:
        told = control.wait()
        match told.notice:
            case TargetOpened(request=answered) if answered == request and told.descriptors:
                return told.descriptors[0]
            case TargetFinished(request=answered) if answered == request:
                return 0
            case TargetRefused(request=answered) if answered == request:
                known = {each.value: each for each in TargetRefusal}
                reason = known.get(told.notice.reason, TargetRefusal.SYSTEM)
                raise TargetRefusedError(reason, path, told.notice.error_number)
            case _:
                pass
