"""Writes a file that the user named on the command line: the supervisor opens it, since the client may write
in its own folders only, and gives it its name when it is whole.
"""

from collections.abc import Callable
from pathlib import Path

from desktop.control import ControlLink, refused_error
from desktop.errors import HishoError
from desktop.target_verbs import ANYWHERE, FinishTarget, TargetFinished, TargetOpened, TargetRefused
from desktop.written_file import write_whole


def write_file(
    control: ControlLink,
    path: Path,
    content: bytes,
    witness: Callable[[], object] = lambda: None,
    told: str = ANYWHERE,
) -> None:
    """A new file with this content; `witness` is called when all is written and before it has its name: if
    that fails there is no file. `told` as in OpenTarget. Raises TargetRefusedError, also where there is a
    file already, and FileNotWrittenError.
    """
    whole = _without_links(path)
    request = control.open_target(whole, replace=False, told=told)
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
                raise refused_error(told.notice, path)
            case _:
                pass
