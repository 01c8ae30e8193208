"""Conversations as JSON: all of them, so that what is read back is what was written.

The format, version 1; UTF-8, one object:

    format          "hisho-conversations"
    version         1; a reader refuses a number that it does not know
    program         name and version of the writer, for people
    exported        when, ISO 8601 with its offset
    label           that of the most secret conversation: top_secret | secret | internal | general
    label_name      the same in the reader's language
    models          each model that wrote an answer: sha256, name, architecture
    conversations   a list of

        title, label, created, updated      times are ISO 8601 in UTC
        part            true where messages were chosen: then there are only those
        lead            system_text, and sampling: what is asked of it, by llama.cpp's names
        leaf            place of the end of the branch that is shown, or null
        messages        a list, every message after the one it answers:

            parent          place of that one in the list, from 0, or null
            role            system | user | assistant
            text, thinking  as they were written
            ending          complete | length | stopped | interrupted
            created         ISO 8601 in UTC
            model           place in models, or null
            token_ids       the tokens that were sampled
            protection      the protection level while it was written
            left_out        how many of the oldest messages its prompt left out
            recipe          what made it, JSON as a text
            system_text     what led the conversation then

Nothing else stands in it, and nothing of this is missing. Ids of the vault are not in it.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from desktop.chat.conversation import ModelMark, StoredMessage
from desktop.chat.lead import kept_form
from desktop.chat.whole import WholeConversation
from desktop.transfer.forms import Stamp, label_of, models_of

FORMAT = "hisho-conversations"
VERSION = 1


def as_json(wholes: Sequence[WholeConversation], stamp: Stamp, *, part: bool = False) -> str:
    """One file for all of them. `part`: messages were chosen."""
    models = models_of(wholes)
    places = {mark: place for place, mark in enumerate(models)}
    label = label_of(wholes)
    body = {
        "format": FORMAT,
        "version": VERSION,
        "program": f"Hisho {stamp.version}",
        "exported": stamp.made.isoformat(timespec="seconds"),
        "label": label.value,
        "label_name": stamp.label_name(label),
        "models": [_mark(each) for each in models],
        "conversations": [_conversation(whole, places, part=part) for whole in wholes],
    }
    return json.dumps(body, ensure_ascii=False, allow_nan=False) + "\n"


def _mark(mark: ModelMark) -> dict[str, str]:
    return {"sha256": mark.sha256, "name": mark.name, "architecture": mark.architecture}


def _conversation(whole: WholeConversation, models: Mapping[ModelMark, int], *, part: bool) -> dict[str, Any]:
    places = {stored.id: place for place, stored in enumerate(whole.messages)}
    return {
        "title": whole.title,
        "label": whole.label.value,
        "created": _time(whole.created),
        "updated": _time(whole.updated),
        "part": part,
        "lead": {"system_text": whole.lead.system_text, "sampling": kept_form(whole.lead.sampling)},
        "leaf": None if whole.leaf is None else places[whole.leaf],
        "messages": [_message(stored, places, models) for stored in whole.messages],
    }


def _message(
    stored: StoredMessage, places: Mapping[int, int], models: Mapping[ModelMark, int]
) -> dict[str, Any]:
    message = stored.message
    return {
        "parent": None if stored.parent_id is None else places[stored.parent_id],
        "role": message.role.value,
        "text": message.text,
        "thinking": message.thinking,
        "ending": message.ending.value,
        "created": _time(stored.created),
        "model": None if message.model is None else models[message.model],
        "token_ids": list(message.token_ids),
        "protection": message.protection,
        "left_out": message.left_out,
        "recipe": message.recipe,
        "system_text": message.system_text,
    }


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
