"""Tiny models with random weights of every architecture that domestic models come in, and of hybrids.

Parameters and tensors as `load_arch_hparams` and `load_arch_tensors` of llama.cpp's `src/models/` want them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import gguf
import numpy as np

from tests.gguf_files import CHATML, CONTEXT, CONTROL, sentencepiece_vocabulary

Tensors = dict[str, tuple[int, ...]]            # outermost dimension first, as numpy has them
Parameters = dict[str, int | float | bool | list[int]]
WIDTH, HEADS, KV_HEADS, HEAD = 128, 4, 2, 32
FEED_FORWARD = 192
EXPERTS, EXPERTS_USED, EXPERT_FEED_FORWARD = 4, 2, 64
WINDOW = 32                                     # tokens: shorter than the tests' prompts
KERNEL, STATE, GROUPS, STATE_HEADS = 4, 16, 2, 4
_RMS: Parameters = {"attention.layer_norm_rms_epsilon": 1e-5}
_NORM: Parameters = {"attention.layer_norm_epsilon": 1e-5}


@dataclass(frozen=True)
class Architecture:
    """One kind of model. `of_block` says what a block has, `shared` what there is once."""

    of_block: Callable[[int], Tensors]
    parameters: Parameters
    shared: Tensors = field(default_factory=lambda: {"output_norm.weight": (WIDTH,), "output.weight": ()})
    blocks: int = 4
    kv_heads: int | list[int] = KV_HEADS


def _attention(query: int = HEADS * HEAD) -> Tensors:
    return {
        "attn_norm.weight": (WIDTH,),
        "attn_q.weight": (query, WIDTH),
        "attn_k.weight": (KV_HEADS * HEAD, WIDTH),
        "attn_v.weight": (KV_HEADS * HEAD, WIDTH),
        "attn_output.weight": (WIDTH, HEADS * HEAD),
    }


def _biases() -> Tensors:
    sizes = {"attn_q.bias": HEADS * HEAD, "attn_k.bias": KV_HEADS * HEAD, "attn_v.bias": KV_HEADS * HEAD}
    return {name: (size,) for name, size in sizes.items()}


def _head_norms() -> Tensors:
    return {"attn_q_norm.weight": (HEAD,), "attn_k_norm.weight": (HEAD,)}


def _feed_forward() -> Tensors:
    return {
        "ffn_gate.weight": (FEED_FORWARD, WIDTH),
        "ffn_up.weight": (FEED_FORWARD, WIDTH),
        "ffn_down.weight": (WIDTH, FEED_FORWARD),
    }


def _normed_feed_forward() -> Tensors:
    return {"ffn_norm.weight": (WIDTH,)} | _feed_forward()


def _experts() -> Tensors:
    return {
        "ffn_gate_inp.weight": (EXPERTS, WIDTH),
        "ffn_gate_exps.weight": (EXPERTS, EXPERT_FEED_FORWARD, WIDTH),
        "ffn_up_exps.weight": (EXPERTS, EXPERT_FEED_FORWARD, WIDTH),
        "ffn_down_exps.weight": (EXPERTS, WIDTH, EXPERT_FEED_FORWARD),
    }


def _expert_biases() -> Tensors:
    return {
        "ffn_gate_inp.bias": (EXPERTS,),
        "ffn_gate_exps.bias": (EXPERTS, EXPERT_FEED_FORWARD),
        "ffn_up_exps.bias": (EXPERTS, EXPERT_FEED_FORWARD),
        "ffn_down_exps.bias": (EXPERTS, WIDTH),
    }


def _fused(feed_forward: int, names: Mapping[str, tuple[int, ...]]) -> Tensors:
    """Queries, keys and values in one matrix, gate and up in another."""
    return {
        "attn_norm.weight": (WIDTH,),
        "attn_qkv.weight": (feed_forward, WIDTH),
        "attn_output.weight": (WIDTH, WIDTH),
        "ffn_norm.weight": (WIDTH,),
        "ffn_up.weight": (2 * FEED_FORWARD, WIDTH),
        "ffn_down.weight": (WIDTH, FEED_FORWARD),
    } | dict(names)


def _gpt_oss(_block: int) -> Tensors:
    own: Tensors = {"post_attention_norm.weight": (WIDTH,), "attn_sinks.weight": (HEADS,)}
    own["attn_output.bias"] = (WIDTH,)
    return _attention() | _biases() | own | _experts() | _expert_biases()


def _gemma_2(_block: int) -> Tensors:
    after = {"post_attention_norm.weight": (WIDTH,), "post_ffw_norm.weight": (WIDTH,)}
    return _attention() | _normed_feed_forward() | after


def _plamo_3(_block: int) -> Tensors:
    after = {"post_attention_norm": (WIDTH,), "post_ffw_norm": (WIDTH,)}        # without an ending
    return _fused((HEADS + 2 * KV_HEADS) * HEAD, after | _head_norms())


def _modern_bert(block: int) -> Tensors:
    found = _fused(3 * WIDTH, {})
    if not block:
        del found["attn_norm.weight"]
    return found


def _lfm_2(block: int) -> Tensors:
    if block % 2:
        return _attention() | _head_norms() | _normed_feed_forward()
    convolution: Tensors = {
        "attn_norm.weight": (WIDTH,),
        "shortconv.conv.weight": (WIDTH, KERNEL - 1),
        "shortconv.in_proj.weight": (3 * WIDTH, WIDTH),
        "shortconv.out_proj.weight": (WIDTH, WIDTH),
    }
    return convolution | _normed_feed_forward()


def _falcon_h1(_block: int) -> Tensors:
    mixed = WIDTH + 2 * GROUPS * STATE
    state: Tensors = {
        "ssm_in.weight": (WIDTH + mixed + STATE_HEADS, WIDTH),
        "ssm_conv1d.weight": (mixed, KERNEL),
        "ssm_conv1d.bias": (mixed,),
        "ssm_dt.bias": (STATE_HEADS,),
        "ssm_a": (STATE_HEADS, 1),
        "ssm_d": (STATE_HEADS, 1),
        "ssm_norm.weight": (GROUPS, WIDTH // GROUPS),
        "ssm_out.weight": (WIDTH, WIDTH),
    }
    return _attention() | state | {"ffn_norm": (WIDTH,)} | _feed_forward()


def _qwen_35(block: int) -> Tensors:
    after: Tensors = {"post_attention_norm.weight": (WIDTH,)}
    if block % 4 == 3:
        return _attention(2 * HEADS * HEAD) | _head_norms() | after | _feed_forward()
    key, value = GROUPS * STATE, STATE_HEADS * STATE
    state: Tensors = {
        "attn_norm.weight": (WIDTH,),
        "attn_qkv.weight": (2 * key + value, WIDTH),
        "attn_gate.weight": (value, WIDTH),
        "ssm_conv1d.weight": (2 * key + value, KERNEL),
        "ssm_dt.bias": (STATE_HEADS,),
        "ssm_a": (STATE_HEADS,),
        "ssm_beta.weight": (STATE_HEADS, WIDTH),
        "ssm_alpha.weight": (STATE_HEADS, WIDTH),
        "ssm_norm.weight": (STATE,),
        "ssm_out.weight": (WIDTH, value),
    }
    return state | after | _feed_forward()


_MOE: Parameters = _RMS | {
    "expert_count": EXPERTS,
    "expert_used_count": EXPERTS_USED,
    "expert_feed_forward_length": EXPERT_FEED_FORWARD,
}
_TIED: Tensors = {"output_norm.weight": (WIDTH,)}
_STATES: Parameters = {
    "ssm.conv_kernel": KERNEL,
    "ssm.state_size": STATE,
    "ssm.group_count": GROUPS,
    "ssm.time_step_rank": STATE_HEADS,
}
ARCHITECTURES: Mapping[str, Architecture] = {
    "llama": Architecture(lambda _: _attention() | _normed_feed_forward(), _RMS),
    "qwen2": Architecture(lambda _: _attention() | _biases() | _normed_feed_forward(), _RMS),
    "qwen3": Architecture(lambda _: _attention() | _head_norms() | _normed_feed_forward(), _RMS),
    "qwen3moe": Architecture(
        lambda _: _attention() | _head_norms() | {"ffn_norm.weight": (WIDTH,)} | _experts(), _MOE
    ),
    "gemma2": Architecture(
        _gemma_2,
        _RMS | {
            "attention.sliding_window": WINDOW,
            "attn_logit_softcapping": 50.0,
            "final_logit_softcapping": 30.0,
        },
        _TIED,
    ),
    "gpt-oss": Architecture(_gpt_oss, _MOE | {"attention.sliding_window": WINDOW}),
    "plamo3": Architecture(_plamo_3, _RMS | {"attention.sliding_window": WINDOW}, blocks=8),
    "command-r": Architecture(
        lambda _: _attention() | _feed_forward(), _NORM | {"logit_scale": 0.5}, _TIED
    ),
    "cohere2": Architecture(
        lambda _: _attention() | _feed_forward(),
        _NORM | {"logit_scale": 0.5, "attention.sliding_window": WINDOW},
        _TIED,
    ),
    "lfm2": Architecture(
        _lfm_2,
        _RMS | {"shortconv.l_cache": KERNEL - 1},
        {"token_embd_norm.weight": (WIDTH,)},
        kv_heads=[0, KV_HEADS] * 2,
    ),
    "falcon-h1": Architecture(_falcon_h1, _RMS | _STATES | {"ssm.inner_size": WIDTH}),
    "qwen35": Architecture(
        _qwen_35,
        _RMS | _STATES | {
            "ssm.inner_size": STATE_HEADS * STATE,
            "rope.dimension_sections": [HEAD // 8, HEAD // 8, HEAD // 4, 0],
        },
    ),
    "modern-bert": Architecture(
        _modern_bert,
        _NORM | {"attention.causal": False, "pooling_type": 1, "attention.sliding_window": WINDOW},
        {"output_norm.weight": (WIDTH,), "token_embd_norm.weight": (WIDTH,)},
        kv_heads=HEADS,
    ),
}  # fmt: skip
CHATS = tuple(name for name in ARCHITECTURES if name != "modern-bert")
WINDOWED = ("gemma2", "gpt-oss", "plamo3", "cohere2")
HYBRIDS = ("lfm2", "falcon-h1", "qwen35")


def write_architecture(path: Path, name: str, seed: int = 1) -> Path:
    """Write a model of this architecture and return its path."""
    kind = ARCHITECTURES[name]
    writer = gguf.GGUFWriter(path, name)
    vocabulary = sentencepiece_vocabulary()
    writer.add_name(name)
    embeds = name == "modern-bert"
    if not embeds:
        writer.add_chat_template(CHATML)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(vocabulary.texts)
    writer.add_token_scores(vocabulary.scores)
    writer.add_token_types(vocabulary.types)
    writer.add_add_space_prefix(False)
    writer.add_add_bos_token(embeds)
    writer.add_add_eos_token(embeds)
    for at, add in enumerate((writer.add_unk_token_id, writer.add_bos_token_id, writer.add_eos_token_id)):
        add(at)
    _write_parameters(writer, kind)
    random = np.random.default_rng(seed)
    size = len(vocabulary.texts)
    shapes: Tensors = {"token_embd.weight": (size, WIDTH)} | kind.shared
    if "output.weight" in shapes:
        shapes["output.weight"] = (size, WIDTH)
    for block in range(kind.blocks):
        shapes |= {f"blk.{block}.{each}": shape for each, shape in kind.of_block(block).items()}
    for each, shape in shapes.items():
        values = _drawn(random, each, shape)
        if each == "output.weight":             # no answer ends by itself
            values[[vocabulary.texts.index(control) for control in CONTROL]] = 0
        writer.add_tensor(each, values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _write_parameters(writer: gguf.GGUFWriter, kind: Architecture) -> None:
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(kind.blocks)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(kind.kv_heads)
    writer.add_key_length(HEAD)
    writer.add_value_length(HEAD)
    writer.add_rope_dimension_count(HEAD)
    writer.add_file_type(0)
    for name, value in kind.parameters.items():
        key = f"{writer.arch}.{name}"
        if isinstance(value, bool):
            writer.add_bool(key, value)
        elif isinstance(value, int):
            writer.add_uint32(key, value)
        elif isinstance(value, float):
            writer.add_float32(key, value)
        else:
            writer.add_array(key, value)


def _drawn(random: np.random.Generator, name: str, shape: tuple[int, ...]) -> np.ndarray:
    """Weights that keep numbers about as large as they come in, and probabilities that are not all alike."""
    if "norm" in name:
        return np.ones(shape, np.float32)
    values = random.standard_normal(shape).astype(np.float32)
    if name.endswith("ssm_a"):
        return -np.exp(values)
    if name.endswith("bias") or len(shape) == 1:
        return values * np.float32(0.1)
    if name in ("token_embd.weight", "output.weight"):
        return values * np.float32(0.5)
    return values / np.float32(np.sqrt(shape[-1]))
