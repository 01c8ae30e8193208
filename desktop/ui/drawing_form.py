"""How the answers of a conversation are drawn: a section that is folded until somebody wants it."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.chat.lead import NO_WISH, SamplingWish, kept_form
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import RowButton
from desktop.ui.composition import ENTER_KEYS
from desktop.ui.pages.card import quiet_button
from desktop.ui.wish_rows import DryRow, NumberRow, SchemaRow, StopsRow, WishRow


class DrawingForm(QWidget):
    """What is left empty is as the model has it. Wishes that have no row stay as they are until all are
    taken back.
    """

    confirmed = Signal()
    cancelled = Signal()
    unfolded = Signal()

    def __init__(self, wish: SamplingWish) -> None:
        super().__init__()
        self._before = wish
        self.fold_button = RowButton("chevron-right")
        self.reset_button = quiet_button()
        self.reset_button.setText(self.tr("All as the model has it"))
        self.rows = {row.field: row for row in self._made()}
        self.body = QWidget()
        self._build()
        self._show(wish)
        self._fold(is_open=False)
        self.fold_button.clicked.connect(lambda: self._fold(is_open=self.body.isHidden()))
        self.reset_button.clicked.connect(self._reset)

    def _made(self) -> list[WishRow]:
        stops = self.tr("The answer ends before any of them. One a line; {mark} stands for a line break.")
        return [
            NumberRow(
                "temperature", self.tr("Temperature"), self.tr("Low: safe and much the same. High: varied.")
            ),
            NumberRow(
                "top_p", self.tr("Top-p"), self.tr("Draws from the likeliest tokens that make up this share.")
            ),
            NumberRow(
                "top_k", self.tr("Top-k"),
                self.tr("Draws from this many of the likeliest tokens; 0: no limit."),
            ),
            NumberRow(
                "min_p", self.tr("Min-p"),
                self.tr("Leaves out what has less than this share of the likeliest."),
            ),
            NumberRow(
                "repeat_penalty", self.tr("Repeat penalty"),
                self.tr("Above 1: what was just said comes less often."),
            ),
            NumberRow(
                "presence_penalty", self.tr("Presence penalty"),
                self.tr("Above 0: turns to new words; below 0: stays with those that were said."),
            ),
            DryRow("dry_multiplier", self.tr("DRY"), self.tr("Keeps whole passages from being repeated.")),
            NumberRow(
                "seed", self.tr("Seed"), self.tr("The same number draws alike where all else is the same.")
            ),
            StopsRow("stop", self.tr("Texts that end the answer"), stops.format(mark="\\n"), 2),
            SchemaRow(
                "json_schema", self.tr("JSON schema"),
                self.tr("The answer becomes JSON that fits this schema."), 4,
            ),
        ]  # fmt: skip

    def _build(self) -> None:
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(8, 4, 8, 0)
        inner.setSpacing(14)
        for row in self.rows.values():
            inner.addWidget(row)
            row.changed.connect(self._count)
            row.confirmed.connect(self.confirmed)
            row.cancelled.connect(self.cancelled)
        inner.addWidget(self.reset_button, 0, Qt.AlignmentFlag.AlignLeft)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.fold_button)
        column.addWidget(self.body)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take what a dialog does not hand on."""
        self.fold_button.set_appearance(appearance)
        for row in self.rows.values():
            row.set_appearance(appearance)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, not the one of the dialog."""
        for button in (self.fold_button, self.reset_button):
            if button.hasFocus() and event.key() in ENTER_KEYS:
                button.click()
                return
        super().keyPressEvent(event)

    def _show(self, wish: SamplingWish) -> None:
        for field, row in self.rows.items():
            row.show_value(getattr(wish, field))
            row.error.show_text("")
        self._count()

    @Slot()
    def _reset(self) -> None:
        self._before = NO_WISH
        self._show(NO_WISH)

    @Slot()
    def _count(self) -> None:
        """Folded, too, it says that there is something in it."""
        unseen = kept_form(self._before).keys() - self.rows.keys()
        count = len(unseen) + sum(row.is_set() for row in self.rows.values())
        words = self.tr("How answers are drawn ({count} set)").format(count=count)
        self.fold_button.set_words(words if count else self.tr("How answers are drawn"))

    def _fold(self, *, is_open: bool) -> None:
        self.body.setVisible(is_open)
        self.fold_button.set_icon("chevron-down" if is_open else "chevron-right")
        shown = self.tr("Open; press to fold it") if is_open else self.tr("Folded; press to open it")
        self.fold_button.setAccessibleDescription(shown)
        if is_open:
            self.unfolded.emit()

    def wish(self) -> SamplingWish | None:
        """What is wished; None where something makes no sense: it is shown, and has the keyboard."""
        wrong = [row for row in self.rows.values() if not row.is_right()]
        if wrong:
            self._fold(is_open=True)
            wrong[0].setFocus(Qt.FocusReason.OtherFocusReason)
            return None
        values = {field: row.value() for field, row in self.rows.items()}
        if values["json_schema"] is not None:
            values["grammar"] = None            # one form at a time
        return replace(self._before, **values)
