"""The loop: greedy answers repeat, only what is new is evaluated, characters come whole, a stop is a stop."""

from collections.abc import Sequence

import pytest

from desktop.chat.conversation import Role
from desktop.inference import llama
from desktop.inference.engine import Engine, Evaluation, Piece
from desktop.inference.errors import (
    DamagedModelError,
    PromptTooLongError,
    TemplateBrokenError,
    TemplateMissingError,
)
from desktop.inference.protocol import PromptMessage, StopReason
from desktop.inference.sampling import Sampling
from desktop.inference.tokens import WholeCharacters
from tests.gguf_files import CONTEXT, Recipe
from tests.inference.conftest import Opens
from tests.inference.logits import logits, normalised_error

GREEDY = Sampling(temperature=0)
QUESTION = (PromptMessage(Role.USER, "特許とは何ですか?"),)


def read(engine: Engine, ids: Sequence[int]) -> Evaluation:
    (*_, last) = engine.evaluate(ids)
    return last


def drawn(engine: Engine, count: int, sampling: Sampling = GREEDY) -> tuple[str, tuple[int, ...], StopReason]:
    *pieces, reason = engine.generate(sampling, count)
    said = [each for each in pieces if isinstance(each, Piece)]
    assert isinstance(reason, StopReason)
    text = "".join(each.text for each in said)
    return text, tuple(one for each in said for one in each.token_ids), reason


def test_a_greedy_answer_is_always_the_same(opened: Opens) -> None:
    answers = []
    for _ in range(2):
        engine = opened()
        read(engine, engine.prompt(QUESTION).token_ids)
        answers.append(drawn(engine, 60))
    assert answers[0] == answers[1]
    assert len(answers[0][1]) == 60


def test_a_seed_repeats_and_another_does_not(opened: Opens) -> None:
    engine = opened()
    ids = engine.prompt(QUESTION).token_ids

    def answer(seed: int) -> tuple[int, ...]:
        read(engine, ids)
        return drawn(engine, 30, Sampling(temperature=1.0, seed=seed))[1]

    assert answer(1) == answer(1) != answer(2)


@pytest.mark.parametrize(
    "sampling",
    [
        Sampling(temperature=float("nan")),
        Sampling(temperature=-3.0),
        Sampling(temperature=float("inf")),
        Sampling(temperature=1.0, top_k=-1, top_p=float("nan"), min_p=7.0, seed=-1),
        Sampling(temperature=1e9, top_k=0, top_p=-1.0, min_p=float("inf"), seed=2**70),
    ],
)
def test_senseless_wishes_still_give_an_answer(opened: Opens, sampling: Sampling) -> None:
    engine = opened()
    read(engine, engine.prompt(QUESTION).token_ids)
    assert len(drawn(engine, 5, sampling)[1]) == 5


def test_only_what_is_new_is_evaluated(opened: Opens) -> None:
    engine = opened()
    first = engine.prompt(QUESTION)
    assert read(engine, first.token_ids) == Evaluation(len(first.token_ids), 0, len(first.token_ids))
    text, ids, _ = drawn(engine, 40)
    talk = (*QUESTION, PromptMessage(Role.ASSISTANT, text, ids), PromptMessage(Role.USER, "もう一度"))
    second = engine.prompt(talk)
    found = read(engine, second.token_ids)
    # The last token drawn was never evaluated: nothing came after it.
    assert found.reused == len(first.token_ids) + len(ids) - 1
    assert second.token_ids[: found.reused] == (*first.token_ids, *ids[:-1])


def test_logits_after_reuse_are_those_of_a_fresh_evaluation(opened: Opens) -> None:
    warm, fresh = opened(), opened()
    ids = fresh.prompt((PromptMessage(Role.USER, "the inventor " * 30),)).token_ids
    read(warm, warm.prompt((PromptMessage(Role.USER, "the inventor " * 20 + "and another thing"),)).token_ids)
    drawn(warm, 10)
    assert read(warm, ids).reused > 20
    assert read(fresh, ids).reused == 0
    assert normalised_error(logits(warm), logits(fresh)) <= 1e-3


def test_a_prompt_asked_again_evaluates_one_token(opened: Opens) -> None:
    engine = opened()
    ids = engine.prompt(QUESTION).token_ids
    read(engine, ids)
    before = logits(engine)
    assert read(engine, ids).reused == len(ids) - 1
    assert normalised_error(logits(engine), before) <= 1e-3


def test_an_aborted_decode_leaves_what_was_evaluated(opened: Opens) -> None:
    engine, fresh = opened(batch=64), opened()
    ids = engine.prompt((PromptMessage(Role.USER, "発明 " * 100),)).token_ids
    steps = engine.evaluate(ids)
    assert next(steps).done == 0
    done = next(steps).done
    engine.flag.set()
    assert engine.context.decode(ids[done : done + 64]) == llama.ABORTED
    assert engine.context.evaluated() == done
    stopped = next(steps)
    assert (stopped.done, stopped.stopped) == (done, True)
    engine.flag.clear()
    assert read(engine, ids).reused == done
    read(fresh, ids)
    assert normalised_error(logits(engine), logits(fresh)) <= 1e-3


def test_a_stop_between_two_tokens(opened: Opens) -> None:
    engine = opened()
    ids = engine.prompt(QUESTION).token_ids
    read(engine, ids)
    answer = engine.generate(GREEDY, 0)
    seen = [next(answer) for _ in range(5)]
    engine.flag.set()
    *rest, reason = answer
    assert reason is StopReason.STOPPED
    assert all(isinstance(each, Piece) for each in [*seen, *rest])
    engine.flag.clear()
    assert read(engine, ids).reused == len(ids) - 1


def test_an_answer_ends_where_the_context_ends(opened: Opens) -> None:
    engine = opened(context_length=64)
    prompt = engine.prompt(QUESTION)
    assert prompt.fit.limit == 48
    read(engine, prompt.token_ids)
    _, ids, reason = drawn(engine, 0)
    assert (len(prompt.token_ids) + len(ids), reason) == (64, StopReason.LENGTH)


def test_the_oldest_turns_are_left_out(opened: Opens) -> None:
    engine = opened(context_length=256)
    both = (Role.USER, Role.ASSISTANT)
    turns = [PromptMessage(role, f"{at} " + "the claim " * 4) for at in range(10) for role in both]
    talk = (PromptMessage(Role.SYSTEM, "be brief"), *turns, PromptMessage(Role.USER, "last"))
    found = engine.prompt(talk)
    assert 0 < found.fit.left_out < len(turns)
    assert found.fit.left_out % 2 == 0
    assert len(found.token_ids) == found.fit.tokens <= found.fit.limit
    kept = (talk[0], *talk[1 + found.fit.left_out :])
    assert found.token_ids == engine.prompt(kept).token_ids
    assert engine.prompt((talk[0], *talk[found.fit.left_out - 1 :])).fit.left_out > 0


def test_one_message_too_long_is_refused_with_both_numbers(opened: Opens) -> None:
    engine = opened(context_length=128)
    prompt = engine.prompt((*QUESTION, PromptMessage(Role.USER, "the " * 300)))
    with pytest.raises(PromptTooLongError) as caught:
        engine.accept(prompt)
    assert caught.value.facts["limit"] == 96
    assert caught.value.facts["tokens"] == len(prompt.token_ids) > 96


def test_a_context_is_no_longer_than_the_model_was_trained_for(opened: Opens) -> None:
    assert opened().context_length == CONTEXT
    assert opened(context_length=10**12).context_length == CONTEXT


@pytest.mark.parametrize("batch", [512, 2048])
def test_a_prompt_is_read_in_batches_as_large_as_the_placement_reserved(opened: Opens, batch: int) -> None:
    engine = opened(Recipe(context_length=8192), context_length=8192, batch=batch)
    ids = engine.model.vocabulary.tokenise(b"the claims of the patent " * 1200)[:6000]
    splits = read(engine, ids).splits
    assert sum(splits) == 6000
    assert max(splits) == batch


def test_no_template_is_no_guess(opened: Opens) -> None:
    engine = opened(Recipe(template=None))
    assert not engine.has_template
    with pytest.raises(TemplateMissingError):
        engine.prompt(QUESTION)


def test_a_broken_template_does_not_keep_a_model_from_loading(opened: Opens) -> None:
    engine = opened(Recipe(template="{% for"))
    with pytest.raises(TemplateBrokenError):
        engine.prompt(QUESTION)


def test_an_empty_prompt_is_refused(opened: Opens) -> None:
    engine = opened(Recipe(template="{# nothing #}"))
    with pytest.raises(TemplateBrokenError):
        engine.accept(engine.prompt(()))


def test_an_answer_ends_with_the_end_token(opened: Opens) -> None:
    engine = opened(Recipe(ends=True))
    read(engine, engine.prompt(QUESTION).token_ids)
    assert drawn(engine, 10) == ("", (), StopReason.END)


def test_a_file_that_llama_cpp_refuses(opened: Opens) -> None:
    with pytest.raises(DamagedModelError) as caught:
        opened(Recipe(blocks=1, said_blocks=2))
    assert "'blk.1.attn_norm.weight' not found" in str(caught.value.facts["reason"])


@pytest.mark.parametrize("size", range(1, 12))
def test_characters_come_whole_at_every_split(size: int) -> None:
    text = "特許🇯🇵 a👩‍👩‍👧é"
    data = text.encode()
    characters = WholeCharacters()
    parts = [characters.feed(data[at : at + size]) for at in range(0, len(data), size)]
    assert "".join(parts) + characters.flush() == text
    assert all("\ufffd" not in each for each in parts)


def test_half_a_character_at_the_end_is_shown_as_such() -> None:
    characters = WholeCharacters()
    assert characters.feed("特".encode()[:2]) == ""
    assert characters.flush() == "\ufffd"


def test_pieces_of_japanese_are_whole_characters(opened: Opens) -> None:
    engine = opened()
    vocabulary = engine.model.vocabulary
    text = "鑑定書の骨子🙂"
    ids = vocabulary.tokenise(text.encode())
    assert len(ids) > len(text)                     # most of them are spread over several tokens
    characters = WholeCharacters()
    parts = [characters.feed(vocabulary.piece(each)) for each in ids]
    assert "".join(parts) == text
    assert characters.flush() == ""
