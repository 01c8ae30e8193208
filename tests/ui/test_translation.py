"""The window's language: our words and Qt's, changed while it runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.paths import resources
from desktop.ui.translation import install

FOLDER = resources() / "i18n"
translate = QCoreApplication.translate


@pytest.fixture
def application(qapp: QApplication) -> Iterator[QApplication]:
    before = QLocale()
    yield qapp
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
    QLocale.setDefault(before)


def test_our_words_and_those_of_qt_are_japanese(application: QApplication) -> None:
    install(application, "ja", FOLDER)
    assert translate("UnlockPage", "Passphrase") == "パスフレーズ"
    assert translate("QPlatformTheme", "Cancel") == "キャンセル"
    assert QLocale().language() is QLocale.Language.Japanese


def test_a_language_replaces_the_one_before(application: QApplication) -> None:
    install(application, "ja", FOLDER)
    install(application, "en", FOLDER)
    assert translate("UnlockPage", "Passphrase") == "Passphrase"
    assert translate("QPlatformTheme", "Cancel") == "Cancel"
    assert QLocale().language() is QLocale.Language.English
    install(application, "ja", FOLDER)
    assert translate("UnlockPage", "Passphrase") == "パスフレーズ"


@pytest.mark.parametrize(("count", "words"), [(1, "after 1 minute"), (5, "after 5 minutes")])
def test_plurals(application: QApplication, count: int, words: str) -> None:
    install(application, "en", FOLDER)
    assert translate("LockControls", "after %n minute(s)", "", count) == words


def test_what_cannot_be_read_leaves_the_language_in_use(application: QApplication, tmp_path: Path) -> None:
    install(application, "ja", FOLDER)
    with pytest.raises(OSError, match="hisho_en"):
        install(application, "en", tmp_path)
    assert translate("UnlockPage", "Passphrase") == "パスフレーズ"


def test_an_unknown_word_is_itself(application: QApplication) -> None:
    install(application, "ja", FOLDER)
    assert QObject().tr("not a word of ours") == "not a word of ours"
