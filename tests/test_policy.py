"""What the installation demands of the program: every key arrives, and what is not accepted closes it."""

import base64
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from desktop.chat.labels import Label
from desktop.policy import NO_POLICY, Policy, read_policy
from desktop.vault.errors import EscrowKeyUnreadableError
from desktop.vault.escrow import seal
from model_manager.policy_grammar import GRAMMAR
from tests.policies import policy_at, policy_saying

ESCROW = "q8Hn0V8Wv1w5o0m6mS0lGgC1t0b5wT1nA2JmYc9Yq1k="
WRITTEN: dict[tuple[str, str], tuple[str, str, Any]] = {
    ("models", "network"): ('"catalogue"', "network", "catalogue"),
    ("models", "endpoint"): ('"https://mirror.example/hf/"', "endpoint", "https://mirror.example/hf"),
    ("models", "hosts"): ('["cdn.example"]', "hosts", ("cdn.example",)),
    ("models", "proxy"): ('"proxy.example:3128"', "proxy", "http://proxy.example:3128"),
    ("models", "allowed"): (f'["{"a" * 64}"]', "allowed", frozenset({"a" * 64})),
    ("vault", "require_passphrase"): ("true", "require_passphrase", True),
    ("vault", "passphrase_min"): ("14", "passphrase_min", 14),
    ("vault", "keyring"): ('"with_passphrase"', "keyring", "with_passphrase"),
    ("vault", "recovery_key"): ("false", "recovery_key", False),
    ("vault", "escrow_key"): (f'"{ESCROW}"', "escrow_key", ESCROW),
    ("vault", "retention_days"): ("365", "retention_days", 365),
    ("lock", "minutes_most"): ("10", "lock_minutes_most", 10),
    ("lock", "on_suspend"): ("true", "lock_on_suspend", True),
    ("lock", "on_session_lock"): ("true", "lock_with_session", True),
    ("protection", "sandbox"): ('"middle"', "sandbox", "middle"),
    ("protection", "screen_capture"): ("false", "screen_capture", False),
    ("sharing", "export"): ('"ask"', "export", "ask"),
    ("sharing", "export_folders"): ('"local"', "export_folders", "local"),
    ("sharing", "clipboard"): ('"cleared"', "clipboard", "cleared"),
    ("sharing", "clipboard_seconds"): ("20", "clipboard_seconds", 20),
    ("labels", "default"): ('"secret"', "label_default", Label.SECRET),
    ("labels", "secret_ja"): ('"厳秘"', "label_names", {Label.SECRET: ("厳秘", "厳秘")}),
    ("labels", "general_en"): ('"Open"', "label_names", {Label.GENERAL: ("Open", "Open")}),
}
ELSEWHERE = {("models", "forbidden"), ("tasks", "folder")}     # what `model_manager.policy` alone needs


def policy(folder: Path, text: str) -> Policy:
    return read_policy(policy_saying(folder, text))


def test_without_a_file_nothing_is_demanded(tmp_path: Path) -> None:
    assert read_policy(policy_at(tmp_path / "none.toml")) == NO_POLICY
    assert not NO_POLICY.managed


@pytest.mark.parametrize(("table", "key"), WRITTEN, ids=".".join)
def test_every_key_arrives_and_is_managed(tmp_path: Path, table: str, key: str) -> None:
    text, name, expected = WRITTEN[table, key]
    found = policy(tmp_path, f"[{table}]\n{key} = {text}\n")
    assert getattr(found, name) == expected != getattr(NO_POLICY, name)
    assert found.readable
    assert found.managed
    assert set(found.values) == {(table, key)}


def test_no_key_of_the_grammar_is_forgotten() -> None:
    others = {("labels", key) for key in GRAMMAR["labels"]}
    assert {(table, key) for table, keys in GRAMMAR.items() for key in keys} - others - ELSEWHERE == {
        each for each in WRITTEN if each not in others
    }


def test_a_label_may_have_a_name_in_each_language(tmp_path: Path) -> None:
    found = policy(tmp_path, '[labels]\ninternal_ja = "部外秘"\ninternal_en = "Staff only"\n')
    assert found.label_names == {Label.INTERNAL: ("部外秘", "Staff only")}


def test_the_digest_is_of_what_was_read(tmp_path: Path) -> None:
    first, second = policy(tmp_path, "[lock]\n"), policy(tmp_path, "[lock]\n\n")
    assert first.digest != second.digest
    assert len(first.digest) == 64


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("[lock]\n\nminute = 5\n", 3, "lock.minute: unknown key"),
        ("[locks]\nminutes_most = 5\n", 1, "locks: unknown key"),
        ("[lock]\nminutes_most = 0\n", 2, "lock.minutes_most: not from 1 to 1440"),
        ("[lock]\nminutes_most = true\n", 2, "lock.minutes_most: not a whole number from 0"),
        ("[lock]\non_suspend = 1\n", 2, "lock.on_suspend: not true or false"),
        ("\n[vault]\nkeyring = 'no'\n", 3, "vault.keyring: not one of allowed, with_passphrase, forbidden"),
        ("[vault]\nescrow_key = 'c2hvcnQ='\n", 2, "vault.escrow_key: cannot be 'c2hvcnQ='"),
        ("[vault]\nescrow_key = '!'\n", 2, "vault.escrow_key: cannot be '!'"),
        ("[labels]\nsecret_ja = 'a/b'\n", 2, "labels.secret_ja: cannot be 'a/b'"),
        ("[labels]\nsecret_ja = 'x\u202ey'\n", 2, "labels.secret_ja: cannot be 'x\\u202ey'"),
        ("[models]\nhosts = ['https://x']\n", 2, "models.hosts: cannot be 'https://x'"),
        ("[models\n", 1, ""),
    ],
)
def test_a_mistake_is_named_and_closes_everything(tmp_path: Path, text: str, line: int, reason: str) -> None:
    found = policy(tmp_path, text)
    assert found.fault is not None
    assert found.fault.line == line
    assert found.fault.reason.startswith(reason)
    assert not found.readable
    assert found.managed


def test_what_is_not_accepted_lets_nothing_out_and_loses_nothing(tmp_path: Path) -> None:
    found = policy(tmp_path, "[vault]\nrecovery_key = false\nretention_days = 1\nwrong = 1\n")
    assert (found.network, found.export, found.clipboard) == ("off", "forbidden", "forbidden")
    assert (found.sandbox, found.screen_capture, found.label_default) == ("strong", False, Label.TOP_SECRET)
    assert (found.lock_minutes_most, found.lock_on_suspend, found.lock_with_session) == (5, True, True)
    assert found.allowed == frozenset()
    assert found.require_passphrase
    assert (found.recovery_key, found.retention_days, found.escrow_key) == (True, None, "")
    assert (found.keyring, found.passphrase_min) == ("allowed", 0)


PRIME = 2**255 - 19
ORDER_EIGHT = 325606250916557431795983626356110631294008115727848805560023387167927233504
ORDER_EIGHT_TOO = 39382357235489614581723060781553021112529911719440698176882885853963445705823


@pytest.mark.parametrize("highest_bit", [0, 1 << 255])
@pytest.mark.parametrize("point", [0, 1, PRIME - 1, PRIME, PRIME + 1, ORDER_EIGHT, ORDER_EIGHT_TOO])
def test_an_escrow_key_that_keeps_no_secret_is_refused_where_it_is_written(
    tmp_path: Path, point: int, highest_bit: int
) -> None:
    """Otherwise it would be found out when no vault opens any more: nothing can be sealed to it."""
    useless = (point | highest_bit).to_bytes(32, "little")
    with pytest.raises(EscrowKeyUnreadableError):
        seal(b"k" * 32, useless, "test")
    found = policy(tmp_path, f"[vault]\nescrow_key = '{base64.b64encode(useless).decode()}'\n")
    assert found.fault is not None
    assert (found.fault.line, found.escrow_key) == (2, "")
    assert found.fault.reason.startswith("vault.escrow_key: cannot be ")


def test_an_escrow_key_that_is_accepted_can_be_sealed_to(tmp_path: Path) -> None:
    for public in (X25519PrivateKey.generate().public_key().public_bytes_raw(), base64.b64decode(ESCROW)):
        found = policy(tmp_path, f"[vault]\nescrow_key = '{base64.b64encode(public).decode()}'\n")
        assert found.fault is None
        assert seal(b"k" * 32, base64.b64decode(found.escrow_key), "test")["sealed"]
