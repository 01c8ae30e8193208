"""Labels have an order, and what nobody knows is the most secret."""

import pytest

from desktop.chat.labels import USUAL, Label, label_from


def test_the_order_of_secrecy() -> None:
    assert sorted(Label, key=lambda each: each.rank) == [
        Label.GENERAL, Label.INTERNAL, Label.SECRET, Label.TOP_SECRET
    ]  # fmt: skip


@pytest.mark.parametrize("label", Label)
def test_a_label_is_kept_as_its_text(label: Label) -> None:
    assert label_from(label.value) is label


@pytest.mark.parametrize("text", ["", "Secret", "public", "general "])
def test_what_nobody_knows_is_the_most_secret(text: str) -> None:
    assert label_from(text) is Label.TOP_SECRET


def test_the_vault_gives_old_conversations_the_usual_label() -> None:
    assert USUAL == "internal"          # as the migration that added the column has it
