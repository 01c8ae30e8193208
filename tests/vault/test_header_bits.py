"""Every bit of the header flipped in turn: a clear error or the same vault; no crash, and no new vault."""

from collections import Counter
from pathlib import Path

import pytest

from desktop.vault.errors import VaultDamagedError, VaultError
from desktop.vault.keys import LIMITS, KdfParameters
from desktop.vault.openers import ByPassphrase, ByRecoveryKey, Opener
from desktop.vault.place import VaultState, look
from desktop.vault.vault import Vault
from tests.vault.places import PASSPHRASE, new_vault, place


def outcome(folder: Path, opener: Opener) -> str:
    """The name of the error, or what the vault holds."""
    try:
        vault = Vault.unlock(place(folder), opener)
    except VaultError as error:
        return type(error).__name__
    titles = " ".join(each.title for each in vault.conversations.conversations())
    vault.close()
    return titles


@pytest.mark.parametrize("kind", ["passphrase", "recovery"])
def test_no_flipped_bit_crashes_or_makes_a_new_vault(in_memory: Path, kind: str) -> None:
    folder = in_memory / "vault"
    created = new_vault(folder)
    created.vault.conversations.create_conversation("kept")
    created.vault.close()
    opener = ByPassphrase(PASSPHRASE) if kind == "passphrase" else ByRecoveryKey(created.recovery_key)
    header = (folder / "vault.json").read_bytes()
    database = (folder / "vault.db").read_bytes()
    seen: Counter[str] = Counter()
    bits = [bit for bit in range(len(header) * 8) if bit % 2 == (kind == "recovery")]   # half with each
    for bit in bits:
        flipped = bytearray(header)
        flipped[bit // 8] ^= 1 << bit % 8
        (folder / "vault.json").write_bytes(flipped)
        found = outcome(folder, opener)
        seen[found] += 1
        assert look(folder).state is not VaultState.ABSENT
        if found != "kept":
            assert (folder / "vault.json").read_bytes() == flipped      # what is damaged is not written over
        else:
            (folder / "vault.db").write_bytes(database)
        (folder / "failed-unlocks").unlink(missing_ok=True)
    assert set(seen) <= {
        "kept", "VaultDamagedError", "VaultTooNewError", "VaultFolderForeignError", "SlotMissingError",
        "WrongPassphraseError", "WrongRecoveryKeyError",
    }  # fmt: skip
    assert seen["VaultDamagedError"] > sum(seen.values()) / 2
    assert (folder / "vault.db").read_bytes() == database
    (folder / "vault.json").write_bytes(header)
    assert outcome(folder, opener) == "kept"


@pytest.mark.parametrize(
    "parameters",
    [
        KdfParameters(3, 4, 4 * 1024 * 1024 + 1), KdfParameters(21, 4, 65536), KdfParameters(3, 17, 65536),
        KdfParameters(3, 4, 19 * 1024 - 1), KdfParameters(0, 4, 65536), KdfParameters(3, 0, 65536),
        KdfParameters(-1, 4, 65536),
    ],
    ids=str,
)  # fmt: skip
def test_a_file_may_not_make_us_weak_nor_busy_for_ever(parameters: KdfParameters) -> None:
    with pytest.raises(VaultDamagedError):
        LIMITS.check(parameters)
