"""What may go wrong with the tasks.

* HishoError
  x TaskMissingError
"""

from desktop.errors import HishoError


class TaskMissingError(HishoError):
    """The user has no task with this id."""

    def __init__(self, task_id: int) -> None:
        super().__init__(task_id)
        self.task_id = task_id
