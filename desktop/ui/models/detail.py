"""The detail beside the list: what is known of the chosen model, its terms, and what can be done with it."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.labels import PlainLabel, dress_labels
from desktop.ui.models.badges import BadgeLine
from desktop.ui.models.cards import DetailView
from desktop.ui.models.detail_foot import DetailFoot
from desktop.ui.models.flow import FlowLayout
from desktop.ui.models.value_label import ValueLabel, ValueLine
from desktop.ui.pages.card import Choice, dress
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.theme import SIZES

_ROOM = 20


class Detail(Surface):
    """Shows one DetailView; says what the user wants done with it."""

    action_wanted = Signal(str, object, str, bool)      # code, Card, first file of the variant, accepted
    closed = Signal()
    shown = Signal()                                    # a view, or none: whoever placed it makes room

    def __init__(self) -> None:
        super().__init__("raised", Edge.ALL)
        self._view: DetailView | None = None
        self._appearance = Appearance()
        self._action_words: Mapping[str, str] = {}
        self._others: list[QPushButton] = []
        self._build()
        self.retranslate()
        self.clear()

    def _build(self) -> None:
        self.title = ValueLabel(SIZES.title, 700)
        self.close_button = IconButton("close", "text_muted")
        self.close_button.clicked.connect(self.closed)
        self.badges = BadgeLine()
        self.text = PlainLabel(SIZES.small, 400, "text", wraps=True)
        self.facts = QFormLayout()
        self.facts.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        self.facts.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.facts.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.facts.setHorizontalSpacing(16)
        self.facts.setVerticalSpacing(8)
        self.variant_label = PlainLabel(SIZES.small)
        self.variants = Choice()
        self.variants.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.variants.currentIndexChanged.connect(self._show_file)
        self.variant_label.setBuddy(self.variants)
        self.file = ValueLabel(SIZES.small - 1, 400, "text_muted")
        self.notes = ValueLine("info", "text_muted")
        self.terms_label = PlainLabel(SIZES.small, 700, "text")
        self.terms = ValueLabel()
        self.foot = DetailFoot()
        self.foot.accept.toggled.connect(self._update)
        self.foot.action.clicked.connect(lambda: self._want(self._view.action if self._view else ""))
        self.foot.confirmed.connect(self._want)
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(_ROOM, _ROOM, _ROOM, _ROOM)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.badges)
        for part in (self.text, self.terms_label, self.terms):      # what is accepted is read first
            column.addWidget(part)
        column.addLayout(self.facts)
        for below in (self.variant_label, self.variants, self.file, self.notes):
            column.addWidget(below)
        self._buttons = FlowLayout()
        column.addLayout(self._buttons)
        column.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        for ground in (inner, self._scroll.viewport()):
            ground.setAutoFillBackground(False)         # the round corners of the surface show through
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.foot)

    def set_action_words(self, words: Mapping[str, str]) -> None:
        """The words on the buttons, by code."""
        self._action_words = words
        if self._view is not None:
            self._show_buttons(self._view)

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.close_button.describe(self.tr("Close the details"), self.tr("Close the details (Esc)"))
        self.variant_label.setText(self.tr("File"))
        self.terms_label.setText(self.tr("Terms"))
        self.variants.setAccessibleName(self.tr("Which file"))

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
        self.foot.set_appearance(appearance)

    # -- what is shown

    @property
    def view(self) -> DetailView | None:
        """What is shown now."""
        return self._view

    @property
    def other_buttons(self) -> tuple[QPushButton, ...]:
        """The buttons beside the main one, in order."""
        return tuple(self._others)

    def clear(self) -> None:
        """Nothing is chosen."""
        self._view = None
        self.shown.emit()

    def show_view(self, view: DetailView) -> None:
        """Show this. For the same model the file chosen, the place read and the keyboard's place stay."""
        before = self._view
        if view == before:
            return
        same = before is not None and before.card.key == view.card.key
        accepted = before is not None and before.terms == view.terms and same and self.foot.accept.isChecked()
        self._view = view
        self.title.setText(view.card.title)
        self.badges.show_badges(view.card.badges)
        self.text.setText(view.text)
        self.text.setVisible(bool(view.text))
        if before is None or before.facts != view.facts:
            self._show_facts(view)
        self._show_variants(view, self.variants.currentData() if same else None)
        self.notes.show_text("\n".join(view.notes))
        self.terms.setText(view.terms)
        self.terms.setVisible(bool(view.terms))
        self.terms_label.setVisible(bool(view.terms))
        self.foot.show_terms(wanted=bool(view.terms), accepted=accepted)
        if not same:
            self.foot.show_error("")
            self.foot.forget_question()
            self._scroll.verticalScrollBar().setValue(0)
        self._show_buttons(view)
        self._update()
        self.shown.emit()

    def show_error(self, text: str) -> None:
        """Say why something was not done."""
        self.foot.show_error(text)

    def focus_first(self) -> None:
        """Give the keyboard to what can be done here."""
        parts = (self.foot.action, *self._others, self.close_button)
        target = next((each for each in parts if each.isVisible() and each.isEnabled()), None)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _show_facts(self, view: DetailView) -> None:
        while self.facts.rowCount():
            self.facts.removeRow(0)
        for name, value in view.facts:
            label = ValueLabel()
            label.setText(value)
            caption = PlainLabel(SIZES.small)
            caption.setText(name)
            caption.setBuddy(label)
            caption.setAlignment(Qt.AlignmentFlag.AlignTop)
            self.facts.addRow(caption, label)
        dress_labels(self, self._appearance)

    def _show_variants(self, view: DetailView, chosen: str | None) -> None:
        known = [(self.variants.itemData(each), self.variants.itemText(each))
                 for each in range(self.variants.count())]  # fmt: skip
        if known != [(each.first_file, each.words) for each in view.variants]:
            self.variants.clear()
            for each in view.variants:
                self.variants.addItem(each.words, each.first_file)
        self.variants.setCurrentIndex(max(self.variants.findData(chosen), 0) if view.variants else -1)
        self.variant_label.setVisible(bool(view.variants))
        self.variants.setVisible(len(view.variants) > 1)
        self._show_file()

    @Slot()
    def _show_file(self) -> None:
        """The name of the file; where there is nothing to choose, what would stand in the list, too."""
        only = self.variants.count() == 1
        lines = [self.variants.currentText()] if only else []
        self.file.setText("\n".join((*lines, self.variants.currentData() or "")))
        self.file.setVisible(self.variants.count() > 0)

    def _show_buttons(self, view: DetailView) -> None:
        self.foot.show_action(self._action_words.get(view.action, view.action))
        while len(self._others) > len(view.other_actions):
            spare = self._others.pop()
            self._buttons.removeWidget(spare)
            spare.deleteLater()
        while len(self._others) < len(view.other_actions):
            self._others.append(self._new_button(len(self._others)))
        for button, code in zip(self._others, view.other_actions, strict=True):
            button.setText(self._action_words.get(code, code))

    def _new_button(self, place: int) -> QPushButton:
        button = QPushButton()
        button.setFont(self._appearance.font(SIZES.small))
        button.clicked.connect(lambda: self._want(self._view.other_actions[place] if self._view else ""))
        self._buttons.addWidget(button)
        return button

    @Slot()
    def _update(self) -> None:
        view = self._view
        self.foot.action.setEnabled(
            view is not None and (not view.terms or self.foot.accept.isChecked())
        )

    @Slot(str)
    def _want(self, code: str) -> None:
        if self._view is not None and code:
            file = self.variants.currentData() or ""
            self.action_wanted.emit(code, self._view.card, file, self.foot.accept.isChecked())
