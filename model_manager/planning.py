"""Says whether a model fits this computer, from its files or, before they are here, from the catalogue."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from model_manager import names
from model_manager.catalogue import CatalogueFile, CatalogueModel
from model_manager.fit import Fit, RoughShape, fit, fit_of, rough_shape
from model_manager.machine import Machine
from model_manager.needs import Load
from model_manager.placement import Choice
from model_manager.placing import place
from model_manager.shape import ModelShape, read_shape

# Bits that a weight takes in whole files of common models, where some tensors are kept finer than the rest.
_BITS = {
    "Q2_K": 3.2, "Q3_K_S": 3.7, "Q3_K_M": 4.0, "Q3_K_L": 4.3, "IQ4_XS": 4.5, "IQ4_NL": 4.7, "Q4_0": 4.7,
    "Q4_1": 5.1, "Q4_K_S": 4.7, "Q4_K_M": 4.9, "MXFP4": 4.6, "MXFP4_MOE": 4.6, "Q5_0": 5.6, "Q5_1": 6.1,
    "Q5_K_S": 5.6, "Q5_K_M": 5.7, "Q6_K": 6.6, "Q8_0": 8.5, "F16": 16.0, "BF16": 16.0, "F32": 32.0,
}  # fmt: skip


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
    return plan_shape(name, read_shape(paths), load, machine)


def plan_shape(name: str, shape: ModelShape, load: Load, machine: Machine) -> Plan:
    """The plan for a model whose header has been read."""
    return _plan(name, shape, load, machine, is_exact=True)


def likely_size(entry: CatalogueModel, file: CatalogueFile) -> int:
    """Bytes of a catalogue's file: as on record, else estimated from the parameters, or from another file of
    the model, and the quantisation; 0 where too little is known.
    """
    return file.size or round(_weights_of(entry) * _bits_of(file) / 8)


def _weights_of(entry: CatalogueModel) -> float:
    """How many weights a model has, about."""
    if entry.parameters:
        return entry.parameters
    sized = (each for each in entry.files if each.size and _bits_of(each))
    return next((each.size * 8 / _bits_of(each) for each in sized), 0.0)


def _bits_of(file: CatalogueFile) -> float:
    return _BITS.get(names.quantisation(file.name), 0.0)


def plan_entry(entry: CatalogueModel, file: CatalogueFile, load: Load, machine: Machine) -> Plan | None:
    """The plan for a catalogue's file before it is here; None where too little is known to say anything."""
    shape, size = entry.shape, likely_size(entry, file)
    if not size or shape is None or not (shape.layers and shape.vocabulary and shape.hidden):
        return plan_size(entry.name, size, load, machine) if size else None
    rough = RoughShape(
        file_size=size,
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
    """As the engine would do it; where more than a context is asked for, exactly so."""
    if load == Load(load.context):
        found = fit_of(place(shape, machine, Choice(context=load.context)), machine)
    else:
        found = fit(shape, load, machine)
    return Plan(name, found, load, machine, is_exact)
