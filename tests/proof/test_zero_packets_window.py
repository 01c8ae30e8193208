"""The proof for the window: from its first start to its end nothing is heard of it."""

from collections.abc import Callable

from tests.proof.network import ways
from tests.proof.session import Seen


def test_a_whole_life_is_not_heard(seen: Seen, record_property: Callable[[str, object], None]) -> None:
    """A vault is made, the guide asked, the vault locked and opened again, Hisho left. (What the same ears
    hear of a program that leaks is in `test_zero_packets.py`.)
    """
    record_property("zero-packet proof", ways()[0])
    assert seen.heard is not None
    assert seen.heard.nothing, seen.heard
