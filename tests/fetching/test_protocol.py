"""Between window and fetcher only known shapes pass, and a secret is never shown."""

import dataclasses
from typing import Any, get_args

import pytest

from desktop.codec import MAX_FACTS, MessageError, body_of
from desktop.fetching.protocol import (
    Answer,
    Credentials,
    DownloadShown,
    DownloadsShown,
    Event,
    Fetch,
    Found,
    Hello,
    HitShown,
    ModelShown,
    Progressed,
    Queued,
    Refused,
    Search,
    Show,
    Shown,
    Steer,
    StopWork,
    Wish,
    WorkDone,
    WorkFailed,
    event_from,
    wish_from,
)

WISHES: tuple[Wish, ...] = (
    Credentials("token", "password"),
    Search(1, "日本語", "likes"),
    Show(2, "maker/model", ""),
    Fetch(3, "maker/model", "c" * 40, "m.gguf", "", ("mit",), True),
    Steer(4, "pause"),
    StopWork(),
)
EVENTS: tuple[Event, ...] = (
    Hello("https://hub.example", "", "{}"),
    Found(1, (HitShown("maker/model", 1, "", "mit", "llama", 2, 3, ""),)),
    Shown(2, "maker/model", "c" * 40, "", "mit", "llama", 4096, (ModelShown("m", "m", "", 1, 1, True),)),
    Queued(3, 1),
    Refused(4, "NetworkOffError", {"place": "hub.example"}),
    DownloadsShown((DownloadShown(1, "m", "a/b", "running", 1, 2, 3.5, -1, "", {}, ""),)),
    Progressed(0.25),
    WorkDone("f" * 64, "", ("m.gguf",)),
    WorkFailed("DiskFullError", {"needed": 5}),
)


def test_the_samples_are_all_there_are() -> None:
    answers = set(get_args(Answer))
    events = {*get_args(Event)} - {Answer} | answers
    assert {type(each) for each in WISHES} == set(get_args(Wish))
    assert {type(each) for each in EVENTS} == events


@pytest.mark.parametrize("wish", WISHES, ids=lambda each: each.kind)
def test_a_wish_is_accepted_as_it_was_sent(wish: Wish) -> None:
    assert wish_from(body_of(wish)) == wish


@pytest.mark.parametrize("event", EVENTS, ids=lambda each: each.kind)
def test_an_event_is_accepted_as_it_was_sent(event: Event) -> None:
    assert event_from(body_of(event)) == event


@pytest.mark.parametrize(
    "untrusted",
    [
        {},
        {"kind": 3},
        {"kind": "run"},
        body_of(EVENTS[0]),                                     # an event is no wish
        body_of(WISHES[1]) | {"path": "/etc/passwd"},
        body_of(WISHES[1]) | {"text": None},
        body_of(WISHES[1]) | {"request": "1"},
        body_of(WISHES[1]) | {"request": True},
        body_of(WISHES[3]) | {"accepted": 1},
        {name: value for name, value in body_of(WISHES[3]).items() if name != "accepted"},
    ],
)
def test_no_other_wish_is_accepted(untrusted: dict[str, Any]) -> None:
    with pytest.raises(MessageError):
        wish_from(untrusted)


@pytest.mark.parametrize(
    "untrusted",
    [
        body_of(WISHES[0]),
        body_of(EVENTS[1]) | {"hits": [{}]},
        body_of(EVENTS[1]) | {"hits": "maker/model"},
        body_of(EVENTS[5]) | {"facts": {"place": ["a"]}},
        body_of(EVENTS[5]) | {"facts": {str(number): 1 for number in range(MAX_FACTS + 1)}},
        body_of(EVENTS[7]) | {"fraction": "0.25"},
    ],
)
def test_no_other_event_is_accepted(untrusted: dict[str, Any]) -> None:
    with pytest.raises(MessageError):
        event_from(untrusted)


def test_secrets_are_not_shown() -> None:
    shown = repr(Credentials("hf_token", "pass"))
    assert "hf_token" not in shown
    assert "pass" not in shown.replace("proxy_password", "")


def test_a_wish_carries_nothing_of_what_is_written_in_a_talk() -> None:
    """The whole vocabulary: names at the hub, licences, numbers, secrets for it; not who uses the models."""
    fields = {each.name for kind in get_args(Wish) for each in dataclasses.fields(kind)}
    assert fields == {
        "access_token", "proxy_password", "request", "text", "sort", "repo_id", "revision", "first_file",
        "entry", "licences", "accepted", "number", "action",
    }  # fmt: skip
