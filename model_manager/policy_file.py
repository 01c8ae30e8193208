"""Reads the administrator's word, if it is theirs alone to write: looked at on what was opened, from the root
down, so that nothing can be exchanged between the look and the reading.

What is not accepted is never obeyed in part; why is told with the file, the line and the key.
"""

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from model_manager.errors import CatalogueError
from model_manager.policy_grammar import Values, accept
from model_manager.toml_lines import toml_table

if sys.platform == "win32":
    from model_manager.policy_windows import read_owned, registry_text
else:
    from model_manager.policy_owner import read_owned

    def registry_text() -> bytes | None:
        """There is a registry on Windows alone."""
        return None


ADMINISTRATORS = frozenset({0})
REGISTRY = Path("HKLM\\Software\\Policies\\Hisho")


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """Where the administrator's word lies, and the numbers of the users whose it may be (not on Windows)."""

    path: Path
    owners: frozenset[int] = ADMINISTRATORS


@dataclass(frozen=True, slots=True)
class PolicyFault:
    """Why a policy is not accepted: the file or folder, the line (0 if it has none), and the reason, which
    begins with the key where one is wrong.
    """

    place: Path
    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class PolicyText:
    """What was found: the accepted values, or the fault. `digest` is the SHA-256 of what was read, empty
    where nothing was.
    """

    values: Values = field(default_factory=dict)
    fault: PolicyFault | None = None
    digest: str = ""
    is_there: bool = False


def policy_file(environ: Mapping[str, str]) -> PolicyFile:
    """Where the administrator's word lies."""
    if sys.platform == "win32":
        return PolicyFile(Path(environ.get("PROGRAMDATA", "C:\\ProgramData")) / "Hisho" / "policy.toml")
    return PolicyFile(Path("/etc/hisho/policy.toml"))


def read_text(file: PolicyFile) -> PolicyText:
    """The policy; on Windows the registry stands before the file. Never raises."""
    if (of_registry := registry_text()) is not None:
        return accept_text(REGISTRY, of_registry)
    try:
        found = read_owned(file.path, file.owners)
    except FileNotFoundError:
        return PolicyText()
    except OSError as error:
        return _refused(file.path, f"cannot be read ({error.errno})")
    if isinstance(found, bytes):
        return accept_text(file.path, found)
    return _refused(found.place, found.reason)


def accept_text(place: Path, untrusted: bytes) -> PolicyText:
    """What this text says, whoever wrote it. Never raises."""
    digest = hashlib.sha256(untrusted).hexdigest()
    try:
        return PolicyText(accept(toml_table(place.name, untrusted)), None, digest, is_there=True)
    except CatalogueError as error:
        fault = PolicyFault(place, error.line, error.reason)
        return PolicyText(fault=fault, digest=digest, is_there=True)


def _refused(place: Path, reason: str) -> PolicyText:
    return PolicyText(fault=PolicyFault(place, 0, reason), is_there=True)
