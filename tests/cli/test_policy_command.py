"""`hisho policy`: an administrator sees what holds, and where a mistake is before the file is in place."""

import io
import json
from pathlib import Path

import pytest

from desktop.cli.arguments import parser
from desktop.cli.policy_command import carry_out, check, show
from desktop.cli.terminal import Terminal
from desktop.paths import resources
from desktop.words import translator
from tests.policies import policy_at, policy_saying

TEXT = '[lock]\nminutes_most = 5\n[labels]\nsecret_ja = "厳秘"\n'


class Said:
    """A terminal whose answers can be read."""

    def __init__(self, language: str = "en") -> None:
        self.out = io.StringIO()
        translate = translator("ja" if language == "ja" else "en", resources() / "i18n")
        self.terminal = Terminal(translate, self.out, io.StringIO(), io.StringIO())

    @property
    def text(self) -> str:
        return self.out.getvalue()


def test_what_holds_is_shown_by_table_and_key(tmp_path: Path) -> None:
    said, file = Said(), policy_saying(tmp_path, TEXT)
    assert show(file, said.terminal, as_json=False) == 0
    lines = said.text.splitlines()
    assert lines[0] == str(file.path)
    assert lines[1].startswith("SHA-256 ")
    assert lines[2:] == ["  lock.minutes_most = 5", '  labels.secret_ja = "厳秘"']


def test_a_program_reads_the_same(tmp_path: Path) -> None:
    said, file = Said(), policy_saying(tmp_path, TEXT)
    assert show(file, said.terminal, as_json=True) == 0
    found = json.loads(said.text)
    assert found["state"] == "accepted"
    assert len(found["sha256"]) == 64
    assert found["values"] == {"lock": {"minutes_most": 5}, "labels": {"secret_ja": "厳秘"}}


def test_no_policy_is_no_mistake(tmp_path: Path) -> None:
    said = Said()
    assert show(policy_at(tmp_path / "none.toml"), said.terminal, as_json=False) == 0
    assert "There is no policy here" in said.text


@pytest.mark.parametrize("as_json", [False, True])
def test_a_policy_that_is_not_accepted_says_why_and_fails(tmp_path: Path, as_json: bool) -> None:
    said, file = Said(), policy_saying(tmp_path, "[lock]\n\nminute = 5\n")
    assert show(file, said.terminal, as_json=as_json) == 1
    if as_json:
        found = json.loads(said.text)
        assert found["state"] == "refused"
        assert found["fault"] == {"place": str(file.path), "line": 3, "reason": "lock.minute: unknown key"}
        assert found["values"] == {}
    else:
        assert f"{file.path}, line 3: lock.minute: unknown key" in said.text
        assert "the strictest rules hold" in said.text


@pytest.mark.parametrize(
    ("text", "code", "expected"),
    [
        (TEXT, 0, "has no mistake"),
        ("", 0, "It demands nothing."),
        ("[lock]\nminutes_most = 0\n", 1, ", line 2: lock.minutes_most: not from 1 to 1440"),
        ("[models]\nproxy = 'ftp://x'\n", 1, ", line 2: models.proxy: cannot be 'ftp://x'"),
        ("[lock\n", 1, ", line 1: not valid TOML"),
    ],
)
def test_a_file_is_checked_before_it_is_in_place(tmp_path: Path, text: str, code: int, expected: str) -> None:
    said, path = Said(), tmp_path / "draft.toml"
    path.write_text(text)
    path.chmod(0o666)           # whose it is does not matter yet
    assert check(path, said.terminal) == code
    assert expected in said.text


def test_a_file_that_is_not_there_cannot_be_checked(tmp_path: Path) -> None:
    said = Said()
    assert check(tmp_path / "none.toml", said.terminal) == 1
    assert "cannot be read (error 2)" in said.text


def test_it_is_typed_after_the_programs_name(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    path.write_text(TEXT)
    said = Said()
    wanted = parser(lambda _context, source: source, "1").parse_args(["policy", "check", str(path)])
    assert carry_out(wanted, said.terminal) == 0
    shown = parser(lambda _context, source: source, "1").parse_args(["policy", "show", "--json"])
    assert carry_out(shown, Said().terminal) in (0, 1)


def test_a_mistake_is_told_in_japanese(tmp_path: Path) -> None:
    said, file = Said("ja"), policy_saying(tmp_path, "[lock]\nminute = 5\n")
    assert show(file, said.terminal, as_json=False) == 1
    assert "管理者" in said.text
    assert "2 行" in said.text
