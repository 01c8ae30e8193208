"""What the vault keeps about itself: small values by name, as encrypted as everything else in it."""

from desktop.vault.database import Database


class Facts:
    """Belongs to the thread that owns the database. Whoever keeps a value gives it a name of its own."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, name: str) -> bytes | None:
        """What is kept under this name."""
        rows = self._database.rows("SELECT body FROM facts WHERE name = ?", (name,))
        return bytes(rows[0][0]) if rows else None

    def put(self, name: str, body: bytes) -> None:
        """Keep it in the place of what was there; on disk when this returns, or with the transaction that is
        open.
        """
        self._database.execute("INSERT OR REPLACE INTO facts(name, body) VALUES(?, ?)", (name, body))

    def drop(self, name: str) -> None:
        """Forget it; nothing happens if there is none."""
        self._database.execute("DELETE FROM facts WHERE name = ?", (name,))
