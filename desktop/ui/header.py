"""The line above the transcript: which conversation this is, and what can be done with it."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout

from desktop.chat.conversation import title_from
from desktop.ui.actions import Shortcut, with_keys
from desktop.ui.appearance import Appearance
from desktop.ui.buttons import IconButton
from desktop.ui.icons import icon
from desktop.ui.labels import ElidedLabel, dress_labels
from desktop.ui.line_editor import LineEditor
from desktop.ui.secrecy.label_button import LabelButton
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.theme import SIZES


class HeaderBar(Surface):
    """A double click on the title, or F2, renames."""

    rename_requested = Signal(str)
    delete_requested = Signal()
    find_requested = Signal()
    lead_requested = Signal()
    export_requested = Signal()
    copy_requested = Signal()                   # all of the conversation, as Markdown
    import_requested = Signal()
    sidebar_toggled = Signal()

    def __init__(self) -> None:
        super().__init__("window", Edge.BOTTOM)
        self._title = ""
        self._has_conversation = False
        self._lead = ""
        self.sidebar_button = IconButton("sidebar")
        self.title = ElidedLabel(SIZES.lead, 700, "text")
        self.subtitle = ElidedLabel(SIZES.small - 1)
        self.editor = LineEditor()
        self.lead_mark = ElidedLabel(SIZES.small - 1)
        self.label_button = LabelButton()
        self.lead_button = IconButton("page")
        self.find_button = IconButton("search")
        self.menu_button = IconButton("more")
        self._build()
        self.title.double_clicked.connect(self.begin_rename)
        self.editor.confirmed.connect(self._keep)
        self.editor.left.connect(self._keep)
        self.editor.cancelled.connect(self._end_rename)
        self.sidebar_button.clicked.connect(self.sidebar_toggled)
        self.lead_button.clicked.connect(self.lead_requested)
        self.find_button.clicked.connect(self.find_requested)
        self.menu_button.clicked.connect(self._open_menu)
        self.set_appearance(Appearance())
        self._retranslate()
        self.show_conversation("", "", has_conversation=False)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        for part in (self.title, self.editor, self.subtitle, self.lead_mark):
            words.addWidget(part)
        words.addStretch(1)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(22, 6, 14, 7)
        row.setSpacing(4)
        row.addWidget(self.sidebar_button)
        row.addLayout(words, 1)
        row.addWidget(self.label_button)
        row.addWidget(self.lead_button)
        row.addWidget(self.find_button)
        row.addWidget(self.menu_button)
        self.editor.hide()
        self.lead_mark.hide()
        self.sidebar_button.hide()

    def set_appearance(self, appearance: Appearance) -> None:
        """Take the colours and the text size."""
        super().set_appearance(appearance)
        dress_labels(self, appearance)
        for button in (self.sidebar_button, self.lead_button, self.find_button, self.menu_button):
            button.set_appearance(appearance)
        self.label_button.set_appearance(appearance)
        self.editor.setFont(appearance.font(SIZES.body))
        self.setMinimumHeight(appearance.length(62))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        find = self.tr("Find in this conversation")
        sidebar = self.tr("Show or hide the sidebar")
        self.find_button.describe(find, with_keys(find, Shortcut.FIND))
        self.sidebar_button.describe(sidebar, with_keys(sidebar, Shortcut.SIDEBAR))
        self.menu_button.describe(self.tr("What to do with this conversation"))
        self.lead_button.describe(self.tr("Settings of this conversation"))
        self.editor.setAccessibleName(self.tr("New title"))
        self.label_button.retranslate()
        self._show_title()
        self.show_lead(self._lead)

    def show_lead(self, system_text: str) -> None:
        """Mark a conversation that is led by instructions of its own, with their beginning."""
        self._lead = system_text
        self.lead_mark.setText(self.tr("Instructions: {text}").format(text=title_from(system_text)))
        self.lead_mark.setVisible(bool(system_text.strip()))

    def show_conversation(self, title: str, subtitle: str = "", *, has_conversation: bool = True) -> None:
        """Show this title; a conversation that does not exist yet can be neither renamed nor deleted."""
        self._title = title
        self._has_conversation = has_conversation
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))
        if not has_conversation:
            self._end_rename()
        self._show_title()

    def _show_title(self) -> None:
        nameless = self.tr("Untitled") if self._has_conversation else self.tr("New conversation")
        self.title.setText(self._title or nameless)

    def set_sidebar_button_visible(self, visible: bool) -> None:
        """Whether the sidebar is out of the way and needs a button to come back."""
        self.sidebar_button.setVisible(visible)
        left = 12 if visible else 22
        self._row.setContentsMargins(left, 6, 14, 7)

    # -- renaming

    @Slot()
    def begin_rename(self) -> None:
        """Let the user type another title."""
        if self._has_conversation:
            self.editor.setText(self._title)
            self.title.hide()
            self.editor.show()
            self.editor.selectAll()
            self.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _keep(self) -> None:
        if self.editor.isHidden():
            return                              # hiding it takes the keyboard away from it once more
        title = " ".join(self.editor.text().split())
        self._end_rename()
        if title and title != self._title:
            self.rename_requested.emit(title)

    @Slot()
    def _end_rename(self) -> None:
        self.editor.hide()
        self.title.show()

    # -- the menu

    def menu(self) -> QMenu:
        """What can be done with the conversation; one that does not exist yet can only be taken in."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        rename = self._entry(made, "edit", self.tr("Rename"))
        rename.setShortcut(QKeySequence(Shortcut.RENAME.value))
        rename.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        rename.triggered.connect(self.begin_rename)
        copy = self._entry(made, "copy", self.tr("Copy as Markdown"))
        copy.triggered.connect(self.copy_requested)
        self._entry(made, "export", self.tr("Export…")).triggered.connect(self.export_requested)
        delete = self._entry(made, "trash", self.tr("Delete"))
        delete.triggered.connect(self.delete_requested)
        for action in made.actions():
            action.setEnabled(self._has_conversation)
        made.addSeparator()
        self._entry(made, "import", self.tr("Import conversations…")).triggered.connect(self.import_requested)
        return made

    def _entry(self, menu: QMenu, icon_name: str, words: str) -> QAction:
        tokens = self._appearance.tokens
        return menu.addAction(icon(icon_name, tokens.text, tokens.text_disabled), words)

    @Slot()
    def _open_menu(self) -> None:
        menu = self.menu()
        corner = self.menu_button.mapToGlobal(QPoint(self.menu_button.width(), self.menu_button.height()))
        menu.popup(corner - QPoint(menu.sizeHint().width(), -4))
