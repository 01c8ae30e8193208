"""The bill of materials: valid CycloneDX, what is in the bundle and nothing else, the same each time."""

import hashlib
import json
import platform
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from installers.package import sbom
from installers.package.release import Edition, Release
from installers.source.commands import Done
from tests.installers.bundles import COMMIT, FROZEN, frozen, packages, project, workshop
from tests.sources import ROOT

RELEASE = Release(Edition.FULL, "0.1.0", 1_764_000_000)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The bill of the small bundle."""
    folder = tmp_path_factory.mktemp("sbom")
    return write(folder, RELEASE)


def write(folder: Path, release: Release, answers: dict[str, Done] | None = None) -> str:
    root, tree = project(folder / "root"), frozen(folder / "tree")
    shop = workshop(packages(folder / "site"), answers=answers)
    return sbom.write(root, tree, release, shop).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def bill(written: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(written)
    return read


@pytest.fixture(scope="module")
def refused() -> Callable[[str], object]:
    """What the schema of CycloneDX says against a text; None where it is one. Not imported above, since the
    validator builds grammars for seconds, which every run of any test would wait for.
    """
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    return JsonStrictValidator(SchemaVersion.V1_6).validate_str


def component(bill: dict[str, Any], name: str) -> dict[str, Any]:
    (found,) = (each for each in bill["components"] if each["name"] == name)
    assert isinstance(found, dict)
    return found


def test_it_is_what_the_schema_of_cyclonedx_wants(
    written: str, refused: Callable[[str], object]
) -> None:
    assert refused(written) is None


def test_the_validator_sees_a_bill_that_is_none(written: str, refused: Callable[[str], object]) -> None:
    broken = written.replace('"type": "file"', '"type": "toy"')
    assert refused(broken) is not None


def test_packages_of_python_are_those_of_the_bundle_alone(bill: dict[str, Any]) -> None:
    addresses = {each["purl"] for each in bill["components"]}
    assert {each for each in addresses if each.startswith("pkg:pypi/")} == {
        "pkg:pypi/jinja2@3.1.6",
        "pkg:pypi/sqlcipher3@0.6.4",
    }
    jinja = component(bill, "Jinja2")
    assert jinja["licenses"] == [{"acknowledgement": "concluded", "expression": "BSD-3-Clause"}]
    assert [each["url"] for each in jinja["externalReferences"]] == ["https://example.invalid/jinja"]


def test_native_parts_have_versions_addresses_and_the_sums_of_their_files(bill: dict[str, Any]) -> None:
    openssl = component(bill, "OpenSSL (in SQLCipher)")
    assert (openssl["purl"], openssl["cpe"]) == (
        "pkg:generic/openssl@3.6.0",
        "cpe:2.3:a:openssl:openssl:3.6.0:*:*:*:*:*:*:*",
    )
    (file,) = openssl["components"]
    data = FROZEN["_internal/sqlcipher3/_sqlite3.abi3.so"]
    assert file["hashes"] == [{"alg": "SHA-256", "content": hashlib.sha256(data).hexdigest()}]
    system = platform.freedesktop_os_release()["ID"]
    assert component(bill, "libffi")["purl"].startswith(
        f"pkg:deb/{system}/libffi8@3.4.4-1?arch=amd64&distro={system}"
    )
    guide = component(bill, "Hisho's guide model")
    assert guide["type"] == "machine-learning-model"
    assert guide["components"][0]["hashes"][0]["content"] == hashlib.sha256(b"GGUF").hexdigest()


def test_what_a_package_carries_by_its_own_bill_is_told_once(bill: dict[str, Any]) -> None:
    inside = component(bill, "sqlcipher3")["components"]
    crates = [each for each in inside if each["type"] == "library"]
    assert [(each["name"], each["purl"]) for each in crates] == [("asn1", "pkg:cargo/asn1@0.24.1")]


def test_who_needs_whom_is_restricted_to_the_bundle(bill: dict[str, Any]) -> None:
    needs = {each["ref"]: each["dependsOn"] for each in bill["dependencies"]}
    assert needs["pkg:pypi/jinja2@3.1.6"] == ["pkg:pypi/sqlcipher3@0.6.4"]
    assert set(needs["hisho"]) == {each["bom-ref"] for each in bill["components"]}


def test_no_way_of_the_builders_disk_is_in_it(written: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    for trace in ("file:", "/home/", "__w", str(tmp_path_factory.getbasetemp())):
        assert trace not in written


def test_it_says_which_release_it_is_of(bill: dict[str, Any]) -> None:
    assert bill["metadata"]["timestamp"] == "2025-11-24T16:00:00Z"
    said = {each["name"]: each["value"] for each in bill["metadata"]["properties"]}
    assert said == {"hisho:edition": "full", "hisho:commit": COMMIT, "hisho:uncommitted-changes": "false"}


def test_the_same_release_gives_the_same_bytes_and_another_one_another_number(
    written: str, tmp_path: Path
) -> None:
    assert write(tmp_path / "again", RELEASE) == written
    other = json.loads(write(tmp_path / "airgap", Release(Edition.AIRGAP, "0.1.0", RELEASE.moment)))
    assert other["serialNumber"] != json.loads(written)["serialNumber"]
    assert other["metadata"]["component"]["name"] == "hisho-airgap"


def test_changes_that_are_not_committed_are_owned_up_to(tmp_path: Path) -> None:
    changed = json.loads(write(tmp_path / "x", RELEASE, {"status": Done(0, " M desktop/app.py\n")}))
    assert {"name": "hisho:uncommitted-changes", "value": "true"} in changed["metadata"]["properties"]


def compared(bill: Path, tree: Path) -> tuple[int, str]:
    """What a person sees who types the command of SECURITY.md, with this bill and this installation."""
    page = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    told = re.search(r"^    (jq .+\|\n +\(cd /usr/lib/hisho .+\))$", page, re.MULTILINE)
    assert told is not None
    command = told.group(1).replace("hisho-VERSION.cdx.json", f"'{bill}'")
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("/usr/lib/hisho", f"'{tree}'")],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_an_installation_is_compared_with_the_bill_as_people_are_told(tmp_path: Path) -> None:
    write(tmp_path, RELEASE)
    bill, tree = tmp_path / "root/build/package/out/hisho-0.1.0.cdx.json", tmp_path / "tree"
    assert compared(bill, tree) == (0, "")
    library = tree / "_internal/libffi.so.8"
    library.write_bytes(library.read_bytes() + b"!")
    code, words = compared(bill, tree)
    assert code == 1
    assert "_internal/libffi.so.8: FAILED" in words
