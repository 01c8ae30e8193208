"""The words of the user interface in the user's language, read from the `.ts` files of `resources/i18n`.

No Qt: the command line and the window share this. The files are read as they are, so there is nothing to
compile before the program can speak. English is what the sources say; its file only adds the plurals.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal
from xml.parsers import expat

Language = Literal["ja", "en"]
Translate = Callable[[str, str], str]
"""(context, source) → the words in the user's language, or the source where there are none."""

Words = dict[tuple[str, str], tuple[str, ...]]
"""(context, source) → the translation; several where the language has plural forms."""


def system_language(environ: Mapping[str, str]) -> Language:
    """The language that the environment asks for (POSIX: the first of the three that is set decides)."""
    wanted = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environ.get(name))), "")
    return "ja" if wanted.lower().startswith("ja") else "en"


def words_file(language: Language, folder: Path) -> Path:
    """The file that holds the words of a language."""
    return folder / f"hisho_{language}.ts"


def read_words(path: Path) -> Words:
    """Every finished translation in a file. Raises OSError, and ExpatError where it is not XML."""
    reading = _Reading()
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    parser.Parse(path.read_bytes(), True)
    return reading.words


def translator(language: Language, folder: Path) -> Translate:
    """A function that translates. The file is read when the first word is asked for."""
    if language == "en":
        return lambda _context, source: source
    kept: list[Words] = []

    def translate(context: str, source: str) -> str:
        if not kept:
            kept.append(read_words(words_file(language, folder)))
        forms = kept[0].get((context, source))
        return forms[-1] if forms else source

    return translate


class _Reading:
    """Collects the words while a file is parsed."""

    def __init__(self) -> None:
        self.words: Words = {}
        self._context = ""
        self._source = ""
        self._forms: list[str] = []
        self._unfinished = False
        self._buffer = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._buffer = ""
        if tag == "message":
            self._forms = []
        elif tag == "translation":
            self._unfinished = "type" in attributes         # unfinished, vanished or obsolete

    def end(self, tag: str) -> None:
        if tag == "name":
            self._context = self._buffer
        elif tag == "source":
            self._source = self._buffer
        elif tag == "numerusform" or (tag == "translation" and not self._forms):
            self._forms.append(self._buffer)
        if tag == "message" and all(self._forms) and not self._unfinished:
            self.words[self._context, self._source] = tuple(self._forms)
        self._buffer = ""

    def text(self, text: str) -> None:
        self._buffer += text
