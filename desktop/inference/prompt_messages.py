"""A path through a conversation as what the engine is given."""

from collections.abc import Sequence

from desktop.chat.conversation import Ending, Role, StoredMessage
from desktop.inference.protocol import PromptMessage


def prompt_messages(path: Sequence[StoredMessage], model_sha256: str) -> tuple[PromptMessage, ...]:
    """The messages of the path, oldest first.

    The tokens of an answer are used as they were sampled if this very model sampled them. An answer that died
    before its first character is left out, with the question that it belonged to: two questions in a row are
    refused by many templates.
    """
    found: list[PromptMessage] = []
    for stored in path:
        message = stored.message
        if message.role is Role.ASSISTANT and not message.text and message.ending is not Ending.COMPLETE:
            if found and found[-1].role is Role.USER:
                found.pop()
            continue
        same_model = message.model is not None and message.model.sha256 == model_sha256
        found.append(PromptMessage(message.role, message.text, message.token_ids if same_model else ()))
    return tuple(found)
