"""Labels show text as it is; icons take the colours they are given."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap, QTextLayout
from pytestqt.qtbot import QtBot

from desktop.ui.appearance import Appearance
from desktop.ui.icons import icon, icon_names
from desktop.ui.labels import ElidedLabel, PlainLabel, plain_menu_text, plain_tooltip, unbroken
from desktop.ui.theme import DARK


def colours_of(pixmap: QPixmap) -> set[str]:
    image = pixmap.toImage().convertToFormat(QImage.Format.Format_ARGB32)
    opaque = (
        image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    )
    return {colour.name() for colour in opaque}


def test_markup_stays_text(qtbot: QtBot) -> None:
    label = PlainLabel()
    qtbot.addWidget(label)
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setText("<b>x</b>")
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_tooltips_and_menu_entries_escape() -> None:
    assert plain_tooltip("<b>&\nx") == "<qt>&lt;b&gt;&amp;<br>x</qt>"
    assert plain_tooltip("") == ""
    assert plain_menu_text("R&D") == "R&&D"


def lines(text: str, width: int) -> list[str]:
    """As a label of this width breaks it."""
    layout = QTextLayout(text)
    layout.beginLayout()
    found = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(text[line.textStart() :][: line.textLength()].replace("\u2060", ""))
    layout.endLayout()
    return found


def test_no_line_ends_within_a_word_of_katakana(qtbot: QtBot) -> None:
    label = PlainLabel()
    qtbot.addWidget(label)
    words = "文脈は 8,192 トークンです"
    room = label.fontMetrics().horizontalAdvance(words)
    assert any("トー" in each and "トークン" not in each for at in range(room) for each in lines(words, at))
    least = label.fontMetrics().horizontalAdvance("トークン") * 2
    for width in range(least, room):
        found = lines(unbroken(words), width)
        assert "".join(found) == words
        assert any("トークン" in each for each in found)


def test_an_elided_label_tells_the_rest_in_its_tooltip(qtbot: QtBot) -> None:
    label = ElidedLabel()
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    label.setText("拒絶理由通知への\n応答案")
    assert label.toolTip() == "<qt>拒絶理由通知への 応答案</qt>"
    label.resize(600, 20)
    assert label.toolTip() == ""


def test_labels_take_colour_and_scale(qtbot: QtBot) -> None:
    label = PlainLabel(14, ink="danger")
    qtbot.addWidget(label)
    label.set_appearance(Appearance(DARK, 2.0))
    assert label.font().pixelSize() == 28
    assert label.palette().windowText().color() == QColor(DARK.danger)


@pytest.mark.parametrize("name", icon_names())
def test_every_icon_is_drawn_in_its_colours(qtbot: QtBot, name: str) -> None:
    made = icon(name, "#0017c1", "#999999")
    assert colours_of(made.pixmap(QSize(64, 64))) == {"#0017c1"}
    assert colours_of(made.pixmap(QSize(64, 64), QIcon.Mode.Disabled)) == {"#999999"}


def test_icons_are_sharp_on_dense_screens(qtbot: QtBot) -> None:
    pixmap = icon("plus", "#000000", "#999999").pixmap(QSize(20, 20), 2.0)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (40, 2.0)


def test_a_copy_of_an_icon_outlives_it(qtbot: QtBot) -> None:
    made = icon("plus", "#0017c1", "#999999")
    copy = QIcon(made)
    copy.addPixmap(QPixmap(4, 4))               # makes Qt clone the engine
    del made
    assert not copy.pixmap(QSize(20, 20)).isNull()


def test_an_icon_that_does_not_ship_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(FileNotFoundError):
        icon("nothing", "#000000", "#999999")
