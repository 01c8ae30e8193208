"""Placements, devices and figures in words: what is said, and what is left out."""

from dataclasses import replace

import pytest

from desktop.inference.machine import DeviceKind, MemoryUse
from desktop.ui.engine import words
from desktop.ui.engine.fact_words import answer_rows, machine_rows, placement_rows
from desktop.ui.engine.gauge import Figures, Measured
from desktop.ui.engine.shares import layer_parts, memory_shares
from model_manager.placement import Placement
from tests.ui.engine.samples import (
    FIRST,
    GIB,
    MEMORY,
    ON_CPU,
    PARTLY,
    READY,
    SECOND,
    SPREAD,
    WHOLE,
    machine,
)


@pytest.mark.parametrize(
    ("placement", "now", "short"),
    [
        (ON_CPU, "All 33 layers are computed by the CPU.", "Runs on the CPU"),
        (WHOLE, "All 33 layers are on the GPU.", "Runs on the GPU"),
        (
            PARTLY,
            "40 of 48 layers are on the GPU, the rest on the CPU.",
            "40/48 layers on the GPU",
        ),
        (
            SPREAD,
            "60 of 65 layers are on the GPU, the rest on the CPU. "
            "(Vulkan0 40 · Vulkan1 20) The experts of 12 layers stay in the computer's memory.",
            "60/65 layers on the GPU",
        ),
    ],
)
def test_a_placement_is_a_sentence(placement: Placement, now: str, short: str) -> None:
    assert words.placement_words(placement) == now
    assert words.short_placement_words(placement) == short


def test_a_plan_speaks_of_what_will_be() -> None:
    assert words.plan_words(PARTLY) == (
        "40 of 48 layers will be put on the GPU, the rest on the CPU. "
        "Context: 8,192 tokens."
    )
    assert words.plan_words(ON_CPU).startswith("All 33 layers will be computed by the CPU.")
    assert words.plan_words(WHOLE).startswith("All 33 layers will be put on the GPU.")


def test_only_what_was_measured_has_words() -> None:
    assert words.figure_parts(Figures()) == ()
    loaded = Figures(context_length=8192, memory=MEMORY, load_s=4.2)
    assert words.figure_parts(loaded) == (
        "loaded in 4.2 s", "GPU memory 10.0 GiB / 16.0 GiB", "memory 3.0 GiB"
    )  # fmt: skip
    two = Figures(memory=(*MEMORY, MemoryUse("Vulkan1", 1 << 30, 8 << 30)))
    assert words.figure_parts(two) == (
        "Vulkan0 10.0 GiB / 16.0 GiB", "Vulkan1 1.0 GiB / 8.0 GiB", "memory 3.0 GiB"
    )  # fmt: skip
    answering = Figures(18.24, 0.83, 2048, 8192, (), 4.2, is_answering=True)
    assert words.figure_parts(answering) == (
        "18.2 tokens/s", "first word after 0.8 s", "context 2,048 / 8,192"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 MiB"), (300 << 10, "300 KiB"), (5 << 20, "5 MiB"), (GIB // 2, "0.5 GiB"),
        (40 * GIB, "40.0 GiB"),
    ],
)  # fmt: skip
def test_sizes(count: int, shown: str) -> None:
    assert words.size_words(count) == shown


@pytest.mark.parametrize(
    ("measured", "shown"), [(0.0, "<0.1"), (0.04, "<0.1"), (0.1, "0.1"), (12.34, "12.3"), (1234.5, "1,234")]
)
def test_little_is_not_said_to_be_nothing(measured: float, shown: str) -> None:
    assert words.speed_words(measured) == shown
    figures = Figures(tokens_per_s=measured, first_token_s=0.01)
    assert words.figure_parts(figures) == (f"{shown} tokens/s", "first word after <0.1 s")
    answer = Measured(measured, 0.004, None, 10, 0, 1)
    assert dict(answer_rows(answer))["First word after"] == "<0.01 s"
    assert dict(placement_rows(None, replace(READY, load_s=0.02)))["Loaded in"] == "<0.1 s"


def test_every_kind_of_device_has_words() -> None:
    assert len({words.kind_words(each) for each in DeviceKind}) == len(DeviceKind)


def test_layers_are_shared_out_whole() -> None:
    parts = layer_parts(SPREAD)
    assert [(each.words, each.amount) for each in parts] == [
        ("CPU: 5 layers", 5), ("Vulkan0: 40 layers", 40), ("Vulkan1: 20 layers", 20)
    ]  # fmt: skip
    assert sum(each.amount for each in layer_parts(WHOLE)) == WHOLE.layers
    assert len({each.ink for each in parts}) == len(parts)


def test_memory_is_shared_between_the_model_others_and_nobody() -> None:
    host, first, second = memory_shares(machine(FIRST, SECOND), MEMORY)
    assert host.heading == "Computer's memory · 32.0 GiB"
    assert [each.amount for each in host.parts] == [3 * GIB, 12 * GIB, 17 * GIB]
    assert first.heading == "NVIDIA RTX A4000 (Vulkan0) · 16.0 GiB"
    assert [each.amount for each in first.parts] == [10 * GIB, 1 * GIB, 5 * GIB]
    assert second.parts[0].amount == 0


def test_memory_of_a_place_that_nobody_described_is_shown_all_the_same() -> None:
    (host, device) = memory_shares(None, MEMORY)
    assert (host.whole, device.heading) == (32 * GIB, "Vulkan0 · 16.0 GiB")


def test_facts_of_machine_placement_and_answer() -> None:
    rows = dict(machine_rows(machine(FIRST)))
    assert rows["Cores"] == "12, 8 of them fast"
    assert rows["Vulkan0"] == (
        "NVIDIA RTX A4000 · GPU with memory of its own · Vulkan · 16.0 GiB"
    )
    assert rows["Engine"] == "b9999 · for every machine (full)"
    assert dict(machine_rows(machine()))["Usable GPUs"] == "none"
    assert dict(placement_rows(PARTLY, READY))["Loaded in"] == "4.2 s"
    stopped = Measured(None, None, None, 10, 4, 0)
    assert answer_rows(stopped) == [("Prompt", "10 tokens, 4 of them still warm")]
    assert placement_rows(None, None) == machine_rows(None) == answer_rows(None) == []
