"""What the packager is asked for: executables, what ships beside the code, and what is taken out again."""

from pathlib import Path

import pytest

from desktop.executables import executable, is_part
from installers.package import airgap, bundle
from installers.package.named_files import entries, unnamed
from installers.package.release import Edition
from tests.sources import ROOT

EDITIONS = pytest.mark.parametrize("edition", list(Edition))


@EDITIONS
def test_each_executable_is_known_to_the_programs(edition: Edition, tmp_path: Path) -> None:
    """Who is started for a word, and who starts nobody, is decided by these very names."""
    names = [each.name for each in bundle.programs(edition, "linux")]
    for name in names:
        (tmp_path / name).touch()
    for name in names:
        word = name.removeprefix("hisho").removeprefix("-")
        assert executable(word, tmp_path / "hisho").name == name
        assert is_part(tmp_path / name) is (name != "hisho")
    assert ("hisho-fetcher" in names) is (edition is Edition.FULL)
    assert unnamed(names, entries(edition)) == []


def test_windows_has_one_more_for_the_console() -> None:
    windows = bundle.programs(Edition.FULL, "win32")
    assert [each.name for each in windows if each.has_console] == ["hisho-cli"]
    assert [each for each in windows if not each.has_console] == bundle.programs(Edition.FULL, "linux")


@EDITIONS
def test_what_ships_beside_the_code_is_on_the_list(edition: Edition) -> None:
    found = [f"_internal/{folder}/{Path(file).name}" for file, folder in bundle.resources(ROOT)]
    assert len(found) > 60
    assert unnamed(found, entries(edition)) == []
    for path in ("guide/guide.gguf", "catalogue.toml", "i18n/hisho_ja.ts", "icons/lock.svg"):
        assert f"_internal/resources/{path}" in found
    assert not [path for path in found if path.endswith((".py", "requirements.txt")) or "dialogues" in path]


def test_the_engine_is_taken_with_what_says_how_it_was_built() -> None:
    names = {Path(file).name for file, _ in bundle.libraries()}
    assert {folder for _, folder in bundle.libraries()} == {"llama_cpp/lib"}
    assert {"libllama.so", "libggml.so", "libggml-base.so", "build.json"} <= names
    assert all(name.startswith(("libllama.", "libggml", "libgomp.", "build.json")) for name in names)


def test_the_edition_without_a_network_leaves_it_out() -> None:
    left_out = {edition: set(bundle.excluded(edition)) for edition in Edition}
    assert left_out[Edition.AIRGAP] - left_out[Edition.FULL] >= set(airgap.OURS)
    assert {"ssl", "httpx2", "huggingface_hub"} <= left_out[Edition.AIRGAP]
    assert not {"ssl", "httpx2", "huggingface_hub", *airgap.OURS} & left_out[Edition.FULL]
    assert {"numpy", "hf_xet", "PySide6.QtNetwork"} <= left_out[Edition.FULL]
    hidden = {edition: set(bundle.hidden_imports(edition)) for edition in Edition}
    assert hidden[Edition.FULL] - hidden[Edition.AIRGAP] >= {"truststore", "huggingface_hub.hf_api"}
    assert not hidden[Edition.AIRGAP] & left_out[Edition.AIRGAP]


@pytest.mark.parametrize(
    "place",
    [
        "PySide6/Qt/lib/libQt6Gui.so.6", "PySide6/Qt/plugins/platforms/libqxcb.so", "desktop/app.pyc",
        "PySide6/Qt/translations/qtbase_ja.qm", "jinja2-3.1.6.dist-info/METADATA", "libxcb-cursor.so.0",
        "keyring-25.7.0.dist-info/entry_points.txt", "llama_cpp/lib/libggml-base.so", "libpython3.11.so.1.0",
        "asyncio/base_events.pyc", "nobody/named.me",           # what is judged at the end, and told
    ],
)  # fmt: skip
def test_what_stays(place: str) -> None:
    for seen in (place, place.replace("/", "\\")):
        assert bundle.kept([(seen, "/x", "BINARY")]) == [(seen, "/x", "BINARY")]


@pytest.mark.parametrize(
    "place",
    [
        "_pyi_rth_utils/qt.pyc", "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/QtNetwork.abi3.so", "libQt6Network.so.6",
        "PySide6/Qt/plugins/platforms/libqvnc.so", "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so", "PySide6/Qt/plugins/imageformats/libqpdf.so",
        "PySide6/Qt/translations/qtbase_de.qm", "PySide6/Qt/translations/qt_ja.qm", "PySide6/Qt/qml/x.qml",
        "jinja2-3.1.6.dist-info/RECORD", "llama_cpp_python-0.3.36.dist-info/direct_url.json",
        "jinja2-3.1.6.dist-info/entry_points.txt", "keyring-25.7.0.dist-info/RECORD",
        "libstdc++.so.6", "libGL.so.1", "libglib-2.0.so.0", "libfontconfig.so.1", "libdbus-1.so.3",
    ],
)  # fmt: skip
def test_what_is_taken_out(place: str) -> None:
    assert bundle.kept([(place, "/x", "BINARY")]) == []


def test_nothing_runs_before_ours() -> None:
    """PyInstaller's hook for Qt loads it, and the engine has to be without."""
    ours, hook = ("main", "/x/main.py", "PYSOURCE"), ("pyi_rth_pyside6", "/x/y.py", "PYSOURCE")
    assert bundle.without_hooks([hook, ours]) == [ours]


def test_the_order_is_not_the_machines() -> None:
    files = [("b.pyc", "/b", "DATA"), ("a.pyc", "/a", "DATA")]
    assert bundle.kept(files) == bundle.kept(reversed(files)) == sorted(files)


def test_the_icon_of_the_executables_is_there_where_they_have_one() -> None:
    assert bundle.icon(ROOT, "linux") is None
    assert Path(bundle.icon(ROOT, "win32") or "").is_file()


def test_an_edition_has_a_name() -> None:
    assert [bundle.edition(name) for name in ("full", "airgap")] == list(Edition)
    with pytest.raises(ValueError, match="lite"):
        bundle.edition("lite")
