"""Reads Markdown as tokens: nothing is HTML, emphasis works beside Japanese signs, $math$ is a token.

Stock parsers leave the asterisks of `**「強調」**の` standing: CommonMark's rule about signs asks for
spaces that Japanese does not write. The rule here counts East Asian characters as letters beside a sign, as
the markdown-cjk-friendly specification does.
"""

import unicodedata

from markdown_it import MarkdownIt
from markdown_it.rules_inline.state_inline import Delimiter, StateInline
from markdown_it.token import Token

_EMOJI = range(0x1F000, 0x1FB00)                # wide, but no letters
_VARIATION_SELECTORS = range(0xFE00, 0xFE0F)    # they belong to the character before
_IDEOGRAPHIC_SELECTORS = range(0xE0100, 0xE01F0)


class Markdown:
    """A parser set up for the answers of language models."""

    def __init__(self) -> None:
        parser = MarkdownIt("commonmark", {"html": False, "linkify": False, "typographer": False})
        parser.disable(["html_block", "html_inline"])
        parser.inline.ruler.at("emphasis", _emphasis)
        parser.inline.ruler.at("strikethrough", _strikethrough)
        parser.enable("strikethrough")
        parser.inline.ruler.before("escape", "math", _math)
        self._parser = parser

    def blocks(self, source: str) -> list[Token]:
        """The tokens of some paragraphs, lists, headings and quotations."""
        return self._parser.parse(source)

    def inline(self, source: str) -> list[Token]:
        """The tokens of one line, as of a cell of a table."""
        return self._parser.parseInline(source)[0].children or []


def _is_cjk(character: str) -> bool:
    code = ord(character)
    if code in _EMOJI:
        return False
    return (
        unicodedata.east_asian_width(character) in "WFH"
        or 0x1100 <= code <= 0x11FF     # noqa: PLR2004 - Hangul letters, which are narrow by that property
        or code in _IDEOGRAPHIC_SELECTORS
    )


def _is_sign(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def flanks(before: str, after: str) -> tuple[bool, bool]:
    """Whether a run of signs between these two characters is left-flanking and right-flanking."""
    sign_before = _is_sign(before) and not _is_cjk(before)
    sign_after = _is_sign(after) and not _is_cjk(after)
    left = not after.isspace() and (not sign_after or before.isspace() or _is_sign(before) or _is_cjk(before))
    right = not before.isspace() and (not sign_before or after.isspace() or _is_sign(after) or _is_cjk(after))
    return left, right


def _neighbours(state: StateInline, start: int, end: int) -> tuple[str, str]:
    before = state.src[start - 1] if start else " "
    if start > 1 and ord(before) in _VARIATION_SELECTORS:
        before = state.src[start - 2]
    return before, state.src[end] if end < state.posMax else " "


def _run_end(state: StateInline) -> int:
    end = state.pos
    while end < state.posMax and state.src[end] == state.src[state.pos]:
        end += 1
    return end


def _push_signs(state: StateInline, sign: str, count: int, *, opens: bool, closes: bool) -> None:
    """One token per sign, for the library's own second half to pair."""
    for _ in range(count):
        state.push("text", "", 0).content = sign
        state.delimiters.append(
            Delimiter(
                marker=ord(sign[0]), length=count if len(sign) == 1 else 0,
                token=len(state.tokens) - 1, end=-1, open=opens, close=closes,
            )
        )


def _emphasis(state: StateInline, silent: bool) -> bool:
    sign = state.src[state.pos]
    if silent or sign not in "*_":
        return False
    end = _run_end(state)
    before, after = _neighbours(state, state.pos, end)
    left, right = flanks(before, after)
    if sign == "*" and end - state.pos == 1 and before.isdigit() and after.isdigit():
        left = right = False        # 2*3*4 is a product
    if sign == "_":
        left, right = left and (not right or _is_sign(before)), right and (not left or _is_sign(after))
    _push_signs(state, sign, end - state.pos, opens=left, closes=right)
    state.pos = end
    return True


def _strikethrough(state: StateInline, silent: bool) -> bool:
    if silent or state.src[state.pos] != "~":
        return False
    end = _run_end(state)
    count = end - state.pos
    if count < 2:       # noqa: PLR2004 - a single tilde is 「約」 or a range in Japanese
        return False
    left, right = flanks(*_neighbours(state, state.pos, end))
    if count % 2:
        state.push("text", "", 0).content = "~"
    _push_signs(state, "~~", count // 2, opens=left, closes=right)
    state.pos = end
    return True


_MATH_SIGNS = (("$$", "$$"), ("$", "$"), ("\\(", "\\)"), ("\\[", "\\]"))


def _math(state: StateInline, silent: bool) -> bool:
    """`$x$` without spaces at its edges and no digit behind (`$5 and $6` are prices), and `\\(x\\)`."""
    signs = next((pair for pair in _MATH_SIGNS if state.src.startswith(pair[0], state.pos)), None)
    if signs is None:
        return False
    opener, closer = signs
    start = state.pos + len(opener)
    stop = state.src.find(closer, start, state.posMax)
    content = state.src[start:stop] if stop > start else ""
    after = state.src[stop + len(closer) : stop + len(closer) + 1]
    if not content.strip() or (closer == "$" and (content != content.strip() or after.isdigit())):
        return False
    if not silent:
        state.push("math_inline", "", 0).content = content.strip()
    state.pos = stop + len(closer)
    return True
