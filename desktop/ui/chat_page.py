"""The chat page: sidebar beside header, notices, transcript and composer; in a narrow window the sidebar
becomes a drawer over them.
"""

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.composer.composer import Composer
from desktop.ui.engine.figure_line import FigureLine
from desktop.ui.find_bar import FindBar
from desktop.ui.header import HeaderBar
from desktop.ui.notices import NoticeBar
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.status.status_card import StatusCard
from desktop.ui.surfaces import Surface

NARROW_BELOW = 760
SIDEBAR_WIDTH = 285
_LOW_BELOW = 600
_SIDEBAR_MIN = 230
_SIDEBAR_MAX = 460
_COLUMN = 850                   # widest composer; the transcript's column is a little narrower
_EDITOR_SHARE = 0.34            # of the page's height, at most, for what is being written
_DRAWER_SHARE = 0.86            # of the page's width, at most: some of the page stays to be clicked
_GRIP = 6
_MAX_STRETCH = 1.5              # the sidebar grows with the text, but not without end


@dataclass(frozen=True, slots=True)
class ChatPanes:
    """What the chat page is put together from."""

    sidebar: Sidebar
    status: StatusCard          # stands in the sidebar already
    header: HeaderBar
    notices: NoticeBar
    transcript: QWidget
    composer: Composer
    find_bar: FindBar = field(default_factory=FindBar)


class _Scrim(QWidget):
    """The shade over the page while the drawer is open; a click on it closes the drawer."""

    clicked = Signal()

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(0, 0, 0, 96))

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        self.clicked.emit()


class _Grip(QWidget):
    """The edge of the sidebar, to be dragged."""

    dragged = Signal(int)                       # to this distance from the left of the page

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setCursor(Qt.CursorShape.SplitHCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.dragged.emit(self.mapToParent(event.position().toPoint()).x())


class ChatPage(QWidget):
    """Only places the panes; what they say is connected elsewhere."""

    def __init__(self, panes: ChatPanes) -> None:
        super().__init__()
        self.panes = panes
        self._appearance = Appearance()
        self._narrow = False
        self._sidebar_is_open = True            # in a wide window; the drawer is open only while it is used
        self._wide_width = SIDEBAR_WIDTH
        self.figures = FigureLine()
        self._scrim = _Scrim(self)
        self._scrim.hide()
        self._main = self._build_main()
        self._grip = _Grip(self)
        # Placed by hand: a sidebar that moved between a splitter and the page would be polished anew by the
        # style sheet at every move, and lose the fonts and colours it was given.
        self._main.setParent(self)
        self._scrim.raise_()
        panes.sidebar.setParent(self)
        self._grip.raise_()
        self._grip.dragged.connect(self.set_sidebar_width)
        panes.header.sidebar_toggled.connect(self.toggle_sidebar)
        self._scrim.clicked.connect(self.close_drawer)
        sidebar = panes.sidebar
        for signal in (sidebar.new_requested, sidebar.settings_requested, sidebar.lock_requested,
                       sidebar.trash_requested, sidebar.conversation_chosen, sidebar.hit_chosen):
            signal.connect(self.close_drawer)
        sidebar.installEventFilter(self)
        self._set_narrow(narrow=False)
        self.set_appearance(self._appearance)

    def _build_main(self) -> Surface:
        panes = self.panes
        main = Surface("window")
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        self._foot.addWidget(panes.composer, 1000)      # takes all there is, up to its maximum
        self._foot.addStretch(1)
        self._above = QHBoxLayout()
        self._above.addStretch(1)
        self._above.addWidget(panes.notices, 1000)
        self._above.addStretch(1)
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(panes.header)
        column.addWidget(panes.find_bar)
        column.addLayout(self._above)
        self._middle = QStackedWidget()
        self._middle.addWidget(panes.transcript)
        column.addWidget(self._middle, 1)
        column.addLayout(self._foot)
        column.addWidget(self.figures)
        return main

    def set_appearance(self, appearance: Appearance) -> None:
        """Dress all panes but the transcript, which has its own way."""
        self._appearance = appearance
        panes = self.panes
        for part in (panes.sidebar, panes.status, panes.header, panes.find_bar, panes.notices, panes.composer,
                     self._main, self.figures):
            part.set_appearance(appearance)
        for part in (panes.composer, panes.notices):
            part.setMaximumWidth(appearance.length(_COLUMN))
        self._place()

    def show_start(self, start: QWidget | None) -> None:
        """Show this in place of the transcript, until None takes it away. It dresses itself."""
        if start is not None and self._middle.indexOf(start) < 0:
            self._middle.addWidget(start)
        self._middle.setCurrentWidget(start or self.panes.transcript)

    # -- wide and narrow

    @property
    def is_narrow(self) -> bool:
        """Whether the sidebar is a drawer."""
        return self._narrow

    @property
    def sidebar_width(self) -> int:
        """The width the user gave the sidebar, in a wide window."""
        return self._wide_width

    @Slot(int)
    def set_sidebar_width(self, width: int) -> None:
        """Give the sidebar this width, in a wide window."""
        self._wide_width = min(max(width, _SIDEBAR_MIN), _SIDEBAR_MAX)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _stretch(self) -> float:
        return min(max(self._appearance.text_scale, 1.0), _MAX_STRETCH)

    def _place(self) -> None:
        narrow = self.width() < NARROW_BELOW * self._stretch()
        if narrow != self._narrow:
            self._narrow = narrow
            self._set_narrow(narrow=narrow)
        if narrow:
            sidebar_width = min(round(SIDEBAR_WIDTH * self._stretch()), round(self.width() * _DRAWER_SHARE))
            left = 0
        else:
            sidebar_width = max(self._wide_width, round(_SIDEBAR_MIN * self._stretch()))
            left = sidebar_width if self._sidebar_is_open else 0
        self.panes.sidebar.setGeometry(0, 0, sidebar_width, self.height())
        self._main.setGeometry(left, 0, self.width() - left, self.height())
        self._scrim.setGeometry(self.rect())
        self._grip.setGeometry(sidebar_width - _GRIP // 2, 0, _GRIP, self.height())
        self._grip.setVisible(left > 0)
        is_low = self.height() < self._appearance.length(_LOW_BELOW)
        self._place_foot(is_low=is_low)
        self.panes.sidebar.set_compact(compact=is_low)
        self.panes.status.set_compact(compact=is_low)
        self.panes.composer.editor.set_max_height(round(self.height() * _EDITOR_SHARE))

    def _place_foot(self, *, is_low: bool) -> None:
        """The figures give way where the window is low."""
        side = 10 if self._narrow else 16
        self._foot.setContentsMargins(side, 4, side, side - 2 if is_low else 2)
        self.figures.setVisible(not is_low)

    def _set_narrow(self, *, narrow: bool) -> None:
        self._scrim.hide()
        self.panes.sidebar.setVisible(not narrow and self._sidebar_is_open)
        side = 10 if narrow else 16
        self._above.setContentsMargins(side, 8, side, 0)
        self.panes.header.set_sidebar_button_visible(narrow or not self._sidebar_is_open)

    # -- the drawer

    @property
    def drawer_is_open(self) -> bool:
        """Whether the drawer covers the page."""
        return self._narrow and not self.panes.sidebar.isHidden()

    @Slot()
    def toggle_sidebar(self) -> None:
        """Open or close the drawer; in a wide window show or hide the sidebar."""
        if not self._narrow:
            self._sidebar_is_open = not self._sidebar_is_open
            self._set_narrow(narrow=False)
            self._place()
        elif self.drawer_is_open:
            self.close_drawer()
        else:
            self._open_drawer()

    def _open_drawer(self) -> None:
        self._scrim.show()
        self._scrim.raise_()
        self.panes.sidebar.show()
        self.panes.sidebar.raise_()
        self.panes.sidebar.new_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def close_drawer(self) -> None:
        """Close the drawer; the keyboard goes to the composer."""
        if self.drawer_is_open:
            self._scrim.hide()
            self.panes.sidebar.hide()
            self.panes.composer.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def focus_search(self) -> None:
        """Put the keyboard into the search field, wherever the sidebar is."""
        if self.panes.sidebar.isHidden():
            self.toggle_sidebar()
        self.panes.sidebar.focus_search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc closes the drawer when nothing inside it wanted the key."""
        if (
            watched is self.panes.sidebar
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and self.drawer_is_open
        ):
            self.close_drawer()
            return True
        return super().eventFilter(watched, event)
