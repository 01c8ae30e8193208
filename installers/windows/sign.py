"""Signs programs, libraries and installers for Windows (Authenticode), if the environment names a key.

`python installers/windows/sign.py FILE…` signs these files; makensis calls it for the uninstaller. On Linux
osslsigncode signs (tried with a certificate of our own making), on Windows signtool (never run). What the
environment may say:

    HISHO_SIGN_CERTIFICATE      a file: the certificate and those between it and the root
    HISHO_SIGN_KEY              a file, or on a token: pkcs11:…
    HISHO_SIGN_PKCS11_MODULE    the library of the token
    HISHO_SIGN_PKCS12           a file with certificate and key, in place of the two
    HISHO_SIGN_PASSWORD_FILE    a file that holds the password of the key or the PIN of the token
    HISHO_SIGN_THUMBPRINT       for signtool: a certificate in the store of Windows
    HISHO_SIGN_TIMESTAMP        the address of a server of time stamps (RFC 3161); nothing: none is asked

A password stands in a file because every user of the machine sees the arguments of a program.
"""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from installers.source.commands import SetupError, Workshop, run  # noqa: E402

_TITLE = "Hisho"
_BESIDE = ".signed"


@dataclass(frozen=True, slots=True)
class Signer:
    """A program that signs, with all its arguments but the file."""

    command: tuple[str, ...]
    writes_beside: bool

    def sign(self, file: Path, workshop: Workshop) -> None:
        """Sign it in its place; a signature that was there goes. Raises SetupError, OSError."""
        failing = f"{file.name} could not be signed"
        if not self.writes_beside:
            workshop.must([*self.command, str(file)], failing)
            return
        signed = file.with_name(file.name + _BESIDE)
        signed.unlink(missing_ok=True)      # osslsigncode writes over nothing
        workshop.must([*self.command, "-in", str(file), "-out", str(signed)], failing)
        signed.replace(file)


def configured(environment: Mapping[str, str], platform: str = sys.platform) -> Signer | None:
    """What signs here; None where the environment names no key. Raises SetupError if it says half of it."""
    said = {name: environment.get(f"HISHO_SIGN_{name}", "") for name in _NAMES}
    keys = {"THUMBPRINT"} if platform == "win32" else {"PKCS12", "KEY"}
    if not any(said.values()):
        return None
    if not any(said[name] for name in keys):
        wanted = " or ".join(f"HISHO_SIGN_{name}" for name in sorted(keys))
        raise SetupError(f"Signing is set up by half: {wanted} is missing")
    return _signtool(said) if platform == "win32" else _osslsigncode(said)


_NAMES = ("CERTIFICATE", "KEY", "PKCS11_MODULE", "PKCS12", "PASSWORD_FILE", "THUMBPRINT", "TIMESTAMP")


def _osslsigncode(said: Mapping[str, str]) -> Signer:
    command = ["osslsigncode", "sign", "-h", "sha256", "-n", _TITLE]
    if said["PKCS12"]:
        command += ["-pkcs12", said["PKCS12"]]
    elif not said["CERTIFICATE"]:
        raise SetupError("Signing is set up by half: HISHO_SIGN_CERTIFICATE is missing")
    else:
        if said["PKCS11_MODULE"]:
            command += ["-pkcs11module", said["PKCS11_MODULE"]]
        command += ["-certs", said["CERTIFICATE"], "-key", said["KEY"]]
    if said["PASSWORD_FILE"]:
        command += ["-readpass", said["PASSWORD_FILE"]]
    if said["TIMESTAMP"]:
        command += ["-ts", said["TIMESTAMP"]]
    return Signer(tuple(command), writes_beside=True)


def _signtool(said: Mapping[str, str]) -> Signer:
    command = ["signtool", "sign", "/q", "/fd", "sha256", "/d", _TITLE, "/sha1", said["THUMBPRINT"]]
    if said["TIMESTAMP"]:
        command += ["/td", "sha256", "/tr", said["TIMESTAMP"]]
    return Signer(tuple(command), writes_beside=False)


def sign(files: Iterable[Path], workshop: Workshop) -> bool:
    """Sign all of them, if a key is there; whether one is. Raises SetupError, OSError."""
    signer = configured(workshop.environment)
    if signer is None:
        return False
    for file in files:
        signer.sign(file, workshop)
    return True


def main() -> int:
    """The files are the arguments; returns the exit code."""
    files = [Path(each) for each in sys.argv[1:]]
    try:
        done = sign(files, Workshop(ROOT / "installers" / "locks", dict(os.environ), run))
    except (SetupError, OSError) as error:
        print(f"hisho: {error}", file=sys.stderr)
        return 1
    print(f"{'signed' if done else 'unsigned'}: {', '.join(file.name for file in files)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
