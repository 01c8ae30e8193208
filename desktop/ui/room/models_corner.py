"""The way to the page of the models, which is made when it is first wanted: it is large, and most days nobody
opens it. What has to happen without it happens here.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from desktop.chat.store import ConversationStore
from desktop.model_places import own_folder
from desktop.settings import load
from desktop.ui.appearance import Appearance
from desktop.ui.main_window import CHAT_PAGE, MainWindow
from desktop.ui.room.room import Outside
from desktop.vault.audit import Exchange
from desktop.words import Language
from model_manager.downloads import FILE as QUEUE
from model_manager.downloads import read_queue
from model_manager.ledger import FILE as LEDGER
from model_manager.ledger import Ledger
from model_manager.policy import read_policy

if TYPE_CHECKING:                   # 15 MB that a window without the page does without
    from desktop.ui.models.model_desk import ModelDesk
    from desktop.ui.models.models_page import ModelsPage

MODELS = "models"


class NetworkAudit(Protocol):
    """The network's part of the vault; on the vault's lane only."""

    def take(self, ledger: Sequence[Exchange]) -> int:
        """Keep what is not kept yet of a whole ledger; returns how many lines were new."""
        ...


class ModelsCorner(QObject):
    """Shows the page, and takes up downloads and ledger when the vault was opened."""

    models_changed = Signal()                   # on this computer
    model_wanted = Signal(str)                  # identity: use it for answering
    register_wanted = Signal(str)               # a path: use the file where it lies
    forget_wanted = Signal(str)                 # identity of a registered file

    def __init__(
        self, window: MainWindow, outside: Outside, store: ConversationStore, audit: NetworkAudit,
        keep: Callable[..., None],
    ) -> None:  # fmt: skip
        """`keep` writes changes of the settings by name."""
        super().__init__()
        self._window = window
        self._outside = outside
        self._store = store
        self._audit = audit
        self._keep = keep
        self._language: Language = "ja"
        self._appearance = Appearance()
        self._page: ModelsPage | None = None
        self._desk: ModelDesk | None = None

    def resume(self) -> None:
        """The vault was opened: take the ledger into it, and go on with what is being fetched."""
        places = self._outside.places
        own = own_folder(load(places.settings_file), places).own
        ledger = Ledger(own / LEDGER)
        self._outside.background.on_vault(
            lambda: self._audit.take(
                [Exchange(each.at, each.host, each.received, each.click) for each in ledger.entries()]
            )
        )
        if not self._outside.edition.has_network or not read_policy(self._outside.policy_file).network:
            return
        if read_queue(own / QUEUE):
            self._make()

    @Slot()
    def show(self) -> None:
        """Show the page."""
        if self._desk is None:
            self._make()
        if self._desk is not None and self._page is not None:
            self._desk.refresh()
            self._window.show_page(MODELS)
            self._page.take_focus()

    def leave(self) -> None:
        """The window goes; downloads go on."""
        if self._desk is not None:
            self._desk.leave()

    def set_language(self, language: Language) -> None:
        """Which of the catalogue's two languages to show."""
        self._language = language
        if self._desk is not None:
            self._desk.set_language(language)

    def wear(self, appearance: Appearance) -> None:
        """The colours and the text size for a page that comes later; the window hands them to one that is
        there.
        """
        self._appearance = appearance

    def _make(self) -> None:
        from desktop.ui.models.fetcher_link import FetcherLink
        from desktop.ui.models.file_work import FileWork
        from desktop.ui.models.model_desk import ModelDesk
        from desktop.ui.models.models_page import ModelsPage
        from desktop.ui.models.surroundings import Surroundings
        from model_manager.host_memory import host_memory
        from model_manager.machine import Machine

        outside = self._outside
        page = self._page = ModelsPage(outside.error_words, outside.edition)
        around = Surroundings(
            outside.places, outside.policy_file, lambda: Machine(*host_memory()), outside.background,
            self._store, outside.error_words, self._keep, outside.safe, outside.words, outside.edition,
        )  # fmt: skip
        link = FetcherLink(outside.notifier, outside.edition)
        desk = self._desk = ModelDesk(page, link, FileWork(outside.notifier), around)
        desk.models_changed.connect(self.models_changed)
        desk.model_wanted.connect(self.model_wanted)
        desk.register_wanted.connect(self.register_wanted)
        desk.forget_wanted.connect(self.forget_wanted)
        page.closed.connect(lambda: self._window.show_page(CHAT_PAGE))
        page.set_appearance(self._appearance)
        desk.set_language(self._language)
        self._window.add_page(MODELS, page)
        desk.resume()
