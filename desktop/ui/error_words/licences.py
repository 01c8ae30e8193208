"""Sentences for what may be wrong with the list of parts and their licences."""

from desktop.ui.error_words.facts import Sentence

LICENCES: dict[str, Sentence] = {
    "LicencesError": lambda translate, _: translate(
        "Errors", "Something is wrong with the list of licences."
    ),
    "LicencesUnreadableError": lambda translate, _: translate(
        "Errors",
        "{path}, which ships with Hisho, is missing or damaged: licences can be shown once Hisho is "
        "installed anew.",
    ),
}
