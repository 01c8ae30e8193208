"""From a JSON schema to a grammar (GBNF) whose texts all fit it.

A subset of JSON Schema, and the rest is refused rather than passed over: types, `properties` with `required`,
`items` with `minItems` and `maxItems`, `minLength` and `maxLength`, `enum`, `const`, `anyOf`, `oneOf`, and
`$ref` into the schema's own `$defs` or `definitions`. Properties come in the order of the schema, and an
object with `properties` has no others: llama.cpp draws texts, it need not draw all that would be allowed.
"""

import json
from collections.abc import Callable
from typing import Any

from desktop.inference.errors import GrammarError

_MOST_CHARACTERS = 1 << 16
_DEEPEST = 32
_MOST_RULES = 4096
_MOST_REPEATED = 1000               # llama.cpp refuses a grammar with more than 2,000
_REMARKS = frozenset((
    "$schema", "$id", "$comment", "$defs", "definitions", "title", "description", "default", "examples",
    "deprecated", "readOnly", "writeOnly",
))
_BASIC = {
    "ws": r'| " " | "\n" [ \t]{0,20}',
    "char": r'[^"\\\x7F\x00-\x1F] | [\\] (["\\bfnrt/] | "u" [0-9a-fA-F]{4})',
    "string": r'"\"" char* "\"" ws',
    "whole": r'"-"? ("0" | [1-9] [0-9]{0,15})',
    "integer": "whole ws",
    "number": r'whole ("." [0-9]{1,16})? ([eE] [-+]? [0-9]{1,2})? ws',
    "boolean": '("true" | "false") ws',
    "null": '"null" ws',
    "value": "object | array | string | number | boolean | null",
    "object": r'"{" ws (string ":" ws value ("," ws string ":" ws value)*)? "}" ws',
    "array": '"[" ws (value ("," ws value)*)? "]" ws',
}


def grammar_of(untrusted_schema: str) -> str:
    """The grammar for a schema as JSON text; its first rule is "root". Raises GrammarError with the reason
    "schema" and the `keyword` that is not known, or empty where it is no schema at all.
    """
    if len(untrusted_schema) > _MOST_CHARACTERS:
        raise GrammarError(reason="size")
    try:
        untrusted = json.loads(untrusted_schema)
    except (ValueError, RecursionError) as error:
        raise _refused("") from error
    rules = _Rules(untrusted)
    root = rules.of(untrusted, 0)
    return "\n".join([f"root ::= ws {root}", *rules.lines()]) + "\n"


def _refused(keyword: str) -> GrammarError:
    return GrammarError(reason="schema", keyword=keyword)


class _Rules:
    """Collects the rules of one grammar. Every method that returns a text returns an expression."""

    def __init__(self, untrusted_root: Any) -> None:
        self._root = untrusted_root
        self._rules = dict(_BASIC)
        self._known: dict[str, str] = {}        # references → rules

    def lines(self) -> list[str]:
        return [f"{name} ::= {text}" for name, text in self._rules.items()]

    def of(self, untrusted: Any, depth: int) -> str:
        """What fits this schema."""
        if depth > _DEEPEST:
            raise _refused("$ref")
        if untrusted is True or untrusted == {}:
            return "value"
        if not isinstance(untrusted, dict):
            raise _refused("")
        for keyword, make in self._keywords().items():
            if keyword in untrusted:
                _only(untrusted, {keyword, *_ALONGSIDE.get(keyword, ())})
                return make(untrusted, depth + 1)
        return self._typed(untrusted, depth + 1)

    def _keywords(self) -> dict[str, Callable[[dict[str, Any], int], str]]:
        """Those that say everything by themselves."""
        return {
            "$ref": lambda untrusted, depth: self._reference(untrusted["$ref"], depth),
            "const": lambda untrusted, _: _literal(untrusted["const"]),
            "enum": lambda untrusted, _: _any_of([_literal(each) for each in _list(untrusted, "enum")]),
            "anyOf": lambda untrusted, depth: self._alternatives(untrusted, "anyOf", depth),
            "oneOf": lambda untrusted, depth: self._alternatives(untrusted, "oneOf", depth),
        }

    def _alternatives(self, untrusted: dict[str, Any], keyword: str, depth: int) -> str:
        return _any_of([self.of(each, depth) for each in _list(untrusted, keyword)])

    def _typed(self, untrusted: dict[str, Any], depth: int) -> str:
        kinds = untrusted.get("type", "object" if "properties" in untrusted else None)
        if isinstance(kinds, list) and kinds:
            return _any_of([self._typed(untrusted | {"type": kind}, depth) for kind in kinds])
        if kinds == "object":
            return self._object(untrusted, depth)
        if kinds == "array":
            return self._array(untrusted, depth)
        if kinds == "string":
            _only(untrusted, {"type", "minLength", "maxLength"})
            times = _times(untrusted, "minLength", "maxLength")
            return rf'"\"" char{times} "\"" ws'
        if kinds in ("number", "integer", "boolean", "null"):
            _only(untrusted, {"type"})
            return str(kinds)
        if kinds is None:
            _only(untrusted, set())
            return "value"
        raise _refused("type")

    def _object(self, untrusted: dict[str, Any], depth: int) -> str:
        _only(untrusted, {"type", "properties", "required", "additionalProperties"})
        properties = untrusted.get("properties", {})
        required = untrusted.get("required", [])
        others = untrusted.get("additionalProperties", False)
        if not isinstance(properties, dict) or not isinstance(required, list):
            raise _refused("properties")
        if not properties:
            if others is False and "additionalProperties" in untrusted:
                return '"{" ws "}" ws'
            value = self.of(others, depth) if isinstance(others, dict) else "value"
            return self._rule(rf'"{{" ws (string ":" ws {value} ("," ws string ":" ws {value})*)? "}}" ws')
        if not set(map(str, required)) <= set(properties):
            raise _refused("required")
        if isinstance(others, dict):
            raise _refused("additionalProperties")
        return rf'"{{" ws {self._members(properties, required, depth)} "}}" ws'

    def _members(self, properties: dict[str, Any], required: list[Any], depth: int) -> str:
        """Two rules for each property: one for what may stand first, one for what follows another."""
        first = after = '""'
        for name, schema in reversed(properties.items()):
            pair = self._rule(f'{_literal(name)} ws ":" ws {self.of(schema, depth)}')
            if name in required:
                first, after = f"{pair} {after}", f'"," ws {pair} {after}'
            else:
                first, after = f"({pair} {after} | {first})", f'("," ws {pair})? {after}'
            first, after = self._rule(first), self._rule(after)
        return first

    def _array(self, untrusted: dict[str, Any], depth: int) -> str:
        _only(untrusted, {"type", "items", "minItems", "maxItems"})
        item = self._rule(self.of(untrusted.get("items", {}), depth))
        least, most = _range(untrusted, "minItems", "maxItems")
        if most == 0:
            return '"[" ws "]" ws'
        more = "" if most is None else str(most - 1)
        listed = f'{item} ("," ws {item}){{{max(least - 1, 0)},{more}}}'
        return f'"[" ws {listed if least else f"({listed})?"} "]" ws'

    def _reference(self, untrusted: Any, depth: int) -> str:
        if not isinstance(untrusted, str) or not untrusted.startswith(("#/$defs/", "#/definitions/")):
            raise _refused("$ref")
        if untrusted not in self._known:
            _, place, name = untrusted.split("/", 2)
            found = self._root.get(place) if isinstance(self._root, dict) else None
            if not isinstance(found, dict) or name not in found:
                raise _refused("$ref")
            rule = self._known[untrusted] = self._rule("")
            self._rules[rule] = self.of(found[name], depth)
        return self._known[untrusted]

    def _rule(self, text: str) -> str:
        """A new rule; returns its name."""
        if len(self._rules) >= _MOST_RULES:
            raise GrammarError(reason="size")
        name = f"r{len(self._rules)}"
        self._rules[name] = text
        return name


_ALONGSIDE = {"enum": ("type",), "const": ("type",)}


def _only(untrusted: dict[str, Any], known: set[str]) -> None:
    for keyword in untrusted:
        if keyword not in known and keyword not in _REMARKS:
            raise _refused(keyword)


def _list(untrusted: dict[str, Any], keyword: str) -> list[Any]:
    found = untrusted[keyword]
    if not isinstance(found, list) or not found:
        raise _refused(keyword)
    return found


def _any_of(expressions: list[str]) -> str:
    return f"({' | '.join(expressions)})"


def _literal(value: Any) -> str:
    """A JSON value as it is written, as a text of GBNF."""
    written = json.dumps(value, ensure_ascii=False).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{written}" ws'


def _range(untrusted: dict[str, Any], least: str, most: str) -> tuple[int, int | None]:
    found = (untrusted.get(least, 0), untrusted.get(most))
    for keyword, number in zip((least, most), found, strict=True):
        if number is not None and (type(number) is not int or not 0 <= number <= _MOST_REPEATED):
            raise _refused(keyword)
    if found[1] is not None and found[1] < found[0]:
        raise _refused(most)
    return found


def _times(untrusted: dict[str, Any], least: str, most: str) -> str:
    low, high = _range(untrusted, least, most)
    return "*" if (low, high) == (0, None) else f"{{{low},{'' if high is None else high}}}"
