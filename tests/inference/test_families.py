"""Every family is known by its marks and asked token for token as its own template has it, in each kind of
vocabulary.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2
import pytest

from desktop.chat.conversation import Role
from desktop.inference.families import Clues, family_of
from desktop.inference.prompter import ModelFacts, Prompter
from desktop.inference.protocol import PromptMessage, Thinking
from desktop.inference.reply import Format
from desktop.inference.sampling import Sampling
from desktop.inference.tokens import WholeCharacters
from tests.inference import family_templates as templates
from tests.inference import vocabularies
from tests.inference.vocabularies import KINDS, LoadedVocabulary, Made, characters_of

SYSTEM = PromptMessage(Role.SYSTEM, "簡潔に答える。")
ASK = PromptMessage(Role.USER, "発明とは何ですか the user")
ANSWER = PromptMessage(Role.ASSISTANT, "技術的思想です。\n- in\n- an")
AGAIN = PromptMessage(Role.USER, "請求項は?")
LLM_JP_3_SYSTEM = "以下は、タスクを説明する指示です。要求を適切に満たす応答を書きなさい。"
HARMONY_HEAD = (
    "<|start|>system<|message|>You are LLM-jp-4, a model.\nKnowledge cutoff: 2025-12\nReasoning: medium\n\n"
    "# Valid channels: analysis, commentary, final. Channel must be included for every message.<|end|>"
)
RAKUTEN_HEAD = (
    "<s>A chat between a curious user and an artificial intelligence assistant. "
    "The assistant gives helpful, detailed, and polite answers to the user's questions."
)


@dataclass(frozen=True, slots=True)
class Case:
    """A model of a family, and the prompt for one question as its documentation has it."""

    family: str
    template: str
    marks: tuple[str, ...]
    expected: str
    name: str = ""
    own: tuple[str, ...] = ()
    system: str = ""                # what goes before a question that nobody has put anything before
    form: Format = Format.PLAIN


CASES = {
    "sarashina2.2": Case(
        "sarashina", templates.SARASHINA, (), f"<|user|>{ASK.text}</s><|assistant|>",
        own=templates.ROLE_MARKS, name="sarashina2.2-3b-instruct-v0.1",
    ),
    "llm-jp-3.1": Case(
        "llm-jp-3", templates.LLM_JP_3, (),
        f"<s>{LLM_JP_3_SYSTEM}\n\n### 指示:\n{ASK.text}\n\n### 応答:\n", system=LLM_JP_3_SYSTEM,
    ),
    "llm-jp-4": Case(
        "llm-jp-4", templates.HARMONY, templates.HARMONY_MARKS,
        f"{HARMONY_HEAD}<|start|>user<|message|>{ASK.text}<|end|><|start|>assistant", form=Format.HARMONY,
    ),
    "swallow v0.5": Case(
        "llama-3", templates.LLAMA_3, templates.LLAMA_3_MARKS,
        f"<s><|start_header_id|>user<|end_header_id|>\n\n{ASK.text}<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n",
    ),
    "qwen3-swallow": Case(
        "chatml", templates.CHATML_THINKING, templates.CHATML_MARKS,
        f"<|im_start|>user\n{ASK.text}<|im_end|>\n<|im_start|>assistant\n", own=templates.THINK_MARKS,
        form=Format.THINK,
    ),
    "rakutenai": Case(
        "rakutenai", templates.RAKUTEN, (), f"{RAKUTEN_HEAD} USER: {ASK.text} ASSISTANT:"
    ),
    "Swallow-MS-7b": Case(
        "swallow-ms", templates.SWALLOW_MS, (),
        "<s>[INST] <<SYS>>\nあなたは誠実で優秀な日本人のアシスタントです。\n<</SYS>>\n\n"
        f"{ASK.text} [/INST] ",
        name="Swallow-MS-7b-instruct-v0.1", system="あなたは誠実で優秀な日本人のアシスタントです。",
    ),
    "plamo translate": Case(
        "plamo", templates.PLAMO_TRANSLATE, ("<|plamo:op|>",),
        f"<|plamo:op|>dataset\ntranslation\n<|plamo:op|>input lang=English\n{ASK.text}\n"
        "<|plamo:op|>output lang=Japanese\n",
    ),
    "gemma-2-llama-swallow": Case(
        "gemma", templates.GEMMA_2, templates.GEMMA_MARKS,
        f"<s><start_of_turn>user\n{ASK.text}<end_of_turn>\n<start_of_turn>model\n",
    ),
    "command-r": Case(
        "command-r", templates.COMMAND_R, templates.COMMAND_R_MARKS,
        f"<s><|START_OF_TURN_TOKEN|><|USER_TOKEN|>{ASK.text}<|END_OF_TURN_TOKEN|>"
        "<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>",
    ),
}  # fmt: skip

Loads = Callable[..., LoadedVocabulary]


@pytest.fixture
def loads(tmp_path: Path) -> Iterator[Loads]:
    """Loads vocabularies that hold every character of the cases, and closes them after the test."""
    loaded: list[LoadedVocabulary] = []

    def load(kind: str, marks: tuple[str, ...], own: tuple[str, ...] = (), *, add_bos: bool = False) -> (
        LoadedVocabulary
    ):
        said = (SYSTEM.text, ASK.text, ANSWER.text, AGAIN.text, "はい、考える。<think>/\n")
        text = characters_of(*(each.expected for each in CASES.values()), *said)
        made = Made(kind, marks, own, text, add_bos)
        path = vocabularies.write(tmp_path / f"{len(loaded)}.gguf", made)
        loaded.append(LoadedVocabulary(path))
        return loaded[-1]

    yield load
    for each in loaded:
        each.close()


def prompter_for(loaded: LoadedVocabulary, template: str, name: str = "", architecture: str = "") -> Prompter:
    return Prompter(loaded.vocabulary, ModelFacts("m.gguf", architecture, name, template))


def rendered(template: str, *messages: PromptMessage, **arguments: object) -> str:
    """What the template itself makes of the messages, without any of our precautions."""
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, autoescape=False)
    listed = [{"role": str(each.role), "content": each.text} for each in messages]
    names = {"bos_token": "<s>", "eos_token": "</s>", "add_generation_prompt": True}
    return environment.from_string(template).render(messages=listed, **names, **arguments)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_question_is_asked_token_for_token_as_documented(loads: Loads, kind: str, case: Case) -> None:
    loaded = loads(kind, case.marks, case.own)
    prompter = prompter_for(loaded, case.template, case.name)
    assert (prompter.family.name, prompter.family.form) == (case.family, case.form)
    written = prompter.write((ASK,))
    assert list(written.token_ids) == loaded.as_llama_cpp_would(case.expected)
    assert len(written.token_ids) > 10
    assert case.expected.endswith(written.opening)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_talk_is_token_for_token_what_the_template_makes_of_it(
    loads: Loads, kind: str, case: Case
) -> None:
    loaded = loads(kind, case.marks, case.own)
    first = PromptMessage(Role.SYSTEM, case.system) if case.system else SYSTEM
    talk = (ASK, ANSWER, AGAIN) if case.family == "gemma" else (first, ASK, ANSWER, AGAIN)
    given = talk[1:] if case.system else talk
    ids = prompter_for(loaded, case.template, case.name).write(given).token_ids
    assert list(ids) == loaded.as_llama_cpp_would(rendered(case.template, *talk))


def test_a_beginning_written_twice_is_one(loads: Loads) -> None:
    loaded = loads("byte pairs", templates.LLAMA_3_MARKS, add_bos=True)
    ids = prompter_for(loaded, templates.TWICE_BEGUN).write((ASK,)).token_ids
    assert list(ids) == loaded.as_llama_cpp_would(rendered(templates.LLAMA_3, ASK))


def test_what_the_card_passes_gives_way_to_what_somebody_said(loads: Loads) -> None:
    loaded = loads("sentencepiece", ())
    ids = prompter_for(loaded, templates.LLM_JP_3).write((SYSTEM, ASK)).token_ids
    assert list(ids) == loaded.as_llama_cpp_would(rendered(templates.LLM_JP_3, SYSTEM, ASK))


# -- thinking


@pytest.mark.parametrize(
    ("length", "arguments", "added"),
    [
        (Thinking.FAMILY, {}, ""),
        (Thinking.OFF, {}, "<|channel|>final<|message|>"),
        (Thinking.SHORT, {"reasoning_effort": "low"}, ""),
        (Thinking.LONG, {"reasoning_effort": "high"}, ""),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_harmony_is_told_how_long_to_think(
    loads: Loads, kind: str, length: Thinking, arguments: dict[str, str], added: str
) -> None:
    loaded = loads(kind, templates.HARMONY_MARKS)
    prompter = prompter_for(loaded, templates.HARMONY)
    assert prompter.family.lengths == (Thinking.OFF, Thinking.SHORT, Thinking.LONG)
    expected = rendered(templates.HARMONY, ASK, **arguments) + added
    assert list(prompter.write((ASK,), length).token_ids) == loaded.as_llama_cpp_would(expected)


@pytest.mark.parametrize(
    ("template", "length", "ending"),
    [
        (templates.CHATML_THINKING, Thinking.FAMILY, "assistant\n"),
        (templates.CHATML_THINKING, Thinking.OFF, "assistant\n<think>\n\n</think>\n\n"),
        (templates.CHATML_THINKING, Thinking.LONG, "assistant\n"),
        (templates.CHATML_OPENED, Thinking.OFF, "assistant\n<think>\n\n</think>\n\n"),
        (templates.CHATML_OPENED, Thinking.LONG, "assistant\n<think>\n"),
        (templates.CHATML_THINKING, Thinking.SHORT, "assistant\n"),     # this family has no such length
        (templates.CHATML_CLOSED, Thinking.OFF, "assistant\n</think>"),
        (templates.CHATML_CLOSED, Thinking.LONG, "assistant\n<think>"),
    ],
)
def test_tags_are_opened_or_closed_for_the_model(
    loads: Loads, template: str, length: Thinking, ending: str
) -> None:
    loaded = loads("byte pairs", templates.CHATML_MARKS, templates.THINK_MARKS)
    prompter = prompter_for(loaded, template)
    assert prompter.family.lengths == (Thinking.OFF, Thinking.LONG)
    written = prompter.write((ASK,), length)
    expected = f"<|im_start|>user\n{ASK.text}<|im_end|>\n<|im_start|>{ending}"
    assert list(written.token_ids) == loaded.as_llama_cpp_would(expected)
    assert expected.endswith(written.opening)


def test_a_family_that_does_not_think_offers_nothing(loads: Loads) -> None:
    prompter = prompter_for(loads("sentencepiece", (), templates.ROLE_MARKS), templates.SARASHINA)
    assert prompter.family.lengths == ()
    assert prompter.write((ASK,), Thinking.OFF) == prompter.write((ASK,))


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_is_taken_apart_by_its_tokens(loads: Loads, kind: str) -> None:
    loaded = loads(kind, templates.HARMONY_MARKS)
    prompter = prompter_for(loaded, templates.HARMONY)
    sampled = loaded.as_llama_cpp_would(
        "<|channel|>analysis<|message|>考える。<|end|><|start|>assistant<|channel|>final<|message|>はい<|end|>"
    )
    reply = prompter.reply(prompter.write((ASK,)).opening)
    characters = WholeCharacters()
    said = [reply.take(each, characters.feed(loaded.vocabulary.piece(each))) for each in sampled]
    said.append(reply.flush(""))
    assert "".join(each.text for each in said) == "はい"
    assert "".join(each.thinking for each in said) == "考える。"
    assert reply.is_over


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_ends_where_another_turn_begins(loads: Loads, kind: str) -> None:
    loaded = loads(kind, (), templates.ROLE_MARKS)
    prompter = prompter_for(loaded, templates.SARASHINA)
    reply = prompter.reply(prompter.write((ASK,)).opening)
    for each in loaded.as_llama_cpp_would("はい<|user|>"):
        assert not reply.is_over
        reply.take(each, "")
    assert reply.is_over


# -- what an earlier answer gives back


def test_kept_tokens_with_signs_of_the_format_give_way_to_the_text(loads: Loads) -> None:
    loaded = loads("byte pairs", templates.CHATML_MARKS, templates.THINK_MARKS)
    prompter = prompter_for(loaded, templates.CHATML_THINKING)
    thought = tuple(loaded.as_llama_cpp_would("<think>考える。</think>はい。"))
    plain = tuple(loaded.as_llama_cpp_would("は") + loaded.as_llama_cpp_would("い。"))
    as_text = prompter.write((ASK, PromptMessage(Role.ASSISTANT, "はい。"), AGAIN)).token_ids
    assert prompter.write((ASK, PromptMessage(Role.ASSISTANT, "はい。", thought), AGAIN)).token_ids == as_text
    kept = prompter.write((ASK, PromptMessage(Role.ASSISTANT, "はい。", plain), AGAIN)).token_ids
    assert any(kept[at : at + len(plain)] == plain for at in range(len(kept)))


def test_a_talk_after_a_thoughtful_answer_stays_the_same_from_turn_to_turn(loads: Loads) -> None:
    loaded = loads("sentencepiece", templates.HARMONY_MARKS)
    prompter = prompter_for(loaded, templates.HARMONY)
    ids = tuple(loaded.as_llama_cpp_would(
        "<|channel|>analysis<|message|>考える。<|end|><|start|>assistant<|channel|>final<|message|>はい。"
    ))
    answer = PromptMessage(Role.ASSISTANT, "はい。", ids)
    second = prompter.write((ASK, answer, AGAIN)).token_ids
    third = prompter.write((ASK, answer, AGAIN, PromptMessage(Role.ASSISTANT, "いいえ"), ASK)).token_ids
    opening = loaded.as_llama_cpp_would("<|start|>assistant")
    assert third[: len(second) - len(opening)] == second[: -len(opening)]


# -- what suits a family


@pytest.mark.parametrize(
    ("clues", "expected"),
    [
        (Clues("qwen3", "Qwen3 Swallow 8B", templates.CHATML_THINKING), Sampling(0.6, 20, 0.95, 0.0)),
        (
            Clues("qwen3", "CAT-Thinking-8B", templates.CHATML_THINKING),
            Sampling(temperature=0.8, top_p=0.95, repeat_penalty=1.05),
        ),
        (
            Clues("llama", "CAT-Translate-0.8b", templates.SARASHINA, frozenset(templates.ROLE_MARKS)),
            Sampling(temperature=0.0),
        ),
        (
            Clues("gpt-oss", "gpt-oss", templates.HARMONY.replace("LLM-jp-4", "x"),
                  frozenset(templates.HARMONY_MARKS)),
            Sampling(temperature=1.0, top_p=1.0, min_p=0.0),
        ),
        (Clues("plamo2", "plamo-2-translate", templates.PLAMO_TRANSLATE), Sampling(temperature=0.0)),
        (Clues("llama", "sarashina", templates.SARASHINA, frozenset(templates.ROLE_MARKS)), Sampling()),
    ],
)  # fmt: skip
def test_tokens_are_drawn_as_the_card_says(clues: Clues, expected: Sampling) -> None:
    assert family_of(clues).sampling == expected


def test_words_about_thinking_are_no_switch_for_it() -> None:
    template = "{# if thinking #}[INST] Think first, and thinking goes here: [THINK] {{ messages[0].text }}"
    family = family_of(Clues("llama", "x", template))
    assert (family.form, family.lengths) == (Format.THINK, ())
    switched = family_of(Clues("llama", "x", template + "{%- if not thinking %}{% endif %}"))
    assert switched.lengths == (Thinking.OFF, Thinking.LONG)
    assert switched.prefix(Thinking.OFF, "[/INST]") == "[THINK]\n\n[/THINK]\n\n"


def test_a_model_of_no_known_family_is_plain() -> None:
    family = family_of(Clues("llama", "x", "{{ messages[0].content }}"))
    assert (family.name, family.form, family.lengths, family.system) == ("", Format.PLAIN, (), "")


def test_elyza_is_told_what_its_card_passes() -> None:
    assert not family_of(Clues("llama", "Llama-3", templates.LLAMA_3)).system
    elyza = family_of(Clues("llama", "Llama-3-ELYZA-JP-8B", templates.LLAMA_3))
    assert elyza.system.startswith("あなたは誠実で優秀な")
