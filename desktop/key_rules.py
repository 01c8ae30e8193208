"""What the administrator demands of the ways into a vault, as the vault takes it."""

import base64

from desktop.policy import Policy
from desktop.vault.place import KeyRules


def key_rules(policy: Policy) -> KeyRules:
    """What the vault's slots have to be whenever it is made or opened."""
    escrow = base64.b64decode(policy.escrow_key) if policy.escrow_key else None
    return KeyRules(
        policy.recovery_key,
        escrow,
        together=policy.keyring == "with_passphrase",
        keyring=policy.keyring != "forbidden",
        passphrase=policy.require_passphrase or policy.keyring != "allowed",
    )
