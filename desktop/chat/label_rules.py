"""What a label does: the one table of its consequences, and how the administrator's bounds narrow it.

* lock: after how many idle minutes at the latest the vault is locked while such a conversation is open
* clipboard: after how many seconds what was copied is taken from the clipboard again, if it is still ours
* export: at once, with a reason that is asked for and kept in the audit log, or not at all
* capture: whether the window may be in screenshots and shared screens (only Windows can keep it out)
* title: whether the title of the window, which every program of the desktop can read, names the conversation
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from desktop.chat.labels import Label


class Permission(StrEnum):
    """Whether something may leave, from the mildest to the strictest."""

    ALLOWED = "allowed"
    ASK = "ask"                     # with a reason
    FORBIDDEN = "forbidden"


class CopyRule(StrEnum):
    """What the administrator says of the clipboard."""

    ALLOWED = "allowed"             # as the label says
    CLEARED = "cleared"             # always cleared again
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class LabelRule:
    """What holds for a label. None of minutes or seconds: as the user has set it, or not at all."""

    lock_minutes: int | None
    clipboard_seconds: int | None
    export: Permission
    may_be_captured: bool
    may_be_named: bool = True
    may_be_copied: bool = True


@dataclass(frozen=True, slots=True)
class Bounds:
    """What the administrator's policy says of what may leave."""

    export: Permission = Permission.ALLOWED
    clipboard: CopyRule = CopyRule.ALLOWED
    clipboard_seconds: int = 30
    may_be_captured: bool = True
    carried_on: Permission = Permission.ASK     # export into synchronised or network folders, or onto drives


RULES: Mapping[Label, LabelRule] = MappingProxyType({
    Label.TOP_SECRET: LabelRule(5, 30, Permission.ASK, may_be_captured=False, may_be_named=False),
    Label.SECRET: LabelRule(15, 60, Permission.ASK, may_be_captured=False),
    Label.INTERNAL: LabelRule(None, 180, Permission.ALLOWED, may_be_captured=True),
    Label.GENERAL: LabelRule(None, None, Permission.ALLOWED, may_be_captured=True),
})  # fmt: skip
UNBOUND = Bounds()
_STRICTNESS = tuple(Permission)


def rule_of(label: Label, bounds: Bounds = UNBOUND) -> LabelRule:
    """What holds for this label within these bounds: always the stricter of the two."""
    rule = RULES[label]
    seconds = rule.clipboard_seconds
    if bounds.clipboard is not CopyRule.ALLOWED:
        seconds = min(bounds.clipboard_seconds, seconds or bounds.clipboard_seconds)
    return replace(
        rule,
        clipboard_seconds=seconds,
        export=max(rule.export, bounds.export, key=_STRICTNESS.index),
        may_be_captured=rule.may_be_captured and bounds.may_be_captured,
        may_be_copied=bounds.clipboard is not CopyRule.FORBIDDEN,
    )
