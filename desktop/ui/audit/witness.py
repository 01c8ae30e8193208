"""Sees to it that the chain of events knows what happens around the vault, and that a roll-back is told until
somebody has seen it.
"""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from desktop.model_places import library_of
from desktop.paths import Paths
from desktop.settings import load
from desktop.ui.background import Background
from desktop.ui.event_words import roll_back_words
from desktop.ui.notices import Notice, NoticeBar, NoticeKind
from desktop.vault.anchors import RollBack
from desktop.vault.header import KEYRING, TOGETHER
from desktop.vault.surroundings import ModelOrigin
from desktop.vault.vault import Vault


def models_here(places: Paths) -> Mapping[str, ModelOrigin]:
    """The models on this computer by their SHA-256; the guide ships with the program and is none of them."""
    models = library_of(load(places.settings_file), places).models()
    return {
        each.identity: ModelOrigin(each.record.source, each.record.repo_id, each.record.revision)
        for each in models
    }


class Witness(QObject):
    """For one open vault."""

    log_wanted = Signal()                       # the user wants to see what happened

    def __init__(self, vault: Vault, background: Background, notices: NoticeBar) -> None:
        super().__init__()
        self._vault = vault
        self._background = background
        self._notices = notices
        self._shown: Notice | None = None
        notices.closed.connect(self._on_closed)
        notices.action_chosen.connect(self._on_chosen)

    # -- an old copy was put back

    def look_for_roll_back(self) -> None:
        """Tell what the header has shown, and compare with what the keyring remembers."""
        self._background.on_vault(self._vault.anchors.untold, self._tell)
        safe = self._vault.anchors.safe
        if safe is None or not {KEYRING, TOGETHER} & self._vault.slots:
            return
        profile = self._vault.ways.header.profile
        self._background.elsewhere(
            lambda: safe.load_anchor(profile),
            self._compare,
            lambda _: None,                     # it is compared again before anything is kept there
        )

    def _compare(self, anchor: str) -> None:
        self._background.on_vault(lambda: self._vault.anchors.compare_safe(anchor), self._tell)

    def _tell(self, found: RollBack | None) -> None:
        """It stays until it is closed: an error does."""
        if found is None or self._shown is not None:
            return
        text = roll_back_words(found.value, QCoreApplication.translate)
        self._shown = Notice(text, NoticeKind.ERROR, self.tr("Audit log…"))
        self._notices.show_notice(self._shown)

    @Slot(object)
    def _on_closed(self, notice: Notice) -> None:
        if notice is self._shown:
            self._acknowledge()

    @Slot(object)
    def _on_chosen(self, notice: Notice) -> None:
        if notice is self._shown:
            self._acknowledge()
            self.log_wanted.emit()

    def _acknowledge(self) -> None:
        self._shown = None
        self._background.on_vault(self._vault.anchors.acknowledge)

    # -- what is around

    def note_models(self, models: Callable[[], Mapping[str, ModelOrigin]]) -> None:
        """Look which models there are, and note what is new."""
        surroundings = self._vault.surroundings
        self._background.elsewhere(
            models, lambda found: self._background.on_vault(lambda: surroundings.note_models(found))
        )

    def note_protection(self, level: str, reasons: Sequence[str]) -> None:
        """This is how well window and engine are shut in."""
        self._background.on_vault(lambda: self._vault.surroundings.note_protection(level, reasons))
