"""The keyring of this computer, by two backends that are named here and no others.

`keyring.get_keyring()` is never called: the environment or a `keyringrc.cfg` could redirect it, lose the key
without a word or load foreign code. What is written is read back and compared.
"""

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from enum import StrEnum
from types import ModuleType
from typing import TYPE_CHECKING, Protocol, TypeVar

from desktop.vault.errors import KeychainEntryMissingError, KeychainLockedError, KeychainUnavailableError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "Hisho vault"
TOKENS = "Hisho access token"
ANCHORS = "Hisho vault record"
_FORM = "v1:"
_WEB = "urllib.request"
_MAX_TEXT = 4096
_KEY_HEX_DIGITS = 64
ANCHOR_PATIENCE_S = 0.6             # of a lock: what the keyring misses it learns at the next
_PATIENCE_S = 8.0  # for calls that ask nobody; a question to the user waits as long as it takes
T = TypeVar("T")


class KeychainState(StrEnum):
    """What can be said of the keyring without asking anybody."""

    USABLE = "usable"
    LOCKED = "locked"
    UNAVAILABLE = "unavailable"


class Keychain(Protocol):
    """Where a random wrapping key is kept."""

    @property
    def backend(self) -> str:
        """Which keyring it is; a short word of ours, noted in the slot."""
        ...

    def state(self) -> KeychainState:
        """What can be said without asking anybody."""
        ...

    def store(self, profile: str, wrapping_key: bytes) -> None:
        """Keep the key and read it back. Raises KeychainError."""
        ...

    def load(self, profile: str, *, may_ask: bool) -> bytes:
        """The key. Raises KeychainEntryMissingError, KeychainLockedError (if nobody may be asked),
        KeychainError.
        """
        ...

    def delete(self, profile: str) -> None:
        """Forget the key; nothing happens if there is none. Raises KeychainError."""
        ...


class TokenSafe(Protocol):
    """Where an access token for a server of models is kept, if the user wishes so."""

    def store_token(self, host: str, token: str) -> None:
        """Keep the token and read it back. Raises KeychainError."""
        ...

    def load_token(self, host: str) -> str:
        """The token, asking nobody. Raises KeychainEntryMissingError, KeychainLockedError, KeychainError."""
        ...

    def delete_token(self, host: str) -> None:
        """Forget the token; nothing happens if there is none. Raises KeychainError."""
        ...


class SystemKeychain:
    """Secret Service on Linux (seen to work with gnome-keyring); the credential locker on Windows (never
    run).
    """

    def __init__(self, patience_s: float = _PATIENCE_S) -> None:
        self._patience_s = patience_s

    @property
    def backend(self) -> str:
        """Which keyring this system has."""
        return "windows-locker" if sys.platform == "win32" else "secret-service"

    def state(self) -> KeychainState:
        """What can be said without asking anybody."""
        try:
            locked = self._within_patience(lambda: _is_locked(_backend()))
        except KeychainUnavailableError:
            return KeychainState.UNAVAILABLE
        return KeychainState.LOCKED if locked else KeychainState.USABLE

    def store(self, profile: str, wrapping_key: bytes) -> None:
        """Keep the key and read it back. Raises KeychainError."""
        self._write(SERVICE, profile, _FORM + wrapping_key.hex())

    def load(self, profile: str, *, may_ask: bool) -> bytes:
        """The key. Raises KeychainEntryMissingError, KeychainLockedError, KeychainUnavailableError."""
        return _accept(self._read(SERVICE, profile, may_ask=may_ask))

    def delete(self, profile: str) -> None:
        """Forget the key; nothing happens if there is none. Raises KeychainError."""
        self._remove(SERVICE, profile)

    def store_token(self, host: str, token: str) -> None:
        """Keep an access token and read it back. Raises KeychainError."""
        self._write(TOKENS, host, _FORM + token)

    def load_token(self, host: str) -> str:
        """The access token, asking nobody. Raises KeychainEntryMissingError, KeychainLockedError,
        KeychainUnavailableError.
        """
        return self._load_text(TOKENS, host)

    def delete_token(self, host: str) -> None:
        """Forget an access token; nothing happens if there is none. Raises KeychainError."""
        self._remove(TOKENS, host)

    def store_anchor(self, profile: str, anchor: str) -> None:
        """Keep how far the vault's chain of events goes. Raises KeychainError."""
        self._write(ANCHORS, profile, _FORM + anchor)

    def load_anchor(self, profile: str) -> str:
        """How far the chain went, asking nobody. Raises KeychainEntryMissingError, KeychainLockedError,
        KeychainUnavailableError.
        """
        return self._load_text(ANCHORS, profile)

    def _load_text(self, service: str, name: str) -> str:
        untrusted = self._read(service, name, may_ask=False)
        if untrusted is None or not untrusted.startswith(_FORM) or len(untrusted) > _MAX_TEXT:
            raise KeychainEntryMissingError
        return untrusted.removeprefix(_FORM)

    def _write(self, service: str, name: str, entry: str) -> None:
        def write() -> bool:
            backend = _backend()
            if _is_locked(backend):
                raise KeychainLockedError
            backend.set_password(service, name, entry)
            return bool(backend.get_password(service, name) == entry)

        if not self._within_patience(write):
            self._remove(service, name)
            raise KeychainUnavailableError("refused")

    def _read(self, service: str, name: str, *, may_ask: bool) -> str | None:
        def read() -> str | None:
            backend = _backend()
            if not may_ask and _is_locked(backend):
                raise KeychainLockedError
            return backend.get_password(service, name)

        return _ours(read) if may_ask else self._within_patience(read)

    def _remove(self, service: str, name: str) -> None:
        def remove() -> None:
            backend = _backend()
            if backend.get_password(service, name) is not None:
                backend.delete_password(service, name)

        self._within_patience(remove)

    def _within_patience(self, work: Callable[[], T]) -> T:
        """Run in a thread of its own; a keyring that does not answer must not hold the program up."""
        outcome: list[T] = []
        failure: list[Exception] = []

        def attempt() -> None:
            try:
                outcome.append(_ours(work))
            except (KeychainUnavailableError, KeychainLockedError) as error:
                failure.append(error)

        thread = threading.Thread(target=attempt, name="keyring", daemon=True)
        thread.start()
        thread.join(self._patience_s)
        if failure:
            raise failure[0]
        if not outcome:
            raise KeychainUnavailableError("timeout" if thread.is_alive() else "failed")
        return outcome[0]


def _ours(work: Callable[[], T]) -> T:
    """What the libraries raise becomes ours. Raises KeychainLockedError, KeychainUnavailableError."""
    with _no_web():
        from keyring.errors import InitError, KeyringError, KeyringLocked  # late, see `_backend`

    try:
        return work()
    except KeyringLocked as error:
        raise KeychainLockedError from error
    except (
        InitError,
        RuntimeError,
    ) as error:  # RuntimeError: the backend's priority says why it cannot be used
        raise KeychainUnavailableError("missing") from error
    except (KeyringError, OSError, EOFError) as error:
        raise KeychainUnavailableError("failed") from error


def _backend() -> "KeyringBackend":
    """The one backend of this system.

    Imported here and not above: a vault that is opened by its passphrase never needs it. Raises
    KeychainUnavailableError.
    """
    if sys.platform == "win32":
        with _no_web():
            from keyring.backends import Windows

        locker: KeyringBackend = Windows.WinVaultKeyring()
        locker.persist = "local machine"  # type: ignore[attr-defined]  # untyped: never roam to other computers
        return locker
    with _no_web():
        from keyring.backends import SecretService

    if not SecretService.Keyring.priority:
        raise KeychainUnavailableError("missing")
    service: KeyringBackend = SecretService.Keyring()  # type: ignore[no-untyped-call]
    vars(service).clear()  # what KEYRING_PROPERTY_* has set: another collection, another name
    return service


@contextlib.contextmanager
def _no_web() -> Iterator[None]:
    """A library of the library imports Python's HTTP client, and with it TLS, for a download that nobody asks
    for. It gets an empty module: the window needs neither, and the air-gap edition has neither.
    """
    is_loaded = sys.modules.get(_WEB) is not None
    if not is_loaded:
        sys.modules[_WEB] = ModuleType(_WEB)
    try:
        yield
    finally:
        if not is_loaded:
            sys.modules.pop(_WEB, None)


def _is_locked(_backend: "KeyringBackend") -> bool:
    """Whether reading would put up a question."""
    if sys.platform == "win32":
        return False
    import secretstorage  # late, see `_backend`

    connection = secretstorage.dbus_init()
    try:
        if not secretstorage.check_service_availability(connection):
            raise KeychainUnavailableError("missing")
        return bool(secretstorage.get_default_collection(connection).is_locked())
    except secretstorage.exceptions.SecretStorageException as error:
        raise KeychainUnavailableError("failed") from error
    finally:
        connection.close()


def _accept(untrusted: str | None) -> bytes:
    if untrusted is None:
        raise KeychainEntryMissingError
    digits = untrusted.removeprefix(_FORM)
    if not untrusted.startswith(_FORM) or len(digits) != _KEY_HEX_DIGITS:
        raise KeychainEntryMissingError
    try:
        return bytes.fromhex(digits)
    except ValueError as error:
        raise KeychainEntryMissingError from error
