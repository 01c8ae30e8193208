"""The limits of a search and what is said of what they leave; more hits where the list is at its end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Message, ModelMark, Role
from desktop.chat.labels import Label
from desktop.chat.searching import NO_LIMITS, UNSENT, Limits, Part, SearchHit
from desktop.ui.background import Background
from desktop.ui.room.search_desk import SearchDesk
from desktop.ui.room.searching import PAGE
from desktop.ui.secrecy.words import LabelWords
from desktop.ui.sidebar.limits_bar import LimitsBar, When
from desktop.ui.sidebar.search_results import HitRole
from desktop.ui.sidebar.sidebar import Sidebar
from desktop.ui.status.status_card import StatusCard
from tests.fakes import FakeStore, ManualClock
from tests.ui.samples import CONVERSATIONS, HITS, NOW, TOKYO

MODELS = (ModelMark("a" * 64, "llm-jp-4", "llama"), ModelMark("b" * 64, "", "llama"))


@pytest.fixture
def bar(qtbot: QtBot) -> LimitsBar:
    made = LimitsBar()
    qtbot.addWidget(made)
    made.resize(260, 200)
    made.set_models(MODELS)
    with qtbot.waitExposed(made):
        made.show()
    return made


def midnight(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, tzinfo=TOKYO)


@pytest.mark.parametrize(
    ("when", "since"),
    [
        (When.TODAY, midnight(2026, 11, 23)), (When.WEEK, midnight(2026, 11, 17)),
        (When.MONTH, midnight(2026, 10, 25)), (When.YEAR, midnight(2025, 11, 24)),
    ],
)  # fmt: skip
def test_a_span_begins_at_midnight_of_the_user(bar: LimitsBar, when: When, since: datetime) -> None:
    bar.when.choose(when)
    assert bar.limits(NOW) == Limits(since=since)


def test_dates_are_given_in_two_fields_in_any_order(bar: LimitsBar) -> None:
    assert not bar.first_day.isVisible()
    bar.when.choose(When.DATES)
    assert bar.first_day.isVisible()
    bar.last_day.setDate(QDate(2026, 3, 1))
    bar.first_day.setDate(QDate(2026, 3, 31))
    assert bar.limits(NOW) == Limits(since=midnight(2026, 3, 1), until=midnight(2026, 4, 1))


def test_each_choice_limits_and_is_shown(qtbot: QtBot, bar: LimitsBar) -> None:
    assert bar.limits(NOW) == NO_LIMITS
    assert not bar.clear_button.isVisible()
    for choice, entry in ((bar.where, 4), (bar.model, 1), (bar.label, 1)):
        menu = choice.menu()
        with qtbot.waitSignal(bar.changed):
            menu.actions()[entry].trigger()
        menu.close()
    assert bar.limits(NOW) == Limits(parts=UNSENT, model="a" * 64, label=Label.TOP_SECRET)
    assert [each.words for each in bar.choices] == ["Time", "Drafts etc.", "llm-jp-4", "Top secret"]
    assert bar.label.accessibleName() == "Label: Top secret"
    again = bar.label.menu()
    assert [each.isChecked() for each in again.actions()] == [False, True, False, False, False]
    again.close()
    with qtbot.waitSignal(bar.changed):
        QTest.mouseClick(bar.clear_button, Qt.MouseButton.LeftButton)
    assert bar.limits(NOW) == NO_LIMITS
    assert not bar.clear_button.isVisible()


def test_a_model_without_a_name_is_called_by_its_digest(bar: LimitsBar) -> None:
    menu = bar.model.menu()
    assert [each.text() for each in menu.actions()] == ["Any model", "llm-jp-4", "b" * 12]
    menu.close()
    bar.set_models(())
    assert not bar.model.isVisible()


def test_labels_have_the_administrators_names(bar: LimitsBar) -> None:
    bar.name_labels(LabelWords({Label.SECRET: ("部外秘", "Department")}))
    bar.label.choose(Label.SECRET)
    assert bar.label.words == "Department"


def test_the_limits_are_reached_by_keys(qtbot: QtBot, bar: LimitsBar) -> None:
    bar.activateWindow()
    bar.when.setFocus()
    for choice in (bar.where, bar.model, bar.label):
        QTest.keyClick(bar.window().focusWidget(), Qt.Key.Key_Tab)
        assert choice.hasFocus()
    bar.label.choose(Label.SECRET)
    QTest.keyClick(bar.label, Qt.Key.Key_Tab)
    QTest.keyClick(bar.clear_button, Qt.Key.Key_Space)
    assert bar.limits(NOW) == NO_LIMITS


# -- what is shown of a hit


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    made = Sidebar(StatusCard())
    qtbot.addWidget(made)
    made.resize(285, 700)
    made.show_conversations(CONVERSATIONS, NOW)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_hit_says_what_it_is_and_when(sidebar: Sidebar) -> None:
    secret = SearchHit(
        Part.ANSWER, 9, "t", 3, "x", ((0, 1),), at=NOW.astimezone(UTC) - timedelta(days=30),
        label=Label.SECRET,
    )  # fmt: skip
    form = SearchHit(Part.FORM, None, "", None, "x", ((0, 1),), key="own:1")
    draft = SearchHit(Part.DRAFT, None, "", None, "x", ((0, 1),))
    sidebar.show_hits((*HITS, secret, form, draft), "x")
    model = sidebar.found.hits
    about = [model.index(row).data(HitRole.ABOUT) for row in range(model.rowCount())]
    assert about == [
        "You · 09:00", "19 Nov", "Answer · Oct 2025", "Secret · Answer · 24 Oct", "Form", "Draft"
    ]  # fmt: skip
    assert [model.index(row).data() for row in (4, 5)] == ["Task", "New conversation"]
    assert "You · 09:00" in model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)


# -- with a store


class Shelf:
    """A store, and the search of a sidebar."""

    def __init__(self, background: Background, sidebar: Sidebar) -> None:
        self.clock = ManualClock()
        self.store = FakeStore(self.clock)
        self.search = SearchDesk(sidebar, self.store, background, self.clock.now)


@pytest.fixture
def shelf(sidebar: Sidebar) -> Iterator[Shelf]:
    background = Background()
    yield Shelf(background, sidebar)
    background.close()


def test_limits_that_leave_nothing_say_so_and_are_lifted(
    qtbot: QtBot, sidebar: Sidebar, shelf: Shelf
) -> None:
    talk = shelf.store.create_conversation("x")
    shelf.store.add_message(talk.id, None, Message(Role.USER, "電解質"))
    sidebar.search_field.setText("電解質")
    qtbot.waitUntil(lambda: sidebar.found.hits.rowCount() == 1)
    assert not sidebar.found.lift_button.isVisible()
    sidebar.found.limits_bar.label.choose(Label.TOP_SECRET)
    qtbot.waitUntil(lambda: sidebar.found.hits.rowCount() == 0)
    assert "but it is without them" in sidebar.found.count.text()
    QTest.mouseClick(sidebar.found.lift_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: sidebar.found.hits.rowCount() == 1)
    sidebar.search_field.setText("どこにもない")
    qtbot.waitUntil(lambda: "Nothing found" in sidebar.found.count.text())
    assert "without" not in sidebar.found.count.text()


def test_more_hits_come_at_the_end_of_the_list(qtbot: QtBot, sidebar: Sidebar, shelf: Shelf) -> None:
    talk = shelf.store.create_conversation("x")
    for number in range(2 * PAGE + 20):
        shelf.store.add_message(talk.id, None, Message(Role.USER, f"電解質 {number}"))
    sidebar.search_field.setText("電解質")
    qtbot.waitUntil(lambda: sidebar.found.hits.rowCount() == PAGE)
    assert "first 50" in sidebar.found.count.text()
    bar = sidebar.hit_view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    qtbot.waitUntil(lambda: sidebar.found.hits.rowCount() == 2 * PAGE)
    sidebar.hit_view.setFocus()
    QTest.keyClick(sidebar.hit_view, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: sidebar.found.hits.rowCount() == 2 * PAGE + 20)
    assert sidebar.found.count.text() == "120 place(s) found"
    model = sidebar.found.hits
    cursors = [model.index(row).data(HitRole.HIT).cursor for row in range(model.rowCount())]
    assert cursors == sorted(set(cursors), reverse=True)


def test_the_models_that_answered_are_offered(qtbot: QtBot, sidebar: Sidebar, shelf: Shelf) -> None:
    talk = shelf.store.create_conversation("x")
    shelf.store.add_message(talk.id, None, Message(Role.ASSISTANT, "電解質", model=MODELS[0]))
    assert not sidebar.found.limits_bar.model.isVisibleTo(sidebar)
    sidebar.search_field.setText("電解質")
    qtbot.waitUntil(lambda: sidebar.found.limits_bar.model.isVisible())
    sidebar.found.limits_bar.model.choose(MODELS[0].sha256)
    qtbot.waitUntil(lambda: sidebar.found.count.text() == "1 place(s) found")
