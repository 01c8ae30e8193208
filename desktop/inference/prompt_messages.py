"""A path through a conversation as what the engine is given."""

from collections.abc import Sequence

from desktop.chat.conversation import Ending, Message, Role, StoredMessage
from desktop.inference.protocol import PromptMessage


def given_to_model(path: Sequence[StoredMessage]) -> list[StoredMessage]:
    """The messages of the path that make the prompt, oldest first.

    An answer that died before its first character is left out, with the question that it belonged to: two
    questions in a row are refused by many templates. A system message is left out, too: what leads a
    conversation is kept with the conversation itself.
    """
    found: list[StoredMessage] = []
    for stored in path:
        message = stored.message
        if message.role is Role.SYSTEM:
            continue
        if message.role is Role.ASSISTANT and not message.text and message.ending is not Ending.COMPLETE:
            if found and found[-1].message.role is Role.USER:
                found.pop()
        else:
            found.append(stored)
    return found


def prompt_messages(
    path: Sequence[StoredMessage], model_sha256: str, system_text: str = ""
) -> tuple[PromptMessage, ...]:
    """The path as what the engine is given, below the text that leads the conversation. Tokens of an answer
    go along if this very model sampled them and thought nothing before: what it thought is not given back.
    """
    first = (PromptMessage(Role.SYSTEM, system_text),) if system_text.strip() else ()
    return (*first, *(_prompt_message(stored.message, model_sha256) for stored in given_to_model(path)))


def _prompt_message(message: Message, model_sha256: str) -> PromptMessage:
    same_model = message.model is not None and message.model.sha256 == model_sha256
    token_ids = message.token_ids if same_model and not message.thinking else ()
    return PromptMessage(message.role, message.text, token_ids)
