"""The downloads: steered, counted, used when they are done, and what becomes of them without a fetcher."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.fetching.protocol import DownloadsShown, Steer
from desktop.ui.models.models_page import Tab
from tests.ui.models.rig import Fetcher, Rig
from tests.ui.models.samples import DOWNLOADS


def shown(rig: Rig) -> Fetcher:
    rig.link.open()
    fetcher = rig.fetcher()
    rig.go(Tab.DOWNLOADS)
    with rig.bot.waitSignal(rig.link.downloads_changed):
        fetcher.say(DownloadsShown(DOWNLOADS))
    rig.bot.waitUntil(lambda: all(each.isVisible() for each in rig.page.downloads.rows.values()))
    return fetcher


def test_every_download_says_how_it_stands(rig: Rig) -> None:
    shown(rig)
    rows = rig.page.downloads.rows
    assert [rows[each].state.text() for each in (1, 2, 4, 5)] == [
        "1.2 GB of 4.9 GB · 11.4 MB/s · 6 minute(s) left", "400.0 MB of 2.1 GB · paused",
        "0 B of 8.5 GB · waiting for its turn", "1.1 GB · verified and ready",
    ]  # fmt: skip
    assert "mirror.example" in rows[3].state.text()
    assert rig.page.tabs.tabText(4) == "Downloads (4)"
    assert not rig.page.downloads.empty.isVisible()


@pytest.mark.parametrize(
    ("number", "button", "action"),
    [(1, "pause", "pause"), (2, "resume", "resume"), (3, "resume", "resume"), (4, "pause", "pause"),
     (4, "cancel", "cancel"), (5, "dismiss", "cancel")],
)  # fmt: skip
def test_downloads_are_steered(rig: Rig, number: int, button: str, action: str) -> None:
    fetcher = shown(rig)
    part = getattr(rig.page.downloads.rows[number], button)
    assert part.isVisible()
    part.click()
    assert fetcher.heard() == Steer(number, action)


@pytest.mark.parametrize("answer", ["discard", "keep", "escape"])
def test_what_was_fetched_is_thrown_away_after_a_question_only(rig: Rig, answer: str) -> None:
    fetcher = shown(rig)
    row = rig.page.downloads.rows[1]
    row.cancel.click()
    assert "1.2 GB" in row.question.text()
    rig.bot.waitUntil(row.keep.hasFocus)
    if answer == "escape":
        with rig.bot.assertNotEmitted(rig.page.closed):
            QTest.keyClick(row.keep, Qt.Key.Key_Escape)
    else:
        getattr(row, answer).click()
    rig.link.steer(2, "resume")                 # whatever comes first was said by the answer
    assert fetcher.heard() == (Steer(1, "cancel") if answer == "discard" else Steer(2, "resume"))
    assert row.keep.isVisible() is (answer == "discard")


def test_only_what_makes_sense_is_offered(rig: Rig) -> None:
    shown(rig)
    buttons = ("use", "pause", "resume", "cancel", "dismiss")
    offered = {
        number: [each for each in buttons if getattr(row, each).isVisibleTo(row)]
        for number, row in rig.page.downloads.rows.items()
    }
    assert offered == {
        1: ["pause", "cancel"], 2: ["resume", "cancel"], 3: ["resume", "cancel"], 4: ["pause", "cancel"],
        5: ["use", "dismiss"],
    }  # fmt: skip


def test_a_row_keeps_the_keyboard_while_its_bar_moves(rig: Rig) -> None:
    fetcher = shown(rig)
    rig.page.downloads.rows[1].pause.setFocus()
    with rig.bot.waitSignal(rig.link.downloads_changed):
        fetcher.say(DownloadsShown((replace(DOWNLOADS[0], have=2_000_000_000), *DOWNLOADS[1:])))
    assert rig.page.downloads.rows[1].pause.hasFocus()
    assert "2.0 GB" in rig.page.downloads.rows[1].state.text()


def test_a_fetched_model_can_be_used_at_once(rig: Rig) -> None:
    changed: list[bool] = []
    rig.desk.models_changed.connect(lambda: changed.append(True))
    fetcher = shown(rig)
    assert changed                              # the shelf looks again
    with rig.bot.waitSignal(rig.desk.model_wanted) as wanted:
        rig.page.downloads.rows[5].use.click()
    assert wanted.args == ["a" * 64]
    changed.clear()
    with rig.bot.waitSignal(rig.link.downloads_changed):
        fetcher.say(DownloadsShown(DOWNLOADS[:4]))
    assert not changed
    assert 5 not in rig.page.downloads.rows


def test_a_download_that_waits_for_the_server_does_not_say_that_it_connects(rig: Rig) -> None:
    fetcher = shown(rig)
    waiting = replace(DOWNLOADS[0], speed=0.0, seconds_left=-1, waits=90)
    with rig.bot.waitSignal(rig.link.downloads_changed):
        fetcher.say(DownloadsShown((waiting, *DOWNLOADS[1:])))
    assert rig.page.downloads.rows[1].state.text() == "1.2 GB of 4.9 GB · next try within 2 minute(s)"


def test_without_a_fetcher_downloads_stand_still_and_can_be_resumed(rig: Rig) -> None:
    fetcher = shown(rig)
    with rig.bot.waitSignal(rig.link.lost):
        fetcher.channel.close()
    assert "ended unexpectedly" in rig.page.error_line.label.text()
    row = rig.page.downloads.rows[1]
    assert not row.pause.isVisibleTo(row)
    row.resume.click()
    assert rig.fetcher().heard() == Steer(1, "resume")


def test_no_downloads_are_said_to_be_none(rig: Rig) -> None:
    rig.go(Tab.DOWNLOADS)
    assert "go on while Hisho is locked" in rig.page.downloads.empty.text()
    assert rig.page.tabs.tabText(4) == "Downloads"
