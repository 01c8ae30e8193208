"""Pictures of the pages for the eye, in build/screens; the test proves that nothing is cut off."""

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.paths import source_root
from desktop.ui.appearance import Appearance
from desktop.ui.theme import DARK, LIGHT
from desktop.words import Language
from tests.ui.pages.dressing import dressed
from tests.ui.pages.samples import SAMPLES

SCHEMES = {"light": LIGHT, "dark": DARK}
WINDOWS = {"wide": (1280, 800), "narrow": (480, 760)}
Case = tuple[Language, str, str, float]
CASES: list[Case] = [
    *(("ja", scheme, window, 1.0) for scheme in SCHEMES for window in WINDOWS),
    ("en", "light", "wide", 1.0),
    ("en", "dark", "narrow", 1.0),
    ("ja", "dark", "wide", 2.0),
    ("en", "light", "wide", 2.0),
]


def is_cut(part: QWidget, page: QWidget) -> bool:
    """Whether there is less room than its words need, or it reaches out of the page."""
    needed = part.minimumSizeHint()
    if isinstance(part, QAbstractButton):
        height = part.fontMetrics().height() + 4  # padding may give way, words may not
    else:
        height = part.heightForWidth(part.width()) if part.hasHeightForWidth() else needed.height()
    right = part.mapTo(page, part.rect().topRight()).x()
    height -= 1  # bold Japanese may ask for one pixel more once it is painted
    return part.height() < height or part.width() < needed.width() or right >= page.width()


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_cut_off(name: str, case: Case, qapp: QApplication, qtbot: QtBot) -> None:
    language, scheme, window, scale = case
    appearance = Appearance(SCHEMES[scheme], scale)
    with dressed(qapp, language, appearance):
        page = SAMPLES[name]()
        qtbot.addWidget(page)
        page.resize(*WINDOWS[window])
        page.set_appearance(appearance)
        with qtbot.waitExposed(page):
            page.show()
        qapp.processEvents()  # layouts that were asked for while it was shown
        folder = source_root() / "build" / "screens"
        folder.mkdir(parents=True, exist_ok=True)
        page.grab().save(str(folder / f"pages_{name}_{language}_{scheme}_{window}_{round(scale * 100)}.png"))
        shown = [
            each
            for each in page.findChildren(QLabel) + page.findChildren(QAbstractButton)
            if each.isVisible()
        ]
        cut = [each.text() for each in shown if each.text() and is_cut(each, page)]
        page.close()
    assert cut == []
