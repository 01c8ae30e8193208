"""The provenance: what was made, from which commit and locks, by which tools, and nobody's names."""

import getpass
import json
import platform
from pathlib import Path
from typing import Any

import pytest

from installers.package import provenance
from installers.package.release import Edition, Release
from installers.source.commands import Done, SetupError
from installers.source.engine_source import digest
from tests.installers.bundles import COMMIT, project, workshop
from tests.sources import ROOT

RELEASE = Release(Edition.FULL, "0.1.0", 1_764_000_000)
MADE = ("Hisho-0.1.0-x86_64.AppImage", "hisho-0.1.0.cdx.json", "hisho_0.1.0_amd64.deb")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = project(tmp_path / "root")
    for name in (*MADE, "hisho-airgap_0.1.0_amd64.deb", "hisho_0.0.9_amd64.deb", "SHA256SUMS"):
        (root / "build/package/out" / name).write_text(name, encoding="utf-8")
    return root


def statement(root: Path, **answers: Done) -> dict[str, Any]:
    out = root / "build/package/out"
    path = provenance.write(root, out, RELEASE, workshop(root, answers=answers))
    assert path.name == "hisho-0.1.0.provenance.json"
    read: dict[str, Any] = json.loads(path.read_bytes())
    return read


def test_it_is_a_statement_of_in_toto_with_a_provenance_of_slsa(root: Path) -> None:
    said = statement(root)
    assert said["_type"] == "https://in-toto.io/Statement/v1"
    assert said["predicateType"] == "https://slsa.dev/provenance/v1"
    assert set(said["predicate"]) == {"buildDefinition", "runDetails"}
    assert said["predicate"]["runDetails"]["builder"]["id"].startswith("urn:")


def test_its_subjects_are_the_files_of_this_release_by_their_sums(root: Path) -> None:
    subjects = statement(root)["subject"]
    assert [each["name"] for each in subjects] == list(MADE)
    for each in subjects:
        assert each["digest"]["sha256"] == digest(root / "build/package/out" / each["name"])


def test_it_names_the_commit_the_locks_and_what_makes_it_reproducible(root: Path) -> None:
    definition = statement(root)["predicate"]["buildDefinition"]
    assert definition["externalParameters"] == {
        "edition": "full", "version": "0.1.0", "commit": COMMIT, "uncommittedChanges": False,
    }  # fmt: skip
    assert definition["internalParameters"] == {"SOURCE_DATE_EPOCH": "1764000000", "PYTHONHASHSEED": "0"}
    materials = {each["name"]: each["digest"] for each in definition["resolvedDependencies"]}
    assert materials["source"] == {"gitCommit": COMMIT}
    for lock in ("run.txt", "package.txt", "engine.txt", "engine-build.txt"):
        name = f"installers/locks/{lock}"
        assert materials[name] == {"sha256": digest(ROOT / name)}


def test_tools_are_told_by_their_versions_and_those_that_are_missing_are_left_out(root: Path) -> None:
    versions = statement(root, rpmbuild=Done(127, ""))["predicate"]["runDetails"]["builder"]["version"]
    assert versions["dpkg-deb"] == versions["pyinstaller"] == "1.2.3-4"
    assert "rpmbuild" not in versions
    assert versions["machine"] == platform.machine()


def test_no_path_and_no_name_of_a_person_or_a_machine_is_in_it(root: Path) -> None:
    text = json.dumps(statement(root))
    for trace in (str(root), str(ROOT), platform.node(), f"/{getpass.getuser()}/", "/home/", ".venv"):
        assert trace not in text, trace


def test_made_again_it_is_the_same(root: Path) -> None:
    assert statement(root) == statement(root)


def test_nothing_made_has_no_origin(tmp_path: Path) -> None:
    empty = project(tmp_path / "empty")
    with pytest.raises(SetupError, match=r"hisho 0\.1\.0"):
        statement(empty)


def test_where_there_is_no_clone_there_is_no_provenance(root: Path) -> None:
    with pytest.raises(SetupError, match="no clone"):
        statement(root, git=Done(128, "fatal: not a git repository"))
