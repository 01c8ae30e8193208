"""Markdown: emphasis beside Japanese signs, mathematics, and nothing that is HTML."""

import pytest

from desktop.ui.transcript.markdown import Markdown

MARKS = {
    "strong_open": "<b>", "strong_close": "</b>", "em_open": "<i>", "em_close": "</i>", "s_open": "<s>",
    "s_close": "</s>", "link_open": "<a>", "link_close": "</a>", "softbreak": "/", "image": "<img>",
}


def read(source: str) -> str:
    """Tokens as a short notation of their own."""
    words = {"code_inline": "`{}`", "math_inline": "${}$"}
    return "".join(
        MARKS.get(token.type) or words.get(token.type, "{}").format(token.content)
        for token in Markdown().inline(source)
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**「強調」**の", "<b>「強調」</b>の"),
        ("これは**「強調」**です。", "これは<b>「強調」</b>です。"),
        ("**強調。**次の文", "<b>強調。</b>次の文"),
        ("**注意：**以下の", "<b>注意：</b>以下の"),
        ("「**強調**」の", "「<b>強調</b>」の"),
        ("*（注）*と", "<i>（注）</i>と"),
        ("***両方***と", "<i><b>両方</b></i>と"),
        ("**「A」と「B」**とは", "<b>「A」と「B」</b>とは"),
        ("値は**50µm**以上", "値は<b>50µm</b>以上"),
        ("**(1)**の", "<b>(1)</b>の"),
        ("次の**[資料](https://example.com)**を", "次の<b><a>資料</a></b>を"),
        ("**`code`**の", "<b>`code`</b>の"),
        ("**😀**の", "<b>😀</b>の"),
        ("~~「削除」~~の", "<s>「削除」</s>の"),
        ("1~2~3", "1~2~3"),
        ("2*3*4", "2*3*4"),
        ("a * b * c", "a * b * c"),
        ("foo_bar_baz", "foo_bar_baz"),
        ("_強調_ の", "<i>強調</i> の"),
        ("** 強調 **の", "** 強調 **の"),
        ("**閉じない", "**閉じない"),
        ("\\*\\*そのまま\\*\\*", "**そのまま**"),
        ("`**そのまま**`", "`**そのまま**`"),
        ("plain **bold** text", "plain <b>bold</b> text"),
        ("**한국어(강조)**는", "<b>한국어(강조)</b>는"),
    ],
)
def test_emphasis(source: str, expected: str) -> None:
    assert read(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("式$x^2$は", "式$x^2$は"), ("\\(a+b\\)と", "$a+b$と"), ("$5 と $6", "$5 と $6"), ("$ x $", "$ x $"),
        ("$$x$$", "$x$"), ("$**x**$", "$**x**$"), ("値段は$10", "値段は$10"),
    ],
)
def test_mathematics(source: str, expected: str) -> None:
    assert read(source) == expected


def test_html_is_text() -> None:
    source = "<script>alert(1)</script><img src=x> <b>太字</b>"
    assert read(source) == source
    assert not [token for token in Markdown().blocks(f"{source}\n\n<div>\n\n</div>") if "html" in token.type]


def test_addresses_do_not_become_links_by_themselves() -> None:
    assert "<a>" not in read("https://example.com と www.example.com")
