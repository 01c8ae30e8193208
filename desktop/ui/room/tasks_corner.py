"""The tasks: read when the empty page is first shown, filled in, and sent as the beginning of a
conversation.
"""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot

from desktop.tasks.store import TaskStore
from desktop.tasks.task import question, title
from desktop.ui.appearance import Appearance
from desktop.ui.main_window import MainWindow
from desktop.ui.notices import NoticeKind
from desktop.ui.room.room import Outside, Room
from desktop.ui.talk import Opened
from desktop.ui.tasks.begun_form import BegunForm
from desktop.words import Language

if TYPE_CHECKING:                   # what is imported for the page costs the room more than all its own parts
    from desktop.tasks.reading import Problem
    from desktop.ui.room.own_tasks import OwnTasks
    from desktop.ui.tasks.card_task import CardTask
    from desktop.ui.tasks.finding import Found
    from desktop.ui.tasks.start_page import StartPage


class TasksCorner(QObject):
    """The empty page, joined with the talk. The page is made when it is first wanted."""

    def __init__(self, window: MainWindow, room: Room, tasks: TaskStore, outside: Outside) -> None:
        super().__init__()
        self._window = window
        self._room = room
        self._tasks = tasks
        self._outside = outside
        self._form = BegunForm(outside.background, tasks)
        self._page: StartPage | None = None
        self._own: OwnTasks | None = None
        self._is_shown = False
        self._appearance = Appearance()
        self._language: Language = "ja"
        self._sent = ""                         # the form whose question is on its way
        self._told: tuple[Problem, ...] = ()
        self._cards: tuple[CardTask, ...] = ()
        self._wanted = ""                       # the form that a search has found something in
        room.talk.opened.connect(self._on_opened)
        room.talk.began.connect(self._on_began)
        room.talk.busy_changed.connect(self._show_state)
        room.desk.reason_changed.connect(self._show_state)

    @property
    def page(self) -> "StartPage | None":
        """The empty page, once it was shown."""
        return self._page

    def set_language(self, language: Language) -> None:
        """Show the tasks in this language."""
        if language != self._language:
            self._language = language
            if self._page is not None:
                self._read()

    def wear(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        if self._page is not None and self._own is not None:
            self._page.set_appearance(appearance)
            self._own.appearance = appearance

    def leave(self) -> None:
        """Write what is not on disk yet."""
        self._form.save_now()

    # -- when the page is shown

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        self._form.save_now()
        if opened.conversation_id is not None:
            self._hide()
            return
        page = self._page or self._made()
        self._is_shown = True
        page.show_cards()
        self._window.chat_page.show_start(page)
        panes = self._window.chat_page.panes
        if not panes.sidebar.holds_search():    # what is typed next is for the new conversation
            panes.composer.setFocus(Qt.FocusReason.OtherFocusReason)
        self._open_wanted()

    @Slot(str)
    def want_form(self, key: str) -> None:
        """Show the form of this task when the empty page is shown next."""
        self._wanted = key

    def _open_wanted(self) -> None:
        card = next((each for each in self._cards if each.key == self._wanted), None)
        if card is not None and self._is_shown:
            self._open(card)
        if self._cards:
            self._wanted = ""                   # of a task that is gone, too

    def _made(self) -> "StartPage":
        from desktop.ui.room.own_tasks import OwnTasks  # a room that opens with a talk does without
        from desktop.ui.tasks.start_page import StartPage

        page = self._page = StartPage()
        notices = self._window.chat_page.panes.notices
        self._own = OwnTasks(page, self._tasks, self._outside.background, notices)
        self._own.changed.connect(self._read)
        page.leader = self._window.chat_page.panes.header.menu_button
        page.chosen.connect(self._open)
        page.face_changed.connect(self._on_face)
        page.form.changed.connect(self._form.change)
        page.form.sent.connect(self._send)
        page.form.stop_requested.connect(self._room.talk.stop)
        self._window.chat_page.show_start(page)
        self.wear(self._appearance)             # not before: it is polished anew where it is put
        self._read()
        return page

    def _hide(self) -> None:
        self._is_shown = False
        self._window.chat_page.show_start(None)
        self._window.chat_page.panes.composer.show()

    @Slot()
    def _on_face(self) -> None:
        """A form is sent by its own button; the composer belongs to the cards."""
        self._form.save_now()
        if self._page is not None and self._is_shown:
            self._window.chat_page.panes.composer.setVisible(self._page.shows_cards)

    @Slot()
    def _read(self) -> None:
        from desktop.ui.tasks.finding import find

        find_now = partial(find, self._tasks, self._outside.policy_file, self._language)
        self._outside.background.on_vault(find_now, self._show)

    def _show(self, found: "Found") -> None:
        if self._page is None or self._own is None:
            return
        self._page.show_tasks(found.cards)
        self._own.show(found.cards)
        shown = self._page.form.shown
        again = next((each for each in found.cards if shown is not None and each.key == shown.key), None)
        if again is not None and not self._page.shows_cards:
            self._page.form.show_task(again, self._page.form.values)    # in another language
        if found.problems and found.problems != self._told:
            names = ", ".join(each.file or self.tr("the folder itself") for each in found.problems)
            text = self.tr("Tasks that cannot be used were left out ({files}); hisho doctor says why.")
            self._room.tell(text.format(files=names), NoticeKind.WARNING)
        self._told = found.problems
        self._cards = tuple(found.cards)
        self._open_wanted()

    # -- the form

    @Slot(object)
    def _open(self, card: "CardTask") -> None:
        self._form.begin(card.key)
        self._outside.background.on_vault(lambda: self._tasks.form(card.key), partial(self._fill, card))

    def _fill(self, card: "CardTask", values: Mapping[str, str]) -> None:
        """Unless the user has gone elsewhere meanwhile."""
        if self._page is not None and self._is_shown and self._page.shows_cards:
            self._page.form.show_task(card, values)
            self._page.show_form()
            self._show_state()

    @Slot(object)
    def _send(self, values: Mapping[str, str]) -> None:
        card = self._page.form.shown if self._page is not None else None
        if card is not None:
            self._sent = card.key
            self._room.drafting.save_now()
            self._room.talk.begin(question(card.task, values), title(card.task, values), card.task.lead)

    @Slot(int)
    def _on_began(self, _conversation_id: int) -> None:
        if self._sent:
            self._form.forget(self._sent)
            self._sent = ""
        self._hide()

    @Slot()
    def _show_state(self) -> None:
        talk, page = self._room.talk, self._page
        if not talk.is_busy:
            self._sent = ""
        if page is None:
            return
        model = self._room.engine.model
        is_guide = model is not None and model.is_guide
        hint = self.tr("The guide model only explains Hisho; choose another model for this task.")
        page.form.set_hint(hint if is_guide else "")
        page.form.set_reason(self._room.desk.reason)
        page.form.set_busy(talk.is_busy)
