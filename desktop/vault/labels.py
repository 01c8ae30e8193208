"""How secret each conversation is, kept in its own row."""

from desktop.chat.errors import ConversationMissingError
from desktop.chat.labels import USUAL, Label, label_from
from desktop.vault.database import Database
from desktop.vault.history import History


class LabelRows:
    """Belongs to the thread that owns the database."""

    def __init__(self, database: Database, history: History) -> None:
        self._database = database
        self.usual = USUAL
        self._history = history

    def of(self, conversation_id: int) -> Label:
        """Raises ConversationMissingError."""
        rows = self._database.rows("SELECT label FROM conversations WHERE id = ?", (conversation_id,))
        if not rows:
            raise ConversationMissingError(conversation_id)
        return label_from(rows[0][0])

    def put(self, conversation_id: int, label: Label) -> None:
        """It is so secret from now on. Raises ConversationMissingError."""

        def write() -> None:
            before = self.of(conversation_id)
            if before is label:
                return
            self._database.execute(
                "UPDATE conversations SET label = ? WHERE id = ?", (label.value, conversation_id)
            )
            self._history.labelled(conversation_id, before, label)

        self._database.in_transaction(write)
