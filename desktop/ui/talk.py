"""The conversation that is open: its tree, the branch shown, and what its messages can be asked to do."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal, Slot

from desktop.chat.conversation import ConversationTree, Ending, Message, Role, StoredMessage
from desktop.chat.labels import USUAL, Label
from desktop.chat.lead import NO_LEAD, Lead
from desktop.chat.store import ConversationStore
from desktop.chat.transcript import entries
from desktop.inference.prompt_messages import given_to_model, prompt_messages
from desktop.inference.protocol import PromptMessage
from desktop.inference.recipe import Recipe
from desktop.ui.answering import Answering
from desktop.ui.asking import Asking, Committed, Question
from desktop.ui.background import Background
from desktop.ui.engine_link import EngineLink
from desktop.ui.leading import Leading
from desktop.ui.secrecy.labelling import Labelling


@dataclass(frozen=True, slots=True)
class Opened:
    """What a conversation holds when it is opened."""

    conversation_id: int | None
    tree: ConversationTree
    draft: str
    lead: Lead = NO_LEAD
    label: Label = USUAL                        # means something where there is a conversation


def _load(store: ConversationStore, conversation_id: int | None, message_id: int | None) -> Opened:
    draft = store.draft(conversation_id)
    if conversation_id is None:
        return Opened(None, ConversationTree(), draft)
    tree = ConversationTree.of(store.messages(conversation_id), store.shown_leaf(conversation_id))
    if message_id is not None and tree.knows(message_id) and not tree.shows(message_id):
        store.show_leaf(conversation_id, tree.show(message_id))
    return Opened(
        conversation_id, tree, draft, store.leads.of(conversation_id), store.labels.of(conversation_id)
    )


class Talk(QObject):
    """One open conversation at a time; an answer that is being written goes on when another one is opened."""

    opened = Signal(object)                     # Opened
    began = Signal(int)                         # a new conversation got this id with its first question
    entries_changed = Signal(object)            # tuple[TranscriptEntry, ...]
    answer_began = Signal(object)               # TranscriptEntry
    delta_arrived = Signal(str)
    thought_arrived = Signal(str)
    answer_ended = Signal(object)               # TranscriptEntry
    question_accepted = Signal(bool)            # committed; True: it came from the composer
    changed = Signal(int)                       # a conversation's title or time changed
    busy_changed = Signal(bool)

    def __init__(
        self,
        engine: EngineLink,
        background: Background,
        store: ConversationStore,
        asking: Asking,
        answering: Answering,
    ) -> None:
        super().__init__()
        self._engine = engine
        self._background = background
        self._store = store
        self._asking = asking
        self._answering = answering
        self.conversation_id: int | None = None
        self._tree = ConversationTree()
        self.leading = Leading(background, store.leads)
        self.labelling = Labelling(background, store.labels)
        asking.committed.connect(self._on_committed)
        asking.busy_changed.connect(self._tell_busy)
        answering.delta_arrived.connect(self._on_delta)
        answering.ended.connect(self._on_ended)

    def open(self, conversation_id: int | None, message_id: int | None = None) -> None:
        """Show this conversation, in the branch of this message if one is given; or an empty new one."""
        self.conversation_id = conversation_id
        self._background.on_vault(
            lambda: _load(self._store, conversation_id, message_id), self._on_loaded
        )

    def _on_loaded(self, loaded: Opened) -> None:
        if loaded.conversation_id != self.conversation_id:
            return                              # another one was opened meanwhile
        self._tree = loaded.tree
        self.leading.show(loaded.conversation_id, loaded.lead)
        is_new = loaded.conversation_id is None
        self.labelling.show(loaded.conversation_id, self.labelling.usual if is_new else loaded.label)
        self.opened.emit(loaded)
        self._show()
        self._tell_busy()

    def _show(self) -> None:
        answer_id = self._answering.answer_id
        if answer_id is not None and self._tree.knows(answer_id):
            stored = self._tree.get(answer_id)
            written = self._answering.written
            message = replace(
                stored.message, text=written.text, thinking=written.thinking, ending=Ending.STREAMING
            )
            self._tree.replace(replace(stored, message=message))
        shown = entries(self._tree, self._first_seen())
        self.entries_changed.emit(shown)
        if answer_id is not None and answer_id == self._tree.leaf:
            self.answer_began.emit(shown[-1])

    def _first_seen(self) -> int | None:
        """Id of the oldest message that the prompt of the last answer contained, if it left any out."""
        path = self._tree.path()
        last = next((each for each in reversed(path) if each.message.role is Role.ASSISTANT), None)
        if last is None or not last.message.left_out:
            return None
        given = given_to_model(self._tree.path_to(last.parent_id))
        return given[last.message.left_out].id if last.message.left_out < len(given) else None

    # -- what can be asked

    @property
    def is_busy(self) -> bool:
        """Whether a question is on its way or an answer is being written, here or in another conversation."""
        return self._asking.is_busy or self._answering.answer_id is not None

    def send(self, text: str) -> None:
        """Ask this as the next question."""
        self._ask(self._tree.leaf, text, from_composer=True)

    def begin(self, text: str, title: str, lead: Lead) -> None:
        """Ask this as the first question of a new conversation that is called and led so."""
        first = prompt_messages((), "", lead.system_text)
        self._asking.ask(
            Question(None, None, text, first, lead=lead, title=title, label=self.labelling.label)
        )

    def edit(self, message_id: int, text: str) -> None:
        """Ask a changed question in place of this one, which stays as an alternative."""
        self._ask(self._tree.get(message_id).parent_id, text)

    def regenerate(self, message_id: int, replay: Recipe | None = None) -> None:
        """Ask for another answer in place of this one, which stays as an alternative; with `replay` under the
        conditions of that recipe, instructions included.
        """
        stored = self._tree.get(message_id)
        lead = self.leading.lead
        if replay is not None:
            lead = replace(lead, system_text=stored.message.system_text)
        self._ask(stored.parent_id, None, replay=replay, lead=lead)

    def _ask(
        self,
        parent_id: int | None,
        text: str | None,
        *,
        from_composer: bool = False,
        replay: Recipe | None = None,
        lead: Lead | None = None,
    ) -> None:
        led = lead or self.leading.lead
        earlier = self._earlier(self._tree.path_to(parent_id), led)
        self._asking.ask(
            Question(
                self.conversation_id, parent_id, text, earlier, from_composer, led, replay=replay,
                label=self.labelling.label,
            )
        )

    def _earlier(self, path: tuple[StoredMessage, ...], lead: Lead) -> tuple[PromptMessage, ...]:
        model_sha256 = self._engine.model.mark.sha256 if self._engine.model else ""
        return prompt_messages(path, model_sha256, lead.system_text)

    def prompt_with(self, draft: str) -> tuple[PromptMessage, ...] | None:
        """What would be sent with this draft; None while an answer is being written."""
        if self.is_busy:
            return None
        earlier = self._earlier(self._tree.path(), self.leading.lead)
        return Question(self.conversation_id, self._tree.leaf, draft, earlier).messages

    def stop(self) -> None:
        """End the answer that is being written, or take back a question that waits for an engine."""
        self._asking.cancel()
        self._answering.stop()

    def choose_alternative(self, message_id: int, step: int) -> None:
        """Show the alternative `step` places on; nothing happens beyond the first and the last."""
        siblings = self._tree.siblings(message_id)
        place = siblings.index + step
        conversation_id = self.conversation_id
        if conversation_id is None or not 0 <= place < len(siblings.ids):
            return
        leaf = self._tree.show(siblings.ids[place])
        self._background.on_vault(lambda: self._store.show_leaf(conversation_id, leaf))
        self._show()

    def message_of(self, message_id: int) -> Message:
        """A message of this conversation; an answer that is being written has its text as far as that is."""
        message = self._tree.get(message_id).message
        is_growing = message_id == self._answering.answer_id
        return replace(message, text=self._answering.written.text) if is_growing else message

    # -- what becomes of it

    @Slot(object)
    def _on_committed(self, done: Committed) -> None:
        conversation_id = done.answer.conversation_id
        if self.conversation_id == done.question.conversation_id:
            self.conversation_id = conversation_id
            for stored in done.stored:
                self._tree.add(stored)
            if done.question.conversation_id is None:
                self.leading.show(conversation_id, done.question.lead)
                wished = self.labelling.label
                self.labelling.show(conversation_id, done.question.label)
                if wished is not done.question.label:   # chosen while the question was on its way
                    self.labelling.change(wished)
                self.began.emit(conversation_id)
            self.question_accepted.emit(done.question.from_composer)
            self._show()
        self.changed.emit(conversation_id)

    @Slot(int, str, str)
    def _on_delta(self, answer_id: int, text: str, thinking: str) -> None:
        if answer_id == self._tree.leaf:
            if thinking:
                self.thought_arrived.emit(thinking)
            self.delta_arrived.emit(text)

    @Slot(object)
    def _on_ended(self, stored: StoredMessage) -> None:
        if stored.conversation_id == self.conversation_id and self._tree.knows(stored.id):
            self._tree.replace(stored)
            if self._tree.leaf == stored.id:
                self.answer_ended.emit(entries(self._tree, self._first_seen())[-1])
        self.changed.emit(stored.conversation_id)
        self._tell_busy()

    @Slot()
    def _tell_busy(self) -> None:
        self.busy_changed.emit(self.is_busy)
