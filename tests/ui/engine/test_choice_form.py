"""Where a model shall run: what can be chosen on which machine, and when it is applied."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.engine.choice_form import ChoiceForm
from model_manager.placement import Choice, Mode
from tests.ui.engine.samples import FIRST, SECOND

BOTH = (FIRST, SECOND)


@pytest.fixture
def form(qtbot: QtBot) -> ChoiceForm:
    made = ChoiceForm()
    qtbot.addWidget(made)
    made.resize(500, 400)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_without_devices_there_are_two_ways(form: ChoiceForm) -> None:
    form.show_choice(Choice(), ())
    assert form.automatic.isChecked()
    assert not form.singles
    assert not form.several.isVisible()
    assert not form.apply_button.isEnabled()


def test_one_device_can_be_taken_but_not_several(form: ChoiceForm) -> None:
    form.show_choice(Choice(), (FIRST,))
    assert [each.text() for each in form.singles] == ["Only NVIDIA RTX A4000 (16.0 GiB)"]
    assert not form.several.isVisible()


def test_what_is_changed_is_told_once_and_applied_by_the_button(qtbot: QtBot, form: ChoiceForm) -> None:
    told: list[Choice] = []
    form.changed.connect(told.append)
    form.show_choice(Choice(), BOTH)
    assert told == []
    form.singles[1].click()
    assert told == [Choice(Mode.DEVICES, ("Vulkan1",))]
    with qtbot.waitSignal(form.applied) as applied:
        QTest.mouseClick(form.apply_button, Qt.MouseButton.LeftButton)
    assert applied.args == told
    form.show_choice(told[0], BOTH)
    assert not form.apply_button.isEnabled()


def test_several_devices_in_their_order(form: ChoiceForm) -> None:
    form.show_choice(Choice(), BOTH)
    form.several.click()
    assert all(each.isVisible() for each in form.shares)
    assert not form.apply_button.isEnabled()            # none is ticked
    form.shares[1].click()
    form.shares[0].click()
    assert form.choice == Choice(Mode.DEVICES, ("Vulkan0", "Vulkan1"))
    assert form.apply_button.isEnabled()


def test_the_length_of_the_context_belongs_to_the_choice(form: ChoiceForm) -> None:
    form.show_choice(Choice(context=6000), ())
    assert form.context.currentText() == "6,000"
    form.context.setCurrentIndex(form.context.findData(4096))
    assert form.choice == Choice(context=4096)
    form.processor.click()
    assert form.choice == Choice(Mode.CPU, (), 4096)


def offered(form: ChoiceForm) -> list[str]:
    return [form.context.itemText(place) for place in range(form.context.count())]


@pytest.mark.parametrize(
    ("trained", "lengths"),
    [
        (1024, ["1,024 (the most)"]),
        (8192, ["2,048", "4,096", "8,192 (the most)"]),
        (10_000, ["2,048", "4,096", "8,192", "10,000 (the most)"]),
        (0, ["2,048", "4,096", "8,192", "16,384", "32,768", "65,536", "131,072"]),
    ],
)
def test_no_more_context_is_offered_than_a_model_was_trained_for(
    form: ChoiceForm, trained: int, lengths: list[str]
) -> None:
    form.offer_up_to(4096)
    form.offer_up_to(trained)
    assert offered(form) == ["Automatic", *lengths]


def test_what_is_chosen_stays_when_the_lengths_become_known(form: ChoiceForm) -> None:
    told: list[Choice] = []
    form.show_choice(Choice(context=6000), ())
    form.changed.connect(told.append)
    form.offer_up_to(2048)
    assert offered(form) == ["Automatic", "2,048 (the most)", "6,000"]
    assert form.choice == Choice(context=6000)
    assert told == []


@pytest.mark.parametrize(
    "choice",
    [
        Choice(), Choice(Mode.CPU, (), 2048), Choice(Mode.DEVICES, ("Vulkan1",)),
        Choice(Mode.DEVICES, ("Vulkan0", "Vulkan1"), 8192),
    ],
)  # fmt: skip
def test_what_is_shown_is_what_is_read(form: ChoiceForm, choice: Choice) -> None:
    form.show_choice(choice, BOTH)
    assert form.choice == choice
    assert not form.apply_button.isEnabled()


def test_a_device_that_is_gone_is_named(form: ChoiceForm) -> None:
    form.show_choice(Choice(Mode.DEVICES, ("Vulkan9",)), (FIRST,))
    assert form.missing.isVisible()
    assert "Vulkan9" in form.missing.label.text()
    assert form.automatic.isChecked()
    form.show_choice(Choice(), (FIRST,))
    assert not form.missing.isVisible()


def test_while_an_answer_is_written_nothing_is_applied(form: ChoiceForm) -> None:
    form.show_choice(Choice(), (FIRST,))
    form.processor.click()
    form.set_free(free=False)
    assert not form.apply_button.isEnabled()
    form.set_free(free=True)
    assert form.apply_button.isEnabled()


def test_a_name_longer_than_the_form_gives_way(form: ChoiceForm) -> None:
    form.show_choice(Choice(), BOTH)
    radio = form.singles[0]
    assert radio.minimumSizeHint().width() < radio.sizeHint().width()
    assert form.automatic.minimumSizeHint().width() == form.automatic.sizeHint().width()


def test_the_arrow_keys_choose(form: ChoiceForm) -> None:
    form.show_choice(Choice(), ())
    form.automatic.setFocus()
    QTest.keyClick(form.automatic, Qt.Key.Key_Down)
    assert form.choice.mode is Mode.CPU


def test_tab_goes_from_top_to_bottom(form: ChoiceForm) -> None:
    form.show_choice(Choice(), BOTH)
    form.several.click()
    form.shares[0].click()
    form.several.setFocus()
    seen: list[QWidget | None] = [form.several]
    for _ in range(4):
        focused = seen[-1]
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert seen[1:] == [*form.shares, form.context, form.apply_button]
