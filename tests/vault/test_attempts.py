"""Wrong secrets make the next attempt wait, longer each time, also for another program and another clock."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.chat.conversation import Message, Role
from desktop.vault.attempts import Attempts
from desktop.vault.errors import TooManyAttemptsError, WrongPassphraseError, WrongRecoveryKeyError
from desktop.vault.events import EventKind
from desktop.vault.place import VaultPlace
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
