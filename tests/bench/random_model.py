"""Random models in Q4_0, which the benchmarks of the engine measure with: one of 0.4 B parameters, and one
of 60 M that reads thousands of tokens within seconds.
"""

from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np

from tests.gguf_files import CHATML

FOLDER = Path(__file__).parents[2] / "build" / "bench"
WORDS = 32_768
LONGEST = 8192


@dataclass(frozen=True, slots=True)
class Size:
    """How large a model is, and what its file is called."""

    name: str
    width: int
    blocks: int
    feed: int
    heads: int


LARGE = Size("random-0.4b-q4_0-8k", width=1024, blocks=24, feed=2816, heads=16)
SMALL = Size("random-60m-q4_0-8k", width=512, blocks=8, feed=1408, heads=8)


def random_model(size: Size = LARGE) -> Path:
    """Its file, made once."""
    path = FOLDER / f"{size.name}.gguf"
    return path if path.exists() else _make_model(path, size)


def _make_model(path: Path, size: Size) -> Path:
    """Random blocks of Q4_0, written as bytes: nothing has to be quantised."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    writer = gguf.GGUFWriter(beside, "llama")
    texts = ["<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>"]
    types = [2, 3, 3, 3, 3]
    texts += [f"<0x{byte:02X}>" for byte in range(256)]
    types += [6] * 256
    texts += ["▁", "w", *"0123456789"]
    texts += [f"x{number}" for number in range(WORDS - len(texts))]
    types += [1] * (WORDS - len(types))
    writer.add_tokenizer_model("llama")
    writer.add_token_list(texts)
    writer.add_token_scores([-1.0] * WORDS)
    writer.add_token_types(types)
    writer.add_add_space_prefix(False)
    writer.add_add_bos_token(False)
    writer.add_eos_token_id(2)
    writer.add_chat_template(CHATML)
    writer.add_context_length(LONGEST)
    writer.add_embedding_length(size.width)
    writer.add_block_count(size.blocks)
    writer.add_feed_forward_length(size.feed)
    writer.add_head_count(size.heads)
    writer.add_head_count_kv(size.heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(size.width // size.heads)
    _add_weights(writer, size)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return beside.replace(path)


def _add_weights(writer: gguf.GGUFWriter, size: Size) -> None:
    random = np.random.default_rng(1)

    def blocks(rows: int, columns: int) -> np.ndarray:
        found = random.integers(0, 256, (rows, columns // 32, 18), dtype=np.uint8)
        found[:, :, :2] = np.frombuffer(np.float16(0.01).tobytes(), np.uint8)       # the scale of a block
        return found.reshape(rows, -1)

    def add(name: str, rows: int, columns: int) -> None:
        writer.add_tensor(name, blocks(rows, columns), raw_dtype=gguf.GGMLQuantizationType.Q4_0)

    add("token_embd.weight", WORDS, size.width)
    output = blocks(WORDS, size.width)
    output[[2, 4]] = 0                      # the tokens that end an answer are never drawn
    writer.add_tensor("output.weight", output, raw_dtype=gguf.GGMLQuantizationType.Q4_0)
    writer.add_tensor("output_norm.weight", np.ones(size.width, np.float32))
    for block in range(size.blocks):
        for each in ("attn_norm", "ffn_norm"):
            writer.add_tensor(f"blk.{block}.{each}.weight", np.ones(size.width, np.float32))
        for each in ("q", "k", "v", "output"):
            add(f"blk.{block}.attn_{each}.weight", size.width, size.width)
        add(f"blk.{block}.ffn_gate.weight", size.feed, size.width)
        add(f"blk.{block}.ffn_up.weight", size.feed, size.width)
        add(f"blk.{block}.ffn_down.weight", size.width, size.feed)
