"""What the page of the models wants of files: import, export, verification, removal, another folder."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from desktop.fetching.protocol import WorkDone, WorkFailed
from desktop.ui.composition import keep_dialog_private
from desktop.ui.models.browsing import Browsing
from desktop.ui.models.cards import Card
from desktop.ui.models.file_work import FileWork
from desktop.ui.models.models_page import ModelsPage, Tab
from desktop.ui.open_file import OpenModelDialog
from model_manager.edition import Edition

_NAMED = 5                          # conversations named before a model is removed
_STOPPED, _TO_ACCEPT = "FetchCancelledError", "LicenceNotAcceptedError"
_IMPORTS = ("import", "import_accepted")
ErrorWords = Callable[[str, Mapping[str, Any]], str]


class FileDesk(QObject):
    """Has work done on files, one piece at a time, and shows how it goes."""

    changed = Signal()                          # the models on this computer
    moved = Signal(str)                         # to this folder
    reference_wanted = Signal(str)              # a file, to be used where it lies

    def __init__(
        self, page: ModelsPage, browsing: Browsing, work: FileWork, error_words: ErrorWords, edition: Edition
    ) -> None:
        super().__init__()
        self._page = page
        self._browsing = browsing
        self._work = work
        self._error_words = error_words
        self._edition = edition
        self._source = ""                       # of the last import
        self._unaccepted = ""                   # of one whose licence has to be accepted
        page.import_wanted.connect(self.choose_file)
        page.folder_wanted.connect(self.choose_folder)
        page.files_dropped.connect(self._on_dropped)
        page.import_bar.copy_wanted.connect(self._take_in)
        page.import_bar.reference_wanted.connect(self.reference_wanted)
        page.clean_wanted.connect(lambda: self._start("clean"))
        page.work_stopped.connect(work.stop)
        work.progressed.connect(self._on_progress)
        work.done.connect(self._on_done)
        work.failed.connect(self._on_failed)

    # -- wishes

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file to take in."""
        dialog = OpenModelDialog(self._page)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._page.import_bar.offer)
        dialog.open()

    @Slot()
    def choose_folder(self) -> None:
        """Ask for a folder that an export wrote."""
        dialog = self._folder_dialog(self.tr("Import a folder written by “Export”"))
        dialog.fileSelected.connect(self._take_in)
        dialog.open()

    @Slot(object)
    def _on_dropped(self, paths: list[str]) -> None:
        if Path(paths[0]).is_dir():
            self._take_in(paths[0])
        else:
            self._page.import_bar.offer(paths[0])

    @Slot(str)
    def _take_in(self, path: str) -> None:
        """Import; once more after its licence was named, and the user accepts it."""
        kind = _IMPORTS[path == self._unaccepted]
        self._source, self._unaccepted = path, ""
        self._start(kind, source=path)

    def export(self, card: Card, part_size: int = 0) -> None:
        """Ask for a folder, and export into it; 0: every file in one piece."""
        dialog = self._folder_dialog(self.tr("Export to a folder, for a computer without a network"))
        dialog.fileSelected.connect(
            lambda path: self._start("export", identity=card.key, target=path, part_size=part_size)
        )
        dialog.open()

    def _folder_dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._page, title, str(Path.home()))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        keep_dialog_private(dialog)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def verify(self, card: Card) -> None:
        """Hash a model again."""
        self._start("verify", identity=card.key)

    def move(self, here: str, target: str) -> None:
        """Move all models to another folder."""
        if not target or target == here:
            self._page.connection.show_error(self.tr("Name another folder under “Models” first."))
            return
        self._start("move", target=target)

    def ask_to_remove(self, card: Card) -> None:
        """Ask first, and name what is lost."""
        titles = self._browsing.uses.get(card.key, ())
        lines = [
            self.tr("Remove “{name}”? Its files ({size}) are deleted from this computer.").format(
                name=card.title, size=card.size
            )
        ]
        if titles:
            lines.append(
                self.tr(
                    "%n conversation(s) were led with it; they stay readable, and another model goes on with "
                    "them:",
                    "",
                    len(titles),
                )
            )
            lines += [self.tr("“{title}”").format(title=each) for each in titles[:_NAMED]]
        if len(titles) > _NAMED:
            lines.append("…")
        self._page.browser.detail.foot.ask("\n".join(lines), self.tr("Remove"), "remove_now")

    def remove(self, card: Card) -> None:
        """Remove a model's files."""
        self._start("remove", identity=card.key)

    def _start(
        self, kind: str, *, identity: str = "", source: str = "", target: str = "", part_size: int = 0
    ) -> None:
        self._page.show_error("")
        if not self._work.start(
            kind, identity=identity, source=source, target=target, part_size=part_size
        ):
            self._page.show_error(self.tr("Something else is being done with the files; wait or stop it."))

    # -- how it goes

    @Slot(str, float)
    def _on_progress(self, kind: str, fraction: float) -> None:
        words = {
            "verify": self.tr("Verifying"), "import": self.tr("Importing"), "export": self.tr("Exporting"),
            "import_accepted": self.tr("Importing"), "move": self.tr("Moving"),
            "remove": self.tr("Removing"), "clean": self.tr("Cleaning up"),
        }  # fmt: skip
        doing = self.tr("{doing} {percent} %").format(doing=words[kind], percent=int(fraction * 100))
        self._page.show_work(doing, fraction)

    @Slot(str, object)
    def _on_done(self, kind: str, done: WorkDone) -> None:
        self._page.show_work("", 0.0)
        self._page.show_error("")
        if kind in _IMPORTS:
            self._page.show_tab(Tab.HERE)
        if kind == "move":
            self.moved.emit(done.place)
        self.changed.emit()
        notices = {
            "export": self.tr("Written to {folder}.").format(folder=done.place),
            "verify": self.tr("Verified: every byte is as it was."),
            "import": self.tr("The model is here and verified."),
            "import_accepted": self.tr("The model is here and verified."),
            "remove": self.tr("The model was removed."),
            "move": self.tr("The models are now in {folder}.").format(folder=done.place),
            "clean": self.tr("The leftovers are gone."),
        }
        if done.damaged:
            words = self.tr("Damaged: {files}. Remove the model and fetch it again.")
            if not self._edition.has_network:
                words = self.tr("Damaged: {files}. Remove the model and import it again.")
            self._page.show_error(words.format(files=", ".join(done.damaged)))
        elif kind in notices:
            self._page.show_notice(notices[kind])

    @Slot(str, object)
    def _on_failed(self, _kind: str, failed: WorkFailed | None) -> None:
        self._page.show_work("", 0.0)
        if failed is None:
            self._page.show_error(self.tr("The work on the files ended unexpectedly; nothing is lost."))
        elif failed.error == _STOPPED:
            self._page.show_notice(self.tr("Stopped. What was there before is still there."))
        else:
            words = self._error_words(failed.error, failed.facts)
            if failed.error == _TO_ACCEPT:
                self._unaccepted = self._source
                words = f"{words} {self._how_to_accept(str(failed.facts.get('page', '')))}"
            self._page.show_error(words)

    def _how_to_accept(self, address: str) -> str:
        if not address:
            return self.tr("To accept it, read it and import the model once more.")
        words = self.tr("To accept it, read it at {address} and import the model once more.")
        return words.format(address=address)
