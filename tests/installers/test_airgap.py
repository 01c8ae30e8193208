"""No file of the air-gap bundle may be one that speaks to a network; the full edition has the same ones."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from cryptography.hazmat.bindings import _rust
from sqlcipher3 import _sqlite3

from installers.allow_list import Fault, Offence, offences_of
from installers.package.airgap import HOLDS_TLS, OURS, speaks
from installers.package.release import Edition
from model_manager.edition import Edition as Installed
from tests.sources import ROOT

SPEAKING = (
    *(f"_internal/{each.replace('.', '/')}.pyc" for each in OURS),
    "_internal/ssl.pyc", "_internal/http/client.pyc", "_internal/urllib/request.pyc",
    "_internal/httpx2/__init__.pyc", "_internal/huggingface_hub/hf_api.pyc",
    "_internal/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", "_internal/libssl.so.3",
    "hisho-fetcher",
)  # fmt: skip
STAYS = ("_internal/socket.pyc", "_internal/model_manager/network_part.pyc", "_internal/urllib/parse.pyc")


def judged(folder: Path, edition: Edition) -> set[str]:
    """The files among these that may not be in the bundle of an edition."""
    for path in (*SPEAKING, *STAYS):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"")
    found: list[Offence] = offences_of(folder, edition)
    return {each.path for each in found} & {*SPEAKING, *STAYS}


@pytest.mark.parametrize("edition", Edition)
def test_what_speaks_to_a_network_is_an_offence_in_one_edition(tmp_path: Path, edition: Edition) -> None:
    assert judged(tmp_path, edition) == (set(SPEAKING) if edition is Edition.AIRGAP else set())


def found_to_speak(folder: Path, edition: Edition, files: Mapping[str, bytes]) -> list[str]:
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return [each.path for each in offences_of(folder, edition) if each.fault is Fault.NETWORK]


@pytest.mark.parametrize("code", [b"\0TLS_client_method\0", b"ssl/statem/statem_clnt.c", b"gnutls_handshake"])
@pytest.mark.parametrize("head", [b"\x7fELF", b"MZ\x90\0"])
def test_a_client_that_is_linked_into_a_file_is_found_whatever_it_is_called(
    tmp_path: Path, head: bytes, code: bytes
) -> None:
    files = {"_internal/sqlcipher3/_sqlite3.abi3.so": head + b"..." + code, "hisho": head + b"socket"}
    assert found_to_speak(tmp_path, Edition.AIRGAP, files) == ["_internal/sqlcipher3/_sqlite3.abi3.so"]
    assert found_to_speak(tmp_path, Edition.FULL, files) == []


def test_words_are_no_client(tmp_path: Path) -> None:
    files = {"_internal/cryptography/x.pyc": b"\xa7\r\r\n TLS_client_method", "_internal/empty.so": b""}
    assert found_to_speak(tmp_path, Edition.AIRGAP, files) == []


def test_one_file_alone_may_hold_it_and_security_names_that(tmp_path: Path) -> None:
    files = {path: b"\x7fELF TLS_client_method" for path in HOLDS_TLS}
    assert found_to_speak(tmp_path, Edition.AIRGAP, files) == []
    told = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    assert "`" + HOLDS_TLS[0].removeprefix("_internal/") + "`" in told


def test_python_and_cryptography_as_they_come_would_be_found() -> None:
    """The eyes see it where it really is."""
    assert speaks(Path(_rust.__file__))
    assert not speaks(Path(_sqlite3.__file__))


def test_packages_and_programs_call_the_editions_the_same() -> None:
    assert [each.value for each in Edition] == [each.value for each in Installed]
