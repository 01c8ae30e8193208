"""What the fetcher is built from: the settings of its user, the policy of the installation, our resources."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from desktop.model_places import own_folder
from desktop.paths import Paths, resources
from desktop.settings import Settings
from model_manager import network_part
from model_manager.admission import Admission
from model_manager.command_line import Defaults
from model_manager.connection import HUB, Connection, accept_endpoint, accept_proxy
from model_manager.edition import Edition, edition_here
from model_manager.errors import InventoryUnreadableError, UnsafeNameError
from model_manager.inventory import Inventory
from model_manager.library import Library, ModelFolder
from model_manager.licences import Usage, UserKind
from model_manager.policy import ModelPolicy, policy_file, read_policy
from model_manager.rules import read_rules
from model_manager.stated_usage import read_usage


@dataclass(frozen=True, slots=True)
class Wiring:
    """Where things are and whom to ask."""

    models: ModelFolder
    shared: ModelFolder | None
    inventory: Path
    connection: Connection
    policy: ModelPolicy
    environ: Mapping[str, str]
    edition: Edition

    @classmethod
    def of(cls, settings: Settings, places: Paths, environ: Mapping[str, str]) -> "Wiring":
        """From the user's settings; an address in them that is none leads nowhere."""
        policy = read_policy(policy_file(environ))
        return cls(
            models=own_folder(settings, places),
            shared=ModelFolder(Path(settings.shared_models), shared=True) if settings.shared_models else None,
            inventory=places.inventory,
            connection=connection_of(settings, policy),
            policy=policy,
            environ=environ,
            edition=edition_here(),
        )

    def folders(self) -> tuple[Path, ...]:
        """The own folder of models first, then the one that is only read."""
        return (self.models.path, *((self.shared.path,) if self.shared else ()))

    def registered(self) -> tuple[Path, ...]:
        """The list of the files that are used where they lie, and those files."""
        with contextlib.suppress(InventoryUnreadableError):
            found = Inventory(self.inventory).models()
            return (self.inventory, *(Path(file.path) for each in found for file in each.files))
        return (self.inventory,)

    @property
    def stated(self) -> Path:
        """The folder in which the user's word on the use of models is kept."""
        return self.inventory.parent

    def forgetting(self, identity: str) -> tuple[Path, ...]:
        """Where the list is written when this model is taken off it; empty if it does not stand there."""
        with contextlib.suppress(InventoryUnreadableError):
            return (self.inventory.parent,) if Inventory(self.inventory).find(identity) else ()
        return ()

    def library(self) -> Library:
        """All models of this user."""
        folders = [self.models, *([self.shared] if self.shared else [])]
        return Library(folders, Inventory(self.inventory))

    def admission(self) -> Admission:
        """The rules, judged by what the user stated. Raises CatalogueError."""
        return Admission(read_rules(resources()), self.policy, self.models.own, self.stated)

    def admission_of_wishes(self) -> Admission:
        """The rules at the network, where nobody may know who uses the models: the window has judged by that
        before it sent a wish, so nothing but what binds everybody is judged here. Raises CatalogueError.
        """
        anybody = Usage(UserKind.PERSONAL, None)
        return Admission(read_rules(resources()), self.policy, self.models.own, anybody)

    def defaults(self) -> Defaults:
        """What the command line takes unless it is told otherwise."""
        return Defaults(
            models=self.models.path,
            shared=self.shared.path if self.shared else None,
            inventory=self.inventory,
            connection=self.connection,
            resources=resources(),
            policy=self.policy,
            endpoint_offered="" if self.policy.endpoint else self.environ.get("HF_ENDPOINT", ""),
            find_proxy=self._find_proxy,
            usage=read_usage(self.stated),
            edition=self.edition,
        )

    def _find_proxy(self) -> str:
        if self.policy.proxy or not self.edition.has_network:
            return ""
        return network_part.proxy_found(self.environ)


def connection_of(settings: Settings, policy: ModelPolicy) -> Connection:
    """The server and the way to it that the policy decides, else the settings; else the public hub."""
    wanted = settings.hub_endpoint if not policy.endpoint else ""      # what is not used is no mistake
    try:
        chosen = Connection(
            endpoint=accept_endpoint(wanted) if wanted else HUB,
            proxy=accept_proxy(settings.hub_proxy) if settings.hub_proxy and not policy.proxy else "",
            proxy_user=settings.hub_proxy_user,
            ca_file=settings.hub_ca_file,
            extra_hosts=tuple(settings.hub_hosts.split()),
        )
    except UnsafeNameError:
        return Connection(endpoint="https://invalid.invalid")
    return policy.decide(chosen)
