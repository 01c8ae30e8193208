"""Sentences for what may go wrong while a process gives up its rights."""

from desktop.ui.error_words.facts import Sentence

CONFINEMENT: dict[str, Sentence] = {
    "ConfinementError": lambda translate, _: translate(
        "Errors", "A part of Hisho could not be shut in, so it was not started."
    ),
    "ParentGoneError": lambda translate, _: translate(
        "Errors", "The supervisor of Hisho ended while a part of it was starting; start Hisho again."
    ),
    "LayerFailedError": lambda translate, _: translate(
        "Errors",
        "The system refused the protection “{layer}” (system error {error_number}), so this part of "
        "Hisho was not started.",
    ),
}
