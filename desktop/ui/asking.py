"""A question on its way to the engine: counted first, then committed to the vault, and only then asked.

What is too long is refused before anything is written, so that it stays in the composer. A question that
finds no engine waits until one is ready.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.chat.conversation import Ending, Message, Role, StoredMessage, title_from
from desktop.chat.labels import USUAL, Label
from desktop.chat.lead import NO_LEAD, Lead
from desktop.chat.prompt import Fit
from desktop.chat.store import ConversationStore
from desktop.inference.errors import EngineLostError, InferenceError, PromptTooLongError
from desktop.inference.protocol import Counted, PromptMessage
from desktop.inference.recipe import Recipe
from desktop.inference.sampling import Sampling, wished
from desktop.ui.answering import Answering
from desktop.ui.background import Background
from desktop.ui.engine_link import EngineLink, EngineState


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked below `parent_id` of a conversation (None: a new one).

    `text` None asks for another answer to `parent_id` itself. `earlier` is the path above the question as the
    engine is given it. `lead` is how the conversation is led, `title` what a new one is called (empty: by its
    question), `label` how secret a new one is. `replay`: under the conditions that made an earlier answer.
    """

    conversation_id: int | None
    parent_id: int | None
    text: str | None
    earlier: tuple[PromptMessage, ...]
    from_composer: bool = False
    lead: Lead = NO_LEAD
    title: str = ""
    label: Label = USUAL
    replay: Recipe | None = None

    @property
    def messages(self) -> tuple[PromptMessage, ...]:
        """The whole prompt."""
        return self.earlier if self.text is None else (*self.earlier, PromptMessage(Role.USER, self.text))


@dataclass(frozen=True, slots=True)
class Committed:
    """A question that is in the vault with its empty answer; `stored` are all messages that were added."""

    question: Question
    stored: tuple[StoredMessage, ...]

    @property
    def answer(self) -> StoredMessage:
        """The answer that will be written."""
        return self.stored[-1]


class Asking(QObject):
    """At most one question at a time."""

    committed = Signal(object)                  # Committed; the engine has been asked
    weighed = Signal(object)                    # Fit
    refused = Signal(object)                    # InferenceError: nothing was written
    busy_changed = Signal()

    def __init__(
        self,
        engine: EngineLink,
        background: Background,
        store: ConversationStore,
        answering: Answering,
        protection: Callable[[], str],
    ) -> None:
        super().__init__()
        self._engine = engine
        self._background = background
        self._store = store
        self._answering = answering
        self._protection = protection
        self._question: Question | None = None
        self._request = 0
        self._is_writing = False
        self._is_taken_back = False             # while it was being written
        engine.counted.connect(self._on_counted)
        engine.request_failed.connect(self._on_request_failed)
        engine.engine_failed.connect(self._on_engine_failed)
        engine.replaced.connect(self.cancel)
        engine.ready.connect(self._weigh)

    @property
    def is_busy(self) -> bool:
        """Whether a question is on its way."""
        return self._question is not None

    def ask(self, question: Question) -> None:
        """Take a question; nothing happens while another one is on its way or being answered."""
        if self.is_busy or self._answering.answer_id is not None:
            return
        self._question = question
        self.busy_changed.emit()
        if self._engine.state is EngineState.READY:
            self._weigh()
        else:
            self._engine.ensure_started()

    @Slot()
    def cancel(self) -> None:
        """Take back a question: by the user, or because another model was chosen, whose tokens would be
        others. One that is being written has its answer closed as soon as it is in the vault.
        """
        if self._is_writing:
            self._is_taken_back = True
        elif self._question is not None:
            self._drop()

    def _drop(self) -> None:
        self._question = None
        self._request = 0
        self._is_writing = self._is_taken_back = False
        self.busy_changed.emit()

    @Slot()
    def _weigh(self) -> None:
        if self._question is not None and not self._is_writing:
            with contextlib.suppress(EngineLostError):      # its end arrives as an event
                self._request = self._engine.count(self._question.messages)

    @Slot(object)
    def _on_counted(self, event: Counted) -> None:
        if event.request_id != self._request or self._question is None:
            return
        self._request = 0
        self.weighed.emit(Fit(event.left_out, event.tokens, event.limit, event.too_long))
        if event.too_long:
            self._drop()
            self.refused.emit(PromptTooLongError(tokens=event.tokens, limit=event.limit))
        else:
            question = self._question
            answer = self._empty_answer(event.left_out, question.lead)
            self._is_writing = True
            self._background.on_vault(
                lambda: self._write(question, answer), self._on_committed, self._on_not_committed
            )

    def _empty_answer(self, left_out: int, lead: Lead) -> Message:
        model = self._engine.model
        mark = model.mark if model else None
        protection = self._protection()
        return Message(
            Role.ASSISTANT, "", Ending.STREAMING, mark, protection=protection, left_out=left_out,
            system_text=lead.system_text,
        )  # fmt: skip

    def _write(self, question: Question, answer: Message) -> Committed:
        """On the vault's lane: the question is on disk before the engine hears of it."""
        conversation_id, parent_id = question.conversation_id, question.parent_id
        if conversation_id is None:
            title = question.title or title_from(question.text or "")
            conversation_id = self._store.create_conversation(title, question.lead, question.label).id
            if question.from_composer:
                self._store.save_draft(None, "")
        stored = []
        if question.text is not None:
            message = Message(Role.USER, question.text)
            stored.append(self._store.add_message(conversation_id, parent_id, message))
            parent_id = stored[0].id
        if question.from_composer:
            self._store.save_draft(conversation_id, "")
        stored.append(self._store.add_message(conversation_id, parent_id, answer))
        return Committed(question, tuple(stored))

    def _on_committed(self, done: Committed) -> None:
        if self._is_taken_back:
            self._is_taken_back = False
            self._background.on_vault(lambda: self._closed(done), self._on_committed, self._on_not_committed)
            return
        self._question = None
        self._is_writing = False
        question = done.question
        if done.answer.message.ending is Ending.STREAMING:
            self._answering.start(done.answer, question.messages, self._sampling(question), question.replay)
        self.committed.emit(done)
        self.busy_changed.emit()

    def _closed(self, done: Committed) -> Committed:
        """On the vault's lane: nobody will write the answer."""
        stopped = self._store.finish_answer(done.answer.id, Ending.STOPPED, "")
        return replace(done, stored=(*done.stored[:-1], stopped))

    def _on_not_committed(self, error: Exception) -> None:
        self._drop()
        self._background.failed.emit(error)

    def _sampling(self, question: Question) -> Sampling:
        """The guide has learnt its answers by heart: it is asked greedily, whatever is wished."""
        if question.replay is not None:
            return question.replay.sampling
        model = self._engine.model
        if model is not None and model.is_guide:
            return Sampling(temperature=0.0)
        return wished(self._engine.suiting, question.lead.sampling)

    @Slot(int, object)
    def _on_request_failed(self, request_id: int, error: InferenceError) -> None:
        if request_id == self._request and self._question is not None:
            self._drop()
            self.refused.emit(error)

    @Slot()
    def _on_engine_failed(self) -> None:
        """The window tells why there is no engine; the question is still in the composer, or is being written
        and will be asked of the next one.
        """
        if self._question is not None and not self._is_writing:
            self._drop()
