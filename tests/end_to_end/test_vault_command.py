"""`hisho vault` as its users start it: real processes, an empty home, no keyring, secrets by descriptor."""

import contextlib
import json
import os
import pty
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.cli.arguments import parser
from desktop.vault import header as headers
from desktop.vault import keys
from desktop.vault.attempts import Attempts
from desktop.vault.vault import Vault
from tests.end_to_end.programs import Home, command, passphrase_end
from tests.end_to_end.test_command_line import one_sentence
from tests.vault.places import place
from tests.vault.test_ways import pem

OLD, NEW = "出願前の合言葉", "出願後の合言葉"
KEY = re.compile(r"(?:[0-9A-Z]{5}-){7}[0-9A-Z]{5}")
GROUP = re.compile(r"\d  ([0-9A-Z]{5})")


def run(home: Home, *arguments: str, **secrets: str) -> "subprocess.CompletedProcess[str]":
    """Run `hisho vault …`; secrets by the name of their option: `passphrase`, `new_passphrase`, …"""
    with contextlib.ExitStack() as stack:
        given, descriptors = [], []
        for name, secret in secrets.items():
            descriptors.append(stack.enter_context(passphrase_end(secret)))
            given += [f"--{name.replace('_', '-')}-fd", str(descriptors[-1])]
        return home.hisho("vault", *arguments, *given, pass_fds=descriptors)


def told(done: "subprocess.CompletedProcess[str]") -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def vault(home: Home) -> Path:
    """The folder of a closed vault with a passphrase that is cheap to check."""
    folder = home.data / "vault"
    made = place(folder)
    created = Vault.create(
        type(made)(folder, made.now, keys.RFC_9106_LOW_MEMORY), None, OLD
    )
    created.vault.confirm_recovery()
    created.vault.close()
    return folder


def kinds(found: dict[str, Any]) -> list[str]:
    return [each["name"] for each in found["slots"]]


def test_a_vault_is_made_looked_at_and_locked(home: Home) -> None:
    assert told(home.hisho("vault", "status", "--json"))["state"] == "absent"
    created = run(home, "create", "--json", new_passphrase=OLD)
    assert kinds(told(created)) == ["passphrase", "recovery"]
    assert not KEY.search(created.stdout + created.stderr)      # nobody saw it: no terminal
    status = told(home.hisho("vault", "status", "--json"))
    assert (status["state"], status["in_use"], status["locked"], status["key"]) == ("present", False, True, 1)
    assert not status["recovery_key_confirmed"]                 # the window will show another one
    assert "Argon2id" in next(each["detail"] for each in status["slots"] if each["name"] == "passphrase")
    assert told(home.hisho("vault", "lock", "--json")) == {"locked": True, "in_use": False}
    again = run(home, "create", new_passphrase=OLD)
    assert again.returncode == 1
    one_sentence(again.stderr)


def test_status_speaks_to_people(home: Home, vault: Path) -> None:
    done = home.hisho("vault", "status")
    assert done.returncode == 0, done.stderr
    assert str(vault) in done.stdout
    assert "passphrase" in done.stdout


def test_a_passphrase_is_replaced_and_the_last_way_in_stays(home: Home, vault: Path) -> None:
    wrong = run(home, "slots", "replace", "passphrase", passphrase="wrong", new_passphrase=NEW)
    assert wrong.returncode == 1
    assert "passphrase" in one_sentence(wrong.stderr)
    aside = vault.with_name("vault-kept-1")
    shutil.copytree(vault, aside)               # as a restore leaves it
    done = run(home, "slots", "replace", "passphrase", "--json", passphrase=OLD, new_passphrase=NEW)
    assert kinds(told(done)) == ["passphrase", "recovery"]
    assert headers.read(aside).slots == headers.read(vault).slots           # the old one opens no copy either
    dropped = run(home, "slots", "drop", "passphrase", passphrase=NEW)
    assert dropped.returncode == 1
    one_sentence(dropped.stderr)
    missing = run(home, "slots", "replace", "keyring", passphrase=NEW)
    assert missing.returncode == 1
    one_sentence(missing.stderr)
    Vault.unlock_with_passphrase(place(vault), NEW).close()


def test_a_rekey_changes_the_key_and_every_secret(home: Home, vault: Path) -> None:
    done = run(home, "rekey", "--json", passphrase=OLD, new_passphrase=NEW)
    assert told(done) == {"key": 2}
    assert not KEY.search(done.stdout + done.stderr)
    assert headers.read(vault).epoch == 2
    refused = run(home, "rekey", passphrase=OLD, new_passphrase=NEW)
    assert refused.returncode == 1
    one_sentence(refused.stderr)


@pytest.mark.parametrize("by", ["standard input", "recovery"])
def test_an_emergency_key_sets_a_new_passphrase(home: Home, vault: Path, by: str) -> None:
    manager = X25519PrivateKey.generate()
    opened = Vault.unlock_with_passphrase(place(vault), OLD)
    opened.ways.set_escrow(manager.public_key().public_bytes_raw())
    recovery_key = opened.renew_recovery_key()
    opened.close()
    with passphrase_end(NEW) as new, passphrase_end(recovery_key) as key:
        arguments = {
            "standard input": ["--escrow-key", "-"],
            "recovery": ["--recovery-key-fd", str(key)],
        }[by]
        done = home.hisho(
            "vault", "recover", *arguments, "--new-passphrase-fd", str(new),
            text=pem(manager).decode() if by == "standard input" else "", pass_fds=[new, key],
        )  # fmt: skip
    assert done.returncode == 0, done.stderr
    printed = done.stdout + done.stderr
    assert not [secret for secret in (NEW, recovery_key, "PRIVATE KEY") if secret in printed]
    Vault.unlock_with_passphrase(place(vault), NEW).close()


def test_another_escrow_key_changes_nothing(home: Home, vault: Path, tmp_path: Path) -> None:
    file = tmp_path / "escrow.pem"
    file.write_bytes(pem(X25519PrivateKey.generate()))
    opened = Vault.unlock_with_passphrase(place(vault), OLD)
    opened.ways.set_escrow(X25519PrivateKey.generate().public_key().public_bytes_raw())
    opened.close()
    before = (vault / "vault.json").read_bytes()
    done = run(home, "recover", "--escrow-key", str(file), new_passphrase=NEW)
    assert done.returncode == 1
    assert "escrow" in one_sentence(done.stderr)
    assert (vault / "vault.json").read_bytes() == before


def test_a_vault_that_is_open_is_said_to_be_so(home: Home, vault: Path) -> None:
    opened = Vault.unlock_with_passphrase(place(vault), OLD)
    assert told(home.hisho("vault", "status", "--json"))["in_use"]
    done = home.hisho("vault", "lock", "--json")
    opened.close()
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"locked": False, "in_use": True}


def test_wrong_passphrases_wait_across_programs(home: Home, vault: Path) -> None:
    wrong = run(home, "slots", "drop", "recovery", passphrase="wrong")
    assert "passphrase" in one_sentence(wrong.stderr)
    attempts = Attempts(vault, lambda: datetime.now(UTC))
    assert attempts.failures().count == 1
    for _ in range(9):
        attempts.note()
    done = run(home, "slots", "replace", "passphrase", passphrase=OLD, new_passphrase=NEW)
    assert done.returncode == 1
    assert re.search(r"\d+ s", one_sentence(done.stderr))


def test_the_recovery_key_is_no_argument_and_no_file(home: Home, vault: Path) -> None:
    done = run(home, "slots", "replace", "recovery", "--print-recovery", passphrase=OLD)
    assert done.returncode == 1
    one_sentence(done.stderr)
    for option in ("--passphrase", "--recovery-key", "--new-passphrase"):
        with pytest.raises(SystemExit):
            parser(lambda _context, source: source, "1").parse_args(["vault", "rekey", option, "secret"])


@contextlib.contextmanager
def terminal() -> Iterator[tuple[int, int]]:
    ours, theirs = pty.openpty()
    try:
        yield ours, theirs
    finally:
        os.close(ours)
        with contextlib.suppress(OSError):
            os.close(theirs)


def test_the_recovery_key_is_shown_on_a_terminal_as_a_page(home: Home, vault: Path) -> None:
    with terminal() as (ours, theirs), passphrase_end(OLD) as descriptor:
        arguments = ("vault", "slots", "replace", "recovery", "--print-recovery")
        process = subprocess.Popen(
            command(*arguments, "--passphrase-fd", str(descriptor)),
            stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env=home.environment,
            pass_fds=[descriptor],
        )  # fmt: skip
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):          # a pseudo terminal ends with EIO
            while part := os.read(ours, 65536):
                shown += part
        assert process.wait(60) == 0
    key = "-".join(GROUP.findall(shown.decode()))
    assert (vault / "recovery-key-confirmed").exists()
    Vault.unlock_with_recovery_key(place(vault), key).close()
    kept = b"".join(each.read_bytes() for each in home.folder.rglob("*") if each.is_file())
    assert key.encode() not in kept


def test_profiles_are_apart_and_listed(home: Home) -> None:
    for name, secret in (("acme", OLD), ("基礎研究", NEW)):
        with passphrase_end(secret) as descriptor:
            made = home.hisho(
                "--profile", name, "vault", "create", "--json", "--new-passphrase-fd", str(descriptor),
                pass_fds=[descriptor],
            )  # fmt: skip
        assert made.returncode == 0, made.stderr
    assert told(home.hisho("vault", "status", "--json"))["state"] == "absent"
    assert told(home.hisho("vault", "profiles", "--json"))["profiles"] == ["acme", "基礎研究"]
    home.extra["HISHO_PROFILE"] = "acme"
    status = told(home.hisho("vault", "status", "--json"))
    assert (status["state"], status["profile"]) == ("present", "acme")
    with passphrase_end(NEW) as descriptor:
        other = home.hisho("vault", "slots", "drop", "recovery", "--passphrase-fd", str(descriptor),
                           pass_fds=[descriptor])  # fmt: skip
    assert other.returncode == 1
    assert "passphrase" in one_sentence(other.stderr)


@pytest.mark.parametrize("name", ["../../elsewhere", ""])
def test_a_name_that_is_no_profile_starts_nothing(home: Home, name: str) -> None:
    done = home.hisho("--profile", name, "vault", "status")
    assert done.returncode == 2
    assert "--profile" in done.stderr
    assert not home.data.exists()
