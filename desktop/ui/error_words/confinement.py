"""Sentences for what may go wrong while a process gives up its rights."""

from desktop.ui.error_words.facts import Facts, Sentence
from desktop.words import Translate


def _too_weak(translate: Translate, facts: Facts) -> str:
    levels = {
        "strong": translate("Errors", "strong"),
        "middle": translate("Errors", "medium"),
        "weak": translate("Errors", "weak"),
    }
    return translate(
        "Errors",
        "The administrator demands the protection level “{wanted}”; here it is “{found}”, so the vault stays "
        "closed; “hisho doctor” says why.",
    ).format(
        wanted=levels.get(facts["demanded"], facts["demanded"]),
        found=levels.get(facts["level"], facts["level"]),
    )


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
    "ProtectionTooWeakError": _too_weak,
}
