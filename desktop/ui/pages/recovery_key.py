"""Shows the recovery key once, and goes on when two of its groups were typed from what was written down."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.appearance import Appearance
from desktop.ui.clipboard import copy_text
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import CardPage, IconLine, primary_button, quiet_button
from desktop.ui.pages.key_groups import CheckGroup, KeyGroups
from desktop.ui.surfaces import Edge, Surface
from desktop.ui.theme import SIZES, fonts
from desktop.vault.recovery import GROUPS, GroupState, normalise

_ASKED = 2
_COLUMNS = 4
_COPIED_S = 60                      # time enough to save it in another program


class _KeyPlate(Surface):
    """The key in large letters, its groups numbered."""

    def __init__(self) -> None:
        super().__init__("code", Edge.ALL)
        self.numbers = tuple(PlainLabel(SIZES.small) for _ in range(GROUPS))
        self.groups = tuple(PlainLabel(SIZES.title, 600, "text") for _ in range(GROUPS))
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 14, 12, 14)
        grid.setVerticalSpacing(12)
        for place, (number, group) in enumerate(zip(self.numbers, self.groups, strict=True)):
            number.setText(str(place + 1))
            number.setAlignment(Qt.AlignmentFlag.AlignCenter)
            group.setAlignment(Qt.AlignmentFlag.AlignCenter)
            group.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            cell = QVBoxLayout()
            cell.setSpacing(2)
            cell.addWidget(number)
            cell.addWidget(group)
            grid.addLayout(cell, place // _COLUMNS, place % _COLUMNS)

    def set_appearance(self, appearance: Appearance) -> None:
        super().set_appearance(appearance)
        for group in self.groups:
            group.setFont(fonts(SIZES.title, text_scale=appearance.text_scale, code=True))


class RecoveryKeyPage(CardPage):
    """Two steps: read and write down; then type two groups while the key is out of sight."""

    confirmed = Signal()
    left = Signal()                             # without that, where leaving is offered

    def __init__(self, check: CheckGroup) -> None:
        super().__init__()
        self._check = check
        self._key: tuple[str, ...] = ("",) * GROUPS
        self._asked = (0, 1)
        self._confirming = False
        self._is_renewal = False
        self._build()
        self._connect()
        self.retranslate()
        self.set_appearance(self._appearance)
        self._update()

    def _build(self) -> None:
        self.intro = PlainLabel(SIZES.small, wraps=True)
        self.plate = _KeyPlate()
        self.renewal = IconLine("info", "link")
        self.write_down = IconLine("edit", "text")
        # Qt hands a page to the print system as a file, and that keeps it for as long as it likes.
        self.by_hand = PlainLabel(SIZES.small - 1, wraps=True)
        self.copy_button = QPushButton()
        self.copied = IconLine("warning", "warning")
        self.groups = KeyGroups(self._check_asked, range(_ASKED))
        self.back_button = quiet_button()
        self.next_button = primary_button()
        self.leave_button = quiet_button()
        self.leave_button.setVisible(False)
        self._reading = QWidget()
        reading = QVBoxLayout(self._reading)
        reading.setContentsMargins(0, 0, 0, 0)
        reading.setSpacing(14)
        reading.addWidget(self.plate)
        beside = QHBoxLayout()
        beside.setSpacing(16)
        beside.addWidget(self.write_down, 1)
        beside.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignTop)
        reading.addLayout(beside)
        reading.addWidget(self.copied)
        reading.addWidget(self.by_hand)
        self.body.addWidget(self.title)
        self.body.addWidget(self.intro)
        self.body.addWidget(self.renewal)
        self.body.addWidget(self._reading)
        self.body.addWidget(self.groups)
        self.body.addWidget(self.error_line)
        self.body.addSpacing(4)
        self.body.addWidget(self.next_button)
        for button in (self.back_button, self.leave_button):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def _connect(self) -> None:
        self.copy_button.clicked.connect(self._copy)
        self.next_button.clicked.connect(self._go_on)
        self.back_button.clicked.connect(self._go_back)
        self.leave_button.clicked.connect(self.left)
        self.groups.changed.connect(self._update)
        self.groups.confirmed.connect(self._go_on)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Your recovery key"))
        self.write_down.show_text(self.tr("Write it down on paper, and keep it away from this computer."))
        self.by_hand.setText(
            self.tr("It cannot be printed from here: the print system would keep a readable copy of it.")
        )
        self.renewal.show_text(
            self.tr("The key that was shown before was not confirmed. This one takes its place.")
            if self._is_renewal
            else ""
        )
        self.copy_button.setText(self.tr("Copy"))
        self.back_button.setText(self.tr("Show the key again"))
        for place, group in enumerate(self.plate.groups):
            words = self.tr("Group {number}: {group}")
            group.setAccessibleName(words.format(number=place + 1, group=self._key[place]))
        if self.copied.label.text():
            self._warn_of_clipboard()
        self._update()

    def show_key(self, groups: Sequence[str], asked: Sequence[int]) -> None:
        """Show a key, and ask for two of its groups (counted from 0) afterwards."""
        self._key = tuple(groups)
        self._asked = (asked[0], asked[1])
        for label, group in zip(self.plate.groups, self._key, strict=True):
            label.setText(group)
        self.groups.ask_for(self._asked)
        self.copied.show_text("")
        self._confirming = False
        self.retranslate()
        if any(self._key):
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)      # not where Enter copies the key

    def explain_renewal(self) -> None:
        """Say why a key is shown again."""
        self._is_renewal = True
        self.retranslate()

    def offer_leaving(self, words: str) -> None:
        """Let the page be left before the key is confirmed; nothing for a key that has to be."""
        self.leave_button.setText(words)
        self.leave_button.setVisible(bool(words))

    def forget_key(self) -> None:
        """Take the key out of every part of the page."""
        self.show_key(("",) * GROUPS, self._asked)

    def set_appearance(self, appearance: Appearance) -> None:
        super().set_appearance(appearance)
        self.plate.set_appearance(appearance)
        self.groups.set_appearance(appearance)

    def _check_asked(self, typed: str, place: int) -> GroupState:
        """The check character finds a slip; only the group itself is right."""
        mark = self._check(typed, place)
        if mark is not GroupState.OK:
            return mark
        return GroupState.OK if normalise(typed) == normalise(self._key[place]) else GroupState.WRONG

    @Slot()
    def _copy(self) -> None:
        if copy_text("-".join(self._key), most_seconds=_COPIED_S):
            self._warn_of_clipboard()
        else:
            self.copied.show_text(self.tr("The administrator does not allow copying."))

    def _warn_of_clipboard(self) -> None:
        self.copied.show_text(
            self.tr(
                "Copied for {seconds} seconds. Every program can read the clipboard: save it within that "
                "time."
            ).format(seconds=_COPIED_S)
        )

    @Slot()
    def _go_on(self) -> None:
        if not self.next_button.isEnabled():
            return
        if self._confirming:
            self.confirmed.emit()
            return
        self._confirming = True
        self._update()
        self.groups.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _go_back(self) -> None:
        self._confirming = False
        self.groups.clear()
        self._update()

    @Slot()
    def _update(self) -> None:
        self._reading.setVisible(not self._confirming)
        self.groups.setVisible(self._confirming)
        self.back_button.setVisible(self._confirming)
        if self._confirming:
            first, second = (place + 1 for place in self._asked)
            words = self.tr("Type groups {first} and {second} from what you have written down.")
            self.intro.setText(words.format(first=first, second=second))
            self.next_button.setText(self.tr("Confirm"))
        else:
            self.intro.setText(
                self.tr(
                    "It opens the vault when the passphrase or the keyring is lost. "
                    "It is shown only now, and without it nobody can help you."
                )
            )
            self.next_button.setText(self.tr("I have written it down"))
        self.next_button.setEnabled(not self._confirming or self.groups.is_right())

