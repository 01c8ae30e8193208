"""Texts that a reader takes for the same are the same; and every place of a folded text leads back."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.chat.folding import Folded, clusters, fold, query_words

SIGNS = st.sampled_from(
    list("特許発明の、。ーがカかガｶﾞﾟヷヴっッＡaBｂ１①㌔㎛㍿𠮷🧪é\"「」' \n-－‐〜′")
    + list("髙葛ÉΣςßﬁİ\u0301\u3099한\u1161\ue000")
)
TEXTS = st.text(st.one_of(SIGNS, st.characters(codec="utf-8")), max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("バインダー", "ﾊﾞｲﾝﾀﾞｰ"), ("バインダー", "ばいんだー"), ("ヴァイオリン", "ゔぁいおりん"),
        ("ヷ", "わ\u3099"), ("が", "か\u3099"),
        ("10a", "１０Ａ"), ("10-a", "１０－Ａ"), ("10-a", "10‐a"), ("10-a", "10−a"), ("10-a", "10–a"),
        ("10'", "10′"), ("10''", "10″"), ("10’", "10'"), ("5~20", "5〜20"), ("5~20", "5～20"), ("μm", "㎛"),
        ("µ", "μ"), ("STRASSE", "straße"), ("ΟΔΟΣ", "οδος"), ("“固体”", '"固体"'), ("①", "1"),
    ],
)  # fmt: skip
def test_these_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ボツ", "ボッ"), ("ビール", "ビル"), ("ゐ", "い"), ("ハ", "バ"), ("10a", "10b"), ("ー", "-"),
        ("一", "ー"),
    ],
)  # fmt: skip
def test_these_are_two(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_what_is_folded_stays_so(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert "\0" not in fold(text)
    assert not any(unicodedata.category(each) == "Co" and each < "\uf900" for each in fold(text))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.integers(0, 60), st.integers(1, 8))
def test_a_place_found_is_the_text_that_was_sought(text: str, start: int, length: int) -> None:
    whole = Folded(text)
    word = whole.folded[start : start + length]
    spans = whole.spans([word]) if word.strip() else []
    assert bool(spans) == bool(word.strip())
    for begin, end in spans:
        assert word in fold(text[begin:end])


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_clusters_fold_by_themselves(text: str) -> None:
    assert "".join(text[begin:end] for begin, end in clusters(text)) == text
    if not any(0x0900 <= ord(each) < 0x1100 or ord(each) >= 0x11000 for each in text):
        assert "".join(fold(text[begin:end]) for begin, end in clusters(text)) == fold(text)


def test_marks_stand_where_the_words_are() -> None:
    text = "ﾊﾞｲﾝﾀﾞｰは㌔単位。バインダーの量は\n１０－Ａ と同じ。"
    spans = Folded(text).spans(query_words("ばいんだー 10-a キロ"))
    assert [text[start:end] for start, end in spans] == ["ﾊﾞｲﾝﾀﾞｰ", "㌔", "バインダー", "１０－Ａ"]
    assert Folded("aaa").spans(["aa", "a"]) == [(0, 2), (2, 3)]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("電池  基板 電池", ("電池", "基板")),
        ('"solid electrolyte" 層', ("solid electrolyte", "層")),
        ("「固体 電解質」 １０ａ", ("固体 電解質", "10a")),
        ("“Solid State”", ("solid state",)),
        ('"solid elec', ("solid elec",)),
        ('10" 5"', ('10"', '5"')),
        ('"" 「」 "  "', ()),
        ("符号「10a」", ("符号「10a」",)),
    ],
)
def test_a_query_has_these_words(query: str, words: tuple[str, ...]) -> None:
    assert query_words(query) == words
