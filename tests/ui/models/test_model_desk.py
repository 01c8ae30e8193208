"""The desk: what the vault takes at unlock, who uses the models, settings in force, and the network off."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from pytestqt.qtbot import QtBot

from desktop.control import EndFetcher
from desktop.fetching.protocol import Credentials, Hello, Search
from desktop.model_places import own_folder
from desktop.settings import Settings
from desktop.ui.appearance import Appearance
from desktop.ui.models.models_page import Tab
from model_manager.downloads import FILE as QUEUE
from model_manager.downloads import Downloads
from model_manager.ledger import FILE as LEDGER
from model_manager.ledger import Ledger
from model_manager.library import OWN
from model_manager.licences import Revenue, Usage, UserKind
from model_manager.stated_usage import read_usage
from tests.model_manager.shelves import THEN, some, wish
from tests.ui.models.rig import Rig
from tests.ui.models.samples import keep_models

OFF = '[models]\nnetwork = "off"\n'


@pytest.fixture
def fresh(qtbot: QtBot, tmp_path: Path) -> Iterator[Rig]:
    """A computer where nobody said yet who uses the models."""
    keep_models(tmp_path, None)
    made = Rig(qtbot, tmp_path)
    yield made
    made.close()


def queue_one(rig: Rig) -> None:
    """A download that waits for the next fetcher."""
    folder = own_folder(rig.settings, rig.places)
    stopped = Downloads(folder, lambda _wish, _watch: pytest.fail("nothing is fetched here"))
    stopped.close()
    stopped.add(wish({"m.gguf": some(1)}))
    assert (folder.own / QUEUE).exists()


def note(rig: Rig, *clicks: str) -> None:
    ledger = Ledger(rig.places.models / OWN / LEDGER, lambda: THEN)
    for each in clicks:
        ledger.note("mirror.example", 1200, each)


# -- unlocking


def test_the_ledger_is_shown_newest_first(rig: Rig) -> None:
    note(rig, "search", "fetch maker/model")
    rig.refresh()
    lines = rig.page.connection.ledger.text().splitlines()
    assert lines == [
        "2026-11-23 09:00 · mirror.example · 1.2 kB · fetch maker/model",
        "2026-11-23 09:00 · mirror.example · 1.2 kB · search",
    ]


def test_waiting_downloads_have_a_fetcher_at_unlock(rig: Rig) -> None:
    queue_one(rig)
    rig.desk.resume()
    rig.fetcher()


def test_without_downloads_no_fetcher_is_started(rig: Rig) -> None:
    rig.desk.resume()
    rig.settle()
    assert not rig.supervisor.was_asked


def test_no_fetcher_is_started_where_the_network_is_off(rig: Rig) -> None:
    queue_one(rig)
    rig.policy_file.write_text(OFF)
    rig.desk.resume()
    rig.go(Tab.CONNECTION)
    rig.settle()
    assert not rig.supervisor.was_asked


# -- the network off by policy


def test_where_the_network_is_off_files_are_offered_instead(rig: Rig) -> None:
    rig.policy_file.write_text(OFF)
    rig.refresh()
    notice = rig.page.notice.label.text()
    assert notice.startswith("Set by the administrator: ")
    assert "switched off" in notice
    rig.go(Tab.ALL)
    finder = rig.page.browser.finder
    assert finder.search.isVisible()            # the catalogue can be looked through
    assert not finder.search_button.isVisible()
    assert not finder.order.isVisible()
    finder.search.setText("sarashina")
    finder.search.confirmed.emit()
    rig.choose("sarashina2.2-1b-instruct")
    assert rig.page.browser.detail.foot.action.text() == "Import a GGUF file…"
    assert not rig.supervisor.was_asked


def test_where_the_catalogue_alone_is_allowed_the_hub_is_not_searched(rig: Rig) -> None:
    rig.policy_file.write_text('[models]\nnetwork = "catalogue"\n')
    rig.refresh()
    assert "catalogue alone" in rig.page.notice.label.text()
    rig.go(Tab.ALL)
    finder = rig.page.browser.finder
    assert not finder.search_button.isVisible()
    finder.search.setText("sarashina")
    finder.search.confirmed.emit()
    assert not rig.supervisor.was_asked
    rig.choose("sarashina2.2-1b-instruct")
    assert rig.page.browser.detail.foot.action.text() == "Fetch this model"


def test_the_administrators_way_to_the_server_cannot_be_changed(rig: Rig) -> None:
    rig.keep(hub_endpoint="https://mine.example", hub_proxy_user="me")
    rig.policy_file.write_text(
        '[models]\nendpoint = "https://only.example"\nproxy = "proxy.example:3128"\nhosts = []\n'
    )
    rig.refresh()
    rig.go(Tab.CONNECTION)
    pane = rig.page.connection
    assert (pane.endpoint.text(), pane.endpoint.isEnabled()) == ("https://only.example", False)
    assert (pane.proxy.text(), pane.proxy.isEnabled()) == ("http://proxy.example:3128", False)
    assert (pane.hosts.text(), pane.hosts.isEnabled()) == ("", False)
    assert pane.managed_note.isVisible()
    assert pane.endpoint.accessibleDescription() == pane.managed_note.text() == "Set by the administrator"
    assert pane.proxy_user.isEnabled()
    pane.proxy_user.setText("you")
    pane.save_button.click()
    assert (rig.settings.hub_endpoint, rig.settings.hub_proxy) == ("https://mine.example", "")
    assert rig.settings.hub_proxy_user == "you"
    rig.policy_file.unlink()
    rig.refresh()
    assert (pane.endpoint.text(), pane.endpoint.isEnabled()) == ("https://mine.example", True)
    assert not pane.managed_note.isVisible()


# -- who uses the models


def test_nobody_is_judged_before_they_said_who_they_are(fresh: Rig) -> None:
    fresh.refresh()
    assert "who uses the models" in fresh.page.notice.label.text()
    fresh.go(Tab.ALL)
    unsaid = next(
        each for each in fresh.page.browser.list.cards.cards if "licence: say who uses it" in each.spoken
    )
    fresh.choose(unsaid.key)
    fresh.page.browser.detail.foot.action.click()
    assert fresh.page.tab is Tab.CONNECTION
    fetcher = fresh.fetcher()
    form = fresh.page.connection.usage
    form.user.setCurrentIndex(form.user.findData("personal"))
    form.user.activated.emit(form.user.currentIndex())
    assert read_usage(fresh.places.inventory.parent) == Usage(UserKind.PERSONAL, None)
    fresh.bot.waitUntil(lambda: not fresh.page.notice.label.text())
    assert not fresh.supervisor.was_asked           # nobody at the network is told
    assert not fetcher.was_told
    fresh.go(Tab.ALL)
    assert not any("say who uses it" in each.spoken for each in fresh.page.browser.list.cards.cards)


def test_a_company_is_asked_for_its_revenue(fresh: Rig) -> None:
    fresh.go(Tab.CONNECTION)
    form = fresh.page.connection.usage
    assert not form.revenue.isVisible()
    form.user.setCurrentIndex(form.user.findData("company"))
    form.user.activated.emit(form.user.currentIndex())
    assert form.revenue.isVisible()
    form.revenue.setCurrentIndex(1)
    form.revenue.activated.emit(1)
    assert read_usage(fresh.places.inventory.parent) == Usage(UserKind.COMPANY, Revenue.BELOW_1_BILLION_YEN)


def test_a_usage_that_cannot_be_kept_is_said(fresh: Rig) -> None:
    folder = fresh.places.inventory.parent
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.write_text("in the way")
    fresh.page.connection.usage_stated.emit(Usage(UserKind.PERSONAL, None))
    assert "usage.json" in fresh.page.error_line.label.text()


# -- settings


def test_settings_hold_at_once_and_what_was_asked_is_asked_at_the_new_server(rig: Rig) -> None:
    rig.go(Tab.ALL)
    rig.page.browser.finder.search.setText("someone")
    rig.page.browser.finder.search_button.click()
    old = rig.fetcher()
    asked = old.heard()
    assert isinstance(asked, Search)
    rig.go(Tab.CONNECTION)
    pane = rig.page.connection
    pane.endpoint.setText(" https://Mirror.Example/hf/ ")
    pane.hosts.setText("cdn.example  files.example")
    pane.save_button.click()
    assert rig.settings.hub_endpoint == "https://mirror.example/hf"
    assert rig.settings.hub_hosts == "cdn.example files.example"
    assert old.is_closed()
    assert rig.supervisor.asked() == EndFetcher()
    new = rig.fetcher()
    assert isinstance(new.heard(), Credentials)
    assert new.heard() == asked
    assert "in use" in rig.page.notice.label.text()


def test_another_folder_says_what_becomes_of_the_models(rig: Rig, tmp_path: Path) -> None:
    rig.go(Tab.CONNECTION)
    rig.page.connection.folder.setText(str(tmp_path / "elsewhere"))
    rig.page.connection.save_button.click()
    assert rig.settings.models_folder == str(tmp_path / "elsewhere")
    assert f"lie in {rig.places.models} stay there" in rig.page.notice.label.text()
    rig.settle()
    rig.go(Tab.HERE)
    assert not rig.shown_keys
    assert "No model is on this computer yet" in rig.page.browser.empty.text()


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("endpoint", "ftp://mirror.example"), ("endpoint", "mirror"), ("endpoint", "https://user:pw@m.example"),
        ("proxy", "http://proxy:99999"), ("ca_file", "ca.pem"), ("folder", "models"), ("shared", "../shared"),
    ],
)  # fmt: skip
def test_a_wrong_address_or_folder_is_said_at_once_and_not_kept(rig: Rig, field: str, text: str) -> None:
    rig.open_settings()
    pane = rig.page.connection
    editor = getattr(pane, field)
    editor.setText(text)
    pane.token.setText("hf_secret")
    pane.save_button.click()
    assert text in pane.error_line.label.text()
    assert editor.hasFocus()
    assert rig.settings == Settings()
    assert pane.token.text() == "hf_secret"     # nothing has to be typed again
    assert not rig.supervisor.was_asked


def test_what_is_being_typed_outlives_a_refresh(rig: Rig) -> None:
    rig.go(Tab.CONNECTION)
    rig.page.connection.endpoint.setText("https://half-typed.exam")
    rig.refresh()                               # a download may have ended meanwhile
    assert rig.page.connection.endpoint.text() == "https://half-typed.exam"


def test_a_proxy_that_was_found_is_used_after_a_click_only(rig: Rig) -> None:
    """It is offered at the first look at the settings, which starts the fetcher that sees the environment."""
    rig.open_settings(Hello("https://hub.example", "http://proxy.example:8080", "{}"))
    pane = rig.page.connection
    assert "http://proxy.example:8080" in pane.offer.text()
    assert pane.proxy.text() == ""
    assert rig.settings.hub_proxy == ""
    pane.use_offered.click()
    assert rig.settings.hub_proxy == "http://proxy.example:8080"
    assert not pane.use_offered.isVisible()


# -- the fetcher's end


def test_a_lost_fetcher_is_worded_where_somebody_waits(rig: Rig) -> None:
    rig.go(Tab.ALL)
    rig.page.browser.finder.search.setText("sarashina")
    rig.page.browser.finder.search_button.click()
    fetcher = rig.fetcher()
    with rig.bot.waitSignal(rig.link.lost):
        fetcher.channel.close()
    assert "ended unexpectedly" in rig.page.error_line.label.text()
    assert rig.shown_keys                       # the catalogue is shown again


def test_a_fetcher_that_nobody_waits_for_ends_in_silence(rig: Rig) -> None:
    rig.link.open()
    fetcher = rig.fetcher()
    with rig.bot.waitSignal(rig.link.lost):
        fetcher.channel.close()
    assert not rig.page.error_line.label.text()


@pytest.mark.parametrize("scale", [1.0, 1.4])
def test_the_fields_of_all_forms_begin_in_one_line(rig: Rig, scale: float) -> None:
    rig.page.set_appearance(replace(Appearance(), text_scale=scale))
    rig.open_settings()
    rig.settle()
    pane = rig.page.connection
    rig.bot.waitUntil(lambda: pane.endpoint.width() > 0)
    fields = (pane.usage.user, pane.endpoint, pane.proxy_password, pane.token, pane.folder)
    assert len({each.mapTo(pane, QPoint(0, 0)).x() for each in fields}) == 1
