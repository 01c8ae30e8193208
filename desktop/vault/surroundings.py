"""What the chain of events says of what is around the vault: which models there are, and how well the
programs are shut in. Looked at again and again, noted when it is otherwise than before.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from desktop.vault.database import Database
from desktop.vault.events import EventKind, Events
from desktop.vault.facts import Facts

_MODELS, _PROTECTION = "surroundings: models", "surroundings: protection"


@dataclass(frozen=True, slots=True)
class ModelOrigin:
    """Where a model came from: a host, `file` or `bundle`; the repository and its commit, if it has any."""

    source: str
    repository: str
    commit: str


class Surroundings:
    """Belongs to the thread that owns the database."""

    def __init__(self, database: Database, events: Events) -> None:
        self._database = database
        self._events = events
        self._facts = Facts(database)

    def note_models(self, models: Mapping[str, ModelOrigin]) -> None:
        """These models are on this computer, by their SHA-256: note which are new and which are gone. Raises
        VaultWriteError.
        """
        now = {digest: asdict(origin) for digest, origin in models.items()}
        before = self._kept_models()
        if now == before:
            return

        def write() -> None:
            for digest in sorted(before.keys() - now.keys()):
                self._events.note(EventKind.MODEL_REMOVED, model=digest)
            for digest in sorted(now):
                if now[digest] != before.get(digest):
                    self._events.note(EventKind.MODEL_REGISTERED, model=digest, **now[digest])
            self._facts.put(_MODELS, json.dumps(now, sort_keys=True).encode())

        self._database.in_transaction(write)

    def _kept_models(self) -> dict[str, dict[str, str]]:
        kept: dict[str, dict[str, str]] = json.loads(self._facts.get(_MODELS) or b"{}")
        return kept

    def note_protection(self, level: str, reasons: Sequence[str]) -> None:
        """The programs are shut in so: note it if it was otherwise the last time. Raises VaultWriteError."""
        holds = "\n".join((level, *sorted(reasons))).encode()
        if holds == self._facts.get(_PROTECTION):
            return

        def write() -> None:
            self._events.note(EventKind.PROTECTION, level=level, reasons=" ".join(sorted(reasons)))
            self._facts.put(_PROTECTION, holds)

        self._database.in_transaction(write)
