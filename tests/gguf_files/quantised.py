"""Small models whose weights are packed into few bits, and the same with the weights read back."""

from pathlib import Path

import gguf
import numpy as np

from tests.gguf_files import CHATML, CONTEXT, sentencepiece_vocabulary

_WIDTH, _BLOCKS = 256, 2            # rows are packed in blocks of 256
_SCALE = 0.008                      # makes weights of about the size of the others
Kind = gguf.GGMLQuantizationType
_RANDOM = (Kind.IQ1_S, Kind.IQ1_M)  # the package can read them but not write them


def write_quantised(packed: Path, plain: Path, kind: Kind) -> None:
    """Write a model with weights of this kind, and one with the very same numbers as F32."""
    random = np.random.default_rng(1)
    writers = [_begun(packed), _begun(plain)]
    size = len(sentencepiece_vocabulary().texts)
    whole = {
        "token_embd.weight": _values(random, size, _WIDTH) * np.float32(np.sqrt(_WIDTH)),
        "output.weight": _values(random, size, _WIDTH) * np.float32(np.sqrt(_WIDTH)),
        "output_norm.weight": np.ones(_WIDTH, np.float32),
    }
    for name, values in whole.items():
        for writer in writers:
            writer.add_tensor(name, values)
    for block in range(_BLOCKS):
        for each in ("attn_norm", "ffn_norm"):
            for writer in writers:
                writer.add_tensor(f"blk.{block}.{each}.weight", np.ones(_WIDTH, np.float32))
        for each in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
            data = _packed(random, kind)
            name = f"blk.{block}.{each}.weight"
            writers[0].add_tensor(name, data, raw_dtype=kind)
            writers[1].add_tensor(name, gguf.dequantize(data, kind))
    for writer in writers:
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()


def _begun(path: Path) -> gguf.GGUFWriter:
    writer = gguf.GGUFWriter(path, "llama")
    vocabulary = sentencepiece_vocabulary()
    writer.add_chat_template(CHATML)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(vocabulary.texts)
    writer.add_token_scores(vocabulary.scores)
    writer.add_token_types(vocabulary.types)
    writer.add_add_space_prefix(False)
    writer.add_add_bos_token(False)
    writer.add_eos_token_id(2)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(_WIDTH)
    writer.add_block_count(_BLOCKS)
    writer.add_feed_forward_length(_WIDTH)
    writer.add_head_count(4)
    writer.add_head_count_kv(4)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(_WIDTH // 4)
    return writer


def _values(random: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    return random.standard_normal((rows, columns)).astype(np.float32) / np.float32(np.sqrt(columns))


def _packed(random: np.random.Generator, kind: Kind) -> np.ndarray:
    if kind not in _RANDOM:
        return gguf.quantize(_values(random, _WIDTH, _WIDTH), kind)
    _, size = gguf.GGML_QUANT_SIZES[kind]
    blocks = random.integers(0, 256, (_WIDTH * _WIDTH // 256, size), np.uint8)
    scale = np.float16(_SCALE).view(np.uint16)
    if kind is Kind.IQ1_S:                          # the scale of a block stands in its first two bytes,
        blocks[:, :2] = np.array([scale], np.uint16).view(np.uint8)
    else:                                           # or in the upper halves of its last four odd ones
        for at in range(4):
            part = (int(scale) >> 4 * at) & 15
            blocks[:, size - 7 + 2 * at] = blocks[:, size - 7 + 2 * at] & 15 | part << 4
    return blocks.reshape(_WIDTH, -1)
