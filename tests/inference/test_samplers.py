"""What is wished for a draw reaches llama.cpp's samplers, and senseless wishes are brought to sane ones."""

import json
from dataclasses import replace
from typing import Any

import pytest

from desktop.inference import samplers
from desktop.inference.engine import Engine, Piece
from desktop.inference.errors import GrammarError
from desktop.inference.sampling import Sampling, TokenBias
from desktop.inference.warm_copies import common_length
from tests.inference.conftest import Opens
from tests.inference.test_engine import QUESTION, read

DRAWN = Sampling(temperature=1.0, top_k=0, top_p=1.0, min_p=0.0, seed=7)
GREEDY = Sampling(temperature=0)


def answer(engine: Engine, sampling: Sampling, limit: int = 60) -> tuple[tuple[int, ...], str]:
    """The tokens and the text of an answer to the same question."""
    read(engine, engine.prompt(QUESTION).token_ids)
    pieces = [each for each in engine.generate(sampling, limit) if isinstance(each, Piece)]
    return tuple(one for each in pieces for one in each.token_ids), "".join(each.text for each in pieces)


def test_a_seed_is_drawn_where_none_is_wished() -> None:
    seeds = {samplers.settled(replace(DRAWN, seed=None)).seed for _ in range(8)}
    assert len(seeds) == 8
    assert all(seed is not None and 0 <= seed < 2**32 - 1 for seed in seeds)
    assert samplers.settled(DRAWN) == DRAWN
    assert samplers.settled(replace(DRAWN, seed=-1)).seed == 2**32 - 2


def test_a_forbidden_token_does_not_come(opened: Opens) -> None:
    engine = opened()
    ids, _ = answer(engine, GREEDY)
    most = max(set(ids), key=ids.count)
    forbidden = replace(GREEDY, logit_bias=(TokenBias(most, -1000.0), TokenBias(10**9, 5.0)))
    assert most not in answer(engine, forbidden)[0]


def test_a_favoured_token_comes_although_it_was_improbable(opened: Opens) -> None:
    """Biases stand before top-k, so that what they favour is not cut off."""
    engine = opened()
    unaided, _ = answer(engine, replace(DRAWN, top_k=1))
    wanted = next(each for each in range(20, 300) if each not in unaided)
    favoured = replace(DRAWN, top_k=1, logit_bias=(TokenBias(wanted, 1e9),))
    assert set(answer(engine, favoured)[0]) == {wanted}


@pytest.mark.parametrize(
    "wish",
    [{"repeat_penalty": 5.0}, {"presence_penalty": 50.0}, {"frequency_penalty": 20.0}],
    ids=str,
)
@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_penalties_make_for_variety(opened: Opens, wish: dict[str, Any], temperature: float) -> None:
    engine = opened()
    plain = replace(DRAWN, temperature=temperature, top_k=40)
    penalised = replace(plain, **wish, penalty_window=-1)
    assert len(set(answer(engine, penalised)[0])) > len(set(answer(engine, plain)[0]))


def test_penalties_look_at_the_prompt(opened: Opens) -> None:
    engine = opened()
    ids, _ = answer(engine, GREEDY, 1)
    before = [ids[0]] * 8
    penalised = replace(GREEDY, presence_penalty=90.0)
    for looked_at, expected in ((before, False), ([], True)):
        with samplers.chain_for(penalised, engine.model.vocabulary, looked_at) as chain:
            read(engine, engine.prompt(QUESTION).token_ids)
            assert (chain.sample(engine.context) == ids[0]) is expected


def test_sequences_are_not_repeated_with_dry(opened: Opens) -> None:
    engine = opened()
    biased = replace(GREEDY, logit_bias=tuple(TokenBias(each, 60.0) for each in range(300, 306)))

    def longest_repeat(ids: tuple[int, ...]) -> int:
        pairs = [(one, two) for one in range(len(ids)) for two in range(one + 1, len(ids))]
        return max(common_length(ids[one:], (*ids[two:], -1)) for one, two in pairs)

    plain = longest_repeat(answer(engine, biased)[0])
    dry = longest_repeat(answer(engine, replace(biased, dry_multiplier=50.0))[0])
    assert dry < plain
    assert dry <= 6


@pytest.mark.parametrize(
    "wish",
    [
        {"repeat_penalty": float("nan")},
        {"repeat_penalty": -3.0},
        {"presence_penalty": float("inf"), "frequency_penalty": -1e30},
        {"dry_multiplier": 1e30, "dry_base": float("nan"), "dry_allowed_length": -5},
        {"dry_multiplier": -1.0, "penalty_window": 10**12, "repeat_penalty": 1.1},
        {"logit_bias": (TokenBias(-1, 1.0), TokenBias(3, float("nan")), TokenBias(5, float("inf")))},
        {"temperature": 1e-30},
        {"seed": -(2**80)},
    ],
    ids=str,
)
def test_senseless_wishes_still_give_an_answer(opened: Opens, wish: dict[str, Any]) -> None:
    assert len(answer(opened(), replace(DRAWN, **wish), 5)[0]) == 5


def test_an_answer_keeps_to_a_grammar(opened: Opens) -> None:
    engine = opened()
    grammar = 'root ::= ("特" | "請求項" [0-9]) "。" root?'
    for seed in range(5):
        _, text = answer(engine, replace(DRAWN, grammar=grammar, seed=seed))
        rest = text
        for part in [f"請求項{digit}。" for digit in range(10)] + ["特。"]:
            rest = rest.replace(part, "")
        assert text
        assert len(rest) < len("請求項1。")         # the last part may have been cut by the limit


def test_an_answer_ends_where_its_grammar_does(opened: Opens) -> None:
    engine = opened()
    ids, text = answer(engine, replace(DRAWN, grammar='root ::= "yes" | "no"'))
    assert text in ("yes", "no")
    assert len(ids) <= 3


def test_a_grammar_does_not_change_what_fits_it_anyway(opened: Opens) -> None:
    engine = opened()
    vocabulary = engine.model.vocabulary
    odd = [each for each in range(vocabulary.size) if each < 270 or not vocabulary.piece(each)]
    whole = replace(DRAWN, logit_bias=tuple(TokenBias(each, -1000.0) for each in odd))
    anything = replace(whole, grammar="root ::= [^\\x00]*")
    assert answer(engine, anything, 20) == answer(engine, whole, 20)


def test_a_schema_gives_json_that_fits_it(opened: Opens) -> None:
    engine = opened()
    schema = json.dumps(
        {
            "type": "object",
            "properties": {
                "種別": {"enum": ["特許", "実用新案"]},
                "claims": {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 2},
                "note": {"type": "string", "maxLength": 3},
            },
            "required": ["種別", "claims"],
        }
    )
    found = []
    for seed in range(6):
        _, text = answer(engine, replace(DRAWN, json_schema=schema, seed=seed), 400)
        found.append(json.loads(text))
        assert found[-1]["種別"] in ("特許", "実用新案")
        assert 1 <= len(found[-1]["claims"]) <= 2
        assert all(isinstance(each, int) for each in found[-1]["claims"])
        assert list(found[-1]) in (["種別", "claims"], ["種別", "claims", "note"])
        assert len(found[-1].get("note", "")) <= 3


@pytest.mark.parametrize("grammar", ["nothing ::= [a-z]", "root ::= root", "root ::= other", "{{{"])
def test_a_grammar_that_is_none_is_refused(opened: Opens, grammar: str) -> None:
    engine = opened()
    with pytest.raises(GrammarError) as caught:
        answer(engine, replace(DRAWN, grammar=grammar))
    assert caught.value.facts == {"reason": "grammar"}
    assert len(answer(engine, DRAWN, 3)[0]) == 3


def test_one_form_at_a_time(opened: Opens) -> None:
    with pytest.raises(GrammarError) as caught:
        answer(opened(), replace(DRAWN, grammar='root ::= "a"', json_schema="{}"))
    assert caught.value.facts == {"reason": "both"}
