"""Sentences for what may go wrong with the vault, its keys and the keyring."""

import errno

from desktop.ui.error_words.facts import Facts, Sentence
from desktop.words import Translate


def _damaged(translate: Translate, facts: Facts) -> str:
    if facts.value("part") == "header":
        return translate(
            "Errors",
            "The vault's file vault.json is damaged; restore a backup or repair the vault, nothing was "
            "changed.",
        )
    return translate(
        "Errors",
        "The vault's database is damaged; restore a backup, or repair the vault to save what can be read; "
        "nothing was changed.",
    )


def _unreadable(translate: Translate, facts: Facts) -> str:
    sentences = {
        errno.ENOTDIR: translate(
            "Errors", "{path} is a file where Hisho would have a folder of its own, so it was left alone."
        ),
        errno.EACCES: translate(
            "Errors",
            "The system does not allow Hisho to read {path}, so it cannot tell whether there is a vault; "
            "nothing was changed.",
        ),
    }
    other = translate(
        "Errors", "{path} cannot be read (system error {error_number}); nothing of the vault was changed."
    )
    return sentences.get(facts.value("error_number"), other)


def _wrong_recovery_key(translate: Translate, facts: Facts) -> str:
    if facts.value("group"):
        return translate("Errors", "Group {group} of the recovery key is mistyped.")
    return translate("Errors", "This recovery key does not open the vault.")


def _slot_missing(translate: Translate, facts: Facts) -> str:
    slot = facts.value("slot")
    if slot == "passphrase":
        return translate(
            "Errors", "This vault has no passphrase, so it cannot be locked; set one in the settings."
        )
    if slot == "keyring":
        return translate("Errors", "This vault was not made to be opened by this computer's keyring.")
    return translate("Errors", "This vault cannot be opened in this way.")


def _keychain_unavailable(translate: Translate, facts: Facts) -> str:
    reason = facts.value("reason")
    if reason == "refused":
        return translate(
            "Errors", "The keyring of this computer is of a kind that Hisho does not trust with a key."
        )
    if reason == "timeout":
        return translate("Errors", "The keyring of this computer does not answer.")
    if reason == "failed":
        return translate("Errors", "The keyring of this computer did not keep the key as it was given.")
    return translate("Errors", "This computer has no keyring that can be used.")


def _not_written(translate: Translate, facts: Facts) -> str:
    if facts.value("error_number"):
        return translate(
            "Errors",
            "The vault could not be written (system error {error_number}); what was saved before is kept.",
        )
    return translate("Errors", "The vault could not be written; what was saved before is kept.")


VAULT: dict[str, Sentence] = {
    "VaultError": lambda translate, _: translate("Errors", "Something is wrong with the vault."),
    "VaultMissingError": lambda translate, _: translate("Errors", "There is no vault here yet."),
    "VaultFolderForeignError": lambda translate, _: translate(
        "Errors", "The folder {folder} holds something that is not Hisho's, so nothing in it was touched."
    ),
    "VaultUnreadableError": _unreadable,
    "VaultDamagedError": _damaged,
    "VaultTooNewError": lambda translate, _: translate(
        "Errors",
        "This vault was written by a newer version of Hisho (format {found}, this one knows up to "
        "{known}); update Hisho to open it.",
    ),
    "VaultInUseError": lambda translate, _: translate(
        "Errors", "Another Hisho has the vault open; close it or use that one."
    ),
    "VaultWriteError": _not_written,
    "VaultReadOnlyError": lambda translate, _: translate(
        "Errors", "The vault cannot be written because the disk is read-only."
    ),
    "VaultFullError": lambda translate, _: translate(
        "Errors", "The disk is full; what was saved before is kept, free some space and try again."
    ),
    "KeyMemoryError": lambda translate, _: translate(
        "Errors",
        "There is not enough memory to check the passphrase: {needed_bytes} are needed; close other programs "
        "and try again.",
    ),
    "WrongSecretError": lambda translate, _: translate("Errors", "This does not open the vault."),
    "WrongPassphraseError": lambda translate, _: translate(
        "Errors", "This is not the passphrase of the vault."
    ),
    "WrongRecoveryKeyError": _wrong_recovery_key,
    "WrongEscrowKeyError": lambda translate, _: translate(
        "Errors", "This is not the escrow key that the vault was sealed to."
    ),
    "TooManyAttemptsError": lambda translate, _: translate(
        "Errors", "That was wrong several times; wait {seconds} s before the next attempt."
    ),
    "EscrowKeyUnreadableError": lambda translate, _: translate(
        "Errors", "This is no escrow key: an X25519 key is needed, as a PEM file without a password."
    ),
    "SlotMissingError": _slot_missing,
    "SlotNeededError": lambda translate, _: translate(
        "Errors", "This way in has to stay; add another one first, or ask your administrator."
    ),
    "SlotForbiddenError": lambda translate, _: translate(
        "Errors", "The administrator of this computer does not allow this way in."
    ),
    "KeychainError": lambda translate, _: translate(
        "Errors", "Something is wrong with this computer's keyring."
    ),
    "KeychainUnavailableError": _keychain_unavailable,
    "KeychainLockedError": lambda translate, _: translate(
        "Errors",
        "The keyring of this computer is locked; unlock it, or use the recovery key, or the passphrase where "
        "that opens the vault alone.",
    ),
    "KeyringMayNotOpenError": lambda translate, _: translate(
        "Errors", "The vault is locked; enter the passphrase or the recovery key."
    ),
    "KeychainEntryMissingError": lambda translate, _: translate(
        "Errors",
        "The keyring of this computer has lost the key of this vault; use the recovery key, or the "
        "passphrase where that opens the vault alone.",
    ),
}
