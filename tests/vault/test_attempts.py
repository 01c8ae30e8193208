"""Wrong secrets make the next attempt wait, longer each time, also for another program and another clock."""

import fcntl
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import ClassVar

import pytest

from desktop.chat.conversation import Message, Role
from desktop.vault.attempts import Attempts
from desktop.vault.errors import (
    TooManyAttemptsError,
    VaultError,
    WrongPassphraseError,
    WrongRecoveryKeyError,
)
from desktop.vault.events import EventKind
from desktop.vault.header import PASSPHRASE as BY_PASSPHRASE
from desktop.vault.header import Header
from desktop.vault.place import VaultPlace
from desktop.vault.unlocking import tried
from desktop.vault.vault import Vault
from tests.fakes import ManualClock
from tests.vault.places import PASSPHRASE, new_vault, place


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def where(tmp_path: Path, clock: ManualClock) -> VaultPlace:
    """A closed vault with one message."""
    created = new_vault(tmp_path / "vault")
    talk = created.vault.conversations.create_conversation("x")
    created.vault.conversations.add_message(talk.id, None, Message(Role.USER, "請求項1"))
    created.vault.close()
    return replace(place(tmp_path / "vault"), now=clock.now)


def go(clock: ManualClock, seconds: float) -> None:
    clock.moment += timedelta(seconds=seconds)


def guess(where: VaultPlace, passphrase: str = "wrong") -> int:
    """Returns how long it has to wait instead, 0 if it was tried."""
    try:
        Vault.unlock_with_passphrase(where, passphrase).close()
    except WrongPassphraseError:
        return 0
    except TooManyAttemptsError as error:
        return error.seconds
    raise AssertionError("it opened")


def test_a_hundred_wrong_passphrases_wait_longer_and_longer_and_lose_nothing(
    where: VaultPlace, clock: ManualClock
) -> None:
    waits = []
    for _ in range(100):
        wait = guess(where)
        if wait:
            with pytest.raises(TooManyAttemptsError):        # the right one waits as well
                Vault.unlock_with_passphrase(where, PASSPHRASE)
            go(clock, wait)
            assert guess(where) == 0
        waits.append(wait)
    assert waits[:11] == [0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
    assert set(waits[9:]) == {60}
    go(clock, 60)
    vault = Vault.unlock_with_passphrase(where, PASSPHRASE)
    (talk,) = vault.conversations.conversations()
    assert [each.message.text for each in vault.conversations.messages(talk.id)] == ["請求項1"]
    failed = vault.events.newest(EventKind.UNLOCK_FAILED)
    assert failed is not None
    assert failed.facts["times"] == 100
    vault.close()
    assert guess(where) == 0            # it begins anew


def test_a_clock_that_is_set_back_does_not_shorten_the_wait(where: VaultPlace, clock: ManualClock) -> None:
    for _ in range(6):
        go(clock, guess(where))
    guess(where)
    full = Attempts(where.folder, clock.now).wait_s()
    go(clock, -3600)
    assert Attempts(where.folder, clock.now).wait_s() == full
    go(clock, full - 1)
    assert Attempts(where.folder, clock.now).wait_s() == 1
    go(clock, 1)
    assert Attempts(where.folder, clock.now).wait_s() == 0


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b'{"at": 0, "count": -1}', b'{"at": 1e999, "count": 5}', b"\xff"]
)
def test_a_count_that_is_damaged_waits_as_long_as_any(
    where: VaultPlace, clock: ManualClock, content: bytes
) -> None:
    (where.folder / "failed-unlocks").write_bytes(content)
    assert guess(where, PASSPHRASE) == 60
    go(clock, 60)
    Vault.unlock_with_passphrase(where, PASSPHRASE).close()


def test_a_wrong_recovery_key_counts_and_a_slip_in_it_does_not(
    where: VaultPlace, clock: ManualClock, tmp_path: Path
) -> None:
    other = new_vault(tmp_path / "other")
    other.vault.close()
    for typed, counted in ((other.recovery_key, 1), ("ABCDE", 1), ("", 1), (other.recovery_key, 2)):
        with pytest.raises(WrongRecoveryKeyError):
            Vault.unlock_with_recovery_key(where, typed)
        assert Attempts(where.folder, clock.now).failures().count == counted


def test_the_wait_does_not_end_early_by_a_part_of_a_second(tmp_path: Path) -> None:
    moment = datetime.fromisoformat("2026-11-23T09:00:00.900000+00:00")
    attempts = Attempts(tmp_path, lambda: moment)
    for _ in range(4):
        attempts.note()
    moment += timedelta(seconds=0.2)
    assert attempts.wait_s() == 2


class AtOnce:
    """A guess during which others are made: what a second program does while the first one computes."""

    slot: ClassVar[str] = BY_PASSPHRASE
    is_guess: ClassVar[bool] = True

    def __init__(self, others: int, attempts: Attempts) -> None:
        self._others = others
        self._attempts = attempts
        self.tried = 0

    def data_key(self, header: Header, place: VaultPlace) -> bytes:
        self.tried += 1
        if self._others:
            self._others -= 1
            with pytest.raises((WrongPassphraseError, TooManyAttemptsError)):
                tried(place, self, self._attempts)
        raise self.refusal()

    def refusal(self) -> VaultError:
        return WrongPassphraseError()


def test_guesses_made_at_once_are_no_more_than_one_after_another(
    where: VaultPlace, clock: ManualClock
) -> None:
    attempts = Attempts(where.folder, clock.now)
    opener = AtOnce(10, attempts)
    with pytest.raises(WrongPassphraseError):
        tried(where, opener, attempts)
    assert opener.tried == 3
    assert attempts.failures().count == 3
    assert attempts.wait_s() == 1


def test_of_many_that_begin_at_once_three_may(tmp_path: Path, clock: ManualClock) -> None:
    def begins(_: int) -> bool:
        try:
            Attempts(tmp_path, clock.now).begin()
        except TooManyAttemptsError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(begins, range(24))) == 3


def test_what_was_right_is_taken_off_the_count_and_no_more(tmp_path: Path, clock: ManualClock) -> None:
    attempts = Attempts(tmp_path, clock.now)
    first = attempts.begin()
    second = attempts.begin()
    attempts.end(second, wrong=True)
    attempts.end(first, wrong=False)
    assert attempts.failures().count == 1
    third = attempts.begin()
    attempts.end(third, wrong=False)
    assert attempts.failures().count == 1
    attempts.forget()
    attempts.end(attempts.begin(), wrong=False)
    assert not list(tmp_path.iterdir())


@contextmanager
def counting_without_end(folder: Path) -> Iterator[None]:
    """Another program that was stopped while it counted."""
    descriptor = os.open(folder, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    yield
    os.close(descriptor)


def test_nothing_is_tried_while_another_program_counts_without_end(
    tmp_path: Path, clock: ManualClock
) -> None:
    attempts = Attempts(tmp_path, clock.now, patience_s=0)
    with counting_without_end(tmp_path), pytest.raises(TooManyAttemptsError):
        attempts.begin()
    assert attempts.begin().count == 0
