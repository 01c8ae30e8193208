"""The page by keyboard alone and by ear: every part is reached, has a name and a role, and Esc leads back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.fetching.protocol import DownloadsShown, Hello
from desktop.ui.actions import WindowActions
from desktop.ui.main_window import MainWindow
from desktop.ui.models.models_page import Tab
from desktop.ui.models.value_label import ValueLabel
from tests.ui.models.rig import Rig
from tests.ui.models.samples import DOWNLOADS

TABS = [each for each in Tab if each is not Tab.IMPORT]      # which the air-gap edition has


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def tab_round(rig: Rig) -> list[QWidget]:
    """Everything that Tab reaches, beginning with the tabs, until it comes round."""
    rig.page.take_focus()
    met = [focus()]
    for _ in range(60):
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        if focus() is met[0]:
            return met
        met.append(focus())
    raise AssertionError("Tab does not come round")


def reachable(rig: Rig) -> set[QWidget]:
    """Every visible part that takes the keyboard by Tab."""
    return {
        each
        for each in rig.page.findChildren(QWidget)
        if each.isVisible() and each.isEnabled() and each.focusPolicy() & Qt.FocusPolicy.TabFocus
        and each.focusProxy() is None
    }


def fill(rig: Rig, tab: Tab) -> None:
    """The tab with as much on it as there can be."""
    if tab is Tab.DOWNLOADS:
        rig.link.open()
        fetcher = rig.fetcher(Hello("https://hub.example", "http://proxy.example:8080", "{}"))
        with rig.bot.waitSignal(rig.link.downloads_changed):
            fetcher.say(DownloadsShown(DOWNLOADS))
    rig.go(tab)
    if tab is Tab.HERE:
        rig.page.show_orphans("1.2 GB")
    if rig.shown_keys:
        rig.choose(rig.shown_keys[0])
    rig.bot.waitUntil(lambda: all(each.isVisible() for each in rig.page.downloads.rows.values()) or tab
                      is not Tab.DOWNLOADS)  # fmt: skip


@pytest.mark.parametrize("tab", TABS)
def test_tab_reaches_everything_once(rig: Rig, tab: Tab) -> None:
    fill(rig, tab)
    met = tab_round(rig)
    assert len(met) == len(set(met))
    assert reachable(rig) - set(met) == set()


@pytest.mark.parametrize("width", [1280, 480])
@pytest.mark.parametrize("tab", TABS)
def test_everything_that_takes_the_keyboard_has_a_name_and_a_role(rig: Rig, tab: Tab, width: int) -> None:
    rig.page.resize(width, 800)
    fill(rig, tab)
    nameless = []
    for each in tab_round(rig):
        heard = QAccessible.queryAccessibleInterface(each)
        silent = heard.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client)
        if silent or not heard.text(QAccessible.Text.Name).strip():
            nameless.append(each)
    assert nameless == []


def test_rows_are_spoken_whole(rig: Rig) -> None:
    rig.go(Tab.HERE)
    heard = QAccessible.queryAccessibleInterface(rig.page.browser.list)
    assert heard.role() == QAccessible.Role.List
    assert heard.childCount() == 2
    spoken = heard.child(0).text(QAccessible.Text.Name)
    for part in ("llm-jp-4-8b-instruct", "5.0 kB", "verified", "converted by the community"):
        assert part in spoken


def test_downloads_are_told_apart_by_their_buttons(rig: Rig) -> None:
    fill(rig, Tab.DOWNLOADS)
    rows = rig.page.downloads.rows.values()
    names = [each.accessibleName() for each in tab_round(rig) if each.parent() in rows]
    assert len(names) == len(set(names))
    assert f"Pause {DOWNLOADS[0].name}" in names
    bar = QAccessible.queryAccessibleInterface(rig.page.downloads.rows[1].bar)
    assert bar.role() == QAccessible.Role.ProgressBar
    assert bar.text(QAccessible.Text.Name) == f"{DOWNLOADS[0].name} 24 %"


def test_the_arrow_keys_go_through_the_tabs(rig: Rig) -> None:
    rig.page.take_focus()
    met = [rig.page.tab]
    for _ in TABS[1:]:
        QTest.keyClick(focus(), Qt.Key.Key_Right)
        met.append(rig.page.tab)
    assert met == TABS
    QTest.keyClick(focus(), Qt.Key.Key_Home)
    assert rig.page.tab is TABS[0]
    QTest.keyClick(focus(), Qt.Key.Key_End)
    assert rig.page.tab is TABS[-1]


def test_the_arrow_keys_choose_and_enter_leads_to_what_can_be_done(rig: Rig) -> None:
    rig.go(Tab.HERE)
    shelf = rig.page.browser.list
    shelf.setFocus()
    QTest.keyClick(shelf, Qt.Key.Key_Down)
    detail = rig.page.browser.detail
    assert detail.view is not None
    assert shelf.hasFocus()
    QTest.keyClick(shelf, Qt.Key.Key_Home)
    QTest.keyClick(shelf, Qt.Key.Key_Return)
    assert detail.foot.action.hasFocus()
    with rig.bot.waitSignal(rig.desk.model_wanted):
        QTest.keyClick(detail.foot.action, Qt.Key.Key_Return)


def test_a_refresh_leaves_the_keyboard_and_the_place_read(rig: Rig) -> None:
    rig.page.resize(1000, 420)
    rig.go(Tab.HERE)
    rig.choose(rig.shown_keys[0])
    button = rig.page.browser.detail.other_buttons[-1]
    button.setFocus()
    bar = rig.page.browser.detail._scroll.verticalScrollBar()
    rig.bot.waitUntil(lambda: bar.maximum() > 0)
    bar.setValue(bar.maximum())
    place = bar.value()
    rig.refresh()
    assert focus() is button
    assert bar.value() == place


def test_escape_closes_the_page(rig: Rig) -> None:
    for part in (rig.page.tabs, rig.page.browser.list):
        with rig.bot.waitSignal(rig.page.closed):
            QTest.keyClick(part, Qt.Key.Key_Escape)
    rig.go(Tab.CONNECTION)
    with rig.bot.waitSignal(rig.page.closed):
        QTest.keyClick(rig.page.connection.endpoint, Qt.Key.Key_Escape)


def test_escape_closes_the_page_and_stops_no_answer(rig: Rig) -> None:
    actions = WindowActions()
    window = MainWindow(actions)
    rig.bot.addWidget(window)
    window.add_page("models", rig.page)
    window.show_page("models")
    actions.set_busy(busy=True)
    with rig.bot.waitExposed(window):
        window.show()
    window.activateWindow()
    rig.page.take_focus()
    with rig.bot.assertNotEmitted(actions.stop.triggered), rig.bot.waitSignal(rig.page.closed):
        QTest.keyClick(rig.page.tabs, Qt.Key.Key_Escape)
    rig.page.setParent(None)


def test_escape_empties_the_search_first(rig: Rig) -> None:
    rig.go(Tab.ALL)
    search = rig.page.browser.finder.search
    search.setText("llm")
    with rig.bot.assertNotEmitted(rig.page.closed):
        QTest.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    with rig.bot.waitSignal(rig.page.closed):
        QTest.keyClick(search, Qt.Key.Key_Escape)


def test_in_a_narrow_window_the_list_can_be_walked_and_the_detail_left(rig: Rig) -> None:
    rig.page.resize(480, 760)
    rig.go(Tab.ALL)
    shelf, detail = rig.page.browser.list, rig.page.browser.detail
    shelf.setFocus()
    for _ in range(3):
        QTest.keyClick(shelf, Qt.Key.Key_Down)
    assert shelf.isVisible()
    assert not detail.isVisible()
    QTest.keyClick(shelf, Qt.Key.Key_Return)
    assert detail.isVisible()
    assert not shelf.isVisible()
    assert detail.isAncestorOf(focus())
    chosen = shelf.current()
    with rig.bot.assertNotEmitted(rig.page.closed):
        QTest.keyClick(focus(), Qt.Key.Key_Escape)
    assert shelf.hasFocus()
    assert shelf.current() == chosen
    assert rig.page.width() == 480


def test_what_is_copied_from_a_path_is_the_path(rig: Rig) -> None:
    rig.go(Tab.HERE)
    rig.choose(rig.shown_keys[0])
    view, facts = rig.page.browser.detail.view, rig.page.browser.detail.facts
    assert view is not None
    item = facts.itemAt([name for name, _ in view.facts].index("Files"), facts.ItemRole.FieldRole)
    label = item.widget() if item else None
    assert isinstance(label, ValueLabel)
    label.setFocus()
    QTest.keyClick(label, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == dict(view.facts)["Files"]
