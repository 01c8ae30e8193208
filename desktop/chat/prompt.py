"""Which turns of a talk still fit into the model's context. The oldest whole turns are left out first, never
a part of one.
"""

from collections.abc import Callable, Sequence
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


def kept_messages(roles: Sequence[Role], left_out: int) -> tuple[int, ...]:
    """Indices of the messages that remain when the first `left_out` ones, system messages not counted, are
    left out.
    """
    kept = []
    passed = 0
    for index, role in enumerate(roles):
        if role is Role.SYSTEM or passed >= left_out:
            kept.append(index)
        passed += role is not Role.SYSTEM
    return tuple(kept)


def fit(roles: Sequence[Role], limit: int, count: Callable[[int], int]) -> Fit:
    """Leave out as few of the oldest whole turns as the limit demands; the last turn always stays.

    `count(left_out)` gives the length of the prompt in tokens; it is asked few times, and last or first for
    the number that is chosen. A longer talk is taken to make a longer prompt.
    """
    tokens = count(0)
    if tokens <= limit:
        return Fit(0, tokens, limit, too_long=False)
    spoken = [role for role in roles if role is not Role.SYSTEM]
    choices = [start for start in turn_starts(spoken) if start > 0]
    counted = {0: tokens}
    low, high = 0, len(choices) - 1
    while low <= high:
        middle = (low + high) // 2
        counted[choices[middle]] = count(choices[middle])
        if counted[choices[middle]] <= limit:
            high = middle - 1
        else:
            low = middle + 1
    chosen = choices[min(low, len(choices) - 1)] if choices else 0
    return Fit(chosen, counted[chosen], limit, too_long=counted[chosen] > limit)
