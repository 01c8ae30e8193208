"""What every keychain keeps to, as one walk through it; for the fake here and the real one in a child."""

from collections.abc import Callable

from desktop.vault.anchors import AnchorSafe
from desktop.vault.errors import KeychainEntryMissingError, KeychainLockedError
from desktop.vault.head import Head, head_from_text
from desktop.vault.keychain import Keychain, KeychainState, TokenSafe

KEY, OTHER = bytes(range(32)), bytes(32)


def walk(keychain: Keychain, lock: Callable[[], None]) -> list[str]:
    """Use the keychain; `lock` locks it from outside. Returns what happened, step by step."""
    seen = [f"state {keychain.state().value}"]
    keychain.store("vault-1", KEY)
    keychain.store("vault-2", OTHER)
    seen.append(f"own key {keychain.load('vault-1', may_ask=False) == KEY}")
    seen.append(f"other key {keychain.load('vault-2', may_ask=False) == OTHER}")
    keychain.delete("vault-1")
    keychain.delete("vault-1")
    try:
        keychain.load("vault-1", may_ask=False)
    except KeychainEntryMissingError:
        seen.append("deleted")
    lock()
    seen.append(f"state {keychain.state().value}")
    try:
        keychain.load("vault-2", may_ask=False)
    except KeychainLockedError:
        seen.append("asks nobody")
    return seen


TOKEN = "hf_トークン"


def walk_tokens(safe: TokenSafe) -> list[str]:
    """Keep, read, replace and forget access tokens. Returns what happened, step by step."""
    seen = []
    safe.store_token("mirror.example", "first")
    safe.store_token("mirror.example", TOKEN)
    safe.store_token("hub.example:8443", "other")
    seen.append(f"replaced {safe.load_token('mirror.example') == TOKEN}")
    safe.delete_token("mirror.example")
    safe.delete_token("mirror.example")
    seen.append(f"other {safe.load_token('hub.example:8443')}")
    try:
        safe.load_token("mirror.example")
    except KeychainEntryMissingError:
        seen.append("forgotten")
    return seen


def walk_anchors(safe: AnchorSafe) -> list[str]:
    """Keep and read how far chains of events go. Returns what happened, step by step."""
    seen = []
    try:
        safe.load_anchor("vault-1")
    except KeychainEntryMissingError:
        seen.append("none yet")
    safe.store_anchor("vault-1", Head(3, OTHER).to_text())
    safe.store_anchor("vault-1", Head(12, KEY).to_text())
    safe.store_anchor("vault-2", "other")
    seen.append(f"replaced {head_from_text(safe.load_anchor('vault-1')) == Head(12, KEY)}")
    seen.append(safe.load_anchor("vault-2"))
    return seen


EXPECTED_OF_ANCHORS = ["none yet", "replaced True", "other"]
EXPECTED_OF_TOKENS = ["replaced True", "other other", "forgotten"]
EXPECTED = [
    f"state {KeychainState.USABLE.value}",
    "own key True",
    "other key True",
    "deleted",
    f"state {KeychainState.LOCKED.value}",
    "asks nobody",
]
