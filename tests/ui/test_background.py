"""Slow work comes back in the Qt thread; what was foreseen is handed on, a bug is raised and seen."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from pytestqt.qtbot import QtBot

from desktop.chat.errors import ConversationMissingError
from desktop.ui.background import Background
from desktop.ui.idle_lock import IdleLock
from tests.fakes import ManualClock


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def test_results_arrive_in_the_qt_thread(background: Background, qtbot: QtBot) -> None:
    seen: list[tuple[str, bool]] = []
    background.on_vault(
        lambda: threading.current_thread().name,
        lambda name: seen.append((name, threading.current_thread() is threading.main_thread())),
    )
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("vault_0", True)]


def test_the_vault_s_lane_keeps_the_order(background: Background, qtbot: QtBot) -> None:
    seen: list[int] = []
    for number in range(50):
        background.on_vault(lambda number=number: number, seen.append)  # type: ignore[misc]
    qtbot.waitUntil(lambda: len(seen) == 50)
    assert seen == list(range(50))


def test_nothing_waits_for_a_person(background: Background, qtbot: QtBot) -> None:
    answered = threading.Event()
    seen: list[str] = []
    background.beside(lambda: answered.wait(30), lambda _: seen.append("answered"))
    background.on_vault(lambda: None, lambda _: seen.append("vault"))
    qtbot.waitUntil(lambda: seen == ["vault"])
    answered.set()
    qtbot.waitUntil(lambda: seen == ["vault", "answered"])
    waiting = threading.Event()
    background.beside(lambda: waiting.wait(30))
    background.close()                      # returns although somebody still waits
    assert not waiting.is_set()
    waiting.set()
    qtbot.waitUntil(lambda: not [each for each in threading.enumerate() if each.name == "beside"])


def test_what_fails_beside_is_told(background: Background, qtbot: QtBot) -> None:
    caught: list[Exception] = []
    background.beside(fail, None, caught.append)
    qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0], ConversationMissingError)


def fail() -> None:
    raise ConversationMissingError(7)


def test_a_foreseen_error_goes_to_its_handler_or_to_everybody(background: Background, qtbot: QtBot) -> None:
    caught: list[Exception] = []
    background.on_vault(fail, None, caught.append)
    qtbot.waitUntil(lambda: bool(caught))
    with qtbot.waitSignal(background.failed) as failed:
        background.elsewhere(fail)
    assert isinstance(failed.args[0], ConversationMissingError)


def test_a_bug_is_raised_in_the_qt_thread(background: Background, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as exceptions:
        background.elsewhere(lambda: 1 // 0)
        qtbot.waitUntil(lambda: bool(exceptions))
    assert exceptions[0][0] is ZeroDivisionError


def test_after_closing_nothing_arrives(qtbot: QtBot) -> None:
    background, seen = Background(), list[int]()
    background.on_vault(lambda: 1, seen.append)
    background.close()
    background.close()
    assert seen == []


def test_idle_is_told_by_the_wall_clock(qtbot: QtBot) -> None:
    clock = ManualClock()
    lock = IdleLock(clock.seconds)
    lock.set_minutes(5)
    clock.go(299)
    with qtbot.assertNotEmitted(lock.idle):
        lock.check()
    clock.go(2)
    with qtbot.waitSignal(lock.idle):
        lock.check()


@pytest.mark.parametrize("minutes", [0, 5])
def test_a_clock_that_is_set_back_does_not_keep_the_vault_open(qtbot: QtBot, minutes: int) -> None:
    clock = ManualClock()
    lock = IdleLock(clock.seconds)
    lock.set_minutes(minutes)
    clock.go(-3600)
    told: list[bool] = []
    lock.idle.connect(lambda: told.append(True))
    lock.check()
    assert told == ([True] if minutes else [])


def test_a_key_starts_the_time_anew(qtbot: QtBot) -> None:
    clock = ManualClock()
    lock = IdleLock(clock.seconds)
    lock.set_minutes(5)
    clock.go(290)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    assert not lock.eventFilter(lock, key)
    clock.go(290)
    with qtbot.assertNotEmitted(lock.idle):
        lock.check()


def test_the_first_touch_after_a_night_locks_and_reaches_nothing(qtbot: QtBot) -> None:
    """It comes before the timer does, and is no sign that somebody was there."""
    clock = ManualClock()
    lock = IdleLock(clock.seconds)
    lock.set_minutes(5)
    clock.go(8 * 3600)
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier)
    with qtbot.waitSignal(lock.idle):
        assert lock.eventFilter(lock, key)
    with qtbot.assertNotEmitted(lock.idle):
        assert not lock.eventFilter(lock, key)          # what is typed into the unlock page
        lock.check()
