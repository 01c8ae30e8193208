"""`hisho doctor`: what is installed, what this machine has, and what the kernel refuses to our programs."""

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from desktop.cli.policy_check import PolicyCheck
from desktop.cli.surveying import survey
from desktop.cli.task_check import LeftOut, task_problems, task_words
from desktop.cli.terminal import Terminal
from desktop.confinement.report import ProtectionReport, accept_program_report, failed_probes
from desktop.control import ControlLink, Probed
from desktop.edition_words import edition_words
from desktop.inference.machine import MachineReport
from desktop.paths import Paths, guide_model
from desktop.policy import read_policy
from desktop.report.gathering import programs_of, versions
from desktop.report.layer_words import reason_words
from desktop.vault.keychain import Keychain
from desktop.vault.ownership import not_ours
from desktop.vault.vault import Look, VaultState, look
from model_manager.edition import Edition, edition_here
from model_manager.policy import policy_file

_GIB = 1 << 30
_LEVELS = {"strong": "強", "middle": "中", "weak": "弱"}


@dataclass(frozen=True, slots=True)
class Examined:
    """Everything that was found. `problems` are short codes; any of them makes the exit code 1. Those of
    `tasks` and `policy` are among them, and have words.
    """

    report: dict[str, Any]
    problems: tuple[str, ...]
    tasks: tuple[LeftOut, ...] = ()
    policy: PolicyCheck | None = None

    @property
    def exit_code(self) -> int:
        """0 without problems; a missing keyring or GPU is a note, no problem."""
        return 1 if self.problems else 0


def examine(control: ControlLink, places: Paths, keychain: Keychain, version: str) -> Examined:
    """Look at everything; each program is started once to report its confinement."""
    edition = edition_here()
    protection = ProtectionReport({program: _probe(control, program) for program in programs_of(edition)})
    problems = [f"probe:{program}:{name}" for program, report in protection.programs.items() for name in
                failed_probes(report)]  # fmt: skip
    problems += [f"no_report:{program}" for program, report in protection.programs.items() if not report]
    found = look(places.vault)
    problems += _vault_problems(places, found)
    if not guide_model().is_file():
        problems.append("guide:missing")
    tasks = task_problems(policy_file(os.environ))
    problems += [each.code for each in tasks]
    policy = PolicyCheck(read_policy(policy_file(os.environ)), protection.level)
    problems += policy.problems()
    machine = survey(control)
    if machine is None:
        problems.append("engine:no_survey")
    report = {
        "edition": edition.value,
        "versions": versions(version),
        "engine": engine_facts(machine) if machine else None,
        "devices": device_facts(machine) if machine else [],
        "keyring": keychain.state().value,
        "paths": {"data": str(places.data), "settings": str(places.settings), "cache": str(places.cache),
                  "vault": str(places.vault), "vault_state": found.state.value},
        "protection": protection.to_json(),
        "problems": problems,
    }  # fmt: skip
    return Examined(report, tuple(problems), tuple(tasks), policy)


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


def engine_facts(machine: MachineReport) -> dict[str, Any]:
    """Which engine runs here, and on which of its libraries for processors."""
    return {"build": machine.build, "version": machine.version, "variant": machine.variant}


def device_facts(machine: MachineReport) -> list[dict[str, Any]]:
    """The processor with the computer's memory, then what else computes."""
    processor = {
        "kind": "cpu",
        "name": machine.processor,
        "cores": machine.cores,
        "performance_cores": machine.performance_cores,
        "numa_nodes": machine.numa_nodes,
        "memory_bytes": machine.memory_bytes,
        "memory_free_bytes": machine.memory_free_bytes,
    }
    return [processor, *(asdict(each) for each in machine.devices)]


def show(examined: Examined, terminal: Terminal, *, as_json: bool) -> int:
    """Print what was found; returns the exit code."""
    if as_json:
        text = json.dumps(examined.report, ensure_ascii=False, indent=2)
    else:
        text = "\n".join(_lines_for_people(examined, terminal))
    terminal.answer(text + "\n")
    return examined.exit_code


def _lines_for_people(examined: Examined, terminal: Terminal) -> list[str]:
    report, words = examined.report, terminal.words
    protection = report["protection"]
    lines = [edition_words(Edition(report["edition"]), terminal.translate)]
    lines += [words("Versions"), *(f"  {name}: {value}" for name, value in report["versions"].items())]
    lines += _engine_lines(report, words)
    lines += [words("Keyring"), f"  {report['keyring']}"]
    lines += [words("Folders"), *(f"  {name}: {value}" for name, value in report["paths"].items())]
    lines.append(words("Protection: {level}").format(level=_LEVELS[protection["level"]]))
    for program, found in protection["programs"].items():
        lines.append(f"  {program}: {_summary(found, words)}")
    lines += [f"  {reason_words(each, terminal.translate)}" for each in protection["reasons"]]
    lines.append(words("Problems"))
    worded = {each.code: task_words(each, words) for each in examined.tasks}
    if examined.policy is not None:
        worded |= {code: say(words) for code, say in examined.policy.problems().items()}
    lines += [f"  {worded.get(each, each)}" for each in examined.problems] or ["  " + words("none")]
    return lines


def _engine_lines(report: dict[str, Any], words: Callable[[str], str]) -> list[str]:
    engine = report["engine"]
    if engine is None:
        return [words("Engine"), "  " + words("no report: the program died")]
    kinds = {"full": words("for every machine (full)"), "plain": words("for this processor (plain)")}
    kind = kinds.get(engine["build"], engine["build"])
    lines = [words("Engine"), f"  llama.cpp {engine['version']} · {kind} · {engine['variant']}"]
    processor, *others = report["devices"]
    lines.append(words("Devices"))
    cores = words("{cores} cores, {fast} of them fast").format(
        cores=processor["cores"], fast=processor["performance_cores"]
    )
    lines.append(f"  {processor['name']} · {cores} · {_room(processor, 'memory_bytes', words)}")
    for each in others:
        name = f"{each['name']}: {each['description']} · {each['backend']}"
        lines.append(f"  {name} · {_room(each, 'total_bytes', words)}")
    if not others:
        lines.append("  " + words("no GPU that this engine can use (a note, no problem)"))
    return lines


def _room(device: dict[str, Any], total: str, words: Callable[[str], str]) -> str:
    free = device.get("memory_free_bytes", device.get("free_bytes", 0))
    return words("{free} of {total} GiB free").format(
        free=f"{free / _GIB:.1f}", total=f"{device[total] / _GIB:.1f}"
    )


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
