"""Fixtures for the tests of the model manager."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.model_manager.fake_hub import FakeHub, running
from tests.model_manager.fetching import DATA, FILE


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    made = FakeHub()
    made.add(FILE, DATA)
    with running(made):
        yield made


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "models" / "maker" / FILE
