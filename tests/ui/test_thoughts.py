"""What a model thinks is shown on its way, kept beside the answer, and never given back to it."""

from tests.ui.test_talk import Table, table

__all__ = ["table"]


def test_thoughts_arrive_apart_and_are_kept_apart(table: Table) -> None:
    thoughts: list[str] = []
    words: list[str] = []
    table.talk.thought_arrived.connect(thoughts.append)
    table.talk.delta_arrived.connect(words.append)
    table.ask("進歩性は?")
    table.engine.say("", 1, thinking="まず")
    table.engine.say("", 2, thinking="読む。")
    table.engine.say("あります。", 3)
    table.engine.finish()
    table.settled()
    answer = table.messages()[1].message
    assert (answer.text, answer.thinking, answer.token_ids) == ("あります。", "まず読む。", (1, 2, 3))
    assert ("".join(thoughts), "".join(words)) == ("まず読む。", "あります。")


def test_a_conversation_opened_while_its_model_thinks_shows_the_thoughts_so_far(table: Table) -> None:
    table.ask("進歩性は?")
    table.engine.say("", 1, thinking="まず")
    assert table.entries()[-1].thinking == "まず"
    table.engine.finish()
    table.settled()
    assert table.entries()[-1].thinking == "まず"


def test_a_follow_up_gives_the_answer_back_without_thoughts_and_without_their_tokens(table: Table) -> None:
    table.ask("進歩性は?")
    table.engine.say("あります。", 1, 2, 3, thinking="読む。")
    table.engine.finish()
    table.settled()
    table.ask("なぜ?")
    given = table.engine.heard.asked[-1][1][1]
    assert (given.text, given.token_ids) == ("あります。", ())
    table.engine.finish()
    table.settled()
