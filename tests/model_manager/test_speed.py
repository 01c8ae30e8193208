"""Speeds come from measurements of the same place and of models not too different, or there are none."""

from dataclasses import replace

import pytest

from model_manager.fit import RoughShape, rough_shape
from model_manager.needs import Load, needs
from model_manager.placement import Placement
from model_manager.shape import ModelShape
from model_manager.speed import (
    PROCESSOR,
    Expected,
    Measured,
    bytes_per_token,
    expectations,
    place_of,
    work_per_token,
)
from tests.model_manager.test_placing import DENSE, SPARSE

LARGE = rough_shape(RoughShape(9_800_000_000, 64, 8, 128, 128_256, 4096))
SMALL = rough_shape(RoughShape(600_000_000, 24, 8, 64, 100_000, 1024))
TINY = rough_shape(RoughShape(20_000_000, 4, 4, 64, 8_000, 256))
EMBEDDER = replace(DENSE, blocks=tuple(replace(each, has_kv=False) for each in DENSE.blocks))
SHAPES = {"dense": DENSE, "large": LARGE, "small": SMALL, "tiny": TINY, "sparse": SPARSE, "embeds": EMBEDDER}
ON_CPU = Measured("dense", PROCESSOR, 10.0, 100.0)


def expected(identity: str, *measured: Measured) -> Expected:
    (found,) = expectations(identity, SHAPES, measured)
    return found


def test_without_a_measurement_there_is_no_number() -> None:
    assert expectations("dense", SHAPES, ()) == ()
    assert expectations("large", SHAPES, (replace(ON_CPU, decode=0.0),)) == ()


def test_a_model_that_was_measured_shows_its_own_figures() -> None:
    other = Measured("small", PROCESSOR, 80.0, 900.0)
    assert expected("dense", other, ON_CPU) == Expected(PROCESSOR, 10.0, 100.0, is_measured=True)
    assert expectations("unread", SHAPES, (replace(ON_CPU, identity="unread"),))[0].decode == 10.0


def test_writing_goes_with_the_bytes_that_a_token_needs() -> None:
    found = expected("large", ON_CPU)
    assert not found.is_measured
    assert found.decode == pytest.approx(10.0 * bytes_per_token(DENSE) / bytes_per_token(LARGE))
    assert 4.5 < found.decode < 5.5     # twice the file
    assert found.prefill == pytest.approx(50.0)     # twice the layers of the same width


def test_of_experts_those_count_that_a_token_uses() -> None:
    """30B with 3B used: an eighteenth of the experts, a tenth of the rest."""
    whole = replace(SPARSE, experts=0, experts_used=0)
    unused = sum(each.experts for each in SPARSE.blocks) * 15 // 16
    assert bytes_per_token(whole) - bytes_per_token(SPARSE) == pytest.approx(unused, rel=1e-6)
    assert expected("sparse", ON_CPU).decode > 10.0
    all_used = replace(SPARSE, experts_used=SPARSE.experts)
    assert work_per_token(all_used) > 8 * work_per_token(SPARSE)
    assert bytes_per_token(replace(SPARSE, experts_used=999)) == bytes_per_token(whole)


def test_what_is_remembered_is_read_too_but_of_the_embedding_one_row_only() -> None:
    remembered = needs(DENSE, Load(1024)).kv
    blocks = sum(each.weights for each in DENSE.blocks)
    assert bytes_per_token(DENSE) == blocks + DENSE.output_bytes + remembered
    apart = replace(DENSE, tied=False)
    assert bytes_per_token(apart) == bytes_per_token(DENSE)
    assert bytes_per_token(apart) < apart.weights + remembered


def test_the_nearest_in_size_tells() -> None:
    near, far = Measured("large", PROCESSOR, 6.0, 60.0), Measured("small", PROCESSOR, 500.0, 5000.0)
    assert expected("dense", far, near) == expected("dense", near)
    assert expected("dense", far, near) != expected("dense", far)


def test_what_is_much_smaller_tells_nothing_of_a_large_one() -> None:
    """A model that lies in the processor's caches would promise tenfold."""
    tiny = Measured("tiny", PROCESSOR, 3000.0, 30_000.0)
    assert expectations("dense", SHAPES, (tiny,)) == ()
    assert expectations("dense", SHAPES, (tiny, Measured("small", PROCESSOR, 80.0, 0.0)))


def test_each_place_has_its_own_and_the_processor_comes_first() -> None:
    on_gpu = Measured("small", "Vulkan0", 300.0, 4000.0)
    both = expectations("dense", SHAPES, (on_gpu, ON_CPU))
    assert [each.place for each in both] == [PROCESSOR, "Vulkan0"]
    assert both[0] == expected("dense", ON_CPU)
    assert both[1] == expected("dense", on_gpu)


def test_a_divided_model_tells_of_no_place() -> None:
    assert expectations("large", SHAPES, (replace(ON_CPU, place=""),)) == ()


@pytest.mark.parametrize(
    ("placement", "place"),
    [
        (Placement(33, 8192), PROCESSOR),
        (Placement(33, 8192, 33, ("CUDA0", "CUDA1"), (20, 13)), "CUDA0+CUDA1"),
        (Placement(33, 8192, 32, ("CUDA0",), (32,)), ""),
        (Placement(49, 8192, 49, ("CUDA0",), (49,), expert_layers_on_cpu=3), ""),
    ],
)
def test_places_are_named(placement: Placement, place: str) -> None:
    assert place_of(placement) == place


def test_a_model_that_writes_nothing_has_no_speed_of_writing() -> None:
    assert expectations("embeds", SHAPES, (ON_CPU,)) == ()


def test_a_shape_nobody_knows_is_not_guessed() -> None:
    shapes: dict[str, ModelShape] = {"dense": DENSE}
    assert expectations("unread", shapes, (ON_CPU,)) == ()
    assert expectations("dense", shapes, (replace(ON_CPU, identity="unread"),)) == ()
