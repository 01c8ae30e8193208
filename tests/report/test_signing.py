"""Signed reports: who changes a byte is found out, by us and by openssl."""

import base64
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.report.closing import OPENSSL, OPENSSL_JSON
from desktop.report.errors import ReportChangedError, ReportFormatError, ReportUnsignedError
from desktop.report.signing import Signer, fingerprint, pem, signed_html, signed_json, signer_of, verify
from desktop.vault.facts import Facts
from tests.vault.databases import new_database

PAGE = (
    '<!DOCTYPE html>\n<html><head><meta name="generator" content="hisho-protection-report">'
    '<meta name="hisho-made" content="2026-11-25T12:30:01+00:00"></head>報告書</html>\n'
).encode()
REPORT = {"made": "2026-11-25T12:30:01+00:00", "name": "秘密\udc80.gguf", "count": 3}


@pytest.fixture
def signer(tmp_path: Path) -> Iterator[Signer]:
    with new_database(tmp_path) as database:
        yield signer_of(Facts(database))


@pytest.fixture
def files(signer: Signer) -> dict[str, bytes]:
    return {"html": signed_html(PAGE, signer), "json": signed_json(REPORT, signer)}


@pytest.mark.parametrize("form", ["html", "json"])
def test_a_report_that_nobody_touched_is_verified(files: dict[str, bytes], signer: Signer, form: str) -> None:
    verified = verify(files[form])
    assert verified.fingerprint == signer.fingerprint
    assert verified.made == "2026-11-25T12:30:01+00:00"


@pytest.mark.parametrize("form", ["html", "json"])
def test_no_bit_can_be_changed(files: dict[str, bytes], form: str) -> None:
    whole = files[form]
    for place in range(0, len(whole) - 1, 3):
        changed = bytearray(whole)
        changed[place] ^= 1
        with pytest.raises((ReportChangedError, ReportFormatError, ReportUnsignedError)):
            verify(bytes(changed))


@pytest.mark.parametrize("form", ["html", "json"])
def test_another_key_is_another_fingerprint(files: dict[str, bytes], tmp_path: Path, form: str) -> None:
    (tmp_path / "other").mkdir()
    with new_database(tmp_path / "other") as database:
        forger = signer_of(Facts(database))
    forged = signed_html(PAGE, forger) if form == "html" else signed_json(REPORT, forger)
    assert verify(forged).fingerprint != verify(files[form]).fingerprint


def test_a_key_is_made_once(tmp_path: Path) -> None:
    with new_database(tmp_path) as database:
        facts = Facts(database)
        assert signer_of(facts).public_key == signer_of(facts).public_key


@pytest.mark.parametrize("file", [signed_html(PAGE, None), signed_json(REPORT, None)], ids=["html", "json"])
def test_without_a_signature_nothing_is_verified(file: bytes) -> None:
    with pytest.raises(ReportUnsignedError):
        verify(file)


@pytest.mark.parametrize("file", [b"", b"<html>", b'{"report":{}}', b'{"report":\n{}\n', b"\xff" * 9])
def test_what_is_no_report_is_none(file: bytes) -> None:
    with pytest.raises(ReportFormatError):
        verify(file)


def test_the_json_form_is_json(files: dict[str, bytes], signer: Signer) -> None:
    whole = json.loads(files["json"])
    assert whole["report"] == REPORT
    assert base64.b64decode(whole["public_key"]) == signer.public_key


def test_a_fingerprint_is_a_hash_in_groups() -> None:
    assert fingerprint(bytes(32)).startswith("6668 7aad f862 bd77")


@pytest.mark.parametrize("form", ["html", "json"])
@pytest.mark.parametrize("touched", [False, True])
def test_openssl_comes_to_the_same_verdict(
    files: dict[str, bytes], signer: Signer, tmp_path: Path, form: str, touched: bool
) -> None:
    """By the very commands that stand in the report."""
    commands = OPENSSL_JSON if form == "json" else OPENSSL
    whole = files[form]
    if touched:
        whole = whole.replace("報告書".encode(), "報告表".encode()).replace("秘密".encode(), "秘蜜".encode())
    (tmp_path / f"report.{form}").write_bytes(whole)
    (tmp_path / "key.pem").write_text(pem(signer.public_key))
    done = subprocess.run(
        ["/bin/sh", "-c", commands], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert ("Signature Verified Successfully" in done.stdout) is not touched, done.stderr
