"""Which commit a package is made from, and whether it is really that."""

from dataclasses import dataclass
from pathlib import Path

from installers.source.commands import SetupError, Workshop

_PACKED = ("desktop", "model_manager", "resources", "installers", "main.py")
_UNREADABLE = "The state of the clone cannot be read"


@dataclass(frozen=True, slots=True)
class Commit:
    """The commit that was checked out; `changed`: something that goes into a package is not as it says."""

    digest: str
    changed: bool


def of(root: Path, workshop: Workshop) -> Commit:
    """Raises SetupError where this is no clone."""
    git = ["git", "-C", str(root)]
    digest = workshop.must([*git, "rev-parse", "HEAD"], "This is no clone of the project").strip()
    if len(digest) < 40:
        raise SetupError(f"This is no commit: {digest}")
    return Commit(digest, bool(changes(root, workshop)))


def changes(root: Path, workshop: Workshop) -> tuple[str, ...]:
    """What is not as the commit has it, in git's words. Raises SetupError."""
    status = ["git", "-C", str(root), "status", "--porcelain"]
    edited = workshop.must([*status, "--untracked-files=no"], _UNREADABLE)
    # A new file goes into a package only where packages are made from: notes beside them do not.
    new = workshop.must([*status, "--untracked-files=all", "--", *_PACKED], _UNREADABLE)
    return tuple(dict.fromkeys([*edited.splitlines(), *new.splitlines()]))
