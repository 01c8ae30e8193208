"""What `hisho doctor` finds about the tasks: files that the empty page leaves out, each with its reason."""

from pathlib import Path

from desktop.paths import resources
from desktop.tasks.reading import read_tasks
from model_manager.policy import read_policy


def task_problems(policy_file: Path) -> list[str]:
    """One for each file that cannot be used, of the program's and of the administrator's folder."""
    folders = [resources() / "tasks", read_policy(policy_file).tasks_folder]
    return [
        f"task:{folder / each.file}:{each.line}: {each.reason}"
        for folder in folders
        if folder is not None
        for each in read_tasks(folder, "ja").problems
    ]
