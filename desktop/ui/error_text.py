"""One clear sentence for every error, in the user's language. No Qt: the command line says the same words.

The tables are keyed by the name of the class, so that no heavy package is loaded to speak about its errors.
An error without an entry takes the words of the nearest parent that has them; what is not in our trees is a
bug, and the sentence says where it is written down.
"""

from collections.abc import Mapping
from typing import Any

from desktop.ui.error_words.backup import BACKUP
from desktop.ui.error_words.confinement import CONFINEMENT
from desktop.ui.error_words.facts import Facts, Sentence
from desktop.ui.error_words.hub import HUB
from desktop.ui.error_words.inference import INFERENCE
from desktop.ui.error_words.licences import LICENCES
from desktop.ui.error_words.models import MODELS
from desktop.ui.error_words.report import REPORT
from desktop.ui.error_words.system import SYSTEM
from desktop.ui.error_words.transfer import TRANSFER
from desktop.ui.error_words.vault import VAULT
from desktop.words import Translate

SENTENCES: dict[str, Sentence] = {
    **SYSTEM, **INFERENCE, **MODELS, **HUB, **VAULT, **BACKUP, **CONFINEMENT, **TRANSFER, **REPORT,
    **LICENCES,
}  # fmt: skip


def error_text(error: BaseException, translate: Translate) -> str:
    """What happened and what can be done, in one sentence."""
    for kind in type(error).__mro__:
        if sentence := SENTENCES.get(kind.__name__):
            facts = Facts(error)
            return sentence(translate, facts).format_map(facts)
    return _unforeseen(translate)


def reported_error_text(name: str, carried: Mapping[str, Any], translate: Translate) -> str:
    """The same for an error that another process reported by its class's name and its attributes."""
    sentence = SENTENCES.get(name)
    if sentence is None:
        return _unforeseen(translate)
    facts = Facts(ReportedError(carried))
    return sentence(translate, facts).format_map(facts)


class ReportedError(Exception):
    """Carries the facts of an error that happened elsewhere."""

    def __init__(self, carried: Mapping[str, Any]) -> None:
        super().__init__()
        self.facts = dict(carried)


def _unforeseen(translate: Translate) -> str:
    return translate(
        "Errors",
        "Hisho made a mistake that nobody foresaw; the log file hisho.log in the folder of the data says "
        "where.",
    )
