"""The composer: input methods, keys, what it tells and what it shows."""


import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from desktop.chat.prompt import Fit
from desktop.ui.composer.composer import Composer
from desktop.ui.composer.message_editor import MAX_LINES
from tests.ui.input_method import commit, compose

ENTER = Qt.Key.Key_Return
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


class Heard:
    """Everything the composer said."""

    def __init__(self, composer: Composer) -> None:
        self.sent: list[str] = []
        self.texts: list[str] = []
        self.others: list[str] = []
        composer.send_requested.connect(self.sent.append)
        composer.text_changed.connect(self.texts.append)
        composer.stop_requested.connect(lambda: self.others.append("stop"))
        composer.edit_cancelled.connect(lambda: self.others.append("edit cancelled"))


@pytest.fixture
def composer(qtbot: QtBot) -> Composer:
    made = Composer()
    qtbot.addWidget(made)
    made.resize(700, 140)
    with qtbot.waitExposed(made):
        made.show()
    made.editor.setFocus()
    return made


@pytest.fixture
def heard(composer: Composer) -> Heard:
    return Heard(composer)


def button(composer: Composer, name: str) -> QAbstractButton:
    return next(each for each in composer.findChildren(QAbstractButton) if each.accessibleName() == name)


class TestInputMethod:
    def test_enter_during_a_conversion_does_nothing(
        self, qtbot: QtBot, composer: Composer, heard: Heard
    ) -> None:
        compose(composer.editor, "とっきょ")
        for key in (ENTER, Qt.Key.Key_Enter):
            QTest.keyClick(composer.editor, key)
        QTest.keyClick(composer.editor, ENTER, CONTROL)
        assert heard.sent == []
        assert composer.text == ""

    def test_enter_in_the_turn_that_ends_the_conversion_does_nothing(
        self, qtbot: QtBot, composer: Composer, heard: Heard
    ) -> None:
        compose(composer.editor, "とっきょ")
        commit(composer.editor, "特許")
        QTest.keyClick(composer.editor, ENTER)
        assert heard.sent == []
        assert composer.text == "特許"

    def test_enter_in_a_later_turn_sends_once(
        self, qtbot: QtBot, composer: Composer, heard: Heard
    ) -> None:
        compose(composer.editor, "とっきょ")
        commit(composer.editor, "特許")
        QApplication.processEvents()
        QTest.keyClick(composer.editor, ENTER)
        assert heard.sent == ["特許"]

    def test_text_committed_without_a_preedit_may_be_sent_at_once(
        self, qtbot: QtBot, composer: Composer, heard: Heard
    ) -> None:
        commit(composer.editor, "。")
        QTest.keyClick(composer.editor, ENTER)
        assert heard.sent == ["。"]

    def test_a_part_that_is_committed_leaves_the_conversion_open(
        self, qtbot: QtBot, composer: Composer, heard: Heard
    ) -> None:
        compose(composer.editor, "とっきょは")
        commit(composer.editor, "特許", "は")
        QApplication.processEvents()
        QTest.keyClick(composer.editor, ENTER)
        assert heard.sent == []

    def test_a_conversion_taken_back_leaves_nothing(
        self, qtbot: QtBot, composer: Composer, heard: Heard
    ) -> None:
        compose(composer.editor, "はつめい")
        compose(composer.editor, "")
        QApplication.processEvents()
        assert composer.text == ""
        assert heard.texts == []

    def test_a_conversion_does_not_survive_the_loss_of_the_keyboard(
        self, qtbot: QtBot, composer: Composer, heard: Heard
    ) -> None:
        QTest.keyClicks(composer.editor, "a")
        compose(composer.editor, "はつめい")
        composer.editor.clearFocus()
        composer.editor.setFocus()
        QApplication.processEvents()
        QTest.keyClick(composer.editor, ENTER)
        assert len(heard.sent) == 1

    def test_learning_is_declined(self, composer: Composer) -> None:
        hints = composer.editor.inputMethodHints()
        assert hints & Qt.InputMethodHint.ImhSensitiveData
        assert hints & Qt.InputMethodHint.ImhNoPredictiveText


class TestKeys:
    def test_enter_sends_and_shift_enter_starts_a_line(
        self, qtbot: QtBot, composer: Composer, heard: Heard
    ) -> None:
        QTest.keyClicks(composer.editor, "a")
        QTest.keyClick(composer.editor, ENTER, SHIFT)
        QTest.keyClicks(composer.editor, "b")
        assert heard.sent == []
        QTest.keyClick(composer.editor, ENTER)
        assert heard.sent == ["a\nb"]
        assert composer.text == "a\nb"          # it stays until the question is accepted

    def test_control_enter_as_the_send_key(self, qtbot: QtBot, composer: Composer, heard: Heard) -> None:
        composer.set_send_key("ctrl_enter")
        QTest.keyClicks(composer.editor, "a")
        QTest.keyClick(composer.editor, ENTER)
        assert (heard.sent, composer.text) == ([], "a\n")
        QTest.keyClick(composer.editor, ENTER, CONTROL)
        assert heard.sent == ["a\n"]

    def test_the_placeholder_names_the_send_key(self, composer: Composer) -> None:
        assert "(Enter sends" in composer.editor.placeholderText()
        composer.set_send_key("ctrl_enter")
        assert "(Ctrl+Enter sends" in composer.editor.placeholderText()

    def test_an_unknown_send_key_is_refused(self, composer: Composer) -> None:
        with pytest.raises(ValueError, match="alt"):
            composer.set_send_key("alt")

    def test_a_key_held_down_sends_once(self, composer: Composer, heard: Heard) -> None:
        composer.set_text("a")
        for repeats in (False, True, True):
            press = QKeyEvent(
                QKeyEvent.Type.KeyPress, ENTER, Qt.KeyboardModifier.NoModifier, "\r", repeats
            )
            QApplication.sendEvent(composer.editor, press)
        assert heard.sent == ["a"]

    def test_blank_text_is_not_sent(self, qtbot: QtBot, composer: Composer, heard: Heard) -> None:
        composer.set_text(" \n　")
        QTest.keyClick(composer.editor, ENTER)
        assert heard.sent == []
        assert not button(composer, "Send").isEnabled()


class TestText:
    def test_typing_is_told_and_setting_is_not(
        self, qtbot: QtBot, composer: Composer, heard: Heard
    ) -> None:
        composer.set_text("a\r\nb")
        composer.clear()
        assert heard.texts == []
        QTest.keyClicks(composer.editor, "ab")
        assert heard.texts == ["a", "ab"]

    def test_only_plain_text_is_pasted(self, composer: Composer) -> None:
        rich = QMimeData()
        rich.setHtml("<b>太字</b><img src='x.png'>")
        rich.setText("太字\0")
        composer.editor.insertFromMimeData(rich)
        assert composer.text == "太字"

    def test_files_are_not_dropped_in_as_text(self, composer: Composer) -> None:
        files = QMimeData()
        files.setUrls([QUrl.fromLocalFile("/a.pdf")])
        assert not composer.editor.canInsertFromMimeData(files)

    def test_it_grows_to_ten_lines(self, composer: Composer) -> None:
        heights = []
        for lines in (1, 2, MAX_LINES, MAX_LINES + 1, 40):
            composer.set_text("\n".join("x" * lines))
            heights.append(composer.editor.height())
        assert heights[0] < heights[1] < heights[2] == heights[3] == heights[4]

    def test_wrapped_lines_count(self, qtbot: QtBot, composer: Composer) -> None:
        composer.set_text("長い行。" * 100)
        qtbot.waitUntil(lambda: composer.editor.height() > 3 * composer.editor.fontMetrics().lineSpacing())

    def test_a_low_window_limits_it(self, composer: Composer) -> None:
        composer.set_text("\n" * 20)
        composer.editor.set_max_height(90)
        assert composer.editor.height() == 90


class TestState:
    def test_busy_turns_the_button_into_stop(
        self, qtbot: QtBot, composer: Composer, heard: Heard
    ) -> None:
        composer.set_text("next")
        composer.set_busy(True)
        QTest.keyClick(composer.editor, ENTER)
        QTest.mouseClick(button(composer, "Stop"), Qt.MouseButton.LeftButton)
        assert (heard.sent, heard.others) == ([], ["stop"])
        composer.set_busy(False)
        QTest.mouseClick(button(composer, "Send"), Qt.MouseButton.LeftButton)
        assert heard.sent == ["next"]

    def test_what_is_sent_while_an_answer_is_written_is_held_back_with_a_word(
        self, composer: Composer, heard: Heard
    ) -> None:
        composer.set_busy(True)
        QTest.keyClick(composer.editor, ENTER)
        assert composer.foot.note.isHidden()            # there is nothing to send
        composer.set_text("next")
        assert composer.foot.note.isHidden()
        QTest.keyClick(composer.editor, ENTER)
        assert "Esc" in composer.foot.note.text()
        composer.set_busy(True)                         # told again, of another question
        assert not composer.foot.note.isHidden()
        composer.set_busy(False)
        assert composer.foot.note.isHidden()
        composer.set_busy(True)
        assert composer.foot.note.isHidden()
        assert (heard.sent, composer.text) == ([], "next")

    def test_sending_can_be_withheld_with_a_reason(
        self, qtbot: QtBot, composer: Composer, heard: Heard
    ) -> None:
        composer.set_text("a")
        composer.set_enabled_for_sending(False, "The model is loading")
        QTest.keyClick(composer.editor, ENTER)
        assert heard.sent == []
        assert composer.foot.note.text() == "The model is loading"
        composer.set_enabled_for_sending(True)
        QTest.keyClick(composer.editor, ENTER)
        assert heard.sent == ["a"]
        assert composer.foot.note.isHidden()

    def test_the_counter_shows_both_numbers(self, composer: Composer) -> None:
        assert composer.foot.counter.isHidden()
        composer.show_count(Fit(0, 1240, 3072, too_long=False))
        assert composer.foot.counter.words.text() == "1,240 / 3,072 tokens"
        assert composer.foot.counter.bar.value() == pytest.approx(1000 * 1240 / 3072, abs=1)
        composer.show_count(None)
        assert composer.foot.counter.isHidden()

    def test_a_message_too_long_cannot_be_sent_and_says_why(
        self, qtbot: QtBot, composer: Composer, heard: Heard
    ) -> None:
        composer.set_text("a")
        composer.show_count(Fit(0, 5120, 3072, too_long=True))
        QTest.keyClick(composer.editor, ENTER)
        assert heard.sent == []
        assert "5,120" in composer.foot.note.text()
        assert "3,072" in composer.foot.note.text()

    def test_turns_left_out_are_announced(self, composer: Composer) -> None:
        composer.show_count(Fit(4, 3000, 3072, too_long=False))
        assert composer.foot.note.text().startswith("4 ")


class TestEditing:
    def test_an_earlier_message_is_taken_up_and_the_draft_comes_back(
        self, composer: Composer, heard: Heard
    ) -> None:
        composer.set_text("draft")
        composer.begin_edit("earlier")
        assert (composer.text, composer.is_editing) == ("earlier", True)
        composer.end_edit()
        assert (composer.text, composer.is_editing) == ("draft", False)
        assert (heard.texts, heard.others) == ([], [])

    @pytest.mark.parametrize("by_key", [True, False])
    def test_editing_can_be_cancelled(
        self, qtbot: QtBot, composer: Composer, heard: Heard, *, by_key: bool
    ) -> None:
        composer.set_text("draft")
        composer.begin_edit("earlier")
        composer.begin_edit("another")
        if by_key:
            QTest.keyClick(composer.editor, Qt.Key.Key_Escape)
        else:
            QTest.mouseClick(button(composer, "Cancel editing"), Qt.MouseButton.LeftButton)
        assert heard.others == ["edit cancelled"]
        assert composer.text == "draft"

    def test_what_is_edited_is_sent(self, qtbot: QtBot, composer: Composer, heard: Heard) -> None:
        composer.begin_edit("earlier")
        QTest.keyClick(composer.editor, ENTER)
        assert heard.sent == ["earlier"]
