"""Which turns of a talk still fit into the model's context. The oldest whole turns are left out first, never
a part of one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.chat.conversation import Role


@dataclass(frozen=True, slots=True)
class Fit:
    """What becomes of the messages: the first `left_out` ones (system messages not counted) are not given to
    the model.

    `tokens` is the length of the prompt that remains, `limit` how long it may be. If even the last message
    alone does not fit, `too_long` is true and nothing may be sent.
    """

    left_out: int
    tokens: int
    limit: int
    too_long: bool


def prompt_limit(context_length: int, max_tokens: int | None = None) -> int:
    """How many tokens a prompt may have so that an answer still has room.

    A quarter of the context is kept for the answer, at most 1,024 tokens; less if the caller wants a shorter
    answer.
    """
    reserve = min(context_length // 4, 1024)
    if max_tokens is not None:
        reserve = min(reserve, max(max_tokens, 1))
    return context_length - reserve


def turn_starts(roles: Sequence[Role]) -> tuple[int, ...]:
    """Indices at which a turn begins: a turn is a user's message with all that follows it until the next
    one.
    """
    return tuple(index for index, role in enumerate(roles) if role is Role.USER)
