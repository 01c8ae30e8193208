"""The administrator's days of retention, in the window: what they put away is told of before it is gone."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import ConversationSummary
from desktop.ui.background import Background
from desktop.ui.notices import NoticeKind
from desktop.ui.pages.trash import TrashPage
from desktop.ui.room.retention_corner import RetentionCorner
from desktop.vault.conversations import VaultConversations
from tests.fakes import ManualClock
from tests.vault.databases import new_database

DAYS = 30
DAY = 24 * 3600


@dataclass
class Desk:
    """A vault in use, the corner, and what it said."""

    clock: ManualClock
    store: VaultConversations
    corner: RetentionCorner
    timer: QTimer
    bot: QtBot
    told: list[tuple[str, NoticeKind]] = field(default_factory=list)

    def use_for(self, days: int) -> None:
        for _ in range(days):
            self.clock.go(DAY)
            with self.bot.waitSignal(self.corner.days_left):
                self.timer.timeout.emit()

    def trash(self) -> list[ConversationSummary]:
        return list(self.store.trash())


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    clock, background, timer = ManualClock(), Background(), QTimer()
    with new_database(tmp_path) as database:
        store = VaultConversations(database, clock.now)
        corner = RetentionCorner(store.retention, background, DAYS, timer)
        made = Desk(clock, store, corner, timer, qtbot)
        corner.told.connect(lambda text, kind: made.told.append((text, kind)))
        yield made
        corner.leave()
        background.close()


def test_what_is_put_away_is_told_with_the_days_that_are_left(desk: Desk, qtbot: QtBot) -> None:
    talk = desk.store.create_conversation("旧")
    with qtbot.waitSignal(desk.corner.days_left):
        desk.corner.begin()
    assert desk.told == []
    desk.clock.go(DAYS * DAY)
    with qtbot.waitSignal(desk.corner.changed), qtbot.waitSignal(desk.corner.days_left) as waited:
        desk.corner.keep()
    assert waited.args == [{talk.id: 7}]
    ((text, kind),) = desk.told
    assert text.startswith("1 conversation(s) are older than your administrator allows")
    assert "7 more day(s) of use" in text
    assert kind is NoticeKind.WARNING
    page = TrashPage()
    qtbot.addWidget(page)
    page.show_items(desk.trash())
    page.show_days_left(desk.store.retention.days_left())
    row = page.list.topLevelItem(0)
    assert row is not None
    assert row.text(1).endswith("7 day(s) of use left")
    desk.use_for(6)
    assert len(desk.told) == 1
    desk.use_for(1)
    assert desk.told[-1][0].startswith("1 conversation(s) were deleted for good")
    assert desk.trash() == []


def test_what_a_wrong_clock_put_away_comes_back_and_is_told(desk: Desk, qtbot: QtBot) -> None:
    desk.store.create_conversation("新")
    desk.clock.go(900 * DAY)
    with qtbot.waitSignal(desk.corner.changed):
        desk.corner.keep()
    desk.clock.go(-900 * DAY)
    with qtbot.waitSignal(desk.corner.changed):
        desk.corner.keep()
    assert "came back from the trash" in desk.told[-1][0]
    assert desk.trash() == []


def test_without_a_rule_nothing_happens(desk: Desk) -> None:
    background, timer = Background(), QTimer()
    corner = RetentionCorner(desk.store.retention, background, None, timer)
    desk.store.create_conversation("旧")
    desk.clock.go(9000 * DAY)
    corner.begin()
    corner.keep()
    background.close()
    assert not timer.isActive()
    assert desk.trash() == []


def test_what_is_put_away_leaves_the_screen(desk: Desk) -> None:
    gone: list[int] = []
    desk.corner.put_away.connect(gone.append)
    talk = desk.store.create_conversation("旧")
    desk.use_for(1)
    assert gone == []
    desk.clock.go(DAYS * DAY)
    desk.use_for(1)
    assert gone == [talk.id]
