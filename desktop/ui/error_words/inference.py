"""Sentences for what may go wrong while a model is loaded or asked."""

from typing import Any

from desktop.ui.error_words.facts import Facts, Sentence
from desktop.words import Translate

_KILLED = 9
_ABORTED = 6


def _lost(translate: Translate, facts: Facts) -> str:
    signal = facts.value("signal")
    if facts.value("phase") == "load":
        return translate(
            "Errors",
            "The engine ended while it was loading the model; the file may be damaged or too large for "
            "this computer.",
        )
    if facts.value("kept") is False:
        return _lost_without_trace(translate, signal)
    if signal == _KILLED:
        return translate(
            "Errors",
            "The engine was killed, often because memory ran out; what was answered so far is kept, and "
            "you can ask again.",
        )
    if signal == _ABORTED:
        return translate(
            "Errors",
            "The engine stopped itself on an error; what was answered so far is kept, and you can ask again.",
        )
    return translate(
        "Errors", "The engine ended unexpectedly; what was answered so far is kept, and you can ask again."
    )


def _lost_without_trace(translate: Translate, signal: Any) -> str:
    """The same where nothing is kept."""
    if signal == _KILLED:
        return translate(
            "Errors", "The engine was killed, often because memory ran out; nothing is kept of this answer."
        )
    if signal == _ABORTED:
        return translate("Errors", "The engine stopped itself on an error; nothing is kept of this answer.")
    return translate("Errors", "The engine ended unexpectedly; nothing is kept of this answer.")


def _hung(translate: Translate, facts: Facts) -> str:
    if facts.value("phase") == "load":
        return translate(
            "Errors", "The engine made no progress in loading the model for {seconds} seconds and was ended."
        )
    if facts.value("kept") is False:
        return translate(
            "Errors",
            "The engine made no progress for {seconds} seconds and was ended; nothing is kept of this "
            "answer.",
        )
    return translate(
        "Errors",
        "The engine made no progress for {seconds} seconds and was ended; what was answered so far is "
        "kept, and you can ask again.",
    )


INFERENCE: dict[str, Sentence] = {
    "InferenceError": lambda translate, _: translate("Errors", "The model could not be asked."),
    "ProtocolError": lambda translate, _: translate(
        "Errors",
        "The engine said something that Hisho does not understand ({reason}), so it is not trusted any "
        "further.",
    ),
    "ModelLoadError": lambda translate, _: translate("Errors", "The model “{name}” cannot be loaded."),
    "NotGgufError": lambda translate, _: translate("Errors", "“{name}” is not a model file in GGUF format."),
    "TruncatedModelError": lambda translate, _: translate(
        "Errors", "The model file “{name}” is cut off: it has {size} of at least {expected_size}."
    ),
    "UnknownArchitectureError": lambda translate, _: translate(
        "Errors",
        "The model “{name}” has the architecture “{architecture}”, which this version of the engine does "
        "not know.",
    ),
    "DamagedModelError": lambda translate, _: translate(
        "Errors", "The model file “{name}” is damaged or contradicts itself ({reason})."
    ),
    "ContextAllocationError": lambda translate, _: translate(
        "Errors", "There is not enough memory to load “{name}” with a context of {context_length} tokens."
    ),
    "TemplateMissingError": lambda translate, _: translate(
        "Errors",
        "The model “{name}” has no chat template, so Hisho cannot talk with it; choose a model made for "
        "chat.",
    ),
    "TemplateBrokenError": lambda translate, _: translate(
        "Errors", "The chat template of the model “{name}” does not work, so it cannot be used for a chat."
    ),
    "PromptTooLongError": lambda translate, _: translate(
        "Errors", "This message is too long: it has {tokens} tokens, and the model takes {limit}."
    ),
    "DecodeError": lambda translate, _: translate(
        "Errors", "The engine could not go on with the answer (code {result})."
    ),
    "OutOfMemoryError": lambda translate, _: translate(
        "Errors", "There is not enough memory for the model; close other programs or choose a smaller model."
    ),
    "EngineLostError": _lost,
    "EngineHungError": _hung,
}
