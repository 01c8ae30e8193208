"""Signing: what is called with which key; that signatures are good is seen with a certificate made here."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from installers.source.commands import Done, SetupError, Workshop, run
from installers.windows import sign
from installers.windows.tiny_program import WAITING, TinyProgram
from tests.installers.runners import LOCKS, FakeRunner
from tests.installers.windows import certificates
from tests.installers.windows.certificates import verdict

KEY = {"HISHO_SIGN_CERTIFICATE": "chain.pem", "HISHO_SIGN_KEY": "key.pem"}


def command(environment: dict[str, str], platform: str = "linux") -> list[str]:
    """What would be called, without the file."""
    signer = sign.configured(environment, platform)
    assert signer is not None
    return list(signer.command)


def test_without_a_key_nothing_is_signed(tmp_path: Path) -> None:
    runner = FakeRunner({})
    assert not sign.sign([tmp_path / "a.exe"], Workshop(LOCKS, {"PATH": "/usr/bin"}, runner))
    assert runner.commands == []


def test_a_key_in_a_file() -> None:
    assert command(KEY) == [
        "osslsigncode", "sign", "-h", "sha256", "-n", "Hisho", "-certs", "chain.pem", "-key", "key.pem",
    ]  # fmt: skip


def test_a_key_on_a_token_with_its_pin_in_a_file_and_a_time_stamp() -> None:
    token = {
        **KEY,
        "HISHO_SIGN_KEY": "pkcs11:object=hisho",
        "HISHO_SIGN_PKCS11_MODULE": "token.so",
        "HISHO_SIGN_PASSWORD_FILE": "pin",
        "HISHO_SIGN_TIMESTAMP": "http://time.example",
    }
    assert command(token)[6:] == [
        "-pkcs11module", "token.so", "-certs", "chain.pem", "-key", "pkcs11:object=hisho", "-readpass", "pin",
        "-ts", "http://time.example",
    ]  # fmt: skip


def test_certificate_and_key_in_one_file() -> None:
    assert command({"HISHO_SIGN_PKCS12": "both.p12"})[6:] == ["-pkcs12", "both.p12"]


def test_on_windows_the_certificate_is_in_the_store() -> None:
    store = {"HISHO_SIGN_THUMBPRINT": "ab" * 20, "HISHO_SIGN_TIMESTAMP": "http://time.example"}
    assert command(store, "win32") == [
        "signtool", "sign", "/q", "/fd", "sha256", "/d", "Hisho", "/sha1", "ab" * 20, "/td", "sha256", "/tr",
        "http://time.example",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "platform", "missing"),
    [
        ({"HISHO_SIGN_KEY": "key.pem"}, "linux", "HISHO_SIGN_CERTIFICATE"),
        ({"HISHO_SIGN_CERTIFICATE": "chain.pem"}, "linux", "HISHO_SIGN_KEY"),
        ({"HISHO_SIGN_TIMESTAMP": "http://time.example"}, "linux", "HISHO_SIGN_PKCS12"),
        (KEY, "win32", "HISHO_SIGN_THUMBPRINT"),
    ],
)
def test_half_a_set_up_is_no_quiet_release_without_signature(
    environment: dict[str, str], platform: str, missing: str
) -> None:
    with pytest.raises(SetupError, match=missing):
        sign.configured(environment, platform)


def test_a_file_is_replaced_by_the_signed_one_and_a_left_one_is_no_hindrance(tmp_path: Path) -> None:
    file, left = tmp_path / "a.exe", tmp_path / "a.exe.signed"
    file.write_bytes(b"plain")
    left.write_bytes(b"left by a run that was cut off")

    def osslsigncode(command: Sequence[str]) -> None:
        target = Path(command[command.index("-out") + 1])
        assert not target.exists()
        target.write_bytes(Path(command[command.index("-in") + 1]).read_bytes() + b" and signed")

    assert sign.sign([file], Workshop(LOCKS, KEY, FakeRunner({}, osslsigncode)))
    assert file.read_bytes() == b"plain and signed"
    assert list(tmp_path.iterdir()) == [file]


def test_a_failure_names_the_file_and_leaves_it(tmp_path: Path) -> None:
    file = tmp_path / "a.exe"
    file.write_bytes(b"plain")
    shop = Workshop(LOCKS, KEY, FakeRunner({"sign": Done(1, "no such token")}))
    with pytest.raises(SetupError, match=r"a\.exe could not be signed:\nno such token"):
        sign.sign([file], shop)
    assert file.read_bytes() == b"plain"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return certificates.make(tmp_path_factory.mktemp("certificate"))


def test_signatures_are_good_and_one_changed_byte_is_seen(
    certificate: dict[str, str], tmp_path: Path
) -> None:
    program, library = tmp_path / "a.exe", tmp_path / "b.dll"
    program.write_bytes(WAITING.image())
    library.write_bytes(TinyProgram(()).image(is_library=True))
    shop = Workshop(LOCKS, {"PATH": "/usr/bin", **certificate}, run)
    assert verdict(program, certificate).code != 0
    for _ in range(2):                                  # what is signed can be signed anew
        assert sign.sign([program, library], shop)
    for file in (program, library):
        assert verdict(file, certificate).code == 0, verdict(file, certificate).output
    changed = bytearray(program.read_bytes())
    changed[0x210] ^= 1
    program.write_bytes(changed)
    assert verdict(program, certificate).code != 0


def test_the_script_signs_what_it_is_given_and_says_so(certificate: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "a.exe"
    shutil.copyfile(Path(sign.__file__), tmp_path / "not a program")
    file.write_bytes(WAITING.image())
    script = [sys.executable, sign.__file__]

    def call(target: Path, environment: dict[str, str]) -> Done:
        return run([*script, str(target)], {"PATH": "/usr/bin:/bin", **environment})

    assert call(file, {}) == Done(0, "unsigned: a.exe\n")
    assert call(file, certificate) == Done(0, "signed: a.exe\n")
    assert verdict(file, certificate).code == 0
    refused = call(tmp_path / "not a program", certificate)
    assert refused.code == 1
    assert "could not be signed" in refused.output
