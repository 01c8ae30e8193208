"""A heading of a pattern goes with the optional fields below it."""

from dataclasses import replace

import pytest

from desktop.tasks.task import question
from tests.tasks.test_task import TASK


@pytest.mark.parametrize("heading", ["観点:", "Focus:", "観点：", "観点: "])
@pytest.mark.parametrize("after", ["\n\n【原文】\n{text}", "\n長さ: {length}\n{text}", "\n原文：\n{text}"])
def test_a_heading_goes_with_all_that_it_stands_above(heading: str, after: str) -> None:
    task = replace(TASK, pattern="要約\n" + heading + "\n{focus}" + after)
    filled = {"text": "本文", "length": "3行で"}
    without = replace(TASK, pattern="要約" + after)
    assert question(task, filled) == question(without, filled)
    assert heading + "\n費用" in question(task, filled | {"focus": "費用"})


def test_a_heading_at_the_end_goes_too() -> None:
    task = replace(TASK, pattern="{text}\n分かっていること:\n{focus}")
    assert question(task, {"text": "本文"}) == "本文"


def test_a_heading_stays_above_what_is_left_of_its_fields() -> None:
    task = replace(TASK, pattern="条件:\n{focus}\n{length}\n\n{text}")
    assert question(task, {"text": "本文", "length": "3行で"}) == "条件:\n3行で\n\n本文"


def test_a_heading_above_nothing_in_the_pattern_is_its_author_s_own() -> None:
    task = replace(TASK, pattern="次のとおり:\n\n{text}\n{focus}")
    assert question(task, {"text": "本文"}) == "次のとおり:\n\n本文"
