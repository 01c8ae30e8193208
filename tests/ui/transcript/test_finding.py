"""Words are found as they stand on the screen, marked, and gone to one after the other."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from desktop.chat.conversation import Ending, Role
from desktop.chat.folding import query_words
from desktop.ui.theme import LIGHT
from desktop.ui.transcript.canvas import TranscriptView
from desktop.ui.transcript.finding import Hit
from tests.ui.transcript.conftest import Settle
from tests.ui.transcript.samples import entry, has_colour, talk

TABLE = "| 符号 | 名称 |\n|---|---|\n| 10a | 固体**電解質**層 |\n| 20 | 筐体 |\n"
CODE = "```python\nlayer = '固体電解質'  # ﾊﾞｲﾝﾀﾞｰ\n```\n"


def found(view: TranscriptView, query: str) -> list[Hit]:
    view.finding._clock = lambda: 0.0           # all at once, however slow the machine is
    view.finding.begin(query_words(query))
    assert view.finding.is_complete
    return list(view.finding.hits)


def place_in_view(view: TranscriptView) -> float:
    """How far down in the view the current place stands."""
    assert view._view.found is not None
    piece, span = view._view.found
    hit = view.finding.hits[view.finding.current]
    index = view.column.index_of(hit.message_id)
    assert index is not None
    assert piece.block is not None
    return view.column.tops[index] + piece.top + piece.block.caret(span[0]).top() - view.scroller.top


@pytest.mark.parametrize(
    ("text", "query", "count"),
    [
        ("固体**電解質**と*固体*電解質", "固体電解質", 2),
        ("[固体](https://example.org)電解質", "固体 (https://EXAMPLE", 2),
        ("[固体](https://example.org)電解質", '"固体 (https"', 1),
        ("10\\*a と 10&#42;A", "１０＊ａ", 2),
        ("バインダーとﾊﾞｲﾝﾀﾞｰとばいんだー", "バインダー", 3),
        (TABLE, "固体電解質", 1),
        (TABLE, "10A", 1),
        (CODE, "固体電解質", 1),
        (CODE, "バインダー", 1),
        (f"前\n\n{CODE}\n後\n\n{TABLE}\n- 固体電解質の項目", "固体電解質", 3),
        ("🧪🧪固体電解質🧪", "電解質🧪", 1),
        ("## 見出し 固体電解質\n\n> 引用 固体電解質", "固体電解質", 2),
        ("**", "**", 1),
        ("**太字**", "**", 0),
    ],
)
def test_what_is_read_is_found(
    view: TranscriptView, settle: Settle, text: str, query: str, count: int
) -> None:
    view.show_entries((entry(1, "問い", Role.USER), entry(2, text)))
    settle(view)
    plain = view.grab().toImage()
    assert found(view, query) == [Hit(2, False, number) for number in range(count)]
    shown = view.grab().toImage()
    assert has_colour(shown, LIGHT.primary) == bool(count)
    assert has_colour(shown, LIGHT.found) == (count > 1)
    view.finding.end()
    assert view.grab().toImage() == plain


def test_a_mark_stands_on_the_word_behind_signs_that_take_two_places(
    view: TranscriptView, settle: Settle
) -> None:
    view.show_entries((entry(1, "🧪🧪固体電解質🧪", Role.USER),))
    settle(view)
    found(view, "固体")
    assert view._view.found is not None
    piece, span = view._view.found
    assert piece.block is not None
    assert piece.block.text(span) == "固体"


def test_enter_goes_round(view: TranscriptView, settle: Settle) -> None:
    entries = [*talk(60, 3_000)]
    for number in (3, 31, 57):
        entries[number] = replace(entries[number], text=f"{entries[number].text}\n\nここだけの目印。")
    view.show_entries(tuple(entries))
    settle(view)
    view.verticalScrollBar().setValue(0)
    ids = [entries[number].message_id for number in (3, 31, 57)]
    assert [hit.message_id for hit in found(view, "ここだけの目印")] == ids
    seen = []
    for by in (1, 1, 1, -1, -1):
        seen.append(view.finding.current)
        settle(view)
        assert 0 <= place_in_view(view) < view.viewport().height()
        view.finding.step(by)
    assert seen == [0, 1, 2, 0, 2]


def test_the_first_place_is_in_view_or_below(view: TranscriptView, settle: Settle) -> None:
    view.show_entries(talk(60, 3_000))
    settle(view)
    view.scroller.go_to(view.column.tops[30] + 2)
    wanted = view.column.items[30].entry.message_id
    hits = found(view, "の")
    assert hits[view.finding.current].message_id == wanted
    assert view.finding.current > 0


def test_what_is_in_view_stays_where_it_is(view: TranscriptView, settle: Settle) -> None:
    view.show_entries(talk(60, 3_000))
    settle(view)
    view.scroller.go_to(view.column.tops[20])
    found(view, "の")
    top = view.scroller.top
    view.finding.step(1)
    assert view.scroller.top == top
    assert 0 <= place_in_view(view) < view.viewport().height()


def test_thoughts_are_unfolded_for_what_is_in_them(view: TranscriptView, settle: Settle) -> None:
    thought = replace(entry(50, "答えは是である。"), thinking="まず公知例を数える。")
    view.show_entries((thought, *talk(3)))
    settle(view)
    assert found(view, "公知例") == [Hit(50, True, 0)]
    assert view.column.items[0].unfolded
    settle(view)
    assert 0 <= place_in_view(view) < view.viewport().height()
    assert found(view, "是")[0] == Hit(50, False, 0)


def test_an_answer_that_grows_is_found_as_it_comes(
    qtbot: QtBot, view: TranscriptView, settle: Settle
) -> None:
    view.show_entries((entry(1, "電解質?", Role.USER),))
    assert len(found(view, "電解質")) == 1
    growing = entry(2, "", ending=Ending.STREAMING)
    view.begin_answer(growing)
    view.append_thinking("電解質を思う")
    view.append_delta("固体電")
    qtbot.waitUntil(lambda: len(view.finding.hits) == 2)
    view.append_delta("解質")
    qtbot.waitUntil(lambda: len(view.finding.hits) == 3)
    assert view.finding.hits[view.finding.current] == Hit(1, False, 0)
    view.end_answer(replace(growing, text="固体電解質", thinking="電解質を思う", ending=Ending.COMPLETE))
    qtbot.waitUntil(lambda: view.finding.hits[-1] == Hit(2, False, 0))


def test_the_current_place_stays_marked_when_messages_change(
    qtbot: QtBot, view: TranscriptView, settle: Settle
) -> None:
    """As when another alternative of a message before it is chosen, or an answer ends."""
    first, second = entry(1, "電解質", Role.USER), entry(2, "固体電解質")
    view.show_entries((first, second))
    found(view, "電解質")
    view.finding.step(1)
    shown = view.grab().toImage()
    assert has_colour(shown, LIGHT.primary)
    with qtbot.waitSignal(view.finding.changed):
        view.show_entries((replace(first, text="別の問い"), replace(second, unseen_above=True)))
    assert [view.finding.current, len(view.finding.hits)] == [0, 1]
    assert view.finding.hits == (Hit(2, False, 0),)
    assert has_colour(view.grab().toImage(), LIGHT.primary)


def test_a_long_talk_is_looked_through_in_pieces(qtbot: QtBot, view: TranscriptView, settle: Settle) -> None:
    view.show_entries(talk(30))
    settle(view)
    view.finding._clock = iter(range(100_000)).__next__
    view.finding.begin(("の",))
    assert not view.finding.is_complete
    qtbot.waitUntil(lambda: view.finding.is_complete)
    assert {hit.message_id for hit in view.finding.hits} == {
        item.entry.message_id for item in view.column.items
    }


def test_a_message_is_gone_to_by_the_number_of_the_place(view: TranscriptView, settle: Settle) -> None:
    entries = [*talk(30, 3_000)]
    entries[12] = replace(entries[12], text="\n\n".join(f"目印{number}の段落。" * 40 for number in range(9)))
    view.show_entries(tuple(entries))
    settle(view)
    view.finding.begin(("目印",))
    assert view.finding.go_to(entries[12].message_id, 200)
    settle(view)
    assert 0 <= place_in_view(view) < view.viewport().height()
    assert view.finding.go_to(entries[3].message_id, 0)     # a message that has none is shown all the same
    assert not view.finding.go_to(123_456, 0)


def test_with_nothing_to_find_nothing_happens(view: TranscriptView, settle: Settle) -> None:
    view.show_entries(talk(4))
    settle(view)
    top = view.scroller.top
    assert found(view, "どこにもない語") == []
    view.finding.step(1)
    assert view.finding.current == -1
    assert view.scroller.top == top
