"""The lists of a bundle's files: how a line is read, what they leave no room for, and what they ask for."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from installers import allow_list
from installers.allow_list import Fault, offences_of
from installers.package import airgap
from installers.package.named_files import Entry, entries, missing, unnamed
from installers.package.release import Edition
from tests.sources import ROOT, our_modules

EDITIONS = pytest.mark.parametrize("edition", list(Edition))
NEEDED = (
    "hisho-window", "_internal/resources/guide/guide.gguf", "_internal/resources/catalogue.toml",
    "_internal/resources/i18n/hisho_ja.ts", "_internal/resources/licences/licences.toml",
    "_internal/llama_cpp/lib/libggml-cpu-zen4.so", "_internal/llama_cpp/lib/libggml-cpu-x64.so",
    "_internal/llama_cpp/lib/libggml-vulkan.so", "_internal/llama_cpp/lib/build.json",
    "_internal/keyring/backends/SecretService.pyc", "_internal/PySide6/Qt/translations/qtbase_ja.qm",
    "_internal/PySide6/Qt/plugins/platforms/libqxcb.so",
    "_internal/cryptography/hazmat/bindings/_rust.abi3.so",
)  # fmt: skip
NEVER = (
    "notes.txt", "hisho-cuda", "_internal/main.py", "_internal/desktop/app.py", "_internal/antigravity.pyc",
    "_internal/numpy/__init__.pyc", "_internal/hf_xet/hf_xet.abi3.so", "_internal/pip/__init__.pyc",
    "_internal/PySide6/QtNetwork.abi3.so", "_internal/PySide6/Qt/lib/libQt6Network.so.6",
    "_internal/PySide6/Qt/translations/qtbase_de.qm", "_internal/libgtk-3.so.0", "_internal/libstdc++.so.6",
    "_internal/llama_cpp/llama.pyc", "_internal/llama_cpp/lib/libmtmd.so",
    "_internal/resources/guide/train.py",
    "_internal/jinja2-3.1.6.dist-info/RECORD", "_internal/llama_cpp_python-0.3.36.dist-info/direct_url.json",
    "_internal/test/support/__init__.pyc", "_internal/unittest/__init__.pyc", "_internal/base_library.zip",
    "_internal/resources/icons/hisho.ico", "_internal/xx/../ssl.pyc",
)  # fmt: skip
OF_A_NETWORK = (
    "hisho-fetcher", "_internal/ssl.pyc", "_internal/asyncio/__init__.pyc", "_internal/urllib/request.pyc",
    "_internal/python3.11/lib-dynload/_ssl.cpython-311-x86_64-linux-gnu.so", "_internal/libssl.so.3",
    "_internal/huggingface_hub/hf_api.pyc", "_internal/httpx2/_client.pyc", "_internal/http/client.pyc",
    "_internal/multiprocessing/connection.pyc",
)  # fmt: skip


def of_lines(edition: Edition) -> list[str]:
    """Files that meet every line of the lists, each of the names in braces once."""
    return [path for entry in entries(edition) for path in _written_out(entry.line)]


def _written_out(line: str) -> list[str]:
    if found := re.search(r"\{([^{}]*)\}", line):
        head, tail = line[: found.start()], line[found.end() :]
        return [path for name in found[1].split(",") for path in _written_out(f"{head}{name}{tail}")]
    return [line.replace("**", "a/b").replace("*", "1")]


def lay_out(folder: Path, paths: list[str]) -> Path:
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    return folder


@pytest.mark.parametrize(
    ("line", "met", "not_met"),
    [
        ("hisho", "hisho", "hisho-x"),
        ("a/*.pyc", "a/b.pyc", "a/b/c.pyc"),
        ("a/**.pyc", "a/b/c.pyc", "a/b/c.pyo"),
        ("a/**", "a/b/c", "a"),
        ("{a,b-c}.pyc", "b-c.pyc", "a,b-c.pyc"),
        ("lib{,-x11}.so.*", "lib.so.0", "lib-x12.so.0"),
        ("a.b", "a.b", "a+b"),
    ],
)
def test_how_a_line_is_read(line: str, met: str, not_met: str) -> None:
    entry = Entry.of(line)
    assert unnamed([met, not_met], [entry]) == [not_met]
    assert missing([not_met], [entry]) == [line]
    assert missing([met, not_met], [entry]) == []


def test_what_may_be_there_is_not_missed() -> None:
    entry = Entry.of("? a/**")
    assert (entry.line, missing([], [entry]), unnamed(["a/b"], [entry])) == ("a/**", [], [])


@EDITIONS
def test_what_the_lists_name_is_a_whole_bundle(tmp_path: Path, edition: Edition) -> None:
    assert offences_of(lay_out(tmp_path, of_lines(edition)), edition) == []


@EDITIONS
@pytest.mark.parametrize("path", NEVER)
def test_what_nobody_named_is_an_offence(edition: Edition, path: str) -> None:
    assert unnamed([path], entries(edition)) == [path]


@EDITIONS
@pytest.mark.parametrize("path", NEEDED)
def test_what_is_needed_is_missed(edition: Edition, path: str) -> None:
    here = [each for each in of_lines(edition) if each != path]
    assert missing(here, entries(edition)) == [path]


@pytest.mark.parametrize("path", OF_A_NETWORK)
def test_the_edition_without_a_network_has_nothing_of_one(path: str) -> None:
    assert unnamed([path], entries(Edition.AIRGAP)) == [path]
    assert unnamed([path], entries(Edition.FULL)) == []


@pytest.mark.parametrize("module", airgap.OURS)
def test_our_own_modules_of_a_network_are_offences_there(tmp_path: Path, module: str) -> None:
    path = f"_internal/{module.replace('.', '/')}.pyc"
    assert (ROOT / f"{module.replace('.', '/')}.py").is_file()
    lay_out(tmp_path, [*of_lines(Edition.AIRGAP), path])
    (found,) = offences_of(tmp_path, Edition.AIRGAP)
    assert (found.path, found.fault) == (path, Fault.NETWORK)


@EDITIONS
def test_all_modules_of_ours_are_named(edition: Edition) -> None:
    ours = [f"_internal/{path.relative_to(ROOT).with_suffix('.pyc')}" for _, path in our_modules()]
    assert unnamed(ours, entries(edition)) == ["_internal/main.pyc"]      # it is in the executables


def test_a_bundle_is_judged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lay_out(tmp_path, of_lines(Edition.FULL))
    assert allow_list.main(str(tmp_path), "full") == 0
    assert allow_list.main(str(tmp_path), "airgap") == 1
    assert "hisho-fetcher: " in capsys.readouterr().out
    (tmp_path / "_internal/llama_cpp/lib/build.json").unlink()
    (tmp_path / "_internal/plant").symlink_to("/etc")
    assert allow_list.main(str(tmp_path), "full") == 1
    told = capsys.readouterr().out
    assert f"_internal/plant: {Fault.UNNAMED}" in told
    assert f"_internal/llama_cpp/lib/build.json: {Fault.MISSING}" in told


def test_no_line_stands_twice() -> None:
    lines = sorted(entry.line for entry in entries(Edition.FULL))
    assert [first for first, second in pairwise(lines) if first == second] == []
