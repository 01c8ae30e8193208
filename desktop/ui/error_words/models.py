"""Sentences for what may go wrong with the models on this machine."""

from desktop.ui.error_words.facts import Facts, Sentence
from desktop.ui.error_words.system import by_error_number
from desktop.words import Translate


def _file(translate: Translate, facts: Facts) -> str:
    if facts.value("error_number") == 0:
        return translate(
            "Errors",
            "The file “{name}” changed while it was read; wait until it is complete and open it again.",
        )
    return translate("Errors", "The file “{name}” cannot be read (system error {error_number}).")


MODELS: dict[str, Sentence] = {
    "ModelManagerError": lambda translate, _: translate(
        "Errors", "Something went wrong with the models on this computer."
    ),
    "ModelFileError": _file,
    "GgufError": lambda translate, _: translate("Errors", "“{name}” is no model file that can be used."),
    "GgufMissingError": lambda translate, _: translate(
        "Errors", "“{name}” is not a model file in GGUF format."
    ),
    "GgufTruncatedError": lambda translate, _: translate(
        "Errors", "The model file “{name}” is cut off: it has {size} of at least {expected_size}."
    ),
    "GgufDamagedError": lambda translate, _: translate(
        "Errors", "The model file “{name}” is damaged or contradicts itself ({reason})."
    ),
    "GgufArchitectureError": lambda translate, _: translate(
        "Errors",
        "The model “{name}” has the architecture “{architecture}”, which this version of the engine does "
        "not know.",
    ),
    "NoSuchModelError": lambda translate, _: translate(
        "Errors", "No model on this computer is called “{wanted}”, or more than one is."
    ),
    "InventoryError": lambda translate, _: translate("Errors", "Something is wrong with the list of models."),
    "InventoryUnreadableError": lambda translate, _: translate(
        "Errors", "The list of models {path} is damaged or of a newer version of Hisho; it was left as it is."
    ),
    "InventoryWriteError": by_error_number(
        full=lambda translate, _: translate(
            "Errors", "The list of models cannot be saved: the disk is full ({path})."
        ),
        read_only=lambda translate, _: translate(
            "Errors", "The list of models cannot be saved: the disk is read-only ({path})."
        ),
        other=lambda translate, _: translate(
            "Errors", "The list of models cannot be saved in {path} (system error {error_number})."
        ),
    ),
}
