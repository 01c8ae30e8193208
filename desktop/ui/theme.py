"""The look of the window: colours, sizes and fonts as values, and the palette and style sheet made from them.

The colours follow the Digital Agency Design System of Japan (MIT licence). Every pair of text and background
that the window uses is named in `text_pairs`; a test holds each to a contrast of 4.5 : 1 (WCAG 2.2, AA).
AA).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from PySide6.QtGui import QColor, QFont, QPalette


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one appearance, by what they are for."""

    dark: bool
    window: str             # behind the transcript and pages
    sidebar: str            # behind the list of conversations
    raised: str             # cards, menus, the composer
    field: str              # inside of entry fields
    hover: str              # a row or flat button under the pointer
    chosen: str             # the row that is shown
    border: str             # hairlines: decoration, carries no meaning alone
    border_grid: str        # lines of tables
    border_strong: str      # edge of a control: 3 : 1 on its background
    text: str
    text_muted: str
    text_disabled: str      # exempt from the contrast rule, as in WCAG
    primary: str            # fill of the main button
    primary_hover: str
    primary_pressed: str
    on_primary: str         # text on the three above
    link: str               # coloured text: links, names, progress
    focus: str              # ring around what has the keyboard
    bubble: str             # behind the user's messages
    code: str               # behind code
    code_inline: str        # behind code in a line of text
    table_head: str
    selection: str          # behind selected text, which is drawn in `text`
    found: str              # behind text that was searched for
    found_text: str
    success: str
    danger: str
    danger_fill: str
    on_danger: str
    warning: str
    notice: str             # behind a notice that wants attention
    syntax_keyword: str
    syntax_string: str
    syntax_comment: str
    syntax_number: str


LIGHT = Tokens(
    dark=False,
    window="#ffffff", sidebar="#f6f7f9", raised="#ffffff", field="#ffffff", hover="#eceef2", chosen="#d9e6ff",
    border="#e0e3e8", border_grid="#cccccc", border_strong="#767676",
    text="#1a1a1a", text_muted="#5c5f66", text_disabled="#999999",
    primary="#0017c1", primary_hover="#00118f", primary_pressed="#000060", on_primary="#ffffff",
    link="#0031d8", focus="#264af4",
    bubble="#e8f1fe", code="#f5f6f8", code_inline="#eceef1", table_head="#f2f2f2",
    selection="#c5d7fb", found="#ffe380", found_text="#1a1a1a",
    success="#197a4b", danger="#ce0000", danger_fill="#ce0000", on_danger="#ffffff",
    warning="#7a5c00", notice="#fff7db",
    syntax_keyword="#ce0000", syntax_string="#197a4b", syntax_comment="#5f6670", syntax_number="#0031d8",
)

DARK = Tokens(
    dark=True,
    window="#15171b", sidebar="#1b1e23", raised="#1f2329", field="#1a1d22", hover="#2a2f37", chosen="#22305c",
    border="#333842", border_grid="#454b57", border_strong="#7f8691",
    text="#ececee", text_muted="#a9afb9", text_disabled="#6d737d",
    primary="#7096f8", primary_hover="#9db7f9", primary_pressed="#c5d7fb", on_primary="#0b0d12",
    link="#9db7f9", focus="#7096f8",
    bubble="#232a3a", code="#1d2026", code_inline="#2a2f37", table_head="#262a31",
    selection="#2c4a8f", found="#6b5600", found_text="#ffffff",
    success="#57c78b", danger="#ff8a80", danger_fill="#ff8a80", on_danger="#1a0000",
    warning="#e6c34d", notice="#332b10",
    syntax_keyword="#ff9c95", syntax_string="#8fd6ae", syntax_comment="#9aa1ac", syntax_number="#9db7f9",
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """Lengths in device-independent pixels."""

    small: int = 14
    body: int = 16
    lead: int = 18
    title: int = 20
    headline: int = 24
    display: int = 28
    radius_small: int = 4
    radius: int = 8
    radius_large: int = 12
    radius_bubble: int = 16
    column: int = 820           # longest line of the transcript: some fifty Japanese characters


SIZES = Sizes()

TEXT_SCALES = (0.875, 1.0, 1.125, 1.25, 1.5)
"""The text sizes that the settings offer; 1.0 is 16 px."""


@dataclass(frozen=True, slots=True)
class Fonts:
    """Families, a Japanese face first: Chinese glyphs for shared characters look wrong to our readers."""

    text: tuple[str, ...] = ("Yu Gothic UI", "Meiryo", "Noto Sans CJK JP", "Noto Sans JP", "sans-serif")
    code: tuple[str, ...] = (
        "BIZ UDGothic", "MS Gothic", "Noto Sans Mono CJK JP", "Noto Sans Mono", "monospace",
    )


FONTS = Fonts()


def fonts(
    size: float = SIZES.body, *, text_scale: float = 1.0, code: bool = False, weight: int = 400
) -> QFont:
    """The font of running text or code at `size` pixels times the user's `text_scale`."""
    font = QFont(list(FONTS.code if code else FONTS.text))
    font.setPixelSize(max(1, round(size * text_scale)))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)      # even spacing of kanji and kana
    if code:
        font.setStyleHint(QFont.StyleHint.Monospace)
    return font


_SRGB_LINEAR_BELOW = 0.04045        # IEC 61966-2-1: below this sRGB is linear


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two opaque colours after WCAG 2.2: from 1 to 21."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= _SRGB_LINEAR_BELOW else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def text_pairs() -> Iterator[tuple[str, str]]:
    """Every pair (text, background) that the window uses, as names of tokens."""
    flat = ("window", "sidebar", "raised", "field", "hover", "chosen")
    yield from product(("text", "text_muted", "link"), flat)
    quiet = ("bubble", "code", "code_inline", "table_head", "notice")
    yield from product(("text", "text_muted", "link"), quiet)
    yield from product(("success", "danger", "warning"), ("window", "sidebar", "raised"))
    yield from product(("on_primary",), ("primary", "primary_hover", "primary_pressed"))
    yield from product(("syntax_keyword", "syntax_string", "syntax_comment", "syntax_number"), ("code",))
    yield from (("text", "selection"), ("found_text", "found"))
    yield from (("on_danger", "danger_fill"), ("warning", "notice"))


def palette(tokens: Tokens) -> QPalette:
    """The colours for Qt's own widgets (the style is Fusion)."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window, role.WindowText: tokens.text, role.Base: tokens.field,
        role.AlternateBase: tokens.sidebar, role.Text: tokens.text, role.PlaceholderText: tokens.text_muted,
        role.Button: tokens.raised, role.ButtonText: tokens.text, role.BrightText: tokens.danger,
        role.Highlight: tokens.selection, role.HighlightedText: tokens.text, role.Accent: tokens.primary,
        role.Link: tokens.link, role.LinkVisited: tokens.link, role.ToolTipBase: tokens.raised,
        role.ToolTipText: tokens.text, role.Light: tokens.raised, role.Midlight: tokens.hover,
        role.Mid: tokens.border, role.Dark: tokens.border_strong, role.Shadow: tokens.border,
    }
    made = QPalette()
    for each, colour in colours.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(tokens.text_disabled))
    return made


_SHEET = """
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: 4px 8px; }}
QPushButton {{ background: {raised}; color: {text}; border: 1px solid {border_strong}; border-radius: 8px;
    padding: 7px 16px; min-height: 20px; }}
QPushButton, QToolButton {{ outline: none; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:focus {{ border: 2px solid {focus}; padding: 6px 15px; }}
QPushButton:disabled {{ color: {text_disabled}; border-color: {border}; }}
QPushButton[kind="primary"] {{ background: {primary}; color: {on_primary}; border: 2px solid {primary}; }}
QPushButton[kind="primary"]:hover {{ background: {primary_hover}; border-color: {primary_hover}; }}
QPushButton[kind="primary"]:pressed {{ background: {primary_pressed}; border-color: {primary_pressed}; }}
QPushButton[kind="primary"]:focus {{ border: 2px solid {text}; padding: 7px 16px; }}
QPushButton[kind="danger"] {{ background: {danger_fill}; color: {on_danger}; border-color: {danger_fill}; }}
QPushButton[kind="danger"]:focus {{ border: 2px solid {text}; }}
QPushButton[kind]:disabled {{ background: {hover}; color: {text_disabled}; border-color: {hover}; }}
QToolButton {{ background: transparent; border: 2px solid transparent; border-radius: 8px; padding: 4px; }}
QToolButton:hover, QToolButton:checked {{ background: {hover}; }}
QToolButton:focus {{ border-color: {focus}; }}
QLineEdit, QComboBox, QSpinBox {{ background: {field}; color: {text}; border: 1px solid {border_strong};
    border-radius: 8px; padding: 6px 10px; min-height: 20px; selection-background-color: {selection}; }}
QLineEdit:focus, QComboBox:focus, QSpinBox:focus {{ border: 2px solid {focus}; padding: 5px 9px; }}
QComboBox::drop-down {{ border: none; width: 24px; }}
QMenu {{ background: {raised}; color: {text}; border: 1px solid {border}; border-radius: 8px; padding: 6px; }}
QMenu::item {{ padding: 6px 28px 6px 12px; border-radius: 4px; }}
QMenu::item:selected {{ background: {hover}; }}
QMenu::item:disabled {{ color: {text_disabled}; }}
QMenu::separator {{ height: 1px; background: {border}; margin: 6px 4px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar::handle {{ background: {border_grid}; border-radius: 4px; margin: 2px; }}
QScrollBar::handle:hover {{ background: {border_strong}; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ border: none; width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QProgressBar {{ background: {border}; border: none; border-radius: 2px; max-height: 4px; }}
QProgressBar::chunk {{ background: {primary}; border-radius: 2px; }}
"""


def stylesheet(tokens: Tokens) -> str:
    """The few things a palette cannot say: radii, paddings, focus rings, thin scroll bars."""
    return _SHEET.format(**{name: getattr(tokens, name) for name in Tokens.__slots__}).strip()
