"""Texts far beyond the context are refused soon, whatever they are made of."""

from collections.abc import Sequence

import pytest

from desktop.chat.conversation import Role
from desktop.inference.errors import PromptTooLongError
from desktop.inference.lengths import SHORT, Lengths
from desktop.inference.protocol import PromptMessage
from tests.gguf_files import Recipe
from tests.inference.conftest import Opens

MILLION = 1_000_000


class Counting:
    """A tokeniser with a token for each byte, which counts what it is given."""

    def __init__(self) -> None:
        self.read = 0

    def __call__(self, text: bytes) -> Sequence[int]:
        self.read += len(text)
        return text


def test_only_as_much_is_read_as_is_needed_to_know() -> None:
    tokenise = Counting()
    lengths = Lengths(tokenise)
    assert lengths.beyond("👍" * MILLION, 1000) == 4 * MILLION
    assert tokenise.read < 10_000
    assert lengths.beyond("👍" * MILLION, 1000) == 4 * MILLION
    assert tokenise.read < 10_000               # once is enough


def test_what_may_fit_is_not_judged() -> None:
    lengths = Lengths(Counting())
    assert lengths.beyond("a" * SHORT, 10) == 0
    assert lengths.beyond("a" * 20_000, 20_000) == 0
    assert lengths.beyond("a" * 20_000, 16_500) == 0


@pytest.mark.parametrize("byte_pairs", [False, True])
@pytest.mark.parametrize("text", ["👍" * MILLION, "the claim " * 200_000, " " * MILLION, "発明" * 200_000])
def test_a_prompt_of_a_million_is_refused(opened: Opens, text: str, byte_pairs: bool) -> None:
    engine = opened(Recipe(byte_pairs=byte_pairs))
    prompt = engine.prompt((PromptMessage(Role.USER, text),))
    with pytest.raises(PromptTooLongError) as caught:
        engine.accept(prompt)
    assert caught.value.facts["tokens"] > 100_000
    assert caught.value.facts["limit"] == prompt.fit.limit


def test_a_long_message_of_long_ago_is_left_out(opened: Opens) -> None:
    engine = opened()
    last = PromptMessage(Role.USER, "and now?")
    talk = (PromptMessage(Role.USER, "👍" * MILLION), PromptMessage(Role.ASSISTANT, "no"), last)
    found = engine.prompt(talk)
    assert (found.fit.left_out, found.fit.too_long) == (2, False)
    assert found.token_ids == engine.prompt((last,)).token_ids
