"""What may go wrong with the models on this machine.

* ModelManagerError
  x ModelFileError              a model's file cannot be read, or it changed while it was read
  x GgufError                   a file is no GGUF that can be used
    + GgufMissingError          it does not begin like a GGUF
    + GgufTruncatedError        it ends before its header or its weights do
    + GgufDamagedError          its header contradicts itself or the format
    + GgufArchitectureError     this llama.cpp does not know its architecture
  x InventoryError
    + InventoryUnreadableError  the list of models is damaged
    + InventoryWriteError       the list of models cannot be written
  x NoSuchModelError            no model, or more than one, is called so
  x CatalogueError              the catalogue that ships with the program is malformed
  x ModelUseError               this user may not, or not yet, use this model
    + ModelBlockedError         its licence or our knowledge forbids it
    + LicenceNotAcceptedError   its licence has to be accepted first
  x HubError                    a repository or a server of models does not give what was asked
    + NetworkOffError           the policy of this installation forbids the network
    + CatalogueOnlyError        it allows nothing but what the catalogue names
    + HubUnreachableError       no connection, no answer in time, or an answer that broke off
    + CertificateError          nobody vouches for the server
    + ProxyError                the proxy refused, or wants a name and a password
    + HostForbiddenError        a redirect to a server that is not on the list, or without encryption
    + RepositoryMissingError    no such repository, or one that does not show itself
    + RepositoryGatedError      one that wants its terms accepted and a token
    + TokenRefusedError         the server does not take the access token
    + RevisionMissingError      no such revision
    + EntryMissingError         no such file in the repository
    + TooManyRequestsError      wait, says the server
    + HubAnswerError            an answer that no hub gives
    + UnsafeNameError           a name that no file of ours may have
  x NoNetworkCodeError          this is the air-gap edition, which cannot ask a server
  x FetchError                  a file could not be fetched, or is not what was asked
    + SizeMismatchError         another number of bytes than declared
    + DigestMismatchError       another SHA-256 than declared
    + SourceChangedError        the hub declares another file than the catalogue pinned
    + DiskFullError             not enough room
    + FolderNotWritableError    the folder of models cannot be written
    + AlreadyFetchingError      another window or command fetches this very file
    + FolderBusyError           downloads into the folder are not finished
    + FetchCancelledError       somebody paused or cancelled it
  x BundleError                 a folder made by `export` cannot be used
    + ManifestError             its manifest is missing, malformed or of a newer version
    + BundlePartError           a part is missing, too short, too long or damaged
    + SignatureError            the signature is missing or not by the expected key
"""

from typing import Any


class ModelManagerError(Exception):
    """Something about models that we foresaw. Facts are attributes; the words are the user interface's."""

    def facts(self) -> dict[str, Any]:
        """The attributes that can be said to another process."""
        return {key: value for key, value in vars(self).items() if isinstance(value, str | int | float)}


class ModelFileError(ModelManagerError):
    """A file cannot be read, or it changed while it was read. `error_number` is the system's errno, 0 for a
    change.
    """

    def __init__(self, name: str, error_number: int) -> None:
        super().__init__(name, error_number)
        self.name = name
        self.error_number = error_number


class GgufError(ModelManagerError):
    """A file is no GGUF that can be used. `name` is the file's name without its folder."""

    def __init__(self, name: str, *facts: object) -> None:
        super().__init__(name, *facts)
        self.name = name


class GgufMissingError(GgufError):
    """The file does not begin like a GGUF."""


class GgufTruncatedError(GgufError):
    """The file ends too early: it needs at least `expected_size` bytes and has `size`."""

    def __init__(self, name: str, expected_size: int, size: int) -> None:
        super().__init__(name, expected_size, size)
        self.expected_size = expected_size
        self.size = size


class GgufDamagedError(GgufError):
    """The header contradicts itself or the format; `reason` names the entry, for whoever made the file."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.reason = reason


class GgufArchitectureError(GgufError):
    """This llama.cpp does not know the architecture."""

    def __init__(self, name: str, architecture: str) -> None:
        super().__init__(name, architecture)
        self.architecture = architecture


class InventoryError(ModelManagerError):
    """Something about the list of registered models."""


class InventoryUnreadableError(InventoryError):
    """The list is damaged or of a newer version; it is never overwritten."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class InventoryWriteError(InventoryError):
    """The list cannot be written. `error_number` is the system's errno."""

    def __init__(self, path: str, error_number: int) -> None:
        super().__init__(path, error_number)
        self.path = path
        self.error_number = error_number


class NoSuchModelError(ModelManagerError):
    """No model on this computer is called so, or more than one is."""

    def __init__(self, wanted: str) -> None:
        super().__init__(wanted)
        self.wanted = wanted


class CatalogueError(ModelManagerError):
    """The catalogue or a licence's description is malformed; `line` counts from 1, 0 if none can be named."""

    def __init__(self, name: str, line: int, reason: str) -> None:
        super().__init__(name, line, reason)
        self.name = name
        self.line = line
        self.reason = reason


class ModelUseError(ModelManagerError):
    """A model may not be used by this user. `model` is its name, `licence` the id of its licence."""

    def __init__(self, model: str, licence: str) -> None:
        super().__init__(model, licence)
        self.model = model
        self.licence = licence


class ModelBlockedError(ModelUseError):
    """Its licence or our knowledge forbids it; `reason` is the catalogue's or the licence's code for why."""

    def __init__(self, model: str, licence: str, reason: str) -> None:
        super().__init__(model, licence)
        self.args = (model, licence, reason)
        self.reason = reason


class LicenceNotAcceptedError(ModelUseError):
    """Its licence has to be read and accepted first; `page` is where, if anybody knows."""

    def __init__(self, model: str, licence: str, page: str = "") -> None:
        super().__init__(model, licence)
        self.page = page


class HubError(ModelManagerError):
    """A repository or a server does not give what was asked. `place` is a host or a repository."""

    def __init__(self, place: str, *facts: object) -> None:
        super().__init__(place, *facts)
        self.place = place


class NetworkOffError(HubError):
    """The policy of this installation forbids the network."""


class CatalogueOnlyError(HubError):
    """The policy of this installation allows nothing but what the catalogue names."""


class HubUnreachableError(HubError):
    """No connection, no answer in time, or one that broke off. `reason` names the library's error."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(place, reason)
        self.reason = reason


class CertificateError(HubError):
    """Nobody whom this computer trusts vouches for the server."""


class ProxyError(HubError):
    """The proxy refused; `status` is 407 where it wants a name and a password, 0 if it did not say."""

    def __init__(self, place: str, status: int) -> None:
        super().__init__(place, status)
        self.status = status


class HostForbiddenError(HubError):
    """A redirect to a server that is not on the list, or to one without encryption."""


class RepositoryMissingError(HubError):
    """No such repository, or one that does not show itself without a token."""


class RepositoryGatedError(HubError):
    """It wants its terms accepted at `page` and an access token."""

    def __init__(self, place: str, page: str) -> None:
        super().__init__(place, page)
        self.page = page


class TokenRefusedError(HubError):
    """The server does not take the access token."""


class RevisionMissingError(HubError):
    """No such revision in the repository."""


class EntryMissingError(HubError):
    """No such file in the repository; `file_name` names it."""

    def __init__(self, place: str, file_name: str) -> None:
        super().__init__(place, file_name)
        self.file_name = file_name


class TooManyRequestsError(HubError):
    """The server asks to wait `retry_after_s` seconds, until `again_at` by this computer's clock; 0 and empty
    if it did not say how long.
    """

    def __init__(self, place: str, retry_after_s: float, again_at: str = "") -> None:
        super().__init__(place, retry_after_s)
        self.retry_after_s = retry_after_s
        self.again_at = again_at


class HubAnswerError(HubError):
    """An answer that no hub gives: a status, or content that cannot be understood. `reason` says which."""

    def __init__(self, place: str, reason: str) -> None:
        super().__init__(place, reason)
        self.reason = reason


class UnsafeNameError(HubError):
    """A name that no file of ours may have. `place` is the name, cut to a length that can be shown."""


class NoNetworkCodeError(ModelManagerError):
    """The air-gap edition has no part for a network, so `command` is not in it: models come from files."""

    def __init__(self, command: str) -> None:
        super().__init__(command)
        self.command = command


class FetchError(ModelManagerError):
    """A file could not be fetched. `name` is the file's name without its folder."""

    def __init__(self, name: str, *facts: object) -> None:
        super().__init__(name, *facts)
        self.name = name


class SizeMismatchError(FetchError):
    """The server sent `size` bytes (or more) where `expected_size` were declared."""

    def __init__(self, name: str, expected_size: int, size: int) -> None:
        super().__init__(name, expected_size, size)
        self.expected_size = expected_size
        self.size = size


class DigestMismatchError(FetchError):
    """The bytes are not those that were declared; they were thrown away."""

    def __init__(self, name: str, expected_sha256: str, sha256: str) -> None:
        super().__init__(name, expected_sha256, sha256)
        self.expected_sha256 = expected_sha256
        self.sha256 = sha256


class SourceChangedError(FetchError):
    """The hub declares another size or SHA-256 than the one that was pinned."""


class DiskFullError(FetchError):
    """`needed_bytes` more are needed and `free_bytes` are free; what was fetched so far is kept."""

    def __init__(self, name: str, needed_bytes: int, free_bytes: int) -> None:
        super().__init__(name, needed_bytes, free_bytes)
        self.needed_bytes = needed_bytes
        self.free_bytes = free_bytes


class FolderNotWritableError(FetchError):
    """The folder of models cannot be written. `error_number` is the system's errno."""

    def __init__(self, name: str, error_number: int) -> None:
        super().__init__(name, error_number)
        self.error_number = error_number


class AlreadyFetchingError(FetchError):
    """Another window or command fetches this very file."""


class FolderBusyError(FetchError):
    """Downloads into the folder are not finished; `name` is the first of them."""


class FetchCancelledError(FetchError):
    """Somebody paused or cancelled it; what was fetched so far is kept."""


class BundleError(ModelManagerError):
    """A folder made by `export` cannot be used. `name` is the folder's or the part's name."""

    def __init__(self, name: str, *facts: object) -> None:
        super().__init__(name, *facts)
        self.name = name


class ManifestError(BundleError):
    """The manifest is missing, malformed or of a newer version; `reason` says which."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.reason = reason


class BundlePartError(BundleError):
    """A part is missing, too short, too long or damaged; `reason` says which."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.reason = reason


class SignatureError(BundleError):
    """The signature is missing, or not by the expected key; `reason` says which."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(name, reason)
        self.reason = reason
