"""Brings an answer to the disk, piece by piece and in order, while it streams. What cannot be written is kept
and tried again; neither is a piece passed over, nor does anybody have to wait for a full disk.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.chat.conversation import Ending, StoredMessage
from desktop.chat.errors import ConversationMissingError
from desktop.chat.exchange import AnswerJournal, Unwritten
from desktop.chat.store import ConversationStore
from desktop.ui.background import Background

_TRY_AGAIN_MS = 3_000               # a full disk takes somebody time to clear


@dataclass(slots=True, eq=False)
class Recording:
    """An answer on its way to the disk."""

    answer: StoredMessage
    journal: AnswerJournal
    recipe: str = ""                                        # what made it, once it is complete
    ending: Ending | None = None                            # once it has ended
    unwritten: Unwritten | None = None    # handed to the vault's lane, not yet on disk
    is_writing: bool = False
    is_finishing: bool = False                              # the closing of it is handed to the vault's lane
    is_told: bool = False                                   # that it ended

    @property
    def as_it_ended(self) -> StoredMessage:
        """The answer as the store will have it."""
        message = replace(
            self.answer.message, text=self.journal.text, ending=self.ending or Ending.INTERRUPTED,
            token_ids=tuple(self.journal.token_ids), thinking=self.journal.thinking, recipe=self.recipe,
        )  # fmt: skip
        return replace(self.answer, message=message)


class Recorder(QObject):
    """Writes recordings; one write of each is under way at a time."""

    finished = Signal(object, object)           # Recording, StoredMessage; once, whether it could be written
    gone = Signal(object)                       # Recording: its conversation was deleted for good
    not_written = Signal(object)                # VaultError: something waits to be written; told once
    written_after_all = Signal()

    def __init__(self, background: Background, store: ConversationStore, parent: QObject) -> None:
        super().__init__(parent)
        self._background = background
        self._store = store
        self._waiting: list[Recording] = []     # could not be written so far
        self._again = QTimer(self)
        self._again.setInterval(_TRY_AGAIN_MS)
        self._again.timeout.connect(self.write_again)

    def write(self, recording: Recording) -> None:
        """Write what has streamed in; where the last write failed, its time comes later."""
        if recording not in self._waiting:
            self._write(recording)

    def finish(self, recording: Recording, ending: Ending) -> None:
        """Write the rest and close the answer."""
        recording.ending = ending
        self._finish(recording)

    @Slot()
    def write_again(self) -> None:
        """Try to write what could not be written so far."""
        for recording in self._waiting:
            self._write(recording)

    def _write(self, recording: Recording) -> None:
        if recording.ending is not None:
            self._finish(recording)
        elif not recording.is_writing:
            self._take(recording)
            self._background.on_vault(
                lambda: self._journal(recording),
                lambda _: self._on_written(recording),
                lambda error: self._on_not_written(recording, error),
            )

    @staticmethod
    def _take(recording: Recording) -> None:
        """What is taken stays taken until it is on disk; what comes later waits in the journal."""
        recording.is_writing = True
        if recording.unwritten is None and recording.journal.has_unwritten:
            recording.unwritten = recording.journal.take()

    def _journal(self, recording: Recording) -> None:
        """On the vault's lane."""
        if recording.unwritten is not None:
            piece = recording.unwritten
            self._store.journal_answer(recording.answer.id, piece.text, piece.token_ids, piece.thinking)
            recording.unwritten = None

    def _on_written(self, recording: Recording) -> None:
        recording.is_writing = False
        self._stop_waiting(recording)

    def _finish(self, recording: Recording) -> None:
        """Hand the closing to the lane at once, behind a write that is under way: whoever quits does not wait
        for that one to come back.
        """
        ending = recording.ending
        if recording.is_finishing or ending is None:
            return
        recording.is_finishing = True

        def finish() -> StoredMessage:
            self._journal(recording)                # what an earlier write could not bring to the disk
            if recording.journal.has_unwritten:     # nothing streams in any more
                recording.unwritten = recording.journal.take()
                self._journal(recording)
            return self._store.finish_answer(recording.answer.id, ending, recording.recipe)

        self._background.on_vault(
            finish,
            lambda stored: self._on_finished(recording, stored),
            lambda error: self._on_not_finished(recording, error),
        )

    def _on_finished(self, recording: Recording, stored: StoredMessage) -> None:
        recording.is_writing = recording.is_finishing = False
        self._tell(recording, stored)
        self._stop_waiting(recording)

    def _on_not_finished(self, recording: Recording, error: Exception) -> None:
        recording.is_finishing = False
        self._on_not_written(recording, error)

    def _on_not_written(self, recording: Recording, error: Exception) -> None:
        recording.is_writing = False
        if isinstance(error, ConversationMissingError):
            if recording in self._waiting:
                self._waiting.remove(recording)
            self.gone.emit(recording)
        elif recording not in self._waiting:
            self._waiting.append(recording)
            self._again.start()
            self.not_written.emit(error)
        if recording.ending is not None and not recording.is_finishing:
            self._tell(recording, recording.as_it_ended)

    def _stop_waiting(self, recording: Recording) -> None:
        if recording in self._waiting:
            self._waiting.remove(recording)
            self.written_after_all.emit()
        if not self._waiting:
            self._again.stop()

    def _tell(self, recording: Recording, stored: StoredMessage) -> None:
        if not recording.is_told:
            recording.is_told = True
            self.finished.emit(recording, stored)
