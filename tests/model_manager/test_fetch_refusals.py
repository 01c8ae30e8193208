"""A hub that refuses, sends elsewhere or drips: what is tried again, what is given up, and what is told."""

import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from model_manager.connection import Connection
from model_manager.errors import (
    EntryMissingError,
    FetchCancelledError,
    HostForbiddenError,
    HubAnswerError,
    HubUnreachableError,
    RepositoryGatedError,
    RepositoryMissingError,
    TokenRefusedError,
    TooManyRequestsError,
)
from model_manager.fetch import FileFetch
from model_manager.web import open_client
from tests.model_manager.fake_hub import COMMIT, REPO, FakeHub, Handler, running
from tests.model_manager.fetching import (
    DATA,
    FILE,
    SIZE,
    Seen,
    assert_nothing_published,
    assert_published,
    fetch,
    run,
    wish_of,
)


def test_429_is_waited_for_as_long_as_the_server_says(hub: FakeHub, target: Path) -> None:
    wait = {"Retry-After": "37"}
    hub.answer = lambda handler, time: handler.refuse(429, headers=wait) if time < 3 else False
    seen = Seen()
    fetch(hub, target, seen)
    assert_published(target)
    assert seen.waits == [37.0, 37.0]


def test_a_server_that_asks_for_a_day_is_left_alone(hub: FakeHub, target: Path) -> None:
    hub.answer = lambda handler, _: handler.refuse(429, headers={"Retry-After": "86400"})
    seen = Seen()
    before = datetime.now().astimezone()
    with pytest.raises(TooManyRequestsError) as caught:
        fetch(hub, target, seen)
    assert seen.waits == []
    assert len(hub.requests) == 1
    assert caught.value.retry_after_s == 86400
    again_at = datetime.strptime(caught.value.again_at, "%Y-%m-%d %H:%M").astimezone()
    assert timedelta(days=1, minutes=-1) <= again_at - before <= timedelta(days=1, minutes=1)


def test_a_server_that_does_not_answer_was_asked_all_the_same(target: Path) -> None:
    seen = Seen(goes_on=lambda _: not seen.waits)
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        host = f"127.0.0.1:{deaf.getsockname()[1]}"
        connection = Connection(endpoint=f"http://{host}", patience_s=0.1)
        with pytest.raises(FetchCancelledError):
            run(connection, wish_of(FakeHub()), target, seen)
    assert seen.traffic == [(host, 0)]


def test_what_comes_is_noted_while_it_comes(hub: FakeHub, target: Path) -> None:
    """By a clock that goes on by ten seconds with every look at it."""
    seen, looks = Seen(), count(0, 10)
    watch = replace(seen.watch(), clock=lambda: float(next(looks)))
    connection = Connection(endpoint=hub.endpoint, patience_s=3600.0)
    with open_client(connection, follows=False) as client:
        FileFetch(client, connection, watch).run(wish_of(hub), target)
    assert_published(target)
    received = [each for _, each in seen.traffic]
    assert received[0] == 0
    assert len(received) > 3
    assert min(received[1:]) > 0
    assert sum(received) == SIZE


def test_a_fault_of_the_server_is_tried_again(hub: FakeHub, target: Path) -> None:
    hub.answer = lambda handler, time: handler.refuse(503) if time == 1 else False
    fetch(hub, target)
    assert_published(target)


@pytest.mark.parametrize(
    ("status", "code", "error"),
    [
        (401, "", RepositoryMissingError),
        (401, "GatedRepo", RepositoryGatedError),
        (403, "GatedRepo", RepositoryGatedError),
        (403, "", RepositoryGatedError),
        (401, "RepoNotFound", RepositoryMissingError),
        (404, "EntryNotFound", EntryMissingError),
        (404, "", EntryMissingError),
        (418, "", HubAnswerError),
    ],
)
def test_refusals(hub: FakeHub, target: Path, status: int, code: str, error: type[Exception]) -> None:
    hub.answer = lambda handler, _: handler.refuse(status, code)
    with pytest.raises(error) as caught:
        fetch(hub, target)
    assert type(caught.value) is error
    assert len(hub.requests) == 1
    assert_nothing_published(target)


def test_a_token_that_is_not_taken(hub: FakeHub, target: Path) -> None:
    refusal = {"X-Error-Message": "Invalid credentials in Authorization header"}
    hub.answer = lambda handler, _: handler.refuse(401, headers=refusal)
    with pytest.raises(TokenRefusedError):
        run(Connection(endpoint=hub.endpoint), wish_of(hub), target, Seen(), "hf_wrong")


def redirect_to(address: str) -> Callable[[Handler, int], bool]:
    return lambda handler, _: handler.refuse(302, headers={"Location": address})


def test_a_redirect_to_a_host_on_the_list_is_followed_without_the_token(hub: FakeHub, target: Path) -> None:
    with running(FakeHub()) as storage:
        storage.add(FILE, DATA)
        place = f"http://127.0.0.1:{storage.port}/{REPO}/resolve/{COMMIT}/{FILE}"
        hub.answer = redirect_to(place)
        connection = Connection(endpoint=hub.endpoint, extra_hosts=(f"127.0.0.1:{storage.port}",))
        seen = Seen()
        run(connection, wish_of(hub), target, seen, "hf_secret")
        assert_published(target)
        assert hub.requests[0].headers["Authorization"] == "Bearer hf_secret"
        assert "Authorization" not in storage.requests[0].headers
        stored_at = f"127.0.0.1:{storage.port}"
        assert seen.traffic == [(f"127.0.0.1:{hub.port}", 0), (stored_at, 0), (stored_at, SIZE)]


def test_a_redirect_to_a_foreign_host_is_not_followed(hub: FakeHub, target: Path) -> None:
    with running(FakeHub()) as foreign:
        hub.answer = redirect_to(f"http://127.0.0.1:{foreign.port}/x")
        with pytest.raises(HostForbiddenError):
            fetch(hub, target, seen := Seen())
        assert foreign.requests == []
        assert seen.traffic == [(f"127.0.0.1:{hub.port}", 0)]


def test_a_redirect_in_a_circle_ends(hub: FakeHub, target: Path) -> None:
    hub.answer = redirect_to(f"/{REPO}/resolve/{COMMIT}/{FILE}")
    with pytest.raises(HubAnswerError):
        fetch(hub, target)
    assert len(hub.requests) == 8


def drip(handler: Handler, hub: FakeHub, data: bytes) -> None:
    for number in range(len(data)):
        handler.wfile.write(data[number : number + 1])
        if hub.stopped.wait(0.02):
            return


def test_a_body_that_drips_is_given_up(hub: FakeHub, target: Path) -> None:
    def answer(handler: Handler, _: int) -> bool:
        handler.send_response(200)
        handler.send_header("Content-Length", str(SIZE))
        handler.end_headers()
        drip(handler, hub, DATA)
        return True

    hub.answer = answer
    seen = Seen()
    seen.goes_on = lambda _: len(seen.waits) < 2
    with pytest.raises(FetchCancelledError):
        fetch(hub, target, seen, patience_s=0.2)
    assert len(seen.waits) == 2
    assert len(hub.requests) == 2


def test_headers_that_drip_are_given_up(hub: FakeHub, target: Path) -> None:
    def answer(handler: Handler, _: int) -> bool:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        drip(handler, hub, b"X-Slow: " + b"x" * 100_000)
        return True

    hub.answer = answer
    with pytest.raises(HubUnreachableError):
        fetch(hub, target, patience_s=0.1)


def test_the_text_of_a_refusal_is_not_read(hub: FakeHub, target: Path) -> None:
    """It may never end, and the status and the headers say all."""

    def answer(handler: Handler, _: int) -> bool:
        handler.send_response(404)
        handler.end_headers()
        handler.close_connection = True
        while not hub.stopped.is_set():
            handler.wfile.write(bytes(1 << 20))
        return True

    hub.answer = answer
    with pytest.raises(EntryMissingError):
        fetch(hub, target)
    assert_nothing_published(target)
