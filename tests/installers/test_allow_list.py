"""The list of what may lie in a bundle: each thing that must not is planted, and found; what the running
programs need is on it.
"""

import ast
import sys
from pathlib import Path

import pytest

from installers.allow_list import PACKAGES, QT_MODULES, Fault, files_below, main, offences
from tests.sources import ROOT, our_modules, parse

GOOD = (
    "hisho", "hisho-window", "_internal/libpython3.12.so.1.0", "_internal/base_library.zip",
    "_internal/PySide6/QtWidgets.abi3.so", "_internal/PySide6/Qt/lib/libQt6Widgets.so.6",
    "_internal/PySide6/Qt/plugins/platforms/libqxcb.so", "_internal/PySide6/plugins/platforms/qwindows.dll",
    "_internal/PySide6/Qt6Core.dll", "_internal/PySide6/QtCore.pyd", "_internal/numpy.libs/libgfortran.so.5",
    "_internal/huggingface_hub-2.4.0.dist-info/METADATA", "_internal/cryptography/hazmat/_rust.abi3.so",
    "_internal/resources/guide/guide.gguf",
)  # fmt: skip
BAD = {
    "_internal/PySide6/QtNetwork.abi3.so": Fault.QT_MODULE,
    "_internal/PySide6/Qt/lib/libQt6Network.so.6": Fault.QT_MODULE,
    "_internal/PySide6/Qt6Network.dll": Fault.QT_MODULE,
    "_internal/PySide6/QtNetwork.pyd": Fault.QT_MODULE,
    "_internal/PySide6/Qt/lib/libQt6Qml.so.6": Fault.QT_MODULE,
    "_internal/PySide6/Qt/lib/libQt6Quick.so.6": Fault.QT_MODULE,
    "_internal/PySide6/Qt/lib/libQt6WebSockets.so.6": Fault.QT_MODULE,
    "libQt6Network.so.6": Fault.QT_MODULE,
    "_internal/PySide6/Qt/plugins/qmltooling/libqmldbg_tcp.so": Fault.QT_PLUGIN,
    "_internal/PySide6/plugins/qmltooling/qmldbg_tcp.dll": Fault.QT_PLUGIN,
    "_internal/PySide6/Qt/plugins/platforms/libqvnc.so": Fault.QT_PLUGIN,
    "_internal/PySide6/Qt/plugins/generic/libqtuiotouchplugin.so": Fault.QT_PLUGIN,
    "_internal/PySide6/Qt/plugins/tls/libqopensslbackend.so": Fault.QT_PLUGIN,
    "_internal/PySide6/Qt/plugins/networkinformation/libqnetworkmanager.so": Fault.QT_PLUGIN,
    "_internal/PySide6/Qt/plugins/platforms/notes.txt": Fault.QT_PLUGIN,
    "_internal/hf_xet/hf_xet.abi3.so": Fault.PACKAGE,
    "_internal\\hf_xet\\hf_xet.pyd": Fault.PACKAGE,
    "lib/python3.12/site-packages/requests/api.py": Fault.PACKAGE,
    "_internal/numpy/_core/tests/test_umath.py": Fault.TESTS,
}


def test_what_ships_may_be_there() -> None:
    assert offences(GOOD) == []


@pytest.mark.parametrize("path", sorted(BAD))
def test_what_must_not_be_there_is_found(path: str) -> None:
    (found,) = offences([*GOOD, path])
    assert (found.path, found.fault) == (path, BAD[path])


def test_a_folder_is_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in GOOD:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert main(str(tmp_path)) == 0
    planted = tmp_path / "_internal/hf_xet/hf_xet.abi3.so"
    planted.parent.mkdir()
    planted.touch()
    assert main(str(tmp_path)) == 1
    assert "hf_xet" in capsys.readouterr().out


def test_qt_as_it_comes_would_not_pass() -> None:
    """The wheel brings the network, the debugger and VNC along; the list sees them where they really are."""
    wheel = next(path for path in map(Path, sys.path) if (path / "PySide6").is_dir())
    found = {each.path.rsplit("/", 1)[1] for each in offences(files_below(wheel)) if "PySide6" in each.path}
    assert {"QtNetwork.abi3.so", "libQt6Network.so.6", "libqmldbg_tcp.so", "libqvnc.so"} <= found


def test_the_locks_name_no_package_that_is_not_on_the_list() -> None:
    names = {
        line.split("==")[0].replace("-", "_").lower()
        for line in (ROOT / "installers" / "locks" / "run.txt").read_text().splitlines()
        if "==" in line and not line.startswith(" ")
    }
    known = {name.lower() for name in PACKAGES}
    renamed = {
        "pyside6_essentials": "pyside6", "markdown_it_py": "markdown_it", "pyyaml": "yaml",
        "jaraco_classes": "jaraco", "jaraco_context": "jaraco", "jaraco_functools": "jaraco",
        "backports_tarfile": "backports", "pywin32_ctypes": "win32ctypes",
    }  # fmt: skip
    needless = {"httpx2_jsfetch"}       # for Python in a browser
    assert {renamed.get(name, name) for name in names} - needless <= known
    assert "hf_xet" not in names


def test_every_module_of_qt_that_our_code_imports_is_on_the_list() -> None:
    imported = {
        node.module.removeprefix("PySide6.Qt")
        for _, path in our_modules()
        for node in ast.walk(parse(path))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("PySide6.Qt")
    }
    assert {"Core", "Gui", "Widgets"} <= imported <= QT_MODULES
