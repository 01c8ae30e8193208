"""What may go wrong with the models on this machine.

* ModelManagerError
  x ModelFileError              a model's file cannot be read, or it changed while it was read
  x InventoryError
    + InventoryUnreadableError  the list of models is damaged
    + InventoryWriteError       the list of models cannot be written
"""


class ModelManagerError(Exception):
    """Something about models that we foresaw. Facts are attributes; the words are the user interface's."""


class ModelFileError(ModelManagerError):
    """A file cannot be read, or it changed while it was read. `error_number` is the system's errno, 0 for a
    change.
    """

    def __init__(self, name: str, error_number: int) -> None:
        super().__init__(name, error_number)
        self.name = name
        self.error_number = error_number


class InventoryError(ModelManagerError):
    """Something about the list of registered models."""


class InventoryUnreadableError(InventoryError):
    """The list is damaged or of a newer version; it is never overwritten."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class InventoryWriteError(InventoryError):
    """The list cannot be written. `error_number` is the system's errno."""

    def __init__(self, path: str, error_number: int) -> None:
        super().__init__(path, error_number)
        self.path = path
        self.error_number = error_number
