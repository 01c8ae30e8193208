"""The recovery key: 160 bits that a person writes down, with a check character in every group.

Eight groups of five characters of Crockford's base 32 (no I, L, O, U): four carry 20 bits, the fifth checks
the group and its place. So a mistyped or exchanged group is named while it is typed, 31 times of 32.
"""

import secrets
import unicodedata
from enum import StrEnum

from desktop.vault.errors import WrongRecoveryKeyError

GROUPS = 8
GROUP_LENGTH = 5
_DATA_LENGTH = GROUP_LENGTH - 1
_BITS = 5
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOK_ALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})
_IGNORED = frozenset("-‐‑‒–—―−ーｰ_ \t\r\n　")
_CHECK_MODULUS = 31     # a prime: a change of one character or an exchange of two is seen, but not 0 for Z


class GroupState(StrEnum):
    """What can be said of a group while it is typed."""

    INCOMPLETE = "incomplete"
    OK = "ok"
    WRONG = "wrong"


def new_secret() -> bytes:
    """160 fresh random bits."""
    return secrets.token_bytes(GROUPS * _DATA_LENGTH * _BITS // 8)


def encode(secret: bytes) -> str:
    """The secret as a person sees it: groups joined by hyphens."""
    number = int.from_bytes(secret, "big")
    groups = []
    for place in range(GROUPS):
        shift = (GROUPS - 1 - place) * _DATA_LENGTH * _BITS
        bits = (number >> shift) & ((1 << (_DATA_LENGTH * _BITS)) - 1)
        data = "".join(_ALPHABET[(bits >> (_BITS * (3 - index))) & 31] for index in range(_DATA_LENGTH))
        groups.append(data + _check_character(data, place))
    return "-".join(groups)


def decode(untrusted_text: str) -> bytes:
    """The secret that was typed. Raises WrongRecoveryKeyError with the first group that is wrong."""
    typed = normalise(untrusted_text)
    if len(typed) != GROUPS * GROUP_LENGTH:
        raise WrongRecoveryKeyError(_first_bad_group(typed))
    groups = [typed[at : at + GROUP_LENGTH] for at in range(0, len(typed), GROUP_LENGTH)]
    number = 0
    for place, group in enumerate(groups):
        if group_state(group, place) is not GroupState.OK:
            raise WrongRecoveryKeyError(place + 1)
        for character in group[:_DATA_LENGTH]:
            number = number << _BITS | _ALPHABET.index(character)
    return number.to_bytes(GROUPS * _DATA_LENGTH * _BITS // 8, "big")


def _first_bad_group(typed: str) -> int:
    groups = [typed[at : at + GROUP_LENGTH] for at in range(0, len(typed), GROUP_LENGTH)]
    for place, group in enumerate(groups[:GROUPS]):
        if group_state(group, place) is not GroupState.OK:
            return place + 1
    return min(len(groups) + 1, GROUPS)


def group_state(untrusted_group: str, place: int) -> GroupState:
    """What can be said of the text of the group at `place`, counted from 0."""
    typed = normalise(untrusted_group)
    if any(character not in _ALPHABET for character in typed) or len(typed) > GROUP_LENGTH:
        return GroupState.WRONG
    if len(typed) < GROUP_LENGTH:
        return GroupState.INCOMPLETE
    is_right = typed[_DATA_LENGTH] == _check_character(typed[:_DATA_LENGTH], place)
    return GroupState.OK if is_right else GroupState.WRONG


def normalise(untrusted_text: str) -> str:
    """Upper case and half width, look-alikes mapped, hyphens and spaces left out."""
    folded = unicodedata.normalize("NFKC", untrusted_text).upper()
    return "".join(each for each in folded if each not in _IGNORED).translate(_LOOK_ALIKES)


def _check_character(data: str, place: int) -> str:
    """A weighted sum over the four characters and the place; weights differ modulo the prime."""
    total = (place + 1) * 7
    for weight, character in enumerate(data, start=2):
        total += weight * _ALPHABET.index(character)
    return _ALPHABET[total % _CHECK_MODULUS]
