"""`hisho doctor` names the tasks that the empty page leaves out."""

from pathlib import Path

from desktop.cli.task_check import task_problems


def test_what_ships_is_in_order(tmp_path: Path) -> None:
    assert task_problems(tmp_path / "policy.toml") == []


def test_a_file_of_the_administrator_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text('title = "x"\nwrong\n')
    policy = tmp_path / "policy.toml"
    policy.write_text(f"[tasks]\nfolder = '{tmp_path}'\n")
    broken, other = task_problems(policy)       # the policy lies in the folder, too, and is no task
    assert broken.startswith(f"task:{tmp_path / 'broken.toml'}:2: ")
    assert other.startswith(f"task:{policy}:1: title: missing")


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text(f"[tasks]\nfolder = '{tmp_path / 'gone'}'\n")
    assert task_problems(policy) == [f"task:{tmp_path / 'gone'}:0: not a folder"]
