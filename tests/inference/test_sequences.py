"""Warm conversations: only what is new is evaluated, on models that remember in different ways."""

from desktop.chat.conversation import Role
from desktop.inference.protocol import PromptMessage
from tests.inference.conftest import Opens
from tests.inference.test_engine import logits, normalised_error, read


def test_what_a_context_remembers_can_be_put_back(opened: Opens) -> None:
    engine = opened()
    ids = engine.prompt((PromptMessage(Role.USER, "the inventor " * 20),)).token_ids
    read(engine, ids)
    before = logits(engine)
    context = engine.context
    whole = context.snapshot()
    context.forget()
    assert (context.first(), context.evaluated()) == (-1, 0)
    assert context.restore(whole)
    assert (context.first(), context.evaluated()) == (0, len(ids))
    assert context.keep(len(ids) - 1)
    context.decode_one(ids[-1])
    assert normalised_error(logits(engine), before) <= 1e-3
