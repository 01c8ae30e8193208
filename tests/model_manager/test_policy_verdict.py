"""A program believes what the supervisor found of the policy's owner, and nobody where nothing was told."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from model_manager.policy_file import (
    VANISHED,
    PolicyFault,
    PolicyFile,
    judge,
    outermost_file,
    policy_file,
    read_text,
)
from model_manager.policy_verdict import VARIABLE, Verdict, verdict_of
from tests.policies import policy_at, policy_saying


@pytest.fixture
def file(tmp_path: Path) -> PolicyFile:
    return policy_saying(tmp_path, "[lock]\nminutes_most = 5\n")


def told(file: PolicyFile, verdict: Verdict) -> PolicyFile:
    """As a program reads it to which this was told in its environment."""
    return replace(file, verdict=verdict_of(verdict.to_variable()))


def test_what_is_the_administrators_alone_is_accepted(file: PolicyFile) -> None:
    assert judge(file) == Verdict(is_there=True)
    assert read_text(told(file, judge(file))).values == {("lock", "minutes_most"): 5}


def test_what_was_refused_outside_is_refused_inside_whatever_is_seen_there(file: PolicyFile) -> None:
    file.path.chmod(0o666)
    verdict = judge(file)
    assert verdict == Verdict(is_there=True, place=str(file.path), reason="writable by others")
    file.path.chmod(0o644)
    assert read_text(told(file, verdict)).fault == PolicyFault(file.path, 0, "writable by others")
    file.path.unlink()
    assert read_text(told(file, verdict)).fault is not None


def test_a_mistake_in_it_is_found_by_the_program_with_its_line_and_digest(tmp_path: Path) -> None:
    wrong = policy_saying(tmp_path, "[lock]\nminute = 5\n")
    assert judge(wrong) == Verdict(is_there=True)
    found = read_text(told(wrong, judge(wrong)))
    assert found == read_text(wrong)
    assert found.digest


def test_a_policy_that_is_hidden_from_the_program_is_not_none(tmp_path: Path, file: PolicyFile) -> None:
    verdict = judge(file)
    file.path.unlink()
    assert read_text(told(file, verdict)).fault == PolicyFault(file.path, 0, VANISHED)
    assert judge(policy_at(tmp_path / "none.toml")) == Verdict(is_there=False)
    assert not read_text(told(policy_at(tmp_path / "none.toml"), Verdict(is_there=False))).is_there


@pytest.mark.parametrize(
    "untrusted",
    ["", "{", "[]", "3", "{}", json.dumps({"is_there": 1, "place": "", "reason": ""}),
     json.dumps({"is_there": True, "place": "", "reason": None}), '{"is_there": true, "place": ""}'],
)  # fmt: skip
def test_what_the_supervisor_never_says_is_nothing_told(untrusted: str) -> None:
    assert verdict_of({VARIABLE: untrusted}) is None
    assert policy_file({VARIABLE: untrusted}) == policy_file({})


def test_whoever_starts_the_programs_lets_nobody_tell_them_anything() -> None:
    environ = Verdict(is_there=True).to_variable()
    assert policy_file(environ).verdict == Verdict(is_there=True)
    assert outermost_file(environ) == outermost_file({})
    assert (outermost_file(environ).verdict, outermost_file(environ).is_outside) == (None, True)
    assert not policy_file({}).is_outside
