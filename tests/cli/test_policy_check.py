"""What `hisho doctor` says of the policy."""

import io
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.doctor import Examined, show
from desktop.cli.policy_check import PolicyCheck
from desktop.cli.terminal import Terminal
from desktop.confinement.report import ProtectionLevel
from desktop.paths import resources
from desktop.policy import NO_POLICY, Policy, read_policy
from desktop.words import translator
from tests.policies import policy_saying

REPORT: dict[str, Any] = {
    "versions": {}, "edition": "full", "engine": None, "devices": [], "keyring": "usable", "paths": {},
    "protection": {"level": "middle", "reasons": [], "programs": {}},
}  # fmt: skip


@pytest.mark.parametrize(
    ("demanded", "level", "lacks"),
    [
        ("", ProtectionLevel.WEAK, False),
        ("middle", ProtectionLevel.WEAK, True),
        ("middle", ProtectionLevel.MIDDLE, False),
        ("strong", ProtectionLevel.MIDDLE, True),
        ("strong", ProtectionLevel.STRONG, False),
    ],
)
def test_a_level_that_is_demanded_has_to_be_reached(
    demanded: str, level: ProtectionLevel, lacks: bool
) -> None:
    policy = Policy(sandbox=demanded)  # type: ignore[arg-type]  # the words are given as text
    check = PolicyCheck(policy, level)
    assert check.lacks_level is lacks
    assert list(check.problems()) == ([f"policy:sandbox:{demanded}"] if lacks else [])


def test_without_a_policy_there_is_no_problem() -> None:
    assert PolicyCheck(NO_POLICY, ProtectionLevel.WEAK).problems() == {}


def test_a_policy_that_is_not_accepted_is_one_problem_with_its_line(tmp_path: Path) -> None:
    file = policy_saying(tmp_path, "[lock]\n\nminute = 5\n")
    problems = PolicyCheck(read_policy(file), ProtectionLevel.WEAK).problems()
    assert list(problems) == [f"policy:{file.path}:3: lock.minute: unknown key"]


@pytest.mark.parametrize(("language", "said"), [("en", "is not accepted"), ("ja", "採用")])
def test_people_read_which_key_and_which_line(tmp_path: Path, language: str, said: str) -> None:
    file = policy_saying(tmp_path, "[lock]\n\nminute = 5\n")
    check = PolicyCheck(read_policy(file), ProtectionLevel.MIDDLE)
    out = io.StringIO()
    translate = translator("ja" if language == "ja" else "en", resources() / "i18n")
    examined = Examined(REPORT, tuple(check.problems()), (), check)
    assert show(examined, Terminal(translate, out), as_json=False) == 1
    assert said in out.getvalue()
    assert "lock.minute" in out.getvalue()
    assert "policy:" not in out.getvalue()
