"""The room behind the gate: the talk, its panes, the models and the settings, built once for one unlocked
vault.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.chat.searching import SearchHit
from desktop.chat.store import ConversationStore
from desktop.experience import Experience
from desktop.paths import Paths
from desktop.ui.answering import Answering
from desktop.ui.asking import Asking
from desktop.ui.background import Background
from desktop.ui.chat_page import ChatPanes
from desktop.ui.clipboard import ClipboardGuard
from desktop.ui.composer.composer import Composer
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.drafting import Drafting
from desktop.ui.engine.corner import EngineCorner
from desktop.ui.engine.recipe_corner import RecipeCorner
from desktop.ui.engine_link import EngineLink
from desktop.ui.find_bar import FindBar
from desktop.ui.header import HeaderBar
from desktop.ui.machine_survey import MachineSurvey
from desktop.ui.main_window import MainWindow
from desktop.ui.model_shelf import ModelShelf
from desktop.ui.notices import NoticeBar, NoticeKind
from desktop.ui.room.desk import Desk, Sought
from desktop.ui.room.find_corner import FindCorner
from desktop.ui.room.library import Library
from desktop.ui.room.licence_question import LicenceQuestion
from desktop.ui.room.model_corner import ModelCorner
from desktop.ui.room.protection_corner import ProtectionCorner
from desktop.ui.room.search_desk import SearchDesk
from desktop.ui.room.telling import Telling
from desktop.ui.room.thinking_corner import ThinkingCorner
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.status.status_card import StatusCard
from desktop.ui.talk import Opened, Talk
from desktop.ui.transcript.canvas import TranscriptView
from desktop.vault.keychain import Keychain, TokenSafe
from model_manager.edition import Edition
from model_manager.policy import PolicyFile


@dataclass(frozen=True, slots=True)
class Panes:
    """The panes of the chat page, by their own types."""

    sidebar: Sidebar
    status: StatusCard
    header: HeaderBar
    notices: NoticeBar
    transcript: TranscriptView
    composer: Composer
    find_bar: FindBar

    def on_page(self) -> ChatPanes:
        """What the page places."""
        return ChatPanes(
            self.sidebar, self.status, self.header, self.notices, self.transcript, self.composer,
            self.find_bar,
        )  # fmt: skip


def make_panes() -> Panes:
    """The panes, empty."""
    status = StatusCard()
    return Panes(
        Sidebar(status), status, HeaderBar(), NoticeBar(QTimer()), TranscriptView(), Composer(), FindBar()
    )


@dataclass(frozen=True, slots=True)
class Outside:
    """What the room needs of the world: the supervisor, the lanes, the folders, the local time, words for
    errors.
    """

    notifier: ControlNotifier
    background: Background
    places: Paths
    now: Callable[[], datetime]
    words: Callable[[Exception], str]
    error_words: Callable[[str, Mapping[str, Any]], str]
    safe: TokenSafe
    keychain: Keychain
    policy_file: PolicyFile  # the administrator's word
    clipboard: ClipboardGuard
    edition: Edition


class Room(QObject):
    """Joins everything; nothing in it outlives the vault."""

    conversation_opened = Signal(object)  # id or None
    model_chosen = Signal(str)
    form_wanted = Signal(str)  # a task by its key: a search found something in its form or in itself

    def __init__(
        self,
        panes: Panes,
        window: MainWindow,
        store: ConversationStore,
        outside: Outside,
        protection: ProtectionCorner,
    ) -> None:
        super().__init__()
        self._panes = panes
        self._window = window
        self._store = store
        self._outside = outside
        background = outside.background
        self.experience = Experience(outside.places.experience)
        self.engine = EngineLink(outside.notifier, self.experience)
        self.shelf = ModelShelf(outside.places, background)
        self.answering = Answering(self.engine, background, store)
        self._asking = Asking(self.engine, background, store, self.answering, protection.level_word)
        self.talk = Talk(self.engine, background, store, self._asking, self.answering)
        self.drafting = Drafting(self.engine, background, store, self.talk.prompt_with)
        self.desk = Desk(panes.transcript, panes.composer, self.talk, self.drafting, outside.words)
        self.desk.listen(self.engine, self._asking, self.answering)
        self.find_corner = FindCorner(
            panes.find_bar, panes.transcript, window.actions_of_window, window.search_everything
        )
        panes.header.find_requested.connect(self.find_corner.open)
        self.library = Library(panes.sidebar, panes.notices, store, background, outside.now)
        self.search = SearchDesk(panes.sidebar, store, background, outside.now)
        self.corner = ModelCorner(panes.status, self.shelf, self.engine, window)
        self._telling = Telling(panes.notices, outside.words)
        self._telling.listen(self.engine, self.answering)
        self.thinking_corner = ThinkingCorner(panes.composer.foot.thinking, self.engine)
        self.engine_corner = EngineCorner(window, self.engine, self.experience, background, outside.places)
        self.survey = MachineSurvey(outside.notifier, self)
        self.survey.surveyed.connect(self.engine_corner.take_survey)
        self.engine_corner.survey_wanted.connect(self.survey.start)
        self.recipe_corner = RecipeCorner(window, self.engine, self.talk, self.engine_corner)
        self.licence_question = LicenceQuestion(panes.notices, self.shelf, outside.words)
        self.engine.confined.connect(protection.take_engine_report)
        self._connect()

    def _connect(self) -> None:
        self.library.chosen.connect(self._open)
        self.search.hit_chosen.connect(self._on_hit)
        self.library.deleted.connect(self._on_deleted)
        self.library.listed.connect(self._show_title)
        self.talk.opened.connect(self._on_opened)
        self.talk.began.connect(self._on_began)
        self.talk.changed.connect(self.library.refresh)
        self.talk.labelling.kept.connect(self.library.refresh)
        self.talk.busy_changed.connect(self._on_busy)
        self.corner.chosen.connect(self.model_chosen)
        self.thinking_corner.chosen.connect(self.drafting.count_soon)
        self._connect_engine()
        header = self._panes.header
        header.rename_requested.connect(self._on_rename)
        header.delete_requested.connect(self._on_delete)
        actions = self._window.actions_of_window
        actions.new_conversation.triggered.connect(lambda: self._open(None))
        actions.stop.triggered.connect(self.talk.stop)
        for failing in (
            self.corner.failed, self.engine.engine_failed, self.answering.failed, self.answering.not_written
        ):
            failing.connect(self.tell_error)
        self.answering.written_after_all.connect(
            lambda: self.tell(self.tr("The answer is saved now."), NoticeKind.INFO)
        )
        self._telling.engine_failed.connect(self.corner.show_failed)
        self.desk.refused.connect(self._telling.tell_of_engine)
        self._outside.background.failed.connect(self.tell_error)

    def _connect_engine(self) -> None:
        corner = self.engine_corner
        self.answering.asked.connect(corner.meter.begin)
        self._panes.status.engine_requested.connect(corner.show)
        self._panes.transcript.details_requested.connect(self.recipe_corner.show)
        corner.noticed.connect(lambda text: self.tell(text, NoticeKind.WARNING))
        corner.failed.connect(self.tell_error)

    def enter(self, conversation_id: int | None, model_key: str) -> None:
        """Show the conversation of last time, and load the model of last time."""
        self.library.refresh()
        self._open_if_there(conversation_id)
        self._wanted_model = model_key
        self.shelf.items_changed.connect(self._choose_first)
        self.shelf.refresh()

    def _open_if_there(self, conversation_id: int | None) -> None:
        def known() -> int | None:
            ids = {each.id for each in self._store.conversations()}
            return conversation_id if conversation_id in ids else None

        self._outside.background.on_vault(known, self.talk.open)

    @Slot()
    def _choose_first(self) -> None:
        self.shelf.items_changed.disconnect(self._choose_first)
        self.corner.choose(self._wanted_model)

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self._panes.transcript.set_empty_text(
            self.tr("What shall we work on?"),
            self.tr("Everything stays on this computer, encrypted. Ask below."),
        )

    # -- the open conversation

    @Slot(object)
    def _open(self, conversation_id: int | None) -> None:
        self._leave_open()
        self.talk.open(conversation_id)

    def _leave_open(self) -> None:
        """Before another conversation, or another place of this one, is shown."""
        self.desk.keep_edit()
        self.drafting.save_now()
        self._telling.forget_engine()
        self.find_corner.leave_conversation()
        self.desk.seek(None)

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        self._show_title()
        self.conversation_opened.emit(opened.conversation_id)
        self._panes.sidebar.select(opened.conversation_id)
        if not self._panes.sidebar.holds_search():      # who goes through what was found goes on there
            self._panes.composer.setFocus()

    @Slot(int)
    def _on_began(self, conversation_id: int) -> None:
        self.conversation_opened.emit(conversation_id)

    @Slot()
    def _show_title(self) -> None:
        current = self.talk.conversation_id
        title = self.library.title_of(current)
        self._panes.header.show_conversation(title, has_conversation=current is not None)
        self._window.set_conversation_title(title)
        self._panes.sidebar.select(current)

    @Slot(object, object)
    def _on_hit(self, hit: SearchHit, words: tuple[str, ...]) -> None:
        if hit.key:
            self.form_wanted.emit(hit.key)
            self._open(None)
            return
        self._leave_open()
        if hit.message_id is not None:
            self.desk.seek(Sought(words, hit.message_id, hit.offset))
        self.talk.open(hit.conversation_id, hit.message_id)

    @Slot(int)
    def _on_deleted(self, conversation_id: int) -> None:
        self.answering.drop(conversation_id)
        if conversation_id == self.talk.conversation_id:
            self._open(None)

    @Slot(str)
    def _on_rename(self, title: str) -> None:
        if self.talk.conversation_id is not None:
            self.library.rename(self.talk.conversation_id, title)

    @Slot()
    def _on_delete(self) -> None:
        if self.talk.conversation_id is not None:
            self.library.delete(self.talk.conversation_id)

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._window.actions_of_window.set_busy(busy=busy)
        self.corner.show_working(working=busy)
        self.engine_corner.set_busy(busy=busy)

    # -- what went wrong

    @Slot(object)
    def tell_error(self, error: Exception) -> None:
        """Say it in one sentence; if the engine is gone, that the next question starts another."""
        self._telling.tell_error(error)

    def tell(self, text: str, kind: NoticeKind) -> None:
        """Show a notice."""
        self._telling.tell(text, kind)

    def leave(self) -> None:
        """Write what is not on disk yet and let the engine go."""
        self.shelf.cancel()
        self.engine_corner.leave()
        self.survey.stop()
        self.answering.abandon()
        self.desk.keep_edit()
        self.drafting.save_now()
        self.engine.release()
