"""Which commit a package is made from, and whether it is really that."""

from dataclasses import dataclass
from pathlib import Path

from installers.source.commands import SetupError, Workshop


@dataclass(frozen=True, slots=True)
class Commit:
    """The commit that was checked out; `changed`: files that git knows were changed and not committed."""

    digest: str
    changed: bool


def of(root: Path, workshop: Workshop) -> Commit:
    """Raises SetupError where this is no clone."""
    git = ["git", "-C", str(root)]
    digest = workshop.must([*git, "rev-parse", "HEAD"], "This is no clone of the project").strip()
    if len(digest) < 40:
        raise SetupError(f"This is no commit: {digest}")
    status = [*git, "status", "--porcelain", "--untracked-files=no"]
    return Commit(digest, bool(workshop.must(status, "The state of the clone cannot be read").strip()))
