"""The page of the engine's details."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from desktop.ui.appearance import Appearance
from desktop.ui.engine.chart import SpeedChart, scale_end
from desktop.ui.engine.engine_page import EnginePage
from desktop.ui.engine.gauge import Figures
from desktop.ui.engine.view import EngineView
from desktop.ui.theme import DARK, LIGHT
from desktop.words import Language
from model_manager.placement import Choice
from tests.ui.engine.samples import ANSWERS, FIGURES, FIRST, PARTLY, READY, SECOND, machine
from tests.ui.pages.dressing import dressed
from tests.ui.test_panes_screens import cut_off, save

MACHINE = machine(FIRST, SECOND)
VIEW = EngineView("gpt-oss-20b", False, MACHINE, PARTLY, READY, FIGURES, ANSWERS)


@pytest.fixture
def page(qtbot: QtBot) -> EnginePage:
    made = EnginePage()
    qtbot.addWidget(made)
    made.resize(800, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_nothing_is_shown_that_is_not_known(page: EnginePage) -> None:
    page.show_view(EngineView())
    assert page.model.text() == "No model"
    assert not page.layers.isVisible()
    assert page.memory == []
    assert page.placement.rows == page.answer.rows == page.machine.rows == ()
    assert page.summary.text() == "Nothing measured yet: ask something."
    assert not page.chart.isVisible()
    assert page.nowhere.text() == "No model is loaded now."


def test_a_model_on_its_way_is_told(page: EnginePage) -> None:
    page.show_view(EngineView("m", is_loading=True))
    assert page.nowhere.isVisible()
    assert page.nowhere.text() == "The model is being loaded."
    page.show_view(VIEW)
    assert not page.nowhere.isVisible()
    assert page.chart.isVisible()


def test_the_bar_of_layers_is_read_aloud(page: EnginePage) -> None:
    page.show_view(VIEW)
    accessible = QAccessible.queryAccessibleInterface(page.layers.bar)
    assert accessible.text(QAccessible.Text.Name).startswith("40 of 48 layers")
    assert accessible.text(QAccessible.Text.Description) == "CPU: 8 layers · Vulkan0: 40 layers"


def test_a_device_that_goes_takes_its_bar_with_it(page: EnginePage) -> None:
    page.show_view(VIEW)
    assert [each.isVisible() for each in page.memory] == [True, True, True]
    page.show_view(EngineView("m", machine=machine()))
    assert [each.isVisible() for each in page.memory] == [True, False, False]


def test_values_that_stay_keep_their_labels(page: EnginePage) -> None:
    """A selection in them would be lost otherwise, twice a second."""
    page.show_view(VIEW)
    before = page.answer.findChildren(type(page.model))
    page.show_view(EngineView("m", answers=ANSWERS[:1]))
    assert page.answer.findChildren(type(page.model)) == before
    assert dict(page.answer.rows)["Writing"] == "14.2 tokens/s (148 tokens)"


def test_escape_closes_and_the_page_keys_scroll(qtbot: QtBot, page: EnginePage) -> None:
    page.show_view(VIEW)
    page.resize(800, 500)
    page.setFocus()
    bar = page.findChildren(QScrollArea)[0].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    QTest.keyClick(page.close_button, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    QTest.keyClick(page.close_button, Qt.Key.Key_PageUp)
    assert 0 < bar.value() < bar.maximum()
    QTest.keyClick(page.close_button, Qt.Key.Key_Home)
    assert bar.value() == 0
    with qtbot.waitSignal(page.closed):
        QTest.keyClick(page.close_button, Qt.Key.Key_Escape)


class TestChart:
    @pytest.fixture
    def chart(self, qtbot: QtBot) -> SpeedChart:
        made = SpeedChart()
        qtbot.addWidget(made)
        made.resize(400, 120)
        return made

    def test_it_says_in_words_what_it_shows(self, chart: SpeedChart) -> None:
        chart.show_speeds((10.0, 20.5), 15.0)
        assert chart.accessibleName() == "Speed of the last answers"
        assert chart.accessibleDescription() == (
            "Last 15.0 tokens/s · fastest 20.5 · slowest 10.0 · 3 measured"
        )

    def test_a_column_is_as_high_as_its_answer_was_fast(self, chart: SpeedChart) -> None:
        chart.show_speeds((5.0, 10.0), None)
        picture = chart.grab().toImage()
        ink = Appearance(LIGHT).colour("primary")

        def height(x: int) -> int:
            return sum(picture.pixelColor(x, y) == ink for y in range(picture.height()))

        newest, older = height(chart.width() - 12), height(chart.width() - 40)
        assert newest > 0
        assert older == pytest.approx(newest / 2, abs=2)

    def test_the_scale_says_above_it_what_it_counts(self, chart: SpeedChart) -> None:
        chart.show_speeds((5.0, 10.0), None)
        picture = chart.grab().toImage()
        line = chart.fontMetrics().height()
        width = chart.fontMetrics().horizontalAdvance("tokens/s")
        ground = picture.pixelColor(chart.width() - 1, 0)
        written = {x for x in range(chart.width()) for y in range(line) if picture.pixelColor(x, y) != ground}
        assert chart.unit == "tokens/s"
        assert max(written) == pytest.approx(width, abs=3)

    @pytest.mark.parametrize(
        ("highest", "end"), [(0.0, 1.0), (0.3, 0.5), (1.0, 1.0), (18.9, 20.0), (51.0, 100.0), (730.0, 1000.0)]
    )
    def test_the_scale_ends_with_a_round_number(self, highest: float, end: float) -> None:
        assert scale_end(highest) == pytest.approx(end)


@pytest.mark.parametrize("size", [(1000, 760), (430, 700)], ids=["wide", "narrow"])
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_nothing_is_cut_off(
    qtbot: QtBot, qapp: QApplication, language: Language, tokens: object, size: tuple[int, int]
) -> None:
    look = Appearance(DARK if tokens is DARK else LIGHT, 1.25 if size[0] < 500 else 1.0)
    with dressed(qapp, language, look):
        page = EnginePage()
        qtbot.addWidget(page)
        page.set_appearance(look)
        page.show_view(VIEW)
        page.form.show_choice(Choice(), MACHINE.devices)
        page.form.several.click()
        page.resize(*size)
        with qtbot.waitExposed(page):
            page.show()
        assert cut_off(page) == []
        assert page.findChildren(QScrollArea)[0].horizontalScrollBar().maximum() == 0
        page.resize(size[0], 2000)
        save(page, f"engine_{'dark' if tokens is DARK else 'light'}_{language}_{size[0]}")


def test_figures_alone_are_enough(page: EnginePage) -> None:
    page.show_view(EngineView("m", figures=Figures(memory=FIGURES.memory)))
    assert len(page.memory) == 2
