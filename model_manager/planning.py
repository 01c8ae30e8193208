"""Says whether a model fits this computer, from its files or, before they are here, from the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from model_manager.catalogue import CatalogueFile, CatalogueModel
from model_manager.fit import Fit, Machine, RoughShape, fit, rough_shape
from model_manager.needs import Load
from model_manager.shape import ModelShape, read_shape


@dataclass(frozen=True, slots=True)
class Plan:
    """What came of it. `is_exact`: from the header; otherwise estimated from what the catalogue knows."""

    name: str
    fit: Fit
    load: Load
    machine: Machine
    is_exact: bool


def plan_files(name: str, paths: Sequence[Path], load: Load, machine: Machine) -> Plan:
    """The plan for files that are here. Raises GgufError, ModelFileError."""
    return _plan(name, read_shape(paths), load, machine, is_exact=True)


def plan_entry(entry: CatalogueModel, file: CatalogueFile, load: Load, machine: Machine) -> Plan | None:
    """The plan for a catalogue's file before it is here; None where too little is known to say anything."""
    shape = entry.shape
    if not file.size or shape is None or not (shape.layers and shape.vocabulary and shape.hidden):
        return plan_size(entry.name, file.size, load, machine) if file.size else None
    rough = RoughShape(
        file_size=file.size,
        layers=shape.layers,
        kv_heads=shape.kv_heads or max(shape.hidden // 128, 1),     # the most that heads of 128 give
        head_size=shape.head_size or 128,
        vocabulary=shape.vocabulary,
        hidden=shape.hidden,
    )
    return _plan(entry.name, rough_shape(rough), load, machine, is_exact=False)


# (bytes of an eight-bit file, layers, KV heads, hidden width) of common models, to tell a size by.
_COMMON = (
    (1_600_000_000, 24, 8, 1792), (4_000_000_000, 32, 10, 2560), (9_000_000_000, 36, 8, 4096),
    (15_000_000_000, 40, 10, 5120), (36_000_000_000, 64, 8, 5120),
)  # fmt: skip


def plan_size(name: str, size: int, load: Load, machine: Machine) -> Plan:
    """The plan for a file of which nothing but the size is known: taken for the next larger common model."""
    found = next((each for each in _COMMON if size <= each[0]), (size, 80, 8, 8192))
    _, layers, kv_heads, hidden = found
    rough = RoughShape(size, layers, kv_heads, 128, 128_000, hidden)
    return _plan(name, rough_shape(rough), load, machine, is_exact=False)


def _plan(name: str, shape: ModelShape, load: Load, machine: Machine, *, is_exact: bool) -> Plan:
    return Plan(name, fit(shape, load, machine), load, machine, is_exact)
