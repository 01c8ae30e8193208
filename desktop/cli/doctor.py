"""`hisho doctor`: what is installed, what this machine has, and what the kernel refuses to our programs."""

import json
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from desktop.cli.task_check import task_problems
from desktop.cli.terminal import Terminal
from desktop.confinement.report import ProtectionReport, accept_program_report, failed_probes
from desktop.control import ControlLink, Probed
from desktop.paths import Paths, guide_model
from desktop.vault.keychain import Keychain
from desktop.vault.ownership import not_ours
from desktop.vault.vault import Look, VaultState, look
from model_manager.policy import policy_file

PROGRAMS = ("window", "client", "engine", "fetcher", "fetcher_local")
_PACKAGES = ("PySide6_Essentials", "llama_cpp_python", "sqlcipher3", "cryptography", "keyring", "jinja2")
_LEVELS = {"strong": "強", "middle": "中", "weak": "弱"}


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything that was found. `problems` are short codes; any of them makes the exit code 1."""

    report: dict[str, Any]
    problems: tuple[str, ...]

    @property
    def exit_code(self) -> int:
        """0 without problems; a missing keyring or GPU is a note, no problem."""
        return 1 if self.problems else 0


def examine(control: ControlLink, places: Paths, keychain: Keychain, version: str) -> Examined:
    """Look at everything; each program is started once to report its confinement."""
    protection = ProtectionReport({program: _probe(control, program) for program in PROGRAMS})
    problems = [f"probe:{program}:{name}" for program, report in protection.programs.items() for name in
                failed_probes(report)]  # fmt: skip
    problems += [f"no_report:{program}" for program, report in protection.programs.items() if not report]
    found = look(places.vault)
    problems += _vault_problems(places, found)
    if not guide_model().is_file():
        problems.append("guide:missing")
    problems += task_problems(policy_file(os.environ))
    report = {
        "versions": _versions(version),
        "devices": _devices(),
        "keyring": keychain.state().value,
        "paths": {"data": str(places.data), "settings": str(places.settings), "cache": str(places.cache),
                  "vault": str(places.vault), "vault_state": found.state.value},
        "protection": protection.to_json(),
        "problems": problems,
    }  # fmt: skip
    return Examined(report, tuple(problems))


def _vault_problems(places: Paths, found: Look) -> list[str]:
    """What is wrong with the folders and files of the vault, by who owns them and who may write them."""
    problems = []
    if places.is_foreign:
        problems.append("data:foreign")
    if found.state not in (VaultState.ABSENT, VaultState.PRESENT):
        problems.append(f"vault:{found.state.value}")
    try:
        problems += [f"vault:{each.fault.value}:{each.name}" for each in not_ours(places.vault)]
    except OSError:
        problems.append("vault:unreadable")
    return list(dict.fromkeys(problems))


def _probe(control: ControlLink, program: str) -> dict[str, Any]:
    request = control.probe(program)
    while True:
        match control.wait().notice:
            case Probed(request=answered, report_json=report_json) if answered == request:
                return accept_program_report(report_json)
            case _:
                pass


def _versions(version: str) -> dict[str, str]:
    found = {"hisho": version, "python": platform.python_version(), "kernel": platform.release()}
    for package in _PACKAGES:
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "missing"
    return found


def _devices() -> list[dict[str, Any]]:
    """The processor and its memory; GPUs come with the engine issue."""
    names = [
        line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")
    ]
    memory = [int(line.split()[1]) * 1024 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")]
    return [
        {
            "kind": "cpu",
            "name": names[0] if names else platform.machine(),
            "cores": len(os.sched_getaffinity(0)),
            "memory_bytes": memory[0] if memory else 0,
        }
    ]


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return []


def show(examined: Examined, terminal: Terminal, *, as_json: bool) -> int:
    """Print what was found; returns the exit code."""
    if as_json:
        text = json.dumps(examined.report, ensure_ascii=False, indent=2)
    else:
        text = "\n".join(_lines_for_people(examined, terminal.words))
    terminal.answers.write(text + "\n")
    terminal.answers.flush()
    return examined.exit_code


def _lines_for_people(examined: Examined, words: Callable[[str], str]) -> list[str]:
    report = examined.report
    protection = report["protection"]
    lines = [words("Versions"), *(f"  {name}: {value}" for name, value in report["versions"].items())]
    lines.append(words("Devices"))
    for each in report["devices"]:
        lines.append(f"  {each['name']} · {each['cores']} · {each['memory_bytes'] / 2**30:.1f} GiB")
    lines += [words("Keyring"), f"  {report['keyring']}"]
    lines += [words("Folders"), *(f"  {name}: {value}" for name, value in report["paths"].items())]
    lines.append(words("Protection: {level}").format(level=_LEVELS[protection["level"]]))
    for program, found in protection["programs"].items():
        lines.append(f"  {program}: {_summary(found, words)}")
    lines.append(words("Problems"))
    lines += [f"  {problem}" for problem in examined.problems] or ["  " + words("none")]
    return lines


def _summary(found: dict[str, Any], words: Callable[[str], str]) -> str:
    if not found:
        return words("no report: the program died")
    layers = ", ".join(
        f"{name} on" if layer["on"] else f"{name} off ({layer['reason']})"
        for name, layer in found["layers"].items()
    )
    right = sum(each["ok"] for each in found["probes"])
    text = words("{layers}; {right} of {all} probes as intended")
    return text.format(layers=layers, right=right, all=len(found["probes"]))
