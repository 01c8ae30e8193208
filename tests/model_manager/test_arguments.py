"""What can be typed: accepted whole, or refused with the exit code of a wrong command line."""

from dataclasses import replace
from pathlib import Path

import pytest

from model_manager.arguments import Defaults, DeviceWish, Wanted, parse
from model_manager.bundle_export import FAT32_PART_SIZE
from model_manager.connection import HUB, Connection
from model_manager.policy import ModelPolicy

WRONG = 2
COMMANDS = (
    "list", "import", "export", "verify", "remove", "plan", "usage", "ledger", "search", "show", "fetch",
)  # fmt: skip
DEFAULTS = Defaults(
    models=Path("/data/models"),
    shared=Path("/srv/models"),
    inventory=Path("/data/models.json"),
    connection=Connection(extra_hosts=("storage.example",)),
    resources=Path("/resources"),
    policy=ModelPolicy(),
)


def parsed(*arguments: str, defaults: Defaults = DEFAULTS) -> Wanted:
    return parse(arguments, defaults)


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["nothing"], ["--endpoint", "ftp://x", "list"], ["--endpoint", "https://a@b", "list"],
        ["--proxy", "http://x/path", "list"], ["--proxy", "environment", "list"], ["import"],
        ["export", "m"], ["plan"], ["plan", "m", "--context", "0"], ["plan", "m", "--context", "x"],
        ["plan", "m", "--device", "GPU"], ["plan", "m", "--device", ":8"], ["plan", "m", "--device", "GPU:x"],
        ["plan", "m", "--device", "GPU:nan"], ["plan", "m", "--device", "GPU:-1"],
        ["plan", "m", "--device", "GPU:inf"], ["plan", "m", "--kv", "q4_0"], ["usage", "government"],
        ["usage", "company", "--revenue", "much"], ["search"], ["search", "x", "--limit", "-1"],
        ["search", "x", "--sort", "size"], ["fetch"], ["export", "m", "/t", "--part-size", "0"],
        ["--token-fd", "x", "list"],
    ],
)  # fmt: skip
def test_a_wrong_command_line_ends_with_its_code(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        parsed(*arguments)
    assert caught.value.code == WRONG
    assert "usage: hisho models" in capsys.readouterr().err


def test_the_help_names_all_commands_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        parsed("--help")
    assert caught.value.code == 0
    said = " ".join(capsys.readouterr().out.split())
    for command in COMMANDS:
        assert f" {command} " in said
    for code in ("0 done", "1 failed", "2 wrong", "3 not permitted", "4 server", "5 not what", "6 disk"):
        assert code in said
    assert "130 interrupted" in said


def test_the_help_is_in_the_users_language(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["plan", "--help"], DEFAULTS, lambda source: f"«{source}»")
    assert "«what a model needs, and whether it fits»" in capsys.readouterr().out


def test_no_secret_can_be_typed() -> None:
    """Others see a command line."""
    for option in ("--token", "--proxy-password"):
        with pytest.raises(SystemExit):
            parsed(f"{option}=secret", "list")


def test_folders() -> None:
    assert parsed("list").folders() == (Path("/data/models"), Path("/srv/models"))
    wanted = parsed("--models-folder", "m", "--shared", "/s", "list")
    assert wanted.folders() == (Path("m").absolute(), Path("/s"))
    assert parsed("list", defaults=replace(DEFAULTS, shared=None)).folders() == (Path("/data/models"),)


@pytest.mark.parametrize("command", COMMANDS)
def test_only_what_asks_a_server_needs_the_network(command: str) -> None:
    network = ("search", "show", "fetch")
    more = ["x"] if command in ("import", "export", "plan", *network) else []
    more += ["/target"] if command == "export" else []
    assert parsed(command, *more).needs_network == (command in network)


def test_the_server() -> None:
    assert parsed("list").connection.endpoint == HUB
    offered = replace(DEFAULTS, endpoint_offered="https://mirror.example/api/hf/")
    assert parsed("list", defaults=offered).connection.endpoint == "https://mirror.example/api/hf"
    wanted = parsed(
        "--endpoint", "http://127.0.0.1:9", "--allow-host", "a.example", "--ca-file", "c.pem", "list"
    )
    assert wanted.connection == Connection(
        "http://127.0.0.1:9", ca_file=str(Path("c.pem").absolute()),
        extra_hosts=("storage.example", "a.example"),
    )  # fmt: skip


def test_a_malformed_mirror_in_the_environment_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parsed("list", defaults=replace(DEFAULTS, endpoint_offered="mirror"))
    assert "not an address: mirror" in capsys.readouterr().err


def test_a_proxy_of_the_environment_is_used_on_demand_only() -> None:
    offered = replace(DEFAULTS, find_proxy=lambda: "http://proxy.example:3128")
    assert parsed("list", defaults=offered).connection.proxy == ""
    wanted = parsed("--proxy", "environment", "--proxy-user", "me", "list", defaults=offered)
    assert (wanted.connection.proxy, wanted.connection.proxy_user) == ("http://proxy.example:3128", "me")
    assert parsed("--proxy", "p.example:8", "list").connection.proxy == "http://p.example:8"


def test_devices_and_parts() -> None:
    devices = parsed("plan", "m", "--device", "RTX: 4060:7.5", "--device", "iGPU:2").options.device
    assert devices == [DeviceWish("RTX: 4060", int(7.5 * (1 << 30))), DeviceWish("iGPU", 2 << 30)]
    assert parsed("export", "m", "/t").options.part_size == 0
    assert parsed("export", "m", "/t", "--fat32").options.part_size == FAT32_PART_SIZE
    assert parsed("export", "m", "/t", "--part-size", "7").options.part_size == 7
