"""Against olah, a real mirror with deviations of its own: what it leaves out is asked for elsewhere, what it
cannot do is worded, and nothing is published that was not verified.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from model_manager.connection import Connection
from model_manager.errors import (
    DigestMismatchError,
    FetchCancelledError,
    HubUnreachableError,
    RepositoryMissingError,
)
from model_manager.hub import Hub
from model_manager.hub_files import HubFile
from model_manager.sentences import sentence_of
from model_manager.wishes import FileWish
from tests import gguf_files
from tests.end_to_end.programs import LIMIT_S, ROOT
from tests.model_manager import olah_peer
from tests.model_manager.fake_hub import COMMIT, REPO, FakeHub, Stored, running
from tests.model_manager.fetching import (
    DATA,
    FILE,
    SIZE,
    Seen,
    assert_nothing_published,
    assert_published,
    part,
    run,
    wish_of,
)
from tests.model_manager.olah_peer import send_span

REAL = "Q8_0/試験-Q8_0.gguf"
LARGE, LOST = "large-Q4_K_M.gguf", "lost-Q4_K_M.gguf"
IN_STORAGE = Stored(DATA)
NOT_THERE = Stored(DATA[:-1])
PATIENCE_S = 60.0


@dataclass(frozen=True)
class Mirror:
    """A mirror of one repository: its address, the commit, and a real model in it."""

    endpoint: str
    commit: str
    real: Stored

    @property
    def connection(self) -> Connection:
        return Connection(endpoint=self.endpoint, patience_s=PATIENCE_S)

    def fetch(self, file: HubFile, target: Path, seen: Seen | None = None) -> str:
        return run(self.connection, FileWish(REPO, self.commit, file), target, seen or Seen())


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mirror]:
    """A small model committed as it is, and two pointers: one whose file is in storage, one whose is not."""
    folder = tmp_path_factory.mktemp("olah")
    real = Stored(gguf_files.write(folder / "real.gguf").read_bytes(), lfs=False)
    files = {
        "README.md": b"---\nlicense: apache-2.0\n---\n# model\n",
        FILE: DATA,
        REAL: real.data,
        LARGE: olah_peer.pointer(IN_STORAGE),
        LOST: olah_peer.pointer(NOT_THERE),
    }
    commit = olah_peer.commit_files(folder, files)
    olah_peer.keep_large(folder, IN_STORAGE)
    with olah_peer.offline(folder) as endpoint:
        yield Mirror(endpoint, commit, real)


PLAIN = HubFile(FILE, SIZE, "", Stored(DATA, lfs=False).blob_id)


# -- what it says


def test_sizes_and_digests_come_from_the_tree_where_the_listing_has_none(mirror: Mirror) -> None:
    asked: list[tuple[str, int]] = []
    found = Hub(mirror.connection, traffic=lambda host, size: asked.append((host, size))).listing(REPO)
    assert found.revision == mirror.commit
    assert found.files == {
        FILE: PLAIN,
        REAL: HubFile(REAL, len(mirror.real.data), "", mirror.real.blob_id),
        LARGE: HubFile(LARGE, SIZE, IN_STORAGE.sha256, ""),
        LOST: HubFile(LOST, SIZE - 1, NOT_THERE.sha256, ""),
    }
    assert {host for host, _ in asked} == {mirror.connection.host}


def test_a_commit_is_asked_for_by_its_name(mirror: Mirror) -> None:
    assert Hub(mirror.connection).listing(REPO, mirror.commit).revision == mirror.commit


def test_a_missing_repository_is_missing_although_the_mirror_says_401(mirror: Mirror) -> None:
    with pytest.raises(RepositoryMissingError) as caught:
        Hub(mirror.connection).listing("maker/none")
    assert caught.value.place == "maker/none"


# -- what it sends


def test_a_plain_file_is_verified_by_gits_sha1(mirror: Mirror, target: Path) -> None:
    assert mirror.fetch(PLAIN, target) == Stored(DATA).sha256
    assert_published(target)


def test_another_file_than_git_declares_is_not_published(mirror: Mirror, target: Path) -> None:
    with pytest.raises(DigestMismatchError):
        mirror.fetch(replace(PLAIN, blob_id=mirror.real.blob_id), target)
    assert list(target.parent.iterdir()) == []


def test_a_file_in_large_storage_is_verified_by_its_sha256(mirror: Mirror, target: Path) -> None:
    large = target.with_name(LARGE)
    assert mirror.fetch(HubFile(LARGE, SIZE, IN_STORAGE.sha256, ""), large) == IN_STORAGE.sha256
    assert large.read_bytes() == DATA


def test_a_range_that_is_ignored_means_the_whole_file_again(mirror: Mirror, target: Path) -> None:
    stopping = Seen(goes_on=lambda have: have < SIZE // 2)
    with pytest.raises(FetchCancelledError):
        mirror.fetch(PLAIN, target, stopping)
    begun = part(target).stat().st_size
    assert SIZE // 2 <= begun < SIZE
    seen = Seen()
    mirror.fetch(PLAIN, target, seen)
    assert_published(target)
    assert seen.steps[:2] == [begun, begun]         # read again, and told before the server is asked
    assert seen.steps[2] < begun
    assert sum(count for _, count in seen.traffic) == SIZE


def test_a_pointer_whose_file_the_mirror_has_not_is_given_up(mirror: Mirror, target: Path) -> None:
    """It answers 500, which may pass: so it is asked again, a few times."""
    seen = Seen()
    with pytest.raises(HubUnreachableError) as caught:
        mirror.fetch(HubFile(LOST, SIZE, NOT_THERE.sha256, ""), target, seen)
    assert (caught.value.place, caught.value.reason) == (mirror.connection.host, "HTTP 500")
    assert "HTTP 500" in sentence_of(caught.value)
    assert len(seen.waits) == 6
    assert_nothing_published(target)


# -- by the command line


def models(mirror: Mirror, home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """`python -m model_manager … --json` against the mirror."""
    return subprocess.run(
        [sys.executable, "-m", "model_manager", "--endpoint", mirror.endpoint, *arguments, "--json"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )


def lines(done: "subprocess.CompletedProcess[str]") -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_administrator_fetches_from_the_mirror_and_verifies(mirror: Mirror, tmp_path: Path) -> None:
    shown = models(mirror, tmp_path, "show", REPO)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert {each["file"]: each["size"] for each in lines(shown)}[REAL] == len(mirror.real.data)
    assert models(mirror, tmp_path, "usage", "personal").returncode == 0
    fetched = models(mirror, tmp_path, "fetch", REPO, REAL, "--accept-licence")
    assert (fetched.returncode, fetched.stderr) == (0, "")
    assert lines(fetched)[-1]["event"] == "done"
    (listed,) = lines(models(mirror, tmp_path, "list", "--here"))
    assert listed["identity"] == mirror.real.sha256
    verified = lines(models(mirror, tmp_path, "verify"))[-1]
    assert (verified["event"], verified["identity"]) == ("verified", mirror.real.sha256)
    hosts = {each["host"] for each in lines(models(mirror, tmp_path, "ledger"))}
    assert hosts == {mirror.connection.host}


def test_what_is_no_model_is_fetched_but_never_listed(mirror: Mirror, tmp_path: Path) -> None:
    """It has the declared digest and begins like a model; its header does not hold what it says."""
    assert models(mirror, tmp_path, "usage", "personal").returncode == 0
    fetched = models(mirror, tmp_path, "fetch", REPO, FILE, "--accept-licence")
    assert fetched.returncode == 5
    assert lines(fetched)[-1]["event"] == "failed"
    assert lines(models(mirror, tmp_path, "list", "--here")) == []


def test_a_missing_repository_is_worded(mirror: Mirror, tmp_path: Path) -> None:
    done = models(mirror, tmp_path, "show", "maker/none")
    assert done.returncode == 4
    assert lines(done)[-1]["error"] == "RepositoryMissingError"
    assert "maker/none" in done.stderr
    assert "Traceback" not in done.stderr


# -- in front of another hub


@pytest.fixture
def upstream() -> Iterator[FakeHub]:
    """The hub that the mirror asks."""
    made = FakeHub(answer=lambda handler, _: send_span(handler, DATA))
    made.add(FILE, DATA)
    with running(made, handler=olah_peer.Upstream):
        yield made


@pytest.fixture
def front(upstream: FakeHub, tmp_path: Path) -> Iterator[Connection]:
    """The way to a mirror that keeps what it was asked for."""
    folder = tmp_path / "olah"
    folder.mkdir()
    with olah_peer.in_front_of(upstream, folder) as endpoint:
        yield Connection(endpoint=endpoint, patience_s=PATIENCE_S)


def spans(upstream: FakeHub) -> list[str]:
    """The ranges that the mirror asked the hub for."""
    return [each.headers["range"] for each in upstream.gets() if each.method == "GET"]


def test_a_listing_through_the_mirror(upstream: FakeHub, front: Connection) -> None:
    listing = Hub(front).listing(REPO)
    assert (listing.revision, listing.licence) == (COMMIT, "apache-2.0")
    assert listing.files == {FILE: HubFile(FILE, SIZE, upstream.files[FILE].sha256, "")}


def test_a_stopped_fetch_goes_on_within_what_the_mirror_keeps(
    upstream: FakeHub, front: Connection, target: Path
) -> None:
    wish = wish_of(upstream)
    stopping = Seen(goes_on=lambda have: have < SIZE // 2)
    with pytest.raises(FetchCancelledError):
        run(front, wish, target, stopping)
    begun = part(target).stat().st_size
    seen = Seen()
    run(front, wish, target, seen)
    assert_published(target)
    assert seen.steps[0] == begun
    assert seen.steps == sorted(seen.steps)
    assert sum(count for _, count in seen.traffic) == SIZE - begun
    asked = spans(upstream)
    again = target.with_name("again") / FILE
    run(front, wish, again, Seen())
    assert_published(again)
    assert spans(upstream) == asked                 # all of it was the mirror's own
    assert len(asked) <= len(set(asked)) + 1        # only the block it was stopped in was asked for twice


def test_what_the_mirror_keeps_wrongly_is_never_published(
    upstream: FakeHub, front: Connection, target: Path
) -> None:
    flipped = DATA[:777_000] + bytes([DATA[777_000] ^ 1]) + DATA[777_001:]
    upstream.answer = lambda handler, _: send_span(handler, flipped)
    for _ in range(2):                              # the second time from what the mirror keeps
        with pytest.raises(DigestMismatchError):
            run(front, wish_of(upstream), target, Seen())
        assert list(target.parent.iterdir()) == []
    assert len(spans(upstream)) == len(set(spans(upstream)))


def test_a_mirror_whose_hub_is_gone_is_given_up(
    upstream: FakeHub, front: Connection, target: Path
) -> None:
    upstream.answer = lambda handler, _: handler.refuse(503)
    with pytest.raises(HubUnreachableError) as caught:
        run(front, wish_of(upstream), target, Seen())
    assert caught.value.reason == "HTTP 504"
    assert_nothing_published(target)
