"""What the pages are made of: a card in the middle of the window, its title and error line, its buttons."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton, press_by_enter
from desktop.ui.icons import paint_icon
from desktop.ui.labels import IconMark, PlainLabel, dress_labels
from desktop.ui.pages.toggles import Check
from desktop.ui.surfaces import Edge, Surface, ThinBar
from desktop.ui.theme import SIZES

CARD_WIDTH = 480
_MARGIN = 32
_GAP = 16
_QUIET_INKS = {
    QPalette.ColorGroup.Active: "link",
    QPalette.ColorGroup.Inactive: "link",
    QPalette.ColorGroup.Disabled: "text_disabled",
}


def fill(choice: "Choice", words: Mapping[Any, str]) -> None:
    """Offer these values by these words, and nothing else."""
    choice.clear()
    for value, text in words.items():
        choice.addItem(text, value)


class Choice(QComboBox):
    """A list to choose from. A style sheet takes Qt's own arrow away; this draws ours."""

    def __init__(self) -> None:
        super().__init__()
        self._appearance = Appearance()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        self.setFont(appearance.font(SIZES.small))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page: what scrolls past must not change."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._appearance.length(16)
        ink = self._appearance.colour("text_muted" if self.isEnabled() else "text_disabled").name()
        place = QRectF(self.width() - side - 10, (self.height() - side) / 2, side, side)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_icon(painter, "chevron-down", place, ink)


class IconLine(QWidget):
    """An icon with a sentence beside it."""

    def __init__(self, icon_name: str, ink: str) -> None:
        super().__init__()
        self._mark = IconMark(icon_name, ink, 20)
        self.label = PlainLabel(SIZES.small, 400, ink, wraps=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.setVisible(False)

    def show_text(self, text: str) -> None:
        """Show a sentence and tell screen readers; an empty one hides the line."""
        self.label.setText(text)
        self.label.setAccessibleName(text)
        self.setVisible(bool(text))
        if text and QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleEvent(self.label, QAccessible.Event.Alert))


class CardPage(Surface):
    """A page whose parts stand in one column on a card, which scrolls where the window is low.

    A page overrides `retranslate`, which sets every word; it is called when the language changes.
    """

    def __init__(self, width: int = CARD_WIDTH) -> None:
        super().__init__("sidebar")
        self._appearance = Appearance()
        self._width = width
        self._card = Surface("raised", Edge.ALL)
        self.body = QVBoxLayout(self._card)
        self.body.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self.body.setSpacing(_GAP)
        self._ground = QWidget()
        around = QHBoxLayout(self._ground)
        around.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        around.addStretch(1)
        around.addWidget(self._card, 1000, Qt.AlignmentFlag.AlignVCenter)
        around.addStretch(1)
        scroll = self._scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.viewport().setAutoFillBackground(False)
        scroll.setWidget(self._ground)
        self._ground.setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        self.title = PlainLabel(SIZES.headline, 700, "text", wraps=True)
        self.error_line = IconLine("error", "danger")

    def keep_at_top(self) -> None:
        """For a page whose height changes while it is used: nothing jumps under the pointer."""
        around = self._ground.layout()
        if around is not None:
            around.setAlignment(self._card, Qt.AlignmentFlag.AlignTop)

    def retranslate(self) -> None:
        """Take the words of the language in use."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not press_by_enter(self, event):
            super().keyPressEvent(event)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        self._card.set_appearance(appearance)
        self._card.setMaximumWidth(appearance.length(self._width))
        dress(self._card, appearance)

    @Slot(object)
    def bring_into_view(self, part: QWidget) -> None:
        """Scroll to a part that has just opened, once it has its place."""
        QTimer.singleShot(0, part, lambda: self._scroll.ensureWidgetVisible(part))

    def show_error(self, text: str) -> None:
        """Show a sentence about what went wrong; an empty one takes it away."""
        self.error_line.show_text(text)


class OpenedPage(CardPage):
    """A page that is opened from another one and left again, by its button or by Escape."""

    closed = Signal()

    @Slot()
    def leave(self) -> None:
        """Nothing that went wrong here is shown again when the page is opened the next time."""
        self.show_error("")
        self.closed.emit()

    def step_back(self) -> None:
        """What Escape does: a page that asks something may take its question back first."""
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.step_back()
            return
        super().keyPressEvent(event)


def dress(part: QWidget, appearance: Appearance) -> None:
    """Hand the appearance to everything a page is made of."""
    dress_labels(part, appearance)
    for field in part.findChildren(QLineEdit):
        field.setFont(appearance.font(SIZES.body))
    for button in part.findChildren(QAbstractButton):
        if not isinstance(button, IconButton):
            weight = 600 if button.property("kind") in ("primary", "danger") else 400
            button.setFont(appearance.font(SIZES.small, weight))
        if button.property("kind") == "quiet":
            colours = button.palette()
            for group, ink in _QUIET_INKS.items():
                colours.setColor(group, QPalette.ColorRole.ButtonText, appearance.colour(ink))
            button.setPalette(colours)
    for choice in part.findChildren(Choice):
        choice.set_appearance(appearance)
    for check in part.findChildren(Check):
        check.set_appearance(appearance)
    for icon_button in part.findChildren(IconButton):
        icon_button.set_appearance(appearance)
    for bar in part.findChildren(ThinBar):
        bar.set_appearance(appearance)


def primary_button() -> QPushButton:
    """The one button of a page that goes on."""
    button = QPushButton()
    button.setProperty("kind", "primary")
    return button


def quiet_button() -> QToolButton:
    """A button for another way, which is drawn as words alone."""
    button = QToolButton()
    button.setProperty("kind", "quiet")
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
