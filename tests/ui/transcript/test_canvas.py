"""The transcript as a person meets it: selecting, copying, finding, keys, endings, many messages."""

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QMouseEvent, QTextDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Ending, Role
from desktop.chat.transcript import TranscriptEntry
from desktop.ui.theme import DARK, LIGHT
from desktop.ui.transcript.blocks import DocumentBlock
from desktop.ui.transcript.canvas import TranscriptView
from desktop.ui.transcript.code import CodeBlock
from desktop.ui.transcript.layout import Piece
from tests.ui.transcript.conftest import Settle
from tests.ui.transcript.samples import DEMANDING, entry, has_colour, talk


def has_width(view: TranscriptView, width: float) -> bool:
    return view.column.width == width


def piece_of(view: TranscriptView, index: int, number: int) -> Piece:
    pieces = view.realiser.split(view.column.items[index])
    view.realiser.realise(view.column.items[index], pieces[number])
    return pieces[number]


def point_of(view: TranscriptView, index: int, number: int, position: int) -> QPoint:
    """Where a position is in the viewport."""
    piece = piece_of(view, index, number)
    assert piece.block is not None
    caret = piece.block.caret(position)
    left = view.column.text_left(view.column.items[index])
    top = view.column.tops[index] + piece.top - view.verticalScrollBar().value()
    return QPoint(round(left + caret.x()), round(top + caret.center().y()))


def drag(view: TranscriptView, start: QPoint, end: QPoint) -> None:
    """Select with the mouse."""
    for kind, at, buttons in (
        (QEvent.Type.MouseButtonPress, start, Qt.MouseButton.LeftButton),
        (QEvent.Type.MouseMove, end, Qt.MouseButton.LeftButton),
        (QEvent.Type.MouseButtonRelease, end, Qt.MouseButton.NoButton),
    ):
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
        place = QPointF(at)
        event = QMouseEvent(
            kind, place, view.viewport().mapToGlobal(place), button, buttons, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(view.viewport(), event)


def click(view: TranscriptView, at: QPoint, *, twice: bool = False) -> None:
    act = QTest.mouseDClick if twice else QTest.mouseClick
    act(view.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


TALK = (
    entry(1, "一番目の質問です。\n二行目。", Role.USER),
    entry(2, "答えの**「要点」**です。\n\n- 一つ\n- 二つ"),
)


def test_selection_goes_across_messages(view: TranscriptView, settle: Settle) -> None:
    view.show_entries(TALK)
    settle(view)
    drag(view, point_of(view, 0, 0, 4), point_of(view, 1, 0, 9))
    assert view.selection.text() == "質問です。\n二行目。\n\n答えの「要点」です"


def test_ctrl_a_and_ctrl_c_copy_everything_as_shown(view: TranscriptView, settle: Settle) -> None:
    view.show_entries(TALK)
    settle(view)
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied == "一番目の質問です。\n二行目。\n\n答えの「要点」です。\n- 一つ\n- 二つ"


def test_select_all_of_a_long_talk_copies_every_message(view: TranscriptView) -> None:
    view.show_entries(tuple(entry(n, f"第{n}の**話**") for n in range(1, 801)))
    view.selection.select_all()
    words = view.selection.text()
    assert all(f"第{n}の" in words for n in range(1, 801))


def test_double_click_selects_a_word(view: TranscriptView, settle: Settle) -> None:
    view.show_entries((entry(1, "alpha bravo charlie"),))
    settle(view)
    click(view, point_of(view, 0, 0, 8), twice=True)
    assert view.selection.text() == "bravo"


def test_a_table_is_copied_with_tabs(view: TranscriptView, settle: Settle) -> None:
    view.show_entries((entry(1, "| 甲 | 乙 |\n|---|---|\n| **1** | `2` |\n| a \\| b | |"),))
    settle(view)
    view.selection.select_all()
    assert view.selection.text() == "甲\t乙\n1\t2\na | b\t"


def test_a_table_fits_into_a_narrow_window(view: TranscriptView, settle: Settle) -> None:
    view.resize(420, 700)
    view.show_entries((entry(1, DEMANDING),))
    settle(view)
    table = piece_of(view, 0, 1)
    assert table.block is not None
    assert table.segment.source.startswith("| 構成要件")
    assert table.block.natural_width() <= view.column.width + 0.5


def test_questions_are_shown_as_typed(view: TranscriptView, settle: Settle) -> None:
    text = "# 見出しではない\n**そのまま** <b>x</b>\n\n| a |\n|---|"
    view.show_entries((entry(1, text, Role.USER),))
    settle(view)
    view.selection.select_all()
    assert view.selection.text() == text


def test_nothing_is_loaded_and_nothing_can_be_clicked(view: TranscriptView, settle: Settle) -> None:
    view.show_entries((
        entry(1, "![図](http://192.0.2.1/a.png) [資料](https://example.com/x) <https://example.com/y> "
                 "<img src='file:///etc/passwd'><a href='x'>b</a>\n\n<script>alert(1)</script>"),
    ))
    settle(view)
    block = piece_of(view, 0, 0).block
    assert isinstance(block, DocumentBlock)
    html = block.document.toHtml()
    assert "<img" not in html
    assert "<a " not in html
    assert "&lt;script&gt;" in html
    words = block.document.toPlainText()
    assert "資料 (https://example.com/x)" in words
    assert words.count("https://example.com/y") == 1
    resource = block.document.resource(QTextDocument.ResourceType.ImageResource.value, "file:///etc/passwd")
    assert resource is None


def test_the_copy_button_of_code(view: TranscriptView, settle: Settle, qtbot: QtBot) -> None:
    view.show_entries((entry(1, "前\n```python\nx = '1'\n\ny = 2\n```\n後"),))
    settle(view)
    block = piece_of(view, 0, 1).block
    assert isinstance(block, CodeBlock)
    top = view.column.tops[0] + piece_of(view, 0, 1).top - view.verticalScrollBar().value()
    place = block.button().center() + QPointF(view.column.left, top)
    with qtbot.waitSignal(view.code_copied) as copied:
        click(view, place.toPoint())
    assert copied.args == ["x = '1'\n\ny = 2"]
    assert QGuiApplication.clipboard().text() == "x = '1'\n\ny = 2"
    assert block.copied
    qtbot.waitUntil(lambda: not block.copied)


def test_code_is_coloured_over_lines(view: TranscriptView) -> None:
    view.show_entries((entry(1, '```python\ndef f():\n    """a\n    b"""\n    return 1  # c\n```'),))
    block = piece_of(view, 0, 0).block
    assert isinstance(block, CodeBlock)
    colours = {}
    line = block.document.begin()
    while line.isValid():
        for span in line.textFormats():
            words = line.text()[span.start : span.start + span.length]
            colours[words.strip()] = span.format.foreground().color()
        line = line.next()
    assert colours["def"] == colours["return"] == QColor(LIGHT.syntax_keyword)
    assert colours['"""a'] == colours['b"""'] == QColor(LIGHT.syntax_string)
    assert colours["# c"] == QColor(LIGHT.syntax_comment)
    assert colours["1"] == QColor(LIGHT.syntax_number)


def picture(view: TranscriptView, entries: tuple[TranscriptEntry, ...], settle: Settle) -> QImage:
    view.show_entries(entries)
    settle(view)
    return view.grab().toImage()


@pytest.mark.parametrize("ending", [Ending.STOPPED, Ending.INTERRUPTED, Ending.LENGTH])
def test_endings_are_marked(view: TranscriptView, settle: Settle, ending: Ending) -> None:
    plain = picture(view, (entry(1, "答え"),), settle)
    height = view.column.items[0].height
    marked = picture(view, (entry(1, "答え", ending=ending),), settle)
    assert not has_colour(plain, LIGHT.notice)
    assert has_colour(marked, LIGHT.notice)
    assert view.column.items[0].height > height


def test_the_line_above_which_the_model_saw_nothing(view: TranscriptView, settle: Settle) -> None:
    first, second = TALK
    plain = picture(view, TALK, settle)
    height = view.column.items[1].height
    marked = picture(view, (first, replace(second, unseen_above=True)), settle)
    assert view.column.items[1].height > height + 40
    assert not has_colour(plain, LIGHT.border_strong)
    assert has_colour(marked, LIGHT.border_strong)


def test_documents_far_from_the_view_are_let_go(view: TranscriptView, settle: Settle) -> None:
    view.show_entries(talk(400))
    bar = view.verticalScrollBar()
    for step in range(20, -1, -1):
        bar.setValue(bar.maximum() * step // 20)
        settle(view)
    realised = sum(piece.block is not None for item in view.column.items for piece in item.pieces or ())
    assert view.realiser.made > realised * 2
    height = view.viewport().height()
    limit = bar.value() + 9 * height
    far = [
        index
        for index, item in enumerate(view.column.items)
        if any(piece.block for piece in item.pieces or ()) and view.column.tops[index] > limit
    ]
    assert far == []


def test_resizing_keeps_the_line_at_the_upper_edge(
    view: TranscriptView, settle: Settle, qtbot: QtBot
) -> None:
    view.show_entries(talk(40, 2_000))
    settle(view)
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    settle(view)

    def words_at_edge() -> str:
        position = view.selection.position_at(QPointF(view.column.left, bar.value() + 30))
        assert position is not None
        piece = piece_of(view, position.item, position.piece)
        assert piece.block is not None
        return f"{position.item} {piece.block.text((0, position.place))}"

    before = words_at_edge()
    for width in (700, 900, 640, 1000):
        view.resize(width, 700)
        expected = min(820, width - 48 - bar.width())
        qtbot.waitUntil(partial(has_width, view, expected))
        settle(view)
    after = words_at_edge()
    assert before.split()[0] == after.split()[0]
    assert abs(len(before) - len(after)) < 150


def test_themes_and_text_sizes_lay_out_anew(view: TranscriptView, settle: Settle) -> None:
    light = picture(view, TALK, settle)
    height = view.column.height
    view.set_theme(DARK, 1.5)
    settle(view)
    dark = view.grab().toImage()
    assert light.pixelColor(2, 2) == QColor(LIGHT.window)
    assert dark.pixelColor(2, 2) == QColor(DARK.window)
    assert view.column.height > height


def test_the_empty_transcript_says_what_it_is_told(view: TranscriptView) -> None:
    blank = view.grab().toImage()
    view.set_empty_text("何から始めますか", "書いたものはこの機械から出ません。")
    assert view.grab().toImage() != blank


def test_updating_an_entry_changes_only_that_one(view: TranscriptView, settle: Settle) -> None:
    view.show_entries(TALK)
    settle(view)
    kept = view.column.items[0].pieces
    view.update_entry(replace(TALK[1], text="新しい答え"))
    settle(view)
    assert view.column.items[0].pieces is kept
    assert view.column.items[1].entry.text == "新しい答え"


def test_keys_choose_messages_and_tab_reaches_their_actions(qtbot: QtBot, settle: Settle) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    view, after = TranscriptView(), QPushButton("after")
    column = QVBoxLayout(window)
    column.addWidget(view)
    column.addWidget(after)
    window.resize(900, 700)
    window.show()
    view.show_entries(talk(8))
    window.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    settle(view)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.verticalScrollBar().value() == 0
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.overlay.bar.entry == view.column.items[1].entry
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.overlay.bar.copy.hasFocus()
    QTest.keyClick(view.overlay.bar.copy, Qt.Key.Key_Tab)
    with qtbot.waitSignal(view.regenerate_requested) as asked:
        QTest.keyClick(view.overlay.bar.regenerate, Qt.Key.Key_Space)
    assert asked.args == [2]
    QTest.keyClick(view, Qt.Key.Key_End)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    before = view.verticalScrollBar().value()
    QTest.keyClick(view, Qt.Key.Key_PageUp)
    assert view.verticalScrollBar().value() < before
    QTest.keyClick(view, Qt.Key.Key_End)
    view.selection.begin(None)
    with qtbot.waitSignal(view.copy_requested) as copied:
        QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied.args == [8]


def test_actions_fit_the_message(view: TranscriptView, settle: Settle, qtbot: QtBot) -> None:
    question = replace(TALK[0], alternative=2, alternatives=3)
    view.show_entries((question, TALK[1]))
    settle(view)
    bar = view.overlay.bar
    assert bar.regenerate.isVisible()
    assert not bar.edit.isVisible()
    assert not bar.next.isVisible()
    view.overlay.hover(0)
    assert bar.edit.isVisible()
    assert not bar.regenerate.isVisible()
    with qtbot.waitSignal(view.alternative_requested) as step:
        bar.next.click()
    assert step.args == [1, 1]
    with qtbot.waitSignal(view.alternative_requested) as step:
        bar.previous.click()
    assert step.args == [1, -1]
    with qtbot.waitSignal(view.edit_requested) as edit:
        bar.edit.click()
    assert edit.args == [1]


def test_an_answer_that_streams_has_no_actions(view: TranscriptView) -> None:
    view.begin_answer(entry(1, "", ending=Ending.STREAMING))
    assert not view.overlay.bar.isVisible()
    view.append_delta("はい。")
    view.end_answer(entry(1, "はい。"))
    assert view.overlay.bar.isVisible()


def test_the_menu_offers_the_code_of_the_message(view: TranscriptView, settle: Settle, qtbot: QtBot) -> None:
    view.show_entries((entry(1, "```python\nprint(1)\n```"),))
    settle(view)
    menu = view.keyboard.menu(0)
    (code,) = [action for action in menu.actions() if "print(1)" in action.text()]
    with qtbot.waitSignal(view.code_copied) as copied:
        code.trigger()
    assert copied.args == ["print(1)"]
    menu.close()


def test_the_actions_stand_below_the_message_once_its_height_is_known(
    view: TranscriptView, settle: Settle
) -> None:
    """Two lines where the estimate had one: the bar must not lie over the second."""
    text = "Hishoは、この端末の中だけで大きな言語モデルと会話し、会話を暗号化して残す秘書です。" * 4
    view.show_entries((*talk(1), entry(99, text)))
    settle(view)
    item = view.column.items[-1]
    below = view.column.tops[1] + view.column.actions_rect(item).top()
    assert abs(view.overlay.bar.y() - (below - view.scroller.top)) <= 1
