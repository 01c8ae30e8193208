"""What the policy means for models, and that one that is not accepted forbids everything."""

from pathlib import Path

import pytest

from model_manager.connection import Connection
from model_manager.errors import (
    CatalogueOnlyError,
    ModelBlockedError,
    NetworkOffError,
    SourceChangedError,
)
from model_manager.hub_files import HubFile
from model_manager.policy import CLOSED, ModelPolicy, policy_file, read_policy, require_pinned
from tests.policies import policy_at, policy_saying

A, B = "a" * 64, "b" * 64


def policy(tmp_path: Path, text: str) -> ModelPolicy:
    return read_policy(policy_saying(tmp_path, text))


def test_without_a_policy_everything_is_allowed(tmp_path: Path) -> None:
    found = read_policy(policy_at(tmp_path / "none.toml"))
    assert found == ModelPolicy()
    found.require_network(Connection("https://hub.example"))
    found.require_model("m", "mit", A)


def test_the_network_can_be_off(tmp_path: Path) -> None:
    with pytest.raises(NetworkOffError):
        policy(tmp_path, '[models]\nnetwork = "off"\n').require_network(Connection("https://hub.example"))


@pytest.mark.parametrize(("word", "catalogue_only"), [("any", False), ("on", False), ("catalogue", True)])
def test_the_network_can_be_for_the_catalogue_alone(
    tmp_path: Path, word: str, catalogue_only: bool
) -> None:
    found = policy(tmp_path, f'[models]\nnetwork = "{word}"\n')
    assert (found.network, found.catalogue_only) == (True, catalogue_only)


def test_one_server_alone_can_be_allowed(tmp_path: Path) -> None:
    found = policy(tmp_path, '[models]\nendpoint = "https://mirror.example/hf/"\n')
    found.require_network(Connection("https://mirror.example/hf"))
    with pytest.raises(NetworkOffError):
        found.require_network(Connection())


def test_the_way_to_the_server_can_be_fixed(tmp_path: Path) -> None:
    found = policy(tmp_path, '[models]\nproxy = "proxy.example:3128"\nhosts = ["cdn.example:8443"]\n')
    assert found.proxy == "http://proxy.example:3128"
    assert found.hosts == ("cdn.example:8443",)
    assert policy(tmp_path, "[models]\nhosts = []\n").hosts == ()


def test_what_the_administrator_decides_stands_above_what_the_user_chose() -> None:
    chosen = Connection("https://mine.example", proxy="http://mine.example:1", extra_hosts=("cdn.example",))
    assert ModelPolicy().decide(chosen) == chosen
    policy = ModelPolicy(endpoint="https://only.example", proxy="http://p.example:2", hosts=())
    decided = policy.decide(chosen)
    assert (decided.endpoint, decided.proxy) == ("https://only.example", "http://p.example:2")
    assert decided.extra_hosts == ()


@pytest.mark.parametrize(
    "policy",
    [ModelPolicy(proxy="http://p.example:1"), ModelPolicy(hosts=("other.example",)), ModelPolicy(hosts=())],
)
def test_another_way_than_the_administrators_is_refused(policy: ModelPolicy) -> None:
    taken = Connection(extra_hosts=("cdn.example",))
    ModelPolicy().require_network(taken)
    with pytest.raises(NetworkOffError):
        policy.require_network(taken)
    policy.require_network(policy.decide(taken))


def test_nothing_but_the_catalogue_may_be_asked_for() -> None:
    catalogue = frozenset({"maker/known-gguf"})
    ModelPolicy().require_repository("maker/other-gguf", catalogue)
    alone = ModelPolicy(catalogue_only=True)
    alone.require_repository("Maker/Known-GGUF", catalogue)
    with pytest.raises(CatalogueOnlyError) as caught:
        alone.require_repository("maker/other-gguf", catalogue)
    assert caught.value.place == "maker/other-gguf"


def test_models_can_be_listed_or_forbidden(tmp_path: Path) -> None:
    listed = policy(tmp_path, f'[models]\nallowed = ["{A}"]\n')
    listed.require_model("m", "mit", A)
    with pytest.raises(ModelBlockedError) as caught:
        listed.require_model("m", "mit", B)
    assert caught.value.reason == "policy"
    forbidden = policy(tmp_path, f'[models]\nforbidden = ["{A}"]\n')
    forbidden.require_model("m", "mit", B)
    with pytest.raises(ModelBlockedError):
        forbidden.require_model("m", "mit", A)


@pytest.mark.parametrize(
    "text",
    [
        "[models", '[models]\nnetwork = "maybe"', "[models]\nunknown = 1", '[models]\nallowed = "x"',
        '[models]\nallowed = ["short"]', "models = 3", '[models]\nendpoint = "ftp://x"', "\udcff",
        "[unknown]\n", "[lock]\nminutes = 5\n",     # a mistake anywhere closes all of it
    ],
)  # fmt: skip
def test_a_malformed_policy_forbids_everything(tmp_path: Path, text: str) -> None:
    found = read_policy(policy_saying(tmp_path, text.encode("utf-8", "surrogateescape")))
    assert found == CLOSED
    with pytest.raises(NetworkOffError):
        found.require_network(Connection())
    with pytest.raises(ModelBlockedError):
        found.require_model("m", "mit", A)


def test_a_policy_that_others_may_write_forbids_everything(tmp_path: Path) -> None:
    file = policy_saying(tmp_path, "")
    file.path.chmod(0o666)
    assert read_policy(file) == CLOSED


def test_a_folder_of_tasks_can_be_named(tmp_path: Path) -> None:
    assert policy(tmp_path, "").tasks_folder is None
    found = policy(tmp_path, "[models]\nnetwork = 'off'\n[tasks]\nfolder = '/etc/hisho/tasks'\n")
    assert found.tasks_folder == Path("/etc/hisho/tasks")
    assert not found.network


@pytest.mark.parametrize(
    "text", ["folder = 'tasks'", "folder = ''", "folder = 3", "folder = ['/x']", "files = '/x'"]
)
def test_tasks_that_are_malformed_close_the_policy_too(tmp_path: Path, text: str) -> None:
    assert policy(tmp_path, f"[tasks]\n{text}\n") == CLOSED
    assert policy(tmp_path, "tasks = 3") == CLOSED


def test_only_the_administrator_writes_where_it_lies() -> None:
    assert policy_file({}).path == Path("/etc/hisho/policy.toml")
    assert policy_file({}).owners == {0}


def test_a_pinned_file_that_changed_on_the_hub_is_refused() -> None:
    file = HubFile("a.gguf", 10, A, "")
    require_pinned(10, A, file)
    require_pinned(0, "", file)
    for size, sha256 in ((11, A), (10, B), (10, B)):
        with pytest.raises(SourceChangedError):
            require_pinned(size, sha256, file)
    with pytest.raises(SourceChangedError):
        require_pinned(10, A, HubFile("a.gguf", 10, "", "c" * 40))
