"""The page of the models in the air-gap edition: it opens on the import and asks nobody for a network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop.fetching.protocol import WorkDone
from desktop.model_places import own_folder
from desktop.settings import Settings
from desktop.ui.models.models_page import Tab
from model_manager.downloads import Downloads
from model_manager.edition import Edition
from model_manager.ledger import FILE as LEDGER
from model_manager.ledger import Ledger
from model_manager.library import OWN
from tests.model_manager.shelves import THEN, some, wish
from tests.ui.models.rig import Rig
from tests.ui.models.samples import keep_models
from tests.ui.models.test_files import choose_in_dialog
from tests.ui.models.test_models_keyboard import focus, reachable, tab_round

TABS = [Tab.IMPORT, Tab.HERE, Tab.RECOMMENDED, Tab.GOVERNMENT, Tab.ALL, Tab.CONNECTION]
KEPT = Settings(hub_endpoint="https://mirror.example", hub_proxy="http://p.example:80", hub_token_kept=True)


@pytest.fixture
def apart(qtbot: QtBot, tmp_path: Path) -> Iterator[Rig]:
    """A company's computer on which the full edition was once, with a server set up and a download left."""
    keep_models(tmp_path)
    made = Rig(qtbot, tmp_path, KEPT, Edition.AIRGAP)
    stopped = Downloads(own_folder(made.settings, made.places), lambda *_: pytest.fail("nothing is fetched"))
    stopped.close()
    stopped.add(wish({"m.gguf": some(1)}))
    made.refresh()
    yield made
    made.close()


def test_it_opens_on_the_import(apart: Rig) -> None:
    assert apart.page.tab is Tab.IMPORT
    assert [apart.page.tabs.tabText(each) for each in range(apart.page.tabs.count())] == [
        "Import", "This computer", "Recommended", "Government AI: 7 models", "All", "Settings",
    ]  # fmt: skip
    apart.page.take_focus()
    assert apart.page.import_pane.folder_button.hasFocus()
    assert "the part that speaks to a network is not installed" in apart.page.import_pane.why.text()
    assert not apart.page.import_button.isVisible()         # the pane has both ways in
    apart.go(Tab.HERE)
    assert apart.page.import_button.isVisible()


def test_a_folder_is_imported_from_the_first_button(apart: Rig) -> None:
    apart.page.take_focus()
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    choose_in_dialog(apart, "/media/stick/model")
    asked, worker = apart.worker()
    assert (asked.job, asked.source) == ("import", "/media/stick/model")
    with apart.bot.waitSignal(apart.desk.models_changed):
        worker.say(WorkDone("b" * 64, "", ()))
    assert apart.page.tab is Tab.HERE


def test_a_file_is_offered_from_the_second(apart: Rig) -> None:
    apart.page.import_pane.file_button.click()
    choose_in_dialog(apart, "/media/stick/m.gguf")
    assert "m.gguf" in apart.page.import_bar.words.text()


def test_nobody_is_asked_for_a_network(apart: Rig) -> None:
    """Neither for the download that is left, nor at any tab, nor by other settings or another folder."""
    apart.desk.resume()
    for tab in TABS:
        apart.go(tab)
    apart.page.connection.save_button.click()
    apart.desk._on_moved("/elsewhere")
    apart.settle()
    assert not apart.supervisor.was_asked
    assert not apart.link.is_open
    assert not apart.page.error_line.isVisible()


def test_a_card_of_the_catalogue_offers_the_import(apart: Rig) -> None:
    apart.go(Tab.RECOMMENDED)
    apart.choose(apart.shown_keys[0])
    detail = apart.page.browser.detail
    assert detail.foot.action.text() == "Import an exported folder…"
    assert [each.text() for each in detail.other_buttons] == ["Import a GGUF file…"]
    assert f"hisho models fetch {apart.shown_keys[0]}," in detail.notes.label.whole
    assert detail.view is not None
    assert detail.view.terms == ""                          # they are accepted at the import
    detail.foot.action.click()
    assert len(apart.page.findChildren(QFileDialog)) == 1


def test_what_is_not_on_record_is_not_promised_by_a_hub(apart: Rig) -> None:
    apart.go(Tab.ALL)
    snapshot = apart.desk._browsing.snapshot
    assert snapshot is not None
    unpinned = next(
        each.id for each in snapshot.rules.catalogue.models
        if not each.files[0].sha256 and snapshot.verdicts[each.id].standing.value == "usable"
    )  # fmt: skip
    apart.choose(unpinned)
    said = apart.page.browser.detail.notes.label.whole
    assert "not on record" in said
    assert "hub" not in said


def test_the_hub_is_not_offered(apart: Rig) -> None:
    apart.go(Tab.ALL)
    finder = apart.page.browser.finder
    assert not finder.search_button.isVisible()
    searched = QSignalSpy(finder.search_wanted)
    finder.search.setText("no such model")
    QTest.keyClick(finder.search, Qt.Key.Key_Return)
    assert searched.count() == 0
    assert apart.page.browser.empty.text() == "Nothing is called so in the catalogue."


def test_the_settings_have_no_server(apart: Rig) -> None:
    apart.go(Tab.CONNECTION)
    pane = apart.page.connection
    assert not any(each.isVisible() for each in (pane.endpoint, pane.proxy, pane.token, pane.keep_token))
    assert pane.edition_note.text() == (
        "The air-gap edition has no part that speaks to a network, so there is none to set up."
    )
    assert pane.folder.isVisible()
    pane.shared.setText("/srv/models")
    pane.save_button.click()
    assert apart.settings.shared_models == "/srv/models"
    assert apart.settings.hub_endpoint == KEPT.hub_endpoint         # for the day of the full edition


def test_a_policys_server_is_moot(apart: Rig) -> None:
    apart.policy_file.write_text('[models]\nnetwork = "off"\nproxy = "http://their.proxy:80"\n')
    apart.refresh()
    apart.go(Tab.CONNECTION)
    assert not apart.page.connection.managed_note.isVisible()
    assert not apart.page.notice.isVisible()


def test_the_ledger_says_why_it_is_empty(apart: Rig) -> None:
    words = apart.page.connection.ledger
    assert words.text() == "Nothing, and nothing can: the part that speaks to a network is not installed."
    Ledger(apart.places.models / OWN / LEDGER, lambda: THEN).note("mirror.example", 7, "search")
    apart.refresh()
    assert "mirror.example" in words.text()


def test_damage_is_mended_by_an_import(apart: Rig) -> None:
    apart.go(Tab.HERE)
    apart.choose(apart.shown_keys[0])
    next(each for each in apart.page.browser.detail.other_buttons if each.text() == "Verify again").click()
    _, worker = apart.worker()
    with apart.bot.waitSignal(apart.work.done):
        worker.say(WorkDone("b" * 64, "", ("m.gguf",)))
    assert apart.page.error_line.label.text() == "Damaged: m.gguf. Remove the model and import it again."


def test_who_has_not_said_who_they_are_is_asked_first(qtbot: QtBot, tmp_path: Path) -> None:
    keep_models(tmp_path, None)
    rig = Rig(qtbot, tmp_path, edition=Edition.AIRGAP)
    rig.refresh()
    assert rig.page.tab is Tab.IMPORT
    assert "who uses the models" in rig.page.notice.label.text()
    rig.close()


@pytest.mark.parametrize("width", [1280, 480])
@pytest.mark.parametrize("tab", TABS)
def test_the_keyboard_reaches_everything(apart: Rig, tab: Tab, width: int) -> None:
    apart.page.resize(width, 800)
    apart.go(tab)
    met: list[QWidget] = tab_round(apart)
    assert len(met) == len(set(met))
    assert reachable(apart) - set(met) == set()
    assert all(each.accessibleName() or getattr(each, "text", str)() for each in met if each.isEnabled())
