"""Conversations from a JSON file that anybody may have written: accepted whole, field by field, or refused
with the place. The format is told in `json_form`.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from desktop.chat.conversation import Ending, Message, ModelMark, Role, StoredMessage
from desktop.chat.labels import Label, label_from
from desktop.chat.lead import (
    MAX_STOP_TEXT,
    MAX_STOPS,
    WISH_BOUNDS,
    Lead,
    SamplingWish,
    whole_form,
)
from desktop.chat.whole import WholeConversation
from desktop.codec import MAX_TEXT, MessageError, accept
from desktop.transfer.acceptance import Untrusted
from desktop.transfer.errors import ImportFormatError, ImportTooNewError, TransferTooLargeError
from desktop.transfer.json_form import FORMAT, VERSION

FILE_LIMIT = 64 * 1024 * 1024       # bytes; read into memory it may take twenty times as much
MOST_CONVERSATIONS, MOST_MESSAGES, MOST_MODELS = 2_000, 50_000, 1_000
MOST_TOKENS = 1_000_000             # of one answer
_LONGEST_TITLE, _LONGEST_NAME = 10_000, 4_000
_ENDINGS = frozenset(Ending) - {Ending.STREAMING}
_FILE = ("format", "version", "program", "exported", "label", "label_name", "models", "conversations")
_CONVERSATION = ("title", "label", "created", "updated", "part", "lead", "leaf", "messages")
_MESSAGE = (
    "parent", "role", "text", "thinking", "ending", "created", "model", "token_ids", "protection",
    "left_out", "recipe", "system_text",
)  # fmt: skip
T = TypeVar("T")


def from_json(untrusted_file: bytes) -> tuple[WholeConversation, ...]:
    """The conversations of a file; their ids mean something within each of them only. Raises
    TransferTooLargeError, ImportTooNewError, ImportFormatError.
    """
    if len(untrusted_file) > FILE_LIMIT:
        raise TransferTooLargeError(FILE_LIMIT)
    body = Untrusted(_parsed(untrusted_file), "")
    if not isinstance(body.value, dict) or body.value.get("format") != FORMAT:
        raise ImportFormatError("format", "ours")
    untrusted_version = body.value.get("version")
    if type(untrusted_version) is int and VERSION < untrusted_version <= 10**6:
        raise ImportTooNewError(untrusted_version, VERSION)
    fields = body.fields(_FILE)
    fields["version"].number(VERSION, VERSION)
    fields["program"].text(_LONGEST_NAME)
    fields["label_name"].text(_LONGEST_NAME)
    fields["exported"].moment()
    label_from(fields["label"].text(_LONGEST_NAME))
    models = [_model(each) for each in fields["models"].items(MOST_MODELS)]
    found = [_conversation(each, models) for each in fields["conversations"].items(MOST_CONVERSATIONS)]
    if sum(len(each.messages) for each in found) > MOST_MESSAGES:
        raise fields["conversations"].refuse("many")
    return tuple(found)


def _parsed(untrusted_file: bytes) -> Any:
    try:
        text = untrusted_file.decode("utf-8-sig")       # an editor may have put its mark before it
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except ImportFormatError:
        raise
    except json.JSONDecodeError as error:
        raise ImportFormatError(f"{error.lineno}:{error.colno}", "json") from error
    except (ValueError, RecursionError) as error:       # no UTF-8, a number without end, nested without end
        raise ImportFormatError(".", "json") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Two fields with one name would be read differently by different programs."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ImportFormatError(min(found, default="")[:40], "twice")
    return found


def _no_constant(name: str) -> Any:
    raise ImportFormatError(name, "number")


def _model(untrusted: Untrusted) -> ModelMark:
    fields = untrusted.fields(("sha256", "name", "architecture"))
    return ModelMark(
        fields["sha256"].digest(), fields["name"].text(_LONGEST_NAME),
        fields["architecture"].text(_LONGEST_NAME),
    )  # fmt: skip


def _conversation(untrusted: Untrusted, models: Sequence[ModelMark]) -> WholeConversation:
    fields = untrusted.fields(_CONVERSATION)
    fields["part"].truth()
    messages = []
    for place, each in enumerate(fields["messages"].items(MOST_MESSAGES)):
        messages.append(_message(each, place, models))
    leaf = _or_none(fields["leaf"], lambda value: value.number(len(messages) - 1))
    return WholeConversation(
        title=fields["title"].text(_LONGEST_TITLE),
        created=fields["created"].moment(),
        updated=fields["updated"].moment(),
        label=_label(fields["label"]),
        messages=tuple(messages),
        leaf=leaf,
        lead=_lead(fields["lead"]),
    )


def _label(untrusted: Untrusted) -> Label:
    """A label that this version does not know is the most secret: it may be one of a later version."""
    return label_from(untrusted.text(_LONGEST_NAME))


def _message(untrusted: Untrusted, place: int, models: Sequence[ModelMark]) -> StoredMessage:
    fields = untrusted.fields(_MESSAGE)
    parent = _or_none(fields["parent"], lambda value: value.number(place - 1))
    model = _or_none(fields["model"], lambda value: models[value.number(len(models) - 1)])
    message = Message(
        role=Role(fields["role"].one_of(frozenset(Role))),
        text=fields["text"].text(MAX_TEXT),
        ending=Ending(fields["ending"].one_of(_ENDINGS)),
        model=model,
        token_ids=fields["token_ids"].numbers(MOST_TOKENS),
        protection=fields["protection"].text(_LONGEST_NAME),
        left_out=fields["left_out"].number(),
        thinking=fields["thinking"].text(MAX_TEXT),
        recipe=fields["recipe"].text(MAX_TEXT),
        system_text=fields["system_text"].text(MAX_TEXT),
    )
    return StoredMessage(place, 0, parent, message, fields["created"].moment())


def _or_none(untrusted: Untrusted, take: Callable[[Untrusted], T]) -> T | None:
    return None if untrusted.value is None else take(untrusted)


def _lead(untrusted: Untrusted) -> Lead:
    fields = untrusted.fields(("system_text", "sampling"))
    return Lead(fields["system_text"].text(MAX_TEXT), _wish(fields["sampling"]))


def _wish(untrusted: Untrusted) -> SamplingWish:
    """What is asked of the sampling, within the bounds that the window's own form keeps."""
    if not isinstance(untrusted.value, dict):
        raise untrusted.refuse("object")
    try:
        wish = accept(SamplingWish, whole_form(untrusted.value))
    except MessageError as error:
        raise untrusted.refuse("fields") from error
    for name, (least, most) in WISH_BOUNDS.items():
        value = getattr(wish, name)
        if value is not None and not least <= value <= most:
            raise Untrusted(None, f"{untrusted.place}.{name}").refuse("number")
    _check_texts(wish, untrusted)
    return wish


def _check_texts(wish: SamplingWish, untrusted: Untrusted) -> None:
    stops = wish.stop or ()
    if len(stops) > MAX_STOPS:
        raise untrusted.refuse("many")
    for text, most in (
        *((stop, MAX_STOP_TEXT) for stop in stops),
        (wish.grammar or "", MAX_TEXT),
        (wish.json_schema or "", MAX_TEXT),
    ):
        Untrusted(text, f"{untrusted.place}.text").text(most)
    if wish.grammar is not None and wish.json_schema is not None:
        raise untrusted.refuse("fields")

