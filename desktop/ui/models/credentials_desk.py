"""The access token and the proxy's password: handed to the fetcher's memory; the token on wish to the
keyring, and from there again when the vault is opened.
"""

from PySide6.QtCore import QObject, Slot

from desktop.fetching.protocol import Credentials
from desktop.settings import Settings
from desktop.ui.models.connection_pane import ConnectionPane, GivenSecrets
from desktop.ui.models.fetcher_link import FetcherLink
from desktop.ui.models.surroundings import Surroundings
from model_manager.connection import HUB, Connection


class CredentialsDesk(QObject):
    """Acts on what is typed under the settings of the models."""

    def __init__(self, pane: ConnectionPane, link: FetcherLink, around: Surroundings) -> None:
        super().__init__()
        self._pane = pane
        self._link = link
        self._around = around
        self._given = Credentials("", "")
        pane.secrets_given.connect(self._on_given)

    def resume(self, settings: Settings) -> None:
        """The vault was opened: have the token from the keyring, if it is kept there."""
        if settings.hub_token_kept:
            host, safe = host_of(settings), self._around.safe
            self._around.background.elsewhere(lambda: safe.load_token(host), self._remember, self._on_error)

    def _remember(self, token: str) -> None:
        self._give(Credentials(token, self._given.proxy_password))

    def _give(self, credentials: Credentials) -> None:
        self._given = credentials
        self._link.remember(credentials)

    @Slot(object, object)
    def _on_given(self, secrets: GivenSecrets, settings: Settings) -> None:
        """An empty field leaves what was given before."""
        token = secrets.access_token or self._given.access_token
        self._give(Credentials(token, secrets.proxy_password or self._given.proxy_password))
        host = host_of(settings)
        if secrets.keep_token and secrets.access_token:
            self._around.background.elsewhere(
                lambda: self._around.safe.store_token(host, secrets.access_token),
                lambda _: self._around.keep(hub_token_kept=True),
                self._on_error,
            )
        elif settings.hub_token_kept and not secrets.keep_token:
            self._around.background.elsewhere(
                lambda: self._around.safe.delete_token(host),
                lambda _: self._around.keep(hub_token_kept=False),
                self._on_error,
            )

    def _on_error(self, error: Exception) -> None:
        self._pane.show_error(self._around.words(error))


def host_of(settings: Settings) -> str:
    """Whose token it is."""
    return Connection(endpoint=settings.hub_endpoint or HUB).host
