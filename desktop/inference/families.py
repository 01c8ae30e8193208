"""What is known of families of models beyond their files: how they think, draw best, and whose turn it is.

A family is recognised by the marks of its chat template, its special tokens and its name. Sources are the
models' own cards as far as they are quoted in public records; none of it was measured by us.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from desktop.inference.protocol import Thinking
from desktop.inference.reply import CHANNEL, MESSAGE, START, THINK_TAGS, Format
from desktop.inference.sampling import Sampling

_LLM_JP_3_SYSTEM = "以下は、タスクを説明する指示です。要求を適切に満たす応答を書きなさい。"
_ELYZA_SYSTEM = (
    "あなたは誠実で優秀な日本人のアシスタントです。特に指示が無い場合は、常に日本語で回答してください。"
)
_SWALLOW_MS_SYSTEM = "あなたは誠実で優秀な日本人のアシスタントです。"
_EFFORTS = {Thinking.SHORT: "low", Thinking.LONG: "high"}
_SWITCHES = ("enable_thinking", "thinking")     # variables by which templates let thinking be switched
_EFFORT = "reasoning_effort"
_THINKING_IS_READ = re.compile(r"\{%[^%]*\b(?:if|and|or|not)\s+thinking\b")


@dataclass(frozen=True, slots=True)
class Clues:
    """What a family is recognised by: the header's architecture and name, the template, the spellings of the
    special tokens.
    """

    architecture: str = ""
    name: str = ""
    template: str = ""
    spellings: frozenset[str] = frozenset()

    def is_called(self, *words: str) -> bool:
        """Whether one of these words is in the name, however it is cased."""
        return any(each in self.name.lower() for each in words)

    def reads(self, variable: str) -> bool:
        """Whether the template speaks of this variable."""
        return variable in self.template

    def writes(self, mark: str) -> bool:
        """Whether the template or the vocabulary knows this mark."""
        return mark in self.template or mark in self.spellings


@dataclass(frozen=True, slots=True)
class Family:
    """How to talk with a family. `lengths` are the thinking that can be chosen; `switches` the template's
    variables for it, `tags` what the model writes around its thoughts. `system` is the text that the card
    always passes and the template leaves out. `turns` spell the tokens that begin another's turn. No family
    here wants its thoughts back (Harmony does within the turn of a tool, of which there are none).
    """

    name: str
    form: Format = Format.PLAIN
    lengths: tuple[Thinking, ...] = ()
    switches: frozenset[str] = frozenset()
    tags: tuple[str, str] = THINK_TAGS[0]
    sampling: Sampling = field(default_factory=Sampling)
    system: str = ""
    turns: frozenset[str] = frozenset()

    def arguments(self, thinking: Thinking) -> dict[str, Any]:
        """What the template is told of the length; nothing if it shall do as it does by itself."""
        if thinking not in self.lengths:
            return {}
        told: dict[str, Any] = {
            each: thinking is not Thinking.OFF for each in _SWITCHES if each in self.switches
        }
        if _EFFORT in self.switches and thinking in _EFFORTS:
            told[_EFFORT] = _EFFORTS[thinking]
        return told

    def prefix(self, thinking: Thinking, opening: str) -> str:
        """What is written before the answer so that nothing is thought; `opening` is what the template wrote
        there itself, which may have seen to it.
        """
        if thinking is not Thinking.OFF or thinking not in self.lengths:
            return ""
        if self.form is Format.HARMONY:
            begun = opening.rpartition(START)[2]
            return "" if MESSAGE in begun else f"{CHANNEL}final{MESSAGE}"
        start, end = self.tags
        _, opened, begun = opening.rpartition(start)
        if end in begun:
            return ""
        return f"\n{end}\n\n" if opened else f"{start}\n\n{end}\n\n"


def family_of(clues: Clues) -> Family:
    """The family of a model; a plain one without a name if it is none that we know."""
    family = _named(clues)
    if family.system and family.system in clues.template:
        family = replace(family, system="")
    return _with_thoughts(family, clues)


def _named(clues: Clues) -> Family:
    if {START, CHANNEL, MESSAGE} <= clues.spellings and clues.reads(START):
        return _harmony(clues)
    for mark, make in _BY_TEMPLATE:
        if clues.reads(mark):
            return make(clues)
    return _role_marks(clues) if "<|assistant|>" in clues.spellings else Family("")


def _with_thoughts(family: Family, clues: Clues) -> Family:
    """Whether it thinks is told by the tags and the variables that the template speaks of."""
    switches = frozenset(each for each in (*_SWITCHES, _EFFORT) if _speaks_of(clues, each))
    short = (Thinking.SHORT,) if _EFFORT in switches else ()
    lengths: tuple[Thinking, ...] = (Thinking.OFF, *short, Thinking.LONG)
    if family.form is Format.HARMONY:
        return replace(family, lengths=lengths, switches=switches & {_EFFORT})
    tags = next((pair for pair in THINK_TAGS if any(map(clues.writes, pair))), None)
    if tags is None:
        return family
    can_choose = bool(switches) or clues.reads(THINK_TAGS[0][0])
    lengths = lengths if can_choose else ()
    return replace(family, form=Format.THINK, lengths=lengths, switches=switches, tags=tags)


def _speaks_of(clues: Clues, variable: str) -> bool:
    """Whether the template reads this variable. (`thinking` is a word of many other names and texts.)"""
    return bool(_THINKING_IS_READ.search(clues.template)) if variable == "thinking" else clues.reads(variable)


def _harmony(clues: Clues) -> Family:
    if clues.is_called("llm-jp") or "LLM-jp" in clues.template:
        return Family("llm-jp-4", Format.HARMONY)
    # The card of gpt-oss: temperature 1, top-p 1.
    return Family("gpt-oss", Format.HARMONY, sampling=Sampling(temperature=1.0, top_p=1.0, min_p=0.0))


def _chatml(clues: Clues) -> Family:
    turns = frozenset({"<|im_start|>"})
    if clues.is_called("cat-thinking"):         # its card: 0.8, 0.95, 1.05 or more
        sampling = Sampling(temperature=0.8, top_p=0.95, repeat_penalty=1.05)
    elif clues.architecture.startswith("qwen3") and _speaks_of(clues, "enable_thinking"):
        # The card of Qwen3 for thinking: 0.6, 0.95, 20, 0; greedy drawing is warned of.
        sampling = Sampling(temperature=0.6, top_k=20, top_p=0.95, min_p=0.0)
    else:
        sampling = Sampling()
    return Family("chatml", sampling=sampling, turns=turns)


def _llama_3(clues: Clues) -> Family:
    system = _ELYZA_SYSTEM if clues.is_called("elyza") else ""
    return Family("llama-3", system=system, turns=frozenset({"<|start_header_id|>"}))


def _role_marks(clues: Clues) -> Family:
    """Sarashina, and others that write a role as a token."""
    is_translator = clues.is_called("cat-translate")        # its card: greedy
    sampling = Sampling(temperature=0.0) if is_translator else Sampling()
    name = "sarashina" if is_translator or clues.is_called("sarashina") else ""
    return Family(name, sampling=sampling, turns=frozenset({"<|system|>", "<|user|>", "<|assistant|>"}))


def _instructed(clues: Clues) -> Family:
    return Family("swallow-ms", system=_SWALLOW_MS_SYSTEM) if clues.is_called("swallow") else Family("inst")


def _plamo_translate(_clues: Clues) -> Family:
    return Family("plamo", sampling=Sampling(temperature=0.0), turns=frozenset({"<|plamo:op|>"}))


def _gemma(_clues: Clues) -> Family:
    return Family("gemma", turns=frozenset({"<start_of_turn>"}))


def _command_r(_clues: Clues) -> Family:
    return Family("command-r", turns=frozenset({"<|START_OF_TURN_TOKEN|>"}))


def _llm_jp_3(_clues: Clues) -> Family:
    return Family("llm-jp-3", system=_LLM_JP_3_SYSTEM)


def _rakuten(_clues: Clues) -> Family:
    return Family("rakutenai")


_BY_TEMPLATE: tuple[tuple[str, Callable[[Clues], Family]], ...] = (
    ("<|plamo:op|>", _plamo_translate),
    ("<|start_header_id|>", _llama_3),
    ("<|im_start|>", _chatml),
    ("<start_of_turn>", _gemma),
    ("<|START_OF_TURN_TOKEN|>", _command_r),
    ("### 指示:", _llm_jp_3),
    ("[INST]", _instructed),
    ("ASSISTANT:", _rakuten),
)
