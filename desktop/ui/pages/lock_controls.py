"""The controls that decide what locks the vault by itself, and what is said beside them."""

from PySide6.QtCore import QObject, Signal

from desktop.settings import Settings
from desktop.ui.labels import PlainLabel
from desktop.ui.lock_rules import UNBOUND, LockBounds, lock_rules
from desktop.ui.pages.card import Choice, fill
from desktop.ui.pages.toggles import Check
from desktop.ui.theme import SIZES


class LockControls(QObject):
    """Idle minutes, sleep, lock screen. They show what is in force, which may be stricter than what was
    wished.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.minutes = Choice()
        self.on_sleep, self.with_session = Check(), Check()
        self.note = PlainLabel(SIZES.small, wraps=True)
        self._settings = Settings()
        self._bounds = UNBOUND
        self._has_passphrase = True
        self._hears_sleep = True
        self.minutes.activated.connect(self.changed)
        self.on_sleep.clicked.connect(self.changed)
        self.with_session.clicked.connect(self.changed)

    @property
    def chosen(self) -> dict[str, int | bool]:
        """The settings by name, as they are shown."""
        return {
            "lock_minutes": self.minutes.currentData(),
            "lock_on_sleep": self.on_sleep.isChecked(),
            "lock_with_session": self.with_session.isChecked(),
        }

    def show_settings(self, settings: Settings) -> None:
        """What the user wishes."""
        self._settings = settings
        self._show()

    def show_bounds(self, bounds: LockBounds) -> None:
        """What the administrator asks for: what cannot be chosen any more is not offered."""
        self._bounds = bounds
        self._show()

    def show_passphrase(self, *, exists: bool) -> None:
        """Whether the vault has a passphrase, without which it cannot be locked."""
        self._has_passphrase = exists
        self._show()

    def show_hearing(self, *, hears_sleep: bool) -> None:
        """Whether this computer tells of sleep and of its lock screen."""
        self._hears_sleep = hears_sleep
        self._show()

    def retranslate(self) -> None:
        """Take the words of the language in use."""
        self.on_sleep.setText(self.tr("Also when the computer goes to sleep"))
        self.with_session.setText(self.tr("Also when the screen locks or the user changes"))
        self._show()

    def _show(self) -> None:
        rules = lock_rules(self._settings, self._bounds)
        offered = self._bounds.minutes_to_choose(self._settings.lock_minutes)
        fill(
            self.minutes,
            {each: self.tr("after %n minute(s)", "", each) if each else self.tr("Never") for each in offered},
        )
        self.minutes.setCurrentIndex(self.minutes.findData(rules.minutes))
        self.on_sleep.setChecked(rules.on_sleep)
        self.with_session.setChecked(rules.with_session)
        hears = self._has_passphrase and self._hears_sleep
        self.minutes.setEnabled(self._has_passphrase)
        self.on_sleep.setEnabled(hears and self._bounds.on_sleep is not True)
        self.with_session.setEnabled(hears and self._bounds.with_session is not True)
        notes = []
        if self._bounds != UNBOUND:
            notes.append(self.tr("Set by the administrator: what is laxer cannot be chosen."))
        if not self._has_passphrase:
            notes.append(self.tr("Hisho can be locked when the vault has a passphrase."))
        elif not self._hears_sleep:
            notes.append(self.tr("This computer does not tell programs of sleep or of its lock screen."))
        self.note.setText("\n".join(notes))
        self.note.setVisible(bool(notes))
