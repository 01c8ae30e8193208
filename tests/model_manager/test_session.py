"""Everything that goes over the network is allowed before it goes, and noted when it went."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from model_manager.connection import Connection
from model_manager.errors import (
    CatalogueOnlyError,
    FolderNotWritableError,
    HubUnreachableError,
    NetworkOffError,
)
from model_manager.ledger import Entry, Ledger
from model_manager.policy import ModelPolicy
from model_manager.session import HubSession
from tests.model_manager.fake_hub import COMMIT, FakeHub
from tests.model_manager.fetching import DATA, FILE, SIZE, Seen, wish_of

TOKEN = "hf_of_the_user"


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "models" / ".hisho" / "ledger.jsonl")


def session(hub: FakeHub, ledger: Ledger, policy: ModelPolicy | None = None) -> HubSession:
    return HubSession(Connection(hub.endpoint, patience_s=60.0), policy or ModelPolicy(), ledger)


def clicks(ledger: Ledger) -> set[str]:
    return {each.click for each in ledger.entries()}


def test_every_exchange_is_noted_with_its_click(hub: FakeHub, ledger: Ledger, tmp_path: Path) -> None:
    hub.hits = [{"id": "maker/model-gguf", "tags": ["gguf"]}]
    asked = session(hub, ledger)
    assert [each.repo_id for each in asked.search("model", "downloads", 5, "search")] == ["maker/model-gguf"]
    assert asked.listing("maker/model-gguf", "", "show maker/model-gguf").revision == COMMIT
    digest = asked.fetch_file("fetch maker/model-gguf")(wish_of(hub), tmp_path / FILE, Seen().watch())
    assert digest == hashlib.sha256(DATA).hexdigest()
    assert clicks(ledger) == {"search", "show maker/model-gguf", "fetch maker/model-gguf"}
    assert {each.host for each in ledger.entries()} == {f"127.0.0.1:{hub.port}"}
    assert ledger.entries()[-1].received == SIZE


def test_a_refusal_is_noted_too(hub: FakeHub, ledger: Ledger, tmp_path: Path) -> None:
    hub.answer = lambda handler, time: handler.send_file(DATA, limit=400_000 if time == 1 else 0)
    with pytest.raises(HubUnreachableError):
        session(hub, ledger).fetch_file("fetch x")(wish_of(hub), tmp_path / FILE, Seen().watch())
    assert sum(each.received for each in ledger.entries()) == 400_000


def test_only_what_the_catalogue_names_is_asked_for(hub: FakeHub, ledger: Ledger, tmp_path: Path) -> None:
    wish = wish_of(hub)
    alone = session(hub, ledger, ModelPolicy(catalogue_only=True))
    for act in (
        lambda: alone.search("model", "downloads", 5, "search"),
        lambda: alone.listing(wish.repo_id, "", "show"),
        lambda: alone.fetch_file("fetch")(wish, tmp_path / FILE, Seen().watch()),
    ):
        with pytest.raises(CatalogueOnlyError):
            act()
    assert not ledger.entries()
    named = replace(alone, catalogue=frozenset({wish.repo_id.lower()}))
    assert named.listing(wish.repo_id, "", "show").revision == COMMIT
    fetched = named.fetch_file("fetch")(wish, tmp_path / FILE, Seen().watch())
    assert fetched == hashlib.sha256(DATA).hexdigest()
    with pytest.raises(CatalogueOnlyError):
        named.search("model", "downloads", 5, "search")


@pytest.mark.parametrize("policy", [ModelPolicy(network=False), ModelPolicy(endpoint="https://mirror.example")])
def test_what_the_policy_forbids_is_never_sent(
    hub: FakeHub, ledger: Ledger, tmp_path: Path, policy: ModelPolicy
) -> None:
    asked = session(hub, ledger, policy)
    for act in (
        lambda: asked.search("model", "downloads", 5, "search"),
        lambda: asked.listing("maker/model-gguf", "", "show"),
        lambda: asked.fetch_file("fetch")(wish_of(hub), tmp_path / FILE, Seen().watch()),
    ):
        with pytest.raises(NetworkOffError):
            act()
    assert hub.requests == []
    assert ledger.entries() == ()


def test_what_cannot_be_noted_is_never_sent(hub: FakeHub, ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "models").write_text("in the way")
    asked = session(hub, ledger)
    with pytest.raises(FolderNotWritableError):
        asked.listing("maker/model-gguf", "", "show")
    with pytest.raises(FolderNotWritableError):
        asked.fetch_file("fetch")(wish_of(hub), tmp_path / FILE, Seen().watch())
    assert hub.requests == []


def test_a_token_goes_along_and_is_nowhere_else(hub: FakeHub, ledger: Ledger, tmp_path: Path) -> None:
    asked = replace(session(hub, ledger), access_token=TOKEN)
    asked.listing("maker/model-gguf", "", "show")
    asked.fetch_file("fetch")(wish_of(hub), tmp_path / FILE, Seen().watch())
    sent = [{key.lower(): value for key, value in each.headers.items()} for each in hub.requests]
    assert {each.get("authorization") for each in sent} == {f"Bearer {TOKEN}"}
    assert TOKEN not in repr(asked)
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or TOKEN.encode() not in path.read_bytes()


def test_a_ledger_entry_has_nothing_of_the_users(hub: FakeHub, ledger: Ledger) -> None:
    session(hub, ledger).listing("maker/model-gguf", "", "show maker/model-gguf")
    (entry,) = {replace(each, at="", received=0) for each in ledger.entries()}
    assert entry == Entry("", f"127.0.0.1:{hub.port}", 0, "show maker/model-gguf")
