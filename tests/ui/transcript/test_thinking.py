"""What a model thought is folded above its answer, streams while it thinks, and is copied only on wish."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest

from desktop.chat.conversation import Ending, Role
from desktop.ui.theme import DARK, LIGHT, Tokens, stylesheet
from desktop.ui.transcript.accessibility import TranscriptAccessibility
from desktop.ui.transcript.canvas import TranscriptView
from desktop.ui.transcript.finding import Hit
from desktop.ui.transcript.layout import Item
from desktop.ui.transcript.segments import Kind, thought_segments
from desktop.ui.transcript.thoughts import fold_area, fold_words
from tests.ui.transcript.conftest import Settle
from tests.ui.transcript.samples import QUESTION, entry, talk
from tests.ui.ts_translator import TsTranslator

ROOT = Path(__file__).parents[3]
SCREENS = ROOT / "build" / "screens"
THOUGHTS = """相違点は固体電解質層の厚みである。引用文献1は50µm以上を好ましいとする。

1. まず短絡の記載を確認する。段落[0047]の比較例2が要点になる。
2. 次に効果が予測できたかどうかを検討する。

薄膜化には阻害要因があると言えそうだ。対比表をつけて答える。"""
ANSWER = "請求項1に係る発明は、引用文献1に対して**厚み**の点で相違し、容易に想到し得たものではありません。"
THOUGHT_OVER = replace(entry(2, ANSWER), thinking=THOUGHTS)
EMPTY = entry(2, "", ending=Ending.STREAMING)


def thoughts_of(item: Item) -> str:
    """The thoughts that stand among the pieces."""
    return "".join(
        piece.segment.source for piece in item.pieces or () if piece.segment.kind is Kind.THOUGHT
    )


def line_of(view: TranscriptView, index: int) -> QPoint:
    """The middle of the line that folds, in the view."""
    area = fold_area(view.column, view.column.items[index])
    return area.translated(0, view.column.tops[index] - view.scroller.top).center().toPoint()


def click_line(view: TranscriptView, index: int) -> None:
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=line_of(view, index))


def test_thoughts_are_folded_until_somebody_wants_them(view: TranscriptView, settle: Settle) -> None:
    view.show_entries((entry(1, QUESTION, Role.USER), THOUGHT_OVER))
    settle(view)
    item = view.column.items[1]
    folded = item.height
    assert thoughts_of(item) == ""
    assert fold_words(item) == f"How it was thought ({len(THOUGHTS)} characters)"
    click_line(view, 1)
    settle(view)
    assert thoughts_of(item) == THOUGHTS
    assert item.height > folded + 80
    click_line(view, 1)
    settle(view)
    assert thoughts_of(item) == ""
    assert item.height == pytest.approx(folded, abs=1)


def test_an_answer_without_thoughts_has_no_line(view: TranscriptView) -> None:
    view.show_entries((entry(1, QUESTION, Role.USER), entry(2, ANSWER)))
    assert [fold_area(view.column, each).isEmpty() for each in view.column.items] == [True, True]
    assert not view.overlay.bar.thinking.isVisible()


def test_the_line_stays_under_the_mouse_at_the_end_of_a_long_talk(
    view: TranscriptView, settle: Settle
) -> None:
    view.show_entries((*talk(6), replace(THOUGHT_OVER, message_id=99)))
    settle(view)
    assert view.scroller.pinned
    place = line_of(view, 6)
    click_line(view, 6)
    settle(view)
    assert line_of(view, 6) == place
    click_line(view, 6)
    settle(view)
    assert thoughts_of(view.column.items[6]) == ""


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_key_unfolds_the_chosen_answer(view: TranscriptView, settle: Settle, key: Qt.Key) -> None:
    view.show_entries((entry(1, QUESTION, Role.USER), THOUGHT_OVER))
    settle(view)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, key)
    assert thoughts_of(view.column.items[1]) == THOUGHTS
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, key)                   # a question has none: nothing happens
    assert thoughts_of(view.column.items[1]) == THOUGHTS


def test_a_button_unfolds_for_those_who_come_by_tab(view: TranscriptView, settle: Settle) -> None:
    view.show_entries((entry(1, QUESTION, Role.USER), THOUGHT_OVER))
    settle(view)
    button = view.overlay.bar.thinking
    assert button.isVisible()
    assert button.accessibleName() == "Show or hide how it was thought"
    assert button in view.buttons()
    button.click()
    assert thoughts_of(view.column.items[1]) == THOUGHTS


def test_what_is_out_of_sight_comes_into_view_when_it_is_unfolded(
    view: TranscriptView, settle: Settle
) -> None:
    long = replace(entry(1, ANSWER * 60), thinking=THOUGHTS)
    view.show_entries((long, entry(2, ANSWER, Role.USER)))
    settle(view)
    view.folding.turn_message(1)
    settle(view)
    assert 0 <= line_of(view, 0).y() <= view.viewport().height()


def test_thoughts_stream_while_the_model_thinks_and_fold_when_it_answers(
    view: TranscriptView, settle: Settle
) -> None:
    view.show_entries((entry(1, QUESTION, Role.USER),))
    view.begin_answer(EMPTY)
    item = view.column.items[1]
    for at in range(0, len(THOUGHTS), 7):
        view.append_thinking(THOUGHTS[at : at + 7])
    settle(view)
    assert thoughts_of(item) == THOUGHTS
    assert fold_words(item) == f"Thinking … ({len(THOUGHTS)} characters)"
    view.append_delta("請求項")
    assert thoughts_of(item) == ""
    assert fold_words(item).startswith("How it was thought")
    view.append_delta(ANSWER[3:])
    view.end_answer(THOUGHT_OVER)
    streamed = item.height
    view.show_entries((entry(1, QUESTION, Role.USER), replace(THOUGHT_OVER, message_id=7)))
    settle(view)
    assert streamed == pytest.approx(view.column.items[1].height, abs=1)


def test_streamed_thoughts_look_like_those_shown_at_once(view: TranscriptView, settle: Settle) -> None:
    long = THOUGHTS * 20
    view.begin_answer(EMPTY)
    for at in range(0, len(long), 13):
        view.append_thinking(long[at : at + 13])
    settle(view)
    streamed = [piece.block.text((0, piece.block.length)) for piece in view.column.items[0].pieces or ()
                if piece.block]
    view.end_answer(replace(EMPTY, thinking=long, ending=Ending.STOPPED))
    settle(view)
    item = view.column.items[0]
    blocks = [view.realiser.realise(item, piece) for piece in view.realiser.split(item)]
    assert [each.text((0, each.length)) for each in blocks] == streamed
    assert len(blocks) > 1
    assert item.unfolded, "nothing else is there to be seen"


def test_what_a_reader_unfolded_stays_unfolded(view: TranscriptView, settle: Settle) -> None:
    view.begin_answer(EMPTY)
    view.append_thinking(THOUGHTS)
    view.folding.turn(0)                        # away with it
    assert thoughts_of(view.column.items[0]) == ""
    view.folding.turn(0)                        # and back: that was a wish
    view.append_delta("請求項")
    settle(view)
    assert thoughts_of(view.column.items[0]) == THOUGHTS
    view.append_delta(ANSWER[3:])
    view.end_answer(THOUGHT_OVER)
    view.show_entries((replace(THOUGHT_OVER, unseen_above=True),))
    assert thoughts_of(view.column.items[0]) == THOUGHTS


def test_thoughts_are_copied_on_wish_alone(view: TranscriptView, settle: Settle) -> None:
    view.show_entries((THOUGHT_OVER,))
    settle(view)
    view.selection.select_all()
    assert "阻害要因" not in view.selection.text()
    assert "請求項1" in view.selection.text()
    menu = view.keyboard.menu(0)
    names = {each.text(): each for each in menu.actions()}
    names["Copy how it was thought"].trigger()
    assert QGuiApplication.clipboard().text() == THOUGHTS
    names["Show how it was thought"].trigger()
    assert thoughts_of(view.column.items[0]) == THOUGHTS
    menu.close()
    again = view.keyboard.menu(0)
    assert "Hide how it was thought" in {each.text() for each in again.actions()}
    again.close()


def test_a_place_in_the_answer_is_found_below_its_thoughts(view: TranscriptView, settle: Settle) -> None:
    thought = replace(THOUGHT_OVER, message_id=50, thinking=f"想到し得た{THOUGHTS}")
    view.show_entries((thought, *talk(4)))
    settle(view)
    view.folding.turn(0)
    settle(view)
    view.finding.begin(("想到し得た",))
    assert view.finding.hits[:2] == (Hit(50, True, 0), Hit(50, False, 0))
    assert view.finding.go_to(50, 0)
    answer = next(each for each in view.column.items[0].pieces or () if each.segment.kind is Kind.TEXT)
    below = view.column.tops[0] + answer.top - view.scroller.top
    assert 0 <= below < view.viewport().height()


def test_assistive_technology_hears_of_thoughts_and_reads_what_is_shown(
    view: TranscriptView, settle: Settle
) -> None:
    view.show_entries((THOUGHT_OVER,))
    settle(view)
    interface = TranscriptAccessibility().interface("", view)
    assert interface is not None
    message = interface.child(0)
    assert "with how it was thought" in message.text(QAccessible.Text.Name)
    assert message.text(QAccessible.Text.Description) == ""
    view.folding.turn(0)
    assert message.text(QAccessible.Text.Description) == THOUGHTS
    assert message.text(QAccessible.Text.Value) == ANSWER


LONG = st.text(alphabet="あ。\n a", max_size=40).map(lambda each: each * 300)


@given(text=LONG, cut=st.integers(0, 12_000))
def test_a_cut_between_thoughts_is_never_taken_back(text: str, cut: int) -> None:
    whole, part = thought_segments(text), thought_segments(text[:cut])
    closed = part[:-1]
    assert closed == whole[: len(closed)]
    assert all(first.end <= second.start for first, second in pairwise(whole))
    shown = "".join(each.source for each in whole)
    assert shown.split() == text.split() or not text.strip()


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest, qapp: QCoreApplication) -> Iterator[str]:
    """The language of the words on the canvas."""
    translator = TsTranslator(ROOT / "resources" / "i18n" / "hisho_ja.ts")
    if request.param == "ja":
        qapp.installTranslator(translator)
    yield request.param
    qapp.removeTranslator(translator)


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("size", [(1000, 640), (420, 640)], ids=["wide", "narrow"])
def test_screens(
    view: TranscriptView, settle: Settle, language: str, tokens: Tokens, size: tuple[int, int]
) -> None:
    SCREENS.mkdir(parents=True, exist_ok=True)
    name = f"thinking_{language}_{'dark' if tokens.dark else 'light'}_{size[0]}"
    view.resize(*size)
    view.setStyleSheet(stylesheet(tokens))
    view.set_theme(tokens, 1.0)
    pictures = {}
    view.show_entries((entry(1, QUESTION, Role.USER), THOUGHT_OVER))
    settle(view)
    pictures["folded"] = view.grab().toImage()
    view.folding.turn(1)
    settle(view)
    pictures["open"] = view.grab().toImage()
    view.show_entries((entry(1, QUESTION, Role.USER), replace(EMPTY, message_id=3)))
    view.begin_answer(replace(EMPTY, message_id=3))
    view.append_thinking(THOUGHTS[:90])
    settle(view)
    pictures["streaming"] = view.grab().toImage()
    for state, picture in pictures.items():
        assert picture.save(str(SCREENS / f"{name}_{state}.png"))
    assert all(one != other for one, other in product(pictures.values(), repeat=2) if one is not other)
