"""What every store of a user's tasks keeps to; run against the fake and against the vault."""

from dataclasses import replace

import pytest

from desktop.chat.lead import Lead, SamplingWish
from desktop.tasks.errors import TaskMissingError
from desktop.tasks.store import TaskStore, form_key
from desktop.tasks.task import Field, FieldKind, Task

TASK = Task(
    "要約",
    "短くします",
    "shorten",
    (
        Field("text", "原文", FieldKind.LONG_TEXT, required=True, hint="貼り付け"),
        Field("length", "長さ", FieldKind.CHOICE, choices=("3行で", "400字で")),
    ),
    "要約してください。{length}\n\n{text}",
    Lead("簡潔に", SamplingWish(temperature=0.2, top_k=40)),
)


def named(title: str) -> Task:
    return replace(TASK, title=title)


def titles(tasks: TaskStore) -> list[str]:
    return [each.task.title for each in tasks.own()]


class TaskContract:
    """Subclasses give a fixture `tasks`."""

    def test_a_task_comes_back_as_it_was(self, tasks: TaskStore) -> None:
        assert not tasks.own()
        added = tasks.add(TASK)
        assert list(tasks.own()) == [added]
        assert added.task == TASK

    def test_tasks_stand_in_the_order_they_were_put_in(self, tasks: TaskStore) -> None:
        ids = {title: tasks.add(named(title)).id for title in ("一", "二", "三")}
        assert titles(tasks) == ["一", "二", "三"]
        tasks.arrange([ids["三"], ids["一"]])
        assert titles(tasks) == ["三", "一", "二"]
        tasks.arrange([ids["二"], 999, ids["二"]])
        assert titles(tasks) == ["二", "三", "一"]

    def test_what_was_removed_can_be_put_back_in_its_place(self, tasks: TaskStore) -> None:
        ids = [tasks.add(named(title)).id for title in ("一", "二", "三")]
        tasks.remove(ids[1])
        tasks.remove(ids[1])
        assert titles(tasks) == ["一", "三"]
        tasks.add(named("二"), 1)
        assert titles(tasks) == ["一", "二", "三"]

    def test_a_change_keeps_the_place(self, tasks: TaskStore) -> None:
        first = tasks.add(TASK)
        tasks.add(named("次"))
        tasks.change(first.id, named("新"))
        assert titles(tasks) == ["新", "次"]
        with pytest.raises(TaskMissingError):
            tasks.change(999, TASK)

    def test_a_form_is_kept_until_it_is_empty(self, tasks: TaskStore) -> None:
        assert tasks.form("shipped:summary") == {}
        tasks.keep_form("shipped:summary", {"text": "{\n}", "length": ""})
        assert tasks.form("shipped:summary") == {"text": "{\n}", "length": ""}
        assert tasks.form("shipped:mail") == {}
        tasks.keep_form("shipped:summary", {"text": "", "length": ""})
        assert tasks.form("shipped:summary") == {}

    def test_the_form_of_a_task_goes_with_it(self, tasks: TaskStore) -> None:
        added = tasks.add(TASK)
        tasks.keep_form(form_key(added.id), {"text": "a"})
        tasks.remove(added.id)
        assert tasks.form(form_key(added.id)) == {}
