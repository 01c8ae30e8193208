"""What the report says is what is so, and without the vault it says less."""

from dataclasses import replace
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from desktop.policy import closed, policy_of
from desktop.report.gathering import gather, kept_of, policy_facts, programs_of, self_test, versions
from desktop.report.hashes import hash_files
from desktop.report.named_tests import TESTS, probe_test
from desktop.vault.events import EventKind
from model_manager.edition import Edition
from model_manager.policy_file import PolicyFault, PolicyText
from model_manager.policy_grammar import Value
from tests.report.samples import LEDGER, PROGRAMS, outside, probe, program, use
from tests.sources import ROOT
from tests.vault.places import new_vault


def test_the_versions_are_those_that_are_installed() -> None:
    found = versions("1.2.3")
    assert found["hisho"] == "1.2.3"
    assert found["cryptography"] == metadata.version("cryptography")
    assert "missing" not in found.values()


def test_without_the_vault_it_has_neither_ledger_nor_events_nor_signature(tmp_path: Path) -> None:
    report = gather(outside(tmp_path), None)
    assert (report["ledger"], report["audit"]) == (None, None)
    assert (report["fingerprint"], report["public_key"]) == ("", "")
    assert report["made"] == "2026-11-25T12:30:01+00:00"
    assert report["vault"] == {"state": "present", "slots": ["keyring", "recovery"]}


def test_an_open_vault_adds_what_lies_in_it(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "vault").vault
    use(vault)
    report = gather(outside(tmp_path / "source"), kept_of(vault))
    assert report["audit"] == {
        "count": 1, "head": vault.events.head().digest.hex(), "holds": True, "first_break": 0,
        "rolled_back": 0,
    }  # fmt: skip
    hosts = report["ledger"]["hosts"]
    assert hosts["hub.example"]["received"] == LEDGER[0].received + LEDGER[1].received
    assert hosts["hub.example"]["last"] == LEDGER[1].at
    assert len(report["ledger"]["lines"]) == len(LEDGER)
    vault.close()


def test_a_broken_chain_is_told(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "vault").vault
    for _ in range(3):
        vault.events.note(EventKind.EXPORTED)
    vault._database.execute("UPDATE events SET kind = 'locked' WHERE id = 2")
    report = gather(outside(tmp_path / "source"), kept_of(vault))
    assert report["audit"]["holds"] is False
    assert report["audit"]["first_break"] == 2
    vault.close()


def test_the_self_test_says_what_each_program_was_refused() -> None:
    found = self_test(PROGRAMS)
    assert found["window"] == {"tried": {"tcp_connect": "denied", "af_inet": "denied"}, "as_intended": True}
    assert found["fetcher"]["tried"]["af_inet"] == "allowed"
    assert found["fetcher"]["as_intended"] is True


@pytest.mark.parametrize("report", [program(probe("tcp_connect", "allowed")), program(), {}])
def test_a_program_that_reached_out_or_tried_nothing_is_not_as_intended(report: dict[str, Any]) -> None:
    assert self_test({"engine": report})["engine"]["as_intended"] is False


def test_the_policy_is_shown_as_it_holds(tmp_path: Path) -> None:
    values: dict[tuple[str, str], Value] = {("network", "access"): "off", ("models", "allowed"): ("ab" * 32,)}
    found = policy_facts(policy_of(PolicyText(values=values, digest="12" * 32, is_there=True)))
    assert found["managed"]
    assert found["values"] == {"models.allowed": ["ab" * 32], "network.access": "off"}
    assert found["digest"] == "12" * 32
    refused = policy_facts(closed(PolicyFault(tmp_path / "policy.toml", 3, "netwrok: unknown"), "34" * 32))
    assert not refused["readable"]
    assert refused["fault"].endswith("policy.toml:3: netwrok: unknown")


def test_backups_are_named_without_a_key(tmp_path: Path) -> None:
    (backup,) = gather(outside(tmp_path), None)["backups"]
    assert backup == {
        "made": "2026-11-25T12:30:01+00:00", "number": 3, "bytes": 81920, "schema": 6, "cause": "daily"
    }  # fmt: skip


def test_every_file_of_ours_has_its_hash(tmp_path: Path) -> None:
    first = gather(outside(tmp_path), None)["hashes"]
    assert set(first["sources"]) == {"main.py", "desktop/window.py"}
    (tmp_path / "desktop" / "window.py").write_text("# other\n")
    around = replace(outside(tmp_path / "elsewhere"), files=hash_files(tmp_path))
    second = gather(around, None)["hashes"]
    assert second["sources_total"] != first["sources_total"]
    assert len(second["libraries"]) > len(first["libraries"])


@pytest.mark.parametrize("named", [*TESTS.values(), probe_test("window", "fork")])
def test_every_test_that_is_named_exists(named: str) -> None:
    path, _, function = named.partition("::")
    text = (ROOT / path).read_text(encoding="utf-8")
    assert f"def {function.partition('[')[0]}(" in text


def test_the_airgap_edition_has_no_program_at_the_network() -> None:
    assert programs_of(Edition.FULL) == ["window", "client", "engine", "fetcher", "fetcher_local"]
    assert programs_of(Edition.AIRGAP) == ["window", "client", "engine", "fetcher_local"]
