"""Who uses the models: one question, or two for a company. Answers hold at once."""

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QFormLayout, QVBoxLayout, QWidget

from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import Choice
from desktop.ui.theme import SIZES
from model_manager.licences import Revenue, Usage, UserKind


class UsageForm(QWidget):
    """Nothing is stated until the user has chosen."""

    stated = Signal(object)                     # Usage

    def __init__(self) -> None:
        super().__init__()
        self.user, self.revenue = Choice(), Choice()
        self.user_name, self.revenue_name = PlainLabel(SIZES.small), PlainLabel(SIZES.small)
        self.note = PlainLabel(SIZES.small, wraps=True)
        form = form_of()
        for name, choice in ((self.user_name, self.user), (self.revenue_name, self.revenue)):
            name.setBuddy(choice)
            form.addRow(name, choice)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(form)
        column.addWidget(self.note)
        self.user.activated.connect(self._tell)
        self.revenue.activated.connect(self._tell)
        self.retranslate()
        self._show_revenue()

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.user_name.setText(self.tr("User"))
        self.revenue_name.setText(self.tr("Annual revenue"))
        self.user.setAccessibleName(self.user_name.text())
        self.revenue.setAccessibleName(self.revenue_name.text())
        self.note.setText(self.tr("Licences are judged by it. It stays on this computer."))
        chosen = (self.user.currentData(), self.revenue.currentData())
        self.user.clear()
        for value, words in (
            ("", self.tr("Please choose")), ("company", self.tr("Company or office")),
            ("research", self.tr("Research or teaching")), ("personal", self.tr("Private")),
        ):  # fmt: skip
            self.user.addItem(words, value)
        self.revenue.clear()
        for value, words in (
            ("above_1_billion_yen", self.tr("1 billion yen or more")),
            ("below_1_billion_yen", self.tr("less than 1 billion yen")),
        ):
            self.revenue.addItem(words, value)
        for choice, value in zip((self.user, self.revenue), chosen, strict=True):
            choice.setCurrentIndex(max(choice.findData(value), 0))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def show_usage(self, usage: Usage | None) -> None:
        """Who uses the models; None if nobody said so yet."""
        self.user.setCurrentIndex(max(self.user.findData(usage.kind.value if usage else ""), 0))
        if usage is not None and usage.revenue is not None:
            self.revenue.setCurrentIndex(max(self.revenue.findData(usage.revenue.value), 0))
        self._show_revenue()

    def _show_revenue(self) -> None:
        is_company = self.user.currentData() == "company"
        for part in (self.revenue, self.revenue_name):
            part.setVisible(is_company)

    @Slot()
    def _tell(self) -> None:
        self._show_revenue()
        kind = self.user.currentData()
        if kind:
            revenue = Revenue(self.revenue.currentData()) if kind == "company" else None
            self.stated.emit(Usage(UserKind(kind), revenue))


def form_of() -> QFormLayout:
    """A form whose fields take the room, and whose names stand above them where there is little."""
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setHorizontalSpacing(20)
    form.setVerticalSpacing(12)
    return form
