"""Nothing stays in the clipboard longer than it may, and nothing goes there by another way."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop.chat.label_rules import RULES, Bounds, CopyRule, rule_of
from desktop.chat.labels import Label
from desktop.ui.clipboard import CLIPBOARD, ClipboardGuard, copy_text, is_ours
from tests.sources import our_modules

SOON = replace(RULES[Label.GENERAL], clipboard_seconds=20)


class Rig:
    """A guarded clipboard that may be taken over by another program."""

    def __init__(self) -> None:
        self.clipboard = QGuiApplication.clipboard()
        self.timer = QTimer()
        self.is_others = False
        self.guard = ClipboardGuard(self.clipboard, self.timer, self._owns)

    def _owns(self, mode: QClipboard.Mode) -> bool:
        return mode is CLIPBOARD and not self.is_others

    def another_program_copies(self, text: str) -> None:
        self.is_others = True
        self.clipboard.setText(text)

    @property
    def formats(self) -> set[str]:
        data = self.clipboard.mimeData()
        return set(data.formats()) if data is not None else set()


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    made = Rig()
    made.guard.apply(SOON)
    yield made
    made.guard.deleteLater()
    made.is_others = False
    made.clipboard.clear()


def test_what_is_copied_is_marked_and_taken_back(rig: Rig) -> None:
    copy_text("前記電解質")
    assert rig.clipboard.text() == "前記電解質"
    assert rig.timer.isActive()
    assert rig.timer.interval() == 20_000
    rig.timer.timeout.emit()
    assert rig.clipboard.text() == ""
    assert not rig.timer.isActive()


def test_the_marks_ask_every_history_and_cloud_to_look_away(rig: Rig) -> None:
    copy_text("x")
    data = rig.clipboard.mimeData()
    assert data.data("x-kde-passwordManagerHint").data() == b"secret"
    windows = {name: data.data(name).data() for name in data.formats() if "windows" in name}
    assert windows == {
        'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\1\0\0\0",
        'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
        'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
    }


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_what_a_widget_copies_by_itself_is_marked_too(
    rig: Rig, qtbot: QtBot, kind: type[QLineEdit] | type[QPlainTextEdit]
) -> None:
    widget = kind("構成要件A")
    qtbot.addWidget(widget)
    widget.selectAll()
    widget.copy()
    assert rig.clipboard.text() == "構成要件A"
    assert is_ours(rig.clipboard.mimeData())
    assert not {each for each in rig.formats if "html" in each or "opendocument" in each}
    assert rig.timer.isActive()


def test_what_another_program_copied_stays(rig: Rig) -> None:
    copy_text("ours")
    rig.another_program_copies("theirs")
    assert not rig.timer.isActive()
    rig.guard.clear()
    assert rig.clipboard.text() == "theirs"


def test_another_hishos_copy_is_not_ours(rig: Rig) -> None:
    data = QMimeData()
    data.setText("x")
    data.setData("application/x-hisho-copy", b"another process")
    assert not is_ours(data)
    assert not is_ours(None)


def test_copying_again_begins_anew(rig: Rig) -> None:
    copy_text("a")
    rig.timer.start(5)
    copy_text("b")
    assert rig.timer.interval() == 20_000


def test_a_label_without_a_time_leaves_it_until_the_end(rig: Rig) -> None:
    rig.guard.apply(rule_of(Label.GENERAL))
    copy_text("a")
    assert not rig.timer.isActive()
    rig.guard.clear()                       # as at a lock and when one quits
    assert rig.clipboard.text() == ""


def test_a_secret_has_a_time_of_its_own(rig: Rig) -> None:
    rig.guard.apply(rule_of(Label.GENERAL))
    copy_text("K7QM-", most_seconds=30)
    assert rig.timer.interval() == 30_000
    rig.guard.apply(SOON)
    copy_text("K7QM-", most_seconds=30)
    assert rig.timer.interval() <= 20_000


def test_another_conversation_can_only_shorten_what_is_left(rig: Rig) -> None:
    copy_text("a")
    rig.guard.apply(rule_of(Label.GENERAL))
    assert rig.timer.isActive()
    rig.guard.apply(rule_of(Label.SECRET))
    assert rig.timer.interval() <= 20_000
    rig.guard.apply(replace(SOON, clipboard_seconds=3))
    assert rig.timer.interval() <= 3_000


def test_what_had_no_time_gets_one_with_a_stricter_label(rig: Rig) -> None:
    rig.guard.apply(rule_of(Label.GENERAL))
    copy_text("a")
    rig.guard.apply(rule_of(Label.TOP_SECRET))
    assert rig.timer.interval() == 30_000


def test_before_a_rule_is_known_the_strictest_holds(rig: Rig) -> None:
    assert ClipboardGuard(rig.clipboard, QTimer()).rule == rule_of(Label.TOP_SECRET)


def test_the_administrators_word_holds_before_a_conversation_is_open(rig: Rig, qtbot: QtBot) -> None:
    rig.guard.deleteLater()
    rig.clipboard.changed.disconnect(rig.guard._on_changed)
    forbidden = rule_of(Label.TOP_SECRET, Bounds(clipboard=CopyRule.FORBIDDEN))
    guard = ClipboardGuard(rig.clipboard, rig.timer, rig._owns, first=lambda: forbidden)
    with qtbot.waitSignal(guard.refused):
        assert not copy_text("a")
    assert rig.clipboard.text() == ""
    guard.apply(rule_of(Label.GENERAL))
    assert copy_text("a")
    guard.deleteLater()


def test_where_copying_is_forbidden_nothing_is_there_and_that_is_said(rig: Rig, qtbot: QtBot) -> None:
    rig.guard.apply(rule_of(Label.GENERAL, Bounds(clipboard=CopyRule.FORBIDDEN)))
    with qtbot.waitSignal(rig.guard.refused):
        copy_text("a")
    assert rig.clipboard.text() == ""
    field = QLineEdit("b")
    qtbot.addWidget(field)
    field.selectAll()
    with qtbot.waitSignal(rig.guard.refused):
        field.copy()
    assert rig.clipboard.text() == ""


def test_no_other_module_writes_into_the_clipboard() -> None:
    """The guard is built in `app`; who pastes, reads."""
    ways = re.compile(r"\.clipboard\(\)|\bsetMimeData\b|\bQClipboard\b")
    users = {module for module, path in our_modules() if ways.search(path.read_text(encoding="utf-8"))}
    assert users <= {"desktop.ui.clipboard", "desktop.ui.pages.key_groups", "desktop.app"}
