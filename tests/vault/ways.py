"""Ways into a vault for the tests: what a person types, without counting how often."""

from dataclasses import dataclass

from desktop.vault import keys, recovery
from desktop.vault.errors import WrongPassphraseError, WrongRecoveryKeyError, WrongSecretError
from desktop.vault.header import PASSPHRASE, RECOVERY, Header
from desktop.vault.place import VaultPlace
from tests.vault.places import PASSPHRASE as USUAL


@dataclass(frozen=True, slots=True)
class Typed:
    """The passphrase."""

    passphrase: str = USUAL

    def data_key(self, header: Header, place: VaultPlace) -> bytes:
        slot = header.slot(PASSPHRASE)
        place.limits.check(keys.CHEAPEST)
        key = keys.passphrase_key(self.passphrase, keys.from_text(slot["salt"]), keys.CHEAPEST)
        try:
            return keys.unwrap(slot, key, header.context(PASSPHRASE))
        except WrongSecretError:
            raise WrongPassphraseError from None


@dataclass(frozen=True, slots=True)
class Printed:
    """The recovery key."""

    text: str

    def data_key(self, header: Header, place: VaultPlace) -> bytes:
        key = keys.derive(recovery.decode(self.text), "recovery")
        try:
            return keys.unwrap(header.slot(RECOVERY), key, header.context(RECOVERY))
        except WrongSecretError:
            raise WrongRecoveryKeyError from None
