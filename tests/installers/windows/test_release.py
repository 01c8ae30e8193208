"""The workflow that makes a release cannot run here; what can be read off it is held here."""

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]  # its types are a package that nothing else needs

from installers.package import checksums
from installers.package.release import Edition, Release
from installers.source.commands import Done, Workshop, run
from installers.windows.windows_lock import PYTHON
from tests.installers.runners import LOCKS, FakeRunner
from tests.sources import ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
TEXT = WORKFLOW.read_text(encoding="utf-8")
RELEASE: dict[str, Any] = yaml.safe_load(TEXT)
JOBS: dict[str, dict[str, Any]] = RELEASE["jobs"]
README = (ROOT / "installers" / "README.md").read_text(encoding="utf-8")
SCRIPTS = sorted((ROOT / "installers" / "windows").glob("*.ps1"))


def steps(job: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = JOBS[job]["steps"]
    return found


EVERY = [(job, step) for job in JOBS for step in steps(job)]


def test_every_action_is_pinned_by_a_whole_commit_and_named_by_its_version() -> None:
    used = re.findall(r"uses: (\S+)(.*)", TEXT)
    assert used
    for action, comment in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action


def test_one_job_may_write_and_only_releases() -> None:
    assert RELEASE["permissions"] == {"contents": "read"}
    assert {job: each["permissions"] for job, each in JOBS.items() if "permissions" in each} == {
        "publish": {"contents": "write"}
    }


def test_keys_are_in_jobs_that_a_person_lets_run() -> None:
    with_secrets = {job for job, step in EVERY if "secrets." in str(step)}
    assert with_secrets == {"windows-installers", "publish"}
    assert {JOBS[job].get("environment") for job in with_secrets} == {"release"}
    for _, step in EVERY:                       # a value in a command would be in the log of the shell
        assert "secrets." not in str(step.get("run", ""))


def test_no_step_reads_what_a_stranger_can_write() -> None:
    """A title or a branch in a command would be run."""
    assert "pull_request" not in TEXT
    for _, step in EVERY:
        for expression in re.findall(r"\$\{\{(.*?)\}\}", str(step.get("run", ""))):
            assert expression.strip() in {"matrix.edition", "matrix.kind"}, expression


def test_a_clone_keeps_no_token_and_no_job_runs_for_ever() -> None:
    for _, step in EVERY:
        if str(step.get("uses", "")).startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False
    assert all(0 < job["timeout-minutes"] <= 180 for job in JOBS.values())


def test_what_failed_on_windows_is_not_attached_and_linux_does_not_wait_for_it() -> None:
    publish = JOBS["publish"]
    assert set(publish["needs"]) == {"linux", "windows-smoke"}
    assert "needs.linux.result == 'success'" in publish["if"]
    (fetched,) = [step for step in steps("publish") if "download-artifact" in str(step.get("uses"))]
    assert "needs.windows-smoke.result == 'success'" in fetched["with"]["pattern"]


def test_both_editions_are_there_when_they_are_tried() -> None:
    """One of the tests puts the one in the other's place."""
    commands = [str(step.get("run", "")) for step in steps("linux")]
    (trial,) = [place for place, command in enumerate(commands) if "make test-packages" in command]
    built = [command for command in commands[:trial] if "make package" in command]
    assert [re.findall(r"EDITION=(\w+)", command) for command in built] == [[], ["airgap"]]
    assert "strategy" not in JOBS["linux"]
    assert all("if" not in step for step in steps("linux"))


def test_what_is_fetched_for_the_release_has_the_names_under_which_it_was_kept() -> None:
    kept = {
        str(step["with"]["name"]).replace("${{ matrix.edition }}", edition)
        for job in ("linux", "windows-installers")
        for step in steps(job)
        if "upload-artifact" in str(step.get("uses"))
        for edition in ("full", "airgap")
    }
    (fetched,) = [step for step in steps("publish") if "download-artifact" in str(step.get("uses"))]
    both, one = re.findall(r"'([^']+)'", fetched["with"]["pattern"].split("&&")[1])
    assert (both, one) == ("{linux,windows-*}", "linux")
    assert kept == {"linux", "windows-full", "windows-airgap"}


def test_the_workflow_signs_with_the_comment_that_make_package_writes(tmp_path: Path) -> None:
    """A user reads version and commit off it, whoever has signed."""
    (signing,) = [step["run"] for step in steps("publish") if "minisign -S" in str(step.get("run"))]
    (comment,) = re.findall(r'COMMENT="(.*)"\n', signing)
    digest = "0123456789abcdef" * 3
    git = tmp_path / "git"
    git.write_text(f"#!/bin/sh\necho {digest}\n", encoding="utf-8")
    git.chmod(0o755)
    environment = {"GITHUB_REF_NAME": "v0.1.0", "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    theirs = run(["bash", "-c", f'printf %s "{comment}"'], environment).output
    runner = FakeRunner({"rev-parse": Done(0, digest)}, lambda command: signed(tmp_path, command))
    shop = Workshop(LOCKS, {checksums.MINISIGN_KEY: "key"}, runner)
    checksums.sign(tmp_path, tmp_path, Release(Edition.FULL, "0.1.0", 0), shop)
    (ours,) = [command[-1] for command in runner.commands if command[0] == "minisign"]
    assert theirs == ours == f"hisho 0.1.0 commit {digest}"
    assert '-t "$COMMENT"' in signing


def test_the_list_is_signed_where_minisign_knows_keys_without_a_password() -> None:
    """It came with 0.11; Ubuntu 22.04 has an older one. The packages are made there, for its C library."""
    assert JOBS["publish"]["runs-on"] == "ubuntu-24.04"
    assert JOBS["linux"]["runs-on"] == "ubuntu-22.04"


def signed(out: Path, command: Sequence[str]) -> None:
    if command[0] == "minisign":
        (out / f"{checksums.SUMS}.minisig").touch()


def test_the_python_of_windows_is_the_one_whose_wheels_were_proved() -> None:
    set_up = [step for _, step in EVERY if "setup-python" in str(step.get("uses"))]
    versions = {step["with"]["python-version"] for step in set_up}
    assert versions == {PYTHON}
    assert f"Python {PYTHON}" in (ROOT / "installers/windows/build.ps1").read_text(encoding="utf-8")


def test_what_the_workflow_starts_is_there() -> None:
    named = set(re.findall(r"\./(installers/\S+)", TEXT)) | {
        each.replace(".", "/") + ".py" for each in re.findall(r"-m (installers\.\S+)", TEXT)
    }
    assert named == {
        "installers/windows/build.ps1", "installers/windows/smoke.ps1", "installers/windows/package.py",
    }  # fmt: skip
    assert all((ROOT / each).is_file() for each in named)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_a_script_that_never_ran_says_so(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert "NEVER RUN" in text.splitlines()[0]
    assert "$ErrorActionPreference = 'Stop'" in text
    assert f"`windows/{script.name}`" in README.split("## What never ran")[1]


def test_the_workflow_is_in_the_list_of_what_never_ran() -> None:
    assert "NEVER RUN" in TEXT.split("name: release")[0]
    assert "`.github/workflows/release.yml`" in README.split("## What never ran")[1]


def test_what_freezing_installs_is_in_the_locks() -> None:
    text = (ROOT / "installers/windows/build.ps1").read_text(encoding="utf-8")
    (chosen,) = re.findall(r"foreach \(\$lock in (.+?)\)", text)
    locks = {*re.findall(r"locks\\(\w+)\.txt", text), *re.findall(r"'([a-z-]+)'", chosen)}
    assert locks == {"run", "engine", "package", "engine-build"}
    assert all((ROOT / "installers/locks" / f"{lock}.txt").is_file() for lock in locks)
    for line in text.splitlines():
        if "pip" in line and " install" in line and "wheel" not in line:
            assert "--require-hashes" in line
