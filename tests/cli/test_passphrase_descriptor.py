"""A passphrase that is handed over by a descriptor: one line of text, or one clear error."""

import os

import pytest

from desktop.cli.errors import PassphraseUnreadableError
from desktop.cli.terminal import read_passphrase


@pytest.mark.parametrize(
    ("written", "read"),
    [("発明は寝て待て\r\nrest\n".encode(), "発明は寝て待て"), (b"a b ", "a b "), (b"", "")],
)
def test_the_first_line_is_read_without_its_end(written: bytes, read: str) -> None:
    inner, outer = os.pipe()
    os.write(outer, written)
    os.close(outer)
    assert read_passphrase(inner) == read
    os.close(inner)


def test_what_is_no_text_is_told_and_not_shown() -> None:
    inner, outer = os.pipe()
    os.write(outer, b"secret\xff\n")
    os.close(outer)
    with pytest.raises(PassphraseUnreadableError) as caught:
        read_passphrase(inner)
    os.close(inner)
    assert "secret" not in f"{caught.value!r}"
    assert caught.value.__cause__ is None


@pytest.mark.parametrize("descriptor", [-1, 1 << 20])
def test_a_descriptor_that_is_none_is_told(descriptor: int) -> None:
    with pytest.raises(PassphraseUnreadableError):
        read_passphrase(descriptor)
