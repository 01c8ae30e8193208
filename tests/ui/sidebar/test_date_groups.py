"""Groups of the list by date."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.ui.sidebar.date_groups import DateGroup, Span, group_of, grouped
from tests.ui.samples import NOW, TOKYO, conversation


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (datetime(2026, 11, 23, 0, 0, tzinfo=TOKYO), DateGroup(Span.TODAY)),
        (datetime(2026, 11, 22, 23, 59, tzinfo=TOKYO), DateGroup(Span.YESTERDAY)),
        (datetime(2026, 11, 21, 23, 59, tzinfo=TOKYO), DateGroup(Span.WEEK)),
        (datetime(2026, 11, 16, 0, 0, tzinfo=TOKYO), DateGroup(Span.WEEK)),
        (datetime(2026, 11, 15, 23, 59, tzinfo=TOKYO), DateGroup(Span.MONTH)),
        (datetime(2026, 10, 24, 0, 0, tzinfo=TOKYO), DateGroup(Span.MONTH)),
        (datetime(2026, 10, 23, 23, 59, tzinfo=TOKYO), DateGroup(Span.EARLIER, 2026, 10)),
        (datetime(2025, 12, 31, 12, 0, tzinfo=TOKYO), DateGroup(Span.EARLIER, 2025, 12)),
    ],
)
def test_days_begin_at_midnight_of_the_user(moment: datetime, expected: DateGroup) -> None:
    assert group_of(moment.astimezone(UTC), NOW) == expected


def test_a_clock_that_was_set_back_makes_no_group() -> None:
    assert group_of(NOW + timedelta(days=3), NOW) == DateGroup(Span.TODAY)


def test_groups_are_newest_first_and_never_empty() -> None:
    old, new = conversation(1, "old", timedelta(days=40)), conversation(2, "new", timedelta(hours=1))
    newer = conversation(3, "newer", timedelta(0))
    assert grouped((old, new, newer), NOW) == (
        (DateGroup(Span.TODAY), (newer, new)),
        (DateGroup(Span.EARLIER, 2026, 10), (old,)),
    )
    assert grouped((), NOW) == ()
