"""The tabs of the page, with arrows that can be seen where there is no room for all."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QToolButton

from desktop.ui.appearance import Appearance
from desktop.ui.icons import icon
from desktop.ui.theme import SIZES

_ARROWS = {Qt.ArrowType.LeftArrow: "chevron-left", Qt.ArrowType.RightArrow: "chevron-right"}


class TabLine(QTabBar):
    """Words with a line below the chosen one."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self._appearance = Appearance()
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        for _ in range(count):
            self.addTab("")

    def minimumSizeHint(self) -> QSize:
        return QSize(120, super().minimumSizeHint().height())

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        tokens = appearance.tokens
        self.setFont(appearance.font(SIZES.small, 600))
        self.setStyleSheet(
            f"QTabBar {{ background: transparent; }}"
            f"QTabBar::tab {{ padding: 8px 14px; border: none; border-bottom: 3px solid transparent;"
            f" color: {tokens.text_muted}; background: transparent; }}"
            f"QTabBar::tab:hover {{ color: {tokens.text}; background: {tokens.hover}; }}"
            f"QTabBar::tab:selected {{ color: {tokens.link}; border-bottom: 3px solid {tokens.primary}; }}"
            f"QTabBar::tear {{ width: 0; border: none; }}"
            f"QTabBar::scroller {{ width: {appearance.length(28)}px; }}"
            f"QTabBar QToolButton {{ background: {tokens.window}; border: none; padding: 0; }}"
        )
        self._appearance = appearance
        self._dress_arrows()

    def tabLayoutChange(self) -> None:
        super().tabLayoutChange()
        self._dress_arrows()

    def _dress_arrows(self) -> None:
        """Qt's own arrows are four pixels wide in this style."""
        tokens, side = self._appearance.tokens, self._appearance.length(18)
        for button in self.findChildren(QToolButton):
            if button.arrowType() in _ARROWS:
                button.setProperty("shape", _ARROWS[button.arrowType()])
                button.setArrowType(Qt.ArrowType.NoArrow)
            if name := button.property("shape"):
                button.setIcon(icon(name, tokens.text, tokens.text_disabled))
                button.setIconSize(QSize(side, side))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Home and End lead to the first and the last; Qt knows the arrow keys alone."""
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: self.count() - 1}
        if event.key() in ends:
            self.setCurrentIndex(ends[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._appearance.colour("focus"), 2))
            ring = self.tabRect(self.currentIndex()).adjusted(2, 2, -2, -5)
            painter.drawRoundedRect(ring, SIZES.radius_small, SIZES.radius_small)
