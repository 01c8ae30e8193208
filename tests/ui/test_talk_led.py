"""How a conversation is led: its instructions go before every prompt, and its wishes into the drawing."""

from dataclasses import replace

from desktop.chat.conversation import Role
from desktop.chat.lead import NO_LEAD, Lead, SamplingWish
from desktop.inference.protocol import PromptMessage
from desktop.inference.recipe import Recipe
from desktop.inference.sampling import Sampling
from model_manager.placement import Placement
from tests.ui.engines import MODEL
from tests.ui.test_talk import Table, table

__all__ = ["table"]

WISHES = {
    "temperature": 0.2, "repeat_penalty": 1.1, "presence_penalty": 0.5, "dry_multiplier": 0.8, "seed": 0,
    "stop": ("終",), "json_schema": "{}",
}  # fmt: skip
LEAD = Lead("簡潔に答えること", SamplingWish(**WISHES))  # type: ignore[arg-type]  # each is what its name says


def test_a_conversation_begins_with_its_title_and_is_led_to_its_end(table: Table) -> None:
    table.store.save_draft(None, "half a thought")
    table.talk.begin("本文", "要約: 本文", LEAD)
    table.engine.say_count()
    table.bot.waitUntil(lambda: bool(table.engine.heard.asked) and not table.asking.is_busy)
    table.engine.say("はい", 1)
    table.engine.finish()
    table.settled()
    (talk,) = table.store.conversations()
    assert (talk.title, table.store.leads.of(talk.id)) == ("要約: 本文", LEAD)
    assert table.store.draft(None) == "half a thought"
    table.talk.open(None)
    table.settled()
    table.bot.waitUntil(lambda: table.talk.leading.lead == NO_LEAD)
    with table.bot.waitSignal(table.talk.opened):
        table.talk.open(talk.id)
    table.ask("続き")
    for _, messages, sampling in table.engine.heard.asked[:1] + table.engine.heard.asked[-1:]:
        assert messages[0] == PromptMessage(Role.SYSTEM, "簡潔に答えること")
        assert sampling == replace(Sampling(), **WISHES)    # type: ignore[arg-type]  # the same


def test_the_guide_is_asked_greedily_whatever_is_wished(table: Table) -> None:
    table.engine.model = replace(MODEL, is_guide=True)
    table.talk.begin("本文", "要約", LEAD)
    table.engine.say_count()
    table.bot.waitUntil(lambda: bool(table.engine.heard.asked))
    assert table.engine.heard.asked[0][2] == Sampling(temperature=0.0)


def test_leading_it_otherwise_holds_for_what_is_still_to_come(table: Table) -> None:
    table.ask("q")
    table.engine.say("a", 1)
    table.engine.finish()
    table.settled()
    with table.bot.waitSignal(table.talk.leading.changed):
        table.talk.leading.change(Lead("英語で"))
    table.ask("q2")
    first, second = (messages for _, messages, _ in table.engine.heard.asked)
    assert [each.role for each in first] == [Role.USER]
    assert second[0] == PromptMessage(Role.SYSTEM, "英語で")
    assert table.store.leads.of(table.store.conversations()[0].id) == Lead("英語で")


def test_a_conversation_to_come_can_be_led(table: Table) -> None:
    table.talk.leading.change(Lead("英語で"))
    table.ask("q")
    assert table.engine.heard.asked[0][1][0] == PromptMessage(Role.SYSTEM, "英語で")
    assert table.store.leads.of(table.store.conversations()[0].id) == Lead("英語で")


def test_what_leads_counts_with_what_is_being_written(table: Table) -> None:
    table.talk.leading.change(Lead("英語で"))
    assert table.talk.prompt_with("q") == (
        PromptMessage(Role.SYSTEM, "英語で"), PromptMessage(Role.USER, "q")
    )  # fmt: skip


def test_an_answer_is_made_again_under_the_instructions_that_it_was_made_under(table: Table) -> None:
    table.talk.leading.change(LEAD)
    table.ask("q")
    table.engine.say("a", 1)
    table.engine.finish()
    table.settled()
    (_, answer) = table.messages()
    assert answer.message.system_text == LEAD.system_text
    table.talk.leading.change(Lead("英語で"))
    recipe = Recipe("full", "avx2", Placement(9, 512), (10,), 0, 2, Sampling(seed=7))
    for replay, led in ((recipe, LEAD.system_text), (None, "英語で")):
        table.talk.regenerate(answer.id, replay)
        table.engine.say_count()
        table.bot.waitUntil(lambda: not table.asking.is_busy)
        table.engine.finish()
        table.settled()
        assert table.engine.heard.asked[-1][1][0] == PromptMessage(Role.SYSTEM, led)
        assert table.messages()[-1].message.system_text == led
    assert table.talk.leading.lead == Lead("英語で")
