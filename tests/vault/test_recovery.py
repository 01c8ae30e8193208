"""The recovery key survives writing down, and a slip of the pen is named by its group."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.vault import recovery
from desktop.vault.errors import WrongRecoveryKeyError
from desktop.vault.recovery import GroupState, group_state

SECRETS = st.binary(min_size=20, max_size=20)


@given(SECRETS)
def test_a_key_comes_back(secret: bytes) -> None:
    text = recovery.encode(secret)
    assert [len(group) for group in text.split("-")] == [5] * 8
    assert recovery.decode(text) == secret


@given(SECRETS, st.integers(0, 7), st.integers(0, 4), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_named_by_its_group(secret: bytes, place: int, at: int, wrong: str) -> None:
    groups = recovery.encode(secret).split("-")
    right = groups[place][at]
    if right == wrong or {right, wrong} == {"0", "Z"}:  # 31 times of 32: these two are alike modulo 31
        return
    groups[place] = groups[place][:at] + wrong + groups[place][at + 1 :]
    with pytest.raises(WrongRecoveryKeyError) as caught:
        recovery.decode("-".join(groups))
    assert caught.value.group == place + 1


@given(SECRETS, st.integers(0, 6))
def test_exchanged_groups_are_seen(secret: bytes, place: int) -> None:
    groups = recovery.encode(secret).split("-")
    groups[place], groups[place + 1] = groups[place + 1], groups[place]
    if groups[place] != groups[place + 1]:
        with pytest.raises(WrongRecoveryKeyError):
            recovery.decode("-".join(groups))


@pytest.mark.parametrize(
    "typed",
    [
        lambda key: key.lower(),
        lambda key: key.replace("-", " "),
        lambda key: key.replace("-", ""),
        lambda key: key.replace("0", "O").replace("1", "I"),
        lambda key: key.replace("1", "l").replace("0", "o"),
        lambda key: "".join(chr(ord(each) + 0xFEE0) if each != "-" else "－" for each in key),
        lambda key: f"  {key}\n",
    ],
)
def test_what_people_type_is_understood(typed) -> None:  # type: ignore[no-untyped-def]
    secret = bytes(range(20))
    assert recovery.decode(typed(recovery.encode(secret))) == secret


@pytest.mark.parametrize(("typed", "group"), [("", 1), ("00000", 1), ("U" * 40, 1)])
def test_what_is_no_key_is_refused(typed: str, group: int) -> None:
    with pytest.raises(WrongRecoveryKeyError) as caught:
        recovery.decode(typed)
    assert caught.value.group == group


def test_a_key_cut_short_names_the_group_that_is_missing() -> None:
    text = recovery.encode(bytes(20))
    with pytest.raises(WrongRecoveryKeyError) as caught:
        recovery.decode("-".join(text.split("-")[:5]))
    assert caught.value.group == 6


def test_a_group_is_judged_while_it_is_typed() -> None:
    group = recovery.encode(bytes(range(20))).split("-")[2]
    assert group_state(group[:3], 2) is GroupState.INCOMPLETE
    assert group_state(group, 2) is GroupState.OK
    assert group_state(group, 3) is GroupState.WRONG
    assert group_state("%%", 2) is GroupState.WRONG
    assert group_state("", 2) is GroupState.INCOMPLETE


def test_keys_are_random() -> None:
    assert len({recovery.new_secret() for _ in range(8)}) == 8


@pytest.mark.parametrize("secret", [bytes(20), b"\xff" * 20, bytes(range(20))])
def test_of_all_changes_of_one_character_only_0_for_z_is_not_seen(secret: bytes) -> None:
    group = recovery.encode(secret).split("-")[3]
    unseen = {
        frozenset((group[at], other))
        for at in range(4)
        for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
        if other != group[at] and group_state(group[:at] + other + group[at + 1 :], 3) is GroupState.OK
    }
    assert unseen == ({frozenset("0Z")} if set("0Z") & set(group[:4]) else set())
