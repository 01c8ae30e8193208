"""Pictures of the page of the models for the eye, in build/screens; the test proves that no words are cut."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.paths import source_root
from desktop.ui.appearance import Appearance
from desktop.ui.labels import ElidedLabel
from desktop.words import Language
from model_manager.edition import Edition
from tests.ui.models.samples import AIRGAP_SAMPLES, SAMPLES, Stage
from tests.ui.pages.dressing import dressed
from tests.ui.pages.test_pages_screens import SCHEMES, is_cut

WINDOWS = {"wide": (1280, 800), "narrow": (480, 760)}
Case = tuple[Language, str, str, float]
CASES: list[Case] = [
    ("ja", "light", "wide", 1.0), ("ja", "dark", "narrow", 1.0), ("en", "dark", "wide", 1.0),
    ("en", "light", "narrow", 1.0), ("ja", "dark", "wide", 1.4), ("en", "light", "narrow", 1.4),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("name", [*SAMPLES, *AIRGAP_SAMPLES])
def test_nothing_is_cut_off(
    name: str, case: Case, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    language, scheme, window, scale = case
    appearance = Appearance(SCHEMES[scheme], scale)
    with dressed(qapp, language, appearance):
        edition = Edition.AIRGAP if name in AIRGAP_SAMPLES else Edition.FULL
        stage = Stage(tmp_path, language, edition=edition)
        page = stage.page
        qtbot.addWidget(page)
        page.resize(*WINDOWS[window])
        page.set_appearance(appearance)
        with qtbot.waitExposed(page):
            page.show()
        page.take_focus()
        (SAMPLES | AIRGAP_SAMPLES)[name](stage)
        page.set_appearance(appearance)
        for _ in range(4):
            qapp.processEvents()        # layouts that were asked for while it was shown
        folder = source_root() / "build" / "screens"
        folder.mkdir(parents=True, exist_ok=True)
        page.grab().save(str(folder / f"models_{name}_{language}_{scheme}_{window}_{round(scale * 100)}.png"))
        shown = [
            each
            for each in page.findChildren(QLabel) + page.findChildren(QAbstractButton)
            if each.isVisible() and not isinstance(each, ElidedLabel)
        ]
        cut = [each.text() for each in shown if each.text() and is_cut(each, page)]
        page.close()
    assert cut == []
    assert page.width() == WINDOWS[window][0]       # it makes do with the window it is given
