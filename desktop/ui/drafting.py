"""The text in the composer: kept in the vault as it is typed, and weighed against the model's context."""

import contextlib
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.chat.prompt import Fit
from desktop.chat.store import ConversationStore
from desktop.inference.errors import EngineLostError, InferenceError
from desktop.inference.protocol import Counted, PromptMessage
from desktop.ui.background import Background
from desktop.ui.engine_link import EngineLink, EngineState

_COUNT_DELAY_MS = 150
_SAVE_DELAY_MS = 400


class Drafting(QObject):
    """The draft of one conversation at a time."""

    fit_changed = Signal(object)                # Fit, or None while nobody can count

    def __init__(
        self,
        engine: EngineLink,
        background: Background,
        store: ConversationStore,
        prompt_with: Callable[[str], tuple[PromptMessage, ...] | None],
    ) -> None:
        """`prompt_with` gives the prompt that would be sent with a text, or None while an answer is being
        written.
        """
        super().__init__()
        self._engine = engine
        self._background = background
        self._store = store
        self._prompt_with = prompt_with
        self._conversation_id: int | None = None
        self._text = ""
        self._request = 0
        self._count_timer = self._timer(_COUNT_DELAY_MS, self._count)
        self._save_timer = self._timer(_SAVE_DELAY_MS, self.save_now)
        engine.counted.connect(self._on_counted)
        engine.request_failed.connect(self._on_request_failed)
        for gone in (engine.engine_failed, engine.reopening, engine.replaced):
            gone.connect(self._on_engine_gone)
        engine.ready.connect(self.count_soon)

    def _timer(self, delay_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay_ms)
        timer.timeout.connect(slot)
        return timer

    def begin(self, conversation_id: int | None, text: str) -> None:
        """The composer now belongs to this conversation and holds this text."""
        self._conversation_id = conversation_id
        self._text = text
        self._save_timer.stop()
        self.count_soon()

    def forget(self, conversation_id: int | None) -> None:
        """What the composer held was sent: it is no draft, also if it was about to be kept as one."""
        self.begin(conversation_id, "")
        self._background.on_vault(lambda: self._store.save_draft(conversation_id, ""))

    def change(self, text: str) -> None:
        """The user typed."""
        self._text = text
        self._save_timer.start()
        self.count_soon()

    @Slot()
    def save_now(self) -> None:
        """Write the draft if it waits to be written."""
        if self._save_timer.isActive() or self.sender() is self._save_timer:
            self._save_timer.stop()
            conversation_id, text = self._conversation_id, self._text
            self._background.on_vault(lambda: self._store.save_draft(conversation_id, text))

    @Slot()
    def count_soon(self) -> None:
        """Weigh the draft once typing pauses."""
        self._count_timer.start()

    @Slot()
    def _count(self) -> None:
        messages = self._prompt_with(self._text)
        if messages is not None and self._engine.state is EngineState.READY:
            with contextlib.suppress(EngineLostError):      # its end arrives as an event
                self._request = self._engine.count(messages)

    @Slot(object)
    def _on_counted(self, event: Counted) -> None:
        if event.request_id == self._request:
            self.fit_changed.emit(Fit(event.left_out, event.tokens, event.limit, event.too_long))

    @Slot(int, object)
    def _on_request_failed(self, request_id: int, _error: InferenceError) -> None:
        if request_id == self._request:
            self.fit_changed.emit(None)

    @Slot()
    def _on_engine_gone(self) -> None:
        """The next one counts anew, and its limit may be another."""
        self._request = 0
        self.fit_changed.emit(None)
