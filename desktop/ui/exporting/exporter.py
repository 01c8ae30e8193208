"""An export from the wish to the file: what is taken, where it goes, what is warned of, what is noted."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop.chat.label_rules import Bounds, Permission
from desktop.chat.whole import WholeStore
from desktop.control import TargetRefusedError
from desktop.target_verbs import TargetRefusal
from desktop.transfer.naming import stamped
from desktop.transfer.places import PlaceNote, from_text, kinds_of
from desktop.transfer.rendering import Language, Rendered, rendered, taken
from desktop.transfer.wish import ExportWish
from desktop.ui.appearance import Appearance
from desktop.ui.background import Background
from desktop.ui.exporting.export_dialog import Exportable, ExportDialog
from desktop.ui.exporting.file_dialogs import SaveDialog
from desktop.ui.exporting.place_dialog import PlaceDialog
from desktop.ui.saving import SaveWish, Saving
from desktop.ui.secrecy.words import LabelWords


class ExportWitness(Protocol):
    """Notes that something left; on the vault's lane."""

    def __call__(self, **facts: str | int) -> None:
        """Raises VaultError, and then nothing leaves."""
        ...


@dataclass(frozen=True, slots=True)
class ExportDesk:
    """What an export needs: the store, the lanes, the way to a file, and what is allowed."""

    wholes: WholeStore
    background: Background
    saving: Saving
    witness: ExportWitness
    bounds: Bounds
    words: LabelWords
    language: Language


class Exporter(QObject):
    """One export at a time; each step waits for the person."""

    saved = Signal(str)                         # the path
    refused = Signal(str)                       # the path: the administrator forbids such folders
    forbidden = Signal()                        # the administrator allows no exports at all
    failed = Signal(object)                     # what went wrong; nothing of the file is left

    def __init__(self, desk: ExportDesk, window: QWidget) -> None:
        super().__init__()
        self._desk = desk
        self._window = window
        self.appearance = Appearance()

    def begin(self, there: Exportable) -> ExportDialog | None:
        """Ask what is wished; where nothing may leave, nothing is asked that would promise it."""
        desk = self._desk
        if desk.bounds.export is Permission.FORBIDDEN:
            self.forbidden.emit()
            return None
        dialog = ExportDialog(there, desk.words, desk.bounds, self.appearance, self._window)
        dialog.wished.connect(self.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    @Slot(object)
    def take(self, wish: ExportWish) -> None:
        """Take what is wished, and ask where it goes."""
        desk = self._desk
        desk.background.on_vault(
            lambda: rendered(taken(desk.wholes, wish), wish, desk.language), self._choose, self.failed.emit
        )

    def _choose(self, made: Rendered) -> None:
        suffix = os.path.splitext(made.name)[1]  # noqa: PTH122  # a name, not a path
        dialog = SaveDialog(made.name, suffix, self.appearance, self._window)
        dialog.fileSelected.connect(lambda path: self.look(made, path))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def look(self, made: Rendered, path: str) -> None:
        """The person chose this file and confirmed that one of that name may go. The supervisor looks what
        kind of place it is: it sees all of the computer, and makes nothing where there is something to tell.
        """
        self._desk.background.elsewhere(
            lambda: self._target(made, Path(path)),
            lambda wish: self._save(made, wish, ()),
            self.failed.emit,
        )

    def _target(self, made: Rendered, chosen: Path) -> SaveWish:
        """Links are resolved here, where the person sees the outcome: the supervisor follows none."""
        folder = chosen.parent.resolve()
        name = stamped(chosen.name, self._desk.words.name(made.label))
        may_replace = name == chosen.name and os.path.lexists(folder / name)
        return SaveWish(str(folder / name), made.content, may_replace)

    def _weigh(self, made: Rendered, wish: SaveWish, notes: Sequence[PlaceNote]) -> None:
        if self._desk.bounds.carried_on is Permission.FORBIDDEN:
            self.refused.emit(wish.path)
        else:
            self.warning(made, wish, notes).open()

    def warning(self, made: Rendered, wish: SaveWish, notes: Sequence[PlaceNote]) -> PlaceDialog:
        """The question whether it shall be written there all the same."""
        name = self._desk.words.name(made.label)
        dialog = PlaceDialog(notes, name, self.appearance, self._window)
        dialog.accepted.connect(lambda: self._save(made, wish, notes))
        dialog.rejected.connect(lambda: self._choose(made))
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    def _save(self, made: Rendered, wish: SaveWish, notes: Sequence[PlaceNote]) -> None:
        kinds = kinds_of(notes)
        noted = replace(
            wish, witness=lambda: self._desk.witness(**made.facts, place=kinds or "local"), told=kinds
        )
        self._desk.saving.save(
            noted, lambda: self.saved.emit(wish.path), lambda error: self._on_failed(made, wish, error)
        )

    def _on_failed(self, made: Rendered, wish: SaveWish, error: Exception) -> None:
        if isinstance(error, TargetRefusedError) and error.reason is TargetRefusal.CARRIED_ON:
            self._weigh(made, wish, from_text(error.places))
        else:
            self.failed.emit(error)
