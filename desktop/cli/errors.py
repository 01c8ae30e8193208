"""What may go wrong on the command line itself.

* HishoError
  x CommandError
    + NothingToAskError         no text was given
    + QuestionTooLargeError     more text than can be handed to an engine
    + NoOutputError             standard output is closed: there is nowhere to write an answer
    + ModelUnknownError         no such file, and no registered model has this id
    + ModelNotAcceptedError     the licence of a file has to be accepted before it is used
    + UsageNotStatedError       whether a file may be used depends on who uses it, which nobody has said
    + DeviceUnknownError        this computer has no such device
    + FormatFileError           a file is no JSON schema, or no grammar
    + PassphraseNeededError     the vault needs a passphrase, and nobody is there to type it
    + PassphraseUnreadableError nothing that is text could be read from the descriptor
    + PassphrasesDifferError    the two passphrases typed are not the same
    + PassphraseTooShortError   the administrator demands a longer one
    + ExportForbiddenError      the administrator allows no exports
    + ExportFolderError         none into such a folder
    + ReasonNeededError         what is secret leaves with a reason only
    + NoPageError               the recovery key shall be shown, and standard output is no terminal
"""

from desktop.errors import HishoError


class CommandError(HishoError):
    """Something about a command."""


class NothingToAskError(CommandError):
    """No text was given."""


class QuestionTooLargeError(CommandError):
    """More text than can be handed to an engine: `size` bytes of at most `limit_bytes`."""

    def __init__(self, size: int, limit_bytes: int) -> None:
        super().__init__(size, limit_bytes)
        self.size = size
        self.limit_bytes = limit_bytes


class NoOutputError(CommandError):
    """Standard output is closed: there is nowhere to write an answer."""


class ModelUnknownError(CommandError):
    """No such file, and no registered model has this id (or several begin with it)."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class ModelNotAcceptedError(CommandError):
    """The licence of a file has to be accepted first; its text is at `page`, if anybody knows."""

    def __init__(self, path: str, licence: str, page: str) -> None:
        super().__init__(path, licence, page)
        self.path = path
        self.licence = licence
        self.page = page


class UsageNotStatedError(CommandError):
    """Whether a file may be used depends on who uses it, which nobody has said."""

    def __init__(self, path: str, licence: str) -> None:
        super().__init__(path, licence)
        self.path = path
        self.licence = licence


class DeviceUnknownError(CommandError):
    """This computer has no device of this name, or the engine cannot use it."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class FormatFileError(CommandError):
    """A file that should say which form the answer has cannot be read so."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class PassphraseNeededError(CommandError):
    """The vault needs a passphrase; standard input is no terminal and `--passphrase-fd` was not given."""


class PassphraseTooShortError(CommandError):
    """The administrator demands at least `least` characters."""

    def __init__(self, least: int) -> None:
        super().__init__(least)
        self.least = least


class NoPageError(CommandError):
    """The recovery key shall be shown as a page, and standard output is no terminal: it would be kept."""


class PassphraseUnreadableError(CommandError):
    """Nothing that is text in UTF-8 could be read from this descriptor."""

    def __init__(self, descriptor: int) -> None:
        super().__init__(descriptor)
        self.descriptor = descriptor


class PassphrasesDifferError(CommandError):
    """The passphrase was not repeated as it was typed first."""


class ExportForbiddenError(CommandError):
    """The administrator allows no exports."""


class ExportFolderError(CommandError):
    """The administrator allows no exports into folders that carry them on."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self.folder = folder


class ReasonNeededError(CommandError):
    """What has this label leaves with a reason only."""

    def __init__(self, label: str) -> None:
        super().__init__(label)
        self.label = label
