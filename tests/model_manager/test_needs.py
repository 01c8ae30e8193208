"""What a model is said to need is what llama.cpp allocates, as it logs at load."""

from dataclasses import dataclass, replace
from pathlib import Path

import gguf
import pytest

from model_manager.fit import RoughShape, rough_needs
from model_manager.needs import Load, Needs, needs
from model_manager.shape import read_shape
from tests.model_manager.load_log import Logged, logged, logged_each
from tests.model_manager.wide_models import Wide, write

MIB = 2**20
Q8_0 = gguf.GGMLQuantizationType.Q8_0

MODELS = {
    "llama": Wide(),
    "llama-wide": Wide(
        width=4096, heads=32, kv_heads=8, head_size=128, blocks=2, feed_forward=14_336, vocabulary=1024,
        kind=Q8_0,
    ),
    "qwen2": Wide("qwen2", vocabulary=100_000, tied=True, blocks=2, kind=Q8_0),
    "qwen3": Wide("qwen3", blocks=24, kv_heads=8, head_size=128, vocabulary=1024, feed_forward=1024),
    "gemma2": Wide("gemma2", blocks=6, window=1024, vocabulary=2048, tied=True, head_size=128),
    "gemma3": Wide("gemma3", blocks=12, window=512, vocabulary=64_000, tied=True, kind=Q8_0),
    "qwen3moe": Wide(
        "qwen3moe", experts=32, experts_used=8, feed_forward=768, width=1024, blocks=2, vocabulary=1024,
    ),
    "gpt-oss": Wide(
        "gpt-oss", blocks=4, width=1440, heads=32, kv_heads=8, head_size=64, feed_forward=1440, window=128,
        experts=8, experts_used=4, vocabulary=2048, kind=Q8_0,
    ),
    "plamo3": Wide("plamo3", blocks=9, width=1024, heads=16, kv_heads=2, feed_forward=4096, window=2048),
    "lfm2": Wide("lfm2", blocks=6, states=frozenset({0, 1, 3, 4}), tied=True, vocabulary=1024),
    "mamba": Wide(
        "mamba", inner=4096, width=2048, heads=0, kv_heads=0, head_size=0, feed_forward=0, vocabulary=1024,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """A way of loading."""

    context: int
    kv: str = "f16"
    flash_attention: bool = True
    batch: int = 512
    sequences: int = 1
    full_window: bool = True
    unified: bool = False
    outputs: int = 1

    def load(self) -> Load:
        """The same for our own estimate."""
        return Load(
            self.context, self.kv, self.kv, self.batch, self.batch, self.flash_attention, self.sequences,
            self.full_window, self.unified, self.outputs,
        )  # fmt: skip

    def options(self) -> dict[str, object]:
        """The same for llama.cpp."""
        return {
            "context": self.context, "kv": self.kv, "flash_attention": self.flash_attention,
            "batch": self.batch, "sequences": self.sequences, "full_window": self.full_window,
            "unified": self.unified, "outputs": max(self.outputs, self.sequences) if self.outputs else 0,
        }  # fmt: skip


WAYS = (
    Way(512),
    Way(4096),
    Way(16_384, kv="q8_0"),
    Way(4000, flash_attention=False),
    Way(8192, full_window=False),
    Way(8192, flash_attention=False, batch=128, sequences=2),
    Way(8192, batch=2048, outputs=0),
    Way(4096, batch=1024, sequences=3, unified=True, outputs=3),
    Way(4096, full_window=False, batch=256, sequences=2, unified=True),
)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("wide")
    return {name: write(folder / f"{name}.gguf", wide) for name, wide in MODELS.items()}


def pairs(said: Needs, found: Logged) -> dict[str, tuple[float, float]]:
    return {
        "weights": (said.weights, found.model),
        "kv": (said.kv, found.kv),
        "recurrent": (said.recurrent, found.recurrent),
        "compute": (said.compute, found.compute),
        "output": (said.output, found.output),
        "total": (said.total, found.total),
    }


@pytest.mark.parametrize("name", MODELS)
def test_needs_are_what_llama_cpp_allocates(models: dict[str, Path], name: str) -> None:
    has_kv = name != "mamba"            # it has no tokens to keep
    ways = [way if has_kv else replace(way, kv="f16") for way in WAYS]
    shape = read_shape([models[name]])
    for way, found in zip(ways, logged_each(models[name], [each.options() for each in ways]), strict=True):
        check(needs(shape, way.load()), found, way)


def check(said: Needs, logged: Logged, way: Way) -> None:
    found = pairs(said, logged)
    for part in ("weights", "kv", "recurrent", "output"):
        ours, theirs = found[part]
        assert abs(ours - theirs) <= 0.01 * theirs + MIB, (part, way)
    ours, theirs = found["compute"]
    assert abs(ours - theirs) <= 0.1 * theirs + 4 * MIB, way    # far within what fit keeps free
    ours, theirs = found["total"]
    assert abs(ours - theirs) <= 0.05 * theirs + 4 * MIB, way


def test_a_long_memory_decides(models: dict[str, Path]) -> None:
    way = Way(16_384)
    said = needs(read_shape([models["qwen3"]]), way.load())
    assert said.kv == 24 * 2 * 8 * 128 * 2 * 16_384 == 1536 * MIB
    assert len(said.kv_per_layer) == 24
    assert sum(said.kv_per_layer) == said.kv
    found = logged(models["qwen3"], **Way(8192).options())
    assert abs(found.kv - said.kv / 2) <= MIB


def test_rearranged_weights_are_counted_once(tmp_path: Path) -> None:
    path = write(tmp_path / "m.gguf", Wide(kind=gguf.GGMLQuantizationType.Q4_0, vocabulary=1024))
    weights = read_shape([path]).weights
    assert weights - MIB <= logged(path, context=512).model <= 2 * weights


def test_batches_are_no_larger_than_the_context() -> None:
    assert Load(100).tokens == 100
    assert Load(100).cells == 256
    assert Load(4097).cells == 4352
    assert Load(0).tokens == 1


@pytest.mark.parametrize("name", ["llama", "qwen3", "gemma3"])
def test_a_rough_estimate_is_not_far_off(models: dict[str, Path], name: str) -> None:
    wide = MODELS[name]
    rough = RoughShape(
        models[name].stat().st_size, wide.blocks, wide.kv_heads, wide.head_size, wide.vocabulary, wide.width
    )
    said, exact = rough_needs(rough, Load(8192)), needs(read_shape([models[name]]), Load(8192))
    assert said.kv == exact.kv
    assert exact.total <= said.total <= 1.1 * exact.total + 64 * MIB
