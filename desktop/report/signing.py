"""Ed25519 signatures of reports. The key is made at first use and lies in the vault: a signature says that
whoever made the report had this vault open.

Both forms carry it in their last line, so that the rest of the file is exactly what was signed. It says
nothing of whose key it is: whoever verifies compares the fingerprint with the one that the app shows.
"""

import base64
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from desktop.report.errors import ReportChangedError, ReportFormatError, ReportUnsignedError
from desktop.vault.facts import Facts

_KEY = "report: signing key"
_DER_BEFORE_KEY = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: SubjectPublicKeyInfo of Ed25519
_HTML_LINE = re.compile(rb"<!-- hisho-signature ([A-Za-z0-9+/=]{44}) ([A-Za-z0-9+/=]{88}) -->\n?\Z")
_JSON = re.compile(rb'\{"report":\n([^\n]+)\n(,"public_key":"([^"]+)","signature":"([^"]+)")?\}\n?\Z')


@dataclass(frozen=True, slots=True)
class Signer:
    """Signs by a key that lies in a vault."""

    public_key: bytes
    sign: Callable[[bytes], bytes]

    @property
    def fingerprint(self) -> str:
        """By which people tell keys apart."""
        return fingerprint(self.public_key)


@dataclass(frozen=True, slots=True)
class VerifiedReport:
    """A report that is as it was signed, by the key with this fingerprint."""

    fingerprint: str
    made: str


def signer_of(facts: Facts) -> Signer:
    """The signer of this vault; its key is made if there is none."""
    kept = facts.get(_KEY)
    key = Ed25519PrivateKey.from_private_bytes(kept) if kept else Ed25519PrivateKey.generate()
    if kept is None:
        facts.put(_KEY, key.private_bytes_raw())
    return Signer(key.public_key().public_bytes_raw(), key.sign)


def fingerprint(public_key: bytes) -> str:
    """SHA-256 over the 32 bytes of the key, in groups of four digits."""
    digits = sha256(public_key).hexdigest()
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def pem(public_key: bytes) -> str:
    """The key as openssl reads it."""
    return f"-----BEGIN PUBLIC KEY-----\n{_text(_DER_BEFORE_KEY + public_key)}\n-----END PUBLIC KEY-----\n"


def signed_html(page: bytes, signer: Signer | None) -> bytes:
    """A page with its signature as the last line, if there is a signer; `page` ends with a line end."""
    if signer is None:
        return page
    line = f"<!-- hisho-signature {_text(signer.public_key)} {_text(signer.sign(page))} -->\n"
    return page + line.encode()


def signed_json(report: dict[str, Any], signer: Signer | None) -> bytes:
    """Three lines that are one JSON object: the second is the report, and what was signed."""
    text = json.dumps(report, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    body = text.encode(errors="backslashreplace")  # half a surrogate of a file name: \\udc80 is JSON, too
    end = ""
    if signer is not None:
        end = f',"public_key":"{_text(signer.public_key)}","signature":"{_text(signer.sign(body))}"'
    return b'{"report":\n' + body + f"\n{end}}}\n".encode()


def verify(untrusted_file: bytes) -> VerifiedReport:
    """Check a report in either form. Raises ReportFormatError, ReportUnsignedError, ReportChangedError."""
    if untrusted_file.startswith(b'{"report":'):
        return _verify_json(untrusted_file)
    if (
        untrusted_file.startswith(b"<!DOCTYPE html>\n")
        and b"hisho-protection-report" in untrusted_file[:2048]
    ):
        return _verify_html(untrusted_file)
    raise ReportFormatError


def _verify_json(untrusted: bytes) -> VerifiedReport:
    match = _JSON.match(untrusted)
    if match is None:
        raise ReportFormatError
    body, signature, untrusted_key, untrusted_signature = match.groups()
    if signature is None:
        raise ReportUnsignedError
    key = _check(body, untrusted_key, untrusted_signature)
    try:
        made = json.loads(body)["made"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ReportFormatError from error
    return VerifiedReport(fingerprint(key), made if isinstance(made, str) else "")


def _verify_html(untrusted: bytes) -> VerifiedReport:
    match = _HTML_LINE.search(untrusted)
    if match is None:
        raise ReportUnsignedError
    body = untrusted[: match.start()]
    key = _check(body, *match.groups())
    made = re.search(rb'<meta name="hisho-made" content="([0-9TZ:.+-]{1,40})">', body)
    return VerifiedReport(fingerprint(key), made[1].decode() if made else "")


def _check(body: bytes, untrusted_key: bytes, untrusted_signature: bytes) -> bytes:
    """The key by which the body is signed. Raises ReportChangedError, ReportFormatError."""
    try:
        key = base64.b64decode(untrusted_key, validate=True)
        signature = base64.b64decode(untrusted_signature, validate=True)
        Ed25519PublicKey.from_public_bytes(key).verify(signature, body)
    except InvalidSignature as error:
        raise ReportChangedError from error
    except ValueError as error:
        raise ReportFormatError from error
    return key


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
