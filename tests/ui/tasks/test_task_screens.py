"""The empty page as it is drawn, in both languages: saved as pictures, and nothing is cut off."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.chat.lead import Lead, SamplingWish
from desktop.ui.appearance import Appearance
from desktop.ui.lead_dialog import LeadDialog
from desktop.ui.theme import DARK, LIGHT
from desktop.ui.wish_rows import NumberRow
from tests.contracts.task_contract import TASK
from tests.ui.tasks.rig import Rig
from tests.ui.test_panes_screens import SIZES_SHOWN, cut_off, dress, dressed, language, save

__all__ = ["dressed", "language"]   # fixtures

LOOKS = {"light": Appearance(LIGHT), "dark": Appearance(DARK), "large": Appearance(LIGHT, 1.5)}


@pytest.mark.parametrize("size", SIZES_SHOWN)
@pytest.mark.parametrize("look", LOOKS)
def test_the_faces_of_the_empty_page(
    rig: Rig, dressed: QApplication, language: str, look: str, size: str
) -> None:
    dress(dressed, LOOKS[look])
    rig.corner.set_language("ja" if language == "ja" else "en")
    rig.window.resize(*SIZES_SHOWN[size])
    rig.window.chat_page.set_appearance(LOOKS[look])
    rig.corner.wear(LOOKS[look])
    rig.tasks.add(TASK)
    rig.open()
    name = f"{look}_{language}_{size}"
    assert cut_off(rig.window) == []
    save(rig.window, f"tasks_{name}")
    rig.choose("議事録" if language == "ja" else "Minutes")
    assert cut_off(rig.window) == []
    save(rig.window, f"task_form_{name}")
    rig.page.form.copy_button.click()
    assert cut_off(rig.window) == []
    save(rig.window, f"task_editor_{name}")


@pytest.mark.parametrize("look", LOOKS)
def test_the_settings_of_a_conversation(
    qtbot: QtBot, dressed: QApplication, language: str, look: str
) -> None:
    dress(dressed, LOOKS[look])
    dialog = LeadDialog(Lead(TASK.lead.system_text), LOOKS[look])
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert cut_off(dialog) == []
    save(dialog, f"lead_{look}_{language}")


@pytest.mark.parametrize("width", [400, 560, 900])
@pytest.mark.parametrize("look", LOOKS)
def test_how_answers_are_drawn(
    qtbot: QtBot, dressed: QApplication, language: str, look: str, width: int
) -> None:
    dress(dressed, LOOKS[look])
    dialog = LeadDialog(Lead("", SamplingWish(temperature=0.3, seed=7, stop=("終",))), LOOKS[look])
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    dialog.drawing.fold_button.click()
    for field, text in (("top_k", "x"), ("top_p", "2")):
        row = dialog.drawing.rows[field]
        assert isinstance(row, NumberRow)
        row.editor.setText(text)
    dialog.resize(width, 1500)
    dialog.save_button.click()
    assert cut_off(dialog) == []
    assert dialog.area.horizontalScrollBar().maximum() == 0
    for row in dialog.drawing.rows.values():
        assert row.label.width() >= row.width() * 0.4       # names stay to be read beside their editors
    save(dialog, f"drawing_{look}_{language}_{width}")
