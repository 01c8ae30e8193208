"""What the vault's keys cost: unlocking, a passphrase on this computer, and another key for a large vault."""

import os
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from desktop.vault.calibration import calibrate, free_memory_kib
from desktop.vault.keys import KdfParameters, new_salt, passphrase_key
from desktop.vault.openers import ByKeyring, ByRecoveryKey
from desktop.vault.place import VaultPlace
from desktop.vault.rekeying import Renewal
from desktop.vault.vault import Vault
from tests.bench.rows import Row, row, times
from tests.fakes import FakeKeychain

ROOT = Path(__file__).resolve().parents[2]
TURNS = 15
MEGABYTES = 190


def run() -> list[Row]:
    """The figures. The keyring is one in memory: what D-Bus takes is not ours."""
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as folder:
        return [*_passphrase(), *_vault(VaultPlace(Path(folder) / "vault", _now))]


def _passphrase() -> list[Row]:
    chosen: list[KdfParameters] = []
    calibrating = times(lambda: chosen.append(calibrate(time.perf_counter, free_memory_kib())), 3)
    deriving = times(lambda: passphrase_key("出願前の合言葉", new_salt(), chosen[-1]), 5)
    memory = [each.memory_kib / 1024 for each in chosen]
    return [
        row("keys: a passphrase as dear as this computer allows", deriving, "ms", 1000.0),
        row("keys: its memory", memory, "MiB", 64.0, lambda value, goal: value >= goal),
        row("keys: finding out how dear", calibrating, "ms", None),
    ]


def _vault(place: VaultPlace) -> list[Row]:
    keychain = FakeKeychain()
    created = Vault.create(place, keychain, None)
    created.vault.confirm_recovery()
    created.vault.close()
    opened: list[Vault] = []

    def unlock(opener: ByKeyring | ByRecoveryKey) -> list[float]:
        found = []
        for _ in range(TURNS):
            found += times(lambda: opened.append(Vault.unlock(place, opener)), 1)
            opened.pop().close()
        return found

    by_keyring = unlock(ByKeyring(keychain, may_ask=False))
    by_recovery = unlock(ByRecoveryKey(created.recovery_key))
    vault = Vault.unlock(place, ByKeyring(keychain, may_ask=False))
    for number in range(MEGABYTES):
        vault.facts.put(f"bench {number}", os.urandom(1_000_000))
    shares: list[float] = []
    rekeying = times(lambda: vault.rekey(Renewal(keychain=keychain), shares.append), 1)
    vault.close()
    return [
        row("keys: unlock with the keyring, without D-Bus", by_keyring, "ms", 60.0),
        row("keys: unlock with the recovery key", by_recovery, "ms", 60.0),
        row(f"keys: another key for a vault of {MEGABYTES} MB", rekeying, "ms", None),
        row("keys: how often its progress was told", [len(shares)], "times", None),
    ]


def _now() -> datetime:
    return datetime.now(UTC)
