"""What can be wrong with the list of parts and their licences.

LicencesError
  + LicencesUnreadableError     the list or a text of it is missing or damaged
"""

from pathlib import Path

from desktop.errors import HishoError


class LicencesError(HishoError):
    """Something is wrong with what tells the licences."""


class LicencesUnreadableError(LicencesError):
    """A file that ships with Hisho is missing or damaged."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = str(path)
