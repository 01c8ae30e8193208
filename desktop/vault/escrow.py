"""The emergency key of whoever the administrator's policy names: the data key sealed to a public key (HPKE,
RFC 9180, with X25519), and the way in for its private one.

Apart from the other ways, since it loads much and most vaults have none.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from desktop.vault import keys
from desktop.vault.errors import (
    EscrowKeyUnreadableError,
    VaultDamagedError,
    VaultError,
    WrongEscrowKeyError,
    WrongSecretError,
)
from desktop.vault.header import ESCROW, Header
from desktop.vault.place import VaultPlace

_ESCROW = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class ByEscrow:
    """The private key of whoever the administrator's policy names; a PEM file."""

    private: bytes
    slot: ClassVar[str] = ESCROW
    is_guess: ClassVar[bool] = False

    def data_key(self, header: Header, place: VaultPlace) -> bytes:  # noqa: ARG002  # as every way in
        """Raises WrongEscrowKeyError, EscrowKeyUnreadableError, SlotMissingError, VaultDamagedError."""
        try:
            return unseal(header.slot(ESCROW), self.private, header.context(ESCROW))
        except WrongSecretError:
            raise self.refusal() from None

    def refusal(self) -> VaultError:
        """The vault was sealed to another key."""
        return WrongEscrowKeyError()


def seal(data_key: bytes, public: bytes, context: str) -> dict[str, Any]:
    """The data key for whoever has the private key to this public one. Raises EscrowKeyUnreadableError."""
    try:
        sealed = _ESCROW.encrypt(data_key, _public_key(public), context.encode())
    except ValueError as error:         # a point of low order, with which there is no secret
        raise EscrowKeyUnreadableError from error
    return {"public": keys.to_text(public), "sealed": keys.to_text(sealed)}


def unseal(slot: dict[str, Any], private: bytes, context: str) -> bytes:
    """The data key; `private` is a PEM file with an X25519 key. Raises EscrowKeyUnreadableError,
    WrongSecretError, VaultDamagedError.
    """
    key = _private_key(private)
    if keys.from_text(slot.get("public")) != key.public_key().public_bytes_raw():
        raise WrongSecretError
    try:
        return bytes(_ESCROW.decrypt(keys.from_text(slot.get("sealed")), key, context.encode()))
    except (InvalidTag, ValueError) as error:
        raise VaultDamagedError("header") from error


def _public_key(public: bytes) -> X25519PublicKey:
    try:
        return X25519PublicKey.from_public_bytes(public)
    except ValueError as error:
        raise EscrowKeyUnreadableError from error


def _private_key(untrusted_pem: bytes) -> X25519PrivateKey:
    try:
        key = load_pem_private_key(untrusted_pem, None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:      # TypeError: it has a password
        raise EscrowKeyUnreadableError from error
    if not isinstance(key, X25519PrivateKey):
        raise EscrowKeyUnreadableError
    return key
