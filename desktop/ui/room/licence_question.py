"""Asks whether the licence of a file that was opened is accepted; until then the file is not used."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot

from desktop.ui.model_shelf import ModelShelf, Unaccepted
from desktop.ui.notices import Notice, NoticeBar, NoticeKind


class LicenceQuestion(QObject):
    """A notice that stays until it is answered or closed."""

    def __init__(
        self, notices: NoticeBar, shelf: ModelShelf, words: Callable[[Exception], str]
    ) -> None:
        super().__init__()
        self._notices = notices
        self._shelf = shelf
        self._words = words
        self._asked: dict[int, tuple[Notice, Unaccepted]] = {}
        shelf.acceptance_wanted.connect(self._ask)
        notices.action_chosen.connect(self._on_accepted)
        notices.closed.connect(self._on_closed)

    @Slot(object)
    def _ask(self, unaccepted: Unaccepted) -> None:
        text = self._words(unaccepted.error)
        if unaccepted.error.page:
            where = self.tr("Read it at {address}.").format(address=unaccepted.error.page)
            text = f"{text} {where}"
        notice = Notice(text, NoticeKind.ERROR, self.tr("I have read it and accept it"))
        self._asked[id(notice)] = (notice, unaccepted)
        self._notices.show_notice(notice)

    @Slot(object)
    def _on_accepted(self, notice: Notice) -> None:
        if found := self._asked.pop(id(notice), None):
            self._shelf.open_accepted(found[1])

    @Slot(object)
    def _on_closed(self, notice: Notice) -> None:
        self._asked.pop(id(notice), None)
