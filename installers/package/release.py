"""What is packed: which edition of the product, its version, and the moment of its commit."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum


class Edition(StrEnum):
    """Which product: with the model manager's network, or for computers that have none."""

    FULL = "full"
    AIRGAP = "airgap"


@dataclass(frozen=True, slots=True)
class Release:
    """The edition, its version, and the time of its commit in seconds since 1970."""

    edition: Edition
    version: str
    moment: int

    @property
    def date(self) -> str:
        """The day of the commit, as ISO 8601 has it."""
        return datetime.fromtimestamp(self.moment, UTC).date().isoformat()

    @property
    def package(self) -> str:
        """The name of the package: the editions take each other's place."""
        return "hisho" if self.edition is Edition.FULL else f"hisho-{self.edition.value}"
