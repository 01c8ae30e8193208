"""The section about backups: when the last ones were made, where they lie, and one more now."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton

from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import IconLine
from desktop.ui.protection.parts import Section, day_words
from desktop.ui.protection.standing import TOGETHER, Copy, Standing
from desktop.ui.theme import SIZES

_SHOWN = 5


class CopiesSection(Section):
    """Shows what it is told."""

    wanted = Signal()
    folder_wanted = Signal()                    # another one shall be chosen

    def __init__(self, size_words: Callable[[int], str]) -> None:
        super().__init__()
        self._size_words = size_words
        self._standing = Standing()
        self._busy = self._had_keyboard = False
        self.list = PlainLabel(SIZES.small, 400, "text", wraps=True)
        self.folder = PlainLabel(SIZES.small - 1, wraps=True)
        for label in (self.list, self.folder):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.result = IconLine("check", "success")
        self.trouble = IconLine("warning", "warning")
        self.now_button, self.folder_button = QPushButton(), QPushButton()
        for part in (self.list, self.folder, self.result, self.trouble):
            self.column.addWidget(part)
        self.add_buttons(self.now_button, self.folder_button)
        self.now_button.clicked.connect(self.wanted)
        self.folder_button.clicked.connect(self.folder_wanted)

    def retranslate(self) -> None:
        self.heading.setText(self.tr("Backups"))
        self.folder_button.setText(self.tr("Choose the folder…"))
        self._show()

    def show_standing(self, standing: Standing) -> None:
        """Show how it stands now."""
        self._standing = standing
        self._show()

    def show_busy(self, *, busy: bool) -> None:
        """One is being made."""
        self._had_keyboard = self.now_button.hasFocus() if busy else self._had_keyboard
        self._busy = busy
        self.result.show_text("")
        self.trouble.show_text("")
        self._show()
        if not busy and self._had_keyboard:     # Qt gave it away while the button could not be pressed
            self.now_button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._had_keyboard = False

    def show_made(self) -> None:
        """It is there and was read back."""
        self.show_busy(busy=False)
        self.result.show_text(self.tr("The backup was made and checked."))

    def show_told(self, text: str) -> None:
        """Say what was decided about them."""
        self.result.show_text(text)

    def show_trouble(self, text: str) -> None:
        """Say why there is none."""
        self.show_busy(busy=False)
        self.trouble.show_text(text)

    def _show(self) -> None:
        made = self.tr("Made once a day and before every change of the format, encrypted as the vault is.")
        opens = self.tr("They open with the passphrase or the recovery key, on another computer as well.")
        if self._standing.has(TOGETHER):
            opens = self.tr(
                "On another computer they open with the recovery key alone: the passphrase needs the keyring "
                "of this one."
            )
        keep = self.tr("Keep some on another disk.")
        self.text.setText("\n".join((made, opens, keep)))
        lines = [self._line(each) for each in self._standing.copies[:_SHOWN]]
        self.list.setText("\n".join(lines) or self.tr("There is no backup yet."))
        words = self.tr("In {folder}")
        self.folder.setText(words.format(folder=self._standing.copies_folder))
        self.folder.setVisible(bool(self._standing.copies_folder))
        self.now_button.setText(self.tr("Backing up…") if self._busy else self.tr("Back up now"))
        self.now_button.setEnabled(not self._busy)

    def _line(self, copy: Copy) -> str:
        at = copy.made.astimezone()
        words = self.tr("{date} {time} · {size}")
        if copy.is_old:
            words = self.tr("{date} {time} · {size} · opens with the old passphrase or recovery key")
        return words.format(date=day_words(at), time=f"{at:%H:%M}", size=self._size_words(copy.size))
