"""The downloads: how far each is, and pausing, resuming, cancelling."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.fetching.protocol import DownloadShown
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.error_words.facts import size_text
from desktop.ui.labels import ElidedLabel, PlainLabel
from desktop.ui.models.flow import FlowLayout
from desktop.ui.models.scrolled import fill_scrolled
from desktop.ui.pages.card import dress
from desktop.ui.surfaces import Edge, Surface, ThinBar
from desktop.ui.theme import SIZES

_MINUTE, _HOUR = 60, 3600
_PAUSABLE, _RESUMABLE = ("running", "queued"), ("paused", "failed")


class DownloadRow(Surface):
    """One download."""

    steered = Signal(int, str)                  # number, action
    use_wanted = Signal(str)                    # identity of the model that was fetched

    def __init__(self, words: Callable[[str, Mapping[str, Any]], str]) -> None:
        super().__init__("raised", Edge.ALL, SIZES.radius)
        self._error_words = words
        self._shown: DownloadShown | None = None
        self.name = ElidedLabel(SIZES.body, 600, "text")
        self.state = PlainLabel(SIZES.small, wraps=True)
        self.bar = ThinBar()
        self.use = QPushButton()
        self.pause = IconButton("pause", "text_muted")
        self.resume = IconButton("play", "text_muted")
        self.cancel = IconButton("trash", "text_muted")
        self.dismiss = IconButton("close", "text_muted")
        self.question = PlainLabel(SIZES.small, 400, "warning", wraps=True)
        self.discard, self.keep = QPushButton(), QPushButton()
        self.discard.setProperty("kind", "danger")
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        for button in (self.use, self.pause, self.resume, self.cancel, self.dismiss):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 14)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.state)
        column.addWidget(self.question)
        answers = FlowLayout()
        answers.addWidget(self.discard)
        answers.addWidget(self.keep)
        column.addLayout(answers)
        self._connect()
        self._ask(asks=False)

    def _connect(self) -> None:
        self.pause.clicked.connect(lambda: self._steer("pause"))
        self.resume.clicked.connect(lambda: self._steer("resume"))
        self.dismiss.clicked.connect(lambda: self._steer("cancel"))
        self.cancel.clicked.connect(self._on_cancel)
        self.discard.clicked.connect(lambda: self._steer("cancel"))
        self.keep.clicked.connect(lambda: self._ask(asks=False))
        self.use.clicked.connect(lambda: self.use_wanted.emit(self._shown.identity if self._shown else ""))

    def _steer(self, action: str) -> None:
        if self._shown is not None:
            self.steered.emit(self._shown.number, action)

    @Slot()
    def _on_cancel(self) -> None:
        """What took an hour to fetch is not thrown away by one click."""
        if self._shown is not None and self._shown.have > 0:
            self._ask(asks=True)
            self.keep.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._steer("cancel")

    def _ask(self, *, asks: bool) -> None:
        for part in (self.question, self.discard, self.keep):
            part.setVisible(asks)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.keep.isHidden():
            self._ask(asks=False)
            return
        super().keyPressEvent(event)

    def show_download(self, shown: DownloadShown) -> None:
        """Show how it stands."""
        self._shown = shown
        if shown.state == "done":
            self._ask(asks=False)
        words = self.tr("Throw away the {have} that were fetched?").format(have=size_text(shown.have))
        self.question.setText(words)
        self.discard.setText(self.tr("Throw away"))
        self.discard.setAccessibleName(self.tr("Throw away {name}").format(name=shown.name))
        self.keep.setText(self.tr("Keep"))
        self.keep.setAccessibleName(self.tr("Keep {name}").format(name=shown.name))
        self.name.setText(shown.name)
        share = shown.have / shown.size if shown.size else 0.0
        done = shown.state == "done"
        self.bar.show_share(share, "success" if done else "danger" if shown.error else "primary")
        self.bar.setAccessibleName(f"{shown.name} {int(share * 100)} %")
        self.state.set_ink("danger" if shown.error else "text_muted")
        self.state.setText(self.state_words(shown))
        self.pause.setVisible(shown.state in _PAUSABLE)
        self.resume.setVisible(shown.state in _RESUMABLE)
        self.pause.describe(self.tr("Pause {name}").format(name=shown.name))
        self.resume.describe(self.tr("Resume {name}").format(name=shown.name))
        self.cancel.setVisible(not done)
        self.dismiss.setVisible(done)
        self.use.setVisible(done and bool(shown.identity))
        self.use.setText(self.tr("Use for answering"))
        self.use.setAccessibleName(self.tr("Use {name} for answering").format(name=shown.name))
        self.cancel.describe(
            self.tr("Cancel {name}").format(name=shown.name),
            self.tr("Cancel {name}; what was fetched of it is thrown away").format(name=shown.name),
        )
        self.dismiss.describe(self.tr("Take {name} off this list").format(name=shown.name))

    def state_words(self, shown: DownloadShown) -> str:
        """How it stands, in words."""
        amount = self.tr("{have} of {size}").format(have=size_text(shown.have), size=size_text(shown.size))
        match shown.state:
            case "failed":
                return self._error_words(shown.error, shown.facts)
            case "running":
                return self._running_words(shown, amount)
            case "paused":
                return self.tr("{amount} · paused").format(amount=amount)
            case "queued":
                return self.tr("{amount} · waiting for its turn").format(amount=amount)
            case _:
                return self.tr("{size} · verified and ready").format(size=size_text(shown.size))

    def _running_words(self, shown: DownloadShown, amount: str) -> str:
        if shown.speed > 0:
            words = self.tr("{amount} · {speed}/s · {time} left")
            return words.format(
                amount=amount, speed=size_text(int(shown.speed)), time=self._time(shown.seconds_left)
            )
        if shown.waits:
            return self.tr("{amount} · next try within {time}").format(
                amount=amount, time=self._time(shown.waits)
            )
        return self.tr("{amount} · connecting").format(amount=amount)

    def _time(self, seconds: int) -> str:
        if seconds < 0:
            return self.tr("unknown time")
        if seconds < _MINUTE:
            return self.tr("%n second(s)", "", seconds)
        if seconds < _HOUR:
            return self.tr("%n minute(s)", "", -(-seconds // _MINUTE))
        return self.tr("%n hour(s)", "", -(-seconds // _HOUR))


class DownloadsPane(QWidget):
    """All downloads, and a sentence where there are none."""

    steered = Signal(int, str)
    use_wanted = Signal(str)

    def __init__(self, words: Callable[[str, Mapping[str, Any]], str]) -> None:
        super().__init__()
        self._words = words
        self._appearance = Appearance()
        self._shown: tuple[DownloadShown, ...] = ()
        self.rows: dict[int, DownloadRow] = {}
        self.empty = PlainLabel(SIZES.small, wraps=True)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(10)
        self._column.addWidget(self.empty)
        self._column.addStretch(1)
        fill_scrolled(self, inner)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.empty.setText(self.tr("Nothing is being fetched. Downloads go on while Hisho is locked."))
        self.show_downloads(self._shown)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        dress(self, appearance)
        for row in self.rows.values():
            row.set_appearance(appearance)

    def show_downloads(self, shown: Sequence[DownloadShown]) -> None:
        """Show these; rows that are there already are kept, and with them the keyboard's place."""
        self._shown = tuple(shown)
        for number in set(self.rows) - {each.number for each in shown}:
            row = self.rows.pop(number)
            self._column.removeWidget(row)
            row.deleteLater()
        for each in shown:
            if each.number not in self.rows:
                self.rows[each.number] = self._add_row()
            self.rows[each.number].show_download(each)
        self.empty.setVisible(not shown)

    @property
    def is_waiting(self) -> bool:
        """Whether something is being fetched or waits for its turn."""
        return any(each.state in _PAUSABLE for each in self._shown)

    def show_stopped(self) -> None:
        """Nobody fetches any more: what was going on can be resumed."""
        self.show_downloads(
            [replace(each, state="paused") if each.state in _PAUSABLE else each for each in self._shown]
        )

    def _add_row(self) -> DownloadRow:
        row = DownloadRow(self._words)
        row.steered.connect(self.steered)
        row.use_wanted.connect(self.use_wanted)
        self._column.insertWidget(self._column.count() - 1, row)
        dress(row, self._appearance)
        row.set_appearance(self._appearance)
        return row
