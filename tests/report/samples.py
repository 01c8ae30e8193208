"""What a report is made of, for tests: two programs, a policy, a backup, and a vault that was used."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from desktop.policy import NO_POLICY, Policy
from desktop.report.gathering import Outside
from desktop.report.hashes import Hashed, HashedFiles, sources
from desktop.vault.audit import Exchange
from desktop.vault.backup import Backup, Cause
from desktop.vault.place import Look, VaultState
from desktop.vault.vault import Vault
from model_manager.edition import Edition

MADE = datetime(2026, 11, 25, 12, 30, 1, tzinfo=UTC)
LEDGER = [
    Exchange("2026-11-24T01:02:03+00:00", "hub.example", 1200, "search"),
    Exchange("2026-11-24T01:09:00+00:00", "hub.example", 4_900_000_000, "fetch someone/model-gguf"),
    Exchange("2026-11-24T02:00:00+00:00", "mirror.example", 5, "show a/b"),
]


def probe(name: str, outcome: str = "denied", intended: str = "denied") -> dict[str, Any]:
    ok = outcome in (intended, "unavailable")
    return {"name": name, "outcome": outcome, "intended": intended, "ok": ok}


def program(*probes: dict[str, Any], namespaces: bool = True) -> dict[str, Any]:
    layers = {name: {"on": True, "reason": ""} for name in ("seccomp", "landlock")}
    layers["namespaces"] = {"on": namespaces, "reason": "" if namespaces else "not_there"}
    return {"layers": layers, "landlock_abi": 6, "cost_ms": 3.0, "probes": list(probes)}


PROGRAMS = {
    "window": program(probe("tcp_connect"), probe("af_inet"), probe("af_unix", "allowed", "allowed")),
    "fetcher": program(probe("tcp_connect"), probe("af_inet", "allowed", "allowed"), probe("fork")),
}


def outside(root: Path, policy: Policy = NO_POLICY, **programs: dict[str, Any]) -> Outside:
    """A source folder with two files stands for the whole program."""
    (root / "desktop").mkdir(parents=True, exist_ok=True)
    (root / "main.py").write_text("print()\n")
    (root / "desktop" / "window.py").write_text("# 窓\n")
    backup = Backup(root, "ab" * 8, 3, MADE, 6, 81920, Cause.DAILY, confirmed=True)
    look = Look(VaultState.PRESENT, frozenset({"keyring", "recovery"}))
    files = HashedFiles((Hashed("hisho", "cd" * 32),), (Hashed("llama/<b>.so", ""),), sources(root))
    return Outside("1.2.3", MADE, files, programs or PROGRAMS, look, policy, (backup,), Edition.FULL)


def use(vault: Vault) -> None:
    """Something went over the network."""
    vault.audit.take(LEDGER)
