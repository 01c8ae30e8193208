"""The sizes of domestic models and of their relatives, as their headers have them, and of the machines that
people have.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import gguf

from model_manager.machine import Device, Machine
from model_manager.shape import ModelShape, read_shape
from tests.model_manager.wide_models import Wide, row_bytes, write

GIB = 2**30
_SMALL = 512                        # a vocabulary that is written in no time
_Q4, _Q8 = gguf.GGMLQuantizationType.Q4_K, gguf.GGMLQuantizationType.Q8_0
_Q4_SMALL = gguf.GGMLQuantizationType.Q4_0      # where rows are no multiple of 256
_MXFP4 = gguf.GGMLQuantizationType.MXFP4


def _wide(
    dimensions: str, kind: gguf.GGMLQuantizationType, context: int = 4096, architecture: str = "llama",
    **more: Any,
) -> Wide:  # fmt: skip
    """`dimensions` are layers/width/heads/KV heads/head size/feed-forward/vocabulary."""
    blocks, width, heads, kv_heads, head_size, feed_forward, vocabulary = map(int, dimensions.split("/"))
    return replace(
        Wide(architecture, blocks, width, heads, kv_heads, head_size, feed_forward, vocabulary),
        kind=kind,
        context=context,
        **more,
    )


MODELS = {
    "sarashina2.2-0.5b": _wide("24/1280/16/8/80/4480/102400", _Q8, 8192),
    "sarashina2.2-1b": _wide("24/1792/16/8/112/6272/102400", _Q8, 8192),
    "sarashina2.2-3b": _wide("32/2560/20/10/128/8960/102400", _Q4, 8192),
    "llm-jp-3.1-1.8b": _wide("24/2048/16/16/128/7168/99584", _Q4),
    "llm-jp-3-3.7b": _wide("28/3072/24/24/128/8192/99584", _Q8),
    "llm-jp-3-13b": _wide("40/5120/40/40/128/13824/99584", _Q4),
    "llm-jp-4-8b": _wide("32/4096/32/8/128/16384/196608", _Q4, 65_536, tied=True),
    "llm-jp-4-33b": _wide("64/5120/40/8/128/28672/196608", _Q4, 65_536, tied=True),
    "llm-jp-4-32b-a3b": _wide(
        "32/2560/40/4/128/960/196608", _Q4_SMALL, 65_536, "qwen3moe", experts=128, experts_used=8
    ),
    "qwen3-swallow-8b": _wide("36/4096/32/8/128/12288/151936", _Q8, 40_960, "qwen3"),
    "qwen3-swallow-30b-a3b": _wide(
        "48/2048/32/4/128/768/151936", _Q4, 40_960, "qwen3moe", experts=128, experts_used=8
    ),
    "qwen3-swallow-32b": _wide("64/5120/64/8/128/25600/151936", _Q4, 40_960, "qwen3"),
    "llama-3.1-swallow-8b": _wide("32/4096/32/8/128/14336/128256", _Q4, 131_072),
    "llama-3-elyza-jp-8b": _wide("32/4096/32/8/128/14336/128256", _Q8, 8192),
    "llama-3.3-swallow-70b": _wide("80/8192/64/8/128/28672/128256", _Q4, 131_072),
    "tinyswallow-1.5b": _wide("28/1536/12/2/128/8960/151936", _Q8, 32_768, "qwen2", tied=True),
    "rakutenai-2.0-mini": _wide("22/2048/16/4/128/8192/48000", _Q8, 131_072),
    "rakutenai-7b": _wide("32/4096/32/8/128/14336/48000", _Q8, 32_768),
    "gpt-oss-swallow-20b": _wide(
        "24/2880/64/8/64/2880/201088", _MXFP4, 131_072, "gpt-oss", experts=32, experts_used=4, window=128
    ),
    "gpt-oss-swallow-120b": _wide(
        "36/2880/64/8/64/2880/201088", _MXFP4, 131_072, "gpt-oss", experts=128, experts_used=4, window=128
    ),
    "plamo-3-8b": _wide("32/4096/32/4/128/16384/107520", _Q8, 4096, "plamo3", window=4096),
    "calm3-22b": _wide("48/6144/48/48/128/16384/65024", _Q4, 16_384),
    "gemma-2-llama-swallow-9b": _wide(
        "42/3584/16/8/256/14336/256000", _Q4, 8192, "gemma2", window=4096, tied=True
    ),
    "lfm2.5-1.2b-jp": _wide(
        "16/2048/32/8/64/8192/65536", _Q4, 128_000, "lfm2", tied=True,
        states=frozenset({0, 1, 3, 4, 6, 7, 9, 11, 13, 15}),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Graphics:
    """A GPU of so many GiB, of which other programs take some."""

    size: int
    taken: int = 0
    is_shared: bool = False


def _machine(ram: int, *graphics: Graphics, taken: int = 2) -> Machine:
    devices = (
        Device(f"GPU{at}", each.size * GIB, (each.size - each.taken) * GIB, each.is_shared)
        for at, each in enumerate(graphics)
    )
    return Machine(ram * GIB, (ram - taken) * GIB, tuple(devices))


MACHINES = {
    **{f"{ram}": _machine(ram) for ram in (8, 16, 32, 64)},
    **{f"32+{size}": _machine(32, Graphics(size)) for size in (4, 6, 8, 12, 16)},
    **{f"128+{size}": _machine(128, Graphics(size)) for size in (24, 48, 80)},
    "32+6+6": _machine(32, Graphics(6), Graphics(6)),
    "64+24+24": _machine(64, Graphics(24), Graphics(24)),
    "32+6+16": _machine(32, Graphics(6), Graphics(16)),
    "64+24+8": _machine(64, Graphics(24), Graphics(8)),
    "16 shared": _machine(16, Graphics(8, is_shared=True)),
    "32 shared": _machine(32, Graphics(16, is_shared=True)),
    "32+8 and others": _machine(32, Graphics(8, taken=3), taken=12),
    "64+24 and others": _machine(64, Graphics(24, taken=11), taken=30),
}


def shape_of(wide: Wide, folder: Path) -> ModelShape:
    """The shape of a model, without its vocabulary having to be written: read with a small one, which is then
    made up for.
    """
    small = read_shape([write(folder / "small.gguf", replace(wide, vocabulary=_SMALL))])
    more = (wide.vocabulary - _SMALL) * row_bytes(wide)
    return replace(
        small,
        vocabulary=wide.vocabulary,
        embedding_bytes=small.embedding_bytes + more,
        output_bytes=small.output_bytes + more,
    )
