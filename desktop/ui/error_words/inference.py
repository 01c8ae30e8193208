"""Sentences for what may go wrong while a model is loaded or asked."""

from typing import Any

from desktop.ui.error_words.facts import Facts, Sentence
from desktop.words import Translate

_KILLED = 9
_ABORTED = 6
_FILE_GONE = 7                      # SIGBUS: a page of the mapped file is not there any more


def _lost(translate: Translate, facts: Facts) -> str:
    signal, cause = facts.value("signal"), facts.value("cause")
    if facts.value("phase") == "load":
        return _lost_in_load(translate, cause)
    if facts.value("begun") is False:
        return _lost_before_first_word(translate, signal, cause)
    if cause in ("memory", "device"):
        return _lost_for_a_reason(translate, cause, is_kept=facts.value("kept") is not False)
    if facts.value("kept") is False:
        return _lost_without_trace(translate, signal)
    return _lost_in_mid_answer(translate, signal)


def _lost_before_first_word(translate: Translate, signal: Any, cause: Any) -> str:
    """Where there is no answer that could be kept."""
    if cause == "memory":
        return translate(
            "Errors", "The engine ended because memory ran out, before it answered; you can ask again."
        )
    if cause == "device":
        return translate(
            "Errors", "The graphics processor failed before there was an answer; you can ask again."
        )
    if signal == _FILE_GONE:
        return translate(
            "Errors",
            "The model file was changed or cannot be read any more; nothing had been answered yet.",
        )
    if signal == _KILLED:
        return translate(
            "Errors",
            "The engine was killed, often because memory ran out, before it answered; you can ask again.",
        )
    if signal == _ABORTED:
        return translate(
            "Errors", "The engine stopped itself on an error before it answered; you can ask again."
        )
    return translate("Errors", "The engine ended unexpectedly before it answered; you can ask again.")


def _lost_in_mid_answer(translate: Translate, signal: Any) -> str:
    """Where the answer so far is kept."""
    if signal == _FILE_GONE:
        return translate(
            "Errors",
            "The model file was changed or cannot be read any more; what was answered so far is kept.",
        )
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


def _lost_in_load(translate: Translate, cause: Any) -> str:
    if cause == "memory":
        return translate(
            "Errors",
            "There was not enough memory to load the model; close other programs or choose a smaller model.",
        )
    if cause == "device":
        return translate(
            "Errors",
            "The graphics processor failed while the model was being loaded; let the processor compute "
            "this model.",
        )
    return translate(
        "Errors",
        "The engine ended while it was loading the model; the file may be damaged or too large for "
        "this computer.",
    )


def _lost_for_a_reason(translate: Translate, cause: str, *, is_kept: bool) -> str:
    """Where the facts say why: memory ran out, or a graphics processor failed."""
    if is_kept and cause == "memory":
        return translate(
            "Errors",
            "The engine ended because memory ran out; what was answered so far is kept, and you can ask "
            "again.",
        )
    if is_kept:
        return translate(
            "Errors",
            "The graphics processor failed; what was answered so far is kept, and you can ask again.",
        )
    if cause == "memory":
        return translate(
            "Errors", "The engine ended because memory ran out; nothing is kept of this answer."
        )
    return translate("Errors", "The graphics processor failed; nothing is kept of this answer.")


def _lost_without_trace(translate: Translate, signal: Any) -> str:
    """The same where nothing is kept."""
    if signal == _FILE_GONE:
        return translate(
            "Errors",
            "The model file was changed or cannot be read any more; nothing is kept of this answer.",
        )
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
    if facts.value("begun") is False:
        return translate(
            "Errors",
            "The engine made no progress for {seconds} seconds and was ended before it answered; you can ask "
            "again.",
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


def _grammar(translate: Translate, facts: Facts) -> str:
    if facts.value("reason") == "both":
        return translate("Errors", "An answer can follow a grammar or a JSON schema, not both at once.")
    if facts.value("reason") == "size":
        return translate("Errors", "The grammar for the answer is too large.")
    if facts.value("reason") == "schema" and facts.value("keyword"):
        return translate(
            "Errors", "The JSON schema for the answer uses “{keyword}” in a way that Hisho does not know."
        )
    if facts.value("reason") == "schema":
        return translate("Errors", "What was to be the JSON schema for the answer is none.")
    return translate("Errors", "The grammar for the answer is not written correctly.")


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
    "BrokenArchitectureError": lambda translate, _: translate(
        "Errors",
        "Models of the architecture “{architecture}” such as “{name}” are not loaded: this version of the "
        "engine loses the order of the words in them, and answers would be fluent and wrong.",
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
    "GrammarError": _grammar,
    "CannotAnswerError": lambda translate, _: translate(
        "Errors",
        "The model “{name}” is made for searching and cannot answer; choose a model made for chat.",
    ),
    "CannotEmbedError": lambda translate, _: translate(
        "Errors", "The model “{name}” is made for answering and cannot be used for searching."
    ),
    "StoppedError": lambda translate, _: translate("Errors", "The work was stopped before it was done."),
    "DecodeError": lambda translate, _: translate(
        "Errors", "The engine could not go on with the answer (code {result})."
    ),
    "OutOfMemoryError": lambda translate, _: translate(
        "Errors", "There is not enough memory for the model; close other programs or choose a smaller model."
    ),
    "DeviceLostError": lambda translate, _: translate(
        "Errors", "A graphics processor failed while it worked on the model “{name}”."
    ),
    "EngineLostError": _lost,
    "EngineHungError": _hung,
}
