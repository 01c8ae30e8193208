"""The guide's vocabulary: control tokens, bytes, characters, frequent pieces. We split as llama.cpp does.

Pieces never cross from one script to another, so a text is split into runs and each run encoded by itself.
"""

import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

UNKNOWN, SYSTEM, USER, ASSISTANT, END = "<unk>", "<|system|>", "<|user|>", "<|assistant|>", "<|end|>"
CONTROLS = (UNKNOWN, SYSTEM, USER, ASSISTANT, END)
FIRST_BYTE = len(CONTROLS)
FIRST_CHARACTER = FIRST_BYTE + 256

# llama.cpp writes a space as U+2581 in this kind of vocabulary.
SPACE = "\u2581"

LEAST_COUNT = 4
_RUN = re.compile(r" ?[A-Za-z]+(?:'[a-z]+)?|[\u3041-\u3096]+|[\u30a1-\u30fc]+|[\u4e00-\u9fff]+|.", re.DOTALL)

# A system message is read and not followed: the guide knows nothing but its dialogues.
CHAT_TEMPLATE = (
    "{%- for message in messages -%}"
    "{{- '<|' + message['role'] + '|>' + message['content'] + '<|end|>' -}}"
    "{%- endfor -%}"
    "{%- if add_generation_prompt -%}{{- '<|assistant|>' -}}{%- endif -%}"
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Characters and pieces in the order of their ids; a character that is missing is spelt in bytes."""

    characters: tuple[str, ...]
    pieces: tuple[str, ...]
    ids: dict[str, int]
    known: dict[str, tuple[int, ...]] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Rows of the embedding: rounded up to 32, as a quantised row asks for."""
        return (FIRST_CHARACTER + len(self.ids) + 31) // 32 * 32

    def encode(self, text: str, rng: random.Random | None = None, loss: float = 0.0) -> list[int]:
        """Token ids of plain text; it can never produce a control token.

        With `rng`, merges are left out with the chance `loss`: so the network also learns smaller pieces.
        """
        result: list[int] = []
        for run in _RUN.findall(text):
            if rng is not None and rng.random() < loss:
                result += self._encode_run(run, rng, loss)
                continue
            found = self.known.get(run)
            if found is None:
                found = self.known[run] = tuple(self._encode_run(run, None, 0.0))
            result += found
        return result

    def _encode_run(self, run: str, rng: random.Random | None, loss: float) -> list[int]:
        """Join the pair that makes the best piece, the leftmost of equals, until none is left."""
        parts = list(run)
        refused: set[tuple[str, int]] = set()
        while True:
            best: tuple[int, int] | None = None
            for at in range(len(parts) - 1):
                joined = self.ids.get(parts[at] + parts[at + 1])
                if (
                    joined is not None
                    and (parts[at] + parts[at + 1], at) not in refused
                    and (best is None or joined < best[0])
                ):
                    best = joined, at
            if best is None:
                break
            at = best[1]
            if rng is not None and rng.random() < loss * 2:
                refused.add((parts[at] + parts[at + 1], at))
                continue
            parts[at : at + 2] = [parts[at] + parts[at + 1]]
        result: list[int] = []
        for part in parts:
            known = self.ids.get(part)
            result += [known] if known is not None else [FIRST_BYTE + byte for byte in part.encode("utf-8")]
        return result

    def texts(self) -> list[str]:
        """The text of every token as the GGUF stores it."""
        texts = [*CONTROLS, *(f"<0x{byte:02X}>" for byte in range(256))]
        texts += [text.replace(" ", SPACE) for text in self.ids]
        return texts + [f"<|unused{index}|>" for index in range(self.size - len(texts))]


def restore(characters: Sequence[str], pieces: Sequence[str]) -> Vocabulary:
    """A vocabulary from its lists."""
    ids = {text: FIRST_CHARACTER + index for index, text in enumerate([*characters, *pieces])}
    return Vocabulary(tuple(characters), tuple(pieces), ids)


def vocabulary(texts: Sequence[str], pieces: int) -> Vocabulary:
    """Every character of the texts, all of ASCII and kana, and the most frequent pieces."""
    present = {character for text in texts for character in text if character.isprintable()}
    present |= {chr(code) for code in range(0x20, 0x7F)} | {chr(code) for code in range(0x3041, 0x30FF)}
    return restore(sorted(present), _frequent_pieces(texts, pieces))


def _frequent_pieces(texts: Iterable[str], most: int) -> list[str]:
    """Byte-pair encoding's merges in their order, each named by what it makes."""
    runs = Counter(run for text in texts for form in (text, text.lower()) for run in _RUN.findall(form))
    words = [(list(run), count) for run, count in sorted(runs.items()) if len(run) > 1]
    pairs: Counter[tuple[str, str]] = Counter()
    for parts, count in words:
        for pair in pairwise(parts):
            pairs[pair] += count
    made: list[str] = []
    while len(made) < most:
        pair, count = max(pairs.items(), key=lambda item: (item[1], item[0]))
        if count < LEAST_COUNT:
            break
        joined = "".join(pair)
        if joined not in made:
            made.append(joined)
        for parts, often in words:
            if joined in "".join(parts):
                _merge(parts, pair, often, pairs)
        pairs[pair] = 0
    return made


def _merge(parts: list[str], pair: tuple[str, str], often: int, pairs: Counter[tuple[str, str]]) -> None:
    before = list(pairwise(parts))
    if pair not in before:
        return
    at = 0
    while at < len(parts) - 1:
        if (parts[at], parts[at + 1]) == pair:
            parts[at : at + 2] = ["".join(pair)]
        at += 1
    for each in before:
        pairs[each] -= often
    for each in pairwise(parts):
        pairs[each] += often
