"""The sidebar's conversations: list, rename, trash and undo, joined with the store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from desktop.chat.conversation import ConversationSummary
from desktop.chat.store import ConversationStore
from desktop.ui.background import Background
from desktop.ui.notices import Notice, NoticeBar
from desktop.ui.sidebar.sidebar import Sidebar


@dataclass(frozen=True, slots=True)
class _Shelves:
    """All conversations, and those in the trash."""

    kept: Sequence[ConversationSummary]
    trash: Sequence[ConversationSummary]


class Library(QObject):
    """What the sidebar shows, and what it asks for."""

    chosen = Signal(object)  # id of a conversation, or None for a new one
    listed = Signal()  # the list was read again
    deleted = Signal(int)
    trash_listed = Signal(object)  # Sequence[ConversationSummary]

    def __init__(
        self,
        sidebar: Sidebar,
        notices: NoticeBar,
        store: ConversationStore,
        background: Background,
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._sidebar = sidebar
        self._notices = notices
        self._store = store
        self._background = background
        self._now = now
        self._titles: dict[int, str] = {}
        self._undoable: dict[int, tuple[Notice, int]] = {}
        notices.action_chosen.connect(self._on_undo)
        notices.closed.connect(self._on_notice_closed)
        sidebar.new_requested.connect(self._on_new)
        sidebar.conversation_chosen.connect(self._on_chosen)
        sidebar.rename_requested.connect(self.rename)
        sidebar.delete_requested.connect(self.delete)

    @Slot()
    def refresh(self) -> None:
        """Read the list again."""
        self._background.on_vault(self._read, self._show)

    def _read(self) -> _Shelves:
        return _Shelves(self._store.conversations(), self._store.trash())

    def _show(self, shelves: _Shelves) -> None:
        self._titles = {each.id: each.title for each in shelves.kept}
        self._sidebar.show_conversations(shelves.kept, self._now())
        self._sidebar.set_trash_count(len(shelves.trash))
        self.trash_listed.emit(shelves.trash)
        self.listed.emit()

    def title_of(self, conversation_id: int | None) -> str:
        """The title as last read; empty for a new conversation."""
        return self._titles.get(conversation_id, "") if conversation_id is not None else ""

    @Slot(int)
    def _on_chosen(self, conversation_id: int) -> None:
        self.chosen.emit(conversation_id)

    @Slot()
    def _on_new(self) -> None:
        self.chosen.emit(None)

    # -- changes

    @Slot(int, str)
    def rename(self, conversation_id: int, title: str) -> None:
        """Give a conversation another title; an empty one changes nothing."""
        if title.strip():
            self._change(lambda: self._store.rename(conversation_id, title.strip()))

    @Slot(int)
    def delete(self, conversation_id: int) -> None:
        """Move it to the trash and offer to undo that."""
        title = self.title_of(conversation_id)
        self._change(lambda: self._store.move_to_trash(conversation_id))
        self.deleted.emit(conversation_id)
        text = self.tr("“{title}” was moved to the trash.").format(title=title)
        notice = Notice(text, action=self.tr("Undo"))
        self._undoable[id(notice)] = (notice, conversation_id)
        self._notices.show_notice(notice)

    @Slot(object)
    def _on_undo(self, notice: Notice) -> None:
        if found := self._undoable.pop(id(notice), None):
            self.restore(found[1])

    @Slot(object)
    def _on_notice_closed(self, notice: Notice) -> None:
        self._undoable.pop(id(notice), None)

    @Slot(int)
    def restore(self, conversation_id: int) -> None:
        """Take it out of the trash."""
        self._change(lambda: self._store.restore(conversation_id))

    @Slot()
    def empty_trash(self) -> None:
        """Delete for good what is in the trash."""
        self._change(self._empty_trash)

    def _empty_trash(self) -> None:
        self._store.empty_trash()

    def _change(self, work: Callable[[], None]) -> None:
        self._background.on_vault(work, lambda _: self.refresh())
