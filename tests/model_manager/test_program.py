"""`python -m model_manager` as a program: from any folder, without the desktop part, watched or not."""

import json
import os
import pty
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from model_manager.command_line import DISK, DONE, FAILED, INTERRUPTED, NETWORK, NOT_PERMITTED
from model_manager.library import ModelFolder
from tests.end_to_end.programs import ROOT, wait_for
from tests.model_manager.fake_hub import REPO, FakeHub, Handler
from tests.model_manager.premises import PINNED, sha256_of

LIMIT_S = 60.0
WRONG = 2
BARRED = ("desktop", "PySide6", "shiboken6", "llama_cpp", "sqlcipher3", "keyring")


@dataclass
class Computer:
    """A computer without the desktop part: what belongs to it cannot be imported."""

    folder: Path
    extra: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.elsewhere.mkdir(parents=True)
        self.home.mkdir()
        for name in BARRED:
            module = self.folder / "packages" / f"{name}.py"
            module.parent.mkdir(exist_ok=True)
            module.write_text(f'raise ImportError("{name} is not on this computer")\n')
        (self.folder / "packages" / "model_manager").symlink_to(ROOT / "model_manager")

    @property
    def elsewhere(self) -> Path:
        return self.folder / "elsewhere"

    @property
    def home(self) -> Path:
        return self.folder / "home"

    @property
    def models(self) -> ModelFolder:
        return ModelFolder(self.home / ".local" / "share" / "hisho" / "models")

    @property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8",
            "PYTHONPATH": str(self.folder / "packages"), "PYTHONWARNINGS": "error", **self.extra,
        }  # fmt: skip

    def command(self, *arguments: str) -> list[str]:
        return [sys.executable, "-m", "model_manager", *arguments]

    def runs(
        self, *arguments: str, text: str = "", before: Sequence[str] = (), fds: Sequence[int] = ()
    ) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end, as a program would that reads what it says."""
        return subprocess.run(
            [*before, *self.command(*arguments)], input=text, capture_output=True, text=True,
            timeout=LIMIT_S, env=self.environment, cwd=self.elsewhere, check=False, pass_fds=fds,
        )  # fmt: skip

    @contextmanager
    def watched(self, *arguments: str) -> "Iterator[tuple[subprocess.Popen[bytes], Screen]]":
        """Run a command on a terminal; ended when the block ends."""
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            self.command(*arguments), stdin=theirs, stdout=theirs, stderr=theirs, env=self.environment,
            cwd=self.elsewhere, start_new_session=True,
        )  # fmt: skip
        os.close(theirs)
        screen = Screen(ours)
        try:
            yield process, screen
        finally:
            if process.poll() is None:
                process.kill()
            process.wait(LIMIT_S)
            screen.close()


class Screen:
    """What a terminal shows, read as it comes."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self._seen = bytearray()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    @property
    def text(self) -> str:
        return self._seen.decode("utf-8", "replace")

    def types(self, text: str) -> None:
        os.write(self.descriptor, text.encode())

    def _read(self) -> None:
        try:
            while data := os.read(self.descriptor, 65536):
                self._seen += data
        except OSError:                 # the other end is closed
            return

    def close(self) -> None:
        self._reader.join(LIMIT_S)
        os.close(self.descriptor)


@pytest.fixture
def computer(tmp_path: Path, served: FakeHub) -> Computer:
    return Computer(tmp_path / "computer", {"HF_ENDPOINT": served.endpoint})


def bodies(text: str) -> list[dict[str, object]]:
    return [json.loads(each) for each in text.splitlines()]


def test_it_runs_without_the_desktop_part(computer: Computer) -> None:
    for name in BARRED:
        tried = subprocess.run(
            [sys.executable, "-c", f"import {name}"], env=computer.environment, cwd=computer.elsewhere,
            capture_output=True, text=True, check=False, timeout=LIMIT_S,
        )  # fmt: skip
        assert f"{name} is not on this computer" in tried.stderr
    listed = computer.runs("list", "--json")
    assert (listed.returncode, listed.stderr) == (DONE, "")
    kinds = [each["kind"] for each in bodies(listed.stdout)]
    assert kinds.count("catalogue") >= 22
    assert kinds.count("government") == 7
    assert "0 done, 1 failed, 2 wrong command line" in " ".join(computer.runs("--help").stdout.split())
    assert computer.runs("nonsense").returncode == 2


def test_an_administrators_day(computer: Computer, tmp_path: Path, source: Path, served: FakeHub) -> None:
    """Search, show, fetch, verify, plan and export; import on a computer without a network, and remove."""
    served.hits = [{"id": REPO, "tags": ["gguf"]}]
    assert bodies(computer.runs("search", "model", "--json").stdout)[0]["repo_id"] == REPO
    assert PINNED in computer.runs("show", REPO).stdout
    assert computer.runs("fetch", REPO, "Q4_K_M").returncode == DONE
    (model,) = computer.models.models()
    assert computer.runs("verify").returncode == DONE
    plan = computer.runs("plan", PINNED, "--device", "GPU:8", "--json")
    assert bodies(plan.stdout)[0]["verdict"] == "gpu"
    stick = tmp_path / "stick"
    stick.mkdir()
    exported = computer.runs("export", model.identity[:12], str(stick), "--fat32")
    folder = str(bodies(exported.stdout)[-1]["folder"])

    other = Computer(tmp_path / "other", {"HF_ENDPOINT": "http://127.0.0.1:9"})
    taken = other.runs("import", folder)
    assert (taken.returncode, taken.stderr) == (DONE, "")
    (there,) = other.models.models()
    assert there.files[0].read_bytes() == source.read_bytes()
    assert other.runs("remove", there.record.name, text="no\n").returncode == FAILED
    removed = other.runs("remove", there.record.name, text="yes\n")
    assert (removed.returncode, removed.stdout) == (DONE, f"{there.record.name}\n")
    assert str(there.files[0]) in removed.stderr
    assert list(other.models.models()) == []


def test_a_fetch_that_nobody_watches_tells_lines_of_json(computer: Computer, source: Path) -> None:
    fetched = computer.runs("fetch", REPO, "Q4_K_M")
    assert (fetched.returncode, fetched.stderr) == (DONE, "")
    told = bodies(fetched.stdout)
    assert {each["event"] for each in told} == {"progress", "done"}
    assert told[-1]["identity"] == sha256_of(source)


def test_a_fetch_on_a_terminal_shows_a_bar(computer: Computer, source: Path) -> None:
    with computer.watched("fetch", REPO, "Q4_K_M") as (process, screen):
        assert process.wait(LIMIT_S) == DONE
    assert "\r\x1b[K[" in screen.text
    assert "100 %" in screen.text
    assert screen.text.endswith(f" is here and verified ({sha256_of(source)[:12]}).\r\n")
    assert "{" not in screen.text


# -- Ctrl-C


class Tap:
    """Holds a file back after its first half, until it is opened."""

    def __init__(self, served: FakeHub) -> None:
        self.whole = served.files[PINNED].data
        self.half = len(self.whole) // 2
        self.is_open = threading.Event()
        self._stopped = served.stopped
        served.answer = self.answer

    def answer(self, handler: Handler, _time: int) -> bool:
        if handler.headers.get("Range"):
            return False
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(self.whole)))
        handler.end_headers()
        handler.wfile.write(self.whole[: self.half])
        handler.wfile.flush()
        while not self.is_open.wait(0.05) and not self._stopped.is_set():
            pass
        handler.wfile.write(self.whole[self.half :])
        return True


def part_of(computer: Computer) -> int:
    return max((each.stat().st_size for each in computer.models.path.rglob("*.part")), default=0)


def test_ctrl_c_keeps_what_is_there_and_the_next_goes_on(computer: Computer, served: FakeHub) -> None:
    tap = Tap(served)
    with computer.watched("fetch", REPO, "Q4_K_M") as (process, screen):
        wait_for(lambda: part_of(computer) == tap.half)
        process.send_signal(signal.SIGINT)
        tap.is_open.set()
        assert process.wait(LIMIT_S) == INTERRUPTED
    assert "Traceback" not in screen.text
    kept = part_of(computer)
    assert kept >= tap.half
    assert list(computer.models.models()) == []
    assert computer.runs("fetch", REPO, "Q4_K_M").returncode == DONE
    assert served.gets()[-1].headers["Range"] == f"bytes={kept}-"


def test_a_second_ctrl_c_does_not_wait_for_the_server(computer: Computer, served: FakeHub) -> None:
    tap = Tap(served)
    with computer.watched("fetch", REPO, "Q4_K_M") as (process, screen):
        wait_for(lambda: part_of(computer) == tap.half)
        process.send_signal(signal.SIGINT)
        wait_for(lambda: not _is_pending(process.pid, signal.SIGINT))
        process.send_signal(signal.SIGINT)
        assert process.wait(LIMIT_S) == INTERRUPTED
    assert "Traceback" not in screen.text
    assert part_of(computer) == tap.half


def _is_pending(pid: int, number: int) -> bool:
    status = Path(f"/proc/{pid}/status").read_text()
    pending = [line.split()[1] for line in status.splitlines() if line.startswith(("SigPnd", "ShdPnd"))]
    return any(int(each, 16) >> (number - 1) & 1 for each in pending)


def test_ctrl_c_while_nobody_answers(computer: Computer, served: FakeHub) -> None:
    served.api_answer = lambda _handler: served.stopped.wait(LIMIT_S)
    with computer.watched("show", REPO) as (process, screen):
        wait_for(lambda: served.requests)
        process.send_signal(signal.SIGINT)
        assert process.wait(LIMIT_S) == INTERRUPTED
    served.stopped.set()
    assert "Traceback" not in screen.text


def test_ctrl_c_at_a_question_removes_nothing(computer: Computer, source: Path) -> None:
    computer.runs("import", str(source))
    (model,) = computer.models.models()
    with computer.watched("remove", model.identity) as (process, screen):
        wait_for(lambda: "yes/no" in screen.text)
        process.send_signal(signal.SIGINT)
        assert process.wait(LIMIT_S) == INTERRUPTED
    assert model.is_unchanged()
    with computer.watched("remove", model.identity) as (process, screen):
        wait_for(lambda: "yes/no" in screen.text)
        screen.types("yes\n")
        assert process.wait(LIMIT_S) == DONE
    assert not model.is_there()


def test_two_commands_that_fetch_the_same_file(computer: Computer, served: FakeHub) -> None:
    tap = Tap(served)
    with computer.watched("fetch", REPO, "Q4_K_M") as (process, _):
        wait_for(lambda: part_of(computer) == tap.half)
        second = computer.runs("fetch", REPO, "Q4_K_M")
        assert second.returncode == FAILED
        assert bodies(second.stdout)[-1]["error"] == "AlreadyFetchingError"
        tap.is_open.set()
        assert process.wait(LIMIT_S) == DONE
    assert len(served.gets()) == 1


# -- the other ends


def test_nobody_at_the_address(computer: Computer) -> None:
    computer.extra["HF_ENDPOINT"] = "http://127.0.0.1:9"
    assert computer.runs("show", REPO).returncode == NETWORK
    computer.extra["HF_ENDPOINT"] = "no address"
    assert computer.runs("show", REPO).returncode == WRONG


def test_the_command_line_is_above_the_environment(computer: Computer, served: FakeHub) -> None:
    computer.extra["HF_ENDPOINT"] = "http://127.0.0.1:9"
    assert computer.runs("--endpoint", served.endpoint, "show", REPO).returncode == DONE


def test_what_the_environment_holds_is_not_used(computer: Computer, served: FakeHub) -> None:
    """A proxy is offered, a token is never sent."""
    computer.extra |= {"HTTPS_PROXY": "http://me:secret@127.0.0.1:9", "ALL_PROXY": "http://127.0.0.1:9"}
    computer.extra |= {"HF_TOKEN": "hf_ambient", "HUGGING_FACE_HUB_TOKEN": "hf_ambient"}
    shown = computer.runs("show", REPO)
    assert shown.returncode == DONE
    assert "A proxy was found (http://127.0.0.1:9)" in shown.stderr
    assert "secret" not in shown.stderr
    assert computer.runs("--proxy", "environment", "show", REPO).returncode == NETWORK
    assert not any("authorization" in map(str.lower, each.headers) for each in served.requests)


def test_a_token_from_a_descriptor(computer: Computer, served: FakeHub) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"hf_mine\n")
    os.close(writing)
    shown = computer.runs("--token-fd", str(reading), "show", REPO, fds=[reading])
    os.close(reading)
    assert shown.returncode == DONE
    sent = {key.lower(): value for key, value in served.requests[-1].headers.items()}
    assert sent["authorization"] == "Bearer hf_mine"


def test_a_folder_that_cannot_be_made(computer: Computer, served: FakeHub, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    refused = computer.runs("--models-folder", str(tmp_path / "file" / "models"), "fetch", REPO, "Q4_K_M")
    assert refused.returncode == DISK
    assert served.requests == []                        # what cannot be noted is not asked


@pytest.mark.namespaces
def test_a_disk_without_room(computer: Computer, served: FakeHub, tmp_path: Path) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    mount = 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"'
    small = ["unshare", "--mount", "sh", "-c", mount, str(place)]
    refused = computer.runs("--models-folder", str(place), "fetch", REPO, "Q4_K_M", before=small)
    assert refused.returncode == DISK
    assert bodies(refused.stdout)[-1]["error"] == "DiskFullError"
    assert served.gets() == []


POLICY = """\
mount -t tmpfs tmpfs /etc && mkdir /etc/hisho && printf '%s' "$0" > /etc/hisho/policy.toml && exec "$@"
"""


@pytest.mark.namespaces
@pytest.mark.parametrize("policy", ['[models]\nnetwork = "off"\n', "[models"])
def test_the_administrators_word_stands_above_all(
    computer: Computer, served: FakeHub, source: Path, policy: str
) -> None:
    before = ["unshare", "--mount", "sh", "-c", POLICY, policy]
    for command in (["search", "x"], ["show", REPO], ["fetch", REPO, "Q4_K_M"]):
        refused = computer.runs(*command, "--json", before=before)
        assert refused.returncode == NOT_PERMITTED
        assert bodies(refused.stdout)[-1]["error"] == "NetworkOffError"
    assert served.requests == []
    imported = computer.runs("import", str(source), before=before)
    assert imported.returncode == (DONE if policy.endswith("\n") else NOT_PERMITTED)


def test_a_reader_that_goes_away_ends_it_quietly(computer: Computer) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        computer.command("list"), stdout=writing, stderr=subprocess.PIPE, text=True, check=False,
        env=computer.environment, cwd=computer.elsewhere, timeout=LIMIT_S,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (FAILED, "")


def test_data_lies_where_the_system_says(computer: Computer, source: Path, tmp_path: Path) -> None:
    computer.extra["XDG_DATA_HOME"] = str(tmp_path / "data")
    assert computer.runs("import", str(source)).returncode == DONE
    assert len(list(ModelFolder(tmp_path / "data" / "hisho" / "models").models())) == 1
    computer.extra["XDG_DATA_HOME"] = "data"            # a path that is not absolute counts for nothing
    assert computer.runs("import", str(source)).returncode == DONE
    assert len(list(computer.models.models())) == 1
