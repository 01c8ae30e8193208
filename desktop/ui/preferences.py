"""What the user likes, in force at once: the settings, their page and their file."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop import paths
from desktop.settings import Settings, SettingsWriteError, load, save
from desktop.ui.application import Dress
from desktop.ui.background import Background
from desktop.ui.lock_rules import UNBOUND
from desktop.vault.header import PASSPHRASE, TOGETHER
from desktop.version import VERSION
from model_manager.edition import edition_here

if TYPE_CHECKING:
    from desktop.ui.pages.settings import SettingsPage
    from desktop.vault.vault import Vault


class Preferences(QObject):
    """Keeps the settings; the page is made when the vault is open."""

    changed = Signal(object)  # Settings, by the user on the page
    failed = Signal(object)  # SettingsWriteError

    def __init__(
        self, places: paths.Paths, dress: Dress, background: Background, words: Callable[[BaseException], str]
    ) -> None:
        super().__init__()
        self._places = places
        self._dress = dress
        self._background = background
        self._words = words
        self._vault: Vault | None = None
        self._page: SettingsPage | None = None
        self.bounds = UNBOUND                   # what the administrator demands of the lock
        self.settings: Settings = load(places.settings_file)

    def make_page(self, vault: "Vault") -> "SettingsPage":
        """The page of the settings, for an open vault."""
        from desktop.ui.pages.settings import About, SettingsPage  # the unlock page does not wait for it

        self._vault = vault
        about = About(
            VERSION, edition_here(), "Apache-2.0", str(paths.guide_model().parent), str(self._places.data)
        )
        page = SettingsPage(about)
        page.show_settings(self.settings)
        page.lock.show_bounds(self.bounds)
        page.lock.show_passphrase(exists=self.can_lock)
        page.settings_changed.connect(self._on_changed)
        self._page = page
        return page

    @property
    def can_lock(self) -> bool:
        """Whether the vault has a passphrase, without which nothing could ask who wants in."""
        return self._vault is not None and bool({PASSPHRASE, TOGETHER} & self._vault.slots)

    @Slot()
    def show_ways(self) -> None:
        """The vault may be opened in other ways than before."""
        if self._page is not None:
            self._page.lock.show_passphrase(exists=self.can_lock)

    @property
    def places(self) -> paths.Paths:
        """The folders of this user."""
        return self._places

    def keep(self, **changes: Any) -> None:
        """Change some settings by name and write them all."""
        self.settings = replace(self.settings, **changes)
        if self._page is not None:
            self._page.show_settings(self.settings)
        try:
            save(self._places.settings_file, self.settings)
        except SettingsWriteError as error:
            self.failed.emit(error)

    @Slot(object)
    def _on_changed(self, shown: Settings) -> None:
        self.keep(
            language=shown.language,
            scheme=shown.scheme,
            text_percent=shown.text_percent,
            send_key=shown.send_key,
            lock_minutes=shown.lock_minutes,
            lock_on_sleep=shown.lock_on_sleep,
            lock_with_session=shown.lock_with_session,
        )
        self._dress.wear(self.settings)
        self.changed.emit(self.settings)

    def show_hearing(self, *, hears_sleep: bool) -> None:
        """Whether this computer tells of sleep and of its lock screen."""
        if self._page is not None:
            self._page.lock.show_hearing(hears_sleep=hears_sleep)
