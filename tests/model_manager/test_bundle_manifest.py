"""A stick from anywhere: what its manifest, its sums and its folders may not say, and who signed it."""

import copy
import hashlib
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_manager.bundle import import_bundle, read_bundle
from model_manager.bundle_export import FAT32_PART_SIZE, ExportOptions, export_model
from model_manager.bundle_manifest import MAX_MANIFEST, accept_manifest
from model_manager.errors import BundleError, BundlePartError, ManifestError, SignatureError
from model_manager.signing import new_key_pair
from tests.model_manager.bundling import (
    NAME,
    PART,
    SIZE,
    Change,
    Seen,
    below,
    exported,
    flip,
    model_of,
    part,
    rewrite,
    source,
)
from tests.model_manager.fake_hub import gguf_like

DATA = gguf_like(SIZE)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return exported(tmp_path)


def reason(bundle: Path) -> str:
    with pytest.raises(ManifestError) as caught:
        read_bundle(bundle, None)
    return caught.value.reason


def rename(name: Any) -> Change:
    """A change of the file's name, with parts that follow it."""

    def change(manifest: dict[str, Any]) -> None:
        file = manifest["files"][0]
        file["name"] = name
        for number, each in enumerate(file["parts"], 1):
            each["name"] = f"model/{name}.{number:04}"

    return change


@pytest.mark.parametrize(
    "name",
    [
        "../model.gguf", "a/../../model.gguf", "/etc/model.gguf", "C:/model.gguf", "C:model.gguf",
        "a\\..\\model.gguf", "model\0.gguf", "con.gguf", "aux/model.gguf", "LPT1.gguf", "a//model.gguf",
        ".model.gguf", "a\nb.gguf", "a:stream.gguf", "\u202emodel.gguf", "\ud800.gguf", "x" * 300 + ".gguf",
        "/".join("a" * 12) + ".gguf", "", " ", "a./model.gguf", "model.gguf ", "model.exe", "model.gguf.part",
        5, None, ["model.gguf"],
    ],
)  # fmt: skip
def test_names_that_no_file_of_ours_may_have(bundle: Path, tmp_path: Path, name: Any) -> None:
    rewrite(bundle, rename(name))
    assert reason(bundle)


@pytest.mark.parametrize("name", ["model/../x", "../x", "x", "manifest.json", "model/other.gguf.0001", "/x"])
def test_a_part_lies_where_its_file_says(bundle: Path, name: str) -> None:
    rewrite(bundle, lambda manifest: manifest["files"][0]["parts"][0].update(name=name))
    assert reason(bundle)


@pytest.mark.parametrize(
    "name", ["licences/../manifest.json", "model/x", "x", "licences", "licences/a/b", "licences/", 7]
)
def test_a_licence_lies_among_the_licences(bundle: Path, name: Any) -> None:
    rewrite(bundle, lambda manifest: manifest["licence_texts"][0].update(name=name))
    assert reason(bundle)


CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "newer version": lambda manifest: manifest.update(version=2),
    "version": lambda manifest: manifest.update(version=True),
    "no files": lambda manifest: manifest.update(files=[]),
    "fields": lambda manifest: manifest.update(command="rm"),
    "sizes": lambda manifest: manifest["files"][0].update(size=SIZE + 1),
    "size": lambda manifest: manifest["files"][0].update(size=-1),
    "too many parts": lambda manifest: manifest.update(files=manifest["files"] * 400),
    "names collide": lambda manifest: manifest.update(files=manifest["files"] * 2),
    "name '../x'": lambda manifest: manifest.update(repo_id="../x"),
    "name 'a/b'": lambda manifest: manifest.update(name="a/b"),
    "malformed": lambda manifest: manifest.update(publisher="one\ntwo"),
    "licence": lambda manifest: manifest["licence_texts"][0].update(size=1 << 30),
}


@pytest.mark.parametrize("expected", CHANGES)
def test_what_no_manifest_says(bundle: Path, expected: str) -> None:
    rewrite(bundle, CHANGES[expected])
    assert reason(bundle) == expected


@pytest.mark.parametrize(
    "change",
    [
        lambda manifest: manifest.pop("version"),
        lambda manifest: manifest.update(version=0),
        lambda manifest: manifest.pop("files"),
        lambda manifest: manifest.update(files={"0": {}}),
        lambda manifest: manifest["files"][0].pop("sha256"),
        lambda manifest: manifest["files"][0].update(sha256="A" * 64),
        lambda manifest: manifest["files"][0].update(size=float(SIZE)),
        lambda manifest: manifest["files"][0].update(size=1 << 60),
        lambda manifest: manifest["files"][0].update(parts=[]),
        lambda manifest: manifest["files"][0]["parts"].reverse(),
        lambda manifest: manifest.update(revision="x\ty"),
        lambda manifest: manifest.update(licences=["x" * 1000]),
        lambda manifest: manifest.update(licences="apache-2.0"),
        lambda manifest: manifest.update(name=""),
        lambda manifest: manifest.update(name="x/../../y"),
    ],
)
def test_what_is_malformed(bundle: Path, change: Change) -> None:
    rewrite(bundle, change)
    assert reason(bundle)


@pytest.mark.parametrize(
    "names",
    [
        ("a.gguf", "A.GGUF".replace("GGUF", "gguf")),
        ("dir/a.gguf", "DIR/a.gguf"),
        ("a.gguf", "a.gguf/b.gguf"),
        ("\u30ac.gguf", "\u30ab\u3099.gguf"),            # the same to see, written in two ways
    ],
)
def test_names_that_some_file_system_takes_for_one(bundle: Path, names: tuple[str, str]) -> None:
    def change(manifest: dict[str, Any]) -> None:
        first, second = manifest["files"][0], copy.deepcopy(manifest["files"][0])
        manifest["files"].append(second)
        for file, name in zip((first, second), names, strict=True):
            rename(name)({"files": [file]})

    rewrite(bundle, change)
    assert reason(bundle) == "names collide"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "malformed"),
        (b"[" * 100_000, "malformed"),
        (b"\xff\xfe", "malformed"),
        (b"9" * 10_000, "malformed"),
        (b"[1]", "version"),
        (b" " * (MAX_MANIFEST + 1), "too large"),
    ],
)
def test_what_is_no_manifest(bundle: Path, data: bytes, expected: str) -> None:
    (bundle / "manifest.json").write_bytes(data)
    assert reason(bundle) == expected
    with pytest.raises(BundleError):
        read_bundle(bundle, new_key_pair()[1].text)


def test_sums_that_say_something_else(bundle: Path) -> None:
    sums = bundle / "SHA256SUMS"
    text = sums.read_text(encoding="utf-8")
    for other in (text + "0" * 64 + "  more\n", text.replace("0003", "0002"), ""):
        sums.write_text(other, encoding="utf-8")
        assert reason(bundle) == "other sums in SHA256SUMS"
    sums.unlink()
    assert reason(bundle) == "SHA256SUMS missing"


def broken(path: Path, how: str) -> None:
    data = path.read_bytes()
    path.unlink()
    if how == "too short":
        path.write_bytes(data[:-1])
    elif how == "too long":
        path.write_bytes(data + b"!")
    elif how == "a link":
        elsewhere = path.parents[2] / "elsewhere"
        elsewhere.write_bytes(data)
        path.symlink_to(elsewhere)
    elif how == "no file":
        os.mkfifo(path)


@pytest.mark.parametrize("how", ["missing", "too short", "too long", "a link", "no file"])
def test_parts_are_looked_at_before_anything_is_imported(bundle: Path, tmp_path: Path, how: str) -> None:
    good = read_bundle(bundle, None)
    broken(part(bundle, 3), how)
    for use in (lambda: read_bundle(bundle, None), lambda: import_bundle(good, tmp_path / "target", Seen())):
        with pytest.raises(BundlePartError) as caught:
            use()
        assert (caught.value.name, caught.value.reason) == (f"model/{NAME}.0003", how)
    assert not (tmp_path / "target" / NAME).exists()


def test_a_folder_that_is_a_link(bundle: Path, tmp_path: Path) -> None:
    shutil.move(bundle / "model", tmp_path / "elsewhere")
    (bundle / "model").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(BundlePartError, match="no folder"):
        read_bundle(bundle, None)


@pytest.mark.parametrize("how", ["missing", "damaged", "a link", "too long"])
def test_a_licence_that_is_not_the_one_in_the_manifest(bundle: Path, how: str) -> None:
    licence = bundle / "licences" / "LICENSE.txt"
    if how == "damaged":
        flip(licence, 3)
    else:
        broken(licence, how)
    with pytest.raises(BundlePartError) as caught:
        read_bundle(bundle, None)
    assert caught.value.name == "licences/LICENSE.txt"
    assert caught.value.reason == ("damaged" if how == "too long" else how)


@pytest.mark.parametrize("name", ["manifest.json", "SHA256SUMS"])
def test_a_manifest_is_no_link(bundle: Path, name: str) -> None:
    broken(bundle / name, "a link")
    assert "a link" in reason(bundle)


def test_a_folder_without_a_bundle(tmp_path: Path) -> None:
    assert reason(tmp_path) == "missing"
    assert reason(tmp_path / "none") == "missing"


def test_what_no_bundle_may_say_is_not_exported(tmp_path: Path) -> None:
    good = model_of(source(tmp_path / "models", size=3000))
    bad = [
        replace(good, name="a/b"),
        replace(good, name="con"),
        replace(good, publisher="two\nlines"),
        replace(good, sources=()),
        replace(good, sources=good.sources * 2),
        replace(good, licence_texts={"../x": b"x"}),
        replace(good, licence_texts={"empty.txt": b""}),
    ]
    for model in bad:
        with pytest.raises(ManifestError):
            export_model(model, tmp_path, ExportOptions(), Seen())
    with pytest.raises(ManifestError, match="too many parts"):
        export_model(good, tmp_path, ExportOptions(1), Seen())
    with pytest.raises(ValueError, match="part_size"):
        export_model(good, tmp_path, ExportOptions(-1), Seen())
    assert below(tmp_path) == [f"models/{NAME}"]


def test_a_signed_bundle(tmp_path: Path) -> None:
    secret, public = new_key_pair()
    model = model_of(source(tmp_path / "models"))
    bundle = export_model(model, tmp_path, ExportOptions(PART, secret), Seen())
    found = read_bundle(bundle, public.text)
    assert (found.signed_by, found.signed_comment) == (public.shown_id, "file:manifest.json")
    import_bundle(found, tmp_path / "target", Seen())
    assert (tmp_path / "target" / NAME).read_bytes() == DATA

    def reason(key: str) -> str:
        with pytest.raises(SignatureError) as caught:
            read_bundle(bundle, key)
        return caught.value.reason

    assert reason(new_key_pair()[1].text) == "other key"
    assert reason("no key") == "malformed"
    rewrite(bundle, lambda manifest: manifest.update(publisher="somebody else"))
    assert reason(public.text) == "wrong"
    assert read_bundle(bundle, None).manifest.publisher == "somebody else"
    (bundle / "manifest.json").write_bytes(b"{")        # nobody's manifest is not even read
    assert reason(public.text) == "wrong"
    (bundle / "manifest.json.minisig").unlink()
    assert reason(public.text) == "missing"
    export_model(model, tmp_path, ExportOptions(PART, secret), Seen())
    export_model(model, tmp_path, ExportOptions(PART), Seen())
    assert reason(public.text) == "missing"             # an old signature does not stay beside a new manifest


def test_the_manifest_is_plain_json(tmp_path: Path) -> None:
    bundle = exported(tmp_path, 0)
    content = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    digest = hashlib.sha256(DATA).hexdigest()
    whole = {"name": f"model/{NAME}", "size": SIZE, "sha256": digest}
    assert content["version"] == 1
    assert content["files"] == [{"name": NAME, "size": SIZE, "sha256": digest, "parts": [whole]}]


def test_a_part_fits_on_fat() -> None:
    assert FAT32_PART_SIZE == 2**32 - 1


@pytest.fixture(scope="module")
def good_manifest(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return (exported(tmp_path_factory.mktemp("bundle")) / "manifest.json").read_bytes()


Draw = st.DataObject
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_changed_bytes_are_refused_as_a_bundle_or_harmless(good_manifest: bytes, data: Draw) -> None:
    start = data.draw(st.integers(0, len(good_manifest)))
    end = data.draw(st.integers(start, min(start + 20, len(good_manifest))))
    changed = good_manifest[:start] + data.draw(st.binary(max_size=20)) + good_manifest[end:]
    accept_or_refuse(changed)


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_changed_values_are_refused_as_a_bundle_or_harmless(good_manifest: bytes, data: Draw) -> None:
    content = json.loads(good_manifest)
    at: Any = content
    while True:
        keys = list(at) if isinstance(at, dict) else list(range(len(at)))
        key = data.draw(st.sampled_from(keys))
        inner = at[key]
        if not isinstance(inner, dict | list) or not inner or data.draw(st.booleans()):
            break
        at = inner
    at[key] = data.draw(VALUES)
    accept_or_refuse(json.dumps(content).encode())


def accept_or_refuse(data: bytes) -> None:
    """Whatever passes leads nowhere but into the folders of a model."""
    try:
        manifest = accept_manifest(data, "x")
    except BundleError:
        return
    for name in (*(each.name for each in manifest.files), *(each.name for each in manifest.stored)):
        assert Path("/models", name).resolve().is_relative_to("/models")
        assert "\\" not in name
        assert "\0" not in name
