"""Shows a new recovery key on a page of its own, and tells when it was written down or left."""

import random
from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.ui.appearance import Appearance
from desktop.ui.main_window import MainWindow
from desktop.ui.pages.recovery_key import RecoveryKeyPage
from desktop.vault.recovery import GROUPS, group_state

NEW_KEY = "new_recovery_key"
_ASKED_GROUPS = 2


class NewKey(QObject):
    """The page is made when the first key is shown, and forgets each key when it was confirmed."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._page: RecoveryKeyPage | None = None
        self._done: tuple[Callable[[], None], Callable[[], None]] | None = None
        self.appearance = Appearance()

    @property
    def page(self) -> RecoveryKeyPage:
        """The page, made now if there is none yet."""
        if self._page is None:
            self._page = RecoveryKeyPage(group_state)
            self._page.set_appearance(self.appearance)
            self._page.confirmed.connect(lambda: self._end(confirmed=True))
            self._page.left.connect(lambda: self._end(confirmed=False))
            self._window.add_page(NEW_KEY, self._page)
        return self._page

    def show(
        self, recovery_key: str, confirmed: Callable[[], None], left: Callable[[], None], leaving: str
    ) -> None:
        """Show it once; `confirmed` is called when two of its groups were typed from what was written, `left`
        when somebody goes before that. `leaving` says what that means.
        """
        self._done = confirmed, left
        self.page.offer_leaving(leaving)
        asked = sorted(random.SystemRandom().sample(range(GROUPS), _ASKED_GROUPS))
        self.page.show_key(recovery_key.split("-"), asked)
        self._window.show_page(NEW_KEY)

    def _end(self, *, confirmed: bool) -> None:
        done, self._done = self._done, None
        self.page.forget_key()
        if done is not None:
            done[0 if confirmed else 1]()
