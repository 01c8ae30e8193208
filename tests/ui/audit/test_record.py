"""The page of the record: what it shows, what it fetches, and that it leads a broken chain to its place."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.paths import resources
from desktop.report.signing import signer_of
from desktop.ui.actions import WindowActions
from desktop.ui.appearance import Appearance
from desktop.ui.audit.choosing import SaveQuestion
from desktop.ui.audit.event_model import BLOCK, FACTS, WHAT, EventModel, moment_text
from desktop.ui.audit.record_corner import EvidenceDesk, RecordCorner
from desktop.ui.audit.record_page import RecordPage
from desktop.ui.background import Background
from desktop.ui.event_words import details_of, fact_names, kind_words, line_of, roll_back_words
from desktop.ui.main_window import CHAT_PAGE, MainWindow
from desktop.ui.saving import Saving
from desktop.ui.theme import DARK
from desktop.vault.database import Database
from desktop.vault.event_lines import event_lines
from desktop.vault.events import Event, EventKind, Events, Wanted
from desktop.vault.facts import Facts
from desktop.words import Translate, translator
from tests.fakes import ManualClock
from tests.ui.supervised import FileSupervisor
from tests.vault.databases import new_database

NOW = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)
ENGLISH = QCoreApplication.translate
JAPANESE = translator("ja", resources() / "i18n")


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with new_database(tmp_path) as made:
        yield made


@pytest.fixture
def events(database: Database) -> Events:
    clock = ManualClock(NOW - timedelta(days=20))
    events = Events(database, clock.now)
    events.note(EventKind.CREATED, slots="passphrase recovery")
    clock.moment = NOW - timedelta(hours=1)
    for number in range(4):
        events.note(EventKind.GENERATED, conversation=number, model="ab" * 32, prompt="1:" + "cd" * 32)
    return events


@dataclass(frozen=True)
class Source:
    """What the log is about."""

    events: Events
    facts: Facts


class Evidence:
    """The corner with a window around it."""

    def __init__(self, qtbot: QtBot, events: Events, facts: Facts) -> None:
        self.background = Background()
        self.supervisor = FileSupervisor()
        self.window = MainWindow(WindowActions())
        qtbot.addWidget(self.window)
        self.questions: list[SaveQuestion] = []
        self.answer = ""
        saving = Saving(self.supervisor.notifier, self.background)
        desk = EvidenceDesk(self.background, saving, self._choose, str, lambda: NOW)
        self.corner = RecordCorner(self.window, Source(events, facts), desk)

    def _choose(self, question: SaveQuestion, done: Callable[[str], None]) -> None:
        self.questions.append(question)
        if self.answer:
            done(self.answer)

    def close(self) -> None:
        self.background.close()
        self.supervisor.close()


@pytest.fixture
def evidence(qtbot: QtBot, database: Database, events: Events) -> Iterator[Evidence]:
    made = Evidence(qtbot, events, Facts(database))
    yield made
    made.close()


def shown(page: RecordPage) -> list[str]:
    return [page.model.index(row, WHAT).data() for row in range(page.model.rowCount())]


def test_the_newest_comes_first_and_the_chain_is_checked(
    qtbot: QtBot, database: Database, evidence: Evidence
) -> None:
    evidence.corner.show()
    page = evidence.corner.page
    qtbot.waitUntil(lambda: shown(page) == ["Answer generated"] * 4 + ["Vault made"])
    qtbot.waitUntil(lambda: "first entry to the last (5)" in page.good.label.text())
    assert page.bad.isHidden()
    assert page.model.index(0, FACTS).data() == f"conversation no. 3 · model {'ab' * 6}…"
    assert "digest of the prompt: 1:" + "cd" * 32 in page.details.whole
    fingerprint = signer_of(Facts(database)).fingerprint
    qtbot.waitUntil(lambda: fingerprint in page.fingerprint.whole)


def test_a_broken_chain_names_its_place(qtbot: QtBot, database: Database, evidence: Evidence) -> None:
    database.execute("UPDATE events SET kind = 'locked' WHERE id = 3")
    evidence.corner.show()
    page = evidence.corner.page
    qtbot.waitUntil(lambda: "broken at entry 3" in page.bad.label.text())
    assert page.good.isHidden()
    assert page.verify_button.isEnabled()


def test_kinds_and_times_filter(qtbot: QtBot, evidence: Evidence) -> None:
    evidence.corner.show()
    page = evidence.corner.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    page.kinds.setCurrentIndex(page.kinds.findData("created"))
    qtbot.waitUntil(lambda: shown(page) == ["Vault made"])
    page.times.setCurrentIndex(page.times.findData(7))
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    page.kinds.setCurrentIndex(0)
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)


def test_a_filter_that_leaves_nothing_says_so_and_nothing_jumps(qtbot: QtBot, evidence: Evidence) -> None:
    evidence.window.resize(1100, 1000)
    with qtbot.waitExposed(evidence.window):
        evidence.window.show()
    evidence.corner.show()
    page = evidence.corner.page
    qtbot.waitUntil(lambda: page.model.rowCount() == 5 and not page.details.isHidden())
    before = page.kinds.mapTo(page, QPoint()).y()
    page.kinds.setCurrentIndex(page.kinds.findData("locked"))
    qtbot.waitUntil(lambda: page.model.rowCount() == 0)
    QApplication.sendPostedEvents()
    assert page.kinds.mapTo(page, QPoint()).y() == before
    assert page.nothing.isVisible()
    assert page.nothing.text() == "There are no such entries."
    page.kinds.setCurrentIndex(0)
    qtbot.waitUntil(lambda: page.model.rowCount() == 5)
    assert page.nothing.isHidden()


def test_what_is_said_of_nothing_can_be_read_in_the_dark(qtbot: QtBot) -> None:
    page = RecordPage(lambda: ENGLISH, lambda: NOW)
    qtbot.addWidget(page)
    page.set_appearance(Appearance(DARK))
    page.show_ids([])
    with qtbot.waitExposed(page):
        page.show()
    drawn = page.list.viewport().grab().toImage()
    lightest = max(
        drawn.pixelColor(x, y).lightness() for x in range(drawn.width()) for y in range(drawn.height())
    )
    assert lightest > Appearance(DARK).colour("field").lightness() + 80


def test_today_begins_at_midnight_of_this_computer(qtbot: QtBot) -> None:
    page = RecordPage(lambda: ENGLISH, lambda: NOW)
    qtbot.addWidget(page)
    page.times.setCurrentIndex(page.times.findData(1))
    assert page.wanted() == Wanted(since="2026-11-25T00:00:00.000000+00:00")
    page.times.setCurrentIndex(page.times.findData(7))
    assert page.wanted().since == "2026-11-19T00:00:00.000000+00:00"


def test_another_language_is_no_other_filter(qtbot: QtBot) -> None:
    language: list[Translate] = [ENGLISH]
    page = RecordPage(lambda: language[0], lambda: NOW)
    qtbot.addWidget(page)
    page.kinds.setCurrentIndex(page.kinds.findData("locked"))
    language[0] = JAPANESE
    with qtbot.assertNotEmitted(page.filter_changed):
        page.retranslate()
    assert page.kinds.currentData() == "locked"
    assert page.kinds.currentText() == JAPANESE("Events", "Locked")


def test_escape_leaves(qtbot: QtBot, evidence: Evidence) -> None:
    evidence.corner.show()
    with qtbot.waitSignal(evidence.corner.left):
        QTest.keyClick(evidence.corner.page, Qt.Key.Key_Escape)
    assert evidence.window.page != CHAT_PAGE


def test_only_what_is_looked_at_is_fetched(qtbot: QtBot) -> None:
    """A hundred thousand entries: a list of numbers, and a block or two."""
    model = EventModel(lambda: ENGLISH)
    asked: list[int] = []
    model.wanted.connect(lambda ids: asked.extend(ids))
    model.show_ids(range(100_000, 0, -1))
    page = RecordPage(lambda: ENGLISH, lambda: NOW)
    qtbot.addWidget(page)
    page.model.wanted.connect(lambda ids: asked.extend(ids))
    page.resize(900, 700)
    page.show()
    page.show_ids(range(100_000, 0, -1))
    qtbot.waitUntil(lambda: bool(asked))
    page.list.scrollToBottom()
    qtbot.waitUntil(lambda: 1 in asked)
    assert len(asked) <= 3 * BLOCK
    assert len(asked) == len(set(asked))


def test_an_export_can_be_checked_without_the_vault(
    qtbot: QtBot, events: Events, evidence: Evidence, tmp_path: Path
) -> None:
    target = tmp_path / "log.jsonl"
    evidence.answer = str(target)
    page = evidence.corner.page
    with qtbot.waitSignal(evidence.corner.told):
        page.export_button.click()
    first, *lines, last = map(json.loads, target.read_text().splitlines())
    before = bytes.fromhex(first["before"])
    for each in lines:
        shape = [each["id"], each["at"], each["kind"], each["facts"]]
        text = json.dumps(shape, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        before = sha256(before + text.encode()).digest()
        assert each["digest"] == before.hex()
    assert last == {"count": 5, "head": before.hex()}
    event = events.newest(EventKind.EVENTS_EXPORTED)
    assert event is not None
    assert event.facts["sha256"] == sha256(target.read_bytes()).hexdigest()
    assert evidence.questions[0].name == "Hisho audit log 2026-11-25.jsonl"


def test_an_export_that_cannot_be_written_is_told_and_not_noted(
    qtbot: QtBot, events: Events, evidence: Evidence, tmp_path: Path
) -> None:
    evidence.answer = str(tmp_path / "gone" / "log.jsonl")
    page = evidence.corner.page
    page.export_button.click()
    qtbot.waitUntil(lambda: not page.error_line.isHidden())
    assert page.export_button.isEnabled()
    assert events.newest(EventKind.EVENTS_EXPORTED) is None


def test_every_kind_and_fact_has_words_in_both_languages() -> None:
    for kind in EventKind:
        assert kind_words(kind, ENGLISH) != kind.value
        assert kind_words(kind, JAPANESE) != kind_words(kind, ENGLISH)
    for name, words in fact_names(JAPANESE).items():
        assert words != fact_names(ENGLISH)[name] or words == "SHA-256"
    assert roll_back_words("header", JAPANESE) != roll_back_words("both", JAPANESE)


def test_yes_and_no_are_no_numbers() -> None:
    facts: dict[str, str | int] = {"accepted": 0, "count": 1}
    event = Event(1, "2026-11-25T00:00:00+00:00", EventKind.POLICY_CHANGED, facts, bytes(32))
    assert dict(details_of(event, ENGLISH)) == {"accepted": "no", "count": "1"}


def test_several_values_of_one_fact_are_words_too() -> None:
    facts = {"slots": "keyring+passphrase recovery", "form": "md", "place": "network+synchronised"}
    event = Event(1, "2026-11-25T00:00:00+00:00", EventKind.EXPORTED, facts, bytes(32))
    assert dict(details_of(event, ENGLISH)) == {
        "ways": "keyring and passphrase together / recovery key",
        "form": "Markdown",
        "folder": "on the network / synchronised",
    }


def test_what_a_newer_version_noted_is_shown_as_it_is() -> None:
    event = Event(1, "2026-11-25T00:00:00+00:00", "teleported", {"where": "moon"}, bytes(32))
    assert kind_words(event.kind, ENGLISH) == "teleported"
    assert line_of(event, ENGLISH) == "where moon"
    assert details_of(event, ENGLISH) == [("where", "moon")]
    assert moment_text("some day") == "some day"


def test_an_empty_chain_is_a_first_and_a_last_line() -> None:
    first, last = map(json.loads, event_lines([]))
    assert first["format"] == "hisho events 1"
    assert last == {"count": 0, "head": "00" * 32}
