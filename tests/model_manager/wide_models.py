"""Makes models as wide as real ones, to measure their memory: all weights are zeros in a sparse file, so that
hundreds of megabytes cost nothing to write.
"""

import os
from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np

from tests.gguf_files import sentencepiece_vocabulary

Tensors = dict[str, tuple[int, ...]]            # outermost dimension first, as numpy has them
_STATE_KERNEL = 4


@dataclass(frozen=True, slots=True)
class Wide:
    """Sizes of a model. `states` are the layers that keep a state instead of tokens."""

    architecture: str = "llama"
    blocks: int = 4
    width: int = 1024
    heads: int = 16
    kv_heads: int = 4
    head_size: int = 64
    feed_forward: int = 2816
    vocabulary: int = 32_000
    merges: int = 0                             # which llama.cpp does not want with this vocabulary
    tied: bool = False
    window: int = 0
    experts: int = 0
    experts_used: int = 0
    states: frozenset[int] = frozenset()
    inner: int = 0
    context: int = 131_072
    kind: gguf.GGMLQuantizationType = gguf.GGMLQuantizationType.F16


def write(path: Path, wide: Wide) -> Path:
    """Write a model in one file and return its path."""
    writer = gguf.GGUFWriter(path, wide.architecture)
    _write_vocabulary(writer, wide.vocabulary)
    if wide.merges:
        writer.add_token_merges([f"w{at} w{at + 1}" for at in range(wide.merges)])
    _write_parameters(writer, wide)
    sizes = 0
    for name, shape in _tensors(wide).items():
        kind = gguf.GGMLQuantizationType.F32 if len(shape) == 1 or _is_fine(name) else wide.kind
        if wide.kind is gguf.GGMLQuantizationType.MXFP4 and kind == wide.kind and "_exps" not in name:
            kind = gguf.GGMLQuantizationType.Q8_0
        stored = gguf.quant_shape_to_byte_shape(shape, kind) if kind not in (0, 1) else shape
        dtype = {0: np.float32, 1: np.float16}.get(int(kind), np.uint8)
        length = int(np.prod(stored)) * np.dtype(dtype).itemsize
        writer.add_tensor_info(name, stored, np.dtype(dtype), length, kind if kind not in (0, 1) else None)
        sizes += gguf.GGUFWriter.ggml_pad(length, writer.data_alignment)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()
    writer.close()
    header = path.stat().st_size
    os.truncate(path, gguf.GGUFWriter.ggml_pad(header, writer.data_alignment) + sizes)
    return path


def row_bytes(wide: Wide) -> int:
    """Bytes of one token's vector in the embedding."""
    kind = wide.kind
    if kind is gguf.GGMLQuantizationType.MXFP4:         # which only experts have
        kind = gguf.GGMLQuantizationType.Q8_0
    numbers, size = gguf.GGML_QUANT_SIZES[kind]
    return wide.width // numbers * size


def _is_fine(name: str) -> bool:
    return any(part in name for part in ("norm", "ssm_", "conv.", "gate_inp", ".bias", "_sinks"))


def _write_vocabulary(writer: gguf.GGUFWriter, size: int) -> None:
    known = sentencepiece_vocabulary()
    more = size - len(known.texts)
    writer.add_tokenizer_model("llama")
    writer.add_token_list([*known.texts, *(f"w{at}" for at in range(more))])
    writer.add_token_scores([*known.scores, *(-1000.0 - at for at in range(more))])
    writer.add_token_types([*known.types, *[1] * more])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)


def _write_parameters(writer: gguf.GGUFWriter, wide: Wide) -> None:
    writer.add_context_length(wide.context)
    writer.add_embedding_length(wide.width)
    writer.add_block_count(wide.blocks)
    writer.add_feed_forward_length(wide.feed_forward)
    writer.add_head_count(wide.heads)
    if wide.states:
        writer.add_head_count_kv([0 if at in wide.states else wide.kv_heads for at in range(wide.blocks)])
    else:
        writer.add_head_count_kv(wide.kv_heads)
    writer.add_key_length(wide.head_size)
    writer.add_value_length(wide.head_size)
    writer.add_rope_dimension_count(wide.head_size)
    writer.add_layer_norm_rms_eps(1e-5)
    if wide.window:
        writer.add_sliding_window(wide.window)
    if wide.experts:
        writer.add_expert_count(wide.experts)
        writer.add_expert_used_count(wide.experts_used)
        writer.add_expert_feed_forward_length(wide.feed_forward)
    if wide.architecture == "lfm2":
        writer.add_shortconv_l_cache(3)
    if wide.inner:
        writer.add_ssm_conv_kernel(_STATE_KERNEL)
        writer.add_ssm_inner_size(wide.inner)
        writer.add_ssm_state_size(16)
        writer.add_ssm_time_step_rank(wide.width // 16)


def _tensors(wide: Wide) -> Tensors:
    found: Tensors = {"token_embd.weight": (wide.vocabulary, wide.width)}
    found["token_embd_norm.weight" if wide.architecture == "lfm2" else "output_norm.weight"] = (wide.width,)
    if not wide.tied:
        found["output.weight"] = (wide.vocabulary, wide.width)
    for at in range(wide.blocks):
        if wide.architecture in ("mamba", "jamba") and (at in wide.states or wide.architecture == "mamba"):
            parts = _mamba(wide)
        elif at in wide.states:
            parts = _short_convolution(wide)
        else:
            parts = _attention(wide)
        if wide.architecture != "mamba":
            parts |= _feed_forward(wide)
        found |= {f"blk.{at}.{name}": shape for name, shape in parts.items()}
    return found


def _attention(wide: Wide) -> Tensors:
    keys = wide.kv_heads * wide.head_size
    found: Tensors = {
        "attn_norm.weight": (wide.width,),
        "attn_q.weight": (wide.heads * wide.head_size, wide.width),
        "attn_k.weight": (keys, wide.width),
        "attn_v.weight": (keys, wide.width),
        "attn_output.weight": (wide.width, wide.heads * wide.head_size),
    }
    if wide.architecture == "plamo3":
        whole = (wide.heads + 2 * wide.kv_heads) * wide.head_size
        found = {name: shape for name, shape in found.items() if name[-8] not in "qkv"}
        found |= {"attn_qkv.weight": (whole, wide.width), "post_attention_norm": (wide.width,)}
    if wide.architecture == "gpt-oss":
        found |= {"attn_output.bias": (wide.width,), "attn_sinks.weight": (wide.heads,)}
        found |= {"post_attention_norm.weight": (wide.width,)}
    if wide.architecture in ("qwen3", "qwen3moe", "gemma3", "lfm2", "plamo3"):
        found |= {"attn_q_norm.weight": (wide.head_size,), "attn_k_norm.weight": (wide.head_size,)}
    if wide.architecture in ("qwen2", "gpt-oss"):
        found |= {"attn_q.bias": (wide.heads * wide.head_size,)}
        found |= {"attn_k.bias": (keys,), "attn_v.bias": (keys,)}
    return found


def _feed_forward(wide: Wide) -> Tensors:
    up, down = (wide.feed_forward, wide.width), (wide.width, wide.feed_forward)
    found: Tensors = {} if wide.architecture == "gpt-oss" else {"ffn_norm.weight": (wide.width,)}
    if wide.architecture == "plamo3":                  # whose norms end in nothing
        found |= {"post_ffw_norm": (wide.width,)}
    if wide.architecture in ("gemma2", "gemma3"):
        found |= {"post_attention_norm.weight": (wide.width,), "post_ffw_norm.weight": (wide.width,)}
    if wide.architecture == "plamo3":
        return found | {"ffn_up.weight": (2 * wide.feed_forward, wide.width), "ffn_down.weight": down}
    if wide.architecture == "gpt-oss" and wide.experts:
        found |= {f"ffn_{part}_exps.bias": (wide.experts, wide.feed_forward) for part in ("gate", "up")}
        found |= {"ffn_down_exps.bias": (wide.experts, wide.width), "ffn_gate_inp.bias": (wide.experts,)}
    if not wide.experts:
        return found | {"ffn_gate.weight": up, "ffn_up.weight": up, "ffn_down.weight": down}
    return found | {
        "ffn_gate_inp.weight": (wide.experts, wide.width),
        "ffn_gate_exps.weight": (wide.experts, *up),
        "ffn_up_exps.weight": (wide.experts, *up),
        "ffn_down_exps.weight": (wide.experts, *down),
    }


def _short_convolution(wide: Wide) -> Tensors:
    return {
        "attn_norm.weight": (wide.width,),
        "shortconv.conv.weight": (wide.width, 3),
        "shortconv.in_proj.weight": (3 * wide.width, wide.width),
        "shortconv.out_proj.weight": (wide.width, wide.width),
    }


def _mamba(wide: Wide) -> Tensors:
    rank = wide.width // 16
    return {
        "attn_norm.weight": (wide.width,),
        "ssm_in.weight": (2 * wide.inner, wide.width),
        "ssm_conv1d.weight": (wide.inner, _STATE_KERNEL),
        "ssm_conv1d.bias": (wide.inner,),
        "ssm_x.weight": (rank + 32, wide.inner),
        "ssm_dt.weight": (wide.inner, rank),
        "ssm_dt.bias": (wide.inner,),
        "ssm_a": (wide.inner, 16),
        "ssm_d": (wide.inner,),
        "ssm_out.weight": (wide.width, wide.inner),
    }
