"""The user's own tasks: copied, edited, put in order, deleted and brought back."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.tasks.store import TaskStore
from desktop.tasks.task import Task
from desktop.ui.appearance import Appearance
from desktop.ui.background import Background
from desktop.ui.icons import icon
from desktop.ui.notices import Notice, NoticeBar
from desktop.ui.tasks.card_task import CardTask, Source
from desktop.ui.tasks.editor import blank
from desktop.ui.tasks.start_page import StartPage


class OwnTasks(QObject):
    """What the cards' menu and the editor ask for."""

    changed = Signal()                          # the cards have to be read again

    def __init__(
        self, page: StartPage, tasks: TaskStore, background: Background, notices: NoticeBar
    ) -> None:
        super().__init__()
        self._page = page
        self._tasks = tasks
        self._background = background
        self._notices = notices
        self._cards: tuple[CardTask, ...] = ()
        self._undoable: dict[int, tuple[Notice, Task, int]] = {}
        self.appearance = Appearance()
        page.menu_wanted.connect(self._open_menu)
        page.new_requested.connect(self._begin)
        page.form.copy_requested.connect(self.copy)
        page.saved.connect(self._save)
        notices.action_chosen.connect(self._undo)
        notices.closed.connect(self._forget)

    def show(self, cards: Sequence[CardTask]) -> None:
        """These are the cards now."""
        self._cards = tuple(cards)

    @property
    def _own(self) -> list[CardTask]:
        return [each for each in self._cards if each.source is Source.OWN]

    # -- the menu

    @Slot(object, QPoint)
    def _open_menu(self, card: CardTask, place: QPoint) -> None:
        self.menu(card).popup(place)

    def menu(self, card: CardTask) -> QMenu:
        """What can be done with a card."""
        made = QMenu(self._page)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entry(made, "copy", self.tr("Copy and edit"), lambda: self.copy(card))
        if card.source is Source.OWN:
            place = self._own.index(card)
            self._entry(made, "edit", self.tr("Edit"), lambda: self._edit(card))
            earlier = self._entry(made, "chevron-left", self.tr("Move forward"), lambda: self._move(card, -1))
            later = self._entry(made, "chevron-right", self.tr("Move back"), lambda: self._move(card, 1))
            earlier.setEnabled(place > 0)
            later.setEnabled(place < len(self._own) - 1)
            self._entry(made, "trash", self.tr("Delete"), lambda: self._delete(card))
        return made

    def _entry(self, menu: QMenu, icon_name: str, words: str, act: Callable[[], None]) -> QAction:
        tokens = self.appearance.tokens
        entry = menu.addAction(icon(icon_name, tokens.text, tokens.text_disabled), words)
        entry.triggered.connect(act)
        return entry

    # -- what it does

    @Slot(object)
    def copy(self, card: CardTask) -> None:
        """Edit a copy; it is kept once it is saved."""
        called = self.tr("{title} (copy)").format(title=card.task.title)
        self._page.editor.show_task(replace(card.task, title=called), None)
        self._page.show_editor()

    @Slot()
    def _begin(self) -> None:
        self._page.editor.show_task(blank(self.tr("Text")), None)
        self._page.show_editor()

    def _edit(self, card: CardTask) -> None:
        self._page.editor.show_task(card.task, card.own_id)
        self._page.show_editor()

    @Slot(object, object)
    def _save(self, own_id: int | None, task: Task) -> None:
        def work() -> None:
            if own_id is None:
                self._tasks.add(task)
            else:
                self._tasks.change(own_id, task)

        self._do(work)
        self._page.show_cards()

    def _move(self, card: CardTask, step: int) -> None:
        ids = [each.own_id for each in self._own if each.own_id is not None]
        place = self._own.index(card)
        ids[place], ids[place + step] = ids[place + step], ids[place]
        self._do(lambda: self._tasks.arrange(ids))

    def _delete(self, card: CardTask) -> None:
        own_id, place = card.own_id, self._own.index(card)
        if own_id is None:
            return
        self._do(lambda: self._tasks.remove(own_id))
        text = self.tr("The task “{title}” was deleted.").format(title=card.task.title)
        notice = Notice(text, action=self.tr("Undo"))
        self._undoable[id(notice)] = (notice, card.task, place)
        self._notices.show_notice(notice)

    @Slot(object)
    def _undo(self, notice: Notice) -> None:
        if found := self._undoable.pop(id(notice), None):
            _, task, place = found
            self._do(lambda: self._add(task, place))

    def _add(self, task: Task, place: int) -> None:
        self._tasks.add(task, place)

    @Slot(object)
    def _forget(self, notice: Notice) -> None:
        self._undoable.pop(id(notice), None)

    def _do(self, work: Callable[[], None]) -> None:
        self._background.on_vault(work, lambda _: self.changed.emit())
