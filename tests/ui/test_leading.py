"""A conversation's own settings: a quiet mark in the header, and the dialog that changes them."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.chat.lead import MAX_SYSTEM_TEXT, Lead, SamplingWish
from desktop.ui.background import Background
from desktop.ui.header import HeaderBar
from desktop.ui.lead_dialog import LeadDialog
from desktop.ui.room.lead_corner import LeadCorner
from tests.fakes import FakeStore, ManualClock
from tests.ui.test_talk import Table, seated


class Desktop:
    """A header over an open conversation."""

    def __init__(self, qtbot: QtBot, background: Background) -> None:
        clock = ManualClock()
        self.bot = qtbot
        self.store = FakeStore(clock)
        self.table: Table = seated(self.store, clock, background, qtbot)
        self.header = HeaderBar()
        qtbot.addWidget(self.header)
        self.corner = LeadCorner(self.header, self.table.talk.leading)
        wish = SamplingWish(temperature=0.2)
        self.talk_id = self.store.create_conversation("a", Lead("簡潔に答えること\n二行目", wish)).id

    def open(self, conversation_id: int | None) -> None:
        with self.bot.waitSignal(self.table.talk.opened):
            self.table.talk.open(conversation_id)

    def dialog(self) -> LeadDialog:
        made = self.corner.dialog()
        self.bot.addWidget(made)
        return made


@pytest.fixture
def desktop(qtbot: QtBot) -> Iterator[Desktop]:
    background = Background()
    yield Desktop(qtbot, background)
    background.close()


def test_the_header_marks_a_conversation_that_is_led(desktop: Desktop) -> None:
    desktop.open(desktop.talk_id)
    mark = desktop.header.lead_mark
    assert not mark.isHidden()
    assert mark.text() == "Instructions: 簡潔に答えること"
    desktop.open(None)
    assert mark.isHidden()


def test_what_is_saved_leads_from_now_on_and_keeps_the_rest(desktop: Desktop) -> None:
    desktop.open(desktop.talk_id)
    dialog = desktop.dialog()
    assert dialog.editor.text == "簡潔に答えること\n二行目"
    dialog.editor.set_text("詳しく")
    dialog.save_button.click()
    desktop.table.settled_lane()
    assert desktop.store.leads.of(desktop.talk_id) == Lead("詳しく", SamplingWish(temperature=0.2))
    assert desktop.header.lead_mark.text() == "Instructions: 詳しく"


def test_white_space_leads_nothing(desktop: Desktop) -> None:
    desktop.open(desktop.talk_id)
    dialog = desktop.dialog()
    dialog.editor.set_text(" \n ")
    QTest.keyClick(dialog.editor.editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    desktop.table.settled_lane()
    assert desktop.store.leads.of(desktop.talk_id).system_text == ""
    assert desktop.header.lead_mark.isHidden()


def test_what_is_cancelled_changes_nothing(desktop: Desktop) -> None:
    desktop.open(desktop.talk_id)
    dialog = desktop.dialog()
    dialog.editor.set_text("詳しく")
    dialog.cancel_button.click()
    desktop.table.settled_lane()
    assert desktop.store.leads.of(desktop.talk_id).system_text.startswith("簡潔に")


def test_a_text_without_end_is_refused(desktop: Desktop) -> None:
    desktop.open(desktop.talk_id)
    dialog = desktop.dialog()
    dialog.editor.set_text("あ" * (MAX_SYSTEM_TEXT + 1))
    dialog.save_button.click()
    assert "20,001" in dialog.error.label.text()
    desktop.table.settled_lane()
    assert desktop.store.leads.of(desktop.talk_id).system_text.startswith("簡潔に")


def test_the_button_opens_the_dialog(desktop: Desktop) -> None:
    desktop.open(desktop.talk_id)
    desktop.header.show()
    desktop.header.lead_button.click()
    (dialog,) = desktop.header.findChildren(LeadDialog)
    assert dialog.isVisible()
    dialog.reject()
