"""The line under the header that finds words in the open conversation: what is sought, how often it is there,
the way to the next place.
"""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QKeyEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from desktop.ui.actions import Shortcut, with_keys
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.composition import ENTER_KEYS
from desktop.ui.icons import icon
from desktop.ui.labels import PlainLabel, dress_labels
from desktop.ui.line_editor import LineEditor
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.theme import SIZES

_WIDEST = 420


class _FindField(LineEditor):
    """Enter goes on, with Shift back."""

    step_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER_KEYS and not self.composition.owns(event):
            self.step_wanted.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)


class FindBar(Surface):
    """Tells what is typed and wanted; it finds nothing by itself."""

    text_changed = Signal(str)
    step_wanted = Signal(int)           # +1 or -1
    close_wanted = Signal()

    def __init__(self) -> None:
        super().__init__("sidebar", Edge.BOTTOM)
        self._count: tuple[int, int, bool] | None = None
        self.field = _FindField()
        self._glass = QAction(self)
        self.field.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.count = PlainLabel(SIZES.small)
        self.back_button = IconButton("chevron-up")
        self.on_button = IconButton("chevron-down")
        self.close_button = IconButton("close")
        self._build()
        self.field.textChanged.connect(self.text_changed)
        self.field.step_wanted.connect(self.step_wanted)
        self.field.cancelled.connect(self.close_wanted)
        self.back_button.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.on_button.clicked.connect(lambda: self.step_wanted.emit(1))
        self.close_button.clicked.connect(self.close_wanted)
        self.set_appearance(Appearance())
        self._retranslate()
        self.show_count(None)
        self.hide()

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 7)
        row.setSpacing(4)
        self.field.setMaximumWidth(_WIDEST)
        self.field.setMinimumWidth(80)
        self.count.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        row.addWidget(self.field, 1)
        row.addSpacing(6)
        row.addWidget(self.count)
        row.addWidget(self.back_button)
        row.addWidget(self.on_button)
        row.addStretch(0)
        row.addWidget(self.close_button)

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        dress_labels(self, appearance)
        for button in (self.back_button, self.on_button, self.close_button):
            button.set_appearance(appearance)
        self.field.setFont(appearance.font())
        self.field.setMaximumWidth(appearance.length(_WIDEST))
        self._glass.setIcon(icon("search", appearance.tokens.text_muted, appearance.tokens.text_disabled))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        words = self.tr("Find in this conversation")
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        on, back = self.tr("Next place"), self.tr("Previous place")
        self.on_button.describe(on, with_keys(on, Shortcut.FIND_NEXT))
        self.back_button.describe(back, with_keys(back, Shortcut.FIND_PREVIOUS))
        close = self.tr("Close")
        self.close_button.describe(close, with_keys(close, Shortcut.STOP))
        self._show_count()

    def show_count(self, count: tuple[int, int, bool] | None) -> None:
        """Which place is the current one, counted from 1, of how many, and whether these are all; None says
        nothing.
        """
        self._count = count
        self._show_count()

    def _show_count(self) -> None:
        current, count, is_complete = self._count or (0, 0, True)
        if self._count is None:
            words = ""
        elif count:
            words = self.tr("{current} / {count}") if is_complete else self.tr("{current} / {count} …")
        else:
            words = self.tr("Not found") if is_complete else "…"
        self.count.setText(words.format(current=f"{current:,}", count=f"{count:,}"))
        self.count.setAccessibleName(self.count.text())
        for button in (self.back_button, self.on_button):
            button.setEnabled(count > 0)

    def take_keyboard(self) -> None:
        """Let the user type, in the place of what is there."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def event(self, event: QEvent) -> bool:
        """Esc closes, wherever in here the keyboard is; the window's own Esc would stop an answer."""
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() is QEvent.Type.KeyPress:
                self.close_wanted.emit()
                return True
        return super().event(event)

    def holds_keyboard(self) -> bool:
        """Whether the keyboard is in here."""
        holder: QWidget | None = self.window().focusWidget()
        return holder is not None and self.isAncestorOf(holder)
