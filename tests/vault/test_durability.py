"""What was acknowledged survives a kill, a full disk and a read-only one; what was written cannot be read
without the key.
"""

import contextlib
import errno
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.chat.conversation import Message, Role
from desktop.vault.database import Database
from desktop.vault.errors import VaultError, VaultFullError, VaultReadOnlyError
from desktop.vault.files import write_error
from desktop.vault.keychain import SystemKeychain
from desktop.vault.vault import Vault
from tests.vault.places import PASSPHRASE, new_vault, place

ROOT = Path(__file__).resolve().parents[2]
PHRASE = "極秘の全固体電池ガラス電解質がぎぐ"


def forms(phrase: str) -> Iterator[bytes]:
    """The phrase in every form in which a program might have left it."""
    for text in (phrase, unicodedata.normalize("NFD", phrase), unicodedata.normalize("NFKC", phrase)):
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "shift_jis", "euc_jp"):
            with contextlib.suppress(UnicodeEncodeError):
                yield text.encode(encoding)
        yield text.encode().hex().encode()


def assert_nowhere(folder: Path, phrase: str) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [form for form in forms(phrase) if form in data], path.name


def test_a_planted_phrase_is_nowhere_in_the_folder(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "vault").vault
    store = vault.conversations
    talk = store.create_conversation(PHRASE)
    stored = store.add_message(talk.id, None, Message(Role.USER, PHRASE * 50))
    store.save_draft(None, PHRASE)
    growing = store.add_message(talk.id, stored.id, Message(Role.ASSISTANT, PHRASE))
    store.journal_answer(growing.id, PHRASE, ())
    assert store.searching.find(PHRASE)
    assert_nowhere(tmp_path, PHRASE)  # the log of the open database is part of the folder
    vault.close()
    assert_nowhere(tmp_path, PHRASE)


def test_the_search_for_the_phrase_can_find_it(tmp_path: Path) -> None:
    """The positive control."""
    (tmp_path / "leak").write_text(unicodedata.normalize("NFD", PHRASE), encoding="utf-16-le")
    with pytest.raises(AssertionError):
        assert_nowhere(tmp_path, PHRASE)


def test_emptying_the_trash_leaves_nothing_in_the_decrypted_pages(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "vault").vault
    store = vault.conversations
    kept = store.create_conversation("残す会話")
    store.add_message(kept.id, None, Message(Role.USER, "こちらは残ります"))
    gone = store.create_conversation(PHRASE)
    for number in range(40):
        store.add_message(gone.id, None, Message(Role.USER, f"{PHRASE} {number} " + "あ" * 300))
    store.move_to_trash(gone.id)
    store.empty_trash()
    plain = tmp_path / "plain.db"
    database: Database = vault._database
    database.execute("ATTACH DATABASE ? AS plain KEY ''", (str(plain),))
    database.rows("SELECT sqlcipher_export('plain')")
    database.execute("DETACH DATABASE plain")
    vault.close()
    data = plain.read_bytes()
    assert "こちらは残ります".encode() in data
    assert not [form for form in forms(PHRASE) if form in data]
    assert "極秘の".encode() not in data  # a trigram of it in the index
    assert "体電池".encode() not in data


WRITER = """
import sys
from pathlib import Path
from desktop.chat.conversation import Ending, Message, Role
from desktop.vault.vault import Vault
from tests.vault.places import PASSPHRASE, place
vault = Vault.unlock_with_passphrase(place(Path(sys.argv[1])), PASSPHRASE)
store = vault.conversations
talk = store.conversations()[0]
number = int(sys.argv[2])
while True:
    number += 1
    stored = store.add_message(talk.id, None, Message(Role.USER, f"n{number} " + "あ" * 500))
    growing = store.add_message(talk.id, stored.id, Message(Role.ASSISTANT, "", Ending.STREAMING))
    store.journal_answer(growing.id, f"j{number}", (number,))
    print(number, flush=True)
    store.finish_answer(growing.id, Ending.COMPLETE)
"""


def test_no_acknowledged_message_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    created = new_vault(folder)
    created.vault.conversations.create_conversation("x")
    created.vault.close()
    acknowledged = 0
    for round_number in range(10):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(acknowledged)],
            env={"PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        with process.stdout:
            for _ in range(3 + round_number * 2):
                acknowledged = int(process.stdout.readline())
            process.kill()
            acknowledged = max([acknowledged, *map(int, process.stdout.read().split("\n")[:-1])])
        process.wait()
        vault = Vault.unlock_with_passphrase(place(folder), PASSPHRASE)
        talk = vault.conversations.conversations()[0]
        texts = {each.message.text.split(" ")[0] for each in vault.conversations.messages(talk.id)}
        assert vault._database.rows("PRAGMA integrity_check") == [("ok",)]
        vault._database.execute("INSERT INTO words(words, rank) VALUES('integrity-check', 1)")
        vault.close()
        assert {f"n{number}" for number in range(1, acknowledged + 1)} <= texts
        assert {f"j{number}" for number in range(1, acknowledged + 1)} <= texts


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte and a half, in memory."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1536k", "tmpfs", str(disk)], check=True)
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.namespaces
def test_a_full_disk_is_an_error_and_nothing_is_lost(small_disk: Path) -> None:
    vault = new_vault(small_disk / "vault").vault
    store = vault.conversations
    talk = store.create_conversation("x")
    written = 0
    try:
        for written in range(1000):  # noqa: B007  # how far it got
            store.add_message(talk.id, None, Message(Role.USER, os.urandom(8000).hex()))
    except VaultFullError:
        pass
    assert 0 < written < 999
    assert len(store.messages(talk.id)) == written
    with contextlib.suppress(VaultError):
        vault.close()
    vault = Vault.unlock_with_passphrase(place(small_disk / "vault"), PASSPHRASE)
    assert len(vault.conversations.messages(talk.id)) == written
    with contextlib.suppress(VaultError):
        vault.close()


@pytest.mark.namespaces
def test_a_full_disk_makes_no_half_vault(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(1536 * 1024 - 4096 * 4))
    with pytest.raises(VaultFullError):
        new_vault(small_disk / "vault")
    (small_disk / "filler").unlink()
    new_vault(small_disk / "vault").vault.close()


@pytest.mark.namespaces
def test_a_read_only_disk_is_an_error_and_nothing_changes(small_disk: Path) -> None:
    new_vault(small_disk / "vault").vault.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    before = (small_disk / "vault" / "vault.db").read_bytes()
    with pytest.raises(VaultReadOnlyError):
        Vault.unlock_with_passphrase(place(small_disk / "vault"), PASSPHRASE)
    with pytest.raises(VaultReadOnlyError):
        new_vault(small_disk / "another")
    assert (small_disk / "vault" / "vault.db").read_bytes() == before


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, "VaultFullError"),
        (errno.EDQUOT, "VaultFullError"),
        (errno.EROFS, "VaultReadOnlyError"),
        (errno.EACCES, "VaultReadOnlyError"),
        (errno.EIO, "VaultWriteError"),
    ],
)
def test_the_system_s_refusals_have_names(number: int, kind: str) -> None:
    assert type(write_error(OSError(number, "x"))).__name__ == kind


@pytest.mark.parametrize(
    "hostile",
    [
        {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"},
        {"PYTHON_KEYRING_BACKEND": "keyrings.alt.file.PlaintextKeyring"},
        {"KEYRING_PROPERTY_SCHEME": "evil"},
    ],
)
def test_the_environment_cannot_choose_another_keyring(hostile: dict[str, str], tmp_path: Path) -> None:
    """Without a Secret Service the state is `unavailable`, whatever the environment or keyringrc.cfg
    offers.
    """
    settings = tmp_path / "python_keyring"
    settings.mkdir()
    (settings / "keyringrc.cfg").write_text("[backend]\ndefault-keyring=keyring.backends.null.Keyring\n")
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from desktop.vault.keychain import SystemKeychain; print(SystemKeychain().state().value)",
        ],
        env={
            "PYTHONPATH": str(ROOT),
            "XDG_CONFIG_HOME": str(tmp_path),
            "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent",
            "HOME": str(tmp_path),
            **hostile,
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip() == "unavailable"


def test_a_keyring_that_does_not_answer_is_given_up() -> None:
    assert SystemKeychain(patience_s=0.0).state().value == "unavailable"
