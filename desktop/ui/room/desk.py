"""Transcript and composer, joined with the open conversation."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from desktop.chat.folding import Folded
from desktop.chat.transcript import TranscriptEntry
from desktop.inference.protocol import Prefilling
from desktop.ui.answering import Answering
from desktop.ui.asking import Asking
from desktop.ui.clipboard import copy_text
from desktop.ui.composer.composer import Composer
from desktop.ui.drafting import Drafting
from desktop.ui.engine_link import EngineLink, EngineState
from desktop.ui.talk import Opened, Talk
from desktop.ui.transcript.canvas import TranscriptView


@dataclass(frozen=True, slots=True)
class Sought:
    """A place to go to: one of these folded words, at an offset of the source of a message."""

    words: tuple[str, ...]
    message_id: int
    offset: int = 0


class Desk(QObject):
    """Where one reads and writes."""

    refused = Signal(str)  # the sentence; what was written is still in the composer
    reason_changed = Signal()  # why nothing can be sent now

    def __init__(
        self,
        view: TranscriptView,
        composer: Composer,
        talk: Talk,
        drafting: Drafting,
        words: Callable[[Exception], str],
    ) -> None:
        """`words` gives the sentence for an error."""
        super().__init__()
        self._view = view
        self._composer = composer
        self._talk = talk
        self._drafting = drafting
        self._words = words
        self._edited: int | None = None
        self.reason = ""
        self._sought: Sought | None = None
        self._connect()
        composer.send_requested.connect(self._on_send)
        composer.stop_requested.connect(talk.stop)
        composer.text_changed.connect(self._on_text_changed)
        composer.edit_cancelled.connect(self._on_edit_cancelled)
        drafting.fit_changed.connect(composer.show_count)

    def _connect(self) -> None:
        self._talk.opened.connect(self._on_opened)
        self._talk.began.connect(self._on_began)
        self._talk.leading.changed.connect(self._drafting.count_soon)
        self._talk.entries_changed.connect(self._on_entries)
        self._talk.answer_began.connect(self._on_answer_began)
        self._talk.delta_arrived.connect(self._view.append_delta)
        self._talk.thought_arrived.connect(self._view.append_thinking)
        self._talk.answer_ended.connect(self._view.end_answer)
        self._talk.question_accepted.connect(self._on_accepted)
        self._talk.busy_changed.connect(self._on_busy)
        self._view.copy_requested.connect(self._on_copy)
        self._view.regenerate_requested.connect(self._talk.regenerate)
        self._view.edit_requested.connect(self._on_edit)
        self._view.alternative_requested.connect(self._talk.choose_alternative)

    def listen(self, engine: EngineLink, asking: Asking, answering: Answering) -> None:
        """Show how a question fares on its way."""
        engine.state_changed.connect(self._on_engine_state)
        engine.loading.connect(self._on_loading)
        asking.weighed.connect(self._composer.show_count)
        asking.refused.connect(self._on_refused)
        answering.progressed.connect(self._on_progress)

    def seek(self, sought: Sought | None) -> None:
        """Go to this place once the conversation is shown."""
        self._sought = sought

    # -- the conversation

    @Slot(object)
    def _on_opened(self, opened: Opened) -> None:
        self._composer.end_edit()
        self._edited = None
        self._composer.set_text(opened.draft)
        self._drafting.begin(opened.conversation_id, opened.draft)

    @Slot(int)
    def _on_began(self, conversation_id: int) -> None:
        """What the composer holds belongs to the next new conversation, if it was not what began this one."""
        self._composer.clear()
        self._drafting.begin(conversation_id, "")

    @Slot(object)
    def _on_entries(self, shown: tuple[TranscriptEntry, ...]) -> None:
        self._view.show_entries(shown)
        if self._sought is not None:
            sought, self._sought = self._sought, None
            self._view.finding.begin(sought.words)
            source = next((each.text for each in shown if each.message_id == sought.message_id), "")
            before = Folded(source[: sought.offset]).spans(sought.words)
            self._view.finding.go_to(sought.message_id, len(before))

    @Slot(object)
    def _on_answer_began(self, entry: TranscriptEntry) -> None:
        self._view.begin_answer(entry)

    @Slot(object)
    def _on_progress(self, event: Prefilling) -> None:
        if event.done < event.total:
            text = self.tr("Reading the question … {done} / {total} tokens")
            self._view.set_progress(text.format(done=f"{event.done:,}", total=f"{event.total:,}"))
        else:
            self._view.set_progress(self.tr("Thinking …"))

    @Slot(float)
    def _on_loading(self, fraction: float) -> None:
        self._view.set_progress(
            self.tr("Loading the model … {percent} %").format(percent=int(fraction * 100))
        )

    @Slot(object)
    def _on_engine_state(self, state: EngineState) -> None:
        reasons = {
            EngineState.ABSENT: self.tr("Choose a model first, at the bottom left."),
            EngineState.LOADING: self.tr("The model is being loaded."),
        }
        self.reason = reasons.get(state, "")
        self._composer.set_enabled_for_sending(state not in reasons, self.reason)
        self.reason_changed.emit()
        self._drafting.count_soon()

    # -- the composer

    @Slot(str)
    def _on_send(self, text: str) -> None:
        if self._edited is not None:
            self._talk.edit(self._edited, text)
        else:
            self._talk.send(text)

    @Slot(str)
    def _on_text_changed(self, text: str) -> None:
        if self._edited is None:
            self._drafting.change(text)

    @Slot(bool)
    def _on_accepted(self, from_composer: bool) -> None:
        if from_composer:
            self._composer.clear()
            self._drafting.forget(self._talk.conversation_id)
        elif self._edited is not None:
            self._edited = None
            self._composer.end_edit()

    @Slot(bool)
    def _on_busy(self, busy: bool) -> None:
        self._composer.set_busy(busy)
        if not busy:
            self._view.set_progress("")
            self._drafting.count_soon()

    @Slot(object)
    def _on_refused(self, error: Exception) -> None:
        self.refused.emit(self._words(error))

    @Slot(int)
    def _on_edit(self, message_id: int) -> None:
        self._edited = message_id
        self._composer.begin_edit(self._talk.message_of(message_id).text)

    def keep_edit(self) -> None:
        """Another conversation is about to be opened, or the window to go: a changed question that was not
        sent is kept as this conversation's draft, unless there is one.
        """
        if self._edited is None:
            return
        text, original = self._composer.text, self._talk.message_of(self._edited).text
        self._on_edit_cancelled()
        if text.strip() and text != original and not self._composer.text:
            self._composer.set_text(text)
            self._drafting.change(text)

    @Slot()
    def _on_edit_cancelled(self) -> None:
        self._edited = None
        self._composer.end_edit()

    @Slot(int)
    def _on_copy(self, message_id: int) -> None:
        copy_text(self._talk.message_of(message_id).text)
