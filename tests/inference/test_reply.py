"""Answers are taken apart into what is said and what was thought, in every cut, and nothing is lost."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.inference.reply import (
    HARMONY_MARKS,
    Format,
    Reader,
    Reply,
    Said,
    reader_for,
)

HARMONY_OPENING = "<|end|><|start|>assistant"
SIGNS = re.compile("(" + "|".join(map(re.escape, HARMONY_MARKS)) + ")")


def fed(reader: Reader, *pieces: str) -> Said:
    """What comes of pieces; those that spell a sign of Harmony are signs."""
    parts = [reader.mark(each) if each in HARMONY_MARKS else reader.feed(each) for each in pieces]
    parts.append(reader.finish())
    return Said("".join(each.text for each in parts), "".join(each.thinking for each in parts))


def read(form: Format, written: str, opening: str = "") -> Said:
    """What comes of a whole answer."""
    return fed(reader_for(form, opening), *(each for each in SIGNS.split(written) if each))


def harmony(written: str, opening: str = HARMONY_OPENING) -> Said:
    return read(Format.HARMONY, written, opening)


def test_a_plain_answer_is_what_it_is() -> None:
    assert read(Format.PLAIN, " <think>a</think> b\n") == Said(" <think>a</think> b\n")


@pytest.mark.parametrize(
    ("written", "opening", "expected"),
    [
        ("<think>\nまず請求項を読む。\n</think>\n\nはい。", "", Said("はい。", "まず請求項を読む。")),
        ("まず読む。\n</think>\n\nはい。", "<|im_start|>assistant\n<think>\n", Said("はい。", "まず読む。")),
        ("はい。", "<think>\n\n</think>\n\n", Said("はい。")),
        ("はい。", "", Said("はい。")),
        ("\n <think>a</think><think>b</think>c", "", Said("c", "a\n\nb")),
        ("[THINK]a[/THINK]b", "", Said("b", "a")),
        ("<think>\n\n</think>\n\nはい。", "", Said("はい。")),
        ("<think>終わらない", "", Said("", "終わらない")),
        ("<think>a <think> b</think>c", "", Said("c", "a <think> b")),
        ("<think>a</thinker></think>c", "", Said("c", "a</thinker>")),
        ("はい、<think>とは印です。</think>", "", Said("はい、<think>とは印です。</think>")),
        ("a</think>b", "", Said("a</think>b")),
        ("<thin", "", Said("<thin")),
        ("<think>a</thi", "", Said("", "a</thi")),
        ("<think>a</think>  \n", "", Said("", "a")),
        ("<think>a\n\n  b\n</think>\n    code", "", Said("code", "a\n\n  b")),
    ],
)
def test_thoughts_between_tags(written: str, opening: str, expected: Said) -> None:
    assert read(Format.THINK, written, opening) == expected


A, F, C = (f"<|channel|>{each}<|message|>" for each in ("analysis", "final", "commentary"))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (f"{A}考える。<|end|><|start|>assistant{F}はい。", Said("はい。", "考える。")),
        # A tokeniser that writes a space after every sign.
        (
            "<|channel|> analysis<|message|> 考える。 <|end|> <|start|> assistant <|channel|> final "
            "<|message|> はい。 ",
            Said("はい。", "考える。"),
        ),
        (f"{A}a<|end|><|start|>assistant{A}b<|end|><|start|>assistant{F}c", Said("c", "a\n\nb")),
        (f"{C}先に説明します。<|end|><|start|>assistant{F}はい。", Said("先に説明します。\n\nはい。")),
        (f"{A}a{F}b", Said("b", "a")),                                       # no end between
        (f"{A}a<|start|>assistant{F}b", Said("b", "a")),
        (f"{A}a<|message|>b<|end|><|start|>assistant{F}c", Said("c", "ab")),    # a sign inside
        ("<|channel|>secret<|message|>b", Said("secret b")),                    # unknown channel
        ("<|channel|>finalはい。", Said("はい。")),                              # no message sign
        ("<|channel|>analysis考える。<|end|>", Said("", "考える。")),
        ("<|channel|>final hello, there", Said("hello, there")),
        ("<|channel|>なにか", Said("なにか")),
        ("はい。そうです。", Said("はい。そうです。")),                          # no signs at all
        ("yes", Said("yes")),
        ("<|message|>はい。", Said("はい。")),
        ("<|channel|>final", Said()),
        ("<|channel|>fi", Said("fi")),
        ("<|start|>assistant", Said()),
        (f"{A}a<|end|>外の文<|start|>assistant{F}b", Said("外の文\n\nb", "a")),
        ("<|channel|>commentary to=functions.find <|constrain|>json<|message|>{}", Said("", "{}")),
        (" to=functions.find<|channel|>commentary json<|message|>{}<|call|>", Said("", "{}")),
        (f"{F}a  \n", Said("a")),
        (f"{A}a\n\n  b", Said("", "a\n\n  b")),
    ],
)
def test_channels(written: str, expected: Said) -> None:
    assert harmony(written) == expected


def test_a_prompt_that_has_opened_the_answer_needs_no_channel() -> None:
    reader = reader_for(Format.HARMONY, f"{HARMONY_OPENING}{F}")
    assert fed(reader, "はい。", "<|end|>") == Said("はい。")
    assert reader.is_over


@pytest.mark.parametrize("sign", ["<|end|>", "<|return|>", "<|call|>", "<|start|>"])
def test_the_answer_is_over_with_its_channel(sign: str) -> None:
    reader = reader_for(Format.HARMONY, HARMONY_OPENING)
    for channel, is_over in (("analysis", False), ("final", True)):
        reader.mark("<|channel|>")
        reader.feed(channel)
        reader.mark("<|message|>")
        reader.feed("a")
        assert not reader.is_over
        reader.mark(sign)
        assert reader.is_over == is_over


def test_words_beside_the_channels_do_not_end_the_answer() -> None:
    reader = reader_for(Format.HARMONY, HARMONY_OPENING)
    reader.feed("外の文")
    reader.mark("<|end|>")
    assert not reader.is_over


WORDS = st.sampled_from(
    [*HARMONY_MARKS, "<think>", "</think>", "<", ">", "</", "analysis", "final", "assistant", "to=x",
     " ", "\n", "特許", "は。", "に", "<|", "user", "json", "[THINK]", "[/THINK]", ","]
)  # fmt: skip
OPENINGS = st.sampled_from(["", "<think>\n", HARMONY_OPENING, f"{HARMONY_OPENING}{F}"])


@st.composite
def cut(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """An answer, and the same in other pieces; signs stay whole."""
    words = draw(st.lists(WORDS, max_size=24))
    pieces: list[str] = []
    for each in words:
        if each in HARMONY_MARKS or not draw(st.booleans()):
            pieces.append(each)
        else:
            at = draw(st.integers(0, len(each)))
            pieces += [each[:at], each[at:]]
    joined: list[str] = []
    for each in pieces:
        glue = joined and each not in HARMONY_MARKS and joined[-1] not in HARMONY_MARKS
        if glue and draw(st.booleans()):
            joined[-1] += each
        else:
            joined.append(each)
    return words, joined


@given(answer=cut(), form=st.sampled_from(Format), opening=OPENINGS)
def test_every_cut_gives_the_same(answer: tuple[list[str], list[str]], form: Format, opening: str) -> None:
    words, pieces = answer
    assert fed(reader_for(form, opening), *pieces) == fed(reader_for(form, opening), *words)


FORMAT_WORDS = re.compile(
    r"analysis|commentary|final|assistant|user|json|to=x|<think>|</think>|\[/?THINK]|\s"
)


@given(words=st.lists(WORDS, max_size=24), form=st.sampled_from(Format), opening=OPENINGS)
def test_nothing_is_lost_but_signs_and_white_space(words: list[str], form: Format, opening: str) -> None:
    said = fed(reader_for(form, opening), *words)
    signs_are_text = form is Format.THINK
    written = "".join(each for each in words if signs_are_text or each not in HARMONY_MARKS)
    if form is Format.PLAIN:
        assert said == Said(written)
    left = FORMAT_WORDS.sub("", said.text) + FORMAT_WORDS.sub("", said.thinking)
    assert sorted(left) == sorted(FORMAT_WORDS.sub("", written))


def test_tokens_that_are_signs_are_known_by_their_number() -> None:
    marks = {7: "<|channel|>", 8: "<|message|>", 9: "<|end|>"}
    reply = Reply(reader_for(Format.HARMONY, HARMONY_OPENING), marks)
    # One sign has a text of its own (llama.cpp writes it out), the other has none.
    said = [reply.take(7, "<|channel|>"), reply.take(1, "final"), reply.take(8, ""), reply.take(2, "はい")]
    assert "".join(each.text for each in said) == "はい"
    reply.take(9, "")
    assert reply.is_over
    assert reply.flush("\ufffd") == Said("\n\n\ufffd")


def test_a_sign_that_begins_the_next_turn_ends_the_answer() -> None:
    reply = Reply(reader_for(Format.PLAIN, ""), {}, frozenset({5}))
    assert reply.take(1, "はい") == Said("はい")
    assert reply.take(5, "<|user|>") == Said()
    assert reply.is_over
