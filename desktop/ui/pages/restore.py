"""The page that brings a vault back: from a backup, or by saving what can be read of a damaged one."""

from collections.abc import Collection, Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout

from desktop.ui.appearance import Appearance
from desktop.ui.error_words.facts import size_text
from desktop.ui.labels import PlainLabel
from desktop.ui.pages.card import CardPage, IconLine, primary_button, quiet_button
from desktop.ui.pages.key_groups import CheckGroup, KeyGroups
from desktop.ui.pages.passphrase_field import PassphraseField
from desktop.ui.pages.toggles import Radio, indent
from desktop.ui.theme import SIZES
from desktop.vault.backup import Backup, Cause
from desktop.vault.recovery import GROUPS


class RestorePage(CardPage):
    """Tells what is chosen and typed; a choice that is no backup is the repair of the vault that is here."""

    restore_wanted = Signal(object, bool, str)      # Backup or None, whether by recovery key, what was typed
    folder_wanted = Signal()
    back_requested = Signal()
    finished = Signal()

    def __init__(self, check: CheckGroup) -> None:
        super().__init__()
        self._check = check
        self._offers: list[Backup | None] = []
        self._old: frozenset[Path] = frozenset()
        self._has_vault = False
        self._by_recovery = False
        self._busy = False
        self._done = False
        self._progress: tuple[int, int] | None = None
        self._build()
        self._connect()
        self.retranslate()
        self.set_appearance(self._appearance)

    def _build(self) -> None:
        self.intro = PlainLabel(SIZES.small, wraps=True)
        self.choices: list[Radio] = []
        self._notes: list[PlainLabel] = []
        self._group = QButtonGroup(self)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.empty = PlainLabel(SIZES.small, 400, "text_muted", wraps=True)
        self.folder_button = quiet_button()
        self.passphrase = PassphraseField()
        self.groups = KeyGroups(self._check, range(GROUPS))
        self.switch_button = quiet_button()
        self.result = IconLine("check", "text")
        self.restore_button = primary_button()
        self.back_button = quiet_button()
        for label in (self.title, self.intro):
            self.body.addWidget(label)
        self.body.addLayout(self._list)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.folder_button)
        for part in (self.passphrase, self.groups, self.error_line, self.result, self.restore_button):
            self.body.addWidget(part)
        below = QVBoxLayout()
        below.setSpacing(4)
        for button in (self.switch_button, self.back_button):
            below.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addLayout(below)

    def _connect(self) -> None:
        self._group.buttonToggled.connect(self._update)
        self.folder_button.clicked.connect(self.folder_wanted)
        self.passphrase.textChanged.connect(self._update)
        self.passphrase.confirmed.connect(self._submit)
        self.groups.changed.connect(self._update)
        self.groups.confirmed.connect(self._submit)
        self.switch_button.clicked.connect(self._switch)
        self.restore_button.clicked.connect(self._submit)
        self.back_button.clicked.connect(self.back_requested)

    def set_appearance(self, appearance: Appearance) -> None:
        super().set_appearance(appearance)
        self.groups.set_appearance(appearance)
        for choice in self.choices:
            choice.set_appearance(appearance)
        for note in self._notes:
            note.setContentsMargins(indent(appearance), 0, 0, 0)

    def retranslate(self) -> None:
        self.title.setText(self.tr("Bring back a vault"))
        self.passphrase.setPlaceholderText(self.tr("Passphrase of that time or of today"))
        self.passphrase.setAccessibleName(self.passphrase.placeholderText())
        self.folder_button.setText(self.tr("Look in another folder…"))
        self.empty.setText(
            self.tr("There is no backup here. Choose the folder of one, for example on a USB stick.")
        )
        self.back_button.setText(self.tr("Back"))
        for choice, offer in zip(self.choices, self._offers, strict=True):
            choice.setText(self._words_of(offer))
        for note in self._notes:
            note.setText(
                self.tr("For a damaged vault: what can be read is saved, and what is lost is counted.")
            )
        self._update()

    @property
    def appearance(self) -> Appearance:
        """The colours and the text size that it has, for a dialog over it."""
        return self._appearance

    # -- what there is to choose

    def show_offers(
        self, backups: Sequence[Backup], *, has_vault: bool, old: Collection[Path] = ()
    ) -> None:
        """What may be brought back, the newest first; where there is a vault, also its repair. `old`: those
        that open with the secrets of before the key was changed.
        """
        self._has_vault = has_vault
        self._old = frozenset(old)
        self._offers = [*backups, *([None] if has_vault else [])]
        for each in (*self.choices, *self._notes):
            self._list.removeWidget(each)
            each.deleteLater()
        self.choices, self._notes = [], []
        for offer in self._offers:
            self._add_choice(offer)
        if self.choices:
            self.choices[0].setChecked(True)
        self._busy = self._done = False
        self._progress = None
        super().show_error("")
        self.result.show_text("")
        self.set_appearance(self._appearance)
        self.retranslate()
        self.passphrase.setFocus()

    def choose_repair(self) -> None:
        """The vault is damaged: its repair is what most will want."""
        if self._has_vault:
            self.choices[-1].setChecked(True)

    def _add_choice(self, offer: Backup | None) -> None:
        choice = Radio(elides=True)
        self._group.addButton(choice)
        self._list.addWidget(choice)
        self.choices.append(choice)
        if offer is None:
            note = PlainLabel(SIZES.small, 400, "text_muted", wraps=True)
            self._list.addWidget(note)
            self._notes.append(note)

    def _words_of(self, offer: Backup | None) -> str:
        if offer is None:
            return self.tr("Repair the vault that is here")
        made = QDateTime.fromSecsSinceEpoch(int(offer.made.timestamp()))
        when = QLocale().toString(made, QLocale.FormatType.ShortFormat)
        words = {
            Cause.DAILY: self.tr("Backup of {when} · {size}"),
            Cause.ASKED: self.tr("Backup of {when} · {size}"),
            Cause.MIGRATION: self.tr("Backup of {when}, before an update · {size}"),
        }
        said = words[offer.cause].format(when=when, size=size_text(offer.size))
        if offer.folder not in self._old:
            return said
        return self.tr("{backup} · opens with the old passphrase or recovery key").format(backup=said)

    @property
    def chosen(self) -> Backup | None:
        """The backup that is chosen; None for the repair."""
        return next(
            (offer for choice, offer in zip(self.choices, self._offers, strict=True) if choice.isChecked()),
            None,
        )

    # -- how it goes

    def show_busy(self, *, busy: bool) -> None:
        """It is being done."""
        self._busy = busy
        self._progress = None
        self._update()

    def show_progress(self, done: int, count: int) -> None:
        """How many pages of a damaged vault were read."""
        self._progress = (done, count)
        self._update()

    def show_error(self, text: str) -> None:
        """Say why nothing was brought back, and let it be tried again."""
        self._busy = False
        super().show_error(text)
        self._update()

    def show_done(self, text: str) -> None:
        """Say what was brought back and where the vault of before is."""
        self._busy, self._done = False, True
        self.passphrase.clear()
        self.groups.clear()
        super().show_error("")
        self.result.show_text(text)
        self._update()
        self.restore_button.setFocus()

    @Slot()
    def _switch(self) -> None:
        self._by_recovery = not self._by_recovery
        super().show_error("")
        self._update()
        (self.groups if self._by_recovery else self.passphrase).setFocus()

    @Slot()
    def _submit(self) -> None:
        if not self.restore_button.isEnabled():
            return
        if self._done:
            self.finished.emit()
            return
        super().show_error("")
        typed = "-".join(self.groups.groups()) if self._by_recovery else self.passphrase.text()
        self.restore_wanted.emit(self.chosen, self._by_recovery, typed)

    @Slot()
    def _update(self) -> None:
        asks = bool(self._offers) and not self._done
        self.intro.setText(self._intro())
        self.intro.setVisible(not self._done)
        for part in (*self.choices, *self._notes, self.folder_button, self.back_button):
            part.setVisible(not self._done)
            part.setEnabled(not self._busy)
        self.empty.setVisible(not self._offers)
        self.passphrase.setVisible(asks and not self._by_recovery)
        self.groups.setVisible(asks and self._by_recovery)
        self.switch_button.setVisible(asks)
        self.switch_button.setText(
            self.tr("Use the passphrase") if self._by_recovery else self.tr("Use the recovery key")
        )
        for entry in (self.passphrase, self.groups, self.switch_button):
            entry.setEnabled(not self._busy)
        typed = self.groups.is_right() if self._by_recovery else bool(self.passphrase.text())
        self.restore_button.setVisible(bool(self._offers))
        self.restore_button.setEnabled(self._done or (typed and not self._busy))
        self.restore_button.setText(self._button_words())

    def _intro(self) -> str:
        if self._has_vault:
            return self.tr(
                "The vault that is here is kept beside it; nothing is written over. What was written after a "
                "backup is not in that."
            )
        return self.tr(
            "A backup opens with the recovery key of its vault, or with its passphrase where that needs no "
            "keyring."
        )

    def _button_words(self) -> str:
        if self._done:
            return self.tr("Open the vault")
        if self._busy and self._progress is not None:
            done, count = self._progress
            return self.tr("Reading page {done} of {count}…").format(done=f"{done:,}", count=f"{count:,}")
        if self._busy:
            return self.tr("Bringing back…")
        return self.tr("Repair") if self.chosen is None else self.tr("Restore")
