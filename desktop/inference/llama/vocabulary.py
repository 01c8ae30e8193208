"""Text to token ids and back, as a model's own vocabulary has it."""

import ctypes
from dataclasses import dataclass
from typing import Any

from desktop.inference.llama.library import api

_PIECE_BYTES = 512                  # grows on demand: some vocabularies have longer tokens


@dataclass(frozen=True, slots=True)
class SpecialToken:
    """A token that a tokeniser finds by its spelling before it looks at anything else."""

    token_id: int
    spelling: bytes
    is_control: bool                # and not merely user defined or the token for the unknown
    strips_left: bool
    strips_right: bool


class Vocabulary:
    """Text to token ids and back."""

    def __init__(self, handle: Any) -> None:
        self.handle = handle
        self._piece = ctypes.create_string_buffer(_PIECE_BYTES)
        self.size = int(api.llama_vocab_n_tokens(handle))
        self.bos = int(api.llama_vocab_bos(handle))
        self.eos = int(api.llama_vocab_eos(handle))
        self.endings = frozenset((self.eos, int(api.llama_vocab_sep(handle))))    # of a whole text
        self.wants_bos = bool(api.llama_vocab_get_add_bos(handle))
        self.is_sentencepiece = api.llama_vocab_type(handle) == api.LLAMA_VOCAB_TYPE_SPM

    def tokenise(self, text: bytes) -> list[int]:
        """The ids of plain text: no control token comes of it, nothing is added around it."""
        room = len(text) + 8
        ids = (api.llama_token * room)()
        count = api.llama_tokenize(self.handle, text, len(text), ids, room, False, False)
        if count < 0:
            ids = (api.llama_token * -count)()
            count = api.llama_tokenize(self.handle, text, len(text), ids, -count, False, False)
        return list(ids[:count])

    def framed(self, text: bytes) -> list[int]:
        """The ids of plain text between the tokens that this vocabulary puts around a whole one."""
        room = len(text) + 8
        ids = (api.llama_token * room)()
        count = api.llama_tokenize(self.handle, text, len(text), ids, room, True, False)
        return list(ids[: max(count, 0)])

    def piece(self, token_id: int, strip_left: int = 0) -> bytes:
        """The bytes of a token; control tokens have none. `strip_left` leading spaces are left out."""
        count = api.llama_token_to_piece(
            self.handle, token_id, self._piece, len(self._piece), strip_left, False
        )
        if count < 0:
            self._piece = ctypes.create_string_buffer(-count)
            count = api.llama_token_to_piece(self.handle, token_id, self._piece, -count, strip_left, False)
        return self._piece.raw[:count]

    def spelling(self, token_id: int) -> str:
        """How a token is written in the vocabulary; empty for an id that it does not have."""
        if not 0 <= token_id < self.size:
            return ""
        return bytes(api.llama_vocab_get_text(self.handle, token_id)).decode("utf-8", "replace")

    def ends_answer(self, token_id: int) -> bool:
        """Whether the model ends its turn with this token."""
        return bool(api.llama_vocab_is_eog(self.handle, token_id))

    def special_tokens(self) -> list[SpecialToken]:
        """All tokens found by their spelling, longest first, as llama.cpp looks for them."""
        control = api.LLAMA_TOKEN_ATTR_CONTROL
        special = control | api.LLAMA_TOKEN_ATTR_UNKNOWN | api.LLAMA_TOKEN_ATTR_USER_DEFINED
        found = []
        for token_id in range(self.size):
            attributes = api.llama_vocab_get_attr(self.handle, token_id)
            if attributes & special:
                found.append(
                    SpecialToken(
                        token_id,
                        bytes(api.llama_vocab_get_text(self.handle, token_id)),
                        bool(attributes & control),
                        bool(attributes & api.LLAMA_TOKEN_ATTR_LSTRIP),
                        bool(attributes & api.LLAMA_TOKEN_ATTR_RSTRIP),
                    )
                )
        return sorted((each for each in found if each.spelling), key=lambda each: -len(each.spelling))
