"""Joins the page of the models with the fetcher, the work on files, the settings and the shelf."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal, Slot

from desktop.model_places import own_folder
from desktop.settings import Settings, load
from desktop.ui.error_words.facts import size_text
from desktop.ui.models.browsing import Browsing
from desktop.ui.models.cards import Card, Kind
from desktop.ui.models.connection_pane import LedgerLine
from desktop.ui.models.credentials_desk import CredentialsDesk
from desktop.ui.models.fetcher_link import FetcherLink
from desktop.ui.models.fetching_desk import FetchingDesk
from desktop.ui.models.file_desk import FileDesk
from desktop.ui.models.file_work import FileWork
from desktop.ui.models.models_page import ModelsPage, Tab
from desktop.ui.models.snapshot import Snapshot, read_snapshot
from desktop.ui.models.standing import standing_words
from desktop.ui.models.surroundings import Surroundings
from desktop.words import Language
from model_manager.bundle_export import FAT32_PART_SIZE
from model_manager.downloads import FILE as QUEUE
from model_manager.downloads import read_queue
from model_manager.errors import FolderNotWritableError
from model_manager.library import ModelFolder
from model_manager.licences import Usage
from model_manager.policy import read_policy
from model_manager.stated_usage import keep_usage


class ModelDesk(QObject):
    """Acts on what the user wants of models."""

    models_changed = Signal()                   # on this computer
    model_wanted = Signal(str)                  # identity: use it for answering
    register_wanted = Signal(str)               # a path: use the file where it lies
    forget_wanted = Signal(str)                 # identity of a registered file

    def __init__(
        self, page: ModelsPage, link: FetcherLink, work: FileWork, around: Surroundings
    ) -> None:
        super().__init__()
        self._page = page
        self._link = link
        self._work = work
        self._around = around
        self._browsing = Browsing(page, around.edition)
        self._fetching = FetchingDesk(page, self._browsing, link, around)
        self._files = FileDesk(page, self._browsing, work, around.error_words, around.edition)
        self._credentials = CredentialsDesk(page.connection, link, around)
        self._standing = ""                     # what is said as long as nothing else has to be
        self._connect()

    def _connect(self) -> None:
        page = self._page
        page.tab_changed.connect(self._on_tab)
        page.browser.list.card_chosen.connect(self._on_card)
        page.browser.detail.action_wanted.connect(self._on_action)
        page.browser.list.card_opened.connect(self._on_opened)
        page.downloads.use_wanted.connect(self.model_wanted)
        pane = page.connection
        pane.usage_stated.connect(self._on_usage)
        pane.settings_wanted.connect(self._on_settings)
        pane.move_wanted.connect(lambda target: self._files.move(str(self._folder().path), target))
        self._fetching.fetched.connect(self._on_changed)
        self._files.changed.connect(self._on_changed)
        self._files.moved.connect(self._on_moved)
        self._files.reference_wanted.connect(self.register_wanted)

    # -- coming and going

    def set_language(self, language: Language) -> None:
        """Which of the catalogue's two languages to show."""
        self._browsing.words.language = language
        self._browsing.retranslate()

    def resume(self) -> None:
        """The page is there: have the kept token, and a fetcher where downloads wait for one."""
        if not self._around.edition.has_network:
            return
        self._credentials.resume(self._settings())
        if read_queue(self._folder().own / QUEUE):
            self._open_fetcher()

    def _open_fetcher(self) -> None:
        """Have a fetcher, if the administrator allows the network; by itself it asks nobody anything."""
        if read_policy(self._around.policy_file).network:
            self._link.open()

    def leave(self) -> None:
        """The window goes; downloads go on."""
        self._link.close()
        self._work.close()

    def _settings(self) -> Settings:
        return load(self._around.places.settings_file)

    def _folder(self) -> ModelFolder:
        return own_folder(self._settings(), self._around.places)

    # -- how things stand

    @Slot()
    def refresh(self) -> None:
        """Read how things stand on this computer, and show it."""
        settings = self._settings()
        self._page.connection.show_settings(settings, str(self._around.places.models))
        self._around.background.on_vault(
            self._around.store.model_uses,
            lambda uses: self._around.background.elsewhere(
                lambda: self._read(settings),
                lambda snapshot: self._show(snapshot, uses),
                self._on_error,
            ),
        )

    def _read(self, settings: Settings) -> Snapshot:
        around = self._around
        return read_snapshot(settings, around.places, around.policy_file, around.machine())

    def _show(self, snapshot: Snapshot, uses: Mapping[str, Sequence[str]]) -> None:
        self._browsing.take(snapshot, uses)
        self._page.show_orphans(size_text(snapshot.orphan_bytes) if snapshot.orphans else "")
        pane = self._page.connection
        pane.usage.show_usage(snapshot.usage)
        pane.show_ledger(
            tuple(
                LedgerLine(each.at.replace("T", " ")[:16], each.host, size_text(each.received), each.click)
                for each in reversed(snapshot.ledger)
            )
        )
        pane.show_policy(snapshot.policy)
        before, self._standing = self._standing, standing_words(snapshot, self._around.edition)
        if self._standing != before:
            self._page.show_notice(self._standing)

    @Slot()
    def _on_changed(self) -> None:
        self.models_changed.emit()
        self.refresh()

    def _on_error(self, error: Exception) -> None:
        self._page.show_error(self._around.error_words(type(error).__name__, vars(error)))

    # -- the list

    @Slot(str)
    def _on_tab(self, _tab: str) -> None:
        self._page.show_notice(self._standing)
        self._browsing.list_cards()
        if self._page.tab is Tab.CONNECTION:
            self._open_fetcher()                # it alone sees the environment, and offers a proxy from there

    @Slot(object)
    def _on_card(self, card: Card | None) -> None:
        if card is not None:
            self._browsing.show_detail(card)

    @Slot(object, bool)
    def _on_opened(self, card: Card, _by_key: bool) -> None:
        """The hub is asked for what was opened, not for all that the arrow keys walk over."""
        if card.kind is Kind.HIT:
            self._fetching.look_into(card.key)

    # -- what is wanted

    @Slot(str, object, str, bool)
    def _on_action(self, code: str, card: Card, file: str, accepted: bool) -> None:
        self._page.browser.detail.show_error("")
        steps: dict[str, Callable[[], object]] = {
            "fetch": lambda: self._fetching.fetch(card, file, accepted=accepted),
            "settings": lambda: self._page.show_tab(Tab.CONNECTION),
            "look": lambda: self._fetching.look_into(card.key),
            "import_vendor": self._files.choose_file,
            "import_file": self._files.choose_file,
            "import_folder": self._files.choose_folder,
            "sibling": lambda: self._browsing.show_sibling(card.key),
            "use": lambda: self.model_wanted.emit(card.key),
            "verify": lambda: self._files.verify(card),
            "export": lambda: self._files.export(card),
            "export_parts": lambda: self._files.export(card, FAT32_PART_SIZE),
            "remove": lambda: self._files.ask_to_remove(card),
            "remove_now": lambda: self._files.remove(card),
            "forget": lambda: self.forget_wanted.emit(card.key),
        }
        steps[code]()

    # -- settings

    @Slot(object)
    def _on_usage(self, usage: Usage) -> None:
        """Kept at once and in order, where no process at the network can read it."""
        try:
            keep_usage(self._around.places.inventory.parent, usage)
        except FolderNotWritableError as error:
            self._on_error(error)
        else:
            self.refresh()

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        before = self._folder().path
        self._around.keep(
            hub_endpoint=settings.hub_endpoint, hub_hosts=settings.hub_hosts, hub_proxy=settings.hub_proxy,
            hub_proxy_user=settings.hub_proxy_user, hub_ca_file=settings.hub_ca_file,
            models_folder=settings.models_folder, shared_models=settings.shared_models,
        )  # fmt: skip
        self._browsing.forget_hub()
        self._link.restart()
        self._on_changed()
        words = self.tr("The settings are in use.")
        if self._folder().path != before:
            words = self.tr("The settings are in use. Models that lie in {folder} stay there.")
        self._page.show_notice(words.format(folder=before))

    @Slot(str)
    def _on_moved(self, folder: str) -> None:
        self._around.keep(models_folder=folder)
        self._link.restart()
