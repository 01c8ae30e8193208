"""Messages between our processes as JSON objects: written with their kind, accepted back only field by field.

The accepted types are read off the dataclasses themselves, so that a message cannot be sent that is not
accepted. Anything missing, superfluous, of another type or beyond the limits raises MessageError.
"""

import types
from collections.abc import Hashable
from dataclasses import asdict, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from desktop.errors import HishoError

MAX_ITEMS = 1_000_000               # entries of one list: token ids of the longest context, with room
MAX_TEXT = 8 * 1024 * 1024          # characters of one text
MAX_FACTS = 32                      # of an error

T = TypeVar("T")


class MessageError(HishoError):
    """What arrived is no message of the protocol; `reason` names the place in it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def kinds_of(union: Any) -> dict[str, type[Any]]:
    """The message classes of a union by the `kind` that each has."""
    return {each.kind: each for each in get_args(union)}


def body_of(message: Any) -> dict[str, Any]:
    """The JSON object of a message."""
    return {"kind": message.kind} | asdict(message)


def accept_message(known: dict[str, type[Any]], untrusted_body: dict[str, Any]) -> Any:
    """The message of one of these kinds. Raises MessageError."""
    untrusted_kind = untrusted_body.get("kind")
    if not isinstance(untrusted_kind, str) or untrusted_kind not in known:
        raise MessageError("unknown kind")
    untrusted_fields = {name: value for name, value in untrusted_body.items() if name != "kind"}
    return _accept_dataclass(known[untrusted_kind], untrusted_fields)


def accept(kind: type[T], untrusted: Any) -> T:
    """A value of this dataclass. Raises MessageError."""
    return _accept_dataclass(kind, untrusted)


def are_facts(untrusted: Any) -> bool:
    """Whether this can be the facts of an error: a few names with plain values."""
    return (
        isinstance(untrusted, dict)
        and len(untrusted) <= MAX_FACTS
        and all(isinstance(key, str) for key in untrusted)
        and all(isinstance(value, str | int | float | bool) for value in untrusted.values())
    )


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {each.name: hints[each.name] for each in fields(kind)}  # type: ignore[arg-type]  # a dataclass


def _accept_dataclass(kind: type[T], untrusted: Any) -> T:
    hints = _hints(kind)  # type: ignore[arg-type]  # mypy: a type variable's class is not seen as hashable
    if not isinstance(untrusted, dict) or set(untrusted) != set(hints):
        raise MessageError(f"fields of {kind.__name__}")
    place = kind.__name__
    return kind(**{name: _accept(hint, untrusted[name], f"{place}.{name}") for name, hint in hints.items()})


def _accept(hint: Any, untrusted: Any, place: str) -> Any:
    """One value of the annotated type; JSON has lists where we have tuples, and numbers where we have enums
    or floats.
    """
    if isinstance(hint, types.UnionType):
        options = get_args(hint)
        if untrusted is None and type(None) in options:
            return None
        return _accept(next(option for option in options if option is not type(None)), untrusted, place)
    if get_origin(hint) is tuple:
        return _accept_items(get_args(hint)[0], untrusted, place)
    if get_origin(hint) is dict:
        return _accept_facts(untrusted, place)
    if is_dataclass(hint):
        return _accept_dataclass(hint, untrusted)  # type: ignore[arg-type]  # is_dataclass also narrows to instances
    return _accept_plain(hint, untrusted, place)


def _accept_items(hint: Any, untrusted: Any, place: str) -> tuple[Any, ...]:
    if not isinstance(untrusted, list | tuple) or len(untrusted) > MAX_ITEMS:
        raise MessageError(place)
    if hint is int:                 # token ids: many, so one pass without a call for each
        if not all(type(each) is int for each in untrusted):
            raise MessageError(place)
        return tuple(untrusted)
    return tuple(_accept(hint, each, place) for each in untrusted)


def _accept_facts(untrusted: Any, place: str) -> dict[str, Any]:
    if not are_facts(untrusted):
        raise MessageError(place)
    return dict(untrusted)


def _accept_plain(hint: Any, untrusted: Any, place: str) -> Any:
    if hint is str and isinstance(untrusted, str) and len(untrusted) <= MAX_TEXT:
        return untrusted
    if hint is bool and isinstance(untrusted, bool):
        return untrusted
    if hint is int and type(untrusted) is int:
        return untrusted
    if hint is float and type(untrusted) in (int, float):
        return float(untrusted)
    if isinstance(hint, type) and issubclass(hint, StrEnum) and untrusted in {str(each) for each in hint}:
        return hint(untrusted)
    raise MessageError(place)
