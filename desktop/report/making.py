"""A protection report as a file: gathered, put into one of its two forms, signed."""

from dataclasses import dataclass
from pathlib import PurePath

from desktop.report.gathering import Kept, Outside, gather
from desktop.report.page import page
from desktop.report.signing import signed_html, signed_json
from desktop.words import Language, Translate

HTML, JSON = ".html", ".json"


@dataclass(frozen=True, slots=True)
class MadeReport:
    """Both forms of one report."""

    html: bytes
    json: bytes

    def form_of(self, path: str) -> bytes:
        """The form that a file's suffix asks for."""
        return self.json if PurePath(path).suffix.lower() == JSON else self.html


def make(outside: Outside, kept: Kept | None, language: Language, translate: Translate) -> MadeReport:
    """Make both; takes a second or two, most of it for the hashes."""
    report = gather(outside, kept)
    signer = kept.signer if kept else None
    return MadeReport(signed_html(page(report, language, translate), signer), signed_json(report, signer))
