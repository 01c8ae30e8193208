"""Which of the things that happen lock the vault: by the user's wishes, within the administrator's bounds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtDBus import QDBusConnection
from pytestqt.qtbot import QtBot

from desktop.settings import Settings
from desktop.ui.lock_rules import NEVER, LockBounds, LockRules, lock_rules
from desktop.ui.lock_triggers import LockTriggers
from desktop.ui.session_lock import SessionLock

ALL = LockRules(15, on_sleep=True, with_session=True)
NONE = Settings(lock_minutes=0, lock_on_sleep=False, lock_with_session=False)


@pytest.mark.parametrize(
    ("wished", "by_policy", "by_label", "minutes"),
    [
        (15, None, None, 15),
        (0, None, None, 0),
        (15, 5, None, 5),
        (5, 15, None, 5),
        (0, 15, None, 15),
        (15, None, 3, 3),
        (0, None, 3, 3),
        (10, 5, 3, 3),
        (10, 2, 3, 2),
    ],
)
def test_the_strictest_limit_holds(
    wished: int, by_policy: int | None, by_label: int | None, minutes: int
) -> None:
    assert lock_rules(Settings(lock_minutes=wished), LockBounds(by_policy), by_label).minutes == minutes


def test_an_administrator_can_force_a_lock_and_can_forbid_none() -> None:
    assert lock_rules(NONE) == NEVER
    forced = LockBounds(30, on_sleep=True, with_session=True)
    assert lock_rules(NONE, forced) == LockRules(30, on_sleep=True, with_session=True)
    careless = LockBounds(on_sleep=False, with_session=False)
    assert lock_rules(Settings(), careless) == ALL


@pytest.mark.parametrize(
    ("most", "wished", "offered"),
    [
        (None, 15, (5, 10, 15, 30, 60, 0)),
        (None, 7, (5, 7, 10, 15, 30, 60, 0)),
        (15, 0, (5, 10, 15)),
        (12, 60, (5, 10, 12)),
        (3, 5, (3,)),
    ],
)
def test_what_is_in_force_can_be_chosen_and_nothing_laxer(
    most: int | None, wished: int, offered: tuple[int, ...]
) -> None:
    bounds = LockBounds(most)
    assert bounds.minutes_to_choose(wished) == offered
    assert lock_rules(Settings(lock_minutes=wished), bounds).minutes in offered


def test_a_label_changes_the_time_alone() -> None:
    assert lock_rules(NONE, by_label=5) == LockRules(5, on_sleep=False, with_session=False, by_label=True)
    assert not lock_rules(Settings(lock_minutes=5), by_label=5).by_label


class Heard:
    """Triggers whose desktop is in the test's hand."""

    def __init__(self, tmp_path: Path) -> None:
        nowhere = QDBusConnection.connectToBus(f"unix:path={tmp_path}/none", "nowhere")
        self.session = SessionLock(nowhere, nowhere, "")
        self.listened = 0
        self.triggers = LockTriggers(QObject(), self.listen)
        self.due = 0
        self.triggers.due.connect(self.count)

    def listen(self) -> SessionLock:
        self.listened += 1
        return self.session

    def count(self) -> None:
        self.due += 1


@pytest.fixture
def heard(qtbot: QtBot, tmp_path: Path) -> Iterator[Heard]:
    made = Heard(tmp_path)
    yield made
    # It holds the rig, and the rig holds it: the collector would end it in whatever thread it runs.
    shiboken6.delete(made.triggers)


def test_nobody_listens_before_there_is_something_to_lock(heard: Heard) -> None:
    assert not heard.triggers.hears_sleep
    heard.triggers.apply(NEVER)
    assert heard.listened == 0
    heard.triggers.apply(ALL)
    heard.triggers.apply(replace(ALL, minutes=5))
    assert heard.listened == 1


def test_each_trigger_obeys_its_rule(heard: Heard) -> None:
    heard.triggers.apply(replace(ALL, on_sleep=False))
    heard.session.sleeping.emit()
    assert heard.due == 0
    heard.session.left.emit()
    assert heard.due == 1
    heard.triggers.apply(replace(ALL, with_session=False))
    heard.session.left.emit()
    assert heard.due == 1
    heard.session.sleeping.emit()
    assert heard.due == 2


def test_a_locked_vault_is_not_locked_again(heard: Heard) -> None:
    heard.triggers.apply(ALL)
    heard.triggers.apply(NEVER)
    heard.session.sleeping.emit()
    heard.session.left.emit()
    assert heard.due == 0
