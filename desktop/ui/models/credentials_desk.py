"""The access token and the proxy's password: handed to the fetcher's memory; the token on wish to the
keyring, and from there again when the vault is opened.

A secret belongs to the server or proxy that it was typed for. Where another is set, it is forgotten.
"""

from dataclasses import replace

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
        self._host = self._proxy = ""
        pane.secrets_given.connect(self._on_given)

    def resume(self, settings: Settings) -> None:
        """The vault was opened: have the token from the keyring, if it is kept there."""
        host, safe = host_of(settings), self._around.safe
        self._host, self._proxy = host, settings.hub_proxy
        if settings.hub_token_kept:
            self._around.background.elsewhere(
                lambda: safe.load_token(host), lambda token: self._on_loaded(host, token), self._on_error
            )

    def _on_loaded(self, host: str, token: str) -> None:
        """Something newer may have been typed meanwhile."""
        if host == self._host and not self._given.access_token:
            self._give(replace(self._given, access_token=token))

    def _give(self, credentials: Credentials) -> None:
        self._given = credentials
        self._link.remember(credentials)

    @Slot(object, object)
    def _on_given(self, secrets: GivenSecrets, settings: Settings) -> None:
        """An empty field leaves what was given before, for the same server and proxy."""
        before, self._host = self._host, host_of(settings)
        same_proxy, self._proxy = self._proxy == settings.hub_proxy, settings.hub_proxy
        same_host = before == self._host
        token = secrets.access_token or (self._given.access_token if same_host else "")
        password = secrets.proxy_password or (self._given.proxy_password if same_proxy else "")
        if settings.hub_token_kept and not secrets.keep_token:
            token = secrets.access_token
        self._give(Credentials(token, password))
        if secrets.keep_token and secrets.access_token:
            self._keep(self._host, secrets.access_token)
        elif settings.hub_token_kept and not (secrets.keep_token and same_host):
            self._forget(before)
        elif secrets.keep_token and token:
            self._keep(self._host, token)
        else:
            self._pane.show_kept(kept=settings.hub_token_kept)

    def _keep(self, host: str, token: str) -> None:
        safe = self._around.safe
        self._around.background.elsewhere(
            lambda: safe.store_token(host, token), lambda _: self._on_kept(kept=True), self._on_not_kept
        )

    def _forget(self, host: str) -> None:
        safe = self._around.safe
        self._around.background.elsewhere(
            lambda: safe.delete_token(host), lambda _: self._on_kept(kept=False), self._on_error
        )

    def _on_kept(self, *, kept: bool) -> None:
        self._around.keep(hub_token_kept=kept)
        self._pane.show_kept(kept=kept)

    def _on_not_kept(self, error: Exception) -> None:
        self._pane.show_kept(kept=False)
        self._on_error(error)

    def _on_error(self, error: Exception) -> None:
        self._pane.show_error(self._around.words(error))


def host_of(settings: Settings) -> str:
    """Whose token it is."""
    return Connection(endpoint=settings.hub_endpoint or HUB).host
