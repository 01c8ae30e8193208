"""The home of whoever runs us, as the system knows it, and where it knows none."""

import os
import pwd
from pathlib import Path

import pytest

from desktop.confinement.account import home, homes

_NOBODY_KNOWN = 3_999_999_999


def test_keys_are_looked_for_in_the_home_that_the_system_knows_too() -> None:
    known = Path(pwd.getpwuid(os.getuid()).pw_dir)
    assert homes("/somewhere/else") == [Path("/somewhere/else"), known]
    assert homes("") == homes("not/absolute") == [known]
    assert home() == known


def test_a_number_without_an_account_has_the_home_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(KeyError):
        pwd.getpwuid(_NOBODY_KNOWN)
    monkeypatch.setenv("HOME", "/somewhere/else")
    assert home(_NOBODY_KNOWN) == Path("/somewhere/else")
    assert homes("/somewhere/else", _NOBODY_KNOWN) == [Path("/somewhere/else")]
    monkeypatch.delenv("HOME")
    assert homes("", _NOBODY_KNOWN) == []
    assert home(_NOBODY_KNOWN) == Path("/")
