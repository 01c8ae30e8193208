"""Reads the administrator's word, if it is theirs alone to write: looked at on what was opened, from the root
down, so that nothing can be exchanged between the look and the reading.

What is not accepted is never obeyed in part; why is told with the file, the line and the key.
"""

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from model_manager.errors import CatalogueError
from model_manager.policy_grammar import Values, accept
from model_manager.policy_owner import seen_from_here
from model_manager.policy_verdict import Verdict, verdict_of
from model_manager.toml_lines import toml_table

if sys.platform == "win32":
    from model_manager.policy_windows import read_owned, registry_text
else:
    from model_manager.policy_owner import read_owned

    def registry_text() -> bytes | None:
        """There is a registry on Windows alone."""
        return None


ADMINISTRATORS = frozenset({0})
VANISHED = "was there when this program was started"
REGISTRY = Path("HKLM\\Software\\Policies\\Hisho")


@dataclass(frozen=True, slots=True)
class PolicyFile:
    """Where the administrator's word lies, and the numbers of the users whose it may be (not on Windows).

    `verdict`: what was found outside, if it was told. `is_outside`: nobody stands further outside to ask.
    """

    path: Path
    owners: frozenset[int] = ADMINISTRATORS
    verdict: Verdict | None = None
    is_outside: bool = False


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
    """Where the administrator's word lies, for a program that this is the environment of."""
    if sys.platform == "win32":
        path = Path(environ.get("PROGRAMDATA", "C:\\ProgramData")) / "Hisho" / "policy.toml"
    else:
        path = Path("/etc/hisho/policy.toml")
    return PolicyFile(path, verdict=verdict_of(environ))


def outermost_file(environ: Mapping[str, str]) -> PolicyFile:
    """The same for whoever starts the programs, to whom nobody has told anything."""
    return replace(policy_file(environ), verdict=None, is_outside=True)


def judge(file: PolicyFile) -> Verdict:
    """What a program is to be told of the policy that it will read. Never raises."""
    text = read_text(file)
    if text.fault is None or text.digest:       # a mistake in what is theirs: the program finds it, too
        return Verdict(text.is_there)
    return Verdict(text.is_there, str(text.fault.place), text.fault.reason)


def read_text(file: PolicyFile) -> PolicyText:
    """The policy; on Windows the registry stands before the file. Never raises."""
    if (of_registry := registry_text()) is not None:
        return accept_text(REGISTRY, of_registry)
    verdict = file.verdict
    if verdict is not None and verdict.reason:
        return _refused(Path(verdict.place), verdict.reason)
    text = _read(file)
    if verdict is not None and verdict.is_there and not text.is_there:
        return _refused(file.path, VANISHED)        # or it is hidden from us
    return text


def _read(file: PolicyFile) -> PolicyText:
    believed = file.is_outside or file.verdict is not None
    try:
        found = read_owned(file.path, seen_from_here(file.owners) if believed else file.owners)
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
