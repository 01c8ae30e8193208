"""What may go wrong with the models on this machine.

* ModelManagerError
  x ModelFileError              a model's file cannot be read, or it changed while it was read
  x GgufError                   a file is no GGUF that can be used
    + GgufMissingError          it does not begin like a GGUF
    + GgufTruncatedError        it ends before its header or its weights do
    + GgufDamagedError          its header contradicts itself or the format
    + GgufArchitectureError     this llama.cpp does not know its architecture
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


class GgufError(ModelManagerError):
    """A file is no GGUF that can be used. `name` is the file's name without its folder."""

    def __init__(self, name: str, *facts: object) -> None:
        super().__init__(name, *facts)
        self.name = name


class GgufMissingError(GgufError):
    """The file does not begin like a GGUF."""


class GgufTruncatedError(GgufError):
    """The file ends too early: it needs at least `expected_size` bytes and has `size`."""

    def __init__(self, name: str, expected_size: int, size: int) -> None:
        super().__init__(name, expected_size, size)
        self.expected_size = expected_size
        self.size = size


class GgufDamagedError(GgufError):
    """The header contradicts itself or the format; `reason` names the entry, for whoever made the file."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.reason = reason


class GgufArchitectureError(GgufError):
    """This llama.cpp does not know the architecture."""

    def __init__(self, name: str, architecture: str) -> None:
        super().__init__(name, architecture)
        self.architecture = architecture


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
