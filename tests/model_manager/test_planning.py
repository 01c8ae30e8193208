"""Whether a model fits: exactly from its files, roughly from the catalogue or from its size alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_manager.catalogue import CatalogueFile, CatalogueModel, Shape
from model_manager.errors import GgufTruncatedError
from model_manager.fit import FitVerdict
from model_manager.machine import Device, Machine
from model_manager.needs import Load, needs
from model_manager.planning import likely_size, plan_entry, plan_files, plan_size
from model_manager.rules import read_rules
from model_manager.shape import read_shape
from tests import gguf_files
from tests.model_manager.premises import Premises, model_file
from tests.sources import ROOT

GIB = 1 << 30
LOAD = Load(8192)
LAPTOP = Machine(16 * GIB, 12 * GIB)
SIZES = st.integers(1, 400 * GIB)


@pytest.fixture
def entry(tmp_path: Path) -> CatalogueModel:
    return Premises(tmp_path / "user").admission().rules.catalogue.models[0]


def test_from_the_files_it_is_exact(tmp_path: Path) -> None:
    path = model_file(tmp_path / "a.gguf")
    plan = plan_files("a", [path], LOAD, LAPTOP)
    assert plan.is_exact
    assert plan.fit.verdict is FitVerdict.CPU
    trained = read_shape([path]).context_length
    assert trained == plan.fit.placement.context < LOAD.context
    assert plan.fit.needs == needs(read_shape([path]), Load(trained))
    on_gpu = plan_files("a", [path], LOAD, replace(LAPTOP, devices=(Device("GPU", 8 * GIB, 8 * GIB),)))
    assert on_gpu.fit.verdict is FitVerdict.GPU
    assert plan_files("a", [path], LOAD, Machine(GIB, GIB // 2)).fit.verdict is FitVerdict.NONE
    asked = Load(LOAD.context, "q8_0", "q8_0")      # then it is not left to the engine
    assert plan_files("a", [path], asked, LAPTOP).fit.needs == needs(read_shape([path]), asked)
    with pytest.raises(GgufTruncatedError):
        plan_files("b", [gguf_files.write_truncated(tmp_path / "b.gguf")], LOAD, LAPTOP)


def test_from_the_catalogue_it_is_rough(entry: CatalogueModel) -> None:
    plan = plan_entry(entry, CatalogueFile("m.gguf", 5 * GIB, ""), LOAD, LAPTOP)
    assert plan is not None
    assert (plan.name, plan.is_exact, plan.fit.verdict) == (entry.name, False, FitVerdict.CPU)
    assert plan.fit.needs.weights >= 5 * GIB
    assert plan.fit.layers == 3                     # two, and the output


def test_a_size_that_is_not_on_record_is_estimated(entry: CatalogueModel) -> None:
    """From the parameters and the quantisation, else from another file of the model."""
    unsized, sized = CatalogueFile("m-Q4_K_M.gguf", 0, ""), CatalogueFile("m-q8_0.gguf", 8_500_000_000, "")
    told = replace(entry, parameters=8_000_000_000)
    assert likely_size(told, unsized) == 4_900_000_000
    assert likely_size(replace(entry, files=(unsized, sized)), unsized) == 4_900_000_000
    assert likely_size(told, sized) == 8_500_000_000
    assert likely_size(told, CatalogueFile("m-imatrix.gguf", 0, "")) == 0
    assert likely_size(replace(entry, files=(unsized,)), unsized) == 0
    plan = plan_entry(replace(told, shape=None), unsized, LOAD, LAPTOP)
    assert plan == plan_size(entry.name, 4_900_000_000, LOAD, LAPTOP)


def test_estimates_are_near_every_size_on_record() -> None:
    for each in read_rules(ROOT / "resources").catalogue.models:
        for file in each.files:
            estimated = likely_size(each, replace(file, size=0))
            assert estimated > 0, each.id
            if file.size:
                assert estimated == pytest.approx(file.size, rel=0.05), each.id


def test_without_a_size_nothing_is_said(entry: CatalogueModel) -> None:
    assert plan_entry(entry, CatalogueFile("m.gguf", 0, ""), LOAD, LAPTOP) is None


@pytest.mark.parametrize("shape", [None, Shape(0, 0, 0, 0, 0, 0), Shape(32, 0, 0, 0, 0, 100)])
def test_without_a_shape_the_size_alone_speaks(entry: CatalogueModel, shape: Shape | None) -> None:
    file = CatalogueFile("m.gguf", 5 * GIB, "")
    assert plan_entry(replace(entry, shape=shape), file, LOAD, LAPTOP) == plan_size(
        entry.name, 5 * GIB, LOAD, LAPTOP
    )


def test_a_half_known_shape_is_filled_in(entry: CatalogueModel) -> None:
    partly = replace(entry, shape=Shape(32, 0, 0, 4096, 0, 100_000))
    plan = plan_entry(partly, CatalogueFile("m.gguf", 5 * GIB, ""), LOAD, LAPTOP)
    assert plan is not None
    assert plan.fit.needs.kv == 32 * 2 * 4096 * 8192 * 2        # as many KV heads as there can be


@given(size=SIZES, more=SIZES)
def test_a_larger_file_never_needs_less(size: int, more: int) -> None:
    small, large = (plan_size("m", each, LOAD, LAPTOP).fit.needs for each in (size, size + more))
    assert small.weights >= size
    assert large.total >= small.total


def test_every_shipped_entry_has_a_plan() -> None:
    for each in read_rules(ROOT / "resources").catalogue.models:
        for file in each.files:
            plan = plan_entry(each, file, LOAD, LAPTOP)
            assert plan is not None
            assert not plan.is_exact
