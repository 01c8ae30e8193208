"""The status card and the protection dialog."""


import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.ui.appearance import Appearance
from desktop.ui.status.protection_dialog import ProtectionDialog
from desktop.ui.status.state import ModelState, ModelStatus, ProtectionLevel, ProtectionStatus
from desktop.ui.status.status_card import StatusCard
from tests.ui.samples import CHOICES, PROTECTION


@pytest.fixture
def card(qtbot: QtBot) -> StatusCard:
    made = StatusCard()
    qtbot.addWidget(made)
    made.resize(256, 220)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_guide_says_what_it_cannot_do(card: StatusCard) -> None:
    card.show_model(ModelStatus("guide", is_guide=True))
    assert card.model_name.text() == "Guide model"
    assert card.detail.text() == "It can only show you the way around Hisho"
    assert card.state.text() == "Ready"


@pytest.mark.parametrize(
    ("status", "words", "bar"),
    [
        (ModelStatus("m", state=ModelState.LOADING, fraction=0.439), "Loading 43 %", True),
        (ModelStatus("m", state=ModelState.LOADING), "Loading", True),
        (ModelStatus("m", state=ModelState.READY), "Ready", False),
        (ModelStatus("m", state=ModelState.WORKING), "Answering", False),
        (ModelStatus("m", state=ModelState.FAILED, detail="It is no GGUF"), "Failed", False),
    ],
)
def test_every_state_has_words(card: StatusCard, status: ModelStatus, words: str, *, bar: bool) -> None:
    card.show_model(status)
    assert card.state.text() == words
    assert card.bar.isVisible() is bar
    assert card.detail.text() == status.detail
    assert card.detail.isVisible() is bool(status.detail)


def test_no_model_is_said(card: StatusCard) -> None:
    card.show_model(ModelStatus("", state=ModelState.NONE))
    assert card.model_name.text() == "No model"


def test_the_failure_of_the_guide_is_not_hidden_by_its_note(card: StatusCard) -> None:
    card.show_model(ModelStatus("guide", is_guide=True, state=ModelState.FAILED, detail="Out of memory"))
    assert card.detail.text() == "Out of memory"


def test_the_menu_ticks_the_current_model_and_chooses_another(qtbot: QtBot, card: StatusCard) -> None:
    card.show_choices(CHOICES, CHOICES[0].sha256)
    actions = [action for action in card.menu().actions() if not action.isSeparator()]
    assert [action.text() for action in actions] == [
        "Guide model",
        "llm-jp-4-8b-instruct · Q4_K_M · 4.9 GB",
        "Research && Development 13B (file not found)",
        "Open GGUF…",
        "Models…",
        "Engine details…",
    ]
    assert [action.isChecked() for action in actions] == [True, False, False, False, False, False]
    assert [action.isEnabled() for action in actions] == [True, True, False, True, True, True]
    with qtbot.waitSignal(card.model_chosen) as chosen:
        actions[1].trigger()
    assert chosen.args == [CHOICES[1].sha256]
    with qtbot.waitSignal(card.open_model_requested):
        actions[3].trigger()
    with qtbot.waitSignal(card.models_requested):
        actions[4].trigger()
    with qtbot.waitSignal(card.engine_requested):
        actions[5].trigger()


def test_choosing_the_current_model_again_is_no_wish(qtbot: QtBot, card: StatusCard) -> None:
    card.show_choices(CHOICES, CHOICES[0].sha256)
    with qtbot.assertNotEmitted(card.model_chosen):
        card.menu().actions()[0].trigger()


def test_checking_a_file_shows_how_far_it_is(card: StatusCard) -> None:
    assert card.checking.isHidden()
    card.show_checking("big.gguf", 0.43)
    assert card.checking.text() == "Checking 43 % · big.gguf"
    assert card.checking_bar.value() == 430
    assert [action.isEnabled() for action in card.menu().actions()][-3:-1] == [False, True]
    assert not card.open_button.isEnabled()
    card.clear_checking()
    assert card.open_button.isEnabled()
    assert card.checking.isHidden()
    assert [action.isEnabled() for action in card.menu().actions()][-3:-1] == [True, True]


def test_protection_names_level_and_reasons(qtbot: QtBot, card: StatusCard) -> None:
    assert card.protection_button.isHidden()
    card.show_protection(ProtectionStatus(ProtectionLevel.WEAK, ("no Landlock <6.7>", "no user namespaces")))
    assert card.protection_button.words == "Protection: weak"
    assert card.protection_button.toolTip() == "<qt>no Landlock &lt;6.7&gt;<br>no user namespaces</qt>"
    assert card.protection_button.accessibleDescription() == "no Landlock <6.7>\nno user namespaces"
    with qtbot.waitSignal(card.protection_requested):
        QTest.mouseClick(card.protection_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(card.open_model_requested):
        QTest.mouseClick(card.open_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(card.models_requested):
        QTest.mouseClick(card.models_button, Qt.MouseButton.LeftButton)


def test_showing_tells_nobody(qtbot: QtBot, card: StatusCard) -> None:
    with qtbot.assertNotEmitted(card.model_chosen), qtbot.assertNotEmitted(card.protection_requested):
        card.show_choices(CHOICES, CHOICES[1].sha256)
        card.show_model(ModelStatus("m"))
        card.show_protection(PROTECTION)


def test_the_dialog_lists_reasons_programs_and_layers(qtbot: QtBot) -> None:
    dialog = ProtectionDialog(PROTECTION, Appearance())
    qtbot.addWidget(dialog)
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Protection: medium" in words
    assert f"• {PROTECTION.reasons[0]}" in words
    assert words.count("seccomp: on") == 2
    assert words.count("namespaces: off (bubblewrap が見つかりません)") == 2
    assert {"hisho-window", "hisho-engine"} <= set(words)


def test_the_dialog_scrolls_only_what_has_no_room(qtbot: QtBot) -> None:
    dialog = ProtectionDialog(PROTECTION, Appearance())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    (area,) = dialog.findChildren(QScrollArea)
    around = dialog.height() - area.height()
    inside = area.widget()
    assert inside is not None
    needed = inside.heightForWidth(area.viewport().width())
    dialog.resize(dialog.width(), around + needed)
    qtbot.waitUntil(lambda: area.height() == needed)
    assert area.verticalScrollBar().maximum() == 0
    dialog.resize(dialog.width(), around + needed - 40)
    qtbot.waitUntil(lambda: area.height() == needed - 40)
    assert area.verticalScrollBar().maximum() >= 40
