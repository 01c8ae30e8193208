"""Pictures of the panes for the eye, in build/screens; the test only proves that nothing is cut off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.chat.prompt import Fit
from desktop.paths import resources, source_root
from desktop.ui.appearance import Appearance
from desktop.ui.labels import PlainLabel, dress_labels
from desktop.ui.main_window import MainWindow
from desktop.ui.notices import Notice, NoticeKind
from desktop.ui.status.protection_dialog import ProtectionDialog
from desktop.ui.status.state import ModelState, ModelStatus
from desktop.ui.theme import DARK, LIGHT, SIZES, fonts, palette, stylesheet
from tests.ui.engine.samples import FIGURES
from tests.ui.samples import CHOICES, CONVERSATIONS, HITS, NOW, PROTECTION, window_with
from tests.ui.ts_translator import TsTranslator

JAPANESE = resources() / "i18n" / "hisho_ja.ts"
LANGUAGES = ["en", "ja"] if JAPANESE.exists() else ["en"]
SIZES_SHOWN = {"wide": (1280, 800), "narrow": (480, 760)}


@pytest.fixture
def dressed(qapp: QApplication) -> Iterator[QApplication]:
    """The application, to be dressed by the test and undressed afterwards."""
    before = qapp.style().objectName(), qapp.palette(), qapp.font(), qapp.styleSheet(), QLocale()
    yield qapp
    qapp.setStyleSheet(before[3])
    qapp.setStyle(before[0])
    qapp.setPalette(before[1])
    qapp.setFont(before[2])
    QLocale.setDefault(before[4])


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest, dressed: QApplication) -> Iterator[str]:
    """The window in this language."""
    translator = TsTranslator(JAPANESE) if request.param == "ja" else None
    if translator is not None:
        QLocale.setDefault(QLocale(QLocale.Language.Japanese, QLocale.Country.Japan))
        QCoreApplication.installTranslator(translator)
    yield request.param
    if translator is not None:
        QCoreApplication.removeTranslator(translator)


def dress(app: QApplication, appearance: Appearance) -> None:
    app.setStyle("Fusion")
    app.setPalette(palette(appearance.tokens))
    app.setStyleSheet(stylesheet(appearance.tokens))
    app.setFont(fonts(text_scale=appearance.text_scale))


def sample_transcript(appearance: Appearance) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    label = PlainLabel(SIZES.body, ink="text", wraps=True)
    label.setText("請求項に係る発明は、当業者が容易に想到し得たものではありません。" * 3)
    column.addWidget(label)
    column.addStretch(1)
    dress_labels(page, appearance)
    return page


def sample_window(appearance: Appearance) -> MainWindow:
    window = window_with(sample_transcript(appearance))
    panes = window.chat_page.panes
    window.chat_page.set_appearance(appearance)
    panes.sidebar.show_conversations(CONVERSATIONS, NOW)
    panes.sidebar.select(1)
    panes.sidebar.set_trash_count(3)
    panes.status.show_model(ModelStatus("guide", is_guide=True))
    panes.status.show_choices(CHOICES, CHOICES[0].sha256)
    panes.status.show_protection(PROTECTION)
    panes.header.show_conversation("拒絶理由通知への応答案", "12 メッセージ")
    panes.composer.show_count(Fit(0, 1240, 3072, too_long=False))
    window.chat_page.figures.show_figures(FIGURES)
    return window


def other_state(window: MainWindow) -> None:
    """Search, notices, a message too long, a model that loads while another file is read."""
    panes = window.chat_page.panes
    panes.sidebar.search_field.setText("固体電解質")
    panes.sidebar.show_hits(HITS, "固体電解質")
    panes.status.show_model(ModelStatus("llm-jp-4-8b-instruct", state=ModelState.LOADING, fraction=0.43))
    panes.status.show_checking("gpt-oss-20b-MXFP4.gguf", 0.43)
    panes.notices.show_notice(Notice("会話をゴミ箱に移しました", action="元に戻す"))
    panes.notices.show_notice(Notice("エンジンが停止しました", NoticeKind.ERROR))
    panes.composer.set_text("引用文献1の記載について。\n" * 12)
    panes.composer.show_count(Fit(0, 5120, 3072, too_long=True))


def save(widget: QWidget, name: str) -> None:
    folder = source_root() / "build" / "screens"
    folder.mkdir(parents=True, exist_ok=True)
    QCoreApplication.sendPostedEvents()         # layouts that wait for the next turn
    assert widget.grab().save(str(Path(folder) / f"panes_{name}.png"))


def cut_off(window: QWidget) -> list[str]:
    """Words and buttons that are shown outside of what holds them, or have less height than they need."""
    QCoreApplication.sendPostedEvents()
    found = []
    for part in [*window.findChildren(QLabel), *window.findChildren(QAbstractButton)]:
        holder = part.parentWidget()
        if holder is None or isinstance(holder, QLineEdit) or part.visibleRegion().isEmpty():
            continue
        wraps = part.hasHeightForWidth()
        needed = part.heightForWidth(part.width()) if wraps else part.minimumSizeHint().height()
        if not holder.rect().contains(part.geometry()) or part.height() < needed:
            found.append(f"{type(part).__name__} {part.accessibleName() or getattr(part, 'text', str)()}")
    return found


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_whole_window(
    qtbot: QtBot, dressed: QApplication, language: str, tokens: object, size: str
) -> None:
    appearance = Appearance(DARK if tokens is DARK else LIGHT)
    dress(dressed, appearance)
    window = sample_window(appearance)
    qtbot.addWidget(window)
    window.resize(*SIZES_SHOWN[size])
    with qtbot.waitExposed(window):
        window.show()
    name = f"{'dark' if tokens is DARK else 'light'}_{language}_{size}"
    assert cut_off(window) == []
    save(window, name)
    other_state(window)
    if size == "narrow":
        save(window, f"{name}_busy")
        window.chat_page.toggle_sidebar()
    assert cut_off(window) == []
    save(window, f"{name}_search")


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_text_of_twice_the_size(
    qtbot: QtBot, dressed: QApplication, language: str, size: str
) -> None:
    appearance = Appearance(LIGHT, 2.0)
    dress(dressed, appearance)
    window = sample_window(appearance)
    qtbot.addWidget(window)
    window.resize(*SIZES_SHOWN[size])
    with qtbot.waitExposed(window):
        window.show()
    assert cut_off(window) == []
    save(window, f"large_{language}_{size}")
    if size == "narrow":
        window.chat_page.toggle_sidebar()
        assert cut_off(window) == []
        save(window, f"large_{language}_drawer")


def test_the_largest_letters_in_the_smallest_window(
    qtbot: QtBot, dressed: QApplication, language: str
) -> None:
    """The counter gives way to the button, whole or with an ellipsis."""
    appearance = Appearance(LIGHT, 2.0)
    dress(dressed, appearance)
    window = sample_window(appearance)
    qtbot.addWidget(window)
    window.resize(420, 480)
    with qtbot.waitExposed(window):
        window.show()
    foot = window.chat_page.panes.composer.foot
    assert not foot.counter.geometry().intersects(foot.round.geometry())
    assert foot.round.geometry().right() <= foot.width()
    save(window, f"smallest_{language}_2.0")


@pytest.mark.parametrize("text_scale", [0.875, 1.0, 1.5])
def test_the_smallest_window(
    qtbot: QtBot, dressed: QApplication, language: str, text_scale: float
) -> None:
    appearance = Appearance(LIGHT, text_scale)
    dress(dressed, appearance)
    window = sample_window(appearance)
    qtbot.addWidget(window)
    window.resize(420, 480)
    with qtbot.waitExposed(window):
        window.show()
    assert cut_off(window) == []
    window.chat_page.toggle_sidebar()
    assert cut_off(window) == []
    save(window, f"smallest_{language}_{text_scale}")


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_protection_dialog(qtbot: QtBot, dressed: QApplication, language: str, tokens: object) -> None:
    appearance = Appearance(DARK if tokens is DARK else LIGHT)
    dress(dressed, appearance)
    dialog = ProtectionDialog(PROTECTION, appearance)
    qtbot.addWidget(dialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert cut_off(dialog) == []
    save(dialog, f"protection_{'dark' if tokens is DARK else 'light'}_{language}")
