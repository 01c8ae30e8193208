"""What a program's confinement amounts to: its layers, its probes, and the level they add up to."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop.confinement.errors import ProtectionTooWeakError
from desktop.confinement.layers import Confinement
from desktop.confinement.probes import BROKERS, Outcome, ProbeResult

_LAYERS = ("seccomp", "landlock", "namespaces")
_OWN_LAYERS = ("seccomp", "landlock")


class ProtectionLevel(StrEnum):
    """強, 中, 弱."""

    STRONG = "strong"
    MIDDLE = "middle"
    WEAK = "weak"

    def reaches(self, demanded: str) -> bool:
        """Whether this is enough where `demanded` is wanted; nothing is wanted by an empty text."""
        return not demanded or _RANKS.index(self) >= _RANKS.index(ProtectionLevel(demanded))


_RANKS = (ProtectionLevel.WEAK, ProtectionLevel.MIDDLE, ProtectionLevel.STRONG)


def program_report(confinement: Confinement, probes: Sequence[ProbeResult]) -> dict[str, Any]:
    """One program's report as a JSON object."""
    return {
        "layers": {
            name: {"on": layer.on, "reason": layer.reason.value} for name, layer in confinement.layers.items()
        },
        "landlock_abi": confinement.landlock_abi,
        "cost_ms": confinement.cost_ms,
        "probes": [
            {"name": each.name, "outcome": each.outcome.value, "intended": each.intended.value, "ok": each.ok}
            for each in probes
        ],
    }


@dataclass(frozen=True, slots=True)
class ProtectionReport:
    """The programs' reports and what they add up to. A program whose report is empty died before it could say
    anything.
    """

    programs: Mapping[str, dict[str, Any]]

    @property
    def level(self) -> ProtectionLevel:
        """強 = three layers and all probes as intended, in every program; 中 = our own two; 弱 = anything
        less.
        """
        if not self.programs or any(self._broken(report) for report in self.programs.values()):
            return ProtectionLevel.WEAK
        on = {name for name in _LAYERS if all(_is_on(report, name) for report in self.programs.values())}
        if on >= set(_LAYERS):
            return ProtectionLevel.STRONG
        return ProtectionLevel.MIDDLE if on >= set(_OWN_LAYERS) else ProtectionLevel.WEAK

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is not 強: `program:layer:reason`, `program:probe:name`, or `program:open:name` of a broker
        that can be reached because the third layer is off; sorted, each once.
        """
        found = set()
        for program, report in self.programs.items():
            for name in _LAYERS:
                if not _is_on(report, name):
                    found.add(f"{program}:{name}:{_reason(report, name)}")
            found |= {f"{program}:probe:{name}" for name in failed_probes(report)}
            if not _is_on(report, "namespaces"):
                found |= {f"{program}:open:{name}" for name in open_brokers(report)}
        return tuple(sorted(found))

    @staticmethod
    def _broken(report: dict[str, Any]) -> bool:
        return not report or bool(failed_probes(report))

    def to_json(self) -> dict[str, Any]:
        """`level`, `reasons` and `programs` for `hisho doctor --json`."""
        return {"level": self.level.value, "reasons": list(self.reasons), "programs": dict(self.programs)}


def require_level(report: ProtectionReport, demanded: str) -> None:
    """Raises ProtectionTooWeakError where programs do not reach what the administrator demands."""
    if not report.level.reaches(demanded):
        raise ProtectionTooWeakError(report.level.value, demanded)


def failed_probes(report: dict[str, Any]) -> tuple[str, ...]:
    """Names of the probes that did not come out as intended."""
    return tuple(each["name"] for each in report.get("probes", ()) if not each["ok"])


def open_brokers(report: dict[str, Any]) -> tuple[str, ...]:
    """Names of those who would act for the program if it asked."""
    allowed = [each["name"] for each in report.get("probes", ()) if each["outcome"] == Outcome.ALLOWED]
    return tuple(name for name in allowed if name in BROKERS)


def _is_on(report: dict[str, Any], layer: str) -> bool:
    return bool(report.get("layers", {}).get(layer, {}).get("on", False))


def _reason(report: dict[str, Any], layer: str) -> str:
    return str(report.get("layers", {}).get(layer, {}).get("reason", "no_report"))


def accept_program_report(untrusted_json: str) -> dict[str, Any]:
    """A program's report as another process sent it; an empty object if it is none."""
    try:
        untrusted = json.loads(untrusted_json)
        given = untrusted["layers"]
        layers = {
            name: {"on": given[name]["on"] is True, "reason": str(given[name]["reason"])} for name in _LAYERS
        }
        probes = [
            {
                "name": str(each["name"]),
                "outcome": str(each["outcome"]),
                "intended": str(each["intended"]),
                "ok": each["ok"] is True,
            }
            for each in untrusted["probes"]
        ]
        return {
            "layers": layers,
            "landlock_abi": int(untrusted["landlock_abi"]),
            "cost_ms": float(untrusted["cost_ms"]),
            "probes": probes,
        }
    except (ValueError, TypeError, KeyError):
        return {}
