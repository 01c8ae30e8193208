"""A talk on the terminal: asks, streams, and keeps it in the vault if there is one to keep it in."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from desktop.chat.conversation import Ending, Message, ModelMark, Role, StoredMessage, title_from
from desktop.chat.exchange import AnswerJournal
from desktop.chat.store import ConversationStore
from desktop.cli.answering import Listener, Progress, Question, TerminalEngine
from desktop.cli.terminal import Terminal
from desktop.inference.prompt_messages import prompt_messages
from desktop.inference.protocol import Delta, Finished, Sampling, StopReason

_ENDINGS = {
    StopReason.END: Ending.COMPLETE,
    StopReason.LENGTH: Ending.LENGTH,
    StopReason.STOPPED: Ending.STOPPED,
}


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer and how it was made."""

    text: str
    finished: Finished


class Keeper:
    """Gives messages their places: in the vault, or in memory alone where nothing is kept."""

    def __init__(self, store: ConversationStore | None) -> None:
        self._store = store
        self._conversation_id: int | None = None
        self._count = 0

    def add(self, parent_id: int | None, message: Message, title: str) -> StoredMessage:
        """The message with its place; on disk when this returns, if anything is kept."""
        if self._store is None:
            self._count += 1
            return StoredMessage(self._count, 0, parent_id, message, datetime.now(UTC))
        if self._conversation_id is None:
            self._conversation_id = self._store.create_conversation(title).id
        return self._store.add_message(self._conversation_id, parent_id, message)

    def journal(self, answer: StoredMessage, journal: AnswerJournal) -> None:
        """Write what has streamed in."""
        text, token_ids = journal.take()
        if self._store is not None:
            self._store.journal_answer(answer.id, text, token_ids)

    def finish(self, answer: StoredMessage, journal: AnswerJournal, ending: Ending) -> StoredMessage:
        """Write the rest and close the answer."""
        if self._store is not None:
            if journal.has_unwritten:
                self.journal(answer, journal)
            return self._store.finish_answer(answer.id, ending)
        old = answer.message
        message = Message(old.role, journal.text, ending, old.model, tuple(journal.token_ids), old.protection)
        return StoredMessage(answer.id, 0, answer.parent_id, message, answer.created)


@dataclass(slots=True)
class TerminalTalk:
    """One conversation on the terminal. `show` gets each piece of an answer (`--json` shows none)."""

    terminal: Terminal
    engine: TerminalEngine
    keeper: Keeper
    mark: ModelMark
    sampling: Sampling
    max_tokens: int = 0
    protection: str = ""
    show: Callable[[str], None] | None = None
    clock: Callable[[], float] = time.monotonic
    _path: list[StoredMessage] = field(default_factory=list)

    def instruct(self, system: str) -> None:
        """Begin with a system message."""
        self._path.append(self.keeper.add(None, Message(Role.SYSTEM, system), title_from(system)))

    def ask(self, text: str) -> Answered:
        """Ask and stream the answer. The question is kept before the engine hears it; a partial answer stays,
        marked.
        """
        parent_id = self._path[-1].id if self._path else None
        question = self.keeper.add(parent_id, Message(Role.USER, text), title_from(text))
        empty = Message(Role.ASSISTANT, "", Ending.STREAMING, self.mark, protection=self.protection)
        answer = self.keeper.add(question.id, empty, "")
        journal = AnswerJournal(self.clock())
        self.engine.listener = self._listener(answer, journal)
        messages = prompt_messages([*self._path, question], self.mark.sha256)
        ending = Ending.INTERRUPTED
        try:
            with self.terminal.interruptible():
                finished = self.engine.answer(Question(messages, self.sampling, self.max_tokens))
            ending = _ENDINGS[finished.stop_reason]
        finally:
            self.terminal.end_progress()
            self._path += [question, self.keeper.finish(answer, journal, ending)]
        return Answered(journal.text, finished)

    def _listener(self, answer: StoredMessage, journal: AnswerJournal) -> Listener:
        def take(delta: Delta) -> None:
            journal.add(delta.text, delta.token_ids, self.clock())
            if journal.is_due(self.clock()):
                self.keeper.journal(answer, journal)
            if self.show is not None:
                self.show(delta.text)

        return Listener(
            lambda progress: show_progress(self.terminal, progress), take, self.terminal.wants_stop
        )


def show_progress(terminal: Terminal, progress: Progress) -> None:
    """One line of what the engine is doing."""
    percent = int(progress.fraction * 100)
    if progress.phase == "load":
        terminal.progress(terminal.words("Loading the model … {percent} %").format(percent=percent))
    elif progress.fraction < 1:
        terminal.progress(terminal.words("Reading the question … {percent} %").format(percent=percent))
