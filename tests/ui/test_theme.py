"""The theme: readable contrasts, complete colours, a short style sheet."""

import dataclasses
import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.theme import DARK, FONTS, LIGHT, Tokens, contrast, fonts, palette, stylesheet, text_pairs

BOTH = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
def test_every_text_pair_can_be_read(tokens: Tokens) -> None:
    weak = {
        (ink, ground): round(contrast(getattr(tokens, ink), getattr(tokens, ground)), 2)
        for ink, ground in text_pairs()
        if contrast(getattr(tokens, ink), getattr(tokens, ground)) < 4.5
    }
    assert weak == {}


@BOTH
def test_edges_of_controls_and_the_focus_ring_stand_out(tokens: Tokens) -> None:
    for ground in (tokens.window, tokens.raised, tokens.field, tokens.sidebar):
        assert contrast(tokens.border_strong, ground) >= 3
        assert contrast(tokens.focus, ground) >= 3


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#259d63", "#ffffff") < 4.5     # the green that the design names as too weak for text


@BOTH
def test_every_colour_is_opaque_hex(tokens: Tokens) -> None:
    for field in dataclasses.fields(tokens):
        if field.name != "dark":
            assert re.fullmatch(r"#[0-9a-f]{6}", getattr(tokens, field.name)), field.name


@BOTH
def test_stylesheet_is_short_and_filled_in(tokens: Tokens) -> None:
    sheet = stylesheet(tokens)
    assert len(sheet.splitlines()) <= 40
    assert "{{" not in sheet
    assert set(re.findall(r"#[0-9a-f]{6}", sheet)) <= {getattr(tokens, name) for name in Tokens.__slots__}


def test_stylesheet_is_accepted_by_qt(qtbot: QtBot) -> None:
    button = QPushButton("x")
    qtbot.addWidget(button)
    button.setStyleSheet(stylesheet(LIGHT))     # a sheet Qt cannot parse makes a warning, which fails
    button.show()
    button.grab()


@BOTH
def test_palette_takes_the_tokens(tokens: Tokens, qtbot: QtBot) -> None:
    made = palette(tokens)
    assert made.color(QPalette.ColorRole.Window) == QColor(tokens.window)
    assert made.color(QPalette.ColorRole.PlaceholderText) == QColor(tokens.text_muted)
    assert made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text) == QColor(tokens.text_disabled)


def test_fonts_begin_with_a_japanese_face_and_scale(qtbot: QtBot) -> None:
    assert FONTS.text[:3] == ("Yu Gothic UI", "Meiryo", "Noto Sans CJK JP")
    assert fonts(16, text_scale=1.5).pixelSize() == 24
    assert fonts(code=True).families()[0] == FONTS.code[0]
