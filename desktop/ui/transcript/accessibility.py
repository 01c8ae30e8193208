"""What assistive technology sees: a list with an item for each message, then the buttons.

Qt takes plain pointers from `interface_cast` and keeps none of the Python objects alive: the list does.
"""

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleTextInterface,
    QWindow,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget
from shiboken6 import VoidPtr, getCppPointer

from desktop.chat.conversation import Ending, Role
from desktop.chat.transcript import TranscriptEntry
from desktop.ui.transcript.layout import Column
from desktop.ui.transcript.painting import ending_words, speaker_name

translate = QCoreApplication.translate

_NAME_LENGTH = 120


class AccessibleArea(QAbstractScrollArea):
    """What the interface needs to know of the canvas."""

    column: Column

    def buttons(self) -> list[QWidget]:
        """The buttons that are shown over the messages."""
        raise NotImplementedError


def spoken_name(entry: TranscriptEntry) -> str:
    """Who speaks, how the message begins, and how it ended."""
    beginning = entry.text[:_NAME_LENGTH]
    if entry.role is Role.USER:
        name = translate("Transcript", "You: {text}").format(text=beginning)
    else:
        speaker = speaker_name(entry)
        name = translate("Transcript", "{name}: {text}").format(name=speaker, text=beginning)
    if entry.unseen_above:
        name = f"{translate('Transcript', 'The model was not given what stands above')}. {name}"
    if entry.thinking:
        name = f"{name} ({translate('Transcript', 'with how it was thought')})"
    ending = ending_words(entry.ending)
    return f"{name} ({ending})" if ending else name


class MessageText(QAccessibleTextInterface):
    """The source of a message, to be read by character, word or line."""

    def __init__(self, message: "MessageInterface") -> None:
        super().__init__()
        self._message = message
        self._cursor = 0

    def _whole(self) -> str:
        return self._message.entry.text

    def selection(self, _index: int) -> object:
        return 0, 0

    def selectionCount(self) -> int:
        return 0

    def addSelection(self, _start: int, _end: int) -> None:
        """Selecting is done on the canvas."""

    def removeSelection(self, _index: int) -> None:
        """Selecting is done on the canvas."""

    def setSelection(self, _index: int, _start: int, _end: int) -> None:
        """Selecting is done on the canvas."""

    def cursorPosition(self) -> int:
        return self._cursor

    def setCursorPosition(self, position: int) -> None:
        self._cursor = position

    def text(self, start: int, end: int) -> str:
        return self._whole()[start:end]

    def characterCount(self) -> int:
        return len(self._whole())

    def characterRect(self, _offset: int) -> QRect:
        return self._message.rect()

    def offsetAtPoint(self, _point: QPoint) -> int:
        return 0

    def scrollToSubstring(self, _start: int, _end: int) -> None:
        """The view follows the focus."""

    def attributes(self, _offset: int) -> object:
        return "", 0, len(self._whole())


class MessageInterface(QAccessibleInterface):
    """One message."""

    def __init__(self, transcript: "TranscriptInterface", index: int) -> None:
        super().__init__()
        self._transcript = transcript
        self.index = index
        self.reading = MessageText(self)

    @property
    def entry(self) -> TranscriptEntry:
        """The message as it is now."""
        return self._transcript.area.column.items[self.index].entry

    def isValid(self) -> bool:
        return self.index < len(self._transcript.area.column.items)

    def object(self) -> QObject | None:     # type: ignore[override]  # the stub forgets that there may be none
        return None

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        made = QAccessible.State()
        if not self.isValid():
            made.invalid = True
            return made
        view = self._transcript.area.viewport().rect()
        made.focusable = made.readOnly = made.selectableText = made.multiLine = True
        made.busy = self.entry.ending is Ending.STREAMING
        top = self._top()
        height = self._transcript.area.column.items[self.index].height
        made.offscreen = top + height < 0 or top > view.height()
        return made

    def _top(self) -> int:
        area = self._transcript.area
        return round(area.column.tops[self.index]) - area.verticalScrollBar().value()

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        if kind == QAccessible.Text.Name:
            return spoken_name(self.entry)
        if kind == QAccessible.Text.Value:
            return self.entry.text
        if kind == QAccessible.Text.Description:
            return self._transcript.area.column.items[self.index].shown_thinking
        return ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Messages are not edited in place."""

    def rect(self) -> QRect:
        area = self._transcript.area
        if not self.isValid():
            return QRect()
        column = area.column
        corner = area.viewport().mapToGlobal(QPoint(round(column.left), self._top()))
        return QRect(corner.x(), corner.y(), round(column.width), round(column.items[self.index].height))

    def parent(self) -> QAccessibleInterface:
        return self._transcript

    def child(self, _index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, _x: int, _y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def window(self) -> QWindow:
        return self._transcript.window()

    def interface_cast(self, kind: QAccessible.InterfaceType) -> VoidPtr:  # type: ignore[override]
        """Qt reads a pointer; anything but a VoidPtr crashes it."""
        if kind == QAccessible.InterfaceType.TextInterface:
            return VoidPtr(getCppPointer(self.reading)[0])
        return VoidPtr(0)


class TranscriptInterface(QAccessibleObject):
    """The list of messages."""

    def __init__(self, area: AccessibleArea) -> None:
        super().__init__(area)
        self.area = area
        self._messages: dict[int, MessageInterface] = {}
        self._registered: list[int] = []

    def __del__(self) -> None:
        """Qt's cache would free what Python has freed already."""
        for identifier in self._registered:
            QAccessible.deleteAccessibleInterface(identifier)

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        made = QAccessible.State()
        made.focusable = True
        made.focused = self.area.hasFocus()
        return made

    def text(self, kind: QAccessible.Text) -> str:
        return translate("Transcript", "Conversation") if kind == QAccessible.Text.Name else ""

    def parent(self) -> QAccessibleInterface:
        above = self.area.parentWidget() or QCoreApplication.instance()
        return QAccessible.queryAccessibleInterface(above if above is not None else self.area)

    def childCount(self) -> int:
        return len(self.area.column.items) + len(self.area.buttons())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        messages = len(self.area.column.items)
        buttons = self.area.buttons()
        if not 0 <= index < messages + len(buttons):
            return None
        if index >= messages:
            return QAccessible.queryAccessibleInterface(buttons[index - messages])
        if index not in self._messages:
            self._messages[index] = MessageInterface(self, index)
            identifier = QAccessible.registerAccessibleInterface(self._messages[index])
            self._registered.append(identifier)
        return self._messages[index]

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        column = self.area.column
        inner = self.area.viewport().mapFromGlobal(QPoint(x, y)).y() + self.area.verticalScrollBar().value()
        return self.child(column.at(inner)) if column.items else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, MessageInterface):
            return child.index
        buttons = self.area.buttons()
        widget = child.object()
        return len(self.area.column.items) + buttons.index(widget) if widget in buttons else -1

    def rect(self) -> QRect:
        return QRect(self.area.mapToGlobal(QPoint(0, 0)), self.area.size())

    def window(self) -> QWindow:
        return self.area.window().windowHandle()


class TranscriptAccessibility:
    """The factory that Qt asks for the interface of a canvas; it keeps what it has made."""

    def __init__(self) -> None:
        self._kept: dict[int, TranscriptInterface] = {}

    def install(self) -> None:
        """From now on Qt asks here."""
        QAccessible.installFactory(self.interface)

    def interface(self, _key: str, of: QObject | None) -> QAccessibleInterface | None:
        """The interface of a canvas, or None for anything else."""
        if not isinstance(of, AccessibleArea):
            return None
        if id(of) not in self._kept or self._kept[id(of)].area is not of:
            self._kept[id(of)] = TranscriptInterface(of)
        return self._kept[id(of)]
