"""The oldest whole turns are left out, no more of them than needed, and never the last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.chat.conversation import Role
from desktop.chat.prompt import Fit, fit, kept_messages, prompt_limit

SYSTEM, USER, ASSISTANT = Role.SYSTEM, Role.USER, Role.ASSISTANT
TALK = [SYSTEM, USER, ASSISTANT, USER, ASSISTANT, ASSISTANT, USER]


def test_system_messages_are_never_left_out() -> None:
    assert kept_messages(TALK, 0) == (0, 1, 2, 3, 4, 5, 6)
    assert kept_messages(TALK, 2) == (0, 3, 4, 5, 6)
    assert kept_messages(TALK, 5) == (0, 6)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (70, Fit(0, 70, 70, too_long=False)),
        (69, Fit(2, 50, 69, too_long=False)),
        (49, Fit(5, 20, 49, too_long=False)),
        (19, Fit(5, 20, 19, too_long=True)),
    ],
)
def test_whole_turns_are_left_out(limit: int, expected: Fit) -> None:
    assert fit(TALK, limit, lambda left_out: 10 * len(kept_messages(TALK, left_out))) == expected


def test_a_talk_without_a_question_is_not_cut() -> None:
    assert fit([ASSISTANT], 5, lambda left_out: 9) == Fit(0, 9, 5, too_long=True)
    assert fit([], 5, lambda left_out: 3) == Fit(0, 3, 5, too_long=False)


@given(sizes=st.lists(st.integers(1, 50), min_size=1, max_size=60), limit=st.integers(1, 600))
def test_no_more_than_needed_and_few_counts(sizes: list[int], limit: int) -> None:
    roles = [USER if at % 2 == 0 else ASSISTANT for at in range(len(sizes))]
    asked: list[int] = []

    def count(left_out: int) -> int:
        asked.append(left_out)
        return sum(sizes[left_out:])

    found = fit(roles, limit, count)
    assert found.tokens == sum(sizes[found.left_out :])
    assert found.left_out in range(0, len(sizes), 2)
    assert found.too_long == (found.tokens > limit)
    if found.left_out:
        assert sum(sizes[found.left_out - 2 :]) > limit
    assert len(asked) <= 7


@pytest.mark.parametrize(
    ("context", "max_tokens", "limit"),
    [(8192, None, 7168), (512, None, 384), (512, 10, 502), (512, 0, 511), (512, 9999, 384)],
)
def test_room_for_the_answer(context: int, max_tokens: int | None, limit: int) -> None:
    assert prompt_limit(context, max_tokens) == limit
