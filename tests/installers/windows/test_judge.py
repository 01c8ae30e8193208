"""A bundle for Windows is judged by what it holds, though no list names its files."""

from pathlib import Path

import pytest

from installers.allow_list import Fault
from installers.package.release import Edition
from installers.windows import judge
from tests.sources import ROOT

GOOD = (
    "hisho.exe", "hisho-cli.exe", "python312.dll", "_internal/PySide6/Qt6Core.dll",
    "_internal/desktop/app.pyc", "_internal/_socket.pyd", "_internal/cryptography/hazmat/bindings/_rust.pyd",
)  # fmt: skip
NETWORK = {
    "hisho-fetcher.exe": b"MZ", "_internal/_ssl.pyd": b"MZ", "_internal/http/client.pyc": b"code",
    "_internal/model_manager/hub/__init__.pyc": b"code", "_internal/httpx2/__init__.pyc": b"code",
    "_internal/libssl-3.dll": b"MZ TLS_client_method",
}  # fmt: skip
TLS = b"MZ TLS_client_method"


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    for name in GOOD:
        put(tmp_path / name, TLS if "_rust" in name else b"MZ")
    return tmp_path


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@pytest.mark.parametrize("edition", Edition)
def test_what_ships_passes_though_the_lists_do_not_know_it(bundle: Path, edition: Edition) -> None:
    assert judge.main(str(bundle), edition.value) == 0


@pytest.mark.parametrize("name", NETWORK)
def test_what_speaks_to_a_network_is_found_in_the_edition_without_one(bundle: Path, name: str) -> None:
    put(bundle / name, NETWORK[name])
    assert judge.offences(bundle, Edition.FULL) == []
    (found,) = judge.offences(bundle, Edition.AIRGAP)
    assert (found.path, found.fault) == (name, Fault.NETWORK)


def test_a_module_of_qt_that_opens_sockets_is_found_and_named(
    bundle: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(bundle / "_internal/PySide6/Qt6Network.dll", b"MZ")
    assert judge.main(str(bundle), "full") == 1
    assert "Qt6Network.dll" in capsys.readouterr().out


def test_the_script_that_freezes_judges_the_edition_that_it_has_frozen() -> None:
    text = (ROOT / "installers/windows/build.ps1").read_text(encoding="utf-8")
    judged = r'& $python -m installers.windows.judge "build\package\$Edition\hisho" $Edition'
    assert text.splitlines()[-1] == judged
