"""An answer that streams ends up exactly as one that is shown at once, and the view follows it or stays."""

import random
from dataclasses import replace
from itertools import islice, product

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Ending, Role
from desktop.ui.transcript.blocks import DocumentBlock
from desktop.ui.transcript.canvas import TranscriptView
from desktop.ui.transcript.layout import Item
from desktop.ui.transcript.tables import TableBlock
from tests.ui.transcript.conftest import Settle
from tests.ui.transcript.samples import DEMANDING, QUESTION, entry, essay, talk

TRICKY = """- 一つ目
*
**太字**の続き
- 二つ目

  続きの段落
1. 番号
===

見出し
---

> 引用
続き

| a | b |
|--|--|
| 1 | `x` |
本文
```js
const a = `1
2`; /* 長い
注釈 */ let b
```
~~~
閉じない
"""


def shown(view: TranscriptView, item: Item) -> list[str]:
    """What the pieces of an item look like: the documents with all their formats."""
    found: list[str] = []
    for piece in view.realiser.split(item):
        block = view.realiser.realise(item, piece)
        if isinstance(block, TableBlock):
            found.append(block.text((0, block.length)))
        else:
            assert isinstance(block, DocumentBlock)
            found.append(block.document.toHtml())
    return found


@pytest.mark.parametrize("text", [DEMANDING, TRICKY, *(essay(3_000, seed) for seed in range(6))])
@pytest.mark.parametrize("longest", [1, 25, 300])
def test_streaming_equals_showing_at_once(view: TranscriptView, text: str, longest: int) -> None:
    if longest == 1 and len(text) > 2_500:
        text = text[:1_200]
    pick = random.Random(longest)
    view.begin_answer(entry(1, "", ending=Ending.STREAMING))
    place = 0
    while place < len(text):
        step = pick.randint(1, longest)
        view.append_delta(text[place : place + step])
        place += step
    view.end_answer(entry(1, text))
    streamed = view.column.items[0]
    streamed_shown = shown(view, streamed)
    view.show_entries((entry(2, text),))
    whole = view.column.items[0]
    assert streamed.pieces is not None
    assert whole.pieces is not streamed.pieces
    assert streamed_shown == shown(view, whole)
    view.column.measure(whole)
    view.column.measure(streamed)
    assert streamed.height == pytest.approx(whole.height, abs=1)


def test_the_view_follows_while_it_is_at_the_end(view: TranscriptView, settle: Settle) -> None:
    view.show_entries(talk(6))
    view.begin_answer(entry(99, "", ending=Ending.STREAMING))
    bar = view.verticalScrollBar()
    for _ in range(60):
        view.append_delta("続きの文が来ます。\n\n")
    settle(view)
    assert bar.value() == bar.maximum() > 0
    assert view.scroller.pinned


def test_the_view_stays_where_the_reader_is(view: TranscriptView, settle: Settle) -> None:
    view.show_entries(talk(6))
    settle(view)
    view.begin_answer(entry(99, "", ending=Ending.STREAMING))
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum() - 500)
    settle(view)
    place = bar.value()
    assert not view.scroller.pinned
    for _ in range(60):
        view.append_delta("続きの文が来ます。\n\n")
    settle(view)
    assert bar.value() == place


def test_the_button_leads_back_to_the_end(view: TranscriptView, settle: Settle, qtbot: QtBot) -> None:
    view.show_entries(talk(20))
    settle(view)
    latest = view.overlay.latest
    assert not latest.isVisible()
    view.verticalScrollBar().setValue(0)
    assert latest.isVisible()
    latest.click()
    settle(view)
    assert not latest.isVisible()
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_a_question_of_ones_own_goes_to_the_end(view: TranscriptView, settle: Settle) -> None:
    view.show_entries(talk(20))
    view.verticalScrollBar().setValue(0)
    view.append_entry(entry(77, QUESTION, Role.USER))
    settle(view)
    assert view.scroller.pinned
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()


def test_progress_is_shown_until_the_first_delta(view: TranscriptView) -> None:
    view.begin_answer(entry(1, "", ending=Ending.STREAMING))
    empty = view.grab().toImage()
    view.set_progress("モデルを読み込んでいます… 40 %")
    said = view.grab().toImage()
    assert said != empty
    view.append_delta("はい。")
    view.set_progress("モデルを読み込んでいます… 80 %")
    once = view.grab().toImage()
    view.set_progress("")
    assert view.grab().toImage() == once


def test_entries_shown_during_the_stream_keep_it(view: TranscriptView) -> None:
    streaming = entry(2, "", ending=Ending.STREAMING)
    question = entry(1, QUESTION, Role.USER)
    view.show_entries((question, streaming))
    view.begin_answer(streaming)
    view.append_delta("始まりと")
    view.show_entries((question, replace(streaming, text="始まり")))
    view.append_delta("続き")
    view.end_answer(entry(2, "始まりと続き"))
    item = view.column.items[1]
    assert [piece.segment.source for piece in item.pieces or ()] == ["始まりと続き"]


def test_what_was_stored_wins_over_what_was_streamed(view: TranscriptView, settle: Settle) -> None:
    view.begin_answer(entry(1, "", ending=Ending.STREAMING))
    view.append_delta("途中の")
    view.end_answer(entry(1, "別の全文", ending=Ending.STOPPED))
    settle(view)
    assert [piece.segment.source for piece in view.column.items[0].pieces or ()] == ["別の全文"]


def test_deltas_without_an_answer_do_nothing(view: TranscriptView) -> None:
    view.append_delta("迷子")
    view.set_progress("迷子")
    view.end_answer(entry(1, "終わり"))
    assert [item.entry.text for item in view.column.items] == ["終わり"]


def test_a_change_of_conversation_ends_the_stream(view: TranscriptView) -> None:
    view.begin_answer(entry(1, "", ending=Ending.STREAMING))
    view.show_entries((entry(50, "別の会話"),))
    view.append_delta("迷子")
    QApplication.processEvents()
    assert [item.entry.text for item in view.column.items] == ["別の会話"]
    assert view.column.items[0].segmenter is None


@pytest.mark.parametrize("text", [DEMANDING, TRICKY, essay(1_500, 3)])
def test_what_is_not_painted_anew_is_still_right(
    view: TranscriptView, settle: Settle, qtbot: QtBot, text: str
) -> None:
    """The pixels left standing by scrolling and small repaints are those of a complete paint."""
    view.show_entries(talk(2))
    settle(view)
    view.begin_answer(entry(99, "", ending=Ending.STREAMING))
    settle(view)
    for number, place in enumerate(range(0, len(text), 9)):
        view.append_delta(text[place : place + 9])
        QApplication.processEvents()
        if number % 8 == 0:
            # A scroll bar that has just come makes the view narrower; that is laid out 30 times a second.
            qtbot.waitUntil(lambda: not view._resizing.isActive())
            QApplication.processEvents()
            on_screen, whole = view.screen().grabWindow(view.winId()).toImage(), view.grab().toImage()
            assert differing(on_screen, whole) == []


def differing(first: QImage, second: QImage) -> list[tuple[int, int]]:
    """Where two pictures differ, at most ten places."""
    if first.convertToFormat(second.format()) == second:
        return []
    places = product(range(second.width()), range(second.height()))
    return list(islice((place for place in places if first.pixel(*place) != second.pixel(*place)), 10))
