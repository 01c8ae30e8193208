"""What the administrator's policy changes in an opened vault, in the window and at a terminal alike."""

from desktop.policy import Policy
from desktop.vault.errors import VaultError
from desktop.vault.events import EventKind
from desktop.vault.header import KEYRING, PASSPHRASE
from desktop.vault.keychain import Keychain
from desktop.vault.vault import Vault

_POLICY = "policy"


def note_policy(vault: Vault, policy: Policy) -> None:
    """Note in the chain of events that another policy holds than before. Raises VaultError."""
    holds = (policy.digest if policy.readable else f"refused {policy.digest}").encode()
    if holds != (vault.facts.get(_POLICY) or b""):
        vault.events.note(EventKind.POLICY_CHANGED, policy=policy.digest, accepted=int(policy.readable))
        vault.facts.put(_POLICY, holds)


def drop_keyring(vault: Vault, policy: Policy, keychain: Keychain) -> bool:
    """Let the keyring go where it may not open the vault; not before there is a passphrase. Returns whether
    it went.
    """
    if policy.keyring != "forbidden" or not {KEYRING, PASSPHRASE} <= vault.slots:
        return False
    try:
        vault.drop_slot(KEYRING, keychain)
    except VaultError:
        return False
    return True
