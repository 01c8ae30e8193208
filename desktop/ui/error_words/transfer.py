"""Sentences for files of conversations that cannot be taken in."""

from desktop.ui.error_words.facts import Facts, Sentence
from desktop.words import Translate


def _format(translate: Translate, facts: Facts) -> str:
    sentences = {
        "ours": translate("Errors", "This is no file of conversations that Hisho has written."),
        "json": translate("Errors", "The file is damaged or no JSON; nothing was taken in (at {place})."),
        "fields": translate(
            "Errors", "The file lacks a part or has one that does not belong; nothing was taken in ({place})."
        ),
        "many": translate("Errors", "The file has too many entries; nothing was taken in ({place})."),
        "long": translate("Errors", "A text of the file is too long; nothing was taken in ({place})."),
    }
    other = translate("Errors", "The file has a value that cannot be; nothing was taken in ({place}).")
    return sentences.get(str(facts.value("rule")), other)


TRANSFER: dict[str, Sentence] = {
    "TransferError": lambda translate, _: translate(
        "Errors", "Conversations could not be given out or taken in."
    ),
    "ExportForbiddenError": lambda translate, _: translate(
        "Errors", "The administrator of this computer does not allow exports."
    ),
    "ExportFolderError": lambda translate, _: translate(
        "Errors", "The administrator of this computer does not allow exports into such a folder ({folder})."
    ),
    "ReasonNeededError": lambda translate, _: translate(
        "Errors", "What is labelled “{label}” leaves with a reason only: give --reason."
    ),
    "FileNotReadError": lambda translate, _: translate(
        "Errors", "The file {path} cannot be read (system error {error_number})."
    ),
    "TransferTooLargeError": lambda translate, _: translate(
        "Errors", "A file of conversations may have at most {limit_bytes}; choose fewer of them."
    ),
    "ImportTooNewError": lambda translate, _: translate(
        "Errors",
        "A newer Hisho wrote this file (format {found}; this version knows {known}), so update Hisho first.",
    ),
    "ImportFormatError": _format,
}
