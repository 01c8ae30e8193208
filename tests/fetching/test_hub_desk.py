"""What the fetcher answers to a window's wishes, against a hub on this machine."""

import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest

from desktop.fetching.hub_desk import HubDesk
from desktop.fetching.protocol import (
    Credentials,
    Event,
    Found,
    Queued,
    Refused,
    Search,
    Show,
    Shown,
    Steer,
    Wish,
)
from model_manager.acceptances import FILE as ACCEPTANCES
from model_manager.admission import PINS
from model_manager.library import ModelFolder
from model_manager.policy import ModelPolicy
from tests.end_to_end.programs import wait_for
from tests.fetching.places import (
    GUIDE,
    LIMIT_S,
    Held,
    admission,
    desk,
    fetch_wish,
    guide_bytes,
    guide_digest,
    part_of,
    rules,
    session,
)
from tests.model_manager.fake_hub import COMMIT, REPO, FakeHub, Handler

T = TypeVar("T", bound=Event)


class Asker:
    """Who stands at the desk: wishes, and waits for the answer."""

    def __init__(self, make: Callable[[Callable[[], None]], HubDesk]) -> None:
        self._woken = threading.Semaphore(0)
        self.desk = make(self._woken.release)
        self._answers: list[Event] = []

    def ask(self, wish: Wish, kind: type[T]) -> T:
        self.desk.take(wish)
        while not self._answers:
            assert self._woken.acquire(timeout=LIMIT_S)
            self._answers += self.desk.answers()
        answer = self._answers.pop(0)
        assert isinstance(answer, kind), answer
        return answer


@pytest.fixture
def asker(hub: FakeHub, folder: ModelFolder) -> Iterator[Asker]:
    made = Asker(lambda wake: desk(hub, folder, wake))
    yield made
    made.desk.close()


def hit(name: str, **more: object) -> dict[str, Any]:
    return {"id": name, "downloads": 5, "gated": "manual", "tags": ["gguf", "license:mit"], **more}


def test_a_search_finds_repositories(hub: FakeHub, asker: Asker) -> None:
    hub.hits = [hit("maker/swan-gguf"), hit("maker/crane-gguf")]
    found = asker.ask(Search(7, "swan", "likes"), Found)
    assert found.request == 7
    assert [(each.repo_id, each.gated, each.licence) for each in found.hits] == [
        ("maker/swan-gguf", "manual", "mit")
    ]
    assert "sort=likes" in hub.requests[-1].path


def test_an_order_that_nobody_knows_does_not_reach_the_hub(hub: FakeHub, asker: Asker) -> None:
    asker.ask(Search(1, "x", "likes&author=me"), Found)
    assert "author" not in hub.requests[-1].path
    assert "sort=downloads" in hub.requests[-1].path


def test_a_repository_shows_its_models_with_their_parts(hub: FakeHub, asker: Asker) -> None:
    hub.add("split/m-Q4_0-00001-of-00002.gguf", b"GGUF" + b"1" * 96)
    hub.add("split/m-Q4_0-00002-of-00002.gguf", b"GGUF" + b"2" * 46)
    shown = asker.ask(Show(3, REPO, ""), Shown)
    assert (shown.request, shown.repo_id, shown.revision) == (3, REPO, COMMIT)
    assert (shown.licence, shown.architecture, shown.context_length) == ("apache-2.0", "llama", 4096)
    models = {each.first_file: each for each in shown.models}
    assert models[GUIDE].size == len(guide_bytes())
    split = models["split/m-Q4_0-00001-of-00002.gguf"]
    assert (split.files, split.size, split.quantisation, split.verifiable) == (2, 150, "Q4_0", True)


def test_a_model_is_fetched_verified_and_noted(hub: FakeHub, asker: Asker, folder: ModelFolder) -> None:
    queued = asker.ask(fetch_wish(5), Queued)
    wait_for(lambda: not asker.desk.is_busy)
    (download,) = asker.desk.shown().downloads
    assert (download.number, download.state, download.identity) == (queued.number, "done", guide_digest())
    (model,) = folder.models()
    assert model.files[0].read_bytes() == guide_bytes()
    assert model.record.source == f"127.0.0.1:{hub.port}"
    assert model.record.licence == "apache-2.0"


def test_a_licence_that_nobody_accepted_is_refused_until_somebody_does(
    hub: FakeHub, asker: Asker, folder: ModelFolder
) -> None:
    hub.licence = "llama3.1"
    refused = asker.ask(fetch_wish(1, licences=("llama3.1",)), Refused)
    assert (refused.request, refused.error) == (1, "LicenceNotAcceptedError")
    assert refused.facts["licence"] == "llama3.1"
    assert not hub.gets()
    asker.ask(fetch_wish(2, licences=("llama3.1",), accepted=True), Queued)
    wait_for(lambda: not asker.desk.is_busy)
    assert next(folder.models()).record.licence == "llama3.1"


def test_a_licence_that_the_window_did_not_judge_is_refused(
    hub: FakeHub, asker: Asker, folder: ModelFolder
) -> None:
    """It changed on the hub after the window had looked."""
    hub.licence = "cc-by-nc-4.0"
    refused = asker.ask(fetch_wish(1, accepted=True), Refused)
    assert (refused.error, refused.facts["licence"]) == ("LicenceNotAcceptedError", "cc-by-nc-4.0")
    assert not hub.gets()
    assert not (folder.own / ACCEPTANCES).exists()


@pytest.mark.parametrize(
    ("changes", "error", "fact"),
    [
        ({"first_file": "nothing.gguf"}, "HubAnswerError", ("reason", "no such model")),
        ({"repo_id": "../../etc"}, "UnsafeNameError", ("place", "../../etc")),
        ({"revision": "main; rm"}, "UnsafeNameError", ("place", "main; rm")),
        ({"revision": "d" * 40}, "RevisionMissingError", ("place", REPO)),
        ({"entry": "no-such-entry"}, "NoSuchModelError", ("wanted", "no-such-entry")),
    ],
)
def test_a_refusal_says_why(
    asker: Asker, changes: dict[str, Any], error: str, fact: tuple[str, str]
) -> None:
    refused = asker.ask(fetch_wish(9, **changes), Refused)
    assert (refused.request, refused.error) == (9, error)
    assert refused.facts[fact[0]] == fact[1]


def test_an_entrys_word_holds_for_its_own_repository_alone(hub: FakeHub, asker: Asker) -> None:
    """A window that names an entry and another repository gets the entry's, which this hub does not have."""
    entry = next(each for each in rules().catalogue.models if not each.refused)
    refused = asker.ask(fetch_wish(1, entry=entry.id, accepted=True), Refused)
    assert refused.facts["place"] == entry.repo
    assert all(REPO not in each.path for each in hub.requests)


def test_what_was_pinned_at_the_first_fetch_is_held_against_the_hub(
    hub: FakeHub, asker: Asker, folder: ModelFolder
) -> None:
    entry, name = next(
        (entry, file.name)
        for entry in rules().catalogue.models
        for file in entry.files
        if not (entry.refused or file.size or file.sha256)
    )
    hub.repo_id = entry.repo
    hub.files = {}
    hub.add(name, guide_bytes())
    hub.commit = entry.revision or COMMIT
    wish = fetch_wish(
        1, entry=entry.id, first_file=name, revision="", licences=entry.licences, accepted=True
    )
    asker.ask(wish, Queued)
    assert name in (folder.own / PINS).read_text()
    wait_for(lambda: not asker.desk.is_busy)
    hub.add(name, guide_bytes() + b"another")
    refused = asker.ask(wish, Refused)
    assert refused.error == "SourceChangedError"


def test_no_network_by_policy_asks_nobody(hub: FakeHub, folder: ModelFolder) -> None:
    policy = ModelPolicy(network=False)
    asker = Asker(
        lambda wake: HubDesk(session(hub, folder, policy), admission(folder, policy), folder, wake)
    )
    for wish in (Search(1, "x", "downloads"), Show(1, REPO, ""), fetch_wish(1)):
        assert asker.ask(wish, Refused).error == "NetworkOffError"
    asker.desk.close()
    assert hub.requests == []


def test_credentials_hold_from_now_on_and_are_written_nowhere(
    hub: FakeHub, asker: Asker, folder: ModelFolder
) -> None:
    asker.ask(Show(1, REPO, ""), Shown)
    asker.desk.take(Credentials("hf_secret", "pass"))
    asker.ask(Show(2, REPO, ""), Shown)
    asked = [{name.lower(): value for name, value in each.headers.items()} for each in hub.requests]
    assert [each.get("authorization") for each in asked] == [None, "Bearer hf_secret"]
    written = b"".join(path.read_bytes() for path in folder.path.rglob("*") if path.is_file())
    assert b"hf_secret" not in written


def test_a_download_is_paused_resumed_and_cancelled(
    hub: FakeHub, asker: Asker, folder: ModelFolder
) -> None:
    hub.answer = held = Held(1_000_000)
    number = asker.ask(fetch_wish(), Queued).number
    assert held.reached.wait(LIMIT_S)

    def state() -> str:
        return next((each.state for each in asker.desk.shown().downloads), "")

    asker.desk.take(Steer(number, "explode"))
    assert state() == "running"
    asker.desk.take(Steer(number, "pause"))
    assert state() == "paused"
    held.go.set()
    wait_for(lambda: part_of(folder.path).exists())
    asker.desk.take(Steer(number, "resume"))
    wait_for(lambda: state() == "done")
    asker.desk.take(Steer(number, "cancel"))
    assert state() == ""
    assert next(folder.models()).files[0].exists()      # what is done is no download any more


def test_a_desk_is_busy_from_the_moment_of_a_wish(hub: FakeHub, asker: Asker) -> None:
    """A window that goes right after its click must not take the wish along."""
    asked, go = threading.Event(), threading.Event()

    def wait(_handler: Handler) -> bool:
        asked.set()
        return not go.wait(LIMIT_S)         # then the hub answers as ever

    hub.api_answer = wait
    asker.desk.take(Show(1, REPO, ""))
    assert asked.wait(LIMIT_S)
    assert asker.desk.is_busy
    go.set()
    wait_for(lambda: not asker.desk.is_busy)


