"""The detail beside the list: what is known of the chosen model, its terms, and what can be done with it."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.labels import PlainLabel
from desktop.ui.models.badges import BadgeLine
from desktop.ui.models.cards import DetailView
from desktop.ui.pages.card import Choice, IconLine, dress
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.theme import SIZES

_ROOM = 20


class Detail(Surface):
    """Shows one DetailView; says what the user wants done with it."""

    action_wanted = Signal(str, object, str, bool)      # code, Card, first file of the variant, accepted
    closed = Signal()

    def __init__(self) -> None:
        super().__init__("raised", Edge.ALL)
        self._view: DetailView | None = None
        self._appearance = Appearance()
        self._action_words: Mapping[str, str] = {}
        self._others: list[QPushButton] = []
        self._build()
        self.clear()

    def _build(self) -> None:
        self.title = PlainLabel(SIZES.title, 700, "text", wraps=True)
        self.close_button = IconButton("close", "text_muted")
        self.close_button.clicked.connect(self.closed)
        self.badges = BadgeLine()
        self.text = PlainLabel(SIZES.small, 400, "text", wraps=True)
        self.facts = QFormLayout()
        self.facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.facts.setHorizontalSpacing(16)
        self.variant_label = PlainLabel(SIZES.small)
        self.variants = Choice()
        self.variant_label.setBuddy(self.variants)
        self.notes = IconLine("info", "text_muted")
        self.terms = PlainLabel(SIZES.small, 400, "text", wraps=True)
        self.terms.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.accept = QCheckBox()
        self.accept.toggled.connect(self._update)
        self.action = QPushButton()
        self.action.setProperty("kind", "primary")
        self.action.clicked.connect(lambda: self._want(self._view.action if self._view else ""))
        self.error_line = IconLine("error", "danger")
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        inner.setAutoFillBackground(False)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(_ROOM, _ROOM, _ROOM, _ROOM)
        self._column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)
        self._column.addWidget(self.badges)
        self._column.addWidget(self.text)
        self._column.addLayout(self.facts)
        below: tuple[QWidget, ...] = (
            self.variant_label, self.variants, self.notes, self.terms, self.accept, self.error_line
        )  # fmt: skip
        for part in below:
            self._column.addWidget(part)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(8)
        self._buttons.addWidget(self.action)
        self._column.addLayout(self._buttons)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.addWidget(scroll)

    def set_action_words(self, words: Mapping[str, str]) -> None:
        """The words on the buttons, by code."""
        self._action_words = words

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.close_button.describe(self.tr("Close the details"))
        self.variant_label.setText(self.tr("File"))
        self.variants.setAccessibleName(self.tr("Which file"))
        self.accept.setText(self.tr("I have read these terms and accept them"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        self._appearance = appearance
        dress(self, appearance)
        self.badges.set_appearance(appearance)
        self.accept.setFont(appearance.font(SIZES.small))

    # -- what is shown

    @property
    def view(self) -> DetailView | None:
        """What is shown now."""
        return self._view

    def clear(self) -> None:
        """Nothing is chosen."""
        self._view = None
        self.setVisible(False)

    def show_view(self, view: DetailView) -> None:
        """Show this; a file that was chosen before stays so, if it is the same model's."""
        before = self._view
        same = before is not None and before.card.key == view.card.key
        chosen = self.variants.currentData() if same else None
        accepted = before is not None and before.terms == view.terms and same and self.accept.isChecked()
        self._view = view
        self.title.setText(view.card.title)
        self.badges.show_badges(view.card.badges)
        self.text.setText(view.text)
        self._show_facts(view)
        self.variants.clear()
        for each in view.variants:
            self.variants.addItem(each.words, each.first_file)
        if chosen is not None:
            self.variants.setCurrentIndex(max(self.variants.findData(chosen), 0))
        for part in (self.variant_label, self.variants):
            part.setVisible(bool(view.variants))
        self.notes.show_text("\n".join(view.notes))
        self.terms.setText(view.terms)
        self.accept.setChecked(accepted)
        self.terms.setVisible(bool(view.terms))
        self.accept.setVisible(bool(view.terms))
        if not same:
            self.error_line.show_text("")
        self._show_buttons(view)
        self.set_appearance(self._appearance)
        self._update()
        self.setVisible(True)

    def show_error(self, text: str) -> None:
        """Say why something was not done."""
        self.error_line.show_text(text)

    def _show_facts(self, view: DetailView) -> None:
        while self.facts.rowCount():
            self.facts.removeRow(0)
        for name, value in view.facts:
            label = PlainLabel(SIZES.small, 400, "text", wraps=True)
            label.setText(value)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            caption = PlainLabel(SIZES.small)
            caption.setText(name)
            caption.setBuddy(label)
            self.facts.addRow(caption, label)

    def _show_buttons(self, view: DetailView) -> None:
        self.action.setVisible(bool(view.action))
        self.action.setText(self._action_words.get(view.action, view.action))
        for each in self._others:
            self._buttons.removeWidget(each)
            each.deleteLater()
        self._others = []
        for code in view.other_actions:
            button = QPushButton(self._action_words.get(code, code))
            button.clicked.connect(lambda _checked=False, wanted=code: self._want(wanted))
            self._buttons.addWidget(button)
            self._others.append(button)

    @property
    def other_buttons(self) -> tuple[QPushButton, ...]:
        """The buttons below the first, in order."""
        return tuple(self._others)

    @Slot()
    def _update(self) -> None:
        view = self._view
        self.action.setEnabled(view is not None and (not view.terms or self.accept.isChecked()))

    def _want(self, code: str) -> None:
        if self._view is not None and code:
            file = self.variants.currentData() or ""
            self.action_wanted.emit(code, self._view.card, file, self.accept.isChecked())
