"""The one door to the modules that speak to a network, which the air-gap edition does not have.

They are loaded when a command wants a server and not before: work on files never has them in its process.
Whoever goes through here has asked the edition first.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from model_manager.connection import Connection
from model_manager.ledger import Ledger
from model_manager.policy import ModelPolicy

if TYPE_CHECKING:
    from model_manager.session import HubSession


def load() -> None:
    """Load them now, because this process is about to be shut in."""
    from model_manager import proxies, session  # noqa: F401  # see above


def open_session(
    connection: Connection, policy: ModelPolicy, ledger: Ledger, catalogue: frozenset[str], access_token: str
) -> "HubSession":
    """Whom to ask, as whom, and where it is noted."""
    from model_manager.session import HubSession  # see above

    return HubSession(connection, policy, ledger, catalogue, access_token)


def proxy_found(environ: Mapping[str, str]) -> str:
    """A proxy that the environment or the system names, to be offered."""
    from model_manager import proxies  # see above

    return proxies.proxy_found(environ)
