"""What leaves the vault and comes into it, joined with the header: exports, imports, copies as Markdown. The
dialogs are made when they are wanted.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from desktop.chat.conversation import ConversationSummary
from desktop.ui.appearance import Appearance
from desktop.ui.clipboard import copy_text
from desktop.ui.notices import NoticeKind
from desktop.ui.room.room import Outside, Panes, Room
from desktop.ui.saving import Saving
from desktop.ui.secrecy.corner import SecrecyCorner
from desktop.vault.events import EventKind
from desktop.vault.vault import Vault

if TYPE_CHECKING:
    from desktop.transfer.rendering import Language
    from desktop.ui.exporting.export_dialog import Exportable
    from desktop.ui.exporting.exporter import Exporter
    from desktop.ui.exporting.importer import Importer


def _translate(context: str, source: str) -> str:
    return QCoreApplication.translate(context, source)


class SharingCorner(QObject):
    """Each wish of the header, carried out to its end and told."""

    opened_wanted = Signal(object)              # id of a conversation that was taken in

    def __init__(
        self, panes: Panes, room: Room, vault: Vault, outside: Outside, secrecy: SecrecyCorner
    ) -> None:
        super().__init__()
        self._window = panes.header
        self._room = room
        self._vault = vault
        self._outside = outside
        self._words = secrecy.words
        self._bounds = secrecy.bounds
        self._appearance = Appearance()
        self._exporter: Exporter | None = None
        self._importer: Importer | None = None
        self.saving = Saving(outside.notifier, outside.background)
        header = panes.header
        header.export_requested.connect(self.export)
        header.copy_requested.connect(self.copy)
        header.import_requested.connect(self.take_in)
        panes.transcript.code_copied.connect(self.tell_copied)
        panes.transcript.copy_requested.connect(self.tell_copied)
        outside.clipboard.refused.connect(self._on_copying_refused)

    def wear(self, appearance: Appearance) -> None:
        """Take the colours and the text size, for the dialogs that come."""
        self._appearance = appearance
        if self._exporter is not None:
            self._exporter.appearance = appearance
        if self._importer is not None:
            self._importer.appearance = appearance

    # -- out

    @Slot()
    def export(self) -> None:
        """Ask what of the open conversation, or of all, shall leave."""
        conversation_id = self._room.talk.conversation_id
        if conversation_id is None:
            return
        self._outside.background.on_vault(self._exportable(conversation_id), self._begin)

    def _exportable(self, conversation_id: int) -> "Callable[[], Exportable]":
        from desktop.ui.exporting.export_dialog import Exportable  # most days nothing is exported

        store = self._vault.conversations
        return lambda: Exportable(conversation_id, store.wholes.of(conversation_id), store.conversations())

    def _begin(self, there: "Exportable") -> None:
        self.exporter.begin(there)

    @property
    def exporter(self) -> "Exporter":
        """Who carries out exports."""
        if self._exporter is None:
            self._exporter = self._made_exporter()
        return self._exporter

    def _made_exporter(self) -> "Exporter":
        from desktop.ui.exporting.exporter import ExportDesk, Exporter

        def note(**facts: str | int) -> None:
            self._vault.events.note(EventKind.EXPORTED, **facts)

        desk = ExportDesk(
            self._vault.conversations.wholes, self._outside.background, self.saving, note, self._bounds,
            self._words, self._language(),
        )  # fmt: skip
        made = Exporter(desk, self._window.window())
        made.appearance = self._appearance
        made.saved.connect(self._on_saved)
        made.refused.connect(self._on_refused)
        made.forbidden.connect(self._on_forbidden)
        made.failed.connect(self._room.tell_error)
        return made

    def _language(self) -> "Language":
        from desktop.transfer.rendering import Language

        return Language(self._words.name, _translate, self._outside.now)

    @Slot(str)
    def _on_saved(self, path: str) -> None:
        self._room.tell(self.tr("Saved, not encrypted: {path}").format(path=path), NoticeKind.INFO)

    @Slot(str)
    def _on_refused(self, path: str) -> None:
        words = self.tr("The administrator does not allow exports into such a folder: {path}")
        self._room.tell(words.format(path=path), NoticeKind.WARNING)

    @Slot()
    def _on_forbidden(self) -> None:
        self._room.tell(self.tr("Set by the administrator: there are no exports."), NoticeKind.WARNING)

    @Slot()
    def copy(self) -> None:
        """Copy the branch that is shown, as Markdown, with its label and its models."""
        from desktop.transfer.forms import Form
        from desktop.transfer.rendering import rendered, taken
        from desktop.transfer.wish import ExportWish

        conversation_id = self._room.talk.conversation_id
        if conversation_id is None:
            return
        wish, language = ExportWish((conversation_id,), Form.MARKDOWN), self._language()
        wholes = self._vault.conversations.wholes
        self._outside.background.on_vault(
            lambda: rendered(taken(wholes, wish), wish, language).content.decode(), self._put
        )

    def _put(self, text: str) -> None:
        copy_text(text)
        self.tell_copied()

    @Slot()
    def tell_copied(self) -> None:
        """Say that something is in the clipboard, and for how long; what was refused has been said."""
        rule = self._outside.clipboard.rule
        if not rule.may_be_copied:
            return
        if rule.clipboard_seconds is None:
            text = self.tr("Copied.")
        else:
            text = self.tr("Copied; the clipboard is cleared after %n second(s).", "", rule.clipboard_seconds)
        self._room.tell(text, NoticeKind.INFO)

    @Slot()
    def _on_copying_refused(self) -> None:
        self._room.tell(self.tr("The administrator does not allow copying."), NoticeKind.WARNING)

    # -- in

    @Slot()
    def take_in(self) -> None:
        """Ask for a file, and take in what is in it."""
        self.importer.begin()

    @property
    def importer(self) -> "Importer":
        """Who carries out imports."""
        if self._importer is None:
            self._importer = self._made_importer()
        return self._importer

    def _made_importer(self) -> "Importer":
        from desktop.ui.exporting.importer import Importer

        def note(**facts: str | int) -> None:
            self._vault.events.note(EventKind.IMPORTED, **facts)

        store, background = self._vault.conversations.wholes, self._outside.background
        made = Importer(store, background, note, self._window.window())
        made.appearance = self._appearance
        made.taken_in.connect(self._on_taken_in)
        made.failed.connect(self._room.tell_error)
        return made

    @Slot(object)
    def _on_taken_in(self, made: Sequence[ConversationSummary]) -> None:
        self._room.library.refresh()
        self._room.tell(self.tr("%n conversation(s) taken in.", "", len(made)), NoticeKind.INFO)
        if made:
            self.opened_wanted.emit(made[0].id)
