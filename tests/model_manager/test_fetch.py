"""One file from a hub that breaks off: what is published is what was declared; what was fetched is kept."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from model_manager.connection import Connection
from model_manager.errors import (
    AlreadyFetchingError,
    DigestMismatchError,
    DiskFullError,
    FetchCancelledError,
    FolderNotWritableError,
    GgufMissingError,
    HubAnswerError,
    HubUnreachableError,
    SizeMismatchError,
)
from model_manager.integrity import SIDECAR, Declared, opened
from model_manager.ledger import Ledger
from model_manager.wishes import Watch
from tests.end_to_end.programs import ROOT, wait_for
from tests.model_manager.fake_hub import COMMIT, REPO, FakeHub, Handler, gguf_like, running
from tests.model_manager.fetching import (
    DATA,
    FILE,
    SIZE,
    Seen,
    assert_nothing_published,
    assert_published,
    fetch,
    part,
    run,
    wish_of,
)


def test_a_file_is_fetched_verified_and_published(hub: FakeHub, target: Path) -> None:
    seen = Seen()
    assert fetch(hub, target, seen) == hashlib.sha256(DATA).hexdigest()
    assert_published(target)
    assert seen.steps[0] == 0
    assert seen.steps[-1] == SIZE
    assert seen.steps == sorted(seen.steps)
    assert seen.traffic == [(f"127.0.0.1:{hub.port}", 0), (f"127.0.0.1:{hub.port}", SIZE)]
    (request,) = hub.requests
    assert request.headers["User-Agent"] == "Hisho"
    assert "Authorization" not in request.headers


def test_a_broken_connection_is_resumed_where_it_broke(hub: FakeHub, target: Path) -> None:
    hub.answer = lambda handler, time: handler.send_file(DATA, limit=600_000) if time == 1 else False
    seen = Seen()
    fetch(hub, target, seen)
    assert_published(target)
    first, second = hub.requests
    assert "Range" not in first.headers
    assert second.headers["Range"] == "bytes=600000-"
    assert second.headers["If-Range"] == f'"{hashlib.sha256(DATA).hexdigest()}"'
    assert sum(count for _, count in seen.traffic) == SIZE


def test_a_flipped_bit_is_never_published(hub: FakeHub, target: Path) -> None:
    flipped = DATA[:777_000] + bytes([DATA[777_000] ^ 1]) + DATA[777_001:]
    hub.answer = lambda handler, _: handler.send_file(flipped)
    with pytest.raises(DigestMismatchError):
        fetch(hub, target)
    assert list(target.parent.iterdir()) == []


def test_a_server_that_always_breaks_off_is_given_up_and_the_part_kept(hub: FakeHub, target: Path) -> None:
    """It sends a piece the first time, and nothing ever after."""
    hub.answer = lambda handler, time: handler.send_file(DATA, limit=400_000 if time == 1 else 0)
    seen = Seen()
    with pytest.raises(HubUnreachableError):
        fetch(hub, target, seen)
    assert_nothing_published(target)
    assert part(target).stat().st_size == 400_000
    assert seen.waits == sorted(seen.waits)
    assert len(seen.waits) == 7
    assert seen.waits[-1] > 10 * seen.waits[0]


def test_a_body_longer_than_declared_is_refused(hub: FakeHub, target: Path) -> None:
    hub.answer = lambda handler, _: handler.send_file(DATA + b"more")
    with pytest.raises(SizeMismatchError) as caught:
        fetch(hub, target)
    assert (caught.value.expected_size, caught.value.size) == (SIZE, SIZE + 4)
    assert_nothing_published(target)


def test_a_body_longer_than_declared_without_a_length_is_refused(hub: FakeHub, target: Path) -> None:
    def answer(handler: Handler, _: int) -> bool:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.wfile.write(DATA + b"x" * 100_000)
        handler.close_connection = True
        return True

    hub.answer = answer
    with pytest.raises(SizeMismatchError):
        fetch(hub, target)
    assert_nothing_published(target)
    assert part(target).stat().st_size <= SIZE


def test_a_file_replaced_between_two_answers_is_not_joined(hub: FakeHub, target: Path) -> None:
    """The first answer is of another version; If-Range makes the second one whole."""
    other = gguf_like(SIZE, seed=2)
    hub.answer = lambda handler, time: handler.send_file(other, limit=500_000) if time == 1 else False
    fetch(hub, target)
    assert_published(target)


def test_a_server_that_joins_two_versions_itself_is_asked_once_more(hub: FakeHub, target: Path) -> None:
    """No ETag, so If-Range cannot help: the digest finds it, and the whole is fetched in one piece."""
    other = gguf_like(SIZE, seed=2)

    def answer(handler: Handler, time: int) -> bool:
        start = handler.asked_start("")
        data = other if time == 1 else DATA
        handler.send_response(206 if start else 200)
        handler.send_header("Content-Length", str(SIZE - start))
        if start:
            handler.send_header("Content-Range", f"bytes {start}-{SIZE - 1}/{SIZE}")
        handler.end_headers()
        handler.wfile.write(data[start : 500_000 if time == 1 else SIZE])
        if time == 1:
            handler.hang_up()
        return True

    hub.answer = answer
    fetch(hub, target)
    assert_published(target)
    assert [each.headers.get("Range") for each in hub.requests] == [None, "bytes=500000-", None]


def test_a_part_of_an_earlier_process_that_is_wrong_costs_one_more_try(hub: FakeHub, target: Path) -> None:
    with opened(target, Declared(SIZE, hashlib.sha256(DATA).hexdigest())) as begun:
        begun.write(gguf_like(700_000, seed=3))
    fetch(hub, target)
    assert_published(target)
    assert [each.headers.get("Range") for each in hub.requests] == ["bytes=700000-", None]


def test_a_server_without_ranges_sends_it_all_again(hub: FakeHub, target: Path) -> None:
    def answer(handler: Handler, time: int) -> bool:
        del handler.headers["Range"]
        handler.send_file(DATA, limit=300_000 if time == 1 else None)
        return True

    hub.answer = answer
    fetch(hub, target)
    assert_published(target)


def test_a_server_without_ranges_that_always_breaks_off_is_given_up(hub: FakeHub, target: Path) -> None:
    def answer(handler: Handler, _: int) -> bool:
        del handler.headers["Range"]
        handler.send_file(DATA, limit=300_000)
        return True

    hub.answer = answer
    with pytest.raises(HubUnreachableError):
        fetch(hub, target)
    assert len(hub.requests) < 10


def test_416_begins_anew(hub: FakeHub, target: Path) -> None:
    with opened(target, Declared(SIZE, hashlib.sha256(DATA).hexdigest())) as begun:
        begun.write(DATA[:700_000])

    def answer(handler: Handler, _: int) -> bool:
        if handler.headers.get("Range"):
            handler.refuse(416)
            return True
        return False

    hub.answer = answer
    fetch(hub, target)
    assert_published(target)


def test_nobody_there(target: Path) -> None:
    hub = FakeHub()
    with running(hub):
        pass
    with pytest.raises(HubUnreachableError):
        fetch(hub, target)


def test_no_digest_no_fetch(hub: FakeHub, target: Path) -> None:
    with pytest.raises(HubAnswerError):
        run(Connection(endpoint=hub.endpoint), wish_of(hub, sha256=""), target, Seen())
    assert hub.requests == []


def test_the_sha1_of_git_is_enough_where_there_is_no_better(hub: FakeHub, target: Path) -> None:
    wish = wish_of(hub, sha256="", blob_id=hub.files[FILE].blob_id)
    assert run(Connection(endpoint=hub.endpoint), wish, target, Seen()) == hashlib.sha256(DATA).hexdigest()
    assert_published(target)


def test_a_wrong_sha1_is_not(hub: FakeHub, target: Path) -> None:
    with pytest.raises(DigestMismatchError):
        run(Connection(endpoint=hub.endpoint), wish_of(hub, sha256="", blob_id="a" * 40), target, Seen())
    assert_nothing_published(target)


def test_what_is_no_gguf_is_thrown_away(hub: FakeHub, target: Path) -> None:
    data = b"<html>" + DATA[6:]
    hub.add(FILE, data)
    wish = wish_of(hub, sha256=hashlib.sha256(data).hexdigest())
    with pytest.raises(GgufMissingError):
        run(Connection(endpoint=hub.endpoint), wish, target, Seen())
    assert list(target.parent.iterdir()) == []


def test_a_pause_keeps_the_part_and_the_next_run_goes_on(hub: FakeHub, target: Path) -> None:
    seen = Seen()
    seen.goes_on = lambda have: have < 500_000
    with pytest.raises(FetchCancelledError):
        fetch(hub, target, seen)
    kept = part(target).stat().st_size
    assert 500_000 <= kept < SIZE
    fetch(hub, target)
    assert_published(target)
    assert hub.requests[-1].headers["Range"] == f"bytes={kept}-"


def test_what_an_earlier_run_left_is_read_with_progress_and_an_end(hub: FakeHub, target: Path) -> None:
    with opened(target, Declared(SIZE, hashlib.sha256(DATA).hexdigest())) as begun:
        begun.write(DATA[:900_000])
    seen = Seen(goes_on=lambda _: False)
    with pytest.raises(FetchCancelledError):
        fetch(hub, target, seen)
    assert seen.steps == [900_000]
    assert hub.requests == []
    fetch(hub, target)
    assert_published(target)
    assert hub.requests[0].headers["Range"] == "bytes=900000-"


def test_two_who_fetch_the_same_file(hub: FakeHub, target: Path) -> None:
    with opened(target, Declared(SIZE, "0" * 64)), pytest.raises(AlreadyFetchingError):
        fetch(hub, target)
    fetch(hub, target)
    assert_published(target)


def test_a_part_of_another_file_is_not_continued(hub: FakeHub, target: Path) -> None:
    with opened(target, Declared(SIZE, "0" * 64)) as begun:
        begun.write(DATA[:1000])
    fetch(hub, target)
    assert_published(target)
    assert "Range" not in hub.requests[0].headers


@pytest.mark.parametrize("text", ["\0\0\0", "[" * 50_000, '{"size": ' * 7_000, "7", "{" + " " * 100_000])
def test_a_damaged_sidecar_begins_anew(hub: FakeHub, target: Path, text: str) -> None:
    with opened(target, Declared(SIZE, hashlib.sha256(DATA).hexdigest())) as begun:
        begun.write(DATA[:1000])
    target.with_name(target.name + SIDECAR).write_text(text)
    fetch(hub, target)
    assert_published(target)


def test_a_link_in_the_place_of_the_part_is_not_followed(hub: FakeHub, target: Path, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    target.parent.mkdir(parents=True)
    part(target).symlink_to(precious)
    with pytest.raises(FolderNotWritableError):
        fetch(hub, target)
    assert precious.read_text() == "mine"


KILLED = """
import sys, time
sys.path.insert(0, {root!r})
from pathlib import Path
from model_manager.fetch import FileFetch
from model_manager.wishes import FileWish, Watch
from model_manager.hub_files import HubFile
from model_manager.ledger import Ledger
from model_manager.connection import Connection
from model_manager.web import open_client
connection = Connection(endpoint={endpoint!r})
with open_client(connection, follows=False) as client:
    ledger = Ledger(Path({ledger!r}))
    note = lambda host, received: ledger.note(host, received, "fetch")
    watch = Watch(lambda have, whole: True, lambda seconds: True, note)
    wish = FileWish({repo!r}, {commit!r}, HubFile({file!r}, {size}, {sha256!r}, ""))
    FileFetch(client, connection, watch).run(wish, Path({target!r}))
"""


def test_kill_9_in_the_middle_loses_nothing(hub: FakeHub, target: Path, tmp_path: Path) -> None:
    """The server stops after a part; the process is killed there; the next one asks for the rest. That the
    server was asked stands in the ledger.
    """

    def answer(handler: Handler, time: int) -> bool:
        if time > 1:
            return False
        handler.send_response(200)
        handler.send_header("Content-Length", str(SIZE))
        handler.end_headers()
        handler.wfile.write(DATA[:900_000])
        hub.stopped.wait(30)
        return True

    hub.answer = answer
    ledger = tmp_path / "ledger.jsonl"
    code = KILLED.format(
        root=str(ROOT), endpoint=hub.endpoint, repo=REPO, commit=COMMIT, file=FILE, size=SIZE,
        sha256=hashlib.sha256(DATA).hexdigest(), target=str(target),
        ledger=str(ledger),
    )  # fmt: skip
    with subprocess.Popen([sys.executable, "-c", code]) as process:
        wait_for(lambda: part(target).exists() and part(target).stat().st_size == 900_000)
        os.kill(process.pid, signal.SIGKILL)
    assert_nothing_published(target)
    assert [each.host for each in Ledger(ledger).entries()] == [f"127.0.0.1:{hub.port}"]
    fetch(hub, target)
    assert_published(target)
    assert hub.requests[-1].headers["Range"] == "bytes=900000-"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 70 MiB: hardly more than what must stay free."""
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=70m", "tmpfs", str(place)], check=True)
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.mark.namespaces
def test_a_disk_that_fills_up_keeps_the_part(hub: FakeHub, small_disk: Path) -> None:
    target = small_disk / "maker" / FILE
    filler = small_disk / "filler"
    room = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_bsize

    def answer(handler: Handler, time: int) -> bool:
        if time == 1:                   # somebody else writes while we fetch
            filler.write_bytes(bytes(room - SIZE * 99 // 100))
        return False

    hub.answer = answer
    with pytest.raises(DiskFullError) as caught:
        fetch(hub, target)
    assert 0 < caught.value.needed_bytes < SIZE
    kept = part(target).stat().st_size
    assert kept > SIZE // 2
    filler.unlink()
    fetch(hub, target)
    assert_published(target)
    assert hub.requests[-1].headers["Range"] == f"bytes={kept}-"


@pytest.mark.namespaces
def test_a_disk_without_room_is_told_before_the_first_byte(hub: FakeHub, small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(20 << 20))
    with pytest.raises(DiskFullError):
        fetch(hub, small_disk / "maker" / FILE)
    assert hub.requests == []


@pytest.mark.namespaces
def test_a_folder_that_cannot_be_written(hub: FakeHub, small_disk: Path) -> None:
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(FolderNotWritableError):
        fetch(hub, small_disk / "maker" / FILE)


def test_the_clock_of_a_fetch_is_the_machines() -> None:
    assert Watch(lambda _have, _whole: True, lambda _s: True).clock is time.monotonic
