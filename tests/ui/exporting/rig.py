"""An exporter over a store in memory, with the real way to a file."""

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Ending, Message, ModelMark, Role
from desktop.chat.label_rules import UNBOUND, Bounds
from desktop.chat.labels import Label
from desktop.transfer.places import PlaceNote
from desktop.transfer.rendering import Language
from desktop.ui.background import Background
from desktop.ui.exporting.export_dialog import Exportable, ExportDialog
from desktop.ui.exporting.exporter import ExportDesk, Exporter
from desktop.ui.exporting.importer import Importer
from desktop.ui.saving import Saving
from desktop.ui.secrecy.words import LabelWords
from tests.fakes import FakeStore, ManualClock
from tests.ui.supervised import FileSupervisor

TOKYO = timezone(timedelta(hours=9))
NOW = datetime(2026, 11, 25, 20, 5, tzinfo=TOKYO)
MARK = ModelMark("ab" * 32, "llm-jp-4", "llama")
Dialog = TypeVar("Dialog", bound=QDialog)


class Rig:
    """Everything that an export passes."""

    def __init__(self, qtbot: QtBot, bounds: Bounds = UNBOUND) -> None:
        self.qtbot = qtbot
        self.store = FakeStore(ManualClock())
        self.supervisor = FileSupervisor(look_at=lambda _folder: self.places)
        self.background = Background()
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.noted: list[dict[str, str | int]] = []
        self.places: list[PlaceNote] = []
        self.open_id = self.talk("応答案", Label.SECRET)
        desk = ExportDesk(
            self.store.wholes, self.background, Saving(self.supervisor.notifier, self.background), self.note,
            bounds, LabelWords(), Language(LabelWords().name, lambda _context, source: source, lambda: NOW),
        )  # fmt: skip
        self.exporter = Exporter(desk, self.window)
        self.importer = Importer(self.store.wholes, self.background, self.note, self.window)

    def note(self, **facts: str | int) -> None:
        self.noted.append(facts)

    def talk(self, title: str, label: Label) -> int:
        """A conversation with two answers to one question."""
        talk = self.store.create_conversation(title, label=label)
        question = self.store.add_message(talk.id, None, Message(Role.USER, f"{title}の要点は?"))
        for text in ("一つ目", "二つ目"):
            answer = Message(Role.ASSISTANT, text, Ending.COMPLETE, MARK, (1, 2), thinking="熟考")
            self.store.add_message(talk.id, question.id, answer)
        return talk.id

    def dialog(self) -> ExportDialog:
        """The dialog for the open conversation."""
        made = self.exporter.begin(self.exportable())
        assert made is not None
        return made

    def exportable(self) -> Exportable:
        """What there is to export."""
        whole = self.store.wholes.of(self.open_id)
        return Exportable(self.open_id, whole, self.store.conversations())

    def shown(self, kind: type[Dialog]) -> Dialog:
        """A dialog of this kind, as soon as it is open."""
        found: list[Dialog] = []

        def look() -> bool:
            found[:] = [each for each in self.window.findChildren(QObject) if isinstance(each, kind)]
            return any(each.isVisible() for each in found)

        self.qtbot.waitUntil(look)
        return next(each for each in found if each.isVisible())

    def file(self, folder: Path) -> Path:
        """The one file in a folder."""
        (found,) = folder.iterdir()
        return found

    def close(self) -> None:
        """End what runs."""
        self.background.close()
        self.supervisor.close()
