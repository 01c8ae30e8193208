"""What the installation allows about models: the administrator's word, above every setting.

Tables `[models]` and `[tasks]` of the policy; `policy_grammar` has all that may stand there. A policy that is
not accepted forbids the network and every new model: it fails closed. `[tasks]` names in `folder` a folder,
by its whole path, from which tasks are added to those of the program; what such a file may hold is in
`resources/tasks/README.md`.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from model_manager.connection import Connection, accept_endpoint, accept_proxy
from model_manager.errors import (
    CatalogueOnlyError,
    ModelBlockedError,
    NetworkOffError,
    SourceChangedError,
)
from model_manager.hub_files import HubFile
from model_manager.policy_file import PolicyFile, PolicyText, policy_file, read_text

__all__ = ["CLOSED", "ModelPolicy", "PolicyFile", "policy_file", "read_policy", "require_pinned"]


@dataclass(frozen=True, slots=True)
class ModelPolicy:
    """What is allowed. `catalogue_only`: nothing is asked for but what the catalogue names. `endpoint`: the
    only server, empty for any; `hosts`: the only ones besides that it may send one to, None for any; `proxy`:
    the only way there, empty for any. `allowed`: the only digests, None for any; `forbidden`: never these.
    `tasks_folder`: where the administrator's tasks lie, if there are any.
    """

    network: bool = True
    catalogue_only: bool = False
    endpoint: str = ""
    hosts: tuple[str, ...] | None = None
    proxy: str = ""
    allowed: frozenset[str] | None = None
    forbidden: frozenset[str] = frozenset()
    readable: bool = True
    tasks_folder: Path | None = None

    def require_network(self, connection: Connection) -> None:
        """Raises NetworkOffError where this server may not be asked, or not on this way."""
        if not self.network or (self.endpoint and self.endpoint != connection.endpoint):
            raise NetworkOffError(connection.endpoint)
        if self.proxy and self.proxy != connection.proxy:
            raise NetworkOffError(connection.endpoint)
        if self.hosts is not None and not set(connection.extra_hosts) <= set(self.hosts):
            raise NetworkOffError(connection.endpoint)

    def require_repository(self, repo_id: str, catalogue: frozenset[str]) -> None:
        """Raises CatalogueOnlyError where this repository may not be asked for."""
        if self.catalogue_only and repo_id.lower() not in catalogue:
            raise CatalogueOnlyError(repo_id)

    def decide(self, connection: Connection) -> Connection:
        """The way to the server as the administrator decides it; what they leave open stays."""
        return replace(
            connection,
            endpoint=self.endpoint or connection.endpoint,
            proxy=self.proxy or connection.proxy,
            extra_hosts=connection.extra_hosts if self.hosts is None else self.hosts,
        )

    def require_model(self, name: str, licence: str, digest: str) -> None:
        """Raises ModelBlockedError where this file may not be used."""
        if not self.readable or digest in self.forbidden:
            raise ModelBlockedError(name, licence, "policy")
        if self.allowed is not None and digest not in self.allowed:
            raise ModelBlockedError(name, licence, "policy")


CLOSED = ModelPolicy(network=False, allowed=frozenset(), readable=False)


def read_policy(file: PolicyFile) -> ModelPolicy:
    """The policy; everything is allowed where there is none, nothing where it is not accepted."""
    return model_policy(read_text(file))


def model_policy(text: PolicyText) -> ModelPolicy:
    """What these values mean for models."""
    if text.fault is not None:
        return CLOSED
    models: dict[str, Any] = {key: value for (table, key), value in text.values.items() if table == "models"}
    folder = text.values.get(("tasks", "folder"))
    allowed = models.get("allowed")
    return ModelPolicy(
        network=models.get("network") != "off",
        catalogue_only=models.get("network") == "catalogue",
        endpoint=accept_endpoint(models["endpoint"]) if "endpoint" in models else "",
        hosts=models.get("hosts"),
        proxy=accept_proxy(models["proxy"]) if "proxy" in models else "",
        allowed=None if allowed is None else frozenset(allowed),
        forbidden=frozenset(models.get("forbidden", ())),
        tasks_folder=Path(str(folder)) if folder is not None else None,
    )


def require_pinned(pinned_size: int, pinned_sha256: str, file: HubFile) -> None:
    """Whether the hub still declares what was pinned. Raises SourceChangedError."""
    if (pinned_size and file.size != pinned_size) or (pinned_sha256 and file.sha256 != pinned_sha256):
        raise SourceChangedError(file.name)
