"""What an administrator may write into the policy: every table, every key and what its value may be.

One grammar for the file, the Windows registry and the templates of the group policy editor: a key that does
not stand here is a mistake wherever it is written.
"""

import base64
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath
from types import MappingProxyType

from model_manager import names
from model_manager.connection import accept_endpoint, accept_proxy
from model_manager.errors import UnsafeNameError
from model_manager.toml_lines import Table

_CURVE_BYTES = 32
_PRIME = 2**255 - 19
# The points of low order on Curve25519: what is sealed to one of them is no secret (RFC 7748, section 6.1),
# and the library of the vault refuses to. Known here without it: the supervisor reads policies, too.
_KEEP_NO_SECRET = frozenset({
    0, 1, _PRIME - 1,
    325606250916557431795983626356110631294008115727848805560023387167927233504,
    39382357235489614581723060781553021112529911719440698176882885853963445705823,
})  # fmt: skip
_MAX_LABEL = 16
_NOT_IN_NAMES = frozenset('<>:"/\\|?*.')   # a label is stamped into the names of files
Value = str | int | bool | tuple[str, ...]
Values = Mapping[tuple[str, str], Value]
"""(table, key) → what was accepted. Only what the administrator wrote is in it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some words."""

    words: tuple[str, ...]

    def take(self, table: Table, key: str) -> Value:
        """Raises CatalogueError."""
        return table.choice(key, self.words)


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number between two others, both included."""

    least: int
    most: int

    def take(self, table: Table, key: str) -> Value:
        """Raises CatalogueError."""
        value = table.integer(key)
        if not self.least <= value <= self.most:
            table.fail(key, f"not from {self.least} to {self.most}")
        return value


@dataclass(frozen=True, slots=True)
class Truth:
    """True or false."""

    def take(self, table: Table, key: str) -> Value:
        """Raises CatalogueError."""
        return table.truth(key)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that `accept` takes; it raises UnsafeNameError for others."""

    accept: Callable[[str], str]

    def take(self, table: Table, key: str) -> Value:
        """Raises CatalogueError."""
        return table.name(key, self.accept)


@dataclass(frozen=True, slots=True)
class Texts:
    """A list of texts, each of which `accept` takes."""

    accept: Callable[[str], str]

    def take(self, table: Table, key: str) -> Value:
        """Raises CatalogueError."""
        values = table.texts(key)
        for value in values:
            try:
                self.accept(value)
            except UnsafeNameError:
                table.fail(key, f"cannot be {value[:80]!r}")
        return values


Key = Choice | Number | Truth | Text | Texts


def _accept_folder(untrusted: str) -> str:
    """A folder by its whole path, of this system or of the other. Raises UnsafeNameError."""
    if not (PurePosixPath(untrusted).is_absolute() or PureWindowsPath(untrusted).is_absolute()):
        raise UnsafeNameError(untrusted[:80])
    if "\0" in untrusted:
        raise UnsafeNameError(untrusted[:80])
    return untrusted


def _accept_host(untrusted: str) -> str:
    """A host, with its port if that is unusual. Raises UnsafeNameError."""
    if accept_endpoint(f"https://{untrusted}") != f"https://{untrusted}" or "/" in untrusted:
        raise UnsafeNameError(untrusted[:80])
    return untrusted


def _accept_escrow_key(untrusted: str) -> str:
    """A public key of X25519 in base64, to which a secret can be sealed. Raises UnsafeNameError."""
    try:
        key = base64.b64decode(untrusted, validate=True)
    except ValueError as error:
        raise UnsafeNameError(untrusted[:80]) from error
    point = int.from_bytes(key, "little") % 2**255 % _PRIME      # the highest bit says nothing
    if len(key) != _CURVE_BYTES or point in _KEEP_NO_SECRET:
        raise UnsafeNameError(untrusted[:80])
    return untrusted


def _accept_label_name(untrusted: str) -> str:
    """A few visible signs that may stand in a file's name. Raises UnsafeNameError."""
    invisible = any(unicodedata.category(each)[0] in "CZ" and each != " " for each in untrusted)
    if len(untrusted) > _MAX_LABEL or invisible or untrusted != untrusted.strip():
        raise UnsafeNameError(untrusted[:80])
    if _NOT_IN_NAMES & set(untrusted):
        raise UnsafeNameError(untrusted[:80])
    return untrusted


LABELS = ("top_secret", "secret", "internal", "general")
"""The labels of conversations, from the most secret to the least."""

GRAMMAR: Mapping[str, Mapping[str, Key]] = MappingProxyType({
    "models": {
        "network": Choice(("any", "catalogue", "off", "on")),        # "on" is what "any" was called before
        "endpoint": Text(accept_endpoint),
        "hosts": Texts(_accept_host),
        "proxy": Text(accept_proxy),
        "allowed": Texts(names.accept_sha256),
        "forbidden": Texts(names.accept_sha256),
    },
    "tasks": {"folder": Text(_accept_folder)},
    "vault": {
        "require_passphrase": Truth(),
        "passphrase_min": Number(1, 64),
        "keyring": Choice(("allowed", "with_passphrase", "forbidden")),
        "recovery_key": Truth(),
        "escrow_key": Text(_accept_escrow_key),
        "retention_days": Number(1, 36_500),
    },
    "lock": {
        "minutes_most": Number(1, 1_440),
        "on_suspend": Truth(),
        "on_session_lock": Truth(),
    },
    "protection": {
        "sandbox": Choice(("strong", "middle")),
        "screen_capture": Truth(),
    },
    "sharing": {
        "export": Choice(("allowed", "ask", "forbidden")),
        "export_folders": Choice(("any", "local")),
        "clipboard": Choice(("allowed", "cleared", "forbidden")),
        "clipboard_seconds": Number(5, 3_600),
    },
    "labels": {
        "default": Choice(LABELS),
        **{f"{label}_{language}": Text(_accept_label_name) for label in LABELS for language in ("ja", "en")},
    },
})  # fmt: skip


def accept(table: Table) -> Values:
    """Everything that the administrator wrote. Raises CatalogueError for the first mistake, with its line."""
    found: dict[tuple[str, str], Value] = {}
    for name, keys in GRAMMAR.items():
        if not table.has(name):
            continue
        inner = table.table(name)
        for key, kind in keys.items():
            if inner.has(key):
                found[name, key] = kind.take(inner, key)
        inner.finish()
    table.finish()
    return MappingProxyType(found)
