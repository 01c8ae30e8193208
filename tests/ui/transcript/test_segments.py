"""Segments: where the cut falls, and that the way of streaming does not move it."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.ui.transcript.segments import (
    GIANT_LINE,
    HARD_LIMIT,
    SOFT_LIMIT,
    Kind,
    Segmenter,
    plain_segments,
    segments,
)
from tests.ui.transcript.samples import essay

LINES = st.sampled_from(
    [
        "", "", "段落の文です。" * 20, "短い行", "- 項目の本文" * 9, "* ", "-", "1. 番号", "  続き",
        "    字下げ", "```python", "```", "``` ", "~~~", "````", "  ```", "| a | b |", "|---|:-:|",
        "| 1 | 2 |", "a|b", "-|-", "---", "# 見出し", "> 引用", "$$", "$$ x = 1 $$", "\\[", "\\]",
        "\\[ y \\]", "$$$", "文。" * 900, "| x |" + "長い。" * 600, "-" + "長。" * 800,
    ]
)


@settings(max_examples=150, deadline=None)
@given(lines=st.lists(LINES, max_size=24), seed=st.integers(0, 2**16), final=st.booleans())
def test_any_chunking_gives_the_segments_of_one_shot(lines: list[str], seed: int, final: bool) -> None:
    text = "\n".join(lines) + ("\n" if final else "")
    stream, place, pick = Segmenter(), 0, random.Random(seed)
    seen: list[int] = []
    while place < len(text):
        step = pick.choice((1, 2, 7, 40, 900))
        stream.append(text[place : place + step])
        place += step
        seen.append(len(stream.closed))
    stream.finish()
    assert stream.closed == segments(text)
    assert seen == sorted(seen)


@settings(max_examples=60, deadline=None)
@given(lines=st.lists(LINES, max_size=24))
def test_nothing_but_blank_lines_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    place = 0
    for segment in segments(text):
        assert text[segment.start : segment.end] == segment.source
        assert not text[place : segment.start].strip()
        place = segment.end
    assert not text[place:].strip()


def kinds(text: str) -> list[Kind]:
    return [segment.kind for segment in segments(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \n", []),
        ("本文", [Kind.TEXT]),
        ("前\n```python\nx = 1\n```\n後", [Kind.TEXT, Kind.CODE, Kind.TEXT]),
        ("```\n閉じない", [Kind.CODE]),
        ("````\n```\n````\n後", [Kind.CODE, Kind.TEXT]),
        ("前\n| a | b |\n|---|---|\n| 1 | 2 |\n後", [Kind.TEXT, Kind.TABLE, Kind.TEXT]),
        ("a | b\n--- | ---", [Kind.TABLE]),
        ("| a | b |\n|---|\n", [Kind.TEXT]),
        ("| a \\| b |\n|---|\n| 1 |", [Kind.TABLE]),
        ("a | b\n---\n", [Kind.TEXT]),
        ("$$\nx\n$$\n後", [Kind.MATH, Kind.TEXT]),
        ("$$ x = 1 $$\n後", [Kind.MATH, Kind.TEXT]),
        ("\\[\nx\n\\]", [Kind.MATH]),
        ("- 項目\n  ```\n  中\n  ```\n", [Kind.TEXT]),
        ("> | a | b |\n> |---|---|", [Kind.TEXT]),
    ],
)
def test_kinds(text: str, expected: list[Kind]) -> None:
    assert kinds(text) == expected


def test_long_text_is_cut_at_a_blank_line_or_a_list_item() -> None:
    assert [len(each.source) for each in segments("あ" * SOFT_LIMIT + "\n続き\n\n次")] == [SOFT_LIMIT + 5, 1]
    assert [each.source for each in segments("あ" * SOFT_LIMIT + "\n- 次")][1] == "- 次"
    assert len(segments("あ" * SOFT_LIMIT + "\n-次")) == 1
    assert len(segments("あ" * SOFT_LIMIT + "\n\n  字下げは続き")) == 1
    assert len(segments(("い" * 99 + "\n") * (HARD_LIMIT // 100) + "次")) == 2


def test_a_giant_line_is_cut_at_the_end_of_a_sentence() -> None:
    found = segments("漢字かな。" * 1000)
    assert len(found) > 2
    assert all(each.source.endswith("。") and len(each.source) <= GIANT_LINE + 10 for each in found)


def test_an_append_costs_the_open_segment_only() -> None:
    """The measure is the ratio of the same work at the end of a long and of a short answer."""

    def cost(length: int) -> float:
        stream = Segmenter()
        stream.append(essay(length))
        best = 1.0
        for _ in range(30):
            start = time.thread_time()
            stream.append("続きの文です。")
            assert stream.open is not None
            best = min(best, time.thread_time() - start)
        return best

    assert cost(200_000) < 50 * max(cost(2_000), 2e-6)


def test_typed_text_is_cut_at_line_ends_and_complete() -> None:
    text = "# 見出しではない\n| a | b |\n|---|---|\n" * 200
    found = plain_segments(text)
    assert len(found) > 1
    assert "".join(each.source for each in found) == text
    assert {each.kind for each in found} == {Kind.PLAIN}
    assert [each.source for each in plain_segments("")] == [""]
