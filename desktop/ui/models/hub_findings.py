"""What a hub said since the page was opened: what a search found, and what its repositories have.

It belongs to the words that were searched and to the server that was asked: neither outlives them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from desktop.fetching.protocol import HitShown, Shown
from desktop.ui.models.snapshot import JudgedHit


@dataclass(slots=True)
class HubFindings:
    """`asked`: repositories whose files were asked for; no answer has come yet."""

    hits: tuple[HitShown, ...] = ()
    searched: str = ""
    is_waiting: bool = False
    asked: set[str] = field(default_factory=set)
    listings: dict[str, tuple[Shown, JudgedHit]] = field(default_factory=dict)

    def begin(self, words: str) -> None:
        """The hub is being asked for these words."""
        self.searched, self.is_waiting, self.hits = words, True, ()

    def end(self, hits: Sequence[HitShown]) -> None:
        """The search is over."""
        self.is_waiting, self.hits = False, tuple(hits)

    def are_about(self, words: str) -> bool:
        """Whether the hub was asked for what stands in the search field now."""
        return bool(self.searched) and words == self.searched

    def change_server(self) -> None:
        """Another server is asked from now on; what is still unanswered is asked there again."""
        self.hits = ()
        self.listings.clear()
        if not self.is_waiting:
            self.searched = ""
