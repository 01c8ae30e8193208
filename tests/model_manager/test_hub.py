"""What a hub or a mirror says of its repositories, and what its refusals mean."""

import gzip
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace

import pytest

from model_manager.connection import Connection
from model_manager.errors import (
    HostForbiddenError,
    HubAnswerError,
    HubError,
    HubUnreachableError,
    RepositoryGatedError,
    RepositoryMissingError,
    RevisionMissingError,
    TokenRefusedError,
    TooManyRequestsError,
    UnsafeNameError,
)
from model_manager.hub import Hub
from model_manager.hub_files import HubFile, SearchHit
from tests.end_to_end.programs import ROOT
from tests.model_manager.fake_hub import COMMIT, REPO, FakeHub, Handler, gguf_like, running

FILE = "m-Q4_K_M.gguf"


@pytest.fixture
def fake() -> Iterator[FakeHub]:
    made = FakeHub()
    made.add(FILE, gguf_like(1000))
    made.add("README.md", b"# model", lfs=False)
    with running(made):
        yield made


def ask(fake: FakeHub, token: str = "") -> Hub:
    return Hub(Connection(endpoint=fake.endpoint, patience_s=60.0), token)


def test_a_listing(fake: FakeHub) -> None:
    listing = ask(fake).listing(REPO)
    stored = fake.files[FILE]
    assert listing.revision == COMMIT
    assert listing.files == {FILE: HubFile(FILE, 1000, stored.sha256, "")}
    assert listing.models == {FILE: (FILE,)}
    assert (listing.gated, listing.licence, listing.architecture) == ("", "apache-2.0", "llama")
    assert listing.context_length == 4096


def test_nothing_is_asked_but_what_was_wished(fake: FakeHub) -> None:
    """No telemetry, no list of agents, no name of this program's version or system."""
    ask(fake).listing(REPO)
    ask(fake).search("x")
    assert [each.path.split("?")[0] for each in fake.requests] == [
        f"/api/models/{REPO}/revision/main",
        "/api/models",
    ]
    assert {each.headers["User-Agent"] for each in fake.requests} == {"Hisho"}
    for each in fake.requests:
        assert "Authorization" not in each.headers


def test_a_token_of_the_environment_is_not_sent(fake: FakeHub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_ambient")
    ask(fake).listing(REPO)
    assert "authorization" not in {key.lower() for each in fake.requests for key in each.headers}


def test_a_mirror_in_the_environment_is_the_command_lines_alone() -> None:
    """The library must not see it: it would go there unasked, and fail at its import where it is none."""
    code = (
        "from model_manager import hub; from model_manager.__main__ import defaults\n"
        "from huggingface_hub import constants as library\n"
        "print(library.ENDPOINT, defaults().endpoint_offered)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={"HF_ENDPOINT": "http://[mirror"}, check=True,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.split() == ["https://huggingface.co", "http://[mirror"]


def test_a_token_that_was_given_is_sent(fake: FakeHub) -> None:
    ask(fake, "hf_mine").listing(REPO)
    sent = {key.lower(): value for key, value in fake.requests[0].headers.items()}
    assert sent["authorization"] == "Bearer hf_mine"


def test_a_mirror_that_does_not_answer_blobs_is_asked_for_the_tree(fake: FakeHub) -> None:
    fake.answers_blobs = False
    assert ask(fake).listing(REPO).files[FILE] == HubFile(FILE, 1000, fake.files[FILE].sha256, "")
    assert any("/tree/" in each.path for each in fake.requests)


def test_a_file_outside_of_large_storage_has_gits_sha1(fake: FakeHub) -> None:
    fake.add("small.gguf", gguf_like(500), lfs=False)
    assert ask(fake).listing(REPO).files["small.gguf"].blob_id == fake.files["small.gguf"].blob_id


def test_an_endpoint_with_a_path(fake: FakeHub) -> None:
    fake.prefix = "/artifactory/api/huggingfaceml/remote"
    assert ask(fake).listing(REPO).revision == COMMIT


def test_split_models_in_a_folder(fake: FakeHub) -> None:
    for number in (1, 2):
        fake.add(f"MXFP4/m-0000{number}-of-00002.gguf", gguf_like(100 * number))
    assert ask(fake).listing(REPO).models["MXFP4/m-00001-of-00002.gguf"] == (
        "MXFP4/m-00001-of-00002.gguf",
        "MXFP4/m-00002-of-00002.gguf",
    )


@pytest.mark.parametrize("name", ["../../evil.gguf", "/etc/evil.gguf", "C:\\evil.gguf", "x" * 300 + ".gguf"])
def test_hostile_names_are_left_out(fake: FakeHub, name: str) -> None:
    fake.add(name, gguf_like(10))
    assert list(ask(fake).listing(REPO).files) == [FILE]


@pytest.mark.parametrize("gated", ["auto", "manual"])
def test_gated_repositories_say_so(fake: FakeHub, gated: str) -> None:
    fake.gated = gated
    assert ask(fake).listing(REPO).gated == gated


def refusing(fake: FakeHub, status: int, headers: dict[str, str]) -> None:
    def answer(handler: Handler) -> bool:
        handler.refuse(status, headers=headers)
        return True

    fake.api_answer = answer


@pytest.mark.parametrize(
    ("status", "headers", "error"),
    [
        (401, {}, RepositoryMissingError),
        (401, {"X-Error-Code": "GatedRepo"}, RepositoryGatedError),
        (403, {"X-Error-Code": "GatedRepo"}, RepositoryGatedError),
        (404, {"X-Error-Code": "RepoNotFound"}, RepositoryMissingError),
        (404, {"X-Error-Code": "RevisionNotFound"}, RevisionMissingError),
        (401, {"X-Error-Message": "Invalid credentials in Authorization header"}, TokenRefusedError),
        (429, {"Retry-After": "12"}, TooManyRequestsError),
        (500, {}, HubAnswerError),
    ],
)
def test_refusals(fake: FakeHub, status: int, headers: dict[str, str], error: type[HubError]) -> None:
    refusing(fake, status, headers)
    with pytest.raises(error) as caught:
        ask(fake).listing(REPO)
    assert type(caught.value) is error
    if isinstance(caught.value, RepositoryGatedError):
        assert caught.value.page == f"{fake.endpoint}/{REPO}"
    if isinstance(caught.value, TooManyRequestsError):
        assert caught.value.retry_after_s == 12.0


def test_a_revision_that_is_not_there(fake: FakeHub) -> None:
    with pytest.raises(RevisionMissingError):
        ask(fake).listing(REPO, "d" * 40)


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"sha": "short"}', b"<html>", b'{"id": "a/b", "siblings": 3}']
)
def test_an_answer_that_no_hub_gives(fake: FakeHub, body: bytes) -> None:
    def answer(handler: Handler) -> bool:
        handler.send_bytes(200, body, {"Content-Type": "application/json"})
        return True

    fake.api_answer = answer
    with pytest.raises(HubAnswerError):
        ask(fake).listing(REPO)


def test_another_commit_than_the_pinned_one(fake: FakeHub) -> None:
    def answer(handler: Handler) -> bool:
        handler.send_json({"id": REPO, "sha": "e" * 40, "siblings": []})
        return True

    fake.api_answer = answer
    with pytest.raises(HubAnswerError):
        ask(fake).listing(REPO, COMMIT)


def test_a_redirect_of_the_question_to_a_foreign_host(fake: FakeHub) -> None:
    with running(FakeHub()) as foreign:
        refusing(fake, 307, {"Location": f"http://127.0.0.1:{foreign.port}/api/models/x/y"})
        with pytest.raises(HostForbiddenError):
            ask(fake).listing(REPO)
        assert foreign.requests == []


def test_a_repository_that_was_renamed(fake: FakeHub) -> None:
    """The hub answers 307 to its new name; the answer is taken."""

    def answer(handler: Handler) -> bool:
        if "/old/" not in handler.path:
            return False
        handler.refuse(307, headers={"Location": f"/api/models/{REPO}/revision/main?blobs=true"})
        return True

    fake.api_answer = answer
    assert ask(fake).listing("old/name").revision == COMMIT


def test_nobody_there() -> None:
    fake = FakeHub()
    with running(fake):
        pass
    with pytest.raises(HubUnreachableError):
        ask(fake).listing(REPO)


@pytest.mark.parametrize("status", [0, 429, 503], ids=["nobody there", "too many", "overloaded"])
def test_a_question_that_fails_is_not_tried_again_behind_the_back(
    status: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """The library would, for half a minute, and tell the terminal."""
    fake = FakeHub()
    with running(fake):
        if status:
            refusing(fake, status, {})
            with pytest.raises(HubError):
                ask(fake).search("swallow")
            assert len(fake.requests) == 1
    if not status:
        with pytest.raises(HubUnreachableError):
            ask(fake).search("swallow")
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("repo_id", ["../x", "a", "a/b/c"])
def test_a_repository_that_cannot_be_is_not_asked_for(fake: FakeHub, repo_id: str) -> None:
    with pytest.raises(UnsafeNameError):
        ask(fake).listing(repo_id)
    assert fake.requests == []


def test_a_search(fake: FakeHub) -> None:
    facts = {"total": 3, "architecture": "llama", "totalFileSize": 9}
    fake.hits = [
        {"id": "a/sarashina-gguf", "downloads": 5, "gated": "manual", "tags": ["license:mit"], "gguf": facts,
         "lastModified": "2026-09-01T00:00:00.000Z"},
        {"id": "../evil", "downloads": 5},
        {"id": "b/sarashina"},
    ]  # fmt: skip
    assert ask(fake).search("Sarashina") == (
        SearchHit("a/sarashina-gguf", 5, "manual", "mit", "llama", 3, 9, "2026-09-01"),
        SearchHit("b/sarashina", 0, "", "", "", 0, 0, ""),
    )
    query = fake.requests[0].path
    assert "filter=gguf" in query
    assert "sort=downloads" in query


def test_two_servers_are_not_mixed_up(fake: FakeHub) -> None:
    """The library keeps one client for all; each question sets its own rules."""
    other = FakeHub(files=dict(fake.files))
    with running(other):
        first, second = ask(fake), ask(other)
        first.listing(REPO)
        second.listing(REPO)
        first.listing(REPO)
    assert (len(fake.requests), len(other.requests)) == (2, 1)
    assert replace(Connection(), endpoint=fake.endpoint).host == f"127.0.0.1:{fake.port}"


def drip(handler: Handler, fake: FakeHub, data: bytes) -> bool:
    for number in range(len(data)):
        handler.wfile.write(data[number : number + 1])
        if fake.stopped.wait(0.02):
            break
    return True


@pytest.mark.parametrize("what", ["headers", "body"])
def test_an_answer_that_drips_is_given_up(fake: FakeHub, what: str) -> None:
    """The library's limit of time begins anew with every byte."""

    def answer(handler: Handler) -> bool:
        if what == "headers":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
            return drip(handler, fake, b"X-Slow: " + b"x" * 100_000)
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        return drip(handler, fake, b"{" + b" " * 99_999)

    fake.api_answer = answer
    hub = Hub(Connection(endpoint=fake.endpoint, patience_s=0.1))
    with pytest.raises(HubUnreachableError):
        hub.listing(REPO)
    with pytest.raises(HubUnreachableError):
        hub.search("x")


def test_an_answer_without_an_end_is_not_read_into_memory(fake: FakeHub) -> None:
    sent = []

    def answer(handler: Handler) -> bool:
        handler.send_response(200)
        handler.end_headers()
        handler.close_connection = True
        while not fake.stopped.is_set():
            handler.wfile.write(b" " * (1 << 20))
            sent.append(1 << 20)
        return True

    fake.api_answer = answer
    with pytest.raises(HubAnswerError) as caught:
        ask(fake).listing(REPO)
    assert caught.value.reason == "too long"
    assert sum(sent) < 200 << 20


def test_an_answer_that_would_unfold_is_refused(fake: FakeHub) -> None:
    """Nothing encoded was asked for: a few bytes may stand for very many."""
    folded = gzip.compress(bytes(1 << 20))
    fake.api_answer = lambda handler: handler.send_bytes(200, folded, {"Content-Encoding": "gzip"})
    with pytest.raises(HubAnswerError) as caught:
        ask(fake).listing(REPO)
    assert caught.value.reason == "encoded"


@pytest.mark.parametrize(
    ("tag", "licence"),
    [
        ("apache-2.0", "apache-2.0"), ("llama3.1", "llama3.1"), ("a b", ""), ("\x1b[2J", ""), ("x" * 90, ""),
        ("", ""),
    ],
)  # fmt: skip
def test_a_licence_is_a_name_or_none(fake: FakeHub, tag: str, licence: str) -> None:
    fake.licence = tag
    assert ask(fake).listing(REPO).licence == licence
