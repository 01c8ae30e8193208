"""What the registry holds, as the file would say it. Reading it happens on Windows alone, and never did."""

from pathlib import Path

import pytest

from model_manager.policy_file import accept_text
from model_manager.policy_windows import as_toml


@pytest.mark.parametrize(
    ("table", "key", "value", "expected"),
    [
        ("lock", "on_suspend", 1, True),
        ("lock", "on_suspend", 0, False),
        ("lock", "minutes_most", 1, 1),                     # a number stays one
        ("models", "network", "catalogue", "catalogue"),
        ("models", "hosts", ["cdn.example"], ("cdn.example",)),
        ("labels", "secret_ja", "厳秘\"", None),
        ("lock", "on_suspend", 2, None),
        ("models", "network", b"\x00", None),
        ("models", "networks", "off", None),
    ],
)
def test_a_value_means_what_it_means_in_the_file(
    table: str, key: str, value: object, expected: object
) -> None:
    text = accept_text(Path("registry"), f"[{table}]\n{key} = {as_toml(table, key, value)}\n".encode())
    assert (text.fault is None) == (expected is not None)
    assert text.values.get((table, key)) == expected
