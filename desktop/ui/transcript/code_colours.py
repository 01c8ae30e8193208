"""Colours code by line with a small lexer of common languages; what it does not know stays plain."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain


class Paint(StrEnum):
    """What a piece of code is."""

    PLAIN = "plain"
    KEYWORD = "keyword"
    STRING = "string"
    COMMENT = "comment"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Language:
    """How a language writes: `comment` begins a line comment, `fences` are pairs that reach over lines."""

    comment: str
    fences: tuple[tuple[str, str, Paint], ...]
    keywords: frozenset[str]


_PYTHON = frozenset(
    """
    and as assert async await break class continue def del elif else except False finally for from
    global if import in is lambda match None nonlocal not or pass raise return True try while with yield
    """.split()  # noqa: SIM905 - a table of words reads better than 60 quoted ones
)
_SHELL = frozenset(
    """
    case do done elif else esac export fi for function if in local return set then until while
    """.split()  # noqa: SIM905 - a table of words reads better than 60 quoted ones
)
_C_LIKE = frozenset(
    """
    async auto await bool boolean break case catch char class const constexpr continue default delete do
    double else enum export extends extern false final finally float fn for from func function go if
    impl implements import in int interface let long match mod mut namespace new nil null package
    private protected public pub return self short signed sizeof static struct super switch template
    this throw trait true try type typedef typename undefined union unsigned use using var virtual void
    volatile where while yield
    """.split()  # noqa: SIM905 - a table of words reads better than 60 quoted ones
)
_SQL = frozenset(
    """
    and as asc by case create delete desc distinct drop else end from group having in index inner insert
    into is join left like limit not null on or order outer primary key references right select set
    table then union unique update values view when where with
    """.split()  # noqa: SIM905 - a table of words reads better than 60 quoted ones
)
_BLOCK_COMMENT = ("/*", "*/", Paint.COMMENT)
_LANGUAGES = (
    (("python", "py"), Language("#", (('"""', '"""', Paint.STRING), ("'''", "'''", Paint.STRING)), _PYTHON)),
    (("sh", "bash", "shell", "zsh", "console"), Language("#", (), _SHELL)),
    (("yaml", "yml", "toml", "ini", "r", "ruby", "rb", "perl", "makefile"), Language("#", (), _PYTHON)),
    (("sql",), Language("--", (_BLOCK_COMMENT,), _SQL | {word.upper() for word in _SQL})),
    (("json", "jsonc"), Language("//", (), frozenset({"true", "false", "null"}))),
    (
        ("c", "cpp", "c++", "cs", "csharp", "java", "javascript", "js", "jsx", "typescript", "ts", "tsx",
         "go", "rust", "rs", "kotlin", "swift", "php", "scala", "css"),
        Language("//", (_BLOCK_COMMENT, ("`", "`", Paint.STRING)), _C_LIKE),
    ),
)
_BY_NAME = dict(chain.from_iterable(((name, language) for name in names) for names, language in _LANGUAGES))
_PIECE = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|(?<![\w.])\d[\w.]*|[^\W\d]\w*|[^\w"\']+|.')


def language_named(name: str) -> Language | None:
    """The language that a fence names, if it is known."""
    return _BY_NAME.get(name.lower())


Run = tuple[str, Paint]


def colour_line(line: str, language: Language, fence: int | None) -> tuple[list[Run], int | None]:
    """The runs of a line. `fence` is the number of the pair that is open at its start, or end."""
    runs: list[Run] = []
    rest = line
    while rest:
        if fence is not None:
            _, closer, paint = language.fences[fence]
            stop = rest.find(closer)
            if stop < 0:
                runs.append((rest, paint))
                return runs, fence
            runs.append((rest[: stop + len(closer)], paint))
            rest, fence = rest[stop + len(closer) :], None
            continue
        for run in _pieces(rest, language):
            runs.append(run)
            rest = rest[len(run[0]) :]
            fence = next((n for n, pair in enumerate(language.fences) if rest.startswith(pair[0])), None)
            if fence is not None:
                opener, _, paint = language.fences[fence]
                runs.append((opener, paint))
                rest = rest[len(opener) :]
                break
    return runs, fence


def _pieces(line: str, language: Language) -> Iterator[Run]:
    """Pieces from the start of `line`; the first is empty, so that a fence at the start is seen."""
    yield "", Paint.PLAIN
    place = 0
    while place < len(line):
        if language.comment and line.startswith(language.comment, place):
            yield line[place:], Paint.COMMENT
            return
        if not (found := _PIECE.match(line, place)):
            return
        piece = found[0]
        if not piece[0].isalnum() and piece[0] not in "\"'_":
            piece = _until_sign(piece, language)
        yield piece, _paint(piece, language)
        place += len(piece)


def _until_sign(piece: str, language: Language) -> str:
    """Stop before a comment or a fence begins."""
    openers = [language.comment, *(opener for opener, _, _ in language.fences)]
    stops = [place for opener in openers if opener and (place := piece.find(opener)) > 0]
    return piece[: min(stops)] if stops else piece


def _paint(piece: str, language: Language) -> Paint:
    if piece[0] in "\"'" and len(piece) > 1:
        return Paint.STRING
    if piece[0].isdigit():
        return Paint.NUMBER
    return Paint.KEYWORD if piece in language.keywords else Paint.PLAIN
