"""Models that say what a test wrote: after each token always the same one comes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import gguf
import numpy as np

from tests.inference.vocabularies import WIDTH, Made, add_to, close

_SURE = 10.0


def write(path: Path, made: Made, template: str, follows: Mapping[str, str], first: str) -> Path:
    """Write a model that draws `follows[x]` after `x`, and `first` after all else. What a block computes is
    multiplied by nothing, so that the last token alone decides.
    """
    writer = gguf.GGUFWriter(path, "llama")
    texts = add_to(writer, made)
    writer.add_name("台本")
    writer.add_chat_template(template)
    embedding = np.zeros((len(texts), WIDTH), np.float32)
    output = np.zeros((len(texts), WIDTH), np.float32)
    embedding[:, WIDTH - 1] = 1
    output[texts.index(first), WIDTH - 1] = _SURE
    for place, (before, after) in enumerate(follows.items()):
        embedding[texts.index(before)] = np.eye(WIDTH, dtype=np.float32)[place]
        output[texts.index(after), place] = _SURE
    tensors: dict[str, Any] = {"token_embd.weight": embedding, "output.weight": output}
    for each in ("output_norm", "blk.0.attn_norm", "blk.0.ffn_norm"):
        tensors[f"{each}.weight"] = np.ones(WIDTH, np.float32)
    for each in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
        tensors[f"blk.0.{each}.weight"] = np.zeros((WIDTH, WIDTH), np.float32)
    for name, values in tensors.items():
        writer.add_tensor(name, values)
    close(writer)
    return path
