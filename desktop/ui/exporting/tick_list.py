"""A list in which things are ticked: with the space bar, or with a click."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.appearance import Appearance
from desktop.ui.icons import paint_icon
from desktop.ui.theme import SIZES

_ROW = 32
_MARK = 16
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Tickable:
    """One line of the list."""

    id: int
    words: str
    ticked: bool = True


class _TickDelegate(QStyledItemDelegate):
    """Paints marks that are seen on dark ground; a click anywhere in a row ticks it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.appearance = Appearance()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        look, row = self.appearance, QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), SIZES.radius_small, SIZES.radius_small)
        side = look.length(_MARK)
        place = QRectF(row.left() + 8, row.center().y() - side / 2, side, side)
        is_ticked = _is_ticked(index)
        ink = look.colour("primary" if is_ticked else "border_strong")
        painter.setPen(QPen(ink, 2))
        painter.setBrush(ink if is_ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, SIZES.radius_small, SIZES.radius_small)
        if is_ticked:
            paint_icon(painter, "check", place.adjusted(1, 1, -1, -1), look.colour("on_primary").name())
        painter.setFont(look.font(SIZES.small))
        painter.setPen(look.colour("text"))
        room = row.adjusted(side + 18, 0, -8, 0)
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, round(room.width())
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, _option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        by_key = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not by_key and event.type() is not QEvent.Type.MouseButtonRelease:
            return False
        wanted = Qt.CheckState.Unchecked if _is_ticked(index) else Qt.CheckState.Checked
        return model.setData(index, wanted, Qt.ItemDataRole.CheckStateRole)


def _is_ticked(index: _Index) -> bool:
    return Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked


class TickList(QWidget):
    """Tells whenever something was ticked or not."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._delegate = _TickDelegate(self)
        self.list.setItemDelegate(self._delegate)
        self.list.setSelectionMode(QListWidget.SelectionMode.NoSelection)
        self.all_button = QPushButton(self.tr("All"))
        self.none_button = QPushButton(self.tr("None"))
        for button in (self.all_button, self.none_button):
            button.setProperty("kind", "quiet")
        buttons = QHBoxLayout()
        buttons.addWidget(self.all_button)
        buttons.addWidget(self.none_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        self.list.itemChanged.connect(self._on_changed)
        self.all_button.clicked.connect(lambda: self._tick_all(ticked=True))
        self.none_button.clicked.connect(lambda: self._tick_all(ticked=False))
        self._appearance = Appearance()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        self._appearance = appearance
        self._delegate.appearance = appearance
        for place in range(self.list.count()):
            self.list.item(place).setSizeHint(QSize(0, appearance.length(_ROW)))

    def show_items(self, items: Sequence[Tickable], name: str) -> None:
        """List these; `name` is what screen readers call the list."""
        self.list.setAccessibleName(name)
        self.list.blockSignals(True)            # one signal for all of them
        self.list.clear()
        for each in items:
            item = QListWidgetItem(each.words, self.list)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if each.ticked else Qt.CheckState.Unchecked)
            item.setData(Qt.ItemDataRole.UserRole, each.id)
            item.setSizeHint(QSize(0, self._appearance.length(_ROW)))
        self.list.blockSignals(False)
        if items:
            self.list.setCurrentRow(0)
        self.changed.emit()

    @property
    def ticked(self) -> tuple[int, ...]:
        """The ids of what is ticked, in the order of the list."""
        items = (self.list.item(place) for place in range(self.list.count()))
        return tuple(
            int(each.data(Qt.ItemDataRole.UserRole))
            for each in items
            if each.checkState() is Qt.CheckState.Checked
        )

    def _tick_all(self, *, ticked: bool) -> None:
        self.list.blockSignals(True)
        for place in range(self.list.count()):
            self.list.item(place).setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.changed.emit()

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()
