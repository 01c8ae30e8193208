"""The empty page with its talk, its tasks and an engine that a test lets speak."""

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.actions import WindowActions
from desktop.ui.background import Background
from desktop.ui.chat_page import ChatPage, ChatPanes
from desktop.ui.composer.composer import Composer
from desktop.ui.drafting import Drafting
from desktop.ui.header import HeaderBar
from desktop.ui.main_window import CHAT_PAGE, MainWindow
from desktop.ui.notices import NoticeBar, NoticeKind
from desktop.ui.room.desk import Desk
from desktop.ui.room.own_tasks import OwnTasks
from desktop.ui.room.tasks_corner import TasksCorner
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.status.status_card import StatusCard
from desktop.ui.talk import Talk
from desktop.ui.tasks.cards import Card
from desktop.ui.tasks.fields import FieldBox
from desktop.ui.tasks.start_page import StartPage
from desktop.ui.transcript.canvas import TranscriptView
from model_manager.policy import PolicyFile
from tests.fakes import FakeStore, FakeTasks, ManualClock
from tests.policies import policy_at
from tests.ui.engines import FakeEngine
from tests.ui.test_talk import Table, seated


def keyboard() -> QWidget:
    """What has the keyboard."""
    found = QApplication.focusWidget()
    assert found is not None
    return found


@dataclass
class FakeRoom:
    """What the tasks need of the room."""

    engine: FakeEngine
    talk: Talk
    drafting: Drafting
    desk: Desk
    told: list[tuple[str, NoticeKind]] = field(default_factory=list)

    def tell(self, text: str, kind: NoticeKind) -> None:
        self.told.append((text, kind))


@dataclass
class FakeOutside:
    """What the tasks need of the world."""

    background: Background
    policy_file: PolicyFile


class Rig:
    """A window on its empty page."""

    def __init__(self, qtbot: QtBot, home: Path, background: Background) -> None:
        clock = ManualClock()
        self.bot = qtbot
        self.store = FakeStore(clock)
        self.tasks = FakeTasks()
        self.table: Table = seated(self.store, clock, background, qtbot)
        self.view, self.composer = TranscriptView(), Composer()
        status = StatusCard()
        self.header, self.notices = HeaderBar(), NoticeBar(QTimer())
        self.window = MainWindow(WindowActions())
        qtbot.addWidget(self.window)
        panes = ChatPanes(Sidebar(status), status, self.header, self.notices, self.view, self.composer)
        self.window.add_chat_page(ChatPage(panes))
        self.window.show_page(CHAT_PAGE)
        talk, drafting = self.table.talk, self.table.drafting
        desk = Desk(self.view, self.composer, talk, drafting, lambda error: type(error).__name__)
        link: object = self.table.engine
        desk.listen(link, self.table.asking, self.table.answering)  # type: ignore[arg-type]  # a stand-in
        self.room = FakeRoom(self.table.engine, talk, drafting, desk)
        self.outside = FakeOutside(background, policy_at(home / "policy.toml"))
        self.corner = TasksCorner(self.window, self.room, self.tasks, self.outside)  # type: ignore[arg-type]

    def open(self, conversation_id: int | None = None) -> None:
        """Open a conversation, or the empty page, and wait for its cards."""
        with self.bot.waitSignal(self.table.talk.opened):
            self.table.talk.open(conversation_id)
        self.settle()
        if conversation_id is None:
            self.bot.waitUntil(lambda: self.page.welcome.grid.cards[0].isVisible())

    def settle(self) -> None:
        """Until the vault's lane is empty, and again: what was written is read anew."""
        self.table.settled_lane()
        self.table.settled_lane()

    @property
    def page(self) -> StartPage:
        page = self.corner.page
        assert page is not None
        return page

    @property
    def own(self) -> OwnTasks:
        assert self.corner._own is not None
        return self.corner._own

    def card(self, title: str) -> Card:
        return next(each for each in self.page.welcome.grid.cards if each.shown.task.title == title)

    def titles(self) -> list[str]:
        return [each.shown.task.title for each in self.page.welcome.grid.cards]

    def choose(self, title: str) -> dict[str, FieldBox]:
        """Click a card; gives the fields of its form."""
        self.card(title).click()
        self.settle()
        return {each.field.name: each for each in self.page.form.boxes}

    def entry(self, title: str, words: str) -> QAction:
        """An entry of a card's menu."""
        menu = self.own.menu(self.card(title).shown)
        return next(each for each in menu.actions() if each.text() == words)
