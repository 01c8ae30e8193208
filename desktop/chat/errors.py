"""What may go wrong in the talk itself.

* HishoError
  x ChatError
    + ConversationMissingError
"""

from desktop.errors import HishoError


class ChatError(HishoError):
    """Something about a conversation."""


class ConversationMissingError(ChatError):
    """No conversation or message has this id."""

    def __init__(self, missing_id: int) -> None:
        super().__init__(missing_id)
        self.missing_id = missing_id
