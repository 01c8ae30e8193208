"""Sentences for what may be wrong with a protection report that is verified."""

from desktop.ui.error_words.facts import Sentence

REPORT: dict[str, Sentence] = {
    "ReportError": lambda translate, _: translate("Errors", "Something is wrong with this report."),
    "ReportFormatError": lambda translate, _: translate(
        "Errors", "This file is no protection report of Hisho, or it was cut off."
    ),
    "ReportUnsignedError": lambda translate, _: translate(
        "Errors", "This report carries no signature: nobody vouches for what it says."
    ),
    "ReportChangedError": lambda translate, _: translate(
        "Errors", "This report was changed after it was signed; do not rely on it."
    ),
}
