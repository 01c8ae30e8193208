"""Turns what the administrator demands into the bounds that each part of the window keeps."""

from desktop.policy import Policy
from desktop.ui.lock_rules import LockBounds
from desktop.ui.pages.first_run import Demands


def lock_bounds(policy: Policy) -> LockBounds:
    """What has to lock the vault by itself; the rest is left to the user."""
    return LockBounds(
        policy.lock_minutes_most, policy.lock_on_suspend or None, policy.lock_with_session or None
    )


def demands_of(policy: Policy) -> Demands:
    """What is not left to choose when a vault is made."""
    return Demands(policy.require_passphrase, policy.passphrase_min, policy.keyring)
