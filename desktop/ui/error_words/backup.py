"""Sentences for what may go wrong with backups of the vault."""

from desktop.ui.error_words.facts import Sentence

BACKUP: dict[str, Sentence] = {
    "BackupError": lambda translate, _: translate("Errors", "Something is wrong with a backup in {folder}."),
    "BackupMissingError": lambda translate, _: translate(
        "Errors", "There is no backup of Hisho in {folder}."
    ),
    "BackupDamagedError": lambda translate, _: translate(
        "Errors", "The backup in {folder} is damaged, so it was not used; the others are kept."
    ),
    "BackupRoomError": lambda translate, _: translate(
        "Errors",
        "There is not enough room for a backup in {folder}: it needs {needed_bytes}, and {free_bytes} are "
        "free; earlier backups are kept.",
    ),
    "WorkStoppedError": lambda translate, _: translate(
        "Errors", "This was ended before its time; nothing was changed."
    ),
}
