"""A translator that reads a `.ts` file as it is, without the compiled form."""

from pathlib import Path
from xml.etree import ElementTree

from PySide6.QtCore import QTranslator


class TsTranslator(QTranslator):
    """Plurals take the first form, which is all Japanese has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._words: dict[tuple[str, str], str] = {}
        for context in ElementTree.parse(path).getroot().iter("context"):
            name = context.findtext("name", "")
            for message in context.iter("message"):
                translation = message.find("translation")
                if translation is not None:
                    words = translation.findtext("numerusform") or translation.text or ""
                    self._words[name, message.findtext("source", "")] = words

    def isEmpty(self) -> bool:
        return not self._words

    def translate(
        self, context: str, source: str, _disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        words = self._words.get((context, source))
        return words.replace("%n", str(n)) if words and n >= 0 else words
