"""A version is written so that the packages' tools sort it as we mean it."""

import subprocess
from itertools import pairwise

import pytest

from desktop.version import VERSION
from installers.package import versions
from tests.installers.samples import FULL
from tests.sources import ROOT


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("1.2.3", "1.2.3"), ("0.2.0.dev3", "0.2.0~~dev3"), ("1.0a1", "1.0~a1"), ("1.0rc2", "1.0~rc2"),
        ("1.0b1.dev2", "1.0~b1~~dev2"),
    ],
)  # fmt: skip
def test_what_comes_before_a_release_has_the_sign_that_sorts_before(version: str, expected: str) -> None:
    assert versions.upstream(version) == expected
    assert versions.is_stable(version) == (version == expected)


def test_dpkg_sorts_them_as_they_follow_each_other() -> None:
    order = ["0.1.0", "0.2.0.dev3", "0.2.0.dev10", "0.2.0a1", "0.2.0b1.dev2", "0.2.0b1", "0.2.0rc1", "0.2.0"]
    order.append("0.10.0")
    for older, newer in pairwise(map(versions.debian, order)):
        subprocess.run(["dpkg", "--compare-versions", older, "lt", newer], check=True)


def test_the_changes_of_a_version_are_those_below_its_heading() -> None:
    changelog = "# Changelog\n\n## 2.0\n\nWords.\n\n* new\n  and long\n* more\n\n## 1.0\n\n* old\n"
    assert versions.changes_of(changelog, "1.0") == "* old"
    assert versions.changes_of(changelog, "2.0") == "* new\n  and long\n* more"
    assert versions.changes_of(changelog, "2.1.dev1") == "* new\n  and long\n* more"


def test_this_version_has_changes() -> None:
    changes = versions.changes_of((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), VERSION)
    assert "vault" in changes


def test_the_changelog_of_the_package_has_debians_form() -> None:
    """Each entry in short lines, whatever lines the project's own has."""
    changes = "* new\n  and long\n* " + "word " * 40
    text = versions.debian_changelog(FULL, changes, "A <a@example.invalid>")
    head, _, first, *rest, _, end = text.splitlines()
    assert head == "hisho (1.2.3-1) unstable; urgency=medium"
    assert first == "  * new and long"
    assert rest[0].startswith("  * word word")
    assert {line[:5] for line in rest[1:]} == {"    w"}
    assert max(map(len, rest)) <= 78
    assert end == " -- A <a@example.invalid>  Mon, 21 Sep 2026 14:13:20 +0000"
