"""Brings the `.ts` files up to date with the sources: `python resources/i18n/update.py [table.tsv …]`.

New strings are added, strings that are gone are dropped. The English file is filled in from the sources.
Japanese is taken from the tables given (context, source and Japanese between tabs, `\\n` for a new line);
what has none stays unfinished, is listed, and fails a test.
"""

import ast
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent
SOURCES = ROOT / "desktop"
TERMINAL_SOURCES = ("desktop/cli", "desktop/fetching", "model_manager")
LANGUAGES = ("en", "ja")
_PLURAL = "(s)"

Table = Mapping[tuple[str, str], str]


def extract(folder: Path) -> None:
    """Let lupdate bring the files in `folder` up to date."""
    with tempfile.TemporaryDirectory() as scratch:
        marked = Path(scratch) / "command_line.py"
        marked.write_text(_command_line_words(), encoding="utf-8")
        sources = [*(str(path) for path in sorted(SOURCES.rglob("*.py"))), str(marked)]
        for language in LANGUAGES:
            target = folder / f"hisho_{language}.ts"
            command = [str(Path(sys.executable).parent / "pyside6-lupdate"), "-silent", "-no-obsolete"]
            command += ["-locations", "none", "-disable-heuristic", "sametext"]
            command += ["-disable-heuristic", "similartext", "-target-language", language]
            command += [*sources, "-ts", str(target)]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603 - our own tool and files


def _command_line_words() -> str:
    """What the command line says with `words("…")`, written so that lupdate knows its context."""
    found = {
        str(node.args[0].value)
        for folder in TERMINAL_SOURCES
        for path in sorted((ROOT / folder).glob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and getattr(node.func, "attr", getattr(node.func, "id", "")) == "words"
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    return "".join(f'translate("Cli", {json.dumps(each, ensure_ascii=False)})\n' for each in sorted(found))


def read_table(lines: Iterable[str]) -> dict[tuple[str, str], str]:
    """A table of translations. Raises ValueError for a line that has not three columns."""
    table = {}
    for line in lines:
        if line.strip():
            context, source, translation = (
                each.replace("\\n", "\n") for each in line.rstrip("\n").split("\t")
            )
            table[context, source] = translation
    return table


def carried(path: Path) -> dict[str, str]:
    """What is already translated, by source alone, where all contexts agree: for strings that moved."""
    found: dict[str, set[str]] = {}
    for _, message in _messages(ElementTree.parse(path)):  # noqa: S314 - our own file
        translation = message.find("translation")
        if translation is not None and translation.get("type") is None:
            words = translation.findtext("numerusform") or translation.text or ""
            found.setdefault(message.findtext("source", ""), set()).add(words)
    return {source: words.pop() for source, words in found.items() if len(words) == 1}


def fill(path: Path, language: str, table: Table, moved: Mapping[str, str]) -> list[tuple[str, str]]:
    """Fill in what is unfinished, from the table or what has moved; the table's words also replace what is
    there. Returns what is left.
    """
    tree = ElementTree.parse(path)  # noqa: S314 - our own file
    left = []
    for context, message in _messages(tree):
        source = message.findtext("source", "")
        words = table.get((context, source)) if language == "ja" else None
        translation = message.find("translation")
        if translation is None or (words is None and translation.get("type") is None):
            continue
        words = words if words is not None else moved.get(source)
        forms = translation.findall("numerusform")
        if language == "en":
            ours = [source.replace(_PLURAL, ""), source.replace(_PLURAL, "s")] if forms else [source]
        elif words is not None:
            ours = [words]
        else:
            left.append((context, source))
            continue
        translation.attrib.pop("type", None)
        for place, text in zip(forms or [translation], ours, strict=True):
            place.text = text
    body = ElementTree.tostring(tree.getroot(), encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")
    return left


def _messages(
    tree: "ElementTree.ElementTree[ElementTree.Element]",
) -> Iterator[tuple[str, ElementTree.Element]]:
    for context in tree.iter("context"):
        for message in context.iter("message"):
            yield context.findtext("name", ""), message


def main(tables: list[str]) -> int:
    """Update both files; 1 if something has no Japanese yet."""
    table: dict[tuple[str, str], str] = {}
    for name in tables:
        table |= read_table(Path(name).read_text(encoding="utf-8").splitlines())
    moved = carried(FOLDER / "hisho_ja.ts")
    extract(FOLDER)
    left = [
        gap
        for language in LANGUAGES
        for gap in fill(FOLDER / f"hisho_{language}.ts", language, table, moved)
    ]
    extract(FOLDER)  # once more: lupdate writes the files in its own form
    for context, source in left:
        sys.stdout.write(f"{context}\t{source}\t\n".replace("\n", "\\n", source.count("\n")))
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
