"""Puts a page into a window as the program does: a language, a scheme, a size."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.paths import resources
from desktop.ui.appearance import Appearance
from desktop.ui.theme import fonts, palette, stylesheet
from desktop.ui.translation import install
from desktop.words import Language


@contextmanager
def dressed(application: QApplication, language: Language, appearance: Appearance) -> Iterator[None]:
    """The application in this language and look, and afterwards as it was."""
    before = application.style().objectName(), application.palette(), application.font(), QLocale()
    application.setStyle("Fusion")
    application.setPalette(palette(appearance.tokens))
    application.setFont(fonts(text_scale=appearance.text_scale))
    application.setStyleSheet(stylesheet(appearance.tokens))
    install(application, language, resources() / "i18n")
    try:
        yield
    finally:
        for translator in application.findChildren(QTranslator):
            application.removeTranslator(translator)
        application.setStyleSheet("")
        application.setStyle(before[0])
        application.setPalette(before[1])
        application.setFont(before[2])
        QLocale.setDefault(before[3])
