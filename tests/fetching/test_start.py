"""What a fetcher is built from: settings that may be nonsense, ports, and the first frame."""

from pathlib import Path
from typing import Any

import pytest

from desktop.fetching.file_work import Job, Kind, accept_job
from desktop.fetching.program import ports_of
from desktop.fetching.wiring import Wiring, connection_of
from desktop.paths import of
from desktop.settings import Settings
from model_manager.connection import HUB, Connection
from model_manager.policy import ModelPolicy


@pytest.mark.parametrize(
    ("connection", "ports"),
    [
        (Connection(), (443,)),
        (Connection(endpoint="http://127.0.0.1:8123"), (8123,)),
        (Connection(endpoint="https://mirror.example/hub"), (443,)),
        (Connection(endpoint="https://mirror.example:8443", extra_hosts=("cdn.example",)), (443, 8443)),
        (Connection(endpoint="https://mirror.example", extra_hosts=("cdn.example:9443",)), (443, 9443)),
        (Connection(endpoint="http://mirror.example", extra_hosts=("cdn.example",)), (80, 443)),
        (Connection(extra_hosts=("cdn.example:99999", "[")), (443,)),
        (Connection(proxy="http://proxy.example:3128", extra_hosts=("cdn.example:9443",)), (3128,)),
        (Connection(proxy="https://proxy.example"), (443,)),
    ],
)
def test_only_the_ports_in_use_are_open(connection: Connection, ports: tuple[int, ...]) -> None:
    assert ports_of(connection) == ports


def test_a_connection_follows_the_settings() -> None:
    settings = Settings(
        hub_endpoint="https://Mirror.example/hub/", hub_proxy="proxy.example:3128", hub_proxy_user="me",
        hub_hosts="a.example  b.example", hub_ca_file="/etc/company.pem",
    )  # fmt: skip
    assert connection_of(settings, ModelPolicy()) == Connection(
        endpoint="https://mirror.example/hub", proxy="http://proxy.example:3128", proxy_user="me",
        extra_hosts=("a.example", "b.example"), ca_file="/etc/company.pem",
    )  # fmt: skip
    assert connection_of(Settings(), ModelPolicy()) == Connection(endpoint=HUB)


def test_the_policys_server_stands_above_the_settings() -> None:
    policy = ModelPolicy(endpoint="https://only.example")
    assert connection_of(Settings(hub_endpoint="https://mine.example"), policy).endpoint == policy.endpoint


def test_the_policys_way_stands_above_the_settings() -> None:
    policy = ModelPolicy(proxy="http://only.example:3128", hosts=("cdn.example",))
    made = connection_of(Settings(hub_proxy="mine.example:1", hub_hosts="other.example"), policy)
    assert (made.proxy, made.extra_hosts) == ("http://only.example:3128", ("cdn.example",))


def test_a_setting_that_the_policy_overrules_is_no_mistake() -> None:
    policy = ModelPolicy(endpoint="https://only.example", proxy="http://only.example:3128")
    made = connection_of(Settings(hub_endpoint="ftp://x", hub_proxy="ftp://y"), policy)
    assert (made.endpoint, made.proxy) == (policy.endpoint, policy.proxy)


@pytest.mark.parametrize(
    "changes",
    [
        {"hub_endpoint": "ftp://mirror.example"},
        {"hub_endpoint": "https://user:pass@mirror.example"},
        {"hub_endpoint": "mirror"},
        {"hub_proxy": "socks5://proxy.example"},
        {"hub_proxy": "http://[::1"},
    ],
)
def test_a_setting_that_is_no_address_leads_nowhere(changes: dict[str, str], tmp_path: Path) -> None:
    """Not to the public hub, which nobody has chosen then."""
    wiring = Wiring.of(Settings(**changes), of({"HISHO_HOME": str(tmp_path)}), {})  # type: ignore[arg-type]
    assert wiring.connection == Connection(endpoint="https://invalid.invalid")


def test_the_own_folder_comes_first(tmp_path: Path) -> None:
    places = of({"HISHO_HOME": str(tmp_path)})
    assert Wiring.of(Settings(), places, {}).folders() == (places.models,)
    elsewhere = Settings(models_folder="/mnt/models", shared_models="/srv/models")
    assert Wiring.of(elsewhere, places, {}).folders() == (Path("/mnt/models"), Path("/srv/models"))


def test_a_damaged_list_names_no_files(tmp_path: Path) -> None:
    wiring = Wiring.of(Settings(), of({"HISHO_HOME": str(tmp_path)}), {})
    wiring.inventory.parent.mkdir(parents=True)
    wiring.inventory.write_text('{"version": 1, "models": [{"path": "/etc/shadow"}]}')
    assert wiring.registered() == (wiring.inventory,)
    assert wiring.forgetting("0" * 64) == ()


START = {"verb": "start", "descriptors": 1}


def test_a_job_is_accepted() -> None:
    start = {**START, "job": "export", "identity": "f" * 64, "target": "/media/stick", "part_size": 5}
    assert accept_job(start) == Job(Kind.EXPORT, "f" * 64, "", "/media/stick", 5)


@pytest.mark.parametrize(
    "untrusted",
    [
        {},
        {"job": "format"},
        {"job": 3},
        {"job": "import", "source": "models/m.gguf"},
        {"job": "import", "source": "/m\0.gguf"},
        {"job": "import", "source": ["/m.gguf"]},
        {"job": "export", "target": "../stick"},
        {"job": "export", "identity": None},
        {"job": "export", "part_size": "5"},
        {"job": "export", "part_size": True},
        {"job": "export", "part_size": -1},
    ],
)
def test_a_job_that_is_none_is_refused(untrusted: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        accept_job({**START, **untrusted})
