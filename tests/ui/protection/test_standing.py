"""What may be done about each way: never the last one of every day, never what the administrator demands."""

import pytest

from desktop.policy import Policy
from desktop.ui.protection.standing import Standing, Way


def standing(*names: str, policy: Policy | None = None, usable: bool = True) -> Standing:
    return Standing(
        ways=[Way(each) for each in names], keyring_usable=usable, policy=policy or Policy()
    )


@pytest.mark.parametrize(
    ("ways", "name", "may"),
    [
        (("keyring", "passphrase", "recovery"), "keyring", True),
        (("keyring", "passphrase", "recovery"), "passphrase", True),
        (("keyring", "passphrase", "recovery"), "recovery", False),
        (("keyring", "recovery"), "keyring", False),
        (("passphrase", "recovery"), "passphrase", False),
        (("keyring+passphrase", "recovery"), "keyring+passphrase", False),
        (("passphrase", "recovery", "escrow"), "escrow", True),
        (("passphrase", "escrow"), "escrow", False),
    ],
)
def test_what_can_be_removed(ways: tuple[str, ...], name: str, may: bool) -> None:
    assert standing(*ways).may_drop(name) is may


def test_what_the_administrator_demands_stays() -> None:
    ways = ("keyring", "passphrase", "recovery", "escrow")
    demanded = standing(*ways, policy=Policy(require_passphrase=True, escrow_key="x"))
    assert not demanded.may_drop("passphrase")
    assert not demanded.may_drop("escrow")
    assert demanded.may_drop("keyring")


@pytest.mark.parametrize(
    ("keyring", "usable", "add", "join"),
    [
        ("allowed", True, True, True),
        ("allowed", False, False, False),
        ("with_passphrase", True, False, True),
        ("forbidden", True, False, False),
    ],
)
def test_the_keyring_as_it_is_allowed(keyring: str, usable: bool, add: bool, join: bool) -> None:
    policy = Policy(keyring=keyring)  # type: ignore[arg-type]  # the words are given as text
    found = standing("passphrase", "recovery", policy=policy, usable=usable)
    assert (found.may_add_keyring, found.may_join) == (add, join)


def test_joined_ones_are_parted_only_where_that_is_allowed() -> None:
    joined = ("keyring+passphrase", "recovery")
    assert standing(*joined).may_part
    assert not standing(*joined, policy=Policy(keyring="with_passphrase")).may_part
    assert not standing(*joined).may_add_keyring
    assert standing(*joined).has_passphrase
    assert not standing("keyring", "recovery").has_passphrase
