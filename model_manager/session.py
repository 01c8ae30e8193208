"""One server of models, asked within the policy, each exchange noted in the ledger.

Everything of ours that goes over the network goes through here.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from model_manager.connection import Connection
from model_manager.fetch import FileFetch
from model_manager.hub import Hub
from model_manager.hub_files import Listing, SearchHit, Sort
from model_manager.ledger import Ledger
from model_manager.policy import ModelPolicy
from model_manager.web import open_client
from model_manager.wishes import FileWish, Watch


@dataclass(frozen=True, slots=True)
class HubSession:
    """Whom to ask, as whom, and what has to be noted. Everything blocks; `listing` and `search` are for one
    thread at a time, because the library has one client for all.
    """

    connection: Connection
    policy: ModelPolicy
    ledger: Ledger
    catalogue: frozenset[str] = frozenset()     # the repositories that are left where others are forbidden
    access_token: str = field(default="", repr=False)

    def listing(self, repo_id: str, revision: str, click: str) -> Listing:
        """The models in a repository. Raises HubError, FolderNotWritableError."""
        self.policy.require_repository(repo_id, self.catalogue)
        return self._hub(click).listing(repo_id, revision)

    def search(self, text: str, sort: Sort, limit: int, click: str) -> tuple[SearchHit, ...]:
        """Repositories by name. Raises HubError, FolderNotWritableError."""
        self.policy.require_repository(self.connection.host, frozenset())
        return self._hub(click).search(text, sort, limit)

    def fetch_file(self, click: str) -> Callable[[FileWish, Path, Watch], str]:
        """A function that fetches one file and returns its SHA-256; it raises HubError, FetchError."""

        def fetch(wish: FileWish, target: Path, watch: Watch) -> str:
            self._require()
            self.policy.require_repository(wish.repo_id, self.catalogue)
            noting = Watch(watch.progress, watch.wait, self._noting(click), watch.clock)
            with open_client(self.connection, follows=False) as client:
                return FileFetch(client, self.connection, noting, self.access_token).run(wish, target)

        return fetch

    def _hub(self, click: str) -> Hub:
        self._require()
        return Hub(self.connection, self.access_token, self._noting(click))

    def _require(self) -> None:
        self.policy.require_network(self.connection)
        self.ledger.require_writable()

    def _noting(self, click: str) -> Callable[[str, int], None]:
        return lambda host, received: self.ledger.note(host, received, click)
