"""The administrator's word becomes bounds on what may leave."""

from pathlib import Path

from desktop.chat.label_rules import UNBOUND, CopyRule, Permission, rule_of
from desktop.chat.labels import Label
from desktop.policy import NO_POLICY, Policy, closed, sharing_bounds
from model_manager.policy_file import PolicyFault


def test_without_a_policy_nothing_is_bound() -> None:
    assert sharing_bounds(NO_POLICY) == UNBOUND


def test_each_word_is_heard() -> None:
    words = Policy(
        export="ask", export_folders="local", clipboard="cleared", clipboard_seconds=20,
        screen_capture=False,
    )  # fmt: skip
    bounds = sharing_bounds(words)
    assert (bounds.export, bounds.carried_on) == (Permission.ASK, Permission.FORBIDDEN)
    assert (bounds.clipboard, bounds.clipboard_seconds) == (CopyRule.CLEARED, 20)
    assert not rule_of(Label.GENERAL, bounds).may_be_captured


def test_a_policy_that_is_not_accepted_lets_nothing_out() -> None:
    rule = rule_of(Label.GENERAL, sharing_bounds(closed(PolicyFault(Path("/etc/hisho/policy.toml"), 1, "x"))))
    assert (rule.export, rule.may_be_copied, rule.may_be_captured) == (Permission.FORBIDDEN, False, False)
