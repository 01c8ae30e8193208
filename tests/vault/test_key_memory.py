"""A computer short of memory, or a header that asks for more than there is: a clear error, and no guess."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.vault import header as headers
from desktop.vault import keys
from desktop.vault.attempts import Attempts
from desktop.vault.errors import KeyMemoryError
from desktop.vault.openers import ByPassphrase
from desktop.vault.unlocking import tried
from tests.vault.places import PASSPHRASE, new_vault, place

_ROOM = 512 << 20
_MUCH_KIB = 4 << 20


@contextmanager
def little_memory() -> Iterator[None]:
    """This process gets half a gibibyte more and not a byte above that."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (pages * resource.getpagesize() + _ROOM, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def test_a_header_that_wants_more_memory_than_there_is_ends_in_an_error(tmp_path: Path) -> None:
    created = new_vault(tmp_path / "vault")
    ways = created.vault.ways
    slot = {**ways.header.slot("passphrase"), "memory_kib": _MUCH_KIB}
    headers.write(tmp_path / "vault", ways.header.with_slot("passphrase", slot), ways.data_key)
    where = replace(place(tmp_path / "vault"), limits=keys.LIMITS)
    attempts = Attempts(where.folder, where.now)
    with little_memory(), pytest.raises(KeyMemoryError) as caught:
        tried(where, ByPassphrase(PASSPHRASE), attempts)
    assert caught.value.needed_bytes == _MUCH_KIB * 1024
    assert attempts.failures().count == 0
    created.vault.close()
