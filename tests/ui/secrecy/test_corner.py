"""The label of the open conversation: kept, noted, asked for once more when it is lowered, and acting."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.chat.label_rules import UNBOUND, Bounds, CopyRule, rule_of
from desktop.chat.labels import USUAL, Label
from desktop.chat.lead import NO_LEAD
from desktop.settings import Settings
from desktop.ui.background import Background
from desktop.ui.clipboard import ClipboardGuard
from desktop.ui.header import HeaderBar
from desktop.ui.lock_rules import lock_rules
from desktop.ui.secrecy.corner import SecrecyCorner
from desktop.ui.secrecy.screen_capture import CAN_BE_PREVENTED, set_capture
from desktop.ui.secrecy.words import LabelWords
from tests.fakes import FakeStore, ManualClock
from tests.ui.test_talk import Table, seated


class Desktop:
    """A header over an open conversation, with everything that its label acts on."""

    def __init__(self, qtbot: QtBot, background: Background) -> None:
        clock = ManualClock()
        self.bot = qtbot
        self.store = FakeStore(clock)
        self.table: Table = seated(self.store, clock, background, qtbot)
        self.labelling = self.table.talk.labelling
        self.header = HeaderBar()
        qtbot.addWidget(self.header)
        self.guard = ClipboardGuard(QGuiApplication.clipboard(), QTimer())
        self.corner = self.made(UNBOUND)
        self.talk_id = self.store.create_conversation("a", NO_LEAD, Label.SECRET).id

    def made(self, bounds: Bounds) -> SecrecyCorner:
        button = self.header.label_button
        return SecrecyCorner(button, self.labelling, self.guard, LabelWords(), bounds)

    def open(self, conversation_id: int | None) -> None:
        with self.bot.waitSignal(self.table.talk.opened):
            self.table.talk.open(conversation_id)

    def choose(self, label: Label) -> None:
        """Choose in the menu, and wait until it is kept."""
        with self.bot.waitSignal(self.labelling.kept):
            self.header.label_button.chosen.emit(label)

    @property
    def shown(self) -> Label:
        return self.header.label_button.label


@pytest.fixture
def desktop(qtbot: QtBot) -> Iterator[Desktop]:
    background = Background()
    yield Desktop(qtbot, background)
    background.close()


def test_the_header_shows_the_label_of_what_is_open(desktop: Desktop) -> None:
    desktop.open(desktop.talk_id)
    assert desktop.shown is Label.SECRET
    desktop.open(None)
    assert desktop.shown is USUAL


def test_raising_takes_one_click(desktop: Desktop) -> None:
    desktop.open(desktop.talk_id)
    desktop.choose(Label.TOP_SECRET)
    assert desktop.store.labels.of(desktop.talk_id) is Label.TOP_SECRET
    assert desktop.shown is Label.TOP_SECRET


def test_lowering_is_asked_for_once_more(desktop: Desktop) -> None:
    desktop.open(desktop.talk_id)
    question = desktop.corner.question(Label.GENERAL)
    desktop.bot.addWidget(question)
    assert question.title.text() == "From “Secret” to “General”?"
    assert question.keep_button.isDefault()
    question.keep_button.click()
    desktop.table.settled_lane()
    assert desktop.store.labels.of(desktop.talk_id) is Label.SECRET
    question = desktop.corner.question(Label.GENERAL)
    desktop.bot.addWidget(question)
    with desktop.bot.waitSignal(desktop.labelling.kept):
        question.lower_button.click()
    assert desktop.store.labels.of(desktop.talk_id) is Label.GENERAL


def test_lowering_from_the_menu_changes_nothing_by_itself(desktop: Desktop) -> None:
    desktop.open(desktop.talk_id)
    with desktop.bot.assertNotEmitted(desktop.labelling.kept):
        desktop.header.label_button.chosen.emit(Label.GENERAL)
        desktop.table.settled_lane()
    assert desktop.shown is Label.SECRET


def test_what_could_not_be_kept_is_not_shown(desktop: Desktop) -> None:
    desktop.open(desktop.talk_id)
    desktop.store.known.pop(desktop.talk_id)
    with desktop.bot.waitSignal(desktop.table.background.failed):
        desktop.header.label_button.chosen.emit(Label.TOP_SECRET)
    assert desktop.shown is Label.SECRET


# -- a conversation that does not exist yet


def test_a_new_conversation_begins_with_the_label_that_was_chosen(desktop: Desktop) -> None:
    desktop.open(None)
    desktop.header.label_button.chosen.emit(Label.TOP_SECRET)
    assert desktop.shown is Label.TOP_SECRET
    desktop.table.ask("発明は?")
    assert [each.label for each in desktop.store.conversations()[:1]] == [Label.TOP_SECRET]
    assert desktop.shown is Label.TOP_SECRET


def test_the_administrator_says_what_a_new_one_begins_with(desktop: Desktop) -> None:
    desktop.labelling.usual = Label.SECRET
    desktop.open(None)
    desktop.table.ask("発明は?")
    assert desktop.store.conversations()[0].label is Label.SECRET


def test_a_label_chosen_while_the_first_question_is_on_its_way_holds(desktop: Desktop) -> None:
    desktop.open(None)
    desktop.table.talk.send("発明は?")
    desktop.header.label_button.chosen.emit(Label.TOP_SECRET)
    with desktop.bot.waitSignal(desktop.labelling.kept):
        desktop.table.engine.say_count()
    assert desktop.store.conversations()[0].label is Label.TOP_SECRET
    assert desktop.shown is Label.TOP_SECRET


# -- what it acts on


def test_the_rule_of_what_is_open_is_in_force(desktop: Desktop) -> None:
    with desktop.bot.waitSignal(desktop.corner.rule_changed):
        desktop.open(desktop.talk_id)
    assert desktop.corner.rule == rule_of(Label.SECRET)
    assert desktop.guard.rule == rule_of(Label.SECRET)
    never = Settings(lock_minutes=0)
    assert lock_rules(never, by_label=desktop.corner.rule.lock_minutes).minutes == 15
    assert lock_rules(Settings(lock_minutes=5), by_label=desktop.corner.rule.lock_minutes).minutes == 5
    desktop.choose(Label.TOP_SECRET)
    assert lock_rules(never, by_label=desktop.corner.rule.lock_minutes).minutes == 5
    desktop.open(None)
    assert desktop.guard.rule == rule_of(USUAL)


def test_the_title_of_the_window_names_no_top_secret_conversation(desktop: Desktop) -> None:
    named: list[bool] = []
    desktop.corner.naming_changed.connect(named.append)
    desktop.open(desktop.talk_id)
    desktop.choose(Label.TOP_SECRET)
    desktop.open(None)
    assert named == [True, False, True]


def test_the_administrators_bounds_hold_too(desktop: Desktop) -> None:
    bounds = Bounds(clipboard=CopyRule.CLEARED, clipboard_seconds=10)
    corner = desktop.made(bounds)
    assert corner.rule.clipboard_seconds == 10
    assert desktop.guard.rule.clipboard_seconds == 10
    assert "Clipboard: cleared after 10 second(s)" in corner.consequences(desktop.shown)


def test_this_system_is_honest_about_screenshots(desktop: Desktop) -> None:
    assert not CAN_BE_PREVENTED
    assert not set_capture(1, allowed=False)
    desktop.open(desktop.talk_id)
    assert "Screenshots: this system cannot prevent them" in desktop.header.label_button.toolTip()
