"""A talk on the terminal: asks, streams, and keeps it in the vault if there is one to keep it in."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Protocol

from desktop.chat.conversation import Ending, Message, ModelMark, Role, StoredMessage, title_from
from desktop.chat.exchange import AnswerJournal
from desktop.chat.lead import NO_LEAD, Lead
from desktop.chat.store import ConversationStore
from desktop.cli.answering import Listener, Progress, Question
from desktop.cli.terminal import Terminal
from desktop.inference.errors import EngineHungError, EngineLostError
from desktop.inference.opening import Reopening, SteppedDown
from desktop.inference.prompt_messages import prompt_messages
from desktop.inference.protocol import Delta, Finished, PromptMessage, StopReason, Thinking
from desktop.inference.recipe import to_json
from desktop.inference.sampling import Sampling
from desktop.ui.step_words import reopening_text, step_text
from desktop.vault.errors import VaultWriteError

_ENDINGS = {
    StopReason.END: Ending.COMPLETE,
    StopReason.LENGTH: Ending.LENGTH,
    StopReason.STOPPED: Ending.STOPPED,
}


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer, what was thought before it, and how it was made."""

    text: str
    finished: Finished
    thinking: str = ""


class Engine(Protocol):
    """What a talk needs of an engine."""

    listener: Listener

    def ensure_started(self) -> None:
        """Start another one if the last one was lost, and wait until the model is loaded."""
        ...

    def answer(self, question: Question) -> Finished:
        """Ask and wait for the end of the answer; its pieces go to the listener."""
        ...


class Keeper:
    """Gives messages their places: in the vault, or in memory alone where nothing is kept."""

    def __init__(
        self, store: ConversationStore | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._store = store
        self._clock = clock
        self._conversation_id: int | None = None
        self._count = 0

    @property
    def keeps(self) -> bool:
        """Whether anything is kept."""
        return self._store is not None

    def add(self, parent_id: int | None, message: Message, title: str, lead: Lead = NO_LEAD) -> StoredMessage:
        """The message with its place; on disk when this returns, if anything is kept. The first one begins a
        conversation, which is led so.
        """
        if self._store is None:
            self._count += 1
            return StoredMessage(self._count, 0, parent_id, message, datetime.now(UTC))
        if self._conversation_id is None:
            self._conversation_id = self._store.create_conversation(title, lead).id
        return self._store.add_message(self._conversation_id, parent_id, message)

    def journal(self, answer: StoredMessage, journal: AnswerJournal) -> None:
        """Write what has streamed in. What cannot be written stays in the journal for the next time. Raises
        VaultWriteError.
        """
        if self._store is None:
            journal.take()
            return
        taken = journal.take()
        try:
            self._store.journal_answer(answer.id, taken.text, taken.token_ids, taken.thinking)
        except VaultWriteError:
            journal.give_back(taken, self._clock())
            raise

    def finish(
        self, answer: StoredMessage, journal: AnswerJournal, ending: Ending, recipe: str = ""
    ) -> StoredMessage:
        """Write the rest and close the answer. Raises VaultWriteError; then the answer stays open, and counts
        as interrupted when the vault is opened again.
        """
        if self._store is not None:
            if journal.has_unwritten:
                self.journal(answer, journal)
            return self._store.finish_answer(answer.id, ending, recipe)
        message = replace(
            answer.message, text=journal.text, ending=ending, token_ids=tuple(journal.token_ids),
            thinking=journal.thinking, recipe=recipe,
        )  # fmt: skip
        return StoredMessage(answer.id, 0, answer.parent_id, message, answer.created)


@dataclass(slots=True)
class TerminalTalk:
    """One conversation on the terminal. `show` gets each piece of an answer (`--json` shows none)."""

    terminal: Terminal
    engine: Engine
    keeper: Keeper
    mark: ModelMark
    sampling: Sampling
    max_tokens: int = 0
    thinking: Thinking = Thinking.FAMILY
    protection: str = ""
    show: Callable[[str], None] | None = None
    clock: Callable[[], float] = time.monotonic
    _path: list[StoredMessage] = field(default_factory=list)
    _lead: Lead = NO_LEAD

    def instruct(self, system_text: str) -> None:
        """Lead the conversation so, from its first question on."""
        self._lead = Lead(system_text)

    def ask(self, text: str) -> Answered:
        """Ask and stream the answer. The question is kept before the engine hears it; a partial answer stays,
        marked. Raises InferenceError, ControlError, VaultError.
        """
        try:
            return self._asked(text)
        except KeyboardInterrupt:       # a second Ctrl+C: nobody waits for an engine that does not stop
            words = self.terminal.words
            kept, lost = words("Stopped here; what was answered so far is kept."), words("Stopped here.")
            self.terminal.note(kept if self.keeper.keeps else lost)
            raise

    def _asked(self, text: str) -> Answered:
        parent_id = self._path[-1].id if self._path else None
        question = self.keeper.add(parent_id, Message(Role.USER, text), title_from(text), self._lead)
        empty = Message(
            Role.ASSISTANT, "", Ending.STREAMING, self.mark, protection=self.protection,
            system_text=self._lead.system_text,
        )  # fmt: skip
        answer = self.keeper.add(question.id, empty, "")
        journal = AnswerJournal(self.clock())
        self.engine.listener = self._listener(answer, journal)
        path = [*self._path, question]
        messages = prompt_messages(path, self.mark.sha256, self._lead.system_text)
        ending, recipe = Ending.INTERRUPTED, ""
        try:
            with self.terminal.interruptible():
                finished = self.engine.answer(self._question(messages))
            ending = _ENDINGS[finished.stop_reason]
            recipe = to_json(finished.recipe) if finished.recipe else ""
        except (EngineLostError, EngineHungError) as error:
            error.facts["kept"] = self.keeper.keeps
            raise
        finally:
            self.terminal.end_progress()
            self._path += [question, self.keeper.finish(answer, journal, ending, recipe)]
        return Answered(journal.text, finished, journal.thinking)

    def _question(self, messages: tuple[PromptMessage, ...]) -> Question:
        return Question(messages, self.sampling, self.max_tokens, self.thinking)

    def _listener(self, answer: StoredMessage, journal: AnswerJournal) -> Listener:
        def take(delta: Delta) -> None:
            journal.add(delta.text, delta.token_ids, self.clock(), delta.thinking)
            if journal.is_due(self.clock()):
                with contextlib.suppress(VaultWriteError):      # tried again with the next; told at the end
                    self.keeper.journal(answer, journal)
            if delta.thinking and not journal.text:
                show_thinking(self.terminal, len(journal.thinking))
            elif self.show is not None:
                self.show(delta.text)

        return Listener(
            lambda progress: show_progress(self.terminal, progress),
            take,
            self.terminal.wants_stop,
            lambda turn: show_turn(self.terminal, turn),
        )


def show_turn(terminal: Terminal, turn: SteppedDown | Reopening) -> None:
    """Say that the model is opened again, and why."""
    words = terminal.translate
    said = step_text(turn, words) if isinstance(turn, SteppedDown) else reopening_text(turn, words)
    if said:
        terminal.note(said)


def show_progress(terminal: Terminal, progress: Progress) -> None:
    """One line of what the engine is doing."""
    percent = int(progress.fraction * 100)
    if progress.phase == "load":
        terminal.progress(terminal.words("Loading the model … {percent} %").format(percent=percent))
    elif progress.fraction < 1:
        terminal.progress(terminal.words("Reading the question … {percent} %").format(percent=percent))


def show_thinking(terminal: Terminal, characters: int) -> None:
    """One line that says that the model thinks; what it thinks is kept, and no part of the output."""
    terminal.progress(terminal.words("Thinking … ({count} characters)").format(count=f"{characters:,}"))
