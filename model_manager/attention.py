"""What each architecture's layers remember: all tokens, a window of them, or a state, as data.

Source: `load_arch_hparams` of each file in llama.cpp's `src/models/`, `create_memory` of
`src/llama-model.cpp` and `n_embd_r`, `n_embd_s` of `src/llama-hparams.cpp`, commit 0c1e57098, in
llama-cpp-python 0.3.36. To be read again with every change of that version. Special caches that only very
large models have (the indexers of deepseek32, deepseek4, glm-dsa, minimax-m3 and their like) are not in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from model_manager.gguf import MAX_CONTEXT, Array, Contents

_MAX_STATE = 1 << 16                # of each width within a state


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers that a header has for the model, and for each of its `blocks`."""

    contents: Contents
    blocks: int

    @property
    def architecture(self) -> str:
        """The model's architecture."""
        return self.contents.text("general.architecture")

    def has(self, key: str) -> bool:
        """Whether it says anything under this key."""
        return self.contents.key(f"*.{key}") in self.contents.untrusted

    def array(self, key: str) -> tuple[int, ...] | None:
        """An array that has a number for each block; None if there is none, or a single number."""
        value = self.contents.untrusted.get(self.contents.key(f"*.{key}"))
        if not isinstance(value, Array):
            return None
        if value.length < self.blocks or len(value.numbers) != value.length:
            raise self.contents.damaged(f"*.{key}")
        return value.numbers[: self.blocks]

    def each(self, key: str, limit: int, default: Sequence[int] = ()) -> tuple[int, ...]:
        """A number for each block, be it one for all or an array; `default`, or zeros, if there is none."""
        found = self.array(key)
        if found is None:
            if default and not self.has(key):
                return tuple(default)
            return (self.contents.number(f"*.{key}", limit),) * self.blocks
        if not all(0 <= number <= limit for number in found):
            raise self.contents.damaged(f"*.{key}")
        return found

    def one(self, key: str, limit: int) -> int:
        """A number for the whole model; of an array the largest, as where an architecture varies it."""
        return max(self.each(key, limit))


@dataclass(frozen=True, slots=True)
class _Windows:
    """Which layers look back only so far. Without a pattern in the file every `period`-th looks back all the
    way: the last of each period, or the first. `period` 0: the file has to have a pattern.
    """

    period: int
    window: int = 0                 # where the file does not say
    first_is_full: bool = False
    fixed: bool = False             # whatever the file says


_WINDOWS = {
    "afmoe": _Windows(4), "cohere2": _Windows(4), "cohere2moe": _Windows(4, first_is_full=True),
    "dots3note": _Windows(0), "exaone-moe": _Windows(4, 128), "gemma2": _Windows(2, 4096),
    "gemma3": _Windows(6), "gemma3n": _Windows(5), "gemma4": _Windows(0), "gpt-oss": _Windows(2),
    "granite_swa": _Windows(0), "laguna": _Windows(4, first_is_full=True), "maple": _Windows(0),
    "mellum": _Windows(4), "mimo2": _Windows(0), "muse-glimmer": _Windows(4), "olmo2": _Windows(4),
    "plamo3": _Windows(8), "spark2_5": _Windows(0), "step35": _Windows(0),
    "smallthinker": _Windows(4, 4096, first_is_full=True, fixed=True),
    "llama4": _Windows(4, 8192, fixed=True),
}
_ONLY_IF_SAID = frozenset({"smallthinker"})     # no window without the key, though its value is not used
_EXAONE4_WITH_WINDOWS = 64                      # layers
_REMEMBERS_NOTHING = frozenset((
    "bert", "jina-bert-v2", "jina-bert-v3", "nomic-bert", "nomic-bert-moe", "neo-bert", "eurobert",
    "wavtokenizer-dec", "modern-bert", "gemma-embedding", "dream", "llada", "llada-moe", "rnd1",
))
_RECURRENT = frozenset({"mamba", "mamba2", "rwkv6", "rwkv6qwen2", "rwkv7", "arwkv7"})
_RECURRENT_WITHOUT_KV_HEADS = frozenset((
    "jamba", "plamo2", "granitehybrid", "lfm2", "lfm2moe", "kimi-linear", "kimi-k3", "bailingmoe3",
    "glm5-next",
))
_NEMOTRON_H = frozenset({"nemotron_h", "nemotron_h_moe"})
_FULL_EVERY = {"qwen3next": 4, "qwen35": 4, "qwen35moe": 4, "qwen4exp": 4, "minimax-01": 8}
_GEMMA3N_WITH_KV = 20


def window_pattern(numbers: Numbers) -> tuple[int, ...]:
    """How far each layer looks back; 0 for all the way. Raises GgufDamagedError."""
    architecture = numbers.architecture
    said = numbers.contents.number("*.attention.sliding_window", MAX_CONTEXT)
    if architecture in ("lfm2", "lfm2moe") and said:
        return tuple(said if kv else 0 for kv in numbers.each("attention.head_count_kv", MAX_CONTEXT))
    rule = _WINDOWS.get(architecture)
    if architecture == "exaone4" and numbers.blocks == _EXAONE4_WITH_WINDOWS:
        rule = _Windows(4, 4096)
    window = _window(numbers, rule, said) if rule else 0
    if not rule or not window:
        return (0,) * numbers.blocks
    pattern = numbers.array("attention.sliding_window_pattern")
    if pattern is not None:
        return tuple(window if each else 0 for each in pattern)
    period = numbers.contents.number("*.attention.sliding_window_pattern", MAX_CONTEXT) or rule.period
    if not period:
        raise numbers.contents.damaged("*.attention.sliding_window_pattern")
    full = 0 if rule.first_is_full else period - 1
    return tuple(0 if at % period == full else window for at in range(numbers.blocks))


def _window(numbers: Numbers, rule: _Windows, said: int) -> int:
    if not numbers.has("attention.sliding_window"):
        return 0 if numbers.architecture in _ONLY_IF_SAID else rule.window
    return rule.window if rule.fixed and said else said


def recurrent_pattern(
    numbers: Numbers, kv_heads: Sequence[int], feed_forward: Sequence[int]
) -> tuple[tuple[bool, ...], tuple[bool, ...]]:
    """Which layers keep a state, and which remember tokens. Raises GgufDamagedError."""
    architecture, count = numbers.architecture, numbers.blocks
    trunk = count - numbers.contents.number("*.nextn_predict_layers", count)    # the rest is never asked
    if architecture in _REMEMBERS_NOTHING:
        return (False,) * count, (False,) * count
    if architecture in _RECURRENT:
        return (True,) * count, (False,) * count
    if architecture == "falcon-h1":
        return (True,) * count, (True,) * count
    if architecture in _NEMOTRON_H:
        plain = [at < trunk and not feed_forward[at] for at in range(count)]
        return (
            tuple(plain[at] and not kv_heads[at] for at in range(count)),
            tuple(plain[at] and kv_heads[at] > 0 for at in range(count)),
        )
    states = [False] * count
    if architecture in _RECURRENT_WITHOUT_KV_HEADS:
        states = [not kv_heads[at] for at in range(count)]
    elif architecture in _FULL_EVERY:
        states = _listed_or_periodic(numbers, _FULL_EVERY[architecture])
    with_kv = _with_own_kv(numbers, trunk if trunk else count)
    return (
        tuple(states[at] and at < trunk for at in range(count)),
        tuple(at < with_kv and not states[at] for at in range(count)),
    )


def _listed_or_periodic(numbers: Numbers, usual: int) -> list[bool]:
    listed = numbers.array("attention.recurrent_layers")
    if listed is not None:
        return [each != 0 for each in listed]
    period = numbers.contents.number("*.full_attention_interval", MAX_CONTEXT) or usual
    return [(at + 1) % period != 0 for at in range(numbers.blocks)]


def _with_own_kv(numbers: Numbers, trunk: int) -> int:
    """How many layers, from the first, have a cache of their own; the others look into those."""
    if numbers.architecture == "gemma3n":
        return min(trunk, _GEMMA3N_WITH_KV)
    if numbers.architecture == "gemma4":
        shared = numbers.contents.number("*.attention.shared_kv_layers", numbers.blocks)
        return min(trunk, numbers.blocks - shared)
    return trunk


def recurrent_numbers(numbers: Numbers, width: int, heads: int) -> int:
    """How many numbers the state of one recurrent layer has, for one sequence. Raises GgufDamagedError."""

    def one(key: str) -> int:
        return numbers.one(key, _MAX_STATE)

    if size := one("wkv.head_size"):
        shifts = one("token_shift_count") if numbers.has("token_shift_count") else 2
        return shifts * width + width * size
    if cache := one("shortconv.l_cache"):
        return width * (cache - 1)
    kernel = one("ssm.conv_kernel")
    if size := one("kda.head_dim"):
        return 3 * (kernel - 1 if kernel else 3) * heads * size + size * size * heads
    if numbers.architecture == "minimax-01":
        size = one("attention.key_length") or (width // heads if heads else 0)
        return size * size * heads
    inner, state = one("ssm.inner_size"), one("ssm.state_size")
    return max(kernel - 1, 0) * (inner + 2 * one("ssm.group_count") * state) + state * inner
