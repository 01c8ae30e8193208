"""Vocabularies made for tests, of each kind of tokeniser that chat models come with, and without weights."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import gguf
from llama_cpp import llama_cpp as api

from desktop.inference import llama
from desktop.inference.llama import Vocabulary

KINDS = ("sentencepiece", "unigram", "byte pairs", "plamo 2")
CONTROL, USER_DEFINED, NORMAL, BYTE, UNKNOWN = 3, 4, 1, 6, 2
BOS, EOS = "<s>", "</s>"
WIDTH = 64
# Pieces longer than a character: without them nothing could be merged, or merged with its surroundings.
MERGED = (
    "th", "he", "the", "in", "an", "er", "us", "user", "特許", "発明", "請求項", "です", "は、", "以下",
    "指示", "</", "s>", "<|", "|>", "im", "[IN", "ST]", "##", "###", "\n\n",
)  # fmt: skip
_SPACE = "▁"


@dataclass(frozen=True, slots=True)
class Made:
    """A vocabulary to write: `special` are the control tokens, `own` those that are user-defined."""

    kind: str
    special: tuple[str, ...]
    own: tuple[str, ...] = ()
    text: str = ""                  # all characters that the test will use
    add_bos: bool = False
    words: tuple[str, ...] = ()     # further pieces


def write(path: Path, made: Made) -> Path:
    """Write a GGUF that holds a vocabulary and nothing else."""
    writer = gguf.GGUFWriter(path, "llama")
    add_to(writer, made)
    close(writer)
    return path


def close(writer: gguf.GGUFWriter) -> None:
    """Write what was added."""
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def add_to(writer: gguf.GGUFWriter, made: Made) -> list[str]:
    """Add a vocabulary, and the shape of a small model; returns the spellings of the tokens."""
    writer.add_context_length(512)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(WIDTH)
    writer.add_head_count(2)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // 2)
    texts, types = _byte_pairs(writer, made) if made.kind == "byte pairs" else _characters(writer, made)
    writer.add_token_list(texts)
    writer.add_token_types(types)
    writer.add_bos_token_id(texts.index(BOS))
    writer.add_eos_token_id(texts.index(EOS))
    writer.add_add_bos_token(made.add_bos)
    writer.add_add_eos_token(False)
    return texts


def _listed(made: Made) -> tuple[list[str], list[int]]:
    special = [each for each in made.special if each not in {BOS, EOS}]
    texts = ["<unk>", BOS, EOS, *special, *made.own]
    types = [UNKNOWN, CONTROL, CONTROL, *[CONTROL] * len(special), *[USER_DEFINED] * len(made.own)]
    return texts, types


def _characters(writer: gguf.GGUFWriter, made: Made) -> tuple[list[str], list[int]]:
    """Bytes, single characters and a few longer pieces."""
    texts, types = _listed(made)
    scores = [0.0] * len(texts)
    texts += [f"<0x{byte:02X}>" for byte in range(256)]
    types += [BYTE] * 256
    scores += [-100.0] * 256
    # Only the unigram kind has no bytes to fall back to.
    left_out = "" if made.kind == "unigram" else "\n"
    singles = dict.fromkeys(each.replace(" ", _SPACE) for each in made.text if each not in left_out)
    pieces = [each for each in dict.fromkeys([*singles, _SPACE, *MERGED, *made.words]) if each not in texts]
    texts += pieces
    types += [NORMAL] * len(pieces)
    scores += [-3.0 / len(each) - 1 for each in pieces]
    model = {"sentencepiece": "llama", "unigram": "t5", "plamo 2": "plamo2"}[made.kind]
    writer.add_tokenizer_model(model)
    writer.add_token_scores(scores)
    writer.add_add_space_prefix(made.kind == "sentencepiece")
    writer.add_unk_token_id(0)
    return texts, types


def _byte_pairs(writer: gguf.GGUFWriter, made: Made) -> tuple[list[str], list[int]]:
    letters = _letters()
    merges, pieces = [], []
    for word in MERGED:
        spelled = "".join(letters[byte] for byte in word.encode())
        for at in range(1, len(spelled)):
            if spelled[: at + 1] not in pieces:
                merges.append(f"{spelled[:at]} {spelled[at]}")
                pieces.append(spelled[: at + 1])
    texts, types = _listed(made)
    plain = [each for each in [*letters.values(), *pieces] if each not in texts]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_merges(merges)
    return texts + plain, types + [NORMAL] * len(plain)


def _letters() -> dict[int, str]:
    """How the gpt2 kind writes each byte as a character that is seen."""
    visible = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in visible]
    return {byte: chr(byte) for byte in visible} | {byte: chr(256 + at) for at, byte in enumerate(hidden)}


class LoadedVocabulary:
    """A vocabulary as llama.cpp has loaded it; close it."""

    def __init__(self, path: Path) -> None:
        llama.start()
        parameters = api.llama_model_default_params()
        parameters.vocab_only = True
        self._model = api.llama_model_load_from_file(bytes(path), parameters)
        assert self._model, path
        self._handle = api.llama_model_get_vocab(self._model)
        self.vocabulary = Vocabulary(self._handle)

    def as_llama_cpp_would(self, text: str) -> list[int]:
        """The tokens of a whole prompt, its spellings of control tokens meant."""
        data = text.encode()
        ids = (api.llama_token * (len(data) + 8))()
        count = api.llama_tokenize(self._handle, data, len(data), ids, len(ids), False, True)
        return list(ids[:count])

    def close(self) -> None:
        api.llama_model_free(self._model)


def characters_of(*texts: Sequence[str] | str) -> str:
    """Every character of these texts once."""
    return "".join(dict.fromkeys("".join("".join(each) for each in texts)))
