"""Fields for the groups of a recovery key; a mistyped group is marked while one types."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel
from desktop.ui.line_editor import LineEditor
from desktop.ui.theme import SIZES, fonts
from desktop.vault.recovery import GROUP_LENGTH, GroupState, normalise

_COLUMNS = 4

CheckGroup = Callable[[str, int], GroupState]
"""(what was typed, which group from 0) → what is known about it."""


class GroupField(LineEditor):
    """One group. It takes no more than its characters; what else is pasted is handed on."""

    pasted = Signal(str)
    stepped_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(GROUP_LENGTH)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(
            self.inputMethodHints() | Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhLatinOnly
        )
        self.textEdited.connect(self._on_text_edited)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.stepped_back.emit()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _on_text_edited(self, typed: str) -> None:
        if normalise(typed) != typed:
            self.setText(normalise(typed))


class KeyGroups(QWidget):
    """Fields for some groups of the key, each with its number and its mark."""

    changed = Signal()
    confirmed = Signal()

    def __init__(self, check: CheckGroup, places: Sequence[int]) -> None:
        super().__init__()
        self._check = check
        self._places = tuple(places)
        self._appearance = Appearance()
        self.fields = tuple(GroupField() for _ in self._places)
        self.numbers = tuple(PlainLabel(SIZES.small) for _ in self._places)
        self.verdict = PlainLabel(SIZES.small, 400, "danger", wraps=True)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(10)
        for order, (number, field) in enumerate(zip(self.numbers, self.fields, strict=True)):
            cell = QVBoxLayout()
            cell.setSpacing(4)
            cell.addWidget(number)
            cell.addWidget(field)
            grid.addLayout(cell, order // _COLUMNS, order % _COLUMNS)
            field.textChanged.connect(self._on_changed)
            field.textEdited.connect(self._on_edited)
            field.pasted.connect(self._on_pasted)
            field.stepped_back.connect(self._on_stepped_back)
            field.confirmed.connect(self.confirmed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(grid)
        column.addWidget(self.verdict)
        self.setFocusProxy(self.fields[0])
        self._mark()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._mark()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        for field in self.fields:
            field.setFont(fonts(SIZES.body, text_scale=appearance.text_scale, code=True))
        self._mark()

    def ask_for(self, places: Sequence[int]) -> None:
        """Ask for other groups, as many as before, and forget what was typed."""
        self._places = tuple(places)
        self.clear()

    def clear(self) -> None:
        """Forget what was typed."""
        for field in self.fields:
            field.clear()
        self._mark()

    def groups(self) -> tuple[str, ...]:
        """What was typed, group by group."""
        return tuple(field.text() for field in self.fields)

    def marks(self) -> tuple[GroupState, ...]:
        """What is known of each."""
        return tuple(
            self._check(field.text(), place) for field, place in zip(self.fields, self._places, strict=True)
        )

    def is_right(self) -> bool:
        """Whether every group is there and no mistake was found."""
        return all(mark is GroupState.OK for mark in self.marks())

    @Slot()
    def _on_changed(self) -> None:
        self._mark()
        self.changed.emit()

    @Slot()
    def _on_edited(self) -> None:
        """Go on to the next group when this one is right; a wrong one keeps the keyboard."""
        here = self._here()
        if self.marks()[here] is GroupState.OK and here + 1 < len(self.fields):
            self.fields[here + 1].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(str)
    def _on_pasted(self, text: str) -> None:
        rest = normalise(text)
        for field in self.fields[self._here() :]:
            if not rest:
                break
            field.setText(rest[:GROUP_LENGTH])
            rest = rest[GROUP_LENGTH:]
            field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_stepped_back(self) -> None:
        self.fields[max(0, self._here() - 1)].setFocus(Qt.FocusReason.BacktabFocusReason)

    def _here(self) -> int:
        sender = self.sender()
        return next((order for order, field in enumerate(self.fields) if field is sender), 0)

    def _mark(self) -> None:
        wrong: list[int] = []
        signs = {GroupState.OK: "✓", GroupState.WRONG: "✕", GroupState.INCOMPLETE: ""}
        inks = {GroupState.OK: "success", GroupState.WRONG: "danger", GroupState.INCOMPLETE: "text_muted"}
        for place, mark, number, field in zip(
            self._places, self.marks(), self.numbers, self.fields, strict=True
        ):
            number.setText(f"{place + 1} {signs[mark]}")
            number.set_ink(inks[mark])
            name = self.tr("Group {number}").format(number=place + 1)
            field.setAccessibleName(name)
            field.setAccessibleDescription(self.tr("Mistyped") if mark is GroupState.WRONG else "")
            field.setStyleSheet(self._field_style(wrong=mark is GroupState.WRONG))
            if mark is GroupState.WRONG:
                wrong.append(place + 1)
        self.verdict.setVisible(bool(wrong))
        listed = ", ".join(str(each) for each in wrong)
        self.verdict.setText(self.tr("Mistyped: group {numbers}").format(numbers=listed) if wrong else "")

    def _field_style(self, *, wrong: bool) -> str:
        """Narrow fields; the thicker edge takes its pixel from the padding, so that nothing moves."""
        thick = "padding: 5px 4px;"
        if wrong:
            thick += f" border: 2px solid {self._appearance.tokens.danger};"
        return f"QLineEdit {{ {thick if wrong else 'padding: 6px 4px;'} }} QLineEdit:focus {{ {thick} }}"
