"""A certificate of our own making, for signing code, and what osslsigncode says of a signature with it."""

import subprocess
from pathlib import Path

from installers.source.commands import Done, run


def make(folder: Path) -> dict[str, str]:
    """Certificate, key, and its password, as the environment names them."""
    (folder / "password").write_text("秘密 of the test", encoding="utf-8")
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-sha256", "-days", "2"]
    request += ["-subj", "/CN=Hisho test", "-passout", f"file:{folder / 'password'}"]
    request += ["-keyout", str(folder / "key.pem")]
    request += ["-addext", "extendedKeyUsage=codeSigning", "-out", str(folder / "certificate.pem")]
    subprocess.run(request, check=True, capture_output=True)
    return {
        "HISHO_SIGN_CERTIFICATE": str(folder / "certificate.pem"),
        "HISHO_SIGN_KEY": str(folder / "key.pem"),
        "HISHO_SIGN_PASSWORD_FILE": str(folder / "password"),
    }


def verdict(file: Path, certificate: dict[str, str]) -> Done:
    """How it ends, and what it says."""
    authority = certificate["HISHO_SIGN_CERTIFICATE"]
    return run(["osslsigncode", "verify", "-CAfile", authority, "-in", str(file)])
