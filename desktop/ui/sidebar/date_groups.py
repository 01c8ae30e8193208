"""Conversations by how long ago they changed, in the days of the user's own calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from itertools import groupby

from desktop.chat.conversation import ConversationSummary


class Span(Enum):
    """How long ago."""

    TODAY = auto()
    YESTERDAY = auto()
    WEEK = auto()           # the seven days before today
    MONTH = auto()          # the thirty days before today
    EARLIER = auto()        # a named month


@dataclass(frozen=True, slots=True)
class DateGroup:
    """A heading of the list; `year` and `month` say which month when the span is EARLIER."""

    span: Span
    year: int = 0
    month: int = 0


def group_of(moment: datetime, now: datetime) -> DateGroup:
    """The group of a moment, seen from `now`, whose time zone decides when a day begins."""
    today = now.date()
    day = moment.astimezone(now.tzinfo).date()
    if day >= today:                            # a clock that was set back makes no group of its own
        return DateGroup(Span.TODAY)
    if day == today - timedelta(days=1):
        return DateGroup(Span.YESTERDAY)
    if day >= today - timedelta(days=7):
        return DateGroup(Span.WEEK)
    if day >= today - timedelta(days=30):
        return DateGroup(Span.MONTH)
    return DateGroup(Span.EARLIER, day.year, day.month)


def grouped(
    conversations: Sequence[ConversationSummary], now: datetime
) -> tuple[tuple[DateGroup, tuple[ConversationSummary, ...]], ...]:
    """The groups that are not empty, newest first."""
    newest_first = sorted(conversations, key=lambda each: (each.updated, each.id), reverse=True)
    found = groupby(newest_first, key=lambda each: group_of(each.updated, now))
    return tuple((group, tuple(members)) for group, members in found)
