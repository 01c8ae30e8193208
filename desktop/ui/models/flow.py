"""A row that goes on in a further line where there is no room: buttons and boxes of any language."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_GAP = 10


class FlowLayout(QLayout):
    """Places what is shown from left to right, line by line; nothing is ever narrower than it needs."""

    def __init__(self, parent: QWidget | None = None, gap: int = _GAP) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:          # None ends Qt's loop
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max((place.bottom() + 1 for _, place in self._places(QRect(0, 0, width, 0))), default=0)

    def sizeHint(self) -> QSize:
        shown = [each.sizeHint() for each in self._items if not each.isEmpty()]
        gaps = self.spacing() * max(len(shown) - 1, 0)
        height = max((each.height() for each in shown), default=0)
        return QSize(sum(each.width() for each in shown) + gaps, height)

    def minimumSize(self) -> QSize:
        size = QSize()
        for each in self._items:
            if not each.isEmpty():
                size = size.expandedTo(each.minimumSize())
        return size

    def setGeometry(self, area: QRect) -> None:
        super().setGeometry(area)
        for item, place in self._places(area):
            item.setGeometry(place)

    def _places(self, area: QRect) -> list[tuple[QLayoutItem, QRect]]:
        left, top, line_height = area.left(), area.top(), 0
        found = []
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(area.width(), item.minimumSize().width()), 1 << 20))
            if left > area.left() and left + size.width() > area.left() + area.width():
                left, top, line_height = area.left(), top + line_height + self.spacing(), 0
            found.append((item, QRect(QPoint(left, top), size)))
            left += size.width() + self.spacing()
            line_height = max(line_height, size.height())
        return found
