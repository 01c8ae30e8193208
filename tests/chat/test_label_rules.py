"""What a label does, and that the administrator's word can only make it stricter."""

from itertools import pairwise, product

import pytest

from desktop.chat.label_rules import RULES, Bounds, CopyRule, Permission, rule_of
from desktop.chat.labels import Label, most_secret

NEVER = 10**9
ORDER = tuple(Permission)


def test_the_more_secret_the_stricter() -> None:
    for mild, strict in pairwise(sorted(Label, key=lambda each: each.rank)):
        first, second = RULES[mild], RULES[strict]
        assert (second.lock_minutes or NEVER) <= (first.lock_minutes or NEVER)
        assert (second.clipboard_seconds or NEVER) <= (first.clipboard_seconds or NEVER)
        assert ORDER.index(second.export) >= ORDER.index(first.export)
        assert second.may_be_captured <= first.may_be_captured


def test_the_most_secret_is_locked_in_five_minutes_and_leaves_the_clipboard_in_half_one() -> None:
    rule = rule_of(Label.TOP_SECRET)
    assert (rule.lock_minutes, rule.clipboard_seconds, rule.export) == (5, 30, Permission.ASK)
    assert not rule.may_be_captured


def test_without_an_administrator_the_table_holds() -> None:
    assert {label: rule_of(label) for label in Label} == dict(RULES)


@pytest.mark.parametrize("label", Label)
def test_no_bounds_make_a_label_milder(label: Label) -> None:
    plain = rule_of(label)
    for export, copying, captured in product(Permission, CopyRule, (True, False)):
        rule = rule_of(label, Bounds(export, copying, 600, captured))
        assert (rule.clipboard_seconds or NEVER) <= (plain.clipboard_seconds or NEVER)
        assert ORDER.index(rule.export) == max(ORDER.index(export), ORDER.index(plain.export))
        assert rule.may_be_captured == (captured and plain.may_be_captured)
        assert rule.may_be_copied == (copying is not CopyRule.FORBIDDEN)


def test_the_administrators_seconds_hold_for_what_would_stay() -> None:
    bounds = Bounds(clipboard=CopyRule.CLEARED, clipboard_seconds=45)
    assert rule_of(Label.GENERAL, bounds).clipboard_seconds == 45
    assert rule_of(Label.TOP_SECRET, bounds).clipboard_seconds == 30


def test_the_most_secret_of_several() -> None:
    assert most_secret([Label.GENERAL, Label.SECRET, Label.INTERNAL]) is Label.SECRET
    assert most_secret([]) is Label.GENERAL
