"""What may go wrong on the command line itself.

* HishoError
  x CommandError
    + NothingToAskError         no text was given
    + ModelUnknownError         no such file, and no registered model has this id
    + PassphraseNeededError     the vault needs a passphrase, and nobody is there to type it
    + PassphrasesDifferError    the two passphrases typed are not the same
"""

from desktop.errors import HishoError


class CommandError(HishoError):
    """Something about a command."""


class NothingToAskError(CommandError):
    """No text was given."""


class ModelUnknownError(CommandError):
    """No such file, and no registered model has this id (or several begin with it)."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class PassphraseNeededError(CommandError):
    """The vault needs a passphrase; standard input is no terminal and `--passphrase-fd` was not given."""


class PassphrasesDifferError(CommandError):
    """The passphrase was not repeated as it was typed first."""
