"""What the user likes, in force at once: the settings, their page, their file, and the vault's passphrase."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from desktop import paths
from desktop.settings import Settings, SettingsWriteError, load, save
from desktop.ui.application import Dress
from desktop.ui.background import Background
from desktop.ui.pages.settings import About, SettingsPage
from desktop.vault.vault import Vault
from desktop.version import VERSION


class Preferences(QObject):
    """Keeps the settings; the page is made when the vault is open."""

    changed = Signal(object)  # Settings, by the user on the page
    passphrase_set = Signal()
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
        self.settings: Settings = load(places.settings_file)

    def make_page(self, vault: Vault) -> SettingsPage:
        """The page of the settings, for an open vault."""
        self._vault = vault
        about = About(VERSION, "Apache-2.0", str(paths.guide_model().parent), str(self._places.data))
        page = SettingsPage(about)
        page.show_settings(self.settings)
        page.show_passphrase(exists=self.can_lock)
        page.settings_changed.connect(self._on_changed)
        page.passphrase_change_requested.connect(self._on_passphrase)
        self._page = page
        return page

    @property
    def can_lock(self) -> bool:
        """Whether the vault has a passphrase, without which nothing could ask who wants in."""
        return self._vault is not None and "passphrase" in self._vault.slots

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

    def ask_for_passphrase(self) -> None:
        """Say on the page why one is needed before the vault can be locked."""
        if self._page is not None:
            self._page.show_error(
                self.tr("Locking needs a passphrase: without one, nothing could ask who you are.")
            )

    @Slot(object, str)
    def _on_passphrase(self, old: str | None, new: str) -> None:
        vault, page = self._vault, self._page
        if vault is None or page is None:
            return
        page.show_passphrase_busy(busy=True)
        self._background.on_vault(
            lambda: vault.change_passphrase(old, new),
            lambda _: self._on_passphrase_set(page),
            lambda error: page.show_passphrase_error(self._words(error)),
        )

    def _on_passphrase_set(self, page: SettingsPage) -> None:
        page.show_passphrase_busy(busy=False)
        page.show_error("")
        page.show_passphrase(exists=True)
        self.passphrase_set.emit()
