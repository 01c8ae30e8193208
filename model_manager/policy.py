"""What the installation allows about models: the administrator's word, above every setting.

`/etc/hisho/policy.toml` (on Windows `%ProgramData%\\Hisho\\policy.toml`), table `[models]`. A policy that
cannot be read forbids the network and every new model: it fails closed. The table `[tasks]` names in
`folder` a folder, by its whole path, from which tasks are added to those of the program; what such a file
may hold is in `resources/tasks/README.md`.
"""

import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model_manager import names
from model_manager.connection import accept_endpoint
from model_manager.errors import ModelBlockedError, NetworkOffError, SourceChangedError, UnsafeNameError
from model_manager.hub_files import HubFile

_MAX_FILE = 1 << 20
_KEYS = {"network", "endpoint", "allowed", "forbidden"}
_TASK_KEYS = {"folder"}


@dataclass(frozen=True, slots=True)
class ModelPolicy:
    """What is allowed. `endpoint`: the only server, empty for any. `allowed`: the only digests, None for
    any; `forbidden`: never these. `tasks_folder`: where the administrator's tasks lie, if there are any.
    """

    network: bool = True
    endpoint: str = ""
    allowed: frozenset[str] | None = None
    forbidden: frozenset[str] = frozenset()
    readable: bool = True
    tasks_folder: Path | None = None

    def require_network(self, endpoint: str) -> None:
        """Raises NetworkOffError where this server may not be asked."""
        if not self.network or (self.endpoint and self.endpoint != endpoint):
            raise NetworkOffError(endpoint)

    def require_model(self, name: str, licence: str, digest: str) -> None:
        """Raises ModelBlockedError where this file may not be used."""
        if not self.readable or digest in self.forbidden:
            raise ModelBlockedError(name, licence, "policy")
        if self.allowed is not None and digest not in self.allowed:
            raise ModelBlockedError(name, licence, "policy")


CLOSED = ModelPolicy(network=False, allowed=frozenset(), readable=False)


def policy_file(environ: Mapping[str, str]) -> Path:
    """Where the administrator's word lies: in a folder that only they can write on a system as it is set up.
    Who owns the file itself is not looked at; on Windows the installer has to see to it (never run).
    """
    if sys.platform == "win32":
        return Path(environ.get("PROGRAMDATA", "C:\\ProgramData")) / "Hisho" / "policy.toml"
    return Path("/etc/hisho/policy.toml")


def read_policy(path: Path) -> ModelPolicy:
    """The policy in this file; everything is allowed where there is none, nothing where it is malformed."""
    try:
        with path.open("rb") as file:
            untrusted = tomllib.loads(file.read(_MAX_FILE).decode())
    except FileNotFoundError:
        return ModelPolicy()
    except (OSError, ValueError):
        return CLOSED
    try:
        return replace(
            _accept(untrusted.get("models", {})), tasks_folder=_accept_folder(untrusted.get("tasks", {}))
        )
    except (ValueError, TypeError, AttributeError, UnsafeNameError):
        return CLOSED


def _accept(untrusted: Any) -> ModelPolicy:
    """Raises ValueError, TypeError, AttributeError, UnsafeNameError."""
    if set(untrusted) - _KEYS or untrusted.get("network", "on") not in ("on", "off"):
        raise ValueError("key")
    allowed = untrusted.get("allowed")
    endpoint = untrusted.get("endpoint", "")
    return ModelPolicy(
        network=untrusted.get("network", "on") == "on",
        endpoint=accept_endpoint(endpoint) if endpoint else "",
        allowed=None if allowed is None else _digests(allowed),
        forbidden=_digests(untrusted.get("forbidden", [])),
    )


def _accept_folder(untrusted: Any) -> Path | None:
    """Raises ValueError, TypeError, AttributeError."""
    if set(untrusted) - _TASK_KEYS:
        raise ValueError("key")
    folder = untrusted.get("folder")
    if folder is None:
        return None
    if not Path(folder).is_absolute():
        raise ValueError("folder")
    return Path(folder)


def _digests(untrusted: Any) -> frozenset[str]:
    if not isinstance(untrusted, list):
        raise TypeError
    return frozenset(names.accept_sha256(each) for each in untrusted)


def require_pinned(pinned_size: int, pinned_sha256: str, file: HubFile) -> None:
    """Whether the hub still declares what was pinned. Raises SourceChangedError."""
    if (pinned_size and file.size != pinned_size) or (pinned_sha256 and file.sha256 != pinned_sha256):
        raise SourceChangedError(file.name)
