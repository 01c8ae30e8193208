"""Sentences for what the operating system refused, and for what passes between our own processes."""

import errno

from desktop.ui.error_words.facts import Facts, Sentence
from desktop.words import Translate


def by_error_number(full: Sentence, read_only: Sentence, other: Sentence) -> Sentence:
    """One sentence for a full disk, one for a read-only one, one for all else."""
    chosen = {errno.ENOSPC: full, errno.EDQUOT: full, errno.EROFS: read_only}

    def sentence(translate: Translate, facts: Facts) -> str:
        number = facts.value("error_number")
        return chosen.get(number if isinstance(number, int) else 0, other)(translate, facts)

    return sentence


def _refused(translate: Translate, facts: Facts) -> str:
    sentences = {
        "unknown_model": translate("Errors", "This model is not registered any more; open its file again."),
        "file_gone": translate(
            "Errors", "The model's file is not where it was; put it back or open it again."
        ),
        "file_changed": translate(
            "Errors",
            "The model's file has changed since it was registered; open it again to have it checked.",
        ),
        "forbidden": translate("Errors", "The administrator of this computer does not allow this model."),
        "not_started": translate(
            "Errors", "The system could not start the engine; restart the computer if this happens again."
        ),
    }
    return sentences.get(str(facts.value("reason")), sentences["not_started"])


def _target_refused(translate: Translate, facts: Facts) -> str:
    sentences = {
        "bad_path": translate("Errors", "No file can have this name: {path}."),
        "suffix": translate(
            "Errors", "Hisho writes only files whose names end in .md, .txt, .json, .jsonl or .html."
        ),
        "hidden": translate(
            "Errors", "Hisho writes nothing into hidden folders or files, whose names begin with a dot."
        ),
        "link": translate(
            "Errors", "Hisho writes through no link; choose the folder or file itself ({path})."
        ),
        "own_folder": translate(
            "Errors", "Hisho writes nothing for you into its own folders; choose another one."
        ),
        "no_folder": translate("Errors", "The folder of {path} is not there any more."),
        "not_a_file": translate("Errors", "Something that is no file has the name {path}."),
        "exists": translate("Errors", "Meanwhile there is a file {path}; it was left as it is."),
        "carried_on": translate(
            "Errors", "The folder of {path} carries on what is put there; nothing was written."
        ),
        "too_many": translate("Errors", "Other files are still being written; try again when they are done."),
        "unknown": translate("Errors", "The file {path} could not be finished; nothing of it was kept."),
    }
    reason = str(facts.value("reason"))
    return sentences[reason] if reason in sentences else _not_written(translate, facts)


_not_written = by_error_number(
    full=lambda translate, _: translate("Errors", "The disk is full; nothing of {path} was kept."),
    read_only=lambda translate, _: translate(
        "Errors", "The disk is read-only, so {path} could not be written."
    ),
    other=lambda translate, _: translate(
        "Errors", "The system did not let {path} be written (system error {error_number}); nothing was kept."
    ),
)


def _not_accepted(translate: Translate, facts: Facts) -> str:
    if facts.value("page"):
        return translate(
            "Errors",
            "The licence “{licence}” ({page}) has to be accepted first, with hisho models import --reference "
            "--accept-licence {path}.",
        )
    return translate(
        "Errors",
        "The licence “{licence}” has to be accepted first, with hisho models import --reference "
        "--accept-licence {path}.",
    )


def _system(translate: Translate, facts: Facts) -> str:
    sentences = {
        errno.ENOSPC: translate("Errors", "The disk is full, so nothing could be saved."),
        errno.EDQUOT: translate("Errors", "The disk is full, so nothing could be saved."),
        errno.EROFS: translate("Errors", "The disk is read-only, so nothing could be saved."),
        errno.EACCES: translate("Errors", "The system does not allow Hisho to use this file or folder."),
        errno.EPERM: translate("Errors", "The system does not allow Hisho to use this file or folder."),
        errno.ENOENT: translate("Errors", "A file or folder that is needed is not there."),
        errno.EBADF: translate("Errors", "The stream that Hisho should read or write is closed."),
        errno.ENOMEM: translate("Errors", "This computer has no memory left."),
    }
    other = translate(
        "Errors", "The system refused something that Hisho needs (system error {error_number})."
    )
    number = facts.value("error_number")
    return sentences.get(number if isinstance(number, int) else 0, other)


SYSTEM: dict[str, Sentence] = {
    "OSError": _system,
    "MemoryError": lambda translate, _: translate("Errors", "This computer has no memory left."),
    "HishoError": lambda translate, _: translate(
        "Errors", "Something went wrong that Hisho knows of but has no words for."
    ),
    "SettingsWriteError": by_error_number(
        full=lambda translate, _: translate(
            "Errors", "The settings cannot be saved: the disk is full ({path})."
        ),
        read_only=lambda translate, _: translate(
            "Errors", "The settings cannot be saved: the disk is read-only ({path})."
        ),
        other=lambda translate, _: translate(
            "Errors", "The settings cannot be saved in {path} (system error {error_number})."
        ),
    ),
    "ExperienceWriteError": by_error_number(
        full=lambda translate, _: translate(
            "Errors", "The choice for this model holds for now but cannot be kept: the disk is full ({path})."
        ),
        read_only=lambda translate, _: translate(
            "Errors",
            "The choice for this model holds for now but cannot be kept: the disk is read-only ({path}).",
        ),
        other=lambda translate, _: translate(
            "Errors",
            "The choice for this model holds for now but cannot be kept in {path} (system error "
            "{error_number}).",
        ),
    ),
    "ChannelError": lambda translate, _: translate(
        "Errors", "Two parts of Hisho could not talk with each other."
    ),
    "ChannelClosedError": lambda translate, _: translate("Errors", "Another part of Hisho has ended."),
    "FrameError": lambda translate, _: translate(
        "Errors", "A part of Hisho sent something that is no message of ours ({reason})."
    ),
    "FrameTooLargeError": lambda translate, _: translate(
        "Errors", "This is too much at once: it takes {size}, and at most {limit_bytes} can be handed over."
    ),
    "MessageError": lambda translate, _: translate(
        "Errors", "A part of Hisho said something that the other does not understand ({reason})."
    ),
    "ControlError": lambda translate, _: translate("Errors", "Hisho could not reach its own supervisor."),
    "SupervisorLostError": lambda translate, _: translate(
        "Errors", "The supervisor of Hisho has ended; start Hisho again."
    ),
    "ControlFormatError": lambda translate, _: translate(
        "Errors", "A part of Hisho asked its supervisor for something that does not exist."
    ),
    "EngineRefusedError": _refused,
    "TargetRefusedError": _target_refused,
    "FileNotWrittenError": _not_written,
    "TaskMissingError": lambda translate, _: translate("Errors", "This task is not there any more."),
    "ChatError": lambda translate, _: translate("Errors", "Something is wrong with this conversation."),
    "ConversationMissingError": lambda translate, _: translate(
        "Errors", "This conversation or message does not exist any more."
    ),
    "CommandError": lambda translate, _: translate("Errors", "This command cannot be carried out."),
    "NothingToAskError": lambda translate, _: translate(
        "Errors", "There is no question: give a text, or - to read it."
    ),
    "QuestionTooLargeError": lambda translate, _: translate(
        "Errors", "The question is too long: it has {size}, and at most {limit_bytes} are read."
    ),
    "NoOutputError": lambda translate, _: translate(
        "Errors", "Standard output is closed, so there is nowhere to write an answer."
    ),
    "ModelNotAcceptedError": _not_accepted,
    "UsageNotStatedError": lambda translate, _: translate(
        "Errors",
        "Whether {path} may be used under its licence “{licence}” depends on who uses it; say so first: "
        "hisho models usage company|research|personal.",
    ),
    "ModelUnknownError": lambda translate, _: translate(
        "Errors", "“{wanted}” is neither a file nor exactly one of the registered models."
    ),
    "DeviceUnknownError": lambda translate, _: translate(
        "Errors", "The engine knows no device “{wanted}” here; hisho doctor lists those that there are."
    ),
    "FormatFileError": lambda translate, _: translate(
        "Errors", "“{path}” cannot be read as a JSON schema or a grammar."
    ),
    "PassphraseNeededError": lambda translate, _: translate(
        "Errors",
        "The vault needs its passphrase: run this in a terminal, or hand it over with --passphrase-fd.",
    ),
    "PassphraseTooShortError": lambda translate, _: translate(
        "Errors", "Your administrator demands a passphrase of at least {least} characters."
    ),
    "NoPageError": lambda translate, _: translate(
        "Errors", "The recovery key is shown on a terminal only, so that no file keeps it."
    ),
    "PassphraseUnreadableError": lambda translate, _: translate(
        "Errors", "No line of text in UTF-8 could be read from the descriptor {descriptor}."
    ),
    "PassphrasesDifferError": lambda translate, _: translate(
        "Errors", "The two passphrases are not the same."
    ),
}
