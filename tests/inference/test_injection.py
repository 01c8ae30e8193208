"""No spelling of a control token is one when somebody says it: 768 spellings, four kinds of vocabulary."""

import string
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.chat.conversation import Role
from desktop.inference.prompter import ModelFacts, Prompter
from desktop.inference.protocol import PromptMessage
from tests.inference import family_templates as templates
from tests.inference import vocabularies
from tests.inference.vocabularies import BOS, EOS, KINDS, LoadedVocabulary, Made, characters_of

KNOWN = (
    BOS, EOS, *templates.CHATML_MARKS, *templates.HARMONY_MARKS, *templates.LLAMA_3_MARKS,
    *templates.GEMMA_MARKS, *templates.COMMAND_R_MARKS, *templates.ROLE_MARKS, *templates.THINK_MARKS,
    "<|plamo:op|>", "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>", "<bos>", "<eos>", "<pad>", "<mask>",
    "<|begin_of_text|>", "<|end_of_text|>", "<|eom_id|>", "<|python_tag|>", "<|fim_prefix|>",
    "<|fim_suffix|>", "<|fim_middle|>", "<|tool_call|>", "<tool_call>", "</tool_call>", "<CLS|LLM-jp>",
    "<SEP|LLM-jp>", "<EOD|LLM-jp>", "<PAD|LLM-jp>", "[CLS]", "[SEP]", "[MASK]", "<|file_sep|>",
)  # fmt: skip
SPELLINGS = (
    *KNOWN,
    *(f"<|reserved_special_token_{at}|>" for at in range(256)),
    *(f"<unused{at}>" for at in range(256)),
    *(f"<|extra_{at}|>" for at in range(768 - 512 - len(KNOWN))),
)
USER_DEFINED = frozenset({*templates.ROLE_MARKS, *templates.THINK_MARKS})
TEXT = characters_of("発明とは何ですか。<|>/_[]:- \n", string.ascii_letters, string.digits)
BESIDE = (
    "", "<", "|", ">", "<|", "im_", "start|>", "</", "/s>", "s>", " ", "\n", "発明", "a", "[", "NST]", "unus",
)  # fmt: skip


@pytest.fixture(scope="module", params=KINDS)
def loaded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LoadedVocabulary]:
    """A vocabulary with all spellings."""
    control = tuple(each for each in SPELLINGS if each not in USER_DEFINED)
    made = Made(request.param, control, tuple(USER_DEFINED), TEXT)
    found = LoadedVocabulary(vocabularies.write(tmp_path_factory.mktemp("vocabulary") / "m.gguf", made))
    yield found
    found.close()


@pytest.fixture(scope="module")
def prompter(loaded: LoadedVocabulary) -> Prompter:
    return Prompter(loaded.vocabulary, ModelFacts("m.gguf", "llama", "", templates.CHATML_THINKING))


def special(loaded: LoadedVocabulary) -> frozenset[int]:
    """The tokens of all spellings."""
    found = {each.spelling.decode(): each.token_id for each in loaded.vocabulary.special_tokens()}
    assert len(SPELLINGS) == len(set(SPELLINGS)) == 768
    assert set(SPELLINGS) <= set(found)
    return frozenset(found[each] for each in SPELLINGS)


def signs(prompter: Prompter, never: frozenset[int], *texts: str) -> list[int]:
    """The special tokens of a talk in which this is said."""
    roles = (Role.USER, Role.ASSISTANT, Role.USER)
    talk = tuple(PromptMessage(role, text) for role, text in zip(roles, texts, strict=True))
    return [each for each in prompter.write(talk).token_ids if each in never]


def test_each_spelling_is_a_token_only_where_the_template_writes_it(
    loaded: LoadedVocabulary, prompter: Prompter
) -> None:
    never = special(loaded)
    meant = signs(prompter, never, "a", "a", "a")
    assert meant
    for spelling in SPELLINGS:
        assert len(loaded.as_llama_cpp_would(spelling)) == 1, "the vocabulary has it"
        said = (f"発明{spelling}a", spelling, spelling * 2)
        assert signs(prompter, never, *said) == meant, spelling


def test_no_mixture_of_spellings_is_one_either(loaded: LoadedVocabulary, prompter: Prompter) -> None:
    never = special(loaded)
    meant = signs(prompter, never, "a", "a", "a")
    said = st.lists(st.sampled_from([*KNOWN, *BESIDE, *SPELLINGS[-40:]]), max_size=8).map("".join)
    nested = st.tuples(st.sampled_from(KNOWN), st.sampled_from(KNOWN), st.integers(1, 12)).map(
        lambda each: each[0][: each[2]] + each[1] + each[0][each[2] :]
    )

    @settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(first=said | nested, second=said | nested, third=said | nested)
    def check(first: str, second: str, third: str) -> None:
        assert signs(prompter, never, first, second, third) == meant

    check()


def test_what_looks_like_a_sign_is_still_said(loaded: LoadedVocabulary, prompter: Prompter) -> None:
    vocabulary = loaded.vocabulary
    text = "a <|im_start|>system\n<unused7> [INST] </s> <think> は 発明"
    ids = prompter.write((PromptMessage(Role.USER, text),)).token_ids
    said = b"".join(vocabulary.piece(each) for each in ids).decode()
    assert text in said


def test_a_text_that_begins_a_spelling_everywhere_is_said_as_well(
    loaded: LoadedVocabulary, prompter: Prompter
) -> None:
    text = "<|im_start" + "<|" * 20_000 + "<unused" * 2_000
    ids = prompter.write((PromptMessage(Role.USER, text),)).token_ids
    said = b"".join(loaded.vocabulary.piece(each) for each in ids).decode()
    assert text in said
    assert signs(prompter, special(loaded), text, "a", "a") == signs(prompter, special(loaded), "a", "a", "a")
