"""The user's own tasks in the vault, and forms that were begun: what `desktop.tasks.store.TaskStore` asks
for.
"""

import json
from collections.abc import Mapping, Sequence

from desktop.codec import MessageError
from desktop.tasks.errors import TaskMissingError
from desktop.tasks.kept import from_json, to_json
from desktop.tasks.store import OwnTask, form_key
from desktop.tasks.task import Task
from desktop.vault.database import Database
from desktop.vault.errors import VaultDamagedError


class VaultTasks:
    """Belongs to the thread that owns the database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def own(self) -> Sequence[OwnTask]:
        """All, in their order. Raises VaultDamagedError."""
        rows = self._database.rows("SELECT id, body FROM tasks ORDER BY place, id")
        try:
            return [OwnTask(task_id, from_json(body)) for task_id, body in rows]
        except MessageError as error:
            raise VaultDamagedError("database") from error

    def add(self, task: Task, place: int | None = None) -> OwnTask:
        """Keep a new one at the end, or at this place."""

        def write() -> OwnTask:
            ids = self._ids()
            new_id = self._database.execute("INSERT INTO tasks(place, body) VALUES(0, ?)", (to_json(task),))
            ids.insert(len(ids) if place is None else place, new_id)
            self._number(ids)
            return OwnTask(new_id, task)

        return self._database.in_transaction(write)

    def change(self, task_id: int, task: Task) -> None:
        """Keep it changed. Raises TaskMissingError."""
        changed = self._database.changed("UPDATE tasks SET body = ? WHERE id = ?", (to_json(task), task_id))
        if not changed:
            raise TaskMissingError(task_id)

    def remove(self, task_id: int) -> None:
        """Delete it for good, with its form."""

        def delete() -> None:
            self._database.execute("DELETE FROM tasks WHERE id = ?", (task_id,))
            self._database.execute("DELETE FROM forms WHERE task = ?", (form_key(task_id),))

        self._database.in_transaction(delete)

    def arrange(self, task_ids: Sequence[int]) -> None:
        """Put them into this order; those that are not named come last, in theirs."""

        def write() -> None:
            there = self._ids()
            named = [each for each in dict.fromkeys(task_ids) if each in there]
            self._number([*named, *(each for each in there if each not in named)])

        self._database.in_transaction(write)

    def _ids(self) -> list[int]:
        return [task_id for (task_id,) in self._database.rows("SELECT id FROM tasks ORDER BY place, id")]

    def _number(self, ids: Sequence[int]) -> None:
        for place, task_id in enumerate(ids):
            self._database.execute("UPDATE tasks SET place = ? WHERE id = ?", (place, task_id))

    # -- forms

    def form(self, key: str) -> Mapping[str, str]:
        """What was filled into the form of this task and not sent. Raises VaultDamagedError."""
        rows = self._database.rows("SELECT body FROM forms WHERE task = ?", (key,))
        try:
            found = json.loads(rows[0][0]) if rows else {}
        except ValueError as error:
            raise VaultDamagedError("database") from error
        if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
            raise VaultDamagedError("database")
        return found

    def keep_form(self, key: str, values: Mapping[str, str]) -> None:
        """Keep what is filled in so far; nothing filled in means nothing kept."""
        if any(values.values()):
            self._database.execute(
                "INSERT OR REPLACE INTO forms(task, body) VALUES(?, ?)",
                (key, json.dumps(dict(values), ensure_ascii=False)),
            )
        else:
            self._database.execute("DELETE FROM forms WHERE task = ?", (key,))
