"""The way to the licences: the page is made, and the texts are read, when somebody first wants them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.background import Background
from desktop.ui.main_window import MainWindow

if TYPE_CHECKING:
    from desktop.ui.licences.page import LicencesPage, Told

LICENCES = "licences"


class LicencesCorner(QObject):
    """Most people never come here."""

    left = Signal()

    def __init__(
        self, window: MainWindow, background: Background, resources: Path, words: Callable[[Exception], str]
    ) -> None:
        super().__init__()
        self._window = window
        self._background = background
        self._resources = resources
        self._words = words
        self._page: LicencesPage | None = None
        self._is_reading = False

    @property
    def page(self) -> "LicencesPage":
        """The page, made now if there is none yet."""
        if self._page is None:
            from desktop.ui.licences.page import LicencesPage

            self._page = LicencesPage()
            self._page.closed.connect(self.left)
            self._window.add_page(LICENCES, self._page)
        return self._page

    @Slot()
    def show(self) -> None:
        """Show the parts; they are read anew, since a library may have been exchanged."""
        page = self.page
        page.show_error("")
        self._window.show_page(LICENCES)
        page.setFocus()
        if not self._is_reading:
            self._is_reading = True
            self._background.elsewhere(self._read, self._on_read, self._on_error)

    def _read(self) -> list["Told"]:
        from desktop.licences.listing import components
        from desktop.ui.licences.page import Told

        return [Told(each, each.text()) for each in components(self._resources)]

    def _on_read(self, told: list["Told"]) -> None:
        self._is_reading = False
        self.page.show_parts(told)

    def _on_error(self, error: Exception) -> None:
        self._is_reading = False
        self.page.show_error(self._words(error))
