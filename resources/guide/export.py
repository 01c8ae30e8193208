"""Writes the trained network, its vocabulary and its chat template as one GGUF."""

from pathlib import Path

import gguf
import numpy as np
from model import HEAD_WIDTH, NORM_EPS, ROPE_BASE, Guide
from tokens import (
    CHAT_TEMPLATE,
    CONTROLS,
    END,
    FIRST_BYTE,
    FIRST_CHARACTER,
    SPACE,
    UNKNOWN,
    Vocabulary,
    restore,
)

NAME = "案内モデル"


def write_gguf(net: Guide, words: Vocabulary, path: Path) -> None:
    """Store matrices as Q8_0 and norms as F32."""
    writer = gguf.GGUFWriter(path, "llama")
    shape = net.shape
    writer.add_name(NAME)
    writer.add_description(
        "Shows the way around Hisho, in Japanese and English. Knows only its own dialogues."
    )
    writer.add_license("Apache-2.0")
    writer.add_languages(["ja", "en"])
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_vocab_size(shape.vocabulary)
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads)
    writer.add_layer_norm_rms_eps(NORM_EPS)
    writer.add_rope_dimension_count(HEAD_WIDTH)
    writer.add_rope_freq_base(ROPE_BASE)
    _add_tokenizer(writer, words)
    for name, matrix in _tensors(net):
        if matrix.ndim == 1:
            writer.add_tensor(name, matrix)
        else:
            quantised = gguf.quantize(matrix, gguf.GGMLQuantizationType.Q8_0)
            writer.add_tensor(name, quantised, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _add_tokenizer(writer: gguf.GGUFWriter, words: Vocabulary) -> None:
    kinds = [gguf.TokenType.NORMAL] * words.size
    for index, text in enumerate(CONTROLS):
        kinds[index] = gguf.TokenType.UNKNOWN if text == UNKNOWN else gguf.TokenType.CONTROL
    kinds[FIRST_BYTE:FIRST_CHARACTER] = [gguf.TokenType.BYTE] * 256
    used = FIRST_CHARACTER + len(words.ids)
    kinds[used:] = [gguf.TokenType.UNUSED] * (words.size - used)
    # llama.cpp joins the pair of the highest score first: the order in which the pieces were found.
    scores = [-float(index) if kind == gguf.TokenType.NORMAL else 0.0 for index, kind in enumerate(kinds)]
    end = CONTROLS.index(END)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(words.texts())
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    writer.add_unk_token_id(CONTROLS.index(UNKNOWN))
    writer.add_bos_token_id(end)
    writer.add_eos_token_id(end)
    writer.add_eot_token_id(end)
    writer.add_pad_token_id(end)
    writer.add_add_bos_token(False)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def read_gguf(path: Path) -> tuple[Vocabulary, dict[str, np.ndarray]]:
    """The vocabulary and the weights of a file that `write_gguf` wrote, by the network's own names; rounded
    as Q8_0 rounds them.
    """
    reader = gguf.GGUFReader(path)
    texts = reader.fields["tokenizer.ggml.tokens"].contents()
    kinds = reader.fields["tokenizer.ggml.token_type"].contents()
    named = zip(texts, kinds, strict=True)
    learnt = [text.replace(SPACE, " ") for text, kind in named if kind == gguf.TokenType.NORMAL]
    words = restore([each for each in learnt if len(each) == 1], [each for each in learnt if len(each) > 1])
    found = {each.name: gguf.dequantize(each.data, each.tensor_type) for each in reader.tensors}
    state = {
        "embedding.weight": found["token_embd.weight"],
        "norm.weight": found["output_norm.weight"],
        "output.weight": found["output.weight"],
    }
    for index in range(len([name for name in found if name.endswith(".attn_q.weight")])):
        own, theirs = f"blocks.{index}", f"blk.{index}"
        for name in ("attn_norm", "attn_output", "ffn_norm", "ffn_down"):
            state[f"{own}.{name}.weight"] = found[f"{theirs}.{name}.weight"]
        for joined, parts in (("attn_qkv", "attn_q attn_k attn_v"), ("ffn_gate_up", "ffn_gate ffn_up")):
            single = [found[f"{theirs}.{name}.weight"] for name in parts.split()]
            state[f"{own}.{joined}.weight"] = np.concatenate(single)
    return words, state


def _tensors(net: Guide) -> list[tuple[str, np.ndarray]]:
    """Our names and joined matrices as llama.cpp's names and single ones."""
    result = [("token_embd.weight", net.embedding.weight)]
    for index, block in enumerate(net.blocks):
        q, k, v = block.attn_qkv.weight.chunk(3)
        gate, up = block.ffn_gate_up.weight.chunk(2)
        named = {
            "attn_norm": block.attn_norm.weight,
            "attn_q": q,
            "attn_k": k,
            "attn_v": v,
            "attn_output": block.attn_output.weight,
            "ffn_norm": block.ffn_norm.weight,
            "ffn_gate": gate,
            "ffn_up": up,
            "ffn_down": block.ffn_down.weight,
        }
        result += [(f"blk.{index}.{name}.weight", weight) for name, weight in named.items()]
    result += [("output_norm.weight", net.norm.weight), ("output.weight", net.output.weight)]
    return [(name, np.ascontiguousarray(weight.detach().float().numpy())) for name, weight in result]
