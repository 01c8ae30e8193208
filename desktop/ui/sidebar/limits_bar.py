"""What a search is limited to: time, place, model and label, and one button that takes all limits away."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import Enum, auto

from PySide6.QtCore import QDate, QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.chat.conversation import ModelMark
from desktop.chat.labels import Label
from desktop.chat.searching import UNSENT, Limits, Part
from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel
from desktop.ui.models.flow import FlowLayout
from desktop.ui.secrecy.words import LabelWords
from desktop.ui.sidebar.limit_choice import Entry, LimitButton, LimitChoice
from desktop.ui.theme import SIZES

_GAP = 6
_PARTS = {
    "question": frozenset({Part.QUESTION}),
    "answer": frozenset({Part.ANSWER}),
    "title": frozenset({Part.TITLE}),
    "unsent": UNSENT,
}


class When(Enum):
    """Spans of time that end now, and one that the user gives."""

    TODAY = auto()
    WEEK = auto()
    MONTH = auto()
    YEAR = auto()
    DATES = auto()


_DAYS = {When.TODAY: 1, When.WEEK: 7, When.MONTH: 30, When.YEAR: 365}


class LimitsBar(QWidget):
    """Tells when one of them changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._models: tuple[ModelMark, ...] = ()
        self._label_words = LabelWords()
        self.when, self.where, self.model, self.label = (LimitChoice() for _ in range(4))
        self.clear_button = LimitButton("close")
        self.first_day, self.last_day = QDateEdit(), QDateEdit()
        self._between = PlainLabel(SIZES.small)
        self._dates, self._pills = QWidget(), QWidget()
        self._build()
        self.when.chosen.connect(self._on_when)
        for choice in (self.where, self.model, self.label):
            choice.chosen.connect(self._tell)
        self.clear_button.clicked.connect(self.clear)
        for day in (self.first_day, self.last_day):
            day.dateChanged.connect(self._on_day)
        self.retranslate()

    @property
    def choices(self) -> tuple[LimitChoice, ...]:
        """The four of them."""
        return self.when, self.where, self.model, self.label

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        flow = FlowLayout(self._pills, _GAP)
        for button in (*self.choices, self.clear_button):
            flow.addWidget(button)
        row = QHBoxLayout(self._dates)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.first_day, 1)
        row.addWidget(self._between)
        row.addWidget(self.last_day, 1)
        for day in (self.first_day, self.last_day):
            day.setCalendarPopup(True)
            day.setDisplayFormat("yyyy-MM-dd")      # ISO 8601: nobody takes it for another day
            day.setDate(QDate.currentDate())
        column.addWidget(self._pills)
        column.addWidget(self._dates)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        for button in (*self.choices, self.clear_button):
            button.set_appearance(appearance)
        for day in (self.first_day, self.last_day):
            day.setFont(appearance.font(SIZES.small - 1))
        self._between.set_appearance(appearance)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    # -- what is chosen

    def limits(self, now: datetime) -> Limits:
        """What the search is limited to; `now` is aware and in the user's time zone."""
        since, until = self._times(now)
        model, label = self.model.value, self.label.value
        return Limits(
            since,
            until,
            _PARTS.get(str(self.where.value), frozenset()),
            str(model or ""),
            label if isinstance(label, Label) else None,
        )

    def _times(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        when = self.when.value
        if not isinstance(when, When):
            return None, None
        if when is not When.DATES:
            return midnight - timedelta(days=_DAYS[when] - 1), None
        days = sorted((self.first_day.date(), self.last_day.date()), key=QDate.toJulianDay)
        first, last = (midnight.replace(year=day.year(), month=day.month(), day=day.day()) for day in days)
        return first, last + timedelta(days=1)

    def set_models(self, models: Sequence[ModelMark]) -> None:
        """Offer these models."""
        if tuple(models) != self._models:
            self._models = tuple(models)
            self.retranslate()

    def name_labels(self, words: LabelWords) -> None:
        """Call the labels so."""
        self._label_words = words
        self.retranslate()

    @Slot()
    def clear(self) -> None:
        """Search everything again."""
        for choice in self.choices:
            choice.reset()
        self._tell()

    @Slot()
    def _on_when(self) -> None:
        if self.when.value is When.DATES:
            self._show()
            self.first_day.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    @Slot()
    def _on_day(self) -> None:
        if self.when.value is When.DATES:
            self._tell()

    @Slot()
    def _tell(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Only what has a meaning now."""
        self.clear_button.setVisible(any(choice.is_on for choice in self.choices))
        self.model.setVisible(bool(self._models))
        self._dates.setVisible(self.when.value is When.DATES)
        self._pills.updateGeometry()

    # -- words

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.when.offer(self.tr("Time"), (
            Entry(None, self.tr("Any time")),
            Entry(When.TODAY, self.tr("Today")),
            Entry(When.WEEK, self.tr("Last 7 days")),
            Entry(When.MONTH, self.tr("Last 30 days")),
            Entry(When.YEAR, self.tr("Last 12 months")),
            Entry(When.DATES, self.tr("Choose dates…"), self.tr("Dates")),
        ))  # fmt: skip
        self.where.offer(self.tr("Where"), (
            Entry(None, self.tr("Everywhere")),
            Entry("question", self.tr("My messages")),
            Entry("answer", self.tr("Answers")),
            Entry("title", self.tr("Titles")),
            Entry("unsent", self.tr("Drafts, instructions, forms and tasks"), self.tr("Drafts etc.")),
        ))  # fmt: skip
        models = (Entry(each.sha256, each.name or each.sha256[:12]) for each in self._models)
        self.model.offer(self.tr("Model"), (Entry(None, self.tr("Any model")), *models))
        labels = (Entry(each, self._label_words.name(each)) for each in Label)
        self.label.offer(self.tr("Label"), (Entry(None, self.tr("Any label")), *labels))
        self.clear_button.show_words(self.tr("Remove limits"), "")
        for day, name in ((self.first_day, self.tr("First day")), (self.last_day, self.tr("Last day"))):
            for part in (day, *day.findChildren(QLineEdit)):      # the keyboard is in the line
                part.setAccessibleName(name)
        self._between.setText(self.tr("to"))
        self._show()
