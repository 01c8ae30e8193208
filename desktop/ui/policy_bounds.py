"""Turns what the administrator demands into the bounds that each part of the window keeps."""

from desktop.chat.label_rules import Bounds, CopyRule, Permission
from desktop.policy import Policy
from desktop.ui.lock_rules import LockBounds
from desktop.ui.pages.first_run import Demands


def lock_bounds(policy: Policy) -> LockBounds:
    """What has to lock the vault by itself; the rest is left to the user."""
    return LockBounds(
        policy.lock_minutes_most, policy.lock_on_suspend or None, policy.lock_with_session or None
    )


def sharing_bounds(policy: Policy) -> Bounds:
    """What may leave at the most; a label may be stricter."""
    return Bounds(
        export=Permission(policy.export),
        clipboard=CopyRule(policy.clipboard),
        clipboard_seconds=policy.clipboard_seconds,
        may_be_captured=policy.screen_capture,
        carried_on=Permission.FORBIDDEN if policy.export_folders == "local" else Permission.ASK,
    )


def demands_of(policy: Policy) -> Demands:
    """What is not left to choose when a vault is made."""
    return Demands(policy.require_passphrase, policy.passphrase_min, policy.keyring)
