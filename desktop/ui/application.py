"""The QApplication and its look: made once, dressed anew whenever a setting changes."""

import os
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from desktop.settings import Settings
from desktop.ui import translation
from desktop.ui.appearance import Appearance
from desktop.ui.file_memory import remember_nothing
from desktop.ui.theme import DARK, LIGHT, fonts, palette, stylesheet
from desktop.words import Language, Translate, system_language, translator

# Qt's wheels carry ibus and compose; fcitx5 is reached through its ibus front end (tried with mozc).
_INPUT_METHODS = "wayland;fcitx;ibus;compose"


def session_bus(environment: Mapping[str, str]) -> str:
    """The address of the session bus; where there is none, one that no library can do anything with. With no
    address at all, libdbus would start a bus of its own (dbus-launch) while the window is not shut in yet.
    """
    if named := environment.get("DBUS_SESSION_BUS_ADDRESS"):
        return named
    usual = Path(environment.get("XDG_RUNTIME_DIR", "/nowhere"), "bus")
    return f"unix:path={usual}" if usual.is_socket() else "disabled:"


def make_application(icons: Path) -> QApplication:
    """The application, before anything else of Qt."""
    os.environ.setdefault("QT_IM_MODULES", _INPUT_METHODS)
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = session_bus(os.environ)
    QGuiApplication.setDesktopFileName("hisho")
    remember_nothing()
    application = QApplication(["hisho"])
    application.setApplicationName("Hisho")
    application.setStyle("Fusion")
    application.setWindowIcon(QIcon(str(icons / "app" / "hisho.svg")))
    application.setQuitOnLastWindowClosed(False)
    return application


class Dress(QObject):
    """Applies language, colours and text size to the whole application."""

    appearance_changed = Signal(object)  # Appearance

    def __init__(self, application: QApplication, words_folder: Path) -> None:
        super().__init__()
        self._application = application
        self._folder = words_folder
        self._settings = Settings()
        self._language: Language | None = None
        self.appearance = Appearance()
        self.translate: Translate = translator("en", words_folder)
        application.styleHints().colorSchemeChanged.connect(self._on_scheme)

    def wear(self, settings: Settings) -> None:
        """Take these settings."""
        self._settings = settings
        language = system_language(os.environ) if settings.language == "system" else settings.language
        if language != self._language:
            self._language = language
            self.translate = translator(language, self._folder)
            translation.install(self._application, language, self._folder)
        self._colour()

    @Slot()
    def _on_scheme(self) -> None:
        if self._settings.scheme == "system":
            self._colour()

    def _colour(self) -> None:
        """Palette, style sheet and font of everything, then tell the panes."""
        schemes = {
            "system": Qt.ColorScheme.Unknown,
            "light": Qt.ColorScheme.Light,
            "dark": Qt.ColorScheme.Dark,
        }
        hints = self._application.styleHints()
        hints.setColorScheme(schemes[self._settings.scheme])
        # Not every desktop carries the wish back into what it says of itself: a bare X server stays
        # "unknown".
        by_desktop = self._settings.scheme == "system" and hints.colorScheme() is Qt.ColorScheme.Dark
        dark = self._settings.scheme == "dark" or by_desktop
        tokens = DARK if dark else LIGHT
        self.appearance = Appearance(tokens, self._settings.text_percent / 100)
        self._application.setPalette(palette(tokens))
        self._application.setFont(fonts(text_scale=self.appearance.text_scale))
        self._application.setStyleSheet(stylesheet(tokens))
        self.appearance_changed.emit(self.appearance)
