"""The keys of the vault: one data key, and slots that wrap it.

The data key (256 bits, random) never touches the disk. From it HKDF derives the key of the database and the
key of the header's MAC. A slot holds the data key wrapped by AES-256-GCM under a wrapping key: a random one
kept in the keyring, one made from a passphrase by Argon2id (RFC 9106), one made from both, or one made from
the recovery key. For the escrow slot it is sealed to a public key, see `escrow.py`.
"""

import base64
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.vault.errors import KeyMemoryError, VaultDamagedError, WrongSecretError

KEY_BYTES = 32
_NONCE_BYTES = 12  # NIST SP 800-38D: 96 bits
_SALT_BYTES = 16
_RAW_KEY = re.compile(r"^[0-9a-f]{96}$")


@dataclass(frozen=True, slots=True)
class KdfParameters:
    """Argon2id: passes, lanes, memory in KiB."""

    iterations: int
    lanes: int
    memory_kib: int


# The second recommended option of RFC 9106, section 4: 64 MiB, for environments with less memory.
RFC_9106_LOW_MEMORY = KdfParameters(iterations=3, lanes=4, memory_kib=65536)
# Only for testing!
CHEAPEST = KdfParameters(iterations=1, lanes=1, memory_kib=32)


@dataclass(frozen=True, slots=True)
class KdfLimits:
    """What may stand in a header: a file must not make us weak, nor keep us busy for ever."""

    least_memory_kib: int = 19 * 1024  # OWASP's floor for Argon2id
    most_memory_kib: int = 4 * 1024 * 1024
    most_iterations: int = 20
    most_lanes: int = 16

    def check(self, parameters: KdfParameters) -> None:
        """Raise VaultDamagedError for parameters outside the limits."""
        inside = (
            1 <= parameters.iterations <= self.most_iterations
            and 1 <= parameters.lanes <= self.most_lanes
            and self.least_memory_kib <= parameters.memory_kib <= self.most_memory_kib
        )
        if not inside:
            raise VaultDamagedError("header")


LIMITS = KdfLimits()
# Only for testing!
LOOSE_LIMITS = KdfLimits(least_memory_kib=8)


def new_key() -> bytes:
    """A random key of 256 bits."""
    return secrets.token_bytes(KEY_BYTES)


def derive(key: bytes, purpose: str) -> bytes:
    """A key of 256 bits for one purpose (HKDF, RFC 5869)."""
    return HKDF(hashes.SHA256(), KEY_BYTES, None, f"hisho {purpose}".encode()).derive(key)


def raw_database_key(data_key: bytes, salt_hex: str) -> str:
    """SQLCipher's raw key: 64 hex digits of key and 32 of salt. Anything else it would take for a passphrase,
    silently.
    """
    raw = derive(data_key, "database").hex() + salt_hex
    if not _RAW_KEY.match(raw):
        raise VaultDamagedError("header")
    return raw


def passphrase_key(passphrase: str, salt: bytes, parameters: KdfParameters) -> bytes:
    """The wrapping key of a passphrase; it is normalised to NFKC, so that every input method types the same
    one. Raises VaultDamagedError for a salt or parameters that Argon2id does not take, KeyMemoryError.
    """
    text = unicodedata.normalize("NFKC", passphrase).encode()
    try:
        kdf = Argon2id(
            salt=salt,
            length=KEY_BYTES,
            iterations=parameters.iterations,
            lanes=parameters.lanes,
            memory_cost=parameters.memory_kib,
        )
    except ValueError as error:
        raise VaultDamagedError("header") from error
    try:
        return kdf.derive(text)
    except MemoryError:
        raise KeyMemoryError(parameters.memory_kib * 1024) from None


def new_salt() -> bytes:
    """A random salt of 128 bits."""
    return secrets.token_bytes(_SALT_BYTES)


def wrap(data_key: bytes, wrapping_key: bytes, context: str) -> dict[str, Any]:
    """The data key wrapped; `context` (vault, slot, version) is authenticated with it."""
    nonce = os.urandom(_NONCE_BYTES)
    wrapped = AESGCM(wrapping_key).encrypt(nonce, data_key, context.encode())
    return {"nonce": to_text(nonce), "wrapped": to_text(wrapped)}


def unwrap(slot: dict[str, Any], wrapping_key: bytes, context: str) -> bytes:
    """The data key. Raises WrongSecretError if this wrapping key does not open the slot."""
    try:
        return AESGCM(wrapping_key).decrypt(
            from_text(slot["nonce"]), from_text(slot["wrapped"]), context.encode()
        )
    except InvalidTag as error:
        raise WrongSecretError from error
    except (KeyError, ValueError) as error:
        raise VaultDamagedError("header") from error


def join(keyring_key: bytes, passphrase_key: bytes) -> bytes:
    """The wrapping key that nobody has without both."""
    return derive(keyring_key + passphrase_key, "keyring and passphrase")


def to_text(data: bytes) -> str:
    """Bytes for the header."""
    return base64.b64encode(data).decode()


def from_text(untrusted: Any) -> bytes:
    """Bytes of the header. Raises VaultDamagedError."""
    if not isinstance(untrusted, str):
        raise VaultDamagedError("header")
    try:
        return base64.b64decode(untrusted, validate=True)
    except ValueError as error:
        raise VaultDamagedError("header") from error
