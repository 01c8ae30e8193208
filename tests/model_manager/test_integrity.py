"""What a fetch and an import rest upon: digests and the disk, both beside the thread that writes."""

import errno
import hashlib
import os
import random
import threading
from pathlib import Path

import pytest

from model_manager.digests import Digests
from model_manager.disk_sync import DiskSync
from model_manager.errors import (
    DigestMismatchError,
    DiskFullError,
    FetchCancelledError,
    FolderNotWritableError,
)
from model_manager.integrity import Declared, opened
from tests.model_manager.fake_hub import Stored
from tests.model_manager.fetching import DATA, FILE, SIZE, assert_published, part

LANES = ("hashing", "syncing")
SHA256 = hashlib.sha256(DATA).hexdigest()
LIMIT_S = 60


def lanes() -> list[str]:
    """The threads that are ours."""
    return [each.name for each in threading.enumerate() if each.name.startswith(LANES)]


# -- digests


@pytest.mark.parametrize("largest", [1, 700, 70_000, 5_000_000])
def test_digests_of_pieces_are_those_of_the_whole(largest: int) -> None:
    sizes = random.Random(largest)
    digests = Digests(git_size=SIZE)
    start = 0
    while start < min(SIZE, 20_000 * largest):
        end = start + sizes.randint(1, largest)
        digests.update(memoryview(DATA)[start:end])
        start = end
    taken = DATA[:start]
    assert digests.sha256 == hashlib.sha256(taken).hexdigest()
    digests.update(DATA[start:])
    assert (digests.sha256, digests.blob_id) == (SHA256, Stored(DATA).blob_id)
    digests.close()
    assert lanes() == []


def test_gits_digest_is_taken_only_where_it_is_wanted() -> None:
    digests = Digests()
    digests.update(DATA)
    assert (digests.sha256, digests.blob_id) == (SHA256, "")
    digests.close()


def test_a_file_of_which_no_digest_is_declared_fits_nothing(target: Path) -> None:
    with opened(target, Declared(SIZE, "")) as growing:
        growing.write(DATA)
        assert not growing.is_what_was_declared()
        with pytest.raises(DigestMismatchError):
            growing.publish()
    assert not target.exists()


def test_what_hashes_and_syncs_ends_with_the_part(target: Path) -> None:
    with opened(target, Declared(SIZE, SHA256)) as growing:
        growing.write(DATA[:700_000])
        growing.sync()
        growing.restart()
        growing.write(DATA)
        growing.publish()
    assert_published(target)
    assert lanes() == []


def test_cut_back_keeps_the_digest_of_what_stays(target: Path) -> None:
    with opened(target, Declared(SIZE, SHA256)) as growing:
        growing.write(DATA[:700_000])
        growing.write(b"damaged" * 1000)
        growing.cut_back(700_000)
        growing.write(DATA[700_000:])
        assert growing.publish() == SHA256
    assert_published(target)


def test_what_is_there_is_read_in_steps_that_are_told(target: Path) -> None:
    mebibyte = 1 << 20
    declared = Declared(20 * mebibyte, SHA256)
    with opened(target, declared) as begun:
        begun.write(bytes(9 * mebibyte))
    told: list[int] = []

    def tell(have: int) -> bool:
        told.append(have)
        return have < 8 * mebibyte

    with pytest.raises(FetchCancelledError), opened(target, declared, tell=tell):
        pass
    assert told == [4 * mebibyte, 8 * mebibyte]
    assert lanes() == []
    with opened(target, declared) as again:
        assert again.have == 9 * mebibyte           # to stop has cost nothing


# -- the disk


def fails(number: int) -> OSError:
    return OSError(number, os.strerror(number))


@pytest.mark.parametrize(
    ("number", "error"), [(errno.EIO, FolderNotWritableError), (errno.ENOSPC, DiskFullError)]
)
def test_what_did_not_reach_the_disk_is_not_published(
    target: Path, number: int, error: type[Exception]
) -> None:
    """The kernel tells of a lost write once: here when the fetch was tried again, not at the end."""
    answers = [fails(number), None]

    def sync(_descriptor: int) -> None:
        if answer := answers.pop(0):
            raise answer

    with opened(target, Declared(SIZE, SHA256), sync) as growing:
        growing.write(DATA)
        growing.sync()
        with pytest.raises(error):
            growing.publish()
    assert answers == []
    assert not target.exists()
    assert part(target).stat().st_size == SIZE


def test_the_writer_does_not_wait_for_the_disk() -> None:
    """One sync is under way for long; the next one starts when it is through, with all that was written."""
    begun, goes_on = threading.Event(), threading.Event()
    descriptors: list[int] = []

    def sync(descriptor: int) -> None:
        descriptors.append(descriptor)
        begun.set()
        assert goes_on.wait(LIMIT_S)

    disk = DiskSync(7, sync)
    disk.written(1)
    assert descriptors == []                # not for every byte
    disk.written(100 << 20)
    assert begun.wait(LIMIT_S)
    disk.written(100 << 20)                 # returns although nothing is through
    goes_on.set()
    disk.finish()
    disk.close()
    assert descriptors == [7, 7]


def test_no_sync_outlives_the_descriptor(tmp_path: Path) -> None:
    target = tmp_path / FILE
    begun, goes_on = threading.Event(), threading.Event()
    still_open: list[bool] = []

    def sync(descriptor: int) -> None:
        begun.set()
        assert goes_on.wait(LIMIT_S)
        still_open.append(os.fstat(descriptor).st_size == len(much))

    much = DATA * 50                        # more than is written without a sync
    with opened(target, Declared(len(much), SHA256), sync) as growing:
        growing.write(much)
        assert begun.wait(LIMIT_S)
        goes_on.set()
    assert still_open == [True]
