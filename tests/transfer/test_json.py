"""JSON gives back what it was given, and takes nothing else."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.chat.conversation import Ending, Message, ModelMark, Role, StoredMessage
from desktop.chat.labels import Label
from desktop.chat.lead import Lead, SamplingWish
from desktop.chat.whole import WholeConversation
from desktop.transfer.errors import ImportFormatError, ImportTooNewError, TransferTooLargeError
from desktop.transfer.forms import part_of
from desktop.transfer.json_form import as_json
from desktop.transfer.json_reading import FILE_LIMIT, from_json
from tests.transfer.samples import STAMP, whole

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
TIMES = st.datetimes(datetime(1970, 1, 2), datetime(9000, 1, 1), timezones=st.just(UTC))
MARKS = st.builds(ModelMark, st.text("0123456789abcdef", min_size=64, max_size=64), TEXTS, TEXTS)
MESSAGES = st.builds(
    Message,
    role=st.sampled_from(Role),
    text=TEXTS,
    ending=st.sampled_from([each for each in Ending if each is not Ending.STREAMING]),
    model=st.none() | MARKS,
    token_ids=st.lists(st.integers(0, 2**31 - 1), max_size=5).map(tuple),
    protection=TEXTS,
    left_out=st.integers(0, 1000),
    thinking=TEXTS,
    recipe=TEXTS,
    system_text=TEXTS,
)
WISHES = st.builds(
    SamplingWish,
    temperature=st.none() | st.floats(0, 2),
    top_k=st.none() | st.integers(0, 1000),
    presence_penalty=st.none() | st.floats(-2, 2),
    seed=st.none() | st.integers(0, 2**32 - 2),
    stop=st.none() | st.lists(TEXTS, max_size=3).map(tuple),
    grammar=st.none() | TEXTS,
)


@st.composite
def wholes(draw: st.DrawFn) -> WholeConversation:
    """Any tree: each message hangs on one before it, or on none."""
    messages: list[StoredMessage] = []
    for place, message in enumerate(draw(st.lists(MESSAGES, max_size=6))):
        parent = draw(st.none() | st.integers(0, place - 1)) if place else None
        messages.append(StoredMessage(place, 0, parent, message, draw(TIMES)))
    leaf = draw(st.integers(0, len(messages) - 1)) if messages else None
    lead = Lead(draw(TEXTS), draw(WISHES))
    label = draw(st.sampled_from(Label))
    return WholeConversation(draw(TEXTS), draw(TIMES), draw(TIMES), label, tuple(messages), leaf, lead)


@settings(max_examples=60, deadline=None)
@given(st.lists(wholes(), max_size=3))
def test_what_is_read_is_what_was_written(given_out: list[WholeConversation]) -> None:
    assert from_json(as_json(given_out, STAMP).encode()) == tuple(given_out)


def test_ids_of_the_vault_are_not_in_the_file() -> None:
    (back,) = from_json(as_json([whole()], STAMP).encode())
    assert [(each.id, each.conversation_id, each.parent_id) for each in back.messages] == [
        (0, 0, None), (1, 0, 0), (2, 0, 0)
    ]  # fmt: skip
    assert back.leaf == 1
    assert back.lead == whole().lead


def test_the_file_says_what_it_is() -> None:
    body = json.loads(as_json([whole(Label.SECRET), whole(Label.GENERAL)], STAMP))
    assert list(body)[:2] == ["format", "version"]
    assert (body["format"], body["version"]) == ("hisho-conversations", 1)
    assert (body["label"], body["label_name"]) == ("secret", "秘")
    assert body["exported"] == "2026-11-25T20:05:00+09:00"
    assert [each["label"] for each in body["conversations"]] == ["secret", "general"]
    assert body["models"] == [{"sha256": "ab" * 32, "name": "llm-jp-4 [8B]*", "architecture": "llama"}]


def test_a_part_says_so_and_is_read() -> None:
    text = as_json([part_of(whole(), {12})], STAMP, part=True)
    assert json.loads(text)["conversations"][0]["part"] is True
    (back,) = from_json(text.encode())
    assert [each.message.text for each in back.messages] == [whole().messages[1].message.text]


def test_an_editors_mark_and_another_time_zone_do_no_harm() -> None:
    text = as_json([whole()], STAMP).replace("+00:00", "Z")
    assert from_json(b"\xef\xbb\xbf" + text.encode()) == from_json(as_json([whole()], STAMP).encode())


def test_a_label_that_nobody_knows_is_the_most_secret() -> None:
    text = as_json([whole(Label.GENERAL)], STAMP).replace('"general"', '"cosmic"')
    (back,) = from_json(text.encode())
    assert back.label is Label.TOP_SECRET


# -- what is refused


def changed(change: Callable[[dict[str, Any]], object]) -> bytes:
    """A file in which this was changed."""
    body = json.loads(as_json([whole()], STAMP))
    change(body)
    return json.dumps(body).encode()


def talk(body: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = body["conversations"][0]
    return found


def message(body: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = talk(body)["messages"][1]
    return found


TALK, MESSAGE = ".conversations[0]", ".conversations[0].messages[1]"
DEEP = b'{"format":' + b"[" * 100_000
CHANGES: list[tuple[Callable[[dict[str, Any]], object], str, str]] = [
    (lambda body: body.update(format="other"), "format", "ours"),
    (lambda body: body.update(version=0), ".version", "number"),
    (lambda body: body.update(version=True), ".version", "number"),
    (lambda body: body.update(version=10**30), ".version", "number"),
    (lambda body: body.update(extra=1), ".extra", "fields"),
    (lambda body: body.pop("models"), ".models", "fields"),
    (lambda body: body.update(exported="2026-11-25T20:05:00"), ".exported", "time"),
    (lambda body: body.update(conversations={}), ".conversations", "list"),
    (lambda body: body["conversations"].append(1), ".conversations[1]", "object"),
    (lambda body: body["models"][0].update(sha256="AB" * 32), ".models[0].sha256", "digest"),
    (lambda body: talk(body).update(title=None), f"{TALK}.title", "text"),
    (lambda body: talk(body).update(title="\ud800"), f"{TALK}.title", "characters"),
    (lambda body: talk(body).update(title="x" * 10_001), f"{TALK}.title", "long"),
    (lambda body: talk(body).update(created="0001-01-01T00:00:00+14:00"), f"{TALK}.created", "time"),
    (lambda body: talk(body).update(created="0001-01-01T12:00:00Z"), f"{TALK}.created", "time"),
    (lambda body: talk(body).update(updated="9999-12-31T23:59:59Z"), f"{TALK}.updated", "time"),
    (lambda body: talk(body).update(part=1), f"{TALK}.part", "truth"),
    (lambda body: talk(body).update(leaf=3), f"{TALK}.leaf", "number"),
    (lambda body: talk(body).update(leaf=-1), f"{TALK}.leaf", "number"),
    (lambda body: talk(body)["lead"].update(sampling={"top_q": 1}), f"{TALK}.lead.sampling", "fields"),
    (lambda body: talk(body)["lead"]["sampling"].update(top_k=2.5), f"{TALK}.lead.sampling", "fields"),
    (
        lambda body: talk(body)["lead"]["sampling"].update(temperature=99),
        f"{TALK}.lead.sampling.temperature",
        "number",
    ),
    (lambda body: message(body).update(parent=1), f"{MESSAGE}.parent", "number"),
    (lambda body: message(body).update(parent=2), f"{MESSAGE}.parent", "number"),
    (lambda body: message(body).update(role="tool"), f"{MESSAGE}.role", "word"),
    (lambda body: message(body).update(ending="streaming"), f"{MESSAGE}.ending", "word"),
    (lambda body: message(body).update(model=1), f"{MESSAGE}.model", "number"),
    (lambda body: message(body).update(token_ids=[-1]), f"{MESSAGE}.token_ids", "number"),
    (lambda body: message(body).update(token_ids=[2**31]), f"{MESSAGE}.token_ids", "number"),
    (lambda body: message(body).update(token_ids=[True]), f"{MESSAGE}.token_ids", "number"),
    (lambda body: message(body).update(id=7), f"{MESSAGE}.id", "fields"),
]


@pytest.mark.parametrize(("change", "place", "rule"), CHANGES)
def test_what_is_not_ours_is_refused_with_its_place(
    change: Callable[[dict[str, Any]], object], place: str, rule: str
) -> None:
    with pytest.raises(ImportFormatError) as caught:
        from_json(changed(change))
    assert (caught.value.place, caught.value.rule) == (place, rule)


@pytest.mark.parametrize(
    ("untrusted", "rule"),
    [
        (b"", "json"), (b"{", "json"), (b"\xff\xfe{}", "json"), (b"[]", "ours"), (b"null", "ours"),
        (DEEP, "json"), (b'{"format": 1' + b"0" * 5000 + b"}", "json"),
        (b'{"format": "hisho-conversations", "format": "hisho-conversations"}', "twice"),
        (b'{"format": NaN}', "number"),
    ],
)  # fmt: skip
def test_what_is_no_file_of_ours_is_refused(untrusted: bytes, rule: str) -> None:
    with pytest.raises(ImportFormatError) as caught:
        from_json(untrusted)
    assert caught.value.rule == rule


def test_a_number_beyond_all_bounds_is_no_temperature() -> None:
    text = as_json([whole()], STAMP).replace('"temperature": 0.5', '"temperature": 1e999')
    with pytest.raises(ImportFormatError, match="temperature"):
        from_json(text.encode())


def test_a_newer_format_is_told_from_a_broken_one() -> None:
    with pytest.raises(ImportTooNewError) as caught:
        from_json(changed(lambda body: body.update(version=2)))
    assert (caught.value.found, caught.value.known) == (2, 1)


def test_what_is_too_large_is_not_even_parsed() -> None:
    with pytest.raises(TransferTooLargeError):
        from_json(b"\0" * (FILE_LIMIT + 1))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_damaged_file_is_accepted_whole_or_refused_as_ours(data: st.DataObject) -> None:
    """Whatever one changes in it, nothing but our errors comes out."""
    text = bytearray(as_json([whole()], STAMP).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        text[data.draw(st.integers(0, len(text) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = from_json(bytes(text))
    except (ImportFormatError, ImportTooNewError):
        return
    assert len(found) <= 1
    assert as_json(found, replace(STAMP, made=STAMP.made.astimezone(UTC)))
