"""Makes small GGUFs with random weights for tests: real files that llama.cpp loads, and damaged ones."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import gguf
import numpy as np

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
LLAMA_3 = (
    "{{ bos_token }}{% for message in messages %}<|start_header_id|>{{ message.role }}<|end_header_id|>\n\n"
    "{{ message.content | trim }}<|eot_id|>{% endfor %}"
    "{% if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>\n\n{% endif %}"
)
LLM_JP_3 = (
    "{{ bos_token }}{% for message in messages %}"
    "{% if message.role == 'user' %}\n\n### 指示:\n{{ message.content }}"
    "{% elif message.role == 'system' %}{{ message.content }}"
    "{% else %}\n\n### 応答:\n{{ message.content }}{{ eos_token }}{% endif %}"
    "{% if loop.last and add_generation_prompt %}\n\n### 応答:\n{% endif %}{% endfor %}"
)
SARASHINA = (
    "{% for message in messages %}<|{{ message.role }}|>{{ message.content }}"
    "{{ eos_token }}{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
)
GEMMA_2 = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('no system role') }}"
    "{% endif %}{% for message in messages %}"
    "{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('must alternate') }}"
    "{% endif %}<start_of_turn>{{ 'model' if message.role == 'assistant' else message.role }}\n"
    "{{ message['content'] | trim }}<end_of_turn>\n{% endfor %}{{ '<start_of_turn>model\n' }}"
)
ENDLESS = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
HOSTILE = "{{ ''.__class__.__mro__[1].__subclasses__() }}"

CONTROL = (
    "<unk>", "<s>", "</s>", "<|im_start|>", "<|im_end|>", "<|start_header_id|>", "<|end_header_id|>",
    "<|eot_id|>", "<start_of_turn>", "<end_of_turn>",
)
ROLE_MARKS = ("<|system|>", "<|user|>", "<|assistant|>", "    ")
JAPANESE = "特許請求項の発明は何ですか簡潔に指示応答あいうえおアイウ、。？！：#秘書"
ASCII = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:;!?#_<>|/-'\"()[]\n"
MERGED = ("th", "he", "the", "in", "an", "▁a", "▁t", "▁the", "</", "s>", "</s", "im", "user", "▁▁")
CONTEXT = 1024


@dataclass(frozen=True, slots=True)
class Recipe:
    """What goes into a GGUF."""

    template: str | None = CHATML
    architecture: str = "llama"
    blocks: int = 2
    said_blocks: int | None = None              # another number in the header than there are weights for
    width: int = 64
    context_length: int = CONTEXT
    space_prefix: bool = False
    add_bos: bool = False
    byte_pairs: bool = False                    # a vocabulary of the gpt2 kind
    ends: bool = False                          # every answer ends at once; otherwise none ends by itself
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Spellings, scores and types of the tokens."""

    texts: Sequence[str]
    scores: Sequence[float]
    types: Sequence[int]


def sentencepiece_vocabulary() -> Vocabulary:
    """Control tokens, role marks, all bytes, single characters and a few merged pieces. Most Japanese
    characters are missing, so that they are spread over three byte tokens each.
    """
    texts = [*CONTROL, *ROLE_MARKS]
    types = [2, *[3] * (len(CONTROL) - 1), *[4] * len(ROLE_MARKS)]
    texts += [f"<0x{byte:02X}>" for byte in range(256)]
    types += [6] * 256
    single = ["▁", *dict.fromkeys(ASCII.replace("\n", "") + JAPANESE)]
    texts += [*single, *MERGED]
    types += [1] * (len(texts) - len(types))
    while len(texts) % 32:
        texts.append(f"<pad{len(texts)}>")
        types.append(5)
    scores = [0.0 if kind != 1 else -1.0 - len(texts) + at / 10 for at, kind in enumerate(types)]
    for at, text in enumerate(texts):
        if text in MERGED:
            scores[at] = -float(MERGED.index(text)) - 2.0
    return Vocabulary(texts, scores, types)


def byte_pair_vocabulary() -> tuple[Vocabulary, list[str]]:
    """A vocabulary of the gpt2 kind with its merges."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in visible]
    letters = [chr(byte) for byte in visible] + [chr(256 + at) for at in range(len(hidden))]
    merges = ["t h", "th e", "Ġ t", "Ġt h", "i n", "a n", "u s", "e r", "us er"]
    texts = [*letters, *[merge.replace(" ", "") for merge in merges]]
    types = [1] * len(texts)
    texts += [*CONTROL[3:], *ROLE_MARKS[:3]]
    types += [3] * len(CONTROL[3:]) + [4] * 3
    while len(texts) % 32:
        texts.append(f"<pad{len(texts)}>")
        types.append(5)
    return Vocabulary(texts, [0.0] * len(texts), types), merges


def write(path: Path, recipe: Recipe | None = None) -> Path:
    """Write a GGUF and return its path."""
    recipe = recipe or Recipe()
    writer = gguf.GGUFWriter(path, recipe.architecture)
    vocabulary = _write_vocabulary(writer, recipe)
    writer.add_name("試験モデル")
    writer.add_context_length(recipe.context_length)
    writer.add_embedding_length(recipe.width)
    writer.add_block_count(recipe.blocks if recipe.said_blocks is None else recipe.said_blocks)
    writer.add_feed_forward_length(2 * recipe.width)
    writer.add_head_count(2)
    writer.add_head_count_kv(2)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(recipe.width // 2)
    writer.add_file_type(0)
    if recipe.template is not None:
        writer.add_chat_template(recipe.template)
    for name, values in _weights(recipe, vocabulary).items():
        writer.add_tensor(name, values)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _write_vocabulary(writer: gguf.GGUFWriter, recipe: Recipe) -> Vocabulary:
    if recipe.byte_pairs:
        vocabulary, merges = byte_pair_vocabulary()
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre("qwen2")
        writer.add_token_merges(merges)
        end = vocabulary.texts.index("<|im_end|>")
    else:
        vocabulary = sentencepiece_vocabulary()
        writer.add_tokenizer_model("llama")
        writer.add_token_scores(vocabulary.scores)
        writer.add_add_space_prefix(recipe.space_prefix)
        writer.add_bos_token_id(1)
        writer.add_unk_token_id(0)
        end = 2
    writer.add_token_list(vocabulary.texts)
    writer.add_token_types(vocabulary.types)
    writer.add_eos_token_id(end)
    writer.add_add_bos_token(recipe.add_bos)
    writer.add_add_eos_token(False)
    return vocabulary


def _weights(recipe: Recipe, vocabulary: Vocabulary) -> dict[str, np.ndarray]:
    random = np.random.default_rng(recipe.seed)
    width = recipe.width

    def drawn(*shape: int) -> np.ndarray:
        return (random.standard_normal(shape) * 0.2).astype(np.float32)

    size = len(vocabulary.texts)
    found = {
        "token_embd.weight": drawn(size, width),
        "output_norm.weight": np.ones(width, np.float32),
        "output.weight": drawn(size, width),
    }
    found["output.weight"][[vocabulary.texts.index(each) for each in CONTROL if each in vocabulary.texts]] = 0
    if recipe.ends:         # the first dimension is large and positive for whatever token came last
        found["token_embd.weight"][:, 0] = 50
        found["output.weight"][vocabulary.texts.index("<|im_end|>"), 0] = 1000
    for block in range(recipe.blocks):
        found |= {
            f"blk.{block}.attn_norm.weight": np.ones(width, np.float32),
            f"blk.{block}.ffn_norm.weight": np.ones(width, np.float32),
            f"blk.{block}.ffn_gate.weight": drawn(2 * width, width),
            f"blk.{block}.ffn_up.weight": drawn(2 * width, width),
            f"blk.{block}.ffn_down.weight": drawn(width, 2 * width),
        }
        for each in ("q", "k", "v", "output"):
            found[f"blk.{block}.attn_{each}.weight"] = drawn(width, width)
    return found


Make = Callable[[Path], Path]


def write_not_a_gguf(path: Path) -> Path:
    """A text under the name of a model."""
    path.write_text("特許請求の範囲", encoding="utf-8")
    return path


def write_truncated(path: Path, share: float = 0.5) -> Path:
    """A model that ends too early."""
    data = write(path).read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    return path


def write_unknown_architecture(path: Path) -> Path:
    """A model of an architecture that nobody knows."""
    return write(path, replace(Recipe(), architecture="hishoformer"))


def write_without_blocks(path: Path) -> Path:
    """Header says 0 blocks: llama.cpp ends the process with SIGABRT."""
    return write(path, replace(Recipe(), said_blocks=0))
