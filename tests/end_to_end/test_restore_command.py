"""`hisho vault restore`, the whole program: the vault as the backup has it, and what was there kept aside."""

import json
from dataclasses import replace
from pathlib import Path

from desktop.vault import keys
from desktop.vault.vault import Vault
from tests.end_to_end.programs import Home, passphrase_end
from tests.vault.places import place

PASSPHRASE = "出願前の合言葉"
BEFORE, AFTER = "昨日の会話", "今日の会話"


def titles(folder: Path) -> set[str]:
    here = replace(place(folder), limits=keys.LIMITS)
    vault = Vault.unlock_with_passphrase(here, PASSPHRASE)
    found = {each.title for each in vault.conversations.conversations()}
    vault.close()
    return found


def test_a_backup_takes_the_vaults_place_and_the_vault_is_kept(home: Home) -> None:
    folder = home.data / "vault"
    vault = Vault.create(replace(place(folder), kdf=keys.RFC_9106_LOW_MEMORY), None, PASSPHRASE).vault
    vault.conversations.create_conversation(BEFORE)
    vault.back_up()
    vault.conversations.create_conversation(AFTER)
    vault.close()
    with passphrase_end(PASSPHRASE) as given:
        done = home.hisho("vault", "restore", "--json", "--passphrase-fd", str(given), pass_fds=[given])
    assert done.returncode == 0, done.stderr
    kept = folder.with_name("vault-kept-1")
    assert str(kept) in json.dumps(json.loads(done.stdout))
    assert (titles(folder), titles(kept)) == ({BEFORE}, {BEFORE, AFTER})
