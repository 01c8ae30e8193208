"""What the vault keeps about itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.vault.database import Database
from desktop.vault.facts import Facts
from tests.vault.databases import new_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with new_database(tmp_path) as made:
        yield made


def test_a_fact_is_what_was_put_last(database: Database) -> None:
    facts = Facts(database)
    assert facts.get("policy") is None
    facts.put("policy", b"\x00\xff")
    facts.put("policy", b"")
    assert facts.get("policy") == b""
    assert Facts(database).get("other") is None


def test_a_fact_can_be_forgotten_again_and_again(database: Database) -> None:
    facts = Facts(database)
    facts.put("policy", b"1")
    facts.drop("policy")
    facts.drop("policy")
    assert facts.get("policy") is None


def test_a_fact_goes_with_the_transaction_it_was_put_in(database: Database) -> None:
    facts = Facts(database)
    facts.put("policy", b"before")

    def fail() -> None:
        facts.put("policy", b"after")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        database.in_transaction(fail)
    assert facts.get("policy") == b"before"
