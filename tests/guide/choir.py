"""Greedy answers to many prompts at once, in several sequences of one context."""

import ctypes
from collections.abc import Sequence

import numpy as np
from llama_cpp import llama_cpp as api

from desktop.inference.llama import Model
from desktop.inference.tokens import WholeCharacters

_VOICES = 32
_TOKENS_EACH = 512
_BATCH = 2048
_LONGEST_ANSWER = 200


class Choir:
    """Answers prompts in groups. An answer that does not end by the model's own end token is None.

    With one thread: several would wait for each other at every layer, spinning, and a second worker of the
    tests has the other processor.
    """

    def __init__(self, model: Model, threads: int = 1) -> None:
        parameters = api.llama_context_default_params()
        parameters.n_ctx = _VOICES * _TOKENS_EACH
        parameters.n_seq_max = _VOICES
        parameters.n_batch = parameters.n_ubatch = _BATCH
        parameters.n_threads = parameters.n_threads_batch = threads
        parameters.no_perf = True
        self._vocabulary = model.vocabulary
        self._context = api.llama_init_from_model(model.handle, parameters)
        assert self._context
        self._memory = api.llama_get_memory(self._context)
        self._batch = api.llama_batch_init(_BATCH, 0, 1)

    def close(self) -> None:
        """Give the memory back."""
        api.llama_batch_free(self._batch)
        api.llama_free(self._context)

    def answers(self, prompts: Sequence[Sequence[int]]) -> list[str | None]:
        """The greedy answer to each prompt, in order."""
        order = sorted(range(len(prompts)), key=lambda at: len(prompts[at]))
        found: list[str | None] = [None] * len(prompts)
        group: list[int] = []
        for at in order:
            if len(group) == _VOICES or sum(len(prompts[each]) for each in [*group, at]) > _BATCH:
                self._sing(group, prompts, found)
                group = []
            group.append(at)
        if group:
            self._sing(group, prompts, found)
        return found

    def _sing(self, group: Sequence[int], prompts: Sequence[Sequence[int]], found: list[str | None]) -> None:
        api.llama_memory_clear(self._memory, False)
        said: list[list[int]] = [[] for _ in group]
        lengths = [len(prompts[at]) for at in group]
        feed = [(voice, list(prompts[at])) for voice, at in enumerate(group)]
        for _ in range(_LONGEST_ANSWER):
            next_feed = []
            for (voice, tokens), chosen in zip(feed, self._decode(feed, lengths, said), strict=True):
                assert tokens
                if self._vocabulary.ends_answer(chosen):
                    found[group[voice]] = self._text(said[voice])
                else:
                    said[voice].append(chosen)
                    next_feed.append((voice, [chosen]))
            feed = next_feed
            if not feed:
                return

    def _decode(
        self, feed: Sequence[tuple[int, list[int]]], lengths: Sequence[int], said: Sequence[Sequence[int]]
    ) -> list[int]:
        """Evaluate the tokens of each voice; the most probable next token of each."""
        batch, place, lasts = self._batch, 0, []
        for voice, tokens in feed:
            first = lengths[voice] + len(said[voice]) - len(tokens)
            for offset, token in enumerate(tokens):
                batch.token[place] = token
                batch.pos[place] = first + offset
                batch.n_seq_id[place] = 1
                batch.seq_id[place][0] = voice
                batch.logits[place] = offset == len(tokens) - 1
                place += 1
            lasts.append(place - 1)
        batch.n_tokens = place
        assert api.llama_decode(self._context, batch) == 0
        size = self._vocabulary.size
        rows = (api.llama_get_logits_ith(self._context, last) for last in lasts)
        return [
            int(np.argmax(np.ctypeslib.as_array(ctypes.cast(row, ctypes.POINTER(ctypes.c_float)), (size,))))
            for row in rows
        ]

    def _text(self, tokens: Sequence[int]) -> str:
        characters = WholeCharacters()
        return (
            "".join(characters.feed(self._vocabulary.piece(token)) for token in tokens) + characters.flush()
        )
