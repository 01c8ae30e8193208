"""`hisho models` as an administrator types it: a mirror is set, a model found, fetched, interrupted, resumed,
asked, carried to a computer whose policy forbids the network, verified and removed.
"""

import contextlib
import json
import os
import pty
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.paths import of
from desktop.settings import Settings, save
from model_manager.library import ModelFolder
from tests.end_to_end.programs import LIMIT_S, MAIN, Home, child, is_alive, kill, lines, read_until, wait_for
from tests.end_to_end.test_command_line import QUESTION, one_sentence
from tests.fetching.places import GUIDE, Held, guide_bytes, guide_digest, part_of
from tests.model_manager.fake_hub import REPO, FakeHub, running
from tests.model_manager.fake_proxy import FakeProxy, make_certificate, running_proxy

NAME = GUIDE.removesuffix(".gguf")
HALF = 1_500_000


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    made = FakeHub()
    made.add(GUIDE, guide_bytes())
    made.hits = [{"id": REPO, "downloads": 3, "gated": False, "tags": ["gguf", "license:apache-2.0"]}]
    with running(made):
        yield made


def settle(home: Home, **changes: Any) -> None:
    """The settings as the administrator leaves them."""
    save(of(home.environment).settings_file, Settings(**changes))


@pytest.fixture
def set_up(home: Home, hub: FakeHub) -> Home:
    """A home whose settings name the mirror, and whose user has said who they are."""
    settle(home, hub_endpoint=hub.endpoint)
    assert home.hisho("models", "usage", "research").returncode == 0
    return home


@pytest.fixture
def stocked(set_up: Home) -> Home:
    """The same with the guide fetched from the mirror."""
    done = set_up.hisho("models", "fetch", REPO)
    assert done.returncode == 0, done.stderr
    return set_up


def objects(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines(text)]


# -- find


def test_a_mirror_in_the_settings_is_searched_and_shown(set_up: Home, hub: FakeHub) -> None:
    (hit,) = objects(set_up.hisho("models", "search", "--json", "model").stdout)
    assert (hit["repo_id"], hit["licence"], hit["reviewed"]) == (REPO, "apache-2.0", False)
    (shown,) = objects(set_up.hisho("models", "show", "--json", REPO).stdout)
    assert (shown["file"], shown["size"], shown["sha256"]) == (GUIDE, len(guide_bytes()), guide_digest())
    assert not hub.gets()


def test_a_mirror_in_the_environment_stands_above_the_settings(home: Home, hub: FakeHub) -> None:
    settle(home, hub_endpoint="http://127.0.0.1:9")
    home.extra["HF_ENDPOINT"] = hub.endpoint
    assert REPO in home.hisho("models", "search", "model").stdout


def test_a_mirror_of_the_company_is_reached_with_its_certificates(home: Home, tmp_path: Path) -> None:
    """The file lies where the confined process sees nothing else."""
    certificate = make_certificate(tmp_path)
    hub = FakeHub()
    hub.add(GUIDE, guide_bytes())
    with running(hub, certificate):
        settle(home, hub_endpoint=hub.endpoint)
        refused = home.hisho("models", "show", REPO)
        assert refused.returncode == 4
        one_sentence(refused.stderr)
        settle(home, hub_endpoint=hub.endpoint, hub_ca_file=str(certificate))
        assert GUIDE in home.hisho("models", "show", REPO).stdout


# -- secrets


@contextlib.contextmanager
def secret(text: str) -> Iterator[int]:
    """A descriptor that holds a secret."""
    read_end, write_end = os.pipe()
    os.write(write_end, text.encode() + b"\n")
    os.close(write_end)
    try:
        yield read_end
    finally:
        os.close(read_end)


def test_a_token_arrives_at_the_server_and_nowhere_else(set_up: Home, hub: FakeHub) -> None:
    hub.token = "hf_secret"
    with secret("hf_secret") as number:
        done = set_up.hisho("models", "--token-fd", str(number), "fetch", REPO, pass_fds=[number])
    assert done.returncode == 0, done.stderr
    named = [{key.lower(): value for key, value in each.headers.items()} for each in hub.requests]
    assert [each["authorization"] for each in named] == ["Bearer hf_secret"] * len(named)
    assert len(hub.gets()) == 1
    kept = [path for path in set_up.folder.rglob("*") if path.is_file() and not path.name.endswith(".gguf")]
    assert not [path for path in kept if b"hf_secret" in path.read_bytes()]


def test_a_proxys_password_arrives_at_the_proxy(set_up: Home, hub: FakeHub) -> None:
    with running_proxy(FakeProxy("me", "pass:word")) as proxy, secret("pass:word") as number:
        options = ["--proxy", proxy.address, "--proxy-user", "me", "--proxy-password-fd", str(number)]
        done = set_up.hisho("models", *options, "show", REPO, pass_fds=[number])
        assert GUIDE in done.stdout, done.stderr
        assert proxy.asked
        without = set_up.hisho("models", *options[:4], "show", REPO)
        assert without.returncode == 4
        one_sentence(without.stderr)


@pytest.mark.parametrize("option", ["--token-fd", "--proxy-password-fd"])
def test_a_descriptor_that_nobody_opened_gets_one_sentence(set_up: Home, option: str) -> None:
    done = set_up.hisho("models", option, "77", "show", REPO)
    assert done.returncode == 1
    one_sentence(done.stderr)


# -- fetch, interrupted and resumed


class Console:
    """A terminal with `hisho models …` in its foreground, so that Ctrl+C means what it means to people."""

    def __init__(self, home: Home, *arguments: str) -> None:
        self.ours, theirs = pty.openpty()
        command = ["setsid", "--ctty", "--wait", sys.executable, MAIN, "models", *arguments]
        environment = {**home.environment, "TERM": "dumb"}
        self.process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
        os.close(theirs)

    def __enter__(self) -> "Console":
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.ours)

    def shows(self, wanted: str) -> str:
        return read_until(self.ours, wanted)

    def press_ctrl_c(self) -> None:
        os.write(self.ours, b"\x03")


def test_ctrl_c_on_a_terminal_keeps_the_part_and_the_next_start_resumes(set_up: Home, hub: FakeHub) -> None:
    part = part_of(set_up.data / "models")
    hub.answer = held = Held(HALF)
    with Console(set_up, "fetch", REPO) as console:
        assert held.reached.wait(LIMIT_S)
        shown = console.shows("%")
        assert "[#" in shown or "[-" in shown
        wait_for(lambda: part.exists() and part.stat().st_size == HALF)
        console.press_ctrl_c()
        held.go.set()
        assert console.process.wait(LIMIT_S) == 130
    kept = part.stat().st_size
    assert HALF <= kept < len(guide_bytes())
    hub.answer = None
    done = set_up.hisho("models", "fetch", REPO)
    assert done.returncode == 0, done.stderr
    assert hub.gets()[-1].headers["Range"] == f"bytes={kept}-"
    assert objects(done.stdout)[-1]["identity"] == guide_digest()
    assert not part.exists()


def test_a_second_ctrl_c_ends_what_waits_for_a_silent_server(set_up: Home, hub: FakeHub) -> None:
    part = part_of(set_up.data / "models")
    hub.answer = held = Held(HALF)
    with Console(set_up, "fetch", REPO) as console:
        wait_for(lambda: part.exists() and part.stat().st_size == HALF)
        console.press_ctrl_c()
        console.shows("^C")
        console.press_ctrl_c()
        assert console.process.wait(LIMIT_S) == 130
    assert not held.go.is_set()
    assert part.stat().st_size == HALF


@pytest.mark.parametrize("victim", ["fetcher", "supervisor"])
def test_kill_9_in_the_middle_loses_nothing(set_up: Home, hub: FakeHub, victim: str) -> None:
    part = part_of(set_up.data / "models")
    hub.answer = Held(HALF)
    pipe = subprocess.PIPE
    with set_up.started("models", "fetch", REPO, stdout=pipe, stderr=pipe) as process:
        fetcher = wait_for(lambda: child(process.pid, "fetcher"))
        wait_for(lambda: part.exists() and part.stat().st_size == HALF)
        kill(fetcher if victim == "fetcher" else process.pid)
        assert process.wait(LIMIT_S) in (128 + signal.SIGKILL, -signal.SIGKILL)
        wait_for(lambda: not is_alive(fetcher))
    hub.answer = None
    done = set_up.hisho("models", "fetch", REPO)
    assert done.returncode == 0, done.stderr
    assert hub.gets()[-1].headers["Range"] == f"bytes={HALF}-"
    assert next(ModelFolder(set_up.data / "models").models()).identity == guide_digest()


def test_output_that_nobody_takes_ends_in_order(set_up: Home) -> None:
    with Path("/dev/full").open("w") as full, set_up.started(
        "models", "show", REPO, stdout=full, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        one_sentence(process.stderr.read())
        assert process.wait(LIMIT_S) == 1


# -- use, carry, verify, remove


def test_the_fetched_model_answers(stocked: Home) -> None:
    answered = stocked.hisho("ask", "--json", "--model", NAME, QUESTION)
    assert answered.returncode == 0, answered.stderr
    report = json.loads(answered.stdout)
    assert report["model"]["sha256"] == guide_digest()
    assert report["text"] + "\n" == stocked.hisho("ask", QUESTION).stdout


def test_a_damaged_model_is_found_out_and_a_removed_one_is_gone(stocked: Home) -> None:
    assert stocked.hisho("models", "verify").returncode == 0
    (file,) = (stocked.data / "models").rglob("*.gguf")
    file.chmod(0o600)
    with file.open("r+b") as opened:
        opened.seek(-1, os.SEEK_END)
        opened.write(b"!")
    damaged = stocked.hisho("models", "verify", "--json", NAME)
    assert damaged.returncode == 5
    assert objects(damaged.stdout)[-1]["event"] == "damaged"
    assert stocked.hisho("models", "remove", "--yes", NAME).returncode == 0
    assert not file.exists()
    assert stocked.hisho("models", "list", "--here").stdout == ""
    assert stocked.hisho("ask", "--model", NAME, "x").returncode == 1


NO_NETWORK = '[models]\nnetwork = "off"\n'


@pytest.mark.namespaces
def test_a_bundle_is_imported_where_the_policy_forbids_the_network(stocked: Home, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    exported = stocked.hisho("models", "export", "--json", "--part-size", "1000000", NAME, str(stick))
    assert exported.returncode == 0, exported.stderr
    (folder,) = stick.iterdir()
    assert len(list(folder.rglob("*"))) > 4
    away = Home(tmp_path / "away")
    away.folder.mkdir()
    away.extra["HF_ENDPOINT"] = "http://127.0.0.1:9"
    offline = Offline(away, tmp_path / "etc")
    for command in (["search", "x"], ["show", REPO], ["fetch", REPO]):
        refused = offline.hisho("models", *command)
        assert refused.returncode == 3
        one_sentence(refused.stderr)
    assert offline.hisho("models", "usage", "company", "--revenue", "above_1_billion_yen").returncode == 0
    taken = offline.hisho("models", "import", "--json", str(folder))
    assert taken.returncode == 0, taken.stderr
    assert objects(taken.stdout)[-1]["identity"] == guide_digest()
    assert offline.hisho("models", "verify").returncode == 0
    assert len(offline.hisho("ask", "--model", NAME, QUESTION).stdout.strip()) > 10
    assert offline.hisho("models", "remove", "--yes", NAME).returncode == 0


class Offline:
    """A home on a computer whose administrator has forbidden the network: /etc is another there."""

    def __init__(self, home: Home, etc: Path) -> None:
        self._home = home
        self._etc = etc
        shutil.copytree("/etc", etc, symlinks=True)
        (etc / "hisho").mkdir()
        (etc / "hisho" / "policy.toml").write_text(NO_NETWORK)

    def hisho(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        script = f'mount --bind "{self._etc}" /etc && exec "$@"'
        command = ["unshare", "--mount", "--net", "sh", "-c", script, "sh", sys.executable, MAIN, *arguments]
        return subprocess.run(
            command, env=self._home.environment, capture_output=True, text=True, timeout=LIMIT_S, check=False
        )
