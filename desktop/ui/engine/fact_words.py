"""What is known of a loaded model, of the last answer and of the machine, as names and values."""

from PySide6.QtCore import QCoreApplication

from desktop.inference.machine import MachineReport
from desktop.inference.protocol import Ready
from desktop.ui.engine.facts import Row
from desktop.ui.engine.gauge import Measured
from desktop.ui.engine.words import build_words, figure_words, kind_words, size_words, speed_words
from model_manager.placement import Placement


def placement_rows(placement: Placement | None, ready: Ready | None) -> list[Row]:
    """How a model is loaded."""
    translate = QCoreApplication.translate
    rows: list[Row] = []
    if ready is not None:
        tokens = translate("EngineFacts", "{tokens} tokens")
        seconds = translate("EngineFacts", "{seconds} s")
        rows += [
            (translate("EngineFacts", "Context"), tokens.format(tokens=f"{ready.context_length:,}")),
            (translate("EngineFacts", "Threads"), f"{ready.threads}"),
            (translate("EngineFacts", "Loaded in"), seconds.format(seconds=figure_words(ready.load_s))),
        ]
    if placement is not None:
        yes, no = translate("EngineFacts", "yes"), translate("EngineFacts", "no")
        tokens = translate("EngineFacts", "{tokens} tokens")
        rows += [
            (translate("EngineFacts", "Read at once"), tokens.format(tokens=f"{placement.batch:,}")),
            (translate("EngineFacts", "Memory of the context"), placement.kv_type),
            (translate("EngineFacts", "Flash attention"), yes if placement.flash_attention else no),
            (translate("EngineFacts", "File used where it lies"), yes if placement.mapped else no),
        ]
    return rows


def answer_rows(measured: Measured | None) -> list[Row]:
    """What was measured of an answer."""
    if measured is None:
        return []
    translate = QCoreApplication.translate
    speed = translate("EngineFacts", "{speed} tokens/s")
    seconds = translate("EngineFacts", "{seconds} s")
    prompt = translate("EngineFacts", "{tokens} tokens, {reused} of them still warm")
    rows: list[Row] = []
    if measured.tokens_per_s is not None:
        words = translate("EngineFacts", "{speed} tokens/s ({tokens} tokens)")
        rows.append((
            translate("EngineFacts", "Writing"),
            words.format(speed=speed_words(measured.tokens_per_s), tokens=f"{measured.tokens:,}"),
        ))  # fmt: skip
    if measured.prompt_per_s is not None:
        words = speed.format(speed=speed_words(measured.prompt_per_s))
        rows.append((translate("EngineFacts", "Reading"), words))
    if measured.first_token_s is not None:
        words = seconds.format(seconds=figure_words(measured.first_token_s, 2))
        rows.append((translate("EngineFacts", "First word after"), words))
    words = prompt.format(tokens=f"{measured.prompt_tokens:,}", reused=f"{measured.reused:,}")
    rows.append((translate("EngineFacts", "Prompt"), words))
    return rows


def machine_rows(machine: MachineReport | None, *, looked_for_devices: bool = True) -> list[Row]:
    """The computer and the engine's build."""
    if machine is None:
        return []
    translate = QCoreApplication.translate
    if machine.performance_cores < machine.cores:
        words = translate("EngineFacts", "{cores}, {fast} of them fast")
        cores = words.format(cores=machine.cores, fast=machine.performance_cores)
    else:
        cores = f"{machine.cores}"
    memory = translate("EngineFacts", "{total}, {free} of it free before loading").format(
        total=size_words(machine.memory_bytes), free=size_words(machine.memory_free_bytes)
    )
    rows = [
        (translate("EngineFacts", "Processor"), machine.processor),
        (translate("EngineFacts", "Cores"), cores),
        (translate("EngineFacts", "NUMA nodes"), f"{machine.numa_nodes}" if machine.numa_nodes > 1 else ""),
        (translate("EngineFacts", "Memory"), memory),
        (translate("EngineFacts", "Engine"), build_words(machine)),
        (translate("EngineFacts", "Processor's library"), machine.variant),
    ]
    device = translate("EngineFacts", "{name} · {kind} · {backend} · {size}")
    rows += [
        (
            each.name,
            device.format(
                name=each.description, kind=kind_words(each.kind), backend=each.backend,
                size=size_words(each.total_bytes),
            ),
        )
        for each in machine.devices
    ]  # fmt: skip
    if not machine.devices:
        none = translate("EngineFacts", "none")
        unknown = translate("EngineFacts", "not looked for: only the CPU was chosen")
        rows.append((translate("EngineFacts", "Usable GPUs"), none if looked_for_devices else unknown))
    return rows
