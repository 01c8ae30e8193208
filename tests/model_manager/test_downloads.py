"""The queue of downloads: two at a time, paused, resumed, cancelled, there again after a restart."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from model_manager.connection import Connection
from model_manager.downloads import AT_ONCE, FILE, Download, Downloads, State
from model_manager.errors import FetchCancelledError, HubUnreachableError, ModelManagerError
from model_manager.fetch import FileFetch
from model_manager.library import Library, ModelFolder, StoredModel
from model_manager.model_fetch import fetch_model
from model_manager.web import open_client
from model_manager.wishes import FileWish, ModelWish, Watch
from tests.model_manager.fake_hub import FakeHub, Handler
from tests.model_manager.fetching import DATA
from tests.model_manager.fetching import FILE as FETCHED
from tests.model_manager.shelves import LATER, look, some, stored, wish

PATIENCE_S = 60.0


@dataclass
class Queue:
    """A queue whose fetches wait until the test lets them go on."""

    folder: ModelFolder
    running: list[str] = field(default_factory=list)
    go: dict[str, threading.Event] = field(default_factory=dict)
    fails: dict[str, ModelManagerError] = field(default_factory=dict)
    peak: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)
    downloads: Downloads = field(init=False)

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> Downloads:
        self.downloads = Downloads(self.folder, self.run_one, self.notify)
        return self.downloads

    def notify(self) -> None:
        with self.changed:
            self.changed.notify_all()

    def run_one(self, wished: ModelWish, watch: Watch) -> StoredModel:
        name = wished.repo_id
        self.running.append(name)
        self.peak = max(self.peak, len(self.running))
        self.notify()
        gate = self.go.setdefault(name, threading.Event())
        try:
            have = 0
            while not gate.wait(0.005):
                have = min(have + 10, wished.size)
                if not watch.progress(have, wished.size):
                    raise FetchCancelledError(name)
            if error := self.fails.pop(name, None):
                raise error
            return stored(self.folder, {"a.gguf": some(1)}, name)
        finally:
            self.running.remove(name)

    def let(self, name: str) -> None:
        self.go.setdefault(name, threading.Event()).set()

    def wait(self, condition: Callable[[], bool]) -> None:
        with self.changed:
            assert self.changed.wait_for(condition, PATIENCE_S), self.downloads.shown()

    def one(self, number: int) -> Download:
        return next(each for each in self.downloads.shown() if each.number == number)

    def wait_state(self, number: int, state: State) -> None:
        self.wait(lambda: self.one(number).state is state)


@pytest.fixture
def queue(tmp_path: Path) -> Iterator[Queue]:
    made = Queue(ModelFolder(tmp_path / "models"))
    yield made
    made.downloads.close()


def named(number: int) -> ModelWish:
    return wish({"a.gguf": some(number)}, f"maker/m{number}")


def test_two_at_a_time_and_the_next_when_one_is_done(queue: Queue) -> None:
    numbers = [queue.downloads.add(named(number)) for number in range(4)]
    queue.wait(lambda: len(queue.running) == AT_ONCE)
    assert [queue.one(each).state for each in numbers] == ["running", "running", "queued", "queued"]
    queue.let("maker/m0")
    queue.wait_state(numbers[2], State.RUNNING)
    for number in range(4):
        queue.let(f"maker/m{number}")
    for each in numbers:
        queue.wait_state(each, State.DONE)
    assert queue.peak == AT_ONCE
    assert queue.one(numbers[0]).identity
    assert queue.one(numbers[0]).have == queue.one(numbers[0]).wish.size


def test_a_paused_one_makes_room_and_goes_on_later(queue: Queue) -> None:
    numbers = [queue.downloads.add(named(number)) for number in range(3)]
    queue.wait(lambda: len(queue.running) == AT_ONCE)
    queue.downloads.pause(numbers[0])
    queue.wait_state(numbers[2], State.RUNNING)
    assert queue.one(numbers[0]).state is State.PAUSED
    queue.let("maker/m1")
    queue.wait_state(numbers[1], State.DONE)
    queue.downloads.resume(numbers[0])
    queue.wait_state(numbers[0], State.RUNNING)
    queue.let("maker/m0")
    queue.wait_state(numbers[0], State.DONE)


def test_resumed_before_the_pause_was_heard_goes_on(queue: Queue) -> None:
    number = queue.downloads.add(named(0))
    queue.wait(lambda: bool(queue.running))
    queue.downloads.pause(number)
    queue.downloads.resume(number)
    queue.wait_state(number, State.RUNNING)
    queue.let("maker/m0")
    queue.wait_state(number, State.DONE)


def test_one_that_waits_says_for_how_long_until_it_goes_on(queue: Queue) -> None:
    waits: list[int] = []

    def run_one(wished: ModelWish, watch: Watch) -> StoredModel:
        assert watch.wait(0.001)
        raise HubUnreachableError("hub.example", "ConnectError")

    def note() -> None:
        waits.extend(each.waits for each in downloads.shown())
        queue.notify()

    downloads = queue.downloads = Downloads(queue.folder, run_one, note)
    number = downloads.add(named(0))
    queue.wait_state(number, State.FAILED)
    assert waits[-1] == 0
    assert 1 in waits


def test_a_failure_is_told_with_its_facts_and_can_be_tried_again(queue: Queue) -> None:
    queue.fails["maker/m0"] = HubUnreachableError("hub.example", "ConnectError")
    queue.let("maker/m0")
    number = queue.downloads.add(named(0))
    queue.wait_state(number, State.FAILED)
    shown = queue.one(number)
    assert shown.error == "HubUnreachableError"
    assert shown.facts == {"place": "hub.example", "reason": "ConnectError"}
    queue.downloads.resume(number)
    queue.wait_state(number, State.DONE)
    assert queue.one(number).error == ""


def test_the_same_wish_twice_is_one_download(queue: Queue) -> None:
    number = queue.downloads.add(named(0))
    assert queue.downloads.add(named(0)) == number
    queue.downloads.pause(number)
    assert queue.downloads.add(named(0)) == number
    queue.wait_state(number, State.RUNNING)


def test_the_queue_is_there_after_a_restart(queue: Queue) -> None:
    first, second, third = (queue.downloads.add(named(number)) for number in range(3))
    queue.wait(lambda: len(queue.running) == AT_ONCE)
    queue.downloads.pause(second)
    queue.downloads.close()

    states = {each.number: each.state for each in queue.open().shown()}
    assert states == {first: State.QUEUED, second: State.PAUSED, third: State.QUEUED}
    queue.downloads.start()
    queue.wait_state(first, State.RUNNING)
    queue.wait_state(third, State.RUNNING)
    assert queue.one(second).state is State.PAUSED
    assert queue.downloads.add(named(9)) > third


def test_what_is_done_is_not_fetched_again_after_a_restart(queue: Queue) -> None:
    queue.let("maker/m0")
    queue.wait_state(queue.downloads.add(named(0)), State.DONE)
    queue.downloads.close()
    assert queue.open().shown() == ()


@pytest.mark.parametrize(
    "damage",
    [
        b"", b"{", b"[]", b'{"version": 2, "downloads": []}', b"\xff",
        b'{"version":1,"downloads":[{"number":1,"paused":false,"wish":{}}]}',
    ],
)  # fmt: skip
def test_a_damaged_queue_is_an_empty_one(queue: Queue, damage: bytes) -> None:
    queue.folder.own.mkdir(parents=True)
    (queue.folder.own / FILE).write_bytes(damage)
    assert queue.open().shown() == ()


def test_cancelled_in_the_middle_leaves_nothing(hub: FakeHub, tmp_path: Path) -> None:
    """Through the real fetch: what is there of it is thrown away, and no model is recorded."""
    half = threading.Event()

    def stops_in_the_middle(handler: Handler, _count: int) -> bool:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(DATA)))
        handler.end_headers()
        handler.wfile.write(DATA[:700_000])
        half.set()
        hub.stopped.wait(PATIENCE_S)
        return True

    hub.answer = stops_in_the_middle
    real = Real(hub, ModelFolder(tmp_path / "models"))
    number = real.downloads.add(wish({FETCHED: DATA}))
    assert half.wait(PATIENCE_S)
    real.wait(lambda: real.downloads.shown()[0].have > 0)
    real.downloads.cancel(number)
    hub.stopped.set()
    real.downloads.close()
    assert real.downloads.shown() == ()
    assert Library([real.folder]).models() == ()
    assert real.folder.orphans() == ()


def test_a_download_is_a_model_of_the_folder_and_resumes_what_was_there(hub: FakeHub, tmp_path: Path) -> None:
    hub.answer = lambda handler, count: count == 1 and handler.send_file(DATA, limit=600_000)
    real = Real(hub, ModelFolder(tmp_path / "models"))
    real.downloads.add(wish({FETCHED: DATA}))
    real.wait(lambda: real.downloads.shown()[0].state is State.DONE)
    (found,) = Library([real.folder]).models()
    assert (found.record.publisher, found.record.source) == ("community", "127.0.0.1")
    assert found.record.verified_at == LATER
    assert found.is_unchanged()
    assert found.files[0].read_bytes() == DATA
    assert "Range" in hub.gets()[-1].headers
    real.downloads.close()


class Real:
    """A queue that fetches from the fake hub."""

    def __init__(self, hub: FakeHub, folder: ModelFolder) -> None:
        self.folder = folder
        self._connection = Connection(endpoint=hub.endpoint, patience_s=60.0)
        self._changed = threading.Condition()
        self.downloads = Downloads(folder, self._run_one, self._notify)

    def _notify(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def _fetch_file(self, wished: FileWish, target: Path, watch: Watch) -> str:
        with open_client(self._connection, follows=False) as client:
            return FileFetch(client, self._connection, watch).run(wished, target)

    def _run_one(self, wished: ModelWish, watch: Watch) -> StoredModel:
        return fetch_model(wished, self.folder, self._fetch_file, watch, (look, lambda: LATER))

    def wait(self, condition: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(condition, PATIENCE_S), self.downloads.shown()
