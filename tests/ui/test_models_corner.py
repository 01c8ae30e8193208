"""The page of the models comes when it is wanted; ledger and downloads do not wait for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop.model_places import own_folder
from desktop.ui.actions import WindowActions
from desktop.ui.clipboard import ClipboardGuard
from desktop.ui.main_window import MainWindow
from desktop.ui.room.models_corner import MODELS, ModelsCorner
from desktop.ui.room.room import Outside
from desktop.vault.audit import Exchange
from model_manager.downloads import Downloads
from model_manager.edition import Edition
from model_manager.ledger import FILE as LEDGER
from model_manager.ledger import Ledger
from model_manager.library import OWN
from tests.model_manager.shelves import THEN, some
from tests.model_manager.shelves import wish as wish_for
from tests.policies import policy_at
from tests.ui.models.rig import Rig
from tests.ui.models.samples import keep_models

OFF = '[models]\nnetwork = "off"\n'


@dataclass
class FakeAudit:
    """Takes every ledger."""

    taken: list[Exchange] = field(default_factory=list)

    def take(self, ledger: Sequence[Exchange]) -> int:
        self.taken = list(ledger)
        return len(ledger)


@dataclass
class Corner:
    """A corner over a home of its own, with a window, and what the rig has beside."""

    corner: ModelsCorner
    window: MainWindow
    audit: FakeAudit
    rig: Rig

    @property
    def has_page(self) -> bool:
        return MODELS in self.window._pages


@pytest.fixture
def corner(qtbot: QtBot, tmp_path: Path) -> Iterator[Corner]:
    keep_models(tmp_path, None)
    rig = Rig(qtbot, tmp_path)
    outside = Outside(
        rig.supervisor.notifier, rig.background, rig.places, rig.clock.now, str, lambda name, _facts: name,
        rig.safe, rig.safe, policy_at(rig.policy_file), ClipboardGuard(QGuiApplication.clipboard(), QTimer()),
        Edition.FULL,
    )  # fmt: skip
    window = MainWindow(WindowActions())
    qtbot.addWidget(window)
    audit = FakeAudit()
    made = ModelsCorner(window, outside, rig.store, audit, rig.keep)
    yield Corner(made, window, audit, rig)
    made.leave()
    rig.close()


def queue_one(rig: Rig) -> None:
    """A download that waits for the next fetcher."""
    folder = own_folder(rig.settings, rig.places)
    stopped = Downloads(folder, lambda _wish, _watch: pytest.fail("nothing is fetched here"))
    stopped.close()
    stopped.add(wish_for({"m.gguf": some(1)}))


def test_the_ledger_is_taken_into_the_vault_at_unlock(corner: Corner) -> None:
    ledger = Ledger(corner.rig.places.models / OWN / LEDGER, lambda: THEN)
    ledger.note("mirror.example", 1200, "search")
    ledger.note("mirror.example", 7, "fetch maker/model")
    corner.corner.resume()
    corner.rig.settle()
    assert [(each.host, each.received, each.click) for each in corner.audit.taken] == [
        ("mirror.example", 1200, "search"), ("mirror.example", 7, "fetch maker/model"),
    ]  # fmt: skip
    assert not corner.has_page              # nobody wanted it
    assert not corner.rig.supervisor.was_asked


def test_waiting_downloads_have_a_fetcher_at_unlock(corner: Corner) -> None:
    queue_one(corner.rig)
    corner.corner.resume()
    corner.rig.bot.waitUntil(lambda: corner.rig.supervisor.was_asked)


def test_where_the_network_is_off_downloads_wait(corner: Corner) -> None:
    queue_one(corner.rig)
    corner.rig.policy_file.write_text(OFF)
    corner.corner.resume()
    corner.rig.settle()
    assert not corner.has_page
    assert not corner.rig.supervisor.was_asked


def test_the_page_is_made_once_and_in_the_language_in_use(corner: Corner) -> None:
    corner.corner.set_language("en")
    corner.corner.show()
    assert corner.has_page
    page = corner.window._pages[MODELS]
    corner.corner.show()
    assert corner.window._pages[MODELS] is page
    assert corner.window._stack.currentWidget() is page
    corner.rig.settle()
