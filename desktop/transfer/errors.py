"""What may be wrong with a file that leaves or is to be taken in.

* HishoError
  x TransferError
    + FileNotReadError          the system does not let it be read
    + TransferTooLargeError     a file of this size is neither written nor read
    + ImportTooNewError         a newer version of Hisho wrote it
    + ImportFormatError         it is no file of ours, or somebody changed it
"""

from desktop.errors import HishoError


class TransferError(HishoError):
    """Something about conversations on their way out or in."""


class FileNotReadError(TransferError):
    """The file cannot be read."""

    def __init__(self, path: str, error_number: int) -> None:
        super().__init__(path, error_number)
        self.path = path
        self.error_number = error_number


class TransferTooLargeError(TransferError):
    """It has, or would have, more than `limit_bytes`."""

    def __init__(self, limit_bytes: int) -> None:
        super().__init__(limit_bytes)
        self.limit_bytes = limit_bytes


class ImportTooNewError(TransferError):
    """Its format has a number that this version does not know."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(found, known)
        self.found = found
        self.known = known


class ImportFormatError(TransferError):
    """It is not what we write; `place` says where, `rule` what is not kept there."""

    def __init__(self, place: str, rule: str) -> None:
        super().__init__(place, rule)
        self.place = place
        self.rule = rule
