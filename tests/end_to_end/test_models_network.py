"""The proof: while a model is fetched, window, client and engine open no socket but AF_UNIX, from their first
instruction to their last; and the fetcher, seen by the same eyes, does.
"""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.paths import of
from desktop.settings import Settings, save
from model_manager.downloads import FILE as QUEUE
from model_manager.hub_files import HubFile
from model_manager.integrity import replace_text
from model_manager.library import ModelFolder
from model_manager.wishes import ModelWish, wish_to_dict
from tests.end_to_end.display import Display
from tests.end_to_end.programs import LIMIT_S, ROOT, Home, wait_for
from tests.end_to_end.test_command_line import QUESTION
from tests.end_to_end.test_window import ask, finish, make_vault, unlock
from tests.end_to_end.tracing import SUPERVISOR, Opened, opened_by, traced
from tests.fetching.places import GUIDE, Held, guide_bytes, guide_digest
from tests.model_manager.fake_hub import COMMIT, REPO, FakeHub, running

HALF = 1_500_000
OURS = {SUPERVISOR, "window", "client", "engine", "fetcher"}
TOOLS = {"bwrap", "xdg-dbus-proxy", "systemd-inhibit", "cat"}


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    made = FakeHub()
    made.add(GUIDE, guide_bytes())
    with running(made):
        yield made


def assert_fetched(home: Home) -> None:
    (model,) = ModelFolder(home.data / "models").models()
    assert model.identity == guide_digest()


def assert_network(opened: Opened) -> None:
    """The positive control: the same eyes see a network where there is one. (The C library looks for its
    name service by AF_UNIX, before the process is shut in.)
    """
    assert "AF_INET" in opened.families
    assert "AF_UNIX" in opened.refused


def assert_no_network(opened: Opened) -> None:
    """It has nothing but AF_UNIX, if that; and it was refused what it tried for the sake of its report."""
    assert opened.families <= {"AF_UNIX"}
    assert opened.rings == 0
    assert "AF_INET" in opened.refused


def assert_tools(opened: dict[str, Opened]) -> None:
    """What the supervisor starts besides our programs. Bubblewrap asks the kernel to bring up the loopback of
    the empty network that it makes, and speaks to nobody else; the others have nothing but AF_UNIX.
    """
    assert set(opened) - OURS <= TOOLS
    for tool in set(opened) - OURS:
        least = {"AF_UNIX", "AF_NETLINK"} if tool == "bwrap" else {"AF_UNIX"}
        assert opened[tool].families <= least, tool
        assert opened[tool].addressed <= least, tool
        assert opened[tool].rings == 0, tool


def queue_the_guide(home: Home) -> None:
    """A download that an earlier Hisho left: an open vault goes on with it."""
    file = HubFile(GUIDE, len(guide_bytes()), guide_digest(), "")
    wish = wish_to_dict(ModelWish(REPO, COMMIT, (file,), "guide", licence="apache-2.0"))
    own = ModelFolder(home.data / "models").own
    own.mkdir(parents=True)
    queued = {"version": 1, "downloads": [{"number": 1, "paused": False, "wish": wish}]}
    replace_text(own / QUEUE, json.dumps(queued))


def test_the_window_and_its_engine_have_no_network(
    home: Home, screen: Display, hub: FakeHub, tmp_path: Path
) -> None:
    save(of(home.environment).settings_file, Settings(hub_endpoint=hub.endpoint))
    make_vault(home)
    queue_the_guide(home)
    hub.answer = held = Held(HALF)
    log = tmp_path / "strace.log"
    with traced(home, log, stderr=subprocess.DEVNULL) as process:
        wait_for(lambda: "Hisho" in screen.title(), LIMIT_S)
        unlock(screen, home)
        assert held.reached.wait(LIMIT_S)
        ask(screen)
        held.go.set()
        wait_for(lambda: list(ModelFolder(home.data / "models").models()), LIMIT_S)
        finish(screen, process)
    assert_fetched(home)
    opened = opened_by(log)
    assert_no_network(opened["window"])
    assert_no_network(opened["engine"])
    assert opened[SUPERVISOR].families <= {"AF_UNIX"}
    assert_tools(opened)
    assert_network(opened["fetcher"])


def test_the_client_and_its_engine_have_no_network(home: Home, hub: FakeHub, tmp_path: Path) -> None:
    save(of(home.environment).settings_file, Settings(hub_endpoint=hub.endpoint))
    home.hisho("models", "usage", "research")
    hub.answer = held = Held(HALF)
    pipe = subprocess.PIPE
    logs = [tmp_path / "fetch.log", tmp_path / "ask.log"]
    with traced(home, logs[0], "models", "fetch", REPO, stdout=subprocess.DEVNULL) as fetching:
        assert held.reached.wait(LIMIT_S)
        with traced(home, logs[1], "ask", QUESTION, stdout=pipe) as asking:
            answer, _ = asking.communicate(timeout=LIMIT_S)
            assert len(answer.strip()) > 10
        assert fetching.poll() is None
        held.go.set()
        assert fetching.wait(LIMIT_S) == 0
    assert_fetched(home)
    fetched, asked = map(opened_by, logs)
    assert set(asked) & OURS == {SUPERVISOR, "client", "engine"}
    assert_no_network(asked["client"])
    assert_no_network(asked["engine"])
    assert set(fetched) & OURS == {SUPERVISOR, "fetcher"}
    assert_network(fetched["fetcher"])
    for each in (asked, fetched):
        assert each[SUPERVISOR].families <= {"AF_UNIX"}
        assert_tools(each)


def test_work_on_files_has_no_network(home: Home, tmp_path: Path) -> None:
    """The same program without the network: an import by the command line."""
    file = tmp_path / GUIDE
    file.write_bytes(guide_bytes())
    home.hisho("models", "usage", "research")
    log = tmp_path / "strace.log"
    with traced(home, log, "models", "import", "--accept-licence", str(file)) as process:
        assert process.wait(LIMIT_S) == 0
    opened = opened_by(log)
    assert_no_network(opened["fetcher"])


LOG = """\
100 execve("/p/python", ["/p/python", "{main}", "ask"], 0x1 /* 9 vars */) = 0
100 clone3({{flags=CLONE_VM|CLONE_VFORK}} <unfinished ...>
101 execve("/usr/bin/bwrap", ["/usr/bin/bwrap", "--", "/p/python", "{main}", "engine"], 0x2) = 0
100 <... clone3 resumed> => {{parent_tid=[0]}}, 88) = 101
101 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 5
101 sendto(5, [{{nlmsg_len=40}}], 40, 0, {{sa_family=AF_NETLINK, nl_pid=0}}, 12) = 40
101 clone(child_stack=NULL, flags=SIGCHLD) = 2 /* 102 in strace's PID NS */
102 execve("/p/python", ["/p/python", "-I", "{main}", "engine", "7", "100"], 0x2 <unfinished ...>
102 <... execve resumed>) = 0
102 clone(child_stack=NULL, flags=CLONE_VM|CLONE_THREAD <unfinished ...>
102 <... clone resumed>) = 3 /* 103 in strace's PID NS */
103 socket(AF_INET6, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = 5
103 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = -1 EPERM (Operation not permitted)
103 connect(5, {{sa_family=AF_INET6, sin6_port=htons(9)}}, 28) = -1 ENETUNREACH (Network is unreachable)
103 io_uring_setup(1, {{flags=0}}) = 6
100 socket(AF_UNIX, SOCK_STREAM, 0) = 3
"""


def test_the_log_is_told_apart_by_program(tmp_path: Path) -> None:
    """A thread of the engine that had a network would be the engine's, also in a namespace where it has
    another number; what bubblewrap does before it becomes the engine is bubblewrap's.
    """
    log = tmp_path / "log"
    log.write_text(LOG.format(main=ROOT / "main.py"))
    assert opened_by(log) == {
        SUPERVISOR: Opened({"AF_UNIX"}),
        "bwrap": Opened({"AF_NETLINK"}, addressed={"AF_NETLINK"}),
        "engine": Opened({"AF_INET6"}, {"AF_INET"}, {"AF_INET6"}, 1),
    }
