"""The register of parts: every locked package is in it, with texts that exist and the right licence."""

import re
from importlib import metadata
from pathlib import Path

import pytest

from desktop.licences.component import Kind
from desktop.licences.errors import LicencesUnreadableError
from desktop.licences.installed import distributions, texts_of
from desktop.licences.register import Entry, normal, read_register
from tests.sources import ROOT

FOLDER = ROOT / "resources" / "licences"
ENTRIES = read_register(FOLDER)
# Locked for a Python that runs in a browser: it is never installed on a system that Hisho knows.
ELSEWHERE = {"httpx2-jsfetch"}
# What the makers say is longer than an expression, or says nothing.
TOLD_OTHERWISE = {"pyside6-essentials", "shiboken6", "diskcache"}
TEXTS_OF_OURS = {"pyside6-essentials", "shiboken6"}


def locked(name: str) -> set[str]:
    """The packages of a lock file."""
    text = (ROOT / "installers" / "locks" / name).read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z0-9.-]+)==", text, re.MULTILINE))


def packages() -> dict[str, Entry]:
    return {normal(each.distribution): each for each in ENTRIES if each.is_package}


def test_every_locked_package_has_an_entry_and_no_other_has() -> None:
    assert set(packages()) == (locked("run.txt") | locked("engine.txt")) - ELSEWHERE


def test_every_text_of_ours_is_there_and_says_something() -> None:
    texts = {text for each in ENTRIES for text in each.texts}
    assert all(len(text.read_text(encoding="utf-8")) > 200 for text in texts)
    unused = {path.resolve() for path in (FOLDER / "texts").iterdir()} - texts
    assert not unused


def test_every_installed_package_brings_its_text_or_has_one_of_ours() -> None:
    have = distributions()
    assert {"jinja2", "keyring", "sqlcipher3", "llama-cpp-python"} <= set(have)
    without = {name for name in packages() if name in have and not list(texts_of(have[name]))}
    assert without == TEXTS_OF_OURS
    assert all(packages()[name].texts for name in without)


def test_the_licence_is_the_one_that_its_makers_name() -> None:
    have = distributions()
    for name, entry in packages().items():
        if name in have and name not in TOLD_OTHERWISE:
            told = declared(have[name])
            assert told in ("", entry.licence), name


def declared(distribution: metadata.Distribution) -> str:
    """What the metadata say, where they say it in one line."""
    for field in ("License-Expression", "License"):
        # Not by [field]: importlib_metadata, which keyring brings and which then finds all, raises KeyError.
        if (told := distribution.metadata.get_all(field)) and "\n" not in told[0]:
            return str(told[0])
    return ""


def test_what_is_under_the_lgpl_can_be_replaced_and_says_where_its_source_is() -> None:
    lesser = [each for each in ENTRIES if "LGPL" in each.licence]
    assert {each.name for each in lesser} == {"Qt", "PySide6_Essentials", "shiboken6"}
    for each in lesser:
        assert each.replaceable
        assert "{version}" in each.source
        assert {"LGPL-3.0.txt", "GPL-3.0.txt"} <= {text.name for text in each.texts}
    assert not [each.name for each in ENTRIES if each.replaceable and each not in lesser]


@pytest.mark.parametrize("library", ["libffi.so.8", "libcrypto.so.3", "libssl.so.3", "libbz2.so.1.0",
    "liblzma.so.5", "libuuid.so.1", "libsqlite3.so.0", "libxkbcommon.so.0", "libxkbcommon-x11.so.0",
    "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0", "libxcb-keysyms.so.1",
    "libxcb-render-util.so.0", "libxcb-util.so.1", "libxcb-xkb.so.1", "libpython3.11.so.1.0",
    "llama_cpp/lib/libllama.so", "llama_cpp/lib/libggml-cpu-zen4.so", "llama_cpp/lib/libgomp.so.1",
    "PySide6/Qt/lib/libQt6Core.so.6", "PySide6/Qt/lib/libicudata.so.73",
    "PySide6/Qt/plugins/platforms/libqxcb.so"])  # fmt: skip
def test_every_library_that_is_bundled_belongs_to_an_entry(library: str, tmp_path: Path) -> None:
    path = tmp_path / library
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    claiming = [each for each in ENTRIES for pattern in each.files if path in tmp_path.glob(pattern)]
    assert len(claiming) == 1
    assert claiming[0].debian or claiming[0].texts


def test_names_are_told_once() -> None:
    names = [each.name for each in ENTRIES]
    assert len(set(names)) == len(names)
    assert [each.name for each in ENTRIES if each.kind is Kind.PRODUCT] == ["Hisho"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[[component]]\nname = 'x'\n",
        "[[component]]\nname = 'x'\nlicence = 'MIT'\nflavour = 'mint'\n",
        "[[component]]\nname = 'x'\nlicence = 'MIT'\nkind = 'toy'\n",
        "[[component]]\nname = 'x'\nlicence = 'MIT'\nversion = '('\n",
        "[[component]\n",
    ],
)
def test_a_damaged_register_is_an_error_with_its_place(text: str, tmp_path: Path) -> None:
    (tmp_path / "components.toml").write_text(text, encoding="utf-8")
    with pytest.raises(LicencesUnreadableError) as caught:
        read_register(tmp_path)
    assert caught.value.path == str(tmp_path / "components.toml")


def test_a_register_that_is_missing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LicencesUnreadableError):
        read_register(tmp_path)
