"""The quiet line under the composer: what is measured of the answer, as far as there is room for it."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from desktop.ui.appearance import Appearance
from desktop.ui.engine.gauge import Figures
from desktop.ui.engine.words import figure_parts
from desktop.ui.labels import plain_tooltip
from desktop.ui.theme import SIZES

_BETWEEN = " · "
_SIDE = 8


class FigureLine(QAbstractButton):
    """Pressing it asks for the details. Its height is always taken: a figure that comes moves nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._figures = Figures()
        self._parts: tuple[str, ...] = ()
        self._appearance = Appearance()
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_appearance(Appearance())
        self.show_figures(self._figures)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        self.setFont(appearance.font(SIZES.small - 2))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self.show_figures(self._figures)
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._describe()

    def show_figures(self, figures: Figures) -> None:
        """Show what is measured; without anything it is empty, and cannot be pressed."""
        self._figures = figures
        self._parts = figure_parts(figures)
        self.setEnabled(bool(self._parts))
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._parts else Qt.CursorShape.ArrowCursor)
        self._describe()
        self.update()

    def _describe(self) -> None:
        whole = _BETWEEN.join(self._parts)
        details = self.tr("Details of the engine")
        self.setAccessibleName(self.tr("{details}: {figures}").format(details=details, figures=whole))
        is_cut = self.shown_words() != whole
        self.setToolTip(plain_tooltip("\n".join([*self._parts, details]) if is_cut else details))

    def shown_words(self) -> str:
        """As many of the parts as there is room for, the first ones first."""
        room = self.width() - 2 * _SIDE
        for count in range(len(self._parts), 0, -1):
            words = _BETWEEN.join(self._parts[:count])
            if self.fontMetrics().horizontalAdvance(words) <= room:
                return words
        return ""

    def sizeHint(self) -> QSize:
        words = _BETWEEN.join(self._parts)
        return QSize(self.fontMetrics().horizontalAdvance(words) + 2 * _SIDE, self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        words = self.shown_words()
        if not words:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.fontMetrics().horizontalAdvance(words) + 2 * _SIDE
        place = QRectF((self.width() - width) / 2, 0, width, self.height())
        if self.hasFocus():
            painter.setPen(QPen(self._appearance.colour("focus"), 2))
            painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), SIZES.radius_small, SIZES.radius_small)
        painter.setPen(self._appearance.colour("text" if self.underMouse() else "text_muted"))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, words)
