"""The window's composition root: builds each long-lived object once, hands it down, closes in reverse.

Order: QApplication and one look at the desktop's colour scheme, then the layers of confinement, then the
first page.
"""

import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop import paths
from desktop.backup_places import chosen, writable
from desktop.channel import Channel, ChannelClosedError
from desktop.confinement import profiles, tripwire
from desktop.confinement.choice import die_with_parent
from desktop.confinement.errors import ProtectionTooWeakError
from desktop.confinement.program import needs_abstract_socket, shut_in
from desktop.confinement.report import ProtectionLevel, ProtectionReport, require_level
from desktop.control import ControlLink, HoldSleep, Lock, Shown
from desktop.logs import install_last_resort
from desktop.settings import Settings, load
from desktop.ui.actions import WindowActions
from desktop.ui.appearance import Appearance
from desktop.ui.application import Dress, make_application
from desktop.ui.background import Background
from desktop.ui.clipboard import ClipboardGuard
from desktop.ui.control_notifier import ControlNotifier
from desktop.ui.error_text import error_text, reported_error_text
from desktop.ui.lock_rules import NEVER, lock_rules
from desktop.ui.lock_triggers import LockTriggers
from desktop.ui.locking import Locking
from desktop.ui.main_window import MainWindow
from desktop.ui.preferences import Preferences
from desktop.ui.vault_gate import GatePages, VaultGate
from desktop.vault.keychain import ANCHOR_PATIENCE_S, SystemKeychain
from desktop.vault.place import VaultPlace

if TYPE_CHECKING:
    from desktop.chat.label_rules import LabelRule
    from desktop.policy import Policy
    from desktop.ui.pages.first_run import Demands
    from desktop.ui.room.inside import Inside
    from desktop.ui.session_lock import SessionLock
    from desktop.ui.threshold import Threshold
    from desktop.ui.windows_session_lock import WindowsSessionLock
    from desktop.vault.place import KeyRules
    from desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Start:
    """What the supervisor says when it starts the window."""

    locked: bool
    crashed: bool
    model_path: str


def run(control_descriptor: int, parent: int) -> int:
    """Be the window until the user quits or locks; returns the exit code."""
    die_with_parent(parent)
    install_last_resort()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    channel = Channel.inherited(control_descriptor)
    try:
        start = _accept_start(channel.receive().untrusted)
    except ChannelClosedError:
        return 1
    places = paths.of(os.environ)
    application = make_application(paths.resources() / "icons")
    dress = Dress(application, paths.resources() / "i18n")
    settings = load(places.settings_file)
    dress.wear(settings)
    closed = not needs_abstract_socket(os.environ, application.platformName())
    profile = profiles.window(writable(places, settings), closed_abstract=closed)
    report = shut_in(profile, places.vault, paths.guide_model())
    tripwire.install()
    window = WindowProgram(application, dress, ControlLink(channel), places, Background())
    window.begin(start, report)
    code: int = application.exec()
    window.close()
    return code


def _accept_start(untrusted: dict[str, Any]) -> Start:
    path = untrusted.get("model_path")
    return Start(
        untrusted.get("locked") is True,
        untrusted.get("crashed") is True,
        path if isinstance(path, str) else "",
    )


def local_time() -> datetime:
    """Now, in the zone of this computer: the list of conversations is grouped by its days."""
    return datetime.now().astimezone()


def _listen_to_desktop(application: QApplication, window: MainWindow) -> "SessionLock | WindowsSessionLock":
    if sys.platform == "win32":
        from desktop.ui.windows_session_lock import WindowsSessionLock

        return WindowsSessionLock(application, int(window.winId()))
    from desktop.ui.session_lock import SessionLock  # the unlock page does not wait for D-Bus

    return SessionLock.of_this_desktop()


def _first_copy_rule() -> "LabelRule":
    """What holds of the clipboard before a conversation is open: a recovery key may be copied then."""
    from desktop.chat.label_rules import rule_of  # as below
    from desktop.chat.labels import Label
    from desktop.policy import sharing_bounds

    return rule_of(Label.TOP_SECRET, sharing_bounds(_policy()))


def _policy() -> "Policy":
    from desktop.policy import read_policy  # the unlock page does not wait for it
    from model_manager.policy import policy_file

    return read_policy(policy_file(os.environ))


def _bar(report: dict[str, Any]) -> ProtectionTooWeakError | None:
    """Why the vault stays closed: the administrator demands more protection than there is. Where there is the
    most, nobody has to be asked what is demanded.
    """
    found = ProtectionReport({"window": report})
    if found.level is ProtectionLevel.STRONG:
        return None
    try:
        require_level(found, _policy().demanded_level)
    except ProtectionTooWeakError as error:
        return error
    return None


def _key_rules(report: dict[str, Any]) -> "KeyRules":
    """Asked whenever something is made or opened, so this is also where it is refused."""
    from desktop.key_rules import key_rules  # as above

    policy = _policy()
    require_level(ProtectionReport({"window": report}), policy.demanded_level)
    return key_rules(policy)


def _demands() -> "Demands":
    from desktop.ui.policy_bounds import demands_of  # as above

    return demands_of(_policy())


class WindowProgram(QObject):
    """The window from its first page to its end."""

    def __init__(
        self,
        application: QApplication,
        dress: Dress,
        control: ControlLink,
        places: paths.Paths,
        background: Background,
    ) -> None:
        super().__init__()
        self._application = application
        self._dress = dress
        self._control = control
        self._places = places
        self._background = background
        self._vault: Vault | None = None
        self._inside: Inside | None = None
        self._model_to_open = ""
        self._notifier = ControlNotifier(control)
        self._clipboard = ClipboardGuard(application.clipboard(), QTimer(self), first=_first_copy_rule)
        self._preferences = Preferences(places, dress, background, self._words)
        self._window = MainWindow(WindowActions())
        self._window.set_profile(places.profile)
        foreign = places.data if places.is_foreign else None
        place = VaultPlace(
            places.vault, lambda: datetime.now(UTC), foreign=foreign, safe=SystemKeychain(ANCHOR_PATIENCE_S),
            backups=chosen(self._preferences.settings),
        )  # fmt: skip
        pages = GatePages(self._window.add_page)
        self._keychain = SystemKeychain()
        self._gate = VaultGate(place, self._keychain, background, pages, self._words)
        self._gate.demands = _demands
        self._threshold: Threshold | None = None
        self._triggers = LockTriggers(application, lambda: _listen_to_desktop(application, self._window))
        self._locking = Locking(background, lambda: control.ask(Lock()))
        self._connect()

    def _words(self, error: BaseException) -> str:
        return error_text(error, self._dress.translate)

    def _reported_words(self, name: str, carried: Mapping[str, Any]) -> str:
        return reported_error_text(name, carried, self._dress.translate)

    def _connect(self) -> None:
        self._dress.appearance_changed.connect(self._on_appearance)
        self._gate.page_wanted.connect(self._show_gate_page)
        self._gate.opened.connect(self._on_unlocked)
        self._gate.quit_wanted.connect(self._quit)
        self._notifier.supervisor_lost.connect(self._quit)
        self._notifier.come_forward.connect(self._on_come_forward)
        self._notifier.lock_wanted.connect(self.lock)
        self._background.failed.connect(self._on_failed)
        self._preferences.changed.connect(self._on_settings)
        self._window.close_requested.connect(self._quit)
        actions = self._window.actions_of_window
        actions.quit.triggered.connect(self._quit)
        actions.lock.triggered.connect(self.lock)
        self._triggers.due.connect(self.lock)

    def begin(self, start: Start, report: dict[str, Any]) -> None:
        """Show the first page; tell the supervisor that there is a window."""
        self._model_to_open = start.model_path
        self._report = report
        self._window.actions_of_window.set_unlocked(unlocked=False)
        self._window.restore_geometry_state(self._preferences.settings.window_state.encode())
        self._gate.rules = lambda: _key_rules(report)
        self._gate.bar = lambda: _bar(report)
        self._gate.begin(locked=start.locked)
        if start.crashed:
            text = self.tr("The window ended unexpectedly and was started again. What was finished is kept.")
            self._gate.tell(text)
        self._window.installEventFilter(self)
        self._window.show()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint: only then is there a window whose end would be a crash."""
        if event.type() is QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self, lambda: self._control.ask(Shown()))
        return False

    @Slot(str)
    def _show_gate_page(self, name: str) -> None:
        self._window.show_page(name)
        self._on_appearance(self._dress.appearance)

    # -- the vault is open

    @Slot(object)
    def _on_unlocked(self, vault: "Vault") -> None:
        """What the administrator demands comes before the room."""
        from desktop.ui.threshold import Threshold  # nobody sees it before the vault is open

        self._threshold = Threshold(
            self._window.add_page, self._keychain, self._background, _policy, self._words
        )
        self._threshold.page_wanted.connect(self._show_gate_page)
        self._threshold.quit_wanted.connect(self._quit)
        self._threshold.passed.connect(self._on_opened)
        self._threshold.begin(vault, self._gate.opened_by, keyring_lost=self._gate.keyring_lost)

    @Slot(object)
    def _on_opened(self, vault: "Vault") -> None:
        from desktop.ui.room.inside import Inside  # the unlock page has not to wait for what is behind it
        from desktop.ui.room.room import Outside
        from model_manager.edition import edition_here
        from model_manager.policy import policy_file

        self._vault = vault
        outside = Outside(
            self._notifier, self._background, self._places, local_time, self._words, self._reported_words,
            self._keychain, self._keychain, policy_file(os.environ), self._clipboard, edition_here(),
        )  # fmt: skip
        self._background.failed.disconnect(self._on_failed)
        self._inside = Inside(self._window, vault, outside, self._preferences, self._report)
        self._inside.lock_requested.connect(self.lock)
        self._inside.vault.ways_changed.connect(self._apply_lock_rules)
        self._inside.secrecy.rule_changed.connect(self._apply_lock_rules)
        self._window.actions_of_window.set_unlocked(unlocked=True)
        self._on_appearance(self._dress.appearance)
        self._apply_lock_rules()
        self._inside.enter(self._model_to_open, self._threshold.told if self._threshold else ())

    @Slot()
    def _apply_lock_rules(self) -> None:
        """What cannot be locked does not lock by itself: it would only ask for a passphrase to be set."""
        label = self._inside.secrecy.rule.lock_minutes if self._inside is not None else None
        wished = lock_rules(self._preferences.settings, self._preferences.bounds, by_label=label)
        rules = wished if self._preferences.can_lock else NEVER
        self._triggers.apply(rules)
        if self._inside is not None:
            shown = rules if self._preferences.can_lock else None
            self._inside.vault.take_rules(shown, hears_sleep=self._triggers.hears_sleep)
        self._control.ask(HoldSleep(rules.on_sleep))
        if rules != NEVER:
            self._preferences.show_hearing(hears_sleep=self._triggers.hears_sleep)

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        if self._inside is not None:
            self._inside.take(settings)
        self._apply_lock_rules()

    @Slot(object)
    def _on_appearance(self, appearance: Appearance) -> None:
        """Each page takes the colours and the text size."""
        self._window.set_appearance(appearance)
        if self._inside is not None:
            self._inside.wear(appearance)

    @Slot(str)
    def _on_come_forward(self, model_path: str) -> None:
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        if model_path and self._inside is not None:
            self._inside.room.shelf.open_file(model_path)
        else:
            self._model_to_open = model_path or self._model_to_open

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        """Before the room is there, what fails in the background concerns the way in."""
        self._gate.tell(self._words(error))

    # -- the end

    @Slot()
    def lock(self) -> None:
        """Close the vault; the supervisor ends this process and starts a fresh window."""
        vault, inside = self._vault, self._inside
        if vault is None or inside is None:
            return
        if not self._preferences.can_lock:
            inside.vault.begin_passphrase()
            return
        self._vault = None
        self._triggers.apply(NEVER)
        self._locking.begin(vault, self._let_go)

    def _let_go(self) -> None:
        """Leave nothing of what was open, and write what is not on disk yet."""
        self._clipboard.clear()
        self._preferences.keep(window_state=self._window.geometry_state().decode())
        if self._inside is not None:
            self._inside.leave()

    @Slot()
    def _quit(self) -> None:
        self._preferences.keep(window_state=self._window.geometry_state().decode())
        QTimer.singleShot(0, self._application.quit)

    def close(self) -> None:
        """Close in reverse: the room, the vault, the lanes."""
        self._clipboard.clear()
        self._notifier.close()
        self._gate.close()
        if self._threshold is not None:
            self._threshold.close()
        if self._inside is not None:
            self._inside.leave()
        if self._vault is not None:
            self._background.on_vault(self._vault.close)
        self._background.close()
