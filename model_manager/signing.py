"""Signs and checks as minisign does, with Ed25519: a bundle's manifest, against one known public key.

A key file of `minisign -G -W` works here, and `minisign -V` checks what is signed here. The secret key lies
in a file without a password, readable by its owner alone: whoever can read it can sign. Keep it where the
bundles are made, better on a stick of its own. https://jedisct1.github.io/minisign/ describes the format.
"""

import base64
import binascii
import errno
import hashlib
import os
import secrets
import stat
import sys
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from model_manager.errors import FolderNotWritableError, SignatureError
from model_manager.os_files import O_CLOEXEC, O_NOFOLLOW, open_file

MAX_TEXT = 1 << 12                  # bytes of a key or a signature; the longest has some four hundred
_PURE, _PREHASHED = b"Ed", b"ED"    # over the bytes themselves, and over their BLAKE2b-512
_NO_PASSWORD = bytes(2)
_CHECKSUM = b"B2"
_ID, _KEY, _SIGNATURE, _SALT_AND_COST, _SUM = 8, 32, 64, 48, 32
_SIGNATURE_LINES = 4
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_UNTRUSTED, _TRUSTED = "untrusted comment: ", "trusted comment: "


@dataclass(frozen=True, slots=True)
class PublicKey:
    """Whom an installation trusts."""

    key_id: bytes
    key: bytes

    @classmethod
    def from_text(cls, untrusted_text: str) -> "PublicKey":
        """Read the content of `minisign.pub`, or its second line alone. Raises SignatureError."""
        untrusted = _key_line(untrusted_text, len(_PURE) + _ID + _KEY)
        if not untrusted.startswith(_PURE):
            raise SignatureError("", "public key")
        return cls(untrusted[len(_PURE) : -_KEY], untrusted[-_KEY:])

    @property
    def text(self) -> str:
        """The content of `minisign.pub`."""
        line = _encode(_PURE + self.key_id + self.key)
        return f"{_UNTRUSTED}minisign public key {self.shown_id}\n{line}\n"

    @property
    def shown_id(self) -> str:
        """The number by which minisign names the key."""
        return f"{int.from_bytes(self.key_id, 'little'):016X}"


@dataclass(frozen=True, slots=True)
class SecretKey:
    """Somebody's key to sign with."""

    key_id: bytes
    _seed: bytes = field(repr=False)

    @classmethod
    def from_text(cls, untrusted_text: str) -> "SecretKey":
        """Read what `minisign -G -W` wrote; a key with a password is refused. Raises SignatureError."""
        head = _PURE + _NO_PASSWORD + _CHECKSUM
        start = len(head) + _SALT_AND_COST
        untrusted = _key_line(untrusted_text, start + _ID + 2 * _KEY + _SUM)
        if not untrusted.startswith(head):
            raise SignatureError("", "password" if untrusted.startswith(_PURE) else "secret key")
        key_id, keys = untrusted[start : start + _ID], untrusted[start + _ID : -_SUM]
        made = cls(key_id, keys[:_KEY])
        if made.public_key.key != keys[_KEY:]:      # says more than the checksum, which not everybody writes
            raise SignatureError("", "secret key")
        return made

    @classmethod
    def read(cls, path: Path) -> "SecretKey":
        """Read a file that nobody but its owner may read. Raises SignatureError."""
        try:
            with path.open("rb") as file:
                open_to_others = _is_open_to_others(file.fileno())
                untrusted = file.read(MAX_TEXT + 1)
        except OSError as error:
            raise SignatureError(path.name, "unreadable secret key") from error
        if open_to_others:
            raise SignatureError(path.name, "secret key open to others")
        try:
            return cls.from_text(untrusted.decode("utf-8", "replace"))
        except SignatureError as error:
            raise SignatureError(path.name, error.reason) from error

    def write(self, path: Path) -> None:
        """Make a file for the owner alone; one that is there is never overwritten. Raises
        FolderNotWritableError.
        """
        keys = self._seed + self.public_key.key
        checksum = hashlib.blake2b(_PURE + self.key_id + keys, digest_size=_SUM).digest()
        head = _PURE + _NO_PASSWORD + _CHECKSUM + bytes(_SALT_AND_COST)
        text = f"{_UNTRUSTED}minisign secret key\n{_encode(head + self.key_id + keys + checksum)}\n"
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | O_NOFOLLOW | O_CLOEXEC
            with os.fdopen(open_file(path, flags, 0o600), "w", encoding="ascii") as file:
                if _is_open_to_others(file.fileno()):       # a stick with FAT keeps no owners
                    path.unlink()
                    raise FolderNotWritableError(path.name, errno.EPERM)
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise FolderNotWritableError(path.name, error.errno or 0) from error

    @property
    def public_key(self) -> PublicKey:
        """What others need to check the signatures."""
        private = Ed25519PrivateKey.from_private_bytes(self._seed)
        return PublicKey(self.key_id, private.public_key().public_bytes_raw())

    def sign(self, data: bytes, comment: str) -> str:
        """The content of a signature's file. `comment` is signed, too, and has to be one line."""
        if not comment.isprintable():
            raise ValueError("a signed comment is one line")
        private = Ed25519PrivateKey.from_private_bytes(self._seed)
        signature = private.sign(hashlib.blake2b(data).digest())
        whole = private.sign(signature + comment.encode())
        return (
            f"{_UNTRUSTED}signature from minisign secret key {self.public_key.shown_id}\n"
            f"{_encode(_PREHASHED + self.key_id + signature)}\n{_TRUSTED}{comment}\n{_encode(whole)}\n"
        )


def new_key_pair() -> tuple[SecretKey, PublicKey]:
    """A new key to sign with, and the one that others check with."""
    secret = SecretKey(secrets.token_bytes(_ID), secrets.token_bytes(_KEY))
    return secret, secret.public_key


def verify(data: bytes, untrusted_text: str, key: PublicKey, name: str) -> str:
    """The signed comment, if this key signed `data`. `name` is what a SignatureError names; its reasons:
    `malformed`, `other key`, `wrong`.
    """
    untrusted_lines = untrusted_text.replace("\r\n", "\n").removesuffix("\n").split("\n")
    if len(untrusted_text) > MAX_TEXT or len(untrusted_lines) != _SIGNATURE_LINES:
        raise SignatureError(name, "malformed")
    untrusted_head, untrusted_line, untrusted_comment, untrusted_whole = untrusted_lines
    untrusted_signature = _decode(untrusted_line, len(_PURE) + _ID + _SIGNATURE)
    untrusted_over_all = _decode(untrusted_whole, _SIGNATURE)
    marked = untrusted_head.startswith(_UNTRUSTED) and untrusted_comment.startswith(_TRUSTED)
    if not marked or untrusted_signature is None or untrusted_over_all is None:
        raise SignatureError(name, "malformed")
    algorithm, signature = untrusted_signature[: len(_PURE)], untrusted_signature[-_SIGNATURE:]
    if algorithm not in (_PURE, _PREHASHED):
        raise SignatureError(name, "malformed")
    if untrusted_signature[len(_PURE) : -_SIGNATURE] != key.key_id:
        raise SignatureError(name, "other key")
    comment = untrusted_comment.removeprefix(_TRUSTED)
    try:
        public = Ed25519PublicKey.from_public_bytes(key.key)
        public.verify(signature, hashlib.blake2b(data).digest() if algorithm == _PREHASHED else data)
        public.verify(untrusted_over_all, signature + comment.encode())
    except (InvalidSignature, ValueError) as error:     # a comment that is no Unicode cannot have been signed
        raise SignatureError(name, "wrong") from error
    return comment


def _key_line(untrusted_text: str, length: int) -> bytes:
    untrusted_lines = untrusted_text[:MAX_TEXT].replace("\r\n", "\n").strip("\n").split("\n")
    if untrusted_lines[0].startswith(_UNTRUSTED):
        untrusted_lines = untrusted_lines[1:]
    untrusted = _decode(untrusted_lines[0], length) if len(untrusted_lines) == 1 else None
    if untrusted is None:
        raise SignatureError("", "malformed")
    return untrusted


def _decode(untrusted_line: str, length: int) -> bytes | None:
    try:
        found = base64.b64decode(untrusted_line, validate=True)
    except (binascii.Error, ValueError):
        return None
    return found if len(found) == length else None


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _is_open_to_others(descriptor: int) -> bool:
    """Windows keeps rights in lists of its own, and says nothing of them here."""
    return sys.platform != "win32" and bool(os.fstat(descriptor).st_mode & _OTHERS)
