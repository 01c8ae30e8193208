"""Signatures as minisign makes them: read by an independent decoder, and refused when anything is changed."""

import base64
import hashlib
import os
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from model_manager.errors import FolderNotWritableError, SignatureError
from model_manager.signing import MAX_TEXT, PublicKey, SecretKey, new_key_pair, verify

DATA = b'{"version": 1}\n'
COMMENT = "file:manifest.json"
# The public key that minisign's documentation shows.
DOCUMENTED_KEY = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"


def minisign_accepts(data: bytes, public_text: str, signature_text: str) -> str:
    """The documented steps of `minisign -V`, written down a second time: the trusted comment."""
    head, public_line, end = public_text.split("\n")
    assert head.startswith("untrusted comment: ")
    assert end == ""
    public = base64.b64decode(public_line)
    assert (len(public), public[:2]) == (42, b"Ed")
    comment, line, trusted, over_all, end = signature_text.split("\n")
    assert comment.startswith("untrusted comment: ")
    assert end == ""
    signature = base64.b64decode(line)
    assert (len(signature), signature[:2], signature[2:10]) == (74, b"ED", public[2:10])
    key = Ed25519PublicKey.from_public_bytes(public[10:])
    key.verify(signature[10:], hashlib.blake2b(data, digest_size=64).digest())
    prefix = "trusted comment: "
    assert trusted.startswith(prefix)
    key.verify(base64.b64decode(over_all), signature[10:] + trusted[len(prefix) :].encode())
    return trusted[len(prefix) :]


def test_a_signature_is_what_minisign_expects() -> None:
    secret, public = new_key_pair()
    text = secret.sign(DATA, COMMENT)
    assert minisign_accepts(DATA, public.text, text) == COMMENT
    assert verify(DATA, text, public, "x") == COMMENT
    with pytest.raises(InvalidSignature):
        minisign_accepts(DATA + b" ", public.text, text)


def test_a_signature_over_the_bytes_themselves_is_read_too() -> None:
    seed, key_id = os.urandom(32), bytes(range(8))
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = PublicKey(key_id, private.public_key().public_bytes_raw())
    signature = private.sign(DATA)
    comment = "timestamp:1700000000\tfile:manifest.json"
    line = base64.b64encode(b"Ed" + key_id + signature).decode()
    whole = base64.b64encode(private.sign(signature + comment.encode())).decode()
    text = f"untrusted comment: x\r\n{line}\r\ntrusted comment: {comment}\r\n{whole}\r\n"
    assert verify(DATA, text, public, "x") == comment


def test_a_public_key_is_read_with_and_without_its_comment() -> None:
    key = PublicKey.from_text(DOCUMENTED_KEY)
    assert key.shown_id == "E7620F1842B4E81F"           # as minisign prints it
    assert PublicKey.from_text(key.text) == key
    assert PublicKey.from_text(key.text.replace("\n", "\r\n")) == key


@pytest.mark.parametrize(
    "text",
    [
        "",
        "untrusted comment: nothing\n",
        "RWQf6LRCGA9i",
        DOCUMENTED_KEY + "\n" + DOCUMENTED_KEY,
        DOCUMENTED_KEY.replace("RWQ", "RUQ"),
        "日本語の鍵",
        "\0" * 56,
    ],
)
def test_what_is_no_public_key(text: str) -> None:
    with pytest.raises(SignatureError):
        PublicKey.from_text(text)


def test_another_key_and_changed_data_are_told_apart() -> None:
    secret, public = new_key_pair()
    text = secret.sign(DATA, COMMENT)
    reasons = []
    impostor = PublicKey(public.key_id, new_key_pair()[1].key)      # the same number, another key
    for data, key in ((DATA, new_key_pair()[1]), (DATA + b" ", public), (DATA, impostor)):
        with pytest.raises(SignatureError) as caught:
            verify(data, text, key, "bundle")
        assert caught.value.name == "bundle"
        reasons.append(caught.value.reason)
    assert reasons == ["other key", "wrong", "wrong"]


def test_the_comment_is_signed() -> None:
    secret, public = new_key_pair()
    text = secret.sign(DATA, COMMENT)
    for changed in ("file:other.json", "\ud800"):
        with pytest.raises(SignatureError, match="wrong"):
            verify(DATA, text.replace(COMMENT, changed), public, "x")
    with pytest.raises(ValueError, match="one line"):
        secret.sign(DATA, "two\nlines")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("untrusted comment", "comment"),
        ("\ntrusted comment", "\ncomment"),
        ("\n", "\n\n"),
        ("\n", " "),
        ("=", ""),
        (COMMENT, "x" * MAX_TEXT),
        ("UR", "UQ"),                                   # "ED" becomes something else
    ],
)
def test_what_is_no_signature(old: str, new: str) -> None:
    secret, public = new_key_pair()
    text = secret.sign(DATA, COMMENT)
    if old == "UR":
        line = text.split("\n")[1]
        text = text.replace(line, new + line[2:])
    else:
        text = text.replace(old, new)
    with pytest.raises(SignatureError):
        verify(DATA, text, public, "x")


def test_a_secret_key_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    secret, public = new_key_pair()
    path = tmp_path / "hisho.key"
    secret.write(path)
    assert path.stat().st_mode & 0o777 == 0o600
    again = SecretKey.read(path)
    assert again == secret
    assert again.public_key == public
    assert minisign_accepts(DATA, public.text, again.sign(DATA, COMMENT)) == COMMENT


def test_the_secret_key_file_has_the_documented_fields(tmp_path: Path) -> None:
    secret, public = new_key_pair()
    path = tmp_path / "hisho.key"
    secret.write(path)
    comment, line, end = path.read_text(encoding="ascii").split("\n")
    assert comment.startswith("untrusted comment: ")
    assert end == ""
    found = base64.b64decode(line)
    assert len(found) == 158
    assert found[:6] == b"Ed\0\0B2"
    key_id, keys, checksum = found[54:62], found[62:126], found[126:]
    assert key_id == public.key_id
    assert keys[32:] == public.key
    assert checksum == hashlib.blake2b(b"Ed" + key_id + keys, digest_size=32).digest()


def test_a_secret_key_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "hisho.key"
    new_key_pair()[0].write(path)
    before = path.read_bytes()
    with pytest.raises(FolderNotWritableError):
        new_key_pair()[0].write(path)
    assert path.read_bytes() == before


def test_a_secret_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hisho.key"
    new_key_pair()[0].write(path)
    path.chmod(0o640)
    with pytest.raises(SignatureError) as caught:
        SecretKey.read(path)
    assert caught.value.reason == "secret key open to others"
    with pytest.raises(SignatureError) as caught:
        SecretKey.read(tmp_path / "none.key")
    assert caught.value.reason == "unreadable secret key"


@pytest.mark.parametrize(
    ("place", "value", "reason"),
    [
        (2, b"Sc", "password"),
        (0, b"XX", "secret key"),
        (70, b"changed!", "secret key"),
        (126, b"", "malformed"),
    ],
)
def test_what_is_no_secret_key(tmp_path: Path, place: int, value: bytes, reason: str) -> None:
    path = tmp_path / "hisho.key"
    new_key_pair()[0].write(path)
    comment, line, _ = path.read_text(encoding="ascii").split("\n")
    found = base64.b64decode(line)
    changed = found[:place] + value + found[place + len(value) :] if value else found[:place]
    path.write_text(f"{comment}\n{base64.b64encode(changed).decode()}\n", encoding="ascii")
    with pytest.raises(SignatureError) as caught:
        SecretKey.read(path)
    assert (caught.value.name, caught.value.reason) == (path.name, reason)


def test_no_key_is_shown() -> None:
    secret, _ = new_key_pair()
    assert "seed" not in repr(secret)
