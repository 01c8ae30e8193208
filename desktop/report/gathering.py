"""What a protection report says, as one JSON object without a word for people: facts alone.

What needs no key is told always. With an open vault come what went over the network, the chain of events and
the key that signs.
"""

import base64
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from desktop.confinement.report import ProtectionReport
from desktop.policy import Policy
from desktop.report.hashes import HashedFiles, total
from desktop.report.named_tests import TESTS
from desktop.report.signing import Signer, signer_of
from desktop.vault.audit import Exchange
from desktop.vault.backup import Backup
from desktop.vault.events import EventKind, Verified
from desktop.vault.place import Look
from desktop.vault.vault import Vault
from model_manager.edition import Edition

FORMAT = 1
PROGRAMS = ("window", "client", "engine", "fetcher", "fetcher_local")
_AT_THE_NETWORK = "fetcher"
PACKAGES = ("PySide6_Essentials", "llama_cpp_python", "sqlcipher3", "cryptography", "keyring", "jinja2")
# What the self-test is made of: each program tries, now, to reach this machine's own discard port and to get
# hold of what leads to a network.
NETWORK_PROBES = (
    "tcp_connect", "tcp_connect_ctypes", "udp_send", "socket_in_thread", "af_inet", "af_inet6", "af_netlink",
    "af_vsock", "af_packet", "io_uring",
)  # fmt: skip
_SYSTEM = Path("/etc/os-release")


@dataclass(frozen=True, slots=True)
class Outside:
    """What can be told without a key: what runs here, each program's own report, the vault's folder, the
    policy, and the backups.
    """

    version: str
    made: datetime
    files: HashedFiles
    programs: Mapping[str, dict[str, Any]]
    vault: Look
    policy: Policy
    backups: Sequence[Backup]
    edition: Edition


@dataclass(frozen=True, slots=True)
class Kept:
    """What an open vault adds."""

    ledger: Sequence[Exchange]
    verified: Verified
    rolled_back: int
    signer: Signer


def kept_of(vault: Vault) -> Kept:
    """Read it; on the vault's lane. The signing key is made if there is none. Raises VaultError."""
    return Kept(
        vault.audit.exchanges(),
        vault.events.verify(),
        vault.events.count(EventKind.ROLLED_BACK),
        signer_of(vault.facts),
    )


def programs_of(edition: Edition) -> Sequence[str]:
    """The programs that there are to be looked into."""
    return [each for each in PROGRAMS if edition.has_network or each != _AT_THE_NETWORK]


def versions(version: str) -> dict[str, str]:
    """Hisho, Python, the kernel, and the packages that see texts or keys."""
    found = {"hisho": version, "python": platform.python_version(), "kernel": platform.release()}
    for package in PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "missing"
    return found


def gather(outside: Outside, kept: Kept | None) -> dict[str, Any]:
    """The whole report."""
    return {
        "format": FORMAT,
        "made": moment(outside.made),
        "fingerprint": kept.signer.fingerprint if kept else "",
        "public_key": base64.b64encode(kept.signer.public_key).decode() if kept else "",
        "edition": outside.edition.value,
        "versions": versions(outside.version) | {"system": _system_name()},
        "hashes": _hashes(outside.files),
        "protection": ProtectionReport(outside.programs).to_json(),
        "self_test": self_test(outside.programs),
        "vault": {"state": outside.vault.state.value, "slots": sorted(outside.vault.slots)},
        "policy": policy_facts(outside.policy),
        "backups": [_backup(each) for each in outside.backups],
        "ledger": _ledger(kept.ledger) if kept else None,
        "audit": _audit(kept) if kept else None,
        "tests": dict(TESTS),
    }


def moment(at: datetime) -> str:
    """A time in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def self_test(programs: Mapping[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """For each program what it tried at the network, and whether every attempt came out as it should."""
    found = {}
    for program, report in programs.items():
        tried = {
            each["name"]: each["outcome"]
            for each in report.get("probes", ())
            if each["name"] in NETWORK_PROBES
        }
        as_intended = all(each["ok"] for each in report.get("probes", ()) if each["name"] in NETWORK_PROBES)
        found[program] = {"tried": tried, "as_intended": bool(tried) and as_intended}
    return found


def policy_facts(policy: Policy) -> dict[str, Any]:
    """What the administrator has written, and whether it is obeyed as written."""
    fault = policy.fault
    return {
        "managed": policy.managed,
        "readable": policy.readable,
        "digest": policy.digest,
        "fault": f"{fault.place}:{fault.line}: {fault.reason}" if fault else "",
        "values": {f"{table}.{key}": _plain(value) for (table, key), value in sorted(policy.values.items())},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, str | int | bool):
        return value
    if isinstance(value, Iterable):
        return [_plain(each) for each in value]
    return str(value)


def _system_name() -> str:
    try:
        lines = _SYSTEM.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.system()
    named = (
        line.removeprefix("PRETTY_NAME=").strip('"') for line in lines if line.startswith("PRETTY_NAME=")
    )
    return next(named, platform.system())


def _hashes(files: HashedFiles) -> dict[str, Any]:
    return {
        "executables": {each.name: each.sha256 for each in files.executables},
        "libraries": {each.name: each.sha256 for each in files.libraries},
        "sources": {each.name: each.sha256 for each in files.sources},
        "sources_total": total(files.sources),
    }


def _backup(backup: Backup) -> dict[str, Any]:
    return {
        "made": moment(backup.made),
        "number": backup.number,
        "bytes": backup.size,
        "schema": backup.schema,
        "cause": backup.cause.value,
    }


def _ledger(exchanges: Sequence[Exchange]) -> dict[str, Any]:
    hosts: dict[str, dict[str, Any]] = {}
    for each in exchanges:
        host = hosts.setdefault(each.host, {"received": 0, "lines": 0, "first": each.at, "last": each.at})
        host["received"] += each.received
        host["lines"] += 1
        host["first"], host["last"] = min(host["first"], each.at), max(host["last"], each.at)
    lines = [[each.at, each.host, each.received, each.click] for each in exchanges]
    return {"hosts": hosts, "lines": lines}


def _audit(kept: Kept) -> dict[str, Any]:
    verified = kept.verified
    return {
        "count": verified.head.count,
        "head": verified.head.digest.hex(),
        "holds": verified.holds,
        "first_break": verified.first_break or 0,
        "rolled_back": kept.rolled_back,
    }
