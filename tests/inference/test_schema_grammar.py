"""JSON schemas as grammars: what fits, what does not, and what is refused by its name. llama.cpp itself reads
every grammar, and says whether it takes a text.
"""

import ctypes
import json
from collections.abc import Callable
from typing import Any

import pytest
from llama_cpp import llama_cpp as api

from desktop.inference.errors import GrammarError
from desktop.inference.schema_grammar import grammar_of
from tests.inference.conftest import Opens

Takes = Callable[[dict[str, Any] | bool, Any], bool]
CHARACTER = {"type": "string", "minLength": 1, "maxLength": 2}


@pytest.fixture
def takes(opened: Opens) -> Takes:
    """Whether a text is one of a schema's grammar, to its last character."""
    vocabulary = opened().model.vocabulary

    def allowed(sampler: Any, token_id: int) -> bool:
        one = (api.llama_token_data * 1)(api.llama_token_data(token_id, 1.0, 0.0))
        candidates = api.llama_token_data_array(one, 1, -1, False)
        api.llama_sampler_apply(sampler, ctypes.byref(candidates))
        return bool(one[0].logit > float("-inf"))

    def check(schema: dict[str, Any] | bool, value: Any) -> bool:
        text = value if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False).encode()
        grammar = grammar_of(json.dumps(schema))
        sampler = api.llama_sampler_init_grammar(vocabulary.handle, grammar.encode(), b"root")
        assert sampler, grammar
        taken = True
        for token_id in [14 + byte for byte in text] + [vocabulary.eos]:      # a token for each byte
            taken = taken and allowed(sampler, token_id)
            if taken and token_id != vocabulary.eos:
                api.llama_sampler_accept(sampler, token_id)
        api.llama_sampler_free(sampler)
        return taken

    return check


FITTING: list[tuple[dict[str, Any] | bool, list[Any], list[Any]]] = [
    ({"type": "integer"}, [0, -7, 123456], [1.5, "1", None, b"01"]),
    ({"type": "number"}, [0, -7.25, 1e5, 123], ["1", b"--1", b".5"]),
    ({"type": "boolean"}, [True, False], [0, "true"]),
    ({"type": "null"}, [None], [0]),
    ({"type": "string"}, ["", "特許", 'a"b\\c', "\n"], [1, b'"a\nb"', b'"a']),
    (CHARACTER, ["a", "特許"], ["", "abc"]),
    ({"type": ["string", "null"]}, ["a", None], [1]),
    ({"enum": ["特許", 3, None]}, ["特許", 3, None], ["実用新案", 4]),
    ({"type": "string", "enum": ["a"]}, ["a"], ["b"]),
    ({"const": {"a": ["\\", '"']}}, [{"a": ["\\", '"']}], [{"a": []}]),
    ({"anyOf": [{"type": "integer"}, CHARACTER]}, [1, "a"], [None, "abc"]),
    ({"oneOf": [{"type": "null"}]}, [None], [1]),
    ({"type": "array"}, [[], [1, "a", [None]]], [{}, b"[1,]"]),
    ({"type": "array", "items": {"type": "integer"}}, [[], [1], [1, 2, 3]], [["a"]]),
    ({"type": "array", "items": {"type": "integer"}, "minItems": 2}, [[1, 2], [1, 2, 3]], [[], [1]]),
    ({"type": "array", "items": {"type": "integer"}, "maxItems": 2}, [[], [1], [1, 2]], [[1, 2, 3]]),
    ({"type": "array", "minItems": 1, "maxItems": 1}, [[1], ["a"]], [[], [1, 2]]),
    ({"type": "array", "maxItems": 0}, [[]], [[1]]),
    ({"type": "object"}, [{}, {"a": {"b": 1}}, {"a": 1, "b": 2}], [[], b'{"a"}']),
    ({"type": "object", "additionalProperties": False}, [{}], [{"a": 1}]),
    ({"type": "object", "additionalProperties": {"type": "integer"}}, [{}, {"a": 1, "b": 2}], [{"a": "b"}]),
    (
        {"properties": {"a": {"type": "integer"}, "b": CHARACTER, "c": True}, "required": ["b"]},
        [{"b": "x"}, {"a": 1, "b": "x"}, {"b": "x", "c": []}, {"a": 1, "b": "x", "c": None}],
        [{}, {"a": 1}, {"a": 1, "c": 1}, {"b": "x", "a": 1}, {"b": "x", "d": 1}],
    ),
    (
        {"type": "object", "properties": {"a": {"const": 1}, "b": {"const": 2}}},
        [{}, {"a": 1}, {"b": 2}, {"a": 1, "b": 2}],
        [{"b": 2, "a": 1}, b'{"a":1,}', b'{,"b":2}'],
    ),
    (
        {
            "$ref": "#/$defs/node",
            "$defs": {
                "node": {
                    "type": "object",
                    "properties": {"next": {"anyOf": [{"$ref": "#/$defs/node"}, {"type": "null"}]}},
                    "required": ["next"],
                }
            },
        },
        [{"next": None}, {"next": {"next": {"next": None}}}],
        [{}, {"next": 1}],
    ),
    (True, [1, [], {"a": None}], [b"", b"nul"]),
    ({"title": "x", "description": "y"}, [1, "a"], [b""]),
]


@pytest.mark.parametrize(("schema", "fit", "unfit"), FITTING, ids=lambda each: str(each)[:50])
def test_a_schema_takes_what_fits_it(
    takes: Takes, schema: dict[str, Any] | bool, fit: list[Any], unfit: list[Any]
) -> None:
    assert [value for value in fit if not takes(schema, value)] == []
    assert [value for value in unfit if takes(schema, value)] == []


def test_spaces_may_stand_between(takes: Takes) -> None:
    schema = {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "integer"}}}}
    assert takes(schema, b'{ "a": [1, 2 ]\n }')
    assert takes(schema, json.dumps({"a": [1, 2]}, indent=2).encode())


@pytest.mark.parametrize(
    ("schema", "keyword"),
    [
        ({"type": "string", "pattern": "a+"}, "pattern"),
        ({"type": "integer", "minimum": 3}, "minimum"),
        ({"type": "date"}, "type"),
        ({"type": 3}, "type"),
        ({"type": "string", "minLength": -1}, "minLength"),
        ({"type": "string", "maxLength": 10**9}, "maxLength"),
        ({"type": "string", "minLength": 3, "maxLength": 2}, "maxLength"),
        ({"type": "array", "minItems": True}, "minItems"),
        ({"type": "array", "prefixItems": []}, "prefixItems"),
        ({"anyOf": []}, "anyOf"),
        ({"enum": 3}, "enum"),
        ({"allOf": [{}]}, "allOf"),
        ({"$ref": "https://example.org/schema"}, "$ref"),
        ({"$ref": "#/$defs/none"}, "$ref"),
        ({"type": "object", "properties": {"a": {}}, "required": ["b"]}, "required"),
        ({"type": "object", "properties": [], "required": []}, "properties"),
        ({"type": "object", "properties": {"a": {}}, "additionalProperties": {}}, "additionalProperties"),
        (3, ""),
        ([{}], ""),
    ],
    ids=str,
)
def test_what_is_not_known_is_refused_by_its_name(schema: Any, keyword: str) -> None:
    with pytest.raises(GrammarError) as caught:
        grammar_of(json.dumps(schema))
    assert caught.value.facts == {"reason": "schema", "keyword": keyword}


def nested(depth: int) -> dict[str, Any]:
    schema: dict[str, Any] = {}
    for _ in range(depth):
        schema = {"type": "array", "items": schema}
    return schema


@pytest.mark.parametrize(
    "text",
    [
        "", "nul", "[" * 60_000, " " * 70_000, json.dumps(nested(40)),
        json.dumps({"properties": {str(number): {} for number in range(3000)}}),
    ],
    ids=len,
)  # fmt: skip
def test_hostile_schemas_are_refused_soon(text: str) -> None:
    with pytest.raises(GrammarError):
        grammar_of(text)
