"""What the models of this user are likely to show on this computer, told after `hisho bench` measured one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.cli.bench import show_rows, speed_number
from desktop.cli.terminal import Terminal
from desktop.experience import Experience
from model_manager.library import StoredModel
from model_manager.shape import read_shapes
from model_manager.speed import PROCESSOR, Expected, expectations


@dataclass(frozen=True, slots=True)
class ModelSpeed:
    """One model in one place."""

    name: str
    sha256: str
    expected: Expected


def speeds_of(models: Sequence[StoredModel], experience: Experience) -> tuple[ModelSpeed, ...]:
    """Each of these models of which something can be said."""
    measured = experience.measured()
    shapes = read_shapes({each.identity: each.files for each in models}) if measured else {}
    return tuple(
        ModelSpeed(each.record.name, each.identity, expected)
        for each in models
        for expected in expectations(each.identity, shapes, measured)
    )


def body(speeds: Sequence[ModelSpeed]) -> list[dict[str, Any]]:
    """For programs; null where nobody can say."""
    return [
        {
            "id": each.name,
            "sha256": each.sha256,
            "place": each.expected.place,
            "decode_tokens_per_s": round(each.expected.decode, 1),
            "prefill_tokens_per_s": round(each.expected.prefill, 1) or None,
            "measured": each.expected.is_measured,
        }
        for each in speeds
    ]


def show(speeds: Sequence[ModelSpeed], terminal: Terminal) -> None:
    """For people: a line for each."""
    if not speeds:
        return
    words = terminal.words
    rows = [(f"  {each.name}", _speed(each.expected, words)) for each in speeds]
    terminal.answers.write("\n" + words("Writing speed of the models here:") + "\n")
    show_rows(rows, terminal)


def _speed(expected: Expected, words: Callable[[str], str]) -> str:
    said = words("{speed} tokens/s, measured")
    if not expected.is_measured:
        said = words("about {speed} tokens/s, estimated from a measurement")
    place = words("CPU")
    if expected.place != PROCESSOR:
        place = words("wholly on {device}").format(device=expected.place)
    return f"{said.format(speed=speed_number(expected.decode))} · {place}"
