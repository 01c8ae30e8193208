"""`hisho doctor` names the tasks that the empty page leaves out, and says why in the user's language."""

import io
import re
import tomllib
from pathlib import Path

import pytest

from desktop.cli.doctor import Examined, show
from desktop.cli.task_check import LeftOut, task_problems, task_words
from desktop.cli.terminal import Terminal
from desktop.paths import resources
from desktop.tasks.reading import read_tasks
from desktop.words import translator
from tests.policies import policy_at
from tests.tasks.test_reading import BROKEN

ENGLISH = re.compile(r"[a-z]+ [a-z]+")


def is_toml(path: Path) -> bool:
    """As far as the TOML reader gets to see it: what is too large or no UTF-8 is refused before."""
    try:
        tomllib.loads(path.read_bytes().decode("utf-8", "ignore"))
    except (ValueError, RecursionError):
        return False
    return True


_TRANSLATE = translator("ja", resources() / "i18n")


def japanese(source: str) -> str:
    return _TRANSLATE("Cli", source)


def test_what_ships_is_in_order(tmp_path: Path) -> None:
    assert task_problems(policy_at(tmp_path / "policy.toml")) == []


def test_a_file_of_the_administrator_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text('title = "x"\nwrong\n')
    policy = tmp_path / "policy.toml"
    policy.write_text(f"[tasks]\nfolder = '{tmp_path}'\n")
    # The policy lies in the folder, too, and is no task.
    broken, other = (each.code for each in task_problems(policy_at(policy)))
    assert broken.startswith(f"task:{tmp_path / 'broken.toml'}:2: ")
    assert other.startswith(f"task:{policy}:1: title: missing")


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(f"[tasks]\nfolder = '{tmp_path / 'gone'}'\n")
    found = [each.code for each in task_problems(policy_at(policy))]
    assert found == [f"task:{tmp_path / 'gone'}:0: not a folder"]


@pytest.mark.parametrize("name", BROKEN)
def test_every_reason_has_words_in_both_languages(tmp_path: Path, name: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(BROKEN[name][0].encode("utf-8", "surrogateescape"))
    (problem,) = read_tasks(tmp_path, "ja").problems
    left_out = LeftOut(path, problem.line, problem.reason)
    assert ("not valid TOML" in task_words(left_out, lambda source: source)) is not is_toml(path)
    said, _, _allowed = task_words(left_out, japanese).partition("どれでもありません")
    assert not ENGLISH.search(said.replace(f"{path}", ""))


@pytest.mark.parametrize(
    ("line", "reason", "expected"),
    [
        (3, "title: missing", "（3 行目）：title: ありません"),
        (3, "Expected '=' after a key (at line 3, column 6)", "（3 行目）：TOML の書き方が正しくありません"),
        (9, "a.top_p: not from -2 to 1.5", "（9 行目）：a.top_p: -2 から 1.5 までではありません"),
        (0, "cannot be read (13)", "：読めません（エラー 13）"),
        (0, "not a folder", "：フォルダーではありません"),
    ],
)  # fmt: skip
def test_a_reason_in_japanese(line: int, reason: str, expected: str) -> None:
    path = Path("/etc/hisho/tasks/weekly.toml")
    said = task_words(LeftOut(path, line, reason), japanese)
    assert said == f"使えないタスクを除きました：{path}{expected}"


def test_people_read_words_and_programs_the_code() -> None:
    left_out = LeftOut(Path("/tasks/weekly.toml"), 2, "title: empty")
    protection: dict[str, object] = {"level": "strong", "reasons": [], "programs": {}}
    report = {
        "versions": {}, "edition": "full", "engine": None, "keyring": "usable", "paths": {},
        "protection": protection, "problems": [left_out.code],
    }  # fmt: skip
    examined = Examined(report, ("guide:missing", left_out.code), (left_out,))
    people, programs = io.StringIO(), io.StringIO()
    show(examined, Terminal(lambda _, source: source, people), as_json=False)
    show(examined, Terminal(lambda _, source: source, programs), as_json=True)
    assert people.getvalue().endswith(
        "  guide:missing\n"
        "  Tasks that cannot be used were left out: /tasks/weekly.toml, line 2: title: empty\n"
    )
    assert "task:/tasks/weekly.toml:2: title: empty" in programs.getvalue()
