"""Tells what happened, in one sentence each, and takes back what was said of the engine once that is over."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from desktop.chat.conversation import Ending, StoredMessage
from desktop.control import EngineRefusedError
from desktop.inference.errors import InferenceError
from desktop.ui.answering import Answering
from desktop.ui.engine_link import EngineLink
from desktop.ui.notices import Notice, NoticeBar, NoticeKind, Topic

_FINISHED = (Ending.COMPLETE, Ending.LENGTH)


class Telling(QObject):
    """Joins what may go wrong with the notices."""

    engine_failed = Signal(str)  # the sentence

    def __init__(self, notices: NoticeBar, words: Callable[[Exception], str]) -> None:
        """`words` gives the sentence for an error."""
        super().__init__()
        self._notices = notices
        self._words = words

    def listen(self, engine: EngineLink, answering: Answering) -> None:
        """Hear when what was said of the engine is over."""
        engine.ready.connect(self.forget_engine)
        engine.replaced.connect(self.forget_engine)
        answering.ended.connect(self._on_ended)

    def tell(self, text: str, kind: NoticeKind) -> None:
        """Show a notice."""
        self._notices.show_notice(Notice(text, kind))

    @Slot(object)
    def tell_error(self, error: Exception) -> None:
        """Say it in one sentence."""
        text = self._words(error)
        if not isinstance(error, InferenceError | EngineRefusedError):
            self.tell(text, NoticeKind.ERROR)
            return
        self.tell_of_engine(text)
        self.engine_failed.emit(text)

    @Slot(str)
    def tell_of_engine(self, text: str) -> None:
        """Say what it could not do, in place of what was said of it before."""
        self.forget_engine()
        self._notices.show_notice(Notice(text, NoticeKind.ERROR, topic=Topic.ENGINE))

    @Slot()
    def forget_engine(self) -> None:
        """Take back what was said of it: it works, or nobody looks at what failed any more."""
        self._notices.withdraw(Topic.ENGINE)

    @Slot(object)
    def _on_ended(self, stored: StoredMessage) -> None:
        """Why an answer was broken off is told before it is closed."""
        if stored.message.ending in _FINISHED:
            self.forget_engine()
