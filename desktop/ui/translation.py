"""The window's language: Qt's translators for our own words and for those of Qt's dialogs and menus."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator

from desktop.words import Language, Words, read_words, words_file

_OURS = "hisho-words"


class WordsTranslator(QTranslator):
    """Gives Qt our words."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words

    def isEmpty(self) -> bool:
        """Never: Qt tells the widgets of a new language only for a translator that holds something."""
        return False

    def translate(
        self, context: str, sourceText: str, _disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """None lets Qt go on to the next translator, and at last to the source itself."""
        forms = self._words.get((context, sourceText))
        if not forms:
            return None
        return forms[0] if n == 1 else forms[-1]


def install(application: QCoreApplication, language: Language, folder: Path) -> None:
    """Speak this language from now on, instead of the one before. Every widget gets a LanguageChange event.
    Raises OSError where the words cannot be read.
    """
    ours = WordsTranslator(read_words(words_file(language, folder)), application)
    for before in application.findChildren(QTranslator, _OURS):
        application.removeTranslator(before)
        before.deleteLater()
    QLocale.setDefault(QLocale("ja_JP" if language == "ja" else "en_GB"))
    translators: list[QTranslator] = [ours]
    if language == "ja":
        qt_words = QTranslator(application)
        if qt_words.load("qtbase_ja", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            translators.insert(0, qt_words)
    for each in translators:
        each.setObjectName(_OURS)
        application.installTranslator(each)
